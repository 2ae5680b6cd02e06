#include "cfn/schema.h"

#include <algorithm>
#include <set>
#include <string>

#include "support/catch.h"
#include "support/pattern.h"

namespace btsinfra::cfn {
namespace {

ResourceSchema schema(std::string_view type) {
  CAPTURE(type);
  const std::optional<ResourceSchema> found = find_resource_schema(type);
  REQUIRE(found);
  return *found;
}

PropertySchema property(const RecordSchema& record, std::string_view name) {
  CAPTURE(name);
  const std::optional<PropertySchema> found = record.find(name);
  REQUIRE(found);
  return *found;
}

// Follows records to the end, each once: definitions can hold themselves.
class Walk {
 public:
  void record(const RecordSchema& record) {
    CHECK(record.entries().least <= record.entries().most);
    std::string_view previous;
    for (std::size_t i = 0; i < record.size(); ++i) {
      const PropertySchema property = record[i];
      CHECK(previous < property.name);
      previous = property.name;
      const std::optional<PropertySchema> found = record.find(property.name);
      REQUIRE(found);
      CHECK(found->name == property.name);
      value(property.value, property.name);
    }
    for (std::size_t i = 0; i < record.key_count(); ++i) value(record.key(i).value, "/");
    for (const PropertyGroup& group : record.groups()) {
      CHECK_FALSE(group.sets.empty());
      for (const Names& set : group.sets) named(record, set);
    }
    for (const PropertyNeed& need : record.needs()) {
      CHECK(record.find(need.property));
      CHECK_FALSE(need.needed.empty());
      named(record, need.needed);
    }
  }

  std::size_t values = 0;

 private:
  static void named(const RecordSchema& record, const Names& names) {
    for (const std::string_view name : names) {
      CAPTURE(name);
      CHECK(record.find(name));
    }
  }

  void value(const ValueSchema& value, std::string_view name) {
    // A record is told by its first property's place in the program; the depth bounds the rest.
    if (depth_ > 6) return;
    ++depth_;
    ++values;
    CAPTURE(name);
    bool any = false;
    for (const ValueKind kind : {ValueKind::String, ValueKind::Integer, ValueKind::Number,
                                 ValueKind::Boolean, ValueKind::List, ValueKind::Object}) {
      any = any || value.takes(kind);
    }
    CHECK(any);
    CHECK(value.length().least <= value.length().most);
    CHECK(value.item_count().least <= value.item_count().most);
    if (const auto bounds = value.bounds()) CHECK(bounds->least <= bounds->most);
    if (const auto pattern = value.pattern()) CHECK(*pattern < pattern_count());
    if (const auto items = value.items()) {
      CHECK(value.takes(ValueKind::List));
      this->value(*items, name);
    }
    if (const auto inner = value.record()) {
      CHECK(value.takes(ValueKind::Object));
      record(*inner);
    }
    --depth_;
  }

