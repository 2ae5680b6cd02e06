#include "stages/check/resource_schemas.h"

#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;

namespace {

// A compiled bucket whose template is changed by hand, as a mistake of the compiler would.
std::vector<Diagnostic> findings(const std::string& more, const std::string& property) {
  auto compiled =
      test::compile_files({{"blueprint.yaml",
                            "blueprint: 1\nsystem: bts\nregion: ap-northeast-2\nbuckets:\n"
                            "  media: {}\n" +
                                more}},
                          Stage::Check);
  INFO(test::text(compiled));
  REQUIRE(compiled.diagnostics.empty());
  CompiledSystem& system = compiled.result.systems.front();
  for (Stack& stack : system.plan->stacks) {
    for (cfn::Resource& resource : stack.body.resources) {
      if (resource.logical_id == "MediaBucket") resource.properties.set(property, "odd");
    }
  }
  Diagnostics diags;
  check_resource_schemas(*system.plan, *system.resolution.system, nullptr, diags);
  return diags.sorted();
}

}  // namespace

TEST_CASE("what the compiler makes against a schema is its own mistake", "[stages][check]") {
  const std::vector<Diagnostic> found = findings("", "Colour");
  REQUIRE(found.size() == 1);
  CHECK(id_text(found[0].id) == "BTS4032");
  CHECK(found[0].span.begin.line == 5);
  CHECK(found[0].message.find("`buckets.media`") != std::string::npos);
  CHECK(found[0].message.find("`Colour`") != std::string::npos);
}

TEST_CASE("an override answers for what it sets alone", "[stages][check]") {
  const std::string override =
      "overrides:\n  MediaBucket: {Properties: {ObjectLockEnabled: true}}\n";
  const std::vector<Diagnostic> found = findings(override, "Colour");
  REQUIRE(found.size() == 1);
  CHECK(id_text(found[0].id) == "BTS4032");
}
