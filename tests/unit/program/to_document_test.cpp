#include "program/to_document.h"

#include <filesystem>
#include <set>

#include "btsinfra/model/blueprint.h"

#include "services/records.h"
#include "stages/read/load.h"
#include "stages/read/overlay.h"
#include "stages/read/read_document.h"
#include "stages/read/reader.h"
#include "support/catch.h"

namespace btsinfra::program {
namespace {

namespace fs = std::filesystem;

Blueprint read_back(const Node& root, std::string& problems) {
  SourceMap sources;
  sources.add("program.cpp", "");
  Diagnostics diags;
  std::set<Place> tainted;
  Blueprint blueprint;
  read_record(fields::type_of<Blueprint>(), &blueprint, root, Place{0, Path()}, sources, diags,
              tainted);
  for (const Diagnostic& finding : diags.all()) problems += finding.message + "\n";
  return blueprint;
}

// Every good blueprint of the golden cases and of the sample system.
std::vector<std::string> folders() {
  const fs::path root(BTSINFRA_SOURCE_DIR);
  std::vector<std::string> found{(root / "blueprints").string()};
  for (const auto& entry : fs::recursive_directory_iterator(root / "tests" / "golden")) {
    const std::string name = entry.path().filename().string();
    const bool good = entry.is_directory() && !name.starts_with("fail_") && name != "expected";
    if (good && fs::exists(entry.path() / "expected")) found.push_back(entry.path().string());
  }
  return found;
}

TEST_CASE("what is written as a document is read back the same", "[program][to_document]") {
  std::size_t blueprints = 0;
  for (const std::string& folder : folders()) {
    SourceMap sources;
    Diagnostics diags;
    const LoadResult loaded = load_systems(RealFileSystem(), {folder}, sources, diags);
    for (const LoadedSystem& system : loaded.systems) {
      for (const Blueprint& blueprint : system.system.blueprints) {
        INFO(folder << ' ' << blueprint.name);
        std::string problems;
        const Blueprint again =
            read_back(to_node(fields::type_of<Blueprint>(), &blueprint), problems);
        CHECK(problems.empty());
        CHECK(again == blueprint);
        ++blueprints;
      }
    }
  }
  CHECK(blueprints > 150);
}

TEST_CASE("dollars before references and numbers without fraction are read as they were",
          "[program][to_document]") {
  Blueprint blueprint;
  blueprint.version = 1;
  blueprint.system = "bts";
  blueprint.name = "seoul";
  blueprint.region = Region::parse("ap-northeast-2");
  const Text cost(Reference{"parameters.Cost"});
  blueprint.tags["a"] = "US$" + cost;
  blueprint.tags["b"] = "$$" + cost + "$${{ x }}$";
  blueprint.tags["c"] = Text(std::vector<Text::Part>{"$", "{{ x }}", Reference{"a.b"}, "{"});
  blueprint.resources["A"].properties = FreeMap{{"a", 1.0}, {"b", -2.5}, {"c", 1e300}, {"d", 3}};
  std::string problems;
  const Blueprint again = read_back(to_node(fields::type_of<Blueprint>(), &blueprint), problems);
  CHECK(problems.empty());
  CHECK(again.tags.at("a") == blueprint.tags.at("a"));
  CHECK(again.tags.at("b") == blueprint.tags.at("b"));
  CHECK(again.tags.at("c") == Text(std::vector<Text::Part>{"${{ x }}", Reference{"a.b"}, "{"}));
  CHECK(again.resources == blueprint.resources);
}

TEST_CASE("a difference laid over the one makes the other", "[program][to_document]") {
  const auto parsed = [](const std::string& text) {
    SourceMap sources;
    Diagnostics diags;
    const FileId file = sources.add("a.yaml", text);
    auto document = read_document(file, sources, diags);
    REQUIRE(document);
    Blueprint blueprint;
    std::set<Place> tainted;
    read_record(fields::type_of<Blueprint>(), &blueprint, document->root, Place{0, Path()}, sources,
                diags, tainted);
    return blueprint;
  };
  const std::string head = "blueprint: 1\nsystem: bts\nregion: ap-northeast-2\n";
  const std::vector<std::string> bodies{
      "",
      "buckets: {code: {}}\n",
      "buckets: {code: {expire: 30}, media: {versioned: false}}\n",
      "databases: {main: {engine: mysql, allow: [internet], settings: {a: '1', b: '2'}}}\n",
      "databases: {main: {engine: mysql, settings: {b: '3'}, multi_az: true}}\n",
      "autoscaling: {web: {environment: {A: '1', B: '$${{x}}'}, size: {min: 3}}}\n",
      "network: {cidr: 10.0.0.0/16, zones: [a, c], subnets: {public: {access: public}}}\n",
      "network: {cidr: 10.0.0.0/16, zones: [a], endpoints: [], flow_logs: {}}\n",
      "resources: {Alerts: {Type: 'AWS::SNS::Topic', Properties: {A: [1, 2.5, true, {b: x}]}}}\n",
  };
  const fields::Type& type = fields::type_of<Blueprint>();
  for (const std::string& before : bodies) {
    for (const std::string& after : bodies) {
      INFO(before << "->\n" << after);
      const Blueprint from = parsed(head + before);
      const Blueprint to = parsed(head + after);
      Document document{0, to_node(type, &from)};
      const auto set = difference(document.root, to_node(type, &to));
      CHECK(set.has_value() == !(from == to));
      SourceMap sources;
      sources.add("program.cpp", "");
      Diagnostics diags;
      if (set) document = overlaid(document, *set, {}, sources, diags);
      for (const Diagnostic& finding : diags.all()) UNSCOPED_INFO(finding.message);
      CHECK(diags.all().empty());
      std::string problems;
      CHECK(read_back(document.root, problems) == to);
      CHECK(problems.empty());
    }
  }
}

}  // namespace
}  // namespace btsinfra::program
