// What the states of a system owe each other, over whole compilations.
#include <algorithm>

#include "driver/build_folder.h"
#include "driver/pipeline.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

CompileResult compile_all(const FileSet& files) {
  MemoryFileSystem disk(files);
  CompileOptions options;
  options.paths = {"in"};
  options.all_scenarios = true;
  return compile(options, disk);
}

const CompiledSystem& state(const CompileResult& result, const std::string& name) {
  auto found = std::find_if(result.systems.begin(), result.systems.end(),
                            [&](const CompiledSystem& s) { return s.state.name == name; });
  REQUIRE(found != result.systems.end());
  REQUIRE(found->plan);
  return *found;
}

const Stack* stack(const CompileResult& result, const std::string& name, const std::string& id) {
  for (const Stack& each : state(result, name).plan->stacks) {
    if (each.id == id) return &each;
  }
  return nullptr;
}

// "Name, Other*": the outputs of a stack, those with an export starred.
std::string outputs(const CompileResult& result, const std::string& name, const std::string& id) {
  const Stack* of = stack(result, name, id);
  REQUIRE(of != nullptr);
  std::string text;
  for (const auto& [output, listed] : of->outputs) {
    text += (text.empty() ? "" : ", ") + output + (listed.export_name.empty() ? "" : "*");
    CHECK(of->body.outputs.contains(output));
    CHECK(of->body.outputs.at(output).export_name.has_value() == !listed.export_name.empty());
  }
  return text;
}

std::string note(const std::string& id, const std::string& value) {
  return "  " + id + ":\n    Type: AWS::SSM::Parameter\n    Properties: {Type: String, Value: \"" +
         value + "\"}\n";
}

std::string top(const std::string& region) {
  return "blueprint: 1\nsystem: bts\nregion: " + region + "\n";
}

TEST_CASE("outputs are those of all states", "[stages][states]") {
  const CompileResult result = compile_all(
      {{"in/a.yaml", top("us-east-1") + "buckets: {one: {}, two: {}}\nscenarios:\n"
                                        "  fewer: {set: {buckets.two: null}}\n"
                                        "  more: {set: {buckets.three: {}}}\n"},
       {"in/b.yaml",
        top("us-east-1") + "resources:\n" + note("One", "${{ a.buckets.one.name }}") +
            note("Two", "${{ a.buckets.two.name }}") +
            "scenarios:\n"
            "  fewer: {set: {resources: null}}\n"
            "  more:\n    set:\n"
            "      resources.One.Properties.Value: ${{ a.buckets.one.arn }}\n"
            "      resources.Two.Properties.Value: ${{ a.buckets.three.name }}\n"
            "  apart:\n    environment: true\n    set: {system: other, resources: null}\n"}});
  REQUIRE_FALSE(result.diagnostics.has_errors());
  CHECK(outputs(result, "", "a/storage") == "OneBucketArn*, OneBucketName*, TwoBucketName*");
  CHECK(outputs(result, "fewer", "a/storage") == "OneBucketArn*, OneBucketName*");
  CHECK(outputs(result, "more", "a/storage") ==
        "OneBucketArn*, OneBucketName*, ThreeBucketName*, TwoBucketName*");
  CHECK(outputs(result, "apart", "a/storage") == "OneBucketName, TwoBucketName");
  // Who reads an output is a matter of each state.
  const Stack* fewer = stack(result, "fewer", "a/storage");
  CHECK(fewer->outputs.at("OneBucketName").users.empty());
  CHECK(stack(result, "", "a/storage")->outputs.at("OneBucketName").users.size() == 1);
  CHECK(stack(result, "", "a/storage")->outputs.at("OneBucketArn").users.empty());
}

