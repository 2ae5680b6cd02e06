#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

using Ids = std::vector<std::string>;

Compiled compile_records(const std::string& records) {
  return compile_yaml("blueprint: 1\nsystem: demo\nname: seoul\nregion: ap-northeast-2\n" +
                      records);
}

std::string property(const Compiled& compiled, const char* logical_id, const char* name) {
  const cfn::Resource* resource = find(compiled, logical_id);
  if (resource == nullptr) return "no resource";
  const cfn::Value* value = resource->properties.find(name);
  return value == nullptr ? "no property" : rendered(*value);
}

}  // namespace

TEST_CASE("a key rotates, outlives its stack and lets the account's IAM decide") {
  const Compiled compiled = compile_records("keys: {data: {}}\n");
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  const cfn::Resource* key = find(compiled, "DataKey");
  REQUIRE(key != nullptr);
  CHECK(key->deletion_policy == "RetainExceptOnCreate");
  CHECK(key->update_replace_policy == "Retain");
  CHECK(property(compiled, "DataKey", "EnableKeyRotation") == "true");
  CHECK(property(compiled, "DataKey", "RotationPeriodInDays") == "no property");
  CHECK(property(compiled, "DataKey", "PendingWindowInDays") == "30");
  CHECK(
      property(compiled, "DataKey", "KeyPolicy") ==
      R"({"Version": "2012-10-17", "Statement": [{"Sid": "AccountDecides", "Effect": "Allow", )"
      R"("Principal": {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}, )"
      R"("Action": "kms:*", "Resource": "*"}, {"Sid": "OnlyServicesGrant", "Effect": "Deny", )"
      R"("Principal": "*", "Action": "kms:CreateGrant", "Resource": "*", "Condition": )"
      R"({"BoolIfExists": {"kms:GrantIsForAWSResource": "false", )"
      R"("aws:PrincipalIsAWSService": "false"}}}]})");
  CHECK(property(compiled, "DataKeyAlias", "AliasName") == R"("alias/demo-seoul-data")");
  CHECK(property(compiled, "DataKeyAlias", "TargetKeyId") == "<DataKey>");
}

TEST_CASE("a key is as it is asked for") {
  const Compiled compiled = compile_records(
      "keys: {data: {alias: alias/demo, rotation_period: 90, deletion_wait: 7, "
      "services: [events, cloudwatch, events]}, fixed: {rotation: false}}\n");
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "DataKeyAlias", "AliasName") == R"("alias/demo")");
  CHECK(property(compiled, "DataKey", "RotationPeriodInDays") == "90");
  CHECK(property(compiled, "DataKey", "PendingWindowInDays") == "7");
  const std::string policy = property(compiled, "DataKey", "KeyPolicy");
  CHECK(policy.find("cloudwatch.amazonaws.com") < policy.find("events.amazonaws.com"));
  CHECK(policy.find("events.amazonaws.com") == policy.rfind("events.amazonaws.com"));
  CHECK(property(compiled, "FixedKey", "EnableKeyRotation") == "false");
}

TEST_CASE("an alias has the form that KMS takes") {
  const auto found = [](const std::string& alias) {
    return found_ids(compile_records("keys: {data: {alias: \"" + alias + "\"}}\n"));
  };
  CHECK(found("alias/data").empty());
  CHECK(found("alias/demo:2024/data_1-x").empty());
  CHECK(found("data") == Ids{"BTS3350"});
  CHECK(found("alias/") == Ids{"BTS3350"});
  CHECK(found("alias/aws/rds") == Ids{"BTS3350"});
  CHECK(found("alias/bts db") == Ids{"BTS3350"});
  CHECK(found("alias/" + std::string(251, 'a')) == Ids{"BTS3350"});
  CHECK(found("alias/" + std::string(250, 'a')).empty());
}

TEST_CASE("a secret is generated and outlives its stack") {
  const Compiled compiled = compile_records(
      "secrets: {token: {values: {issuer: 'demo \"shop\"', path: 'a\\b'}, generated: token, "
      "length: 64}, plain: {}}\n");
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  const cfn::Resource* secret = find(compiled, "TokenSecret");
  REQUIRE(secret != nullptr);
  CHECK(secret->deletion_policy == "RetainExceptOnCreate");
  CHECK(secret->update_replace_policy == "Retain");
  const cfn::Map& generate = *secret->properties.find("GenerateSecretString")->as<cfn::Map>();
  CHECK(*generate.find("SecretStringTemplate") ==
        cfn::Value(R"({"issuer":"demo \"shop\"","path":"a\\b"})"));
  CHECK(rendered(*generate.find("GenerateStringKey")) == R"("token")");
  CHECK(rendered(*generate.find("PasswordLength")) == "64");
  CHECK(rendered(*generate.find("ExcludePunctuation")) == "true");
  CHECK(property(compiled, "PlainSecret", "GenerateSecretString")
            .find(R"("SecretStringTemplate": "{}")") != std::string::npos);
}