  int depth_ = 0;
};

TEST_CASE("a schema is found by its type", "[cfn][schema]") {
  CHECK(schema("AWS::EC2::VPC").type() == "AWS::EC2::VPC");
  CHECK_FALSE(find_resource_schema("AWS::EC2::VPCX"));
  CHECK(schema("Custom::Thing").type() == "AWS::CloudFormation::CustomResource");
  CHECK_FALSE(find_resource_schema(""));
  CHECK_FALSE(find_resource_schema("AAA"));
  CHECK_FALSE(find_resource_schema("ZZZ"));
}

TEST_CASE("a resource's properties and what they take", "[cfn][schema]") {
  const RecordSchema bucket = schema("AWS::S3::Bucket").properties();
  CHECK_FALSE(bucket.find("Bucket"));
  CHECK_FALSE(bucket.is_open());
  CHECK(property(bucket, "Arn").read_only);
  CHECK_FALSE(property(bucket, "BucketName").read_only);

  const PropertySchema access = property(bucket, "AccessControl");
  CHECK(access.value.takes(ValueKind::String));
  CHECK_FALSE(access.value.takes(ValueKind::List));
  CHECK(access.value.choices().has("PublicReadWrite"));
  CHECK_FALSE(access.value.choices().has("Public"));

  const ValueSchema tags = property(bucket, "Tags").value;
  REQUIRE(tags.items());
  const std::optional<RecordSchema> tag = tags.items()->record();
  REQUIRE(tag);
  CHECK(tag->size() == 2);
  CHECK((*tag)[0].name == "Key");
  CHECK((*tag)[0].required);

  const ValueSchema days =
      property(schema("AWS::Logs::LogGroup").properties(), "RetentionInDays").value;
  CHECK(days.takes(ValueKind::Integer));
  CHECK(days.choices().has("14"));

  const ValueSchema policy =
      property(schema("AWS::IAM::Role").properties(), "AssumeRolePolicyDocument").value;
  CHECK(policy.takes(ValueKind::Object));
  CHECK_FALSE(policy.record());
}

TEST_CASE("statements of web ACLs hold statements", "[cfn][schema]") {
  RecordSchema record = schema("AWS::WAFv2::WebACL").properties();
  const ValueSchema rules = property(record, "Rules").value;
  REQUIRE(rules.items());
  RecordSchema statement = *property(*rules.items()->record(), "Statement").value.record();
  for (int depth = 0; depth < 5; ++depth) {
    const RecordSchema negation = *property(statement, "NotStatement").value.record();
    statement = *property(negation, "Statement").value.record();
  }
  CHECK(statement.find("GeoMatchStatement"));
}

TEST_CASE("attributes are told from properties and from nothing", "[cfn][schema]") {
  const ResourceSchema database = schema("AWS::RDS::DBInstance");
  CHECK(database.attribute("Endpoint.Address") == AttributeKind::Attribute);
  CHECK(database.attribute("Endpoint.Adress") == AttributeKind::Attribute);  // of an object given
  CHECK(database.attribute("Engine") == AttributeKind::Property);
  CHECK(database.attribute("Endpoints") == AttributeKind::None);
  CHECK(database.attribute("") == AttributeKind::None);
  const std::vector<std::string_view> attributes = database.attributes();
  CHECK(std::find(attributes.begin(), attributes.end(), "DBInstanceArn") != attributes.end());
  CHECK(std::is_sorted(attributes.begin(), attributes.end()));

  CHECK(schema("AWS::EC2::LaunchTemplate").attribute("LaunchTemplateData.ImageId") ==
        AttributeKind::Property);
  CHECK(schema("AWS::EC2::LaunchTemplate").attribute("LaunchTemplateData.Image") ==
        AttributeKind::None);
  CHECK(schema("AWS::CloudFormation::Stack").attribute("Outputs.Any") == AttributeKind::Attribute);
  CHECK(schema("AWS::CloudFormation::CustomResource").attribute("Any") == AttributeKind::Attribute);
}

TEST_CASE("what replaces a resource, and its tags", "[cfn][schema]") {
  const ResourceSchema subnet = schema("AWS::EC2::Subnet");
  CHECK(subnet.create_only().has("VpcId"));
  CHECK_FALSE(subnet.create_only().has("MapPublicIpOnLaunch"));
  CHECK(subnet.tag_property() == "Tags");
  CHECK(subnet.identifier().has("SubnetId"));
  CHECK(schema("AWS::DynamoDB::Table").create_only_at_times().has("KeySchema"));
  CHECK(schema("AWS::EC2::Route").tag_property().empty());
  CHECK(schema("AWS::EC2::EIPAssociation").deprecated().has("EIP"));
}

TEST_CASE("types and the regions they exist in", "[cfn][schema]") {
  CHECK(schema("AWS::EC2::VPC").exists_in("ap-northeast-2") == true);
  CHECK(schema("AWS::ECR::PublicRepository").exists_in("us-east-1") == true);
  CHECK(schema("AWS::ECR::PublicRepository").exists_in("ap-northeast-2") == false);
  CHECK_FALSE(schema("AWS::EC2::VPC").exists_in("moon-1"));
  CHECK(schemas_published().size() == 7);
}

TEST_CASE("names of types are known without their facts", "[cfn][schema]") {
  const std::vector<std::string_view> all = published_types();
  CHECK(all.size() > 1500);
  CHECK(std::is_sorted(all.begin(), all.end()));
  CHECK(is_published("AWS::PCS::Cluster"));
  CHECK_FALSE(find_resource_schema("AWS::PCS::Cluster"));
  CHECK_FALSE(is_published("AWS::PCS::Clusters"));
  CHECK_FALSE(is_published(""));
  CHECK_FALSE(is_published("ZZZ"));
}

TEST_CASE("every fact is sound", "[cfn][schema]") {
  const std::vector<std::string_view> types = resource_schema_types();
  CHECK(types.size() > 500);
  CHECK(std::is_sorted(types.begin(), types.end()));
  CHECK(std::set<std::string_view>(types.begin(), types.end()).size() == types.size());
  for (const std::string_view type : types) {
    CAPTURE(type);
    CHECK(type.starts_with("AWS::"));
    const ResourceSchema facts = schema(type);
    CHECK(facts.type() == type);
    CHECK(is_published(type));
    Walk walk;
    walk.record(facts.properties());
    for (const std::string_view name : facts.attributes()) {
      CHECK(facts.attribute(name) == AttributeKind::Attribute);
    }
    if (const std::string_view tags = facts.tag_property(); !tags.empty()) {
      CHECK(facts.properties().find(tags));
    }
    for (const Names& names : {facts.create_only(), facts.identifier()}) {
      for (const std::string_view name : names) {
        CAPTURE(name);
        CHECK_FALSE(name.empty());
      }
    }
  }
}

TEST_CASE("every pattern can be matched", "[cfn][schema]") {
  CHECK(pattern_count() > 400);
  for (std::size_t i = 0; i < pattern_count(); ++i) {
    CAPTURE(pattern_text(i));
    CHECK(Pattern::parse(pattern_text(i)));
  }
}

}  // namespace
}  // namespace btsinfra::cfn
