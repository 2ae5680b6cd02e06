// The kind `repositories`.
#include "services/ecr/repository.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

using Ids = std::vector<std::string>;

std::string blueprint(const std::string& lines) {
  return "blueprint: 1\nsystem: demo\nname: virginia\nregion: us-east-1\nrepositories:\n" + lines;
}

std::string property(const Compiled& compiled, const char* logical_id, const char* name) {
  const cfn::Resource* resource = find(compiled, logical_id);
  if (resource == nullptr) return "no resource";
  const cfn::Value* value = resource->properties.find(name);
  return value == nullptr ? "no property" : rendered(*value);
}

}  // namespace

TEST_CASE("names of repositories") {
  for (const char* good : {"bts-web", "ab", "team/web", "a.b_c__d--e", "0/1", "a1/b2/c3"}) {
    INFO(good);
    CHECK(is_repository_name(good));
  }
  for (const char* bad : {"", "a", "BTS-web", "-web", "web-", "web/", "/web", "a//b", "a..b",
                          "a___b", "a._b", "a b", "한글"}) {
    INFO(bad);
    CHECK_FALSE(is_repository_name(bad));
  }
  CHECK(is_repository_name(std::string(256, 'a')));
  CHECK_FALSE(is_repository_name(std::string(257, 'a')));

  CHECK(proposed_repository_name("BTS_Web") == "bts_web");
  CHECK(proposed_repository_name("BTS Web!") == "bts-web");
  CHECK(proposed_repository_name("_web") == "web");
  CHECK(proposed_repository_name("웹").empty());
}

TEST_CASE("a repository outlives its stack, keeps tags and is scanned") {
  const Compiled compiled = compile_yaml(blueprint("  web: {name: bts-web}\n"));
  REQUIRE(found_ids(compiled).empty());
  const cfn::Resource* repository = find(compiled, "WebRepository");
  REQUIRE(repository != nullptr);
  CHECK(repository->deletion_policy == "RetainExceptOnCreate");
  CHECK(repository->update_replace_policy == "Retain");
  CHECK(property(compiled, "WebRepository", "ImageTagMutability") == R"("IMMUTABLE")");
  CHECK(property(compiled, "WebRepository", "ImageScanningConfiguration") ==
        R"({"ScanOnPush": true})");
  CHECK(property(compiled, "WebRepository", "EncryptionConfiguration") ==
        R"({"EncryptionType": "AES256"})");
  CHECK(property(compiled, "WebRepository", "LifecyclePolicy") == "no property");
}

TEST_CASE("the rule for all images comes last") {
  const Compiled compiled = compile_yaml(blueprint("  web: {keep: 30, expire_untagged: 7}\n"));
  const cfn::Resource* repository = find(compiled, "WebRepository");
  REQUIRE(repository != nullptr);
  const auto* policy = repository->properties.find("LifecyclePolicy")->as<cfn::Map>();
  REQUIRE(policy != nullptr);
  CHECK(*policy->find("LifecyclePolicyText")->as<std::string>() ==
        R"({"rules": [{"rulePriority": 1, "description": "Images without tag go after 7 days", )"
        R"("selection": {"tagStatus": "untagged", "countType": "sinceImagePushed", )"
        R"("countUnit": "days", "countNumber": 7}, "action": {"type": "expire"}}, )"
        R"({"rulePriority": 2, "description": "The newest 30 images stay", )"
        R"("selection": {"tagStatus": "any", "countType": "imageCountMoreThan", )"
        R"("countNumber": 30}, "action": {"type": "expire"}}]})");
}

TEST_CASE("a registry's replication is one resource with a rule per set of regions") {
  const Compiled compiled =
      compile_yaml(blueprint("  api: {}\n"
                             "  probe: {replicate_to: [us-west-2]}\n"
                             "  tools: {replicate_to: [us-west-2, ap-northeast-2]}\n"
                             "  web: {replicate_to: [us-west-2]}\n"));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "RegistryReplication", "ReplicationConfiguration") ==
        R"({"Rules": [{"Destinations": [{"Region": "ap-northeast-2", "RegistryId": )"
        R"({"Ref": "AWS::AccountId"}}, {"Region": "us-west-2", "RegistryId": )"
        R"({"Ref": "AWS::AccountId"}}], "RepositoryFilters": [{"Filter": <ToolsRepository>, )"
        R"("FilterType": "PREFIX_MATCH"}]}, {"Destinations": [{"Region": "us-west-2", )"
        R"("RegistryId": {"Ref": "AWS::AccountId"}}], "RepositoryFilters": [{"Filter": )"
        R"(<ProbeRepository>, "FilterType": "PREFIX_MATCH"}, {"Filter": <WebRepository>, )"
        R"("FilterType": "PREFIX_MATCH"}]}]})");
}

TEST_CASE("what is replicated where") {
  struct Case {
    const char* lines;
    Ids found;
  };
  const Case cases[] = {
      {"  web: {replicate_to: [ap-northeast-2]}\n", {}},
      {"  web: {replicate_to: [virginia]}\n", {"BTS3302"}},
      {"  web: {replicate_to: [us-east-1]}\n", {"BTS3302"}},
      {"  web: {replicate_to: [us-west-2, us-west-2]}\n", {"BTS3302"}},
      {"  web: {replicate_to: [seoul]}\n", {"BTS3302"}},
      {"  web: {key: alias/images}\n", {}},
      {"  web: {name: BTS}\n", {"BTS3300"}},
  };
  for (const Case& one : cases) {
    INFO(one.lines);
    CHECK(found_ids(compile_yaml(blueprint(one.lines))) == one.found);
  }
}