TEST_CASE("a secret's value is a dynamic reference, where it may stand at all") {
  const std::string use = R"(secrets: {token: {generated: token}}
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  nat: none
  subnets: {private: {access: isolated, cidrs: [10.0.1.0/24, 10.0.3.0/24]}}
autoscaling:
  web:
    subnets: private
    reads: [secrets.token]
    user_data: |
      #!/bin/bash
      fetch ${{ secrets.token)";
  const Compiled exposed = compile_records(use + ".value }}\n");
  CHECK(found_ids(exposed) == Ids{"BTS2018"});
  const Compiled named = compile_records(use + " }}\n");
  INFO(text(named));
  REQUIRE(found_ids(named).empty());
  CHECK(property(named, "WebInstanceRole", "Policies").find("secretsmanager:GetSecretValue") !=
        std::string::npos);

  const Compiled raw = compile_records(R"(secrets: {token: {generated: token}}
resources:
  Connection:
    Type: AWS::Events::Connection
    Properties: {Key: "${{ secrets.token.value }}"}
)");
  INFO(text(raw));
  CHECK(property(raw, "Connection", "Key") ==
        R"(<<"{{resolve:secretsmanager:", <TokenSecret>, ":SecretString:token}}">>)");
}

TEST_CASE("readers of a secret under a key may use the key") {
  const Compiled compiled = compile_records(R"(keys: {data: {}}
secrets: {token: {key: "${{ keys.data }}"}}
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  nat: none
  subnets: {private: {access: isolated, cidrs: [10.0.1.0/24, 10.0.3.0/24]}}
autoscaling:
  web: {subnets: private, reads: [secrets.token]}
)");
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "TokenSecret", "KmsKeyId") == "<DataKey.Arn>");
  const std::string role = property(compiled, "WebInstanceRole", "Policies");
  CHECK(role.find("kms:Decrypt") != std::string::npos);
  CHECK(role.find("<DataKey.Arn>") != std::string::npos);
}

TEST_CASE("secrets are checked before Secrets Manager refuses them") {
  const auto found = [](const std::string& record) {
    return found_ids(compile_records("keys: {data: {}}\nsecrets: {token: {" + record + "}}\n"));
  };
  CHECK(found("name: demo/token_1+=.@-").empty());
  CHECK(found("name: demo token") == Ids{"BTS3351"});
  CHECK(found("values: {password: x}") == Ids{"BTS3352"});
  CHECK(found("values: {password: x}, generated: token").empty());
  CHECK(found("generated: \"a:b\"") == Ids{"BTS3352"});
  CHECK(found("key: alias/data") == Ids{"BTS3353"});
  CHECK(found("key: \"${{ keys.data.alias_arn }}\"") == Ids{"BTS3353"});
  CHECK(found("key: \"${{ keys.data.arn }}\"").empty());
  CHECK(found("length: 4") == Ids{"BTS1024"});
}

TEST_CASE("a key of another region is refused, whoever would use it") {
  const auto found = [](const std::string& records) {
    return found_ids(compile_files(
        {{"seoul.yaml", R"(
blueprint: 1
system: demo
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  nat: none
  subnets: {private: {access: isolated, cidrs: [10.0.1.0/24, 10.0.3.0/24]}}
keys: {data: {}}
)" + records},
         {"virginia.yaml", "blueprint: 1\nsystem: demo\nregion: us-east-1\nkeys: {data: {}}\n"}}));
  };
  const std::string far = "\"${{ virginia.keys.data.arn }}\"";
  const std::string near = "\"${{ keys.data.alias }}\"";
  CHECK(found("secrets: {token: {key: " + far + "}}\n") == Ids{"BTS3353"});
  CHECK(found("buckets: {media: {key: " + far + "}}\n") == Ids{"BTS3252"});
  CHECK(found("buckets: {media: {key: " + near + "}}\n") == Ids{"BTS3252"});
  CHECK(found("databases: {main: {engine: mysql, version: \"8.4\", subnets: private, key: " + far +
              "}}\n") == Ids{"BTS3169"});
  CHECK(found("databases: {main: {engine: mysql, version: \"8.4\", subnets: private, key: " + near +
              "}}\n") == Ids{});
  CHECK(found("caches: {main: {engine: valkey, subnets: private, key: " + far + "}}\n").size() ==
        1);
}