TEST_CASE("what exists stays in its stack", "[stages][states]") {
  const CompileResult result = compile_all(
      {{"in/a.yaml", top("us-east-1") +
                         "buckets: {one: {}}\nscenarios:\n"
                         "  moved: {set: {buckets.one.stack: edge}}\n"
                         "  later: {after: moved, set: {buckets.new: {stack: app}}}\n"
                         "  last: {after: later, set: {buckets.new: {stack: edge}}}\n"}});
  REQUIRE_FALSE(result.diagnostics.has_errors());
  CHECK(stack(result, "moved", "a/edge") == nullptr);
  CHECK(stack(result, "moved", "a/storage")->resources.contains("OneBucket"));
  CHECK(stack(result, "later", "a/app")->resources.contains("NewBucket"));
  CHECK(stack(result, "last", "a/edge") == nullptr);
  CHECK(stack(result, "last", "a/app")->resources.contains("NewBucket"));
}

TEST_CASE("what a state no longer has", "[stages][states]") {
  const CompileResult result = compile_all(
      {{"in/a.yaml", top("us-east-1") + "buckets: {one: {}}\nresources:\n" +
                         note("One", "${{ buckets.one.name }}")},
       {"in/b.yaml",
        top("us-west-2") + "buckets: {two: {}}\nresources:\n" +
            note("Two", "${{ buckets.two.name }}") +
            "scenarios:\n"
            "  failover: {loses: [a], set: {resources: null}}\n"
            "  longer: {after: failover, loses: [a], set: {buckets.three: {}, resources: null}}\n"
            "  smaller: {after: longer, set: {resources: null}}\n"
            "  back: {after: longer}\n"},
       {"in/c.yaml", top("us-west-2") + "scenarios:\n  longer: {}\n"}});
  REQUIRE_FALSE(result.diagnostics.has_errors());
  auto retired = [&](const std::string& name) {
    std::string text;
    for (const RetiredStack& each : state(result, name).plan->retired) {
      text += (text.empty() ? "" : ", ") + each.id + (each.lost ? " (lost)" : "");
      for (const std::string& needed : each.depends_on) text += " < " + needed;
    }
    return text;
  };
  CHECK(retired("").empty());
  CHECK(retired("failover") == "b/app, a/app (lost) < a/storage, a/storage (lost)");
  CHECK(retired("longer") == "a/app (lost) < a/storage, a/storage (lost)");
  CHECK(retired("smaller").empty());
  CHECK(retired("back").empty());
}

TEST_CASE("the folder of a state", "[stages][states]") {
  const CompileResult result = compile_all(
      {{"in/a.yaml", top("us-east-1") + "buckets: {one: {}}\nscenarios:\n  x: {}\n"
                                        "  y: {environment: true, set: {system: bts-y}}\n"}});
  std::string folders;
  for (const CompiledSystem& system : result.systems) folders += build_folder("o", system) + " ";
  CHECK(folders == "o/bts o/bts.x o/bts-y.y ");
}

TEST_CASE("whichever state is asked for, all are judged", "[stages][states]") {
  const FileSet files{{"in/a.yaml", top("us-east-1") +
                                        "buckets: {one: {}}\nscenarios:\n"
                                        "  x: {set: {buckets.one.expire: soon}}\n  y: {}\n"}};
  for (const char* asked : {"", "x", "y"}) {
    CAPTURE(asked);
    MemoryFileSystem disk(files);
    CompileOptions options;
    options.paths = {"in"};
    if (*asked != '\0') options.scenario = asked;
    CompileResult result = compile(options, disk);
    REQUIRE(result.diagnostics.all().size() == 1);
    const Diagnostic& finding = result.diagnostics.all().front();
    CHECK(finding.span.begin.line == 6);
    REQUIRE(finding.related.size() == 1);
    CHECK(finding.related.front().message == "in the scenario `x`");
    REQUIRE(result.systems.size() == 1);
    CHECK(result.systems.front().state.name == asked);
    CHECK(result.systems.front().files.empty());
  }
}

}  // namespace
}  // namespace btsinfra
