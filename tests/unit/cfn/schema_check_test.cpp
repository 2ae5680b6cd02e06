#include "cfn/schema_check.h"

#include <algorithm>
#include <string>

#include "support/catch.h"

namespace btsinfra::cfn {
namespace {

using Kind = SchemaViolation::Kind;

std::vector<SchemaViolation> check(std::string_view type, const Map& properties) {
  const std::optional<ResourceSchema> schema = find_resource_schema(type);
  REQUIRE(schema);
  return check_properties(*schema, properties);
}

std::vector<std::string> messages(std::string_view type, const Map& properties) {
  std::vector<std::string> result;
  for (const SchemaViolation& violation : check(type, properties)) {
    result.push_back(violation.message);
  }
  return result;
}

using Messages = std::vector<std::string>;
using Path = std::vector<std::string>;

// The only violation.
SchemaViolation only(std::string_view type, const Map& properties) {
  const std::vector<SchemaViolation> found = check(type, properties);
  REQUIRE(found.size() == 1);
  return found.front();
}

Value no_value() { return ref("AWS::NoValue"); }

Value choice(Value yes, Value no) {
  return intrinsic("Fn::If", List{"Condition", std::move(yes), std::move(no)});
}

// A function with one tag.
Map with_tag(const std::string& key) {
  return {{"Role", "arn:aws:iam::111122223333:role/fans"},
          {"Code", Map{{"ZipFile", "x"}}},
          {"Tags", List{Map{{"Key", key}, {"Value", "v"}}}}};
}

TEST_CASE("an unknown property, and which there are", "[cfn][schema]") {
  const SchemaViolation found = only("AWS::EC2::VPC", {{"CidrBlok", "10.0.0.0/16"}});
  CHECK(found.kind == Kind::UnknownProperty);
  CHECK(found.path == Path{"CidrBlok"});
  CHECK(found.message == "unknown property `CidrBlok`");
  CHECK(std::find(found.names.begin(), found.names.end(), "CidrBlock") != found.names.end());
  CHECK(std::find(found.names.begin(), found.names.end(), "VpcId") == found.names.end());

  const SchemaViolation nested =
      only("AWS::EC2::VPC", {{"Tags", List{Map{{"Key", "a"}, {"Value", "b"}},
                                           Map{{"Key", "a"}, {"Value", "c"}, {"X", 1}}}}});
  CHECK(nested.path == Path{"Tags", "1", "X"});
  CHECK(nested.message == "unknown property `Tags.1.X`");
  CHECK(nested.names == Messages{"Key", "Value"});
}

TEST_CASE("a missing property", "[cfn][schema]") {
  const SchemaViolation found = only("AWS::EC2::Subnet", {{"CidrBlock", "10.0.0.0/24"}});
  CHECK(found.kind == Kind::MissingProperty);
  CHECK(found.path.empty());
  CHECK(found.names == Messages{"VpcId"});
  CHECK(found.message == "property `VpcId` is missing");
  CHECK(messages("AWS::EC2::VPC", {{"Tags", List{Map{{"Key", "a"}}}}}) ==
        Messages{"property `Tags.0.Value` is missing"});
}

TEST_CASE("a property that only the service gives", "[cfn][schema]") {
  const SchemaViolation found = only("AWS::S3::Bucket", {{"Arn", "arn:aws:s3:::fans"}});
  CHECK(found.kind == Kind::ReadOnlyProperty);
  CHECK(found.message == "property `Arn` cannot be set: the service gives it");
  // Below the top, and in the items of a list.
  CHECK(messages("AWS::RDS::DBCluster", {{"MasterUserSecret", Map{{"SecretArn", "x"}}}}) ==
        Messages{"property `MasterUserSecret.SecretArn` cannot be set: the service gives it"});
  CHECK(messages("AWS::EFS::FileSystem",
                 {{"ReplicationConfiguration",
                   Map{{"Destinations", List{Map{{"Region", "us-east-1"}, {"Status", "x"}}}}}}}) ==
        Messages{"property `ReplicationConfiguration.Destinations.0.Status` cannot be set: the "
                 "service gives it"});
}

TEST_CASE("a value of another kind", "[cfn][schema]") {
  struct Row {
    Value value;
    std::string message;
  };
  const Row rows[] = {
      {"yes", "`EnableDnsSupport` must be true or false, not `yes`"},
      {1, "`EnableDnsSupport` must be true or false, not `1`"},
      {1.5, "`EnableDnsSupport` must be true or false, not `1.5`"},
      {List{}, "`EnableDnsSupport` must be true or false, not a list"},
      {Map{}, "`EnableDnsSupport` must be true or false, not an object"},
      {Value(), "`EnableDnsSupport` must be true or false, not nothing"},
  };
  for (const Row& row : rows) {
    const SchemaViolation found = only("AWS::EC2::VPC", {{"EnableDnsSupport", row.value}});
    CHECK(found.kind == Kind::WrongType);
    CHECK(found.path == Path{"EnableDnsSupport"});
    CHECK(found.message == row.message);
  }
  CHECK(messages("AWS::EC2::VPC", {{"CidrBlock", List{"10.0.0.0/16"}}}) ==
        Messages{"`CidrBlock` must be a string, not a list"});
  CHECK(messages("AWS::EC2::VPC", {{"Tags", Map{{"a", "b"}}}}) ==
        Messages{"`Tags` must be a list, not an object"});
  CHECK(messages("AWS::EC2::VPC", {{"Tags", List{"a"}}}) ==
        Messages{"`Tags.0` must be an object, not `a`"});
  CHECK(messages("AWS::SQS::Queue", {{"DelaySeconds", "soon"}}) ==
        Messages{"`DelaySeconds` must be an integer, not `soon`"});
  CHECK(messages("AWS::SQS::Queue", {{"DelaySeconds", 1.5}}) ==
        Messages{"`DelaySeconds` must be an integer, not `1.5`"});
  CHECK(messages("AWS::SQS::Queue", {{"DelaySeconds", true}}) ==
        Messages{"`DelaySeconds` must be an integer, not `true`"});
}

TEST_CASE("kinds that CloudFormation turns into each other", "[cfn][schema]") {
  CHECK(messages("AWS::EC2::VPC", {{"EnableDnsSupport", "true"}, {"EnableDnsHostnames", "False"}})
            .empty());
  CHECK(messages("AWS::SQS::Queue", {{"DelaySeconds", "5"}, {"VisibilityTimeout", 30.0}}).empty());
  CHECK(messages("AWS::SSM::Parameter", {{"Type", "String"}, {"Value", 5}}).empty());
  CHECK(messages("AWS::SSM::Parameter", {{"Type", "String"}, {"Value", 1.5}}).empty());
  CHECK(messages("AWS::SSM::Parameter", {{"Type", "String"}, {"Value", true}}).empty());
  CHECK(
      messages("AWS::SNS::TopicPolicy", {{"Topics", List{"t"}}, {"PolicyDocument", "{}"}}).empty());
  CHECK(messages("AWS::Logs::LogGroup", {{"RetentionInDays", "14"}}).empty());
  CHECK(messages("AWS::Logs::LogGroup", {{"RetentionInDays", 14.0}}).empty());
}

TEST_CASE("a value that is not among those to choose from", "[cfn][schema]") {
  const SchemaViolation found =
      only("AWS::S3::Bucket", {{"VersioningConfiguration", Map{{"Status", "enabled"}}}});
  CHECK(found.kind == Kind::NotInEnum);
  CHECK(found.path == Path{"VersioningConfiguration", "Status"});
  CHECK(found.message ==
        "`VersioningConfiguration.Status` must be `Enabled` or `Suspended`, not `enabled`");
  CHECK(found.names == Messages{"Enabled", "Suspended"});
  CHECK(found.word == "enabled");
  CHECK(messages("AWS::Logs::LogGroup", {{"RetentionInDays", 15}}) ==
        Messages{"`RetentionInDays` must be one of 22 values, not `15`"});
}

TEST_CASE("a number or length out of bounds", "[cfn][schema]") {
  const SchemaViolation found =
      only("AWS::Lambda::Url",
           {{"AuthType", "NONE"}, {"TargetFunctionArn", "f"}, {"Cors", Map{{"MaxAge", 100000}}}});
  CHECK(found.kind == Kind::OutOfBounds);
  CHECK(found.message == "`Cors.MaxAge` must be between 0 and 86400, not `100000`");
  // As text it is the same number.
  CHECK(messages("AWS::Lambda::Url", {{"AuthType", "NONE"},
                                      {"TargetFunctionArn", "f"},
                                      {"Cors", Map{{"MaxAge", "100000"}}}}) ==
        Messages{"`Cors.MaxAge` must be between 0 and 86400, not `100000`"});

  const SchemaViolation length = only("AWS::Lambda::Function", with_tag(std::string(129, 'k')));
  CHECK(length.kind == Kind::OutOfBounds);
  CHECK(length.message == "`Tags.0.Key` must have 1 to 128 characters, not 129");
  CHECK(messages("AWS::Lambda::Function", with_tag("")) ==
        Messages{"`Tags.0.Key` must have 1 to 128 characters, not 0"});
}

TEST_CASE("lengths count characters", "[cfn][schema]") {
  std::string name;
  for (int i = 0; i < 128; ++i) name += "\xED\x95\x9C";
  CHECK(messages("AWS::Lambda::Function", with_tag(name)).empty());
}

TEST_CASE("a text that does not fit its pattern", "[cfn][schema]") {
  const Map alias{{"AliasName", "alias/fans!"}, {"TargetKeyId", "k"}};
  const SchemaViolation found = only("AWS::KMS::Alias", alias);
  CHECK(found.kind == Kind::PatternMismatch);
  CHECK(found.path == Path{"AliasName"});
  CHECK(found.message ==
        "`AliasName` must fit the pattern `^(alias/)[a-zA-Z0-9:/_-]+$`, which "
        "`alias/fans!` does not");
  CHECK(messages("AWS::KMS::Alias", {{"AliasName", "alias/mine"}, {"TargetKeyId", "k"}}).empty());
}

TEST_CASE("keys of a map fit its pattern", "[cfn][schema]") {
  const auto function = [](Map variables) {
    return Map{{"Role", "arn:aws:iam::111122223333:role/fans"},
               {"Code", Map{{"ZipFile", "x"}}},
               {"Environment", Map{{"Variables", std::move(variables)}}}};
  };
  CHECK(messages("AWS::Lambda::Function", function({{"STAGE", "live"}, {"COUNT", 3}})).empty());
  const SchemaViolation found = only("AWS::Lambda::Function", function({{"1", "live"}}));
  CHECK(found.kind == Kind::KeyMismatch);
  CHECK(found.message ==
        "the name of `Environment.Variables.1` must fit the pattern `[a-zA-Z][a-zA-Z0-9_]+`");
}

TEST_CASE("too many and too few items", "[cfn][schema]") {
  const auto transformer = [](List config) {
    return Map{{"LogGroupIdentifier", "fans"}, {"TransformerConfig", std::move(config)}};
  };
  const Map processor{{"ParseJSON", Map{}}};
  const SchemaViolation few = only("AWS::Logs::Transformer", transformer({}));
  CHECK(few.kind == Kind::TooFewItems);
  CHECK(few.message == "`TransformerConfig` must have at least 1 item, not 0");

  List many;
  for (int i = 0; i < 21; ++i) {
    many.emplace_back(Map{{"DeleteKeys", Map{{"WithKeys", List{std::to_string(i)}}}}});
  }
  const SchemaViolation found = only("AWS::Logs::Transformer", transformer(many));
  CHECK(found.kind == Kind::TooManyItems);
  CHECK(found.message == "`TransformerConfig` must have at most 20 items, not 21");

  // An object's properties count alike.
  CHECK(messages("AWS::Logs::Transformer",
                 transformer({Map{{"ParseJSON", Map{}}, {"ParseVPC", Map{}}}})) ==
        Messages{"`TransformerConfig.0` must have at most 1 property, not 2"});
  CHECK(messages("AWS::Logs::Transformer", transformer({Map{}})) ==
        Messages{"`TransformerConfig.0` must have at least 1 property, not 0"});
}

TEST_CASE("an item that is there already", "[cfn][schema]") {
  const SchemaViolation found =
      only("AWS::EC2::VPCEndpoint", {{"VpcId", "vpc-1"},
                                     {"ServiceName", "com.amazonaws.ap-northeast-2.s3"},
                                     {"RouteTableIds", List{"rtb-1", "rtb-2", "rtb-1"}}});
  CHECK(found.kind == Kind::NotUnique);
  CHECK(found.path == Path{"RouteTableIds", "2"});
  CHECK(found.message == "`RouteTableIds.2` says the same as item 0");
}

TEST_CASE("properties that exclude each other or need one another", "[cfn][schema]") {
  const SchemaViolation both =
      only("AWS::EC2::VPCBlockPublicAccessExclusion",
           {{"InternetGatewayExclusionMode", "allow-egress"}, {"VpcId", "a"}, {"SubnetId", "b"}});
  CHECK(both.kind == Kind::Exclusive);
  CHECK(both.message == "only one of `VpcId` and `SubnetId` may be given");
  CHECK(both.names == Messages{"VpcId", "SubnetId"});

  const SchemaViolation none = only("AWS::EC2::VPCBlockPublicAccessExclusion",
                                    {{"InternetGatewayExclusionMode", "allow-egress"}});
  CHECK(none.kind == Kind::Incomplete);
  CHECK(none.message == "one of `VpcId` and `SubnetId` must be given");

  CHECK(messages("AWS::EC2::Instance", {{"LaunchTemplate", Map{{"LaunchTemplateId", "lt-1"}}}}) ==
        Messages{
            "either `LaunchTemplateName` and `Version`, or `LaunchTemplateId` and `Version` must "
            "be given in `LaunchTemplate`"});

  const SchemaViolation alone =
      only("AWS::AutoScaling::AutoScalingGroup",
           {{"MinSize", 1},
            {"MaxSize", 2},
            {"InstanceMaintenancePolicy", Map{{"MinHealthyPercentage", 90}}}});
  CHECK(alone.kind == Kind::Incomplete);
  CHECK(alone.path == Path{"InstanceMaintenancePolicy"});
  CHECK(alone.message ==
        "property `InstanceMaintenancePolicy.MinHealthyPercentage` needs `MaxHealthyPercentage` "
        "beside it");

  // A set and the empty one: what is in it does not go together.
  CHECK(messages("AWS::CloudWatch::MetricStream", {{"FirehoseArn", std::string(30, 'f')},
                                                   {"RoleArn", std::string(30, 'r')},
                                                   {"OutputFormat", "json"},
                                                   {"IncludeFilters", List{}},
                                                   {"ExcludeFilters", List{}}}) ==
        Messages{"only one of `ExcludeFilters` and `IncludeFilters` may be given"});
}

TEST_CASE("what is known at deployment only may stand anywhere", "[cfn][schema]") {
  const Value unknown[] = {
      Symbol{0, "A", ""},
      ParameterSymbol{0, "A"},
      Text{{"a", Symbol{0, "A", ""}}},
      ref("A"),
      sub("${A}"),
      intrinsic("Fn::GetAZs", ""),
      Map{{"Ref", "A"}},
      Map{{"Fn::Sub", "${A}"}},
      "{{resolve:ssm:/fans}}",
  };
  for (const Value& value : unknown) {
    CHECK(messages("AWS::EC2::VPC", {{"CidrBlock", value},
                                     {"EnableDnsSupport", value},
                                     {"Tags", value},
                                     {"InstanceTenancy", value}})
              .empty());
    CHECK(messages("AWS::EC2::VPC", {{"Tags", List{value}}}).empty());
    CHECK(messages("AWS::Logs::LogGroup", {{"RetentionInDays", value}, {"LogGroupName", value}})
              .empty());
    CHECK(messages("AWS::S3::Bucket", {{"VersioningConfiguration", value}}).empty());
  }
}

TEST_CASE("both values of a condition are held to the schema", "[cfn][schema]") {
  CHECK(messages("AWS::EC2::VPC", {{"EnableDnsSupport", choice(true, "no")}}) ==
        Messages{"`EnableDnsSupport` must be true or false, not `no`"});
  CHECK(
      messages("AWS::EC2::VPC", {{"EnableDnsSupport", choice(choice(1, ref("A")), no_value())}}) ==
      Messages{"`EnableDnsSupport` must be true or false, not `1`"});
}

TEST_CASE("no value is no property", "[cfn][schema]") {
  CHECK(messages("AWS::EC2::Subnet", {{"VpcId", no_value()}}) ==
        Messages{"property `VpcId` is missing"});
  CHECK(messages("AWS::EC2::Subnet", {{"VpcId", choice(no_value(), no_value())}}) ==
        Messages{"property `VpcId` is missing"});
  CHECK(messages("AWS::EC2::Subnet", {{"VpcId", choice("vpc-1", no_value())}}).empty());
  CHECK(messages("AWS::EC2::VPC", {{"Nonsense", no_value()}}).empty());
  CHECK(messages("AWS::Logs::Transformer",
                 {{"LogGroupIdentifier", "fans"}, {"TransformerConfig", List{no_value()}}}) ==
        Messages{"`TransformerConfig` must have at least 1 item, not 0"});
  // Which of the two is given is open, so they may both stand there.
  CHECK(messages("AWS::EC2::VPCBlockPublicAccessExclusion",
                 {{"InternetGatewayExclusionMode", "allow-egress"},
                  {"VpcId", choice("a", no_value())},
                  {"SubnetId", choice(no_value(), "b")}})
            .empty());
}

TEST_CASE("a macro may add whatever is missing", "[cfn][schema]") {
  CHECK(messages("AWS::EC2::Subnet", {{"Fn::Transform", Map{{"Name", "Network"}}}}).empty());
}

TEST_CASE("custom resources take what their maker wants", "[cfn][schema]") {
  CHECK(messages("AWS::CloudFormation::CustomResource",
                 {{"ServiceToken", "arn:aws:sns:ap-northeast-2:111122223333:fans"},
                  {"Anything", List{Map{{"a", 1}}}}})
            .empty());
}

TEST_CASE("one checker serves many resources", "[cfn][schema]") {
  SchemaChecker checker;
  const ResourceSchema alias = *find_resource_schema("AWS::KMS::Alias");
  for (int i = 0; i < 3; ++i) {
    CHECK(checker.check(alias, {{"AliasName", "x"}, {"TargetKeyId", "k"}}).size() == 1);
    CHECK(checker.check(alias, {{"AliasName", "alias/x"}, {"TargetKeyId", "k"}}).empty());
  }
}

}  // namespace
}  // namespace btsinfra::cfn
