#include "services/iam/policy.h"
#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

// A group that reads and writes one bucket and reads another.
constexpr const char* blueprint = R"(
blueprint: 1
system: demo
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
buckets:
  code: {}
  media: {}
autoscaling:
  web:
    subnets: private
    reads: [buckets.code, buckets.media]
    writes: [buckets.media]
  idle:
    subnets: private
    session_manager: false
)";

}  // namespace

TEST_CASE("a policy document has only the keys that its statements have") {
  Statement read;
  read.sid = "Read";
  read.actions = {"s3:GetObject"};
  read.resources = {"arn:aws:s3:::code/*"};
  Statement deny;
  deny.allow = false;
  deny.actions = {"s3:*"};
  deny.resources = {"arn:aws:s3:::code", "arn:aws:s3:::code/*"};
  deny.principal = "*";
  deny.conditions = cfn::Map{{"Bool", cfn::Map{{"aws:SecureTransport", "false"}}}};

  const cfn::Map expected{
      {"Version", "2012-10-17"},
      {"Statement",
       cfn::List{cfn::Map{{"Sid", "Read"},
                          {"Effect", "Allow"},
                          {"Action", "s3:GetObject"},
                          {"Resource", "arn:aws:s3:::code/*"}},
                 cfn::Map{{"Effect", "Deny"},
                          {"Principal", "*"},
                          {"Action", "s3:*"},
                          {"Resource", cfn::List{"arn:aws:s3:::code", "arn:aws:s3:::code/*"}},
                          {"Condition",
                           cfn::Map{{"Bool", cfn::Map{{"aws:SecureTransport", "false"}}}}}}}}};
  CHECK(policy_document({read, deny}) == expected);
}

TEST_CASE("a trust policy names a service and no resource") {
  const cfn::Map expected{
      {"Version", "2012-10-17"},
      {"Statement", cfn::List{cfn::Map{{"Effect", "Allow"},
                                       {"Principal", cfn::Map{{"Service", "ec2.amazonaws.com"}}},
                                       {"Action", "sts:AssumeRole"}}}}};
  CHECK(trust_policy("ec2.amazonaws.com") == expected);
}

TEST_CASE("a role may do what was granted, in one policy per component") {
  const Compiled compiled = compile_yaml(blueprint);
  REQUIRE(found_ids(compiled).empty());

  const cfn::Resource* role = find(compiled, "WebInstanceRole");
  REQUIRE(role != nullptr);
  CHECK(role->properties.find("RoleName") == nullptr);
  const cfn::Value* policies = role->properties.find("Policies");
  REQUIRE(policies != nullptr);
  REQUIRE(policies->as<cfn::List>()->size() == 2);
  std::vector<std::string> names;
  for (const cfn::Value& policy : *policies->as<cfn::List>()) {
    names.push_back(*policy.as<cfn::Map>()->find("PolicyName")->as<std::string>());
  }
  CHECK(names == std::vector<std::string>{"buckets.code", "buckets.media"});
  CHECK(rendered(*policies).find("\"s3:*\"") == std::string::npos);

  const cfn::Resource* profile = find(compiled, "WebInstanceProfile");
  REQUIRE(profile != nullptr);
  CHECK(rendered(*profile->properties.find("Roles")) == R"([<WebInstanceRole>])");
}

TEST_CASE("a role without grants has no policy, and no managed one without Session Manager") {
  const Compiled compiled = compile_yaml(blueprint);
  const cfn::Resource* role = find(compiled, "IdleInstanceRole");
  REQUIRE(role != nullptr);
  CHECK(role->properties.find("Policies") == nullptr);
  CHECK(role->properties.find("ManagedPolicyArns") == nullptr);

  const cfn::Resource* managed = find(compiled, "WebInstanceRole");
  REQUIRE(managed != nullptr);
  CHECK(rendered(*managed->properties.find("ManagedPolicyArns"))
            .find("AmazonSSMManagedInstanceCore") != std::string::npos);
}
