#include "program/load_program.h"

#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "btsinfra/btsinfra.h"

#include "diag/render_text.h"
#include "driver/pipeline.h"
#include "program/recording.h"
#include "services/kind.h"
#include "support/catch.h"

namespace btsinfra {
namespace {

using namespace literals;

// Where this file stands, and a line in it.
constexpr SourceLine here(SourceLine at = SourceLine::current()) { return at; }

// This source under the name that the compiler was given, which may be no path from here.
MemoryFileSystem this_source() {
  const auto text = RealFileSystem().read(
      std::string(BTSINFRA_SOURCE_DIR) + "/tests/unit/program/load_program_test.cpp", 1'000'000);
  REQUIRE(text);
  MemoryFileSystem files;
  files.add(here().file, *text.value);
  return files;
}

std::string findings(const std::vector<const SystemBuilder*>& systems, const FileSystem& files,
                     const std::optional<std::string>& lock_folder = std::nullopt) {
  CompileOptions options;
  options.all_scenarios = true;
  options.front_end = [&](const FileSystem& in, SourceMap& sources, Diagnostics& diags) {
    return program::load_program({systems, lock_folder, ""}, in, sources, diags);
  };
  const CompileResult result = compile(options, files);
  std::string text;
  for (const Diagnostic& finding : result.diagnostics.sorted()) {
    if (finding.severity != Severity::Error) continue;
    const Position& at = finding.span.begin;
    text += id_text(finding.id) + " " + std::to_string(at.line) + ":" + std::to_string(at.column) +
            " " + finding.message + "\n";
    for (const auto& related : finding.related) {
      text += "  " + std::to_string(related.span.begin.line) + " " + related.message + "\n";
    }
  }
  return text;
}

std::string findings(const SystemBuilder& system, const FileSystem& files,
                     const std::optional<std::string>& lock_folder = std::nullopt) {
  return findings(std::vector{&system}, files, lock_folder);
}

Network network(int prefix = 24) {
  return {
      .cidr = "10.0.0.0/16"_cidr,
      .zones = {"ap-northeast-2a"_zone, "ap-northeast-2c"_zone},
      .subnets = {{"public",
                   {.access = Access::Public, .cidrs = {"10.0.0.0/24"_cidr, "10.0.1.0/24"_cidr}}},
                  {"private", {.size = prefix}}},
      .nat = Nat::None};
}

std::string line(const SourceLine& at, unsigned more = 0) { return std::to_string(at.line + more); }

TEST_CASE("findings of a program stand at its lines", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  seoul.network(network(24));
  const SourceLine field = here();
  seoul.databases.add("main", Database{.engine = DatabaseEngine::Mysql,
                                       .version = "8.4",
                                       .storage = 1,
                                       .subnets = seoul.subnets["private"]});
  const SourceLine name = here();
  seoul.buckets.add("Code");
  const SourceLine near = here();
  seoul.autoscaling.add("web", AutoScalingGroup{.subnets = seoul.subnets["privat"]});
  CHECK(findings(system, files) ==
        "BTS1024 " + line(field, 3) + ":51 `storage` is 1 GiB\n" + "BTS1027 " + line(name, 1) +
            ":21 `Code` cannot be the name of a component\n" + "BTS2002 " + line(near, 1) +
            ":60 there is no `privat` among `seoul.subnets`\n");
}

TEST_CASE("mistakes of the program itself", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  const SourceLine start = here();
  seoul.buckets.add("media");
  seoul.buckets.add("media", Bucket{.expire = 30});
  static_cast<void>(seoul.buckets.edit("medai"));
  seoul.topics.remove("alerts");
  static_cast<void>(seoul.edit_network());
  seoul.scenario("failover", {}, [](BlueprintBuilder& state) {
    state.scenario("inner", {});
    throw std::runtime_error("no plan for this");
  });
  seoul.scenario("failover", {});
  const std::string told = findings(system, files);
  CHECK(told == "BTS1050 " + line(start, 2) + ":21 `buckets.media` is there already\n" +  //
                    "  " + line(start, 1) + " it was added here\n" +                      //
                    "BTS1051 " + line(start, 3) + ":40 there is no `buckets.medai` at this line\n" +
                    "BTS1051 " + line(start, 4) + ":23 there is no `topics.alerts` at this line\n" +
                    "BTS1051 " + line(start, 5) + ":3 there is no `network` at this line\n" +
                    "BTS1052 " + line(start, 6) +
                    ":18 the function of the scenario `failover` ended with: no plan for this\n" +
                    "BTS1053 " + line(start, 7) +
                    ":20 the scenario `inner` is defined inside the scenario `failover`\n" +  //
                    "  " + line(start, 6) + " which begins here\n" +                          //
                    "BTS1050 " + line(start, 10) + ":18 `scenarios.failover` is there already\n" +
                    "  " + line(start, 6) + " it was added here\n");
}

TEST_CASE("a scenario's function changes what it is given", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  seoul.buckets.add("media");
  const SourceLine start = here();
  seoul.scenario("failover", {}, [&](BlueprintBuilder& state) {
    seoul.buckets.edit("media").versioned = false;
    seoul.topics.add("alerts");
    seoul.scenario("inner", {});
    state.topics.add("news");
  });
  CHECK(findings(system, files) ==
        "BTS1056 " + line(start, 2) +
            ":24 the function of the scenario `failover` changes `buckets.media` of the blueprint "
            "itself\n  " +
            line(start, 1) + " the scenario\n" + "BTS1056 " + line(start, 3) +
            ":22 the function of the scenario `failover` changes `topics.alerts` of the blueprint "
            "itself\n  " +
            line(start, 1) + " the scenario\n" + "BTS1053 " + line(start, 4) +
            ":20 the scenario `inner` is defined inside the scenario `failover`\n  " +
            line(start, 1) + " which begins here\n");
  const auto& made = seoul.recording().scenarios;
  REQUIRE(made.size() == 1);
  CHECK(made.front().after.topics.size() == 1);
  CHECK(made.front().before.topics.empty());
}

TEST_CASE("only another environment is renamed or moved", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  const SourceLine start = here();
  seoul.system("other");
  seoul.region("us-east-1"_region);
  seoul.network(Network{.cidr = "10.0.0.0/16"_cidr});
  seoul.network(Network{.cidr = "10.1.0.0/16"_cidr});
  const std::string told = findings(system, files);
  INFO(told);
  CHECK(told.find("BTS1057 " + line(start, 1) + ":9 `system` is for") != std::string::npos);
  CHECK(told.find("BTS1057 " + line(start, 2) + ":9 `region` is for") != std::string::npos);
  CHECK(told.find("BTS1050 " + line(start, 4) + ":9 `network` is there already") !=
        std::string::npos);
}

TEST_CASE("a blueprint without a name", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  const SourceLine start = here();
  system.blueprint("", "ap-northeast-2"_region).buckets.add("media");
  CHECK(findings(system, files).starts_with("BTS1027 " + line(start, 1) + ":"));
}

TEST_CASE("a system without a name", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("");
  const SourceLine start = here();
  system.blueprint("seoul", "ap-northeast-2"_region).buckets.add("media");
  CHECK(findings(system, files).starts_with("BTS1027 " + line(start, 1) + ":"));
}

TEST_CASE("a program holds no more values than a file", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  const SourceLine start = here();
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  constexpr std::size_t many = 90'000;
  seoul.resources.add("Alerts", RawResource{.type = "AWS::SNS::Topic",
                                            .metadata = FreeMap{{"List", FreeList(many)}}});
  CHECK(findings(system, files).starts_with("BTS1010 " + line(start, 1) + ":"));
}

TEST_CASE("the line that counts is the last that says a field", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  const SourceLine start = here();
  seoul.buckets.add("media", Bucket{.expire = 30});
  seoul.buckets.edit("media").expire = -7;
  seoul.buckets.add("files");
  seoul.buckets.remove("files");
  seoul.buckets.add("files", Bucket{.expire = -8});
  const std::string told = findings(system, files);
  INFO(told);
  CHECK(told.find("BTS1024 " + line(start, 2) + ":40 ") != std::string::npos);
  CHECK(told.find("BTS1024 " + line(start, 5) + ":") != std::string::npos);
}

TEST_CASE("errors of one system of a program hide nothing of another", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder first("first");
  first.blueprint("seoul", "ap-northeast-2"_region).buckets.add("media", Bucket{.expire = -7});
  SystemBuilder second("second");
  BlueprintBuilder& seoul = second.blueprint("seoul", "ap-northeast-2"_region);
  seoul.topics.add("alerts", Topic{.name = "alarms"});
  seoul.topics.add("orders", Topic{.name = "alarms"});
  const std::string told = findings({&first, &second}, files);
  CHECK(told.find("BTS1024") != std::string::npos);
  CHECK(told.find("BTS4009") != std::string::npos);
}

TEST_CASE("each system of a program has lock files of its own", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder first("first");
  first.blueprint("seoul", "ap-northeast-2"_region).network(network());
  SystemBuilder second("second");
  second.blueprint("seoul", "ap-northeast-2"_region).network(network());
  const auto lock_files = [&](std::vector<const SystemBuilder*> systems) {
    SourceMap sources;
    Diagnostics diags;
    std::vector<std::string> names;
    const LoadResult loaded = program::load_program({systems, "locks", ""}, files, sources, diags);
    for (const LoadedSystem& system : loaded.systems) {
      names.insert(names.end(), system.lock_files.begin(), system.lock_files.end());
    }
    return names;
  };
  CHECK(lock_files({&first}) == std::vector<std::string>{"locks/seoul.lock.json"});
  CHECK(lock_files({&first, &second}) ==
        std::vector<std::string>{"locks/first.seoul.lock.json", "locks/second.seoul.lock.json"});
}

TEST_CASE("raw values are nested as deep as a file may be", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  FreeValue value = 1;
  constexpr int deep = 500;
  for (int i = 0; i < deep; ++i) value = FreeMap{{"Inner", std::move(value)}};
  seoul.resources.add("Alerts",
                      RawResource{.type = "AWS::SNS::Topic", .metadata = std::move(value)});
  CHECK(findings(system, files).starts_with("BTS1009 "));
}

TEST_CASE("whole numbers of every type", "[program]") {
  const std::vector<int> items(3);
  const FreeMap map{{"Size", items.size()}, {"Unsigned", 4U}, {"Long", 5LL}, {"Short", short{6}}};
  CHECK(std::get<std::int64_t>(map[0].value.data) == 3);
  CHECK(std::get<std::int64_t>(map[1].value.data) == 4);
  CHECK(std::get<std::int64_t>(map[2].value.data) == 5);
  CHECK(std::get<std::int64_t>(map[3].value.data) == 6);
  CHECK(std::holds_alternative<double>(FreeValue(~0ULL).data));
  CHECK(std::get<std::string>(FreeValue(std::string_view("words")).data) == "words");
}

TEST_CASE("a scenario's function may throw anything", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  const SourceLine start = here();
  seoul.scenario("failover", {}, [](BlueprintBuilder& /*state*/) { throw 5; });
  CHECK(findings(system, files) == "BTS1052 " + line(start, 1) +
                                       ":18 the function of the scenario `failover` ended with: "
                                       "something that is no std::exception\n");
}

TEST_CASE("what was taken out is not what was meant", "[program]") {
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  seoul.topics.add("alert");
  seoul.topics.add("alarm");
  seoul.topics.remove("alert");
  static_cast<void>(seoul.topics.edit("alerts"));
  static_cast<void>(seoul.topics.edit("alarms"));
  const auto& mistakes = seoul.recording().mistakes;
  REQUIRE(mistakes.size() == 2);
  CHECK(mistakes[0].words == "");
  CHECK(mistakes[1].words == "topics.alarm");
}

TEST_CASE("properties of CloudFormation's resources have their places", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  FreeMap properties{{"DisplayName", "x"}};
  const SourceLine start = here();
  seoul.resources.add(
      "Alerts", RawResource{.type = "AWS::SNS::Topic", .properties = FreeMap{{"DisplayNam", "x"}}});
  const std::string told = findings(system, files);
  INFO(told);
  CHECK(told.starts_with("BTS4020 " + line(start, 2) + ":79 "));
  RawResource& alerts = seoul.resources.edit("Alerts");
  alerts.properties = properties;
  alerts.deletion_policy = "Keep";
  CHECK(findings(system, files).starts_with("BTS3021 "));
}

TEST_CASE("what a line makes of several things is named", "[program]") {
  const MemoryFileSystem files = this_source();
  const auto fill = [](SystemBuilder& system) {
    BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
    for (int i = 0; i < 3; ++i) {
      seoul.buckets.add("b" + std::to_string(i), Bucket{.expire = i});
      seoul.buckets.edit("b" + std::to_string(i)).expire_old_versions = i - 1;
    }
    seoul.buckets.add("alone", Bucket{.expire = 0});
    return here();
  };
  SystemBuilder system("bts");
  const SourceLine last = fill(system);
  const std::string alone = "BTS1024 " + std::to_string(last.line - 1) + ":";
  const std::string told = findings(system, files);
  INFO(told);
  CHECK(told.find("`seoul.buckets.b0`: `expire` is 0 days") != std::string::npos);
  CHECK(told.find("`seoul.buckets.b1`: `expire_old_versions` is 0 days") != std::string::npos);
  CHECK(told.find("`seoul.buckets.b2`:") == std::string::npos);
  const std::size_t at = told.find(alone);
  REQUIRE(at != std::string::npos);
  CHECK(told.substr(at, told.find('\n', at) - at).ends_with(" `expire` is 0 days"));
  CHECK(told.find("`seoul.buckets.alone`") == std::string::npos);

  // A function that fills several systems makes one of each.
  SystemBuilder other("army");
  fill(other);
  CHECK(findings({&system, &other}, files).find("`army/seoul.buckets.alone`: `expire` is 0 days") !=
        std::string::npos);
}

TEST_CASE("two systems of one name", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder first("bts");
  SystemBuilder second("bts");
  const SourceLine start = here();
  first.blueprint("seoul", "ap-northeast-2"_region);
  second.blueprint("tokyo", "ap-northeast-1"_region);
  CHECK(findings({&first, &second}, files) ==
        "BTS1055 " + line(start, 2) +
            ":3 the program has two systems called `bts`, of which this is the second\n" + "  " +
            line(start, 1) + " a blueprint of the first\n");
}

TEST_CASE("a program away from its sources", "[program]") {
  const MemoryFileSystem elsewhere;
  SystemBuilder system("bts");
  const SourceLine start = here();
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  seoul.buckets.add("Code");
  CHECK(findings(system, elsewhere) ==
        "BTS1027 " + line(start, 2) + ":1 `Code` cannot be the name of a component\n");
  // Chosen blocks want a lock file, and nobody knows where it is.
  SystemBuilder chooses("bts");
  const SourceLine declared = here();
  BlueprintBuilder& tokyo = chooses.blueprint("tokyo", "ap-northeast-1"_region);
  Network chosen = network();
  chosen.zones = {"a", "c"};
  tokyo.network(chosen);
  CHECK(findings(chooses, elsewhere).starts_with("BTS1054 " + line(declared, 1) + ":1 "));
  CHECK(findings(chooses, elsewhere, "locks").find("BTS1054") == std::string::npos);
  // Where it was compiled from a relative path, there may be another file of that name.
  const MemoryFileSystem strange(FileSet{{here().file, "int main() {}\n"}});
  CHECK(findings(chooses, strange).starts_with("BTS1054 "));
}

TEST_CASE("a scenario of a program is what its function changed", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  seoul.buckets.add("media", Bucket{.expire = 30});
  seoul.buckets.add("code");
  const SourceLine start = here();
  seoul.scenario("quiet", {}, [](BlueprintBuilder& state) {
    state.buckets.edit("media").expire = 0;
    state.buckets.remove("code");
  });
  // What is added later is there in both.
  seoul.topics.add("alerts");
  CHECK(findings(system, files) == "BTS1024 " + line(start, 2) + ":42 `expire` is 0 days\n" + "  " +
                                       line(start, 1) + " in the scenario `quiet`\n");
}

TEST_CASE("another environment is a scenario that renames the system", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  seoul.buckets.add("media");
  seoul.scenario("staging", Scenario{.environment = true}, [](BlueprintBuilder& state) {
    state.system("bts-staging");
    state.region("us-east-1"_region);
  });
  CHECK(findings(system, files).empty());
  const SourceLine start = here();
  seoul.scenario("test", Scenario{.environment = true},
                 [](BlueprintBuilder& state) { state.region("us-east-1"_region); });
  const std::string told = findings(system, files);
  CHECK(told.starts_with("BTS2109 " + line(start, 1) + ":3 `test` is another environment"));
}

// --------------------------------------------------------------------------------------

TEST_CASE("what no file could hold", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder none("bts");
  CHECK(findings(none, files) == "BTS1041 0:0 the system `bts` has no blueprint\n");
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  const SourceLine start = here();
  seoul.description("a\x1b[31mb");
  seoul.topics.add("alerts", Topic{.name = "\xff\xfe"});
  seoul.tags({{"a\x07", "x"}});
  CHECK(findings(system, files) ==
        "BTS1002 " + line(start, 1) +
            ":9 a text of the program holds the control character U+001B\n" +  //
            "BTS1001 " + line(start, 2) +
            ":44 a text of the program is not UTF-8: it holds the byte 0xFF\n" +  //
            "BTS1002 " + line(start, 3) +
            ":9 a text of the program holds the control character U+0007\n");
}

TEST_CASE("values that no template holds", "[program]") {
  const MemoryFileSystem files = this_source();
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  seoul.resources.add(
      "Alerts", RawResource{.type = "AWS::SNS::Topic",
                            .properties = FreeMap{{"A", std::numeric_limits<double>::quiet_NaN()},
                                                  {"B", -std::numeric_limits<double>::infinity()},
                                                  {"C", 1},
                                                  {"C", 2}}});
  const std::string told = findings(system, files);
  CHECK(told.find("a number of the program is `nan`") != std::string::npos);
  CHECK(told.find("a number of the program is `-inf`") != std::string::npos);
  CHECK(told.find("the key `C` is there twice") != std::string::npos);
}

// ---- handles
// --------------------------------------------------------------------------------------

#define BTS_ATTRIBUTE(name) #name,
#define BTS_HANDLE(Settings, attributes_of_kind) \
  {std::string(component_key<Settings>), {attributes_of_kind}},
TEST_CASE("handles give the attributes that kinds have", "[program][handle]") {
  const std::map<std::string, std::set<std::string>> handles{
#include "btsinfra/program/attributes.def"
  };
  for (const Kind* kind : all_kinds()) {
    std::set<std::string> names;
    for (const Attribute& attribute : kind->attributes()) names.emplace(attribute.name);
    const auto found = handles.find(std::string(kind->key()));
    INFO(kind->key());
    if (kind->key() == "network") continue;  // BlueprintBuilder gives them
    CHECK((found == handles.end() ? std::set<std::string>() : found->second) == names);
  }
}
#undef BTS_HANDLE
#undef BTS_ATTRIBUTE

TEST_CASE("a handle is a reference of its blueprint", "[program][handle]") {
  SystemBuilder system("bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  const auto database = seoul.databases.add("main");
  CHECK(database.target().path == "seoul.databases.main");
  CHECK(database.endpoint().path == "seoul.databases.main.endpoint");
  CHECK(ref<Database>("seoul", "main") == database);
  CHECK(seoul.resources["Alerts"].attribute("Arn").path == "seoul.resources.Alerts.Arn");
  CHECK(seoul.vpc_id().path == "seoul.network.vpc_id");
}

TEST_CASE("texts with references", "[program][text]") {
  const auto parts = [](const Text& text) {
    std::string all;
    for (const Text::Part& part : text.parts()) {
      const auto* words = std::get_if<std::string>(&part);
      all += words != nullptr ? "'" + *words + "'" : "<" + std::get<Reference>(part).path + ">";
    }
    return all;
  };
  const auto bucket = ref<Bucket>("seoul", "code");
  CHECK(parts("s3://" + bucket.name() + "/a" + "/b") == "'s3://'<seoul.buckets.code.name>'/a/b'");
  CHECK(parts(text("cp s3://${{ code }}/x ${{parameters.Key}} $${{ y }} ${HOME}",
                   {{"code", bucket.name()}})) ==
        "'cp s3://'<seoul.buckets.code.name>'/x '<parameters.Key>' ${{ y }} ${HOME}'");
  CHECK(parts(text("${{ a }}-${{ a }}", {{"a", "x" + bucket.arn()}})) ==
        "'x'<seoul.buckets.code.arn>'-x'<seoul.buckets.code.arn>");
}

TEST_CASE("maps of settings are maps", "[program]") {
  std::map<std::string, Text> given{{"Team", "web"}};
  Tags tags = given;
  tags["Owner"] = "ops";
  const Bucket bucket{.options = {.tags = tags}};
  CHECK(bucket.options.tags == Tags{{"Owner", "ops"}, {"Team", "web"}});
  const Bucket copy = bucket;
  Tags moved = std::move(tags);
  CHECK(moved == copy.options.tags);
  moved = std::move(given);
  CHECK(moved == Tags{{"Team", "web"}});
}

TEST_CASE("numbers as thresholds", "[program]") {
  CHECK(Threshold(3.8).text == "3.8");
  CHECK(Threshold(300).text == "300");
  CHECK(Threshold(1e9).text == "1000000000");
  CHECK(Threshold(-0.25).text == "-0.25");
}

}  // namespace
}  // namespace btsinfra
