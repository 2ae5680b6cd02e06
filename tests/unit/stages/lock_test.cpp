#include "driver/build_folder.h"
#include "stages/read/lock_file.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

std::optional<Lock> read(std::string_view text, std::string& finding) {
  SourceMap sources;
  FileId file = sources.add("seoul.lock.json", std::string(text));
  Diagnostics diags;
  std::optional<Lock> lock = read_lock(file, text, diags);
  finding = diags.all().empty()
                ? ""
                : id_text(diags.all().front().id) + " " + diags.all().front().message;
  return lock;
}

TEST_CASE("a lock file comes back as it was written", "[stages][lock]") {
  Lock lock;
  lock.subnets["private"].emplace("a", Cidr::parse("10.0.1.0/24").value());
  lock.subnets["private"].emplace("c", Cidr::parse("10.0.3.0/24").value());
  lock.subnets["data"].emplace("a", Cidr::parse("10.0.4.0/28").value());
  const std::string written = write_lock(lock);
  CHECK(written == R"({
  "version": 1,
  "subnets": {
    "data": {
      "a": "10.0.4.0/28"
    },
    "private": {
      "a": "10.0.1.0/24",
      "c": "10.0.3.0/24"
    }
  }
}
)");
  std::string finding;
  CHECK(read(written, finding) == lock);
  CHECK(finding.empty());
  CHECK(read(write_lock(Lock{}), finding) == Lock{});
}

TEST_CASE("a lock file that is none", "[stages][lock]") {
  struct Row {
    const char* text;
    const char* why;
  };
  const Row rows[] = {
      {"", "it is not JSON"},
      {"{", "it is not JSON"},
      {"[]", "it is not JSON"},
      {"<<<<<<< HEAD\n{}", "it is not JSON"},
      {"{}", "it is not of version 1"},
      {R"({"version": 2})", "it is not of version 1"},
      {R"({"version": "1"})", "it is not of version 1"},
      {R"({"version": 1, "subnets": []})", "`subnets` is not a map"},
      {R"({"version": 1, "subnets": null})", "`subnets` is not a map"},
      {R"({"version": 1, "subnets": {"private": "10.0.0.0/24"}})",
       "`subnets.private` is not a map"},
      {R"({"version": 1, "subnets": {"private": {"a": 10}}})",
       "`subnets.private.a` is not an address block"},
      {R"({"version": 1, "subnets": {"private": {"a": "10.0.0.1/24"}}})",
       "`subnets.private.a` is not an address block"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    std::string finding;
    CHECK_FALSE(read(row.text, finding));
    CHECK(finding == std::string("BTS1043 the lock file cannot be used: ") + row.why);
  }
  std::string finding;
  CHECK(read(R"({"version": 1})", finding) == Lock{});
  CHECK(read(R"({"version": 1, "later": {}})", finding) == Lock{});
}

constexpr const char* blueprint = R"(blueprint: 1
system: bts
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  nat: none
  subnets:
    private: {size: 24}
    data: {cidrs: [10.0.0.0/24, 10.0.2.0/24]}
)";

CompileResult compile_locked(const std::string& lock, bool locked) {
  FileSet files{{"in/seoul.yaml", blueprint}};
  if (!lock.empty()) files["in/seoul.lock.json"] = lock;
  MemoryFileSystem disk(files);
  CompileOptions options;
  options.paths = {"in"};
  options.locked = locked;
  return compile(options, disk);
}

TEST_CASE("with --locked nothing is settled", "[stages][lock]") {
  struct Row {
    const char* name;
    const char* subnets;
    const char* message;  // empty: all is well
  };
  const Row rows[] = {
      {"no file", "", "the lock file lacks a block for `private` in zone a: 10.0.1.0/24"},
      {"all there", R"({"private": {"a": "10.0.1.0/24", "c": "10.0.3.0/24"}})", ""},
      {"elsewhere, but there", R"({"private": {"a": "10.0.9.0/24", "c": "10.0.7.0/24"}})", ""},
      {"a zone is missing", R"({"private": {"a": "10.0.1.0/24"}})",
       "the lock file lacks a block for `private` in zone c: 10.0.3.0/24"},
      {"another size", R"({"private": {"a": "10.0.4.0/22", "c": "10.0.3.0/24"}})",
       "the lock file lacks a block for `private` in zone a: 10.0.1.0/24"},
      {"a zone too many",
       R"({"private": {"a": "10.0.1.0/24", "c": "10.0.3.0/24", "b": "10.0.4.0/24"}})",
       "the lock file holds a block for `private` in zone b that nothing asks for: 10.0.4.0/24"},
      {"a tier too many",
       R"({"private": {"a": "10.0.1.0/24", "c": "10.0.3.0/24"}, "web": {"a": "10.0.4.0/24"}})",
       "the lock file holds a block for `web` in zone a that nothing asks for: 10.0.4.0/24"},
      {"a tier that has its blocks given",
       R"({"private": {"a": "10.0.1.0/24", "c": "10.0.3.0/24"}, "data": {"a": "10.0.0.0/24"}})",
       "the lock file holds a block for `data` in zone a that nothing asks for: 10.0.0.0/24"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    std::string lock = *row.subnets == '\0'
                           ? ""
                           : std::string(R"({"version": 1, "subnets": )") + row.subnets + "}";
    CompileResult strict = compile_locked(lock, true);
    std::string found;
    for (const Diagnostic& finding : strict.diagnostics.all()) found += finding.message;
    CHECK(found == row.message);
    CHECK_FALSE(compile_locked(lock, false).diagnostics.has_errors());
  }
}

TEST_CASE("a build writes the lock file only where it changes", "[stages][lock]") {
  MemoryFileSystem disk(FileSet{{"in/seoul.yaml", blueprint}});
  CompileOptions options;
  options.paths = {"in"};
  auto build = [&] {
    CompileResult result = compile(options, disk);
    REQUIRE_FALSE(result.diagnostics.has_errors());
    REQUIRE_FALSE(write_build("out", result.systems.front(), disk));
  };
  build();
  const std::string lock = disk.files().at("in/seoul.lock.json");
  CHECK(lock.find(R"("a": "10.0.1.0/24")") != std::string::npos);
  const FileSet once = disk.files();
  build();
  CHECK(disk.files() == once);

  // A given block in the way of nobody; then another zone: what exists stays.
  std::string edited = blueprint;
  edited.replace(edited.find("[a, c]"), 6, "[b, a, c]");
  edited.replace(edited.find("[10.0.0.0/24, 10.0.2.0/24]"), 26,
                 "[10.0.4.0/24, 10.0.0.0/24, 10.0.2.0/24]");
  disk.add("in/seoul.yaml", edited);
  build();
  std::string finding;
  std::optional<Lock> kept = read(disk.files().at("in/seoul.lock.json"), finding);
  REQUIRE(kept);
  CHECK(kept->subnets.at("private").at("a").to_string() == "10.0.1.0/24");
  CHECK(kept->subnets.at("private").at("c").to_string() == "10.0.3.0/24");
  CHECK(kept->subnets.at("private").at("b").to_string() == "10.0.5.0/24");
}

TEST_CASE("environments have addresses of their own", "[stages][lock]") {
  std::string with_environment = blueprint;
  with_environment +=
      "scenarios:\n  test: {environment: true, set: {system: bts-test, "
      "network.cidr: 10.9.0.0/16, network.subnets.data: null}}\n";
  MemoryFileSystem disk(FileSet{{"in/seoul.yaml", with_environment}});
  CompileOptions options;
  options.paths = {"in"};
  const CompileResult result = compile(options, disk);
  REQUIRE(result.diagnostics.all().empty());
  REQUIRE_FALSE(write_build("out", result.systems.front(), disk));
  const std::string written = disk.files().at("in/seoul.lock.json");
  std::string finding;
  const std::optional<Lock> lock = read(written, finding);
  REQUIRE(lock);
  CHECK(write_lock(*lock) == written);
  CHECK(lock->subnets.at("private").at("a").to_string() == "10.0.1.0/24");
  CHECK(lock->environments.at("test").at("private").at("a").to_string() == "10.9.0.0/24");
  options.locked = true;
  CHECK(compile(options, disk).diagnostics.all().empty());
  CHECK_FALSE(read(R"({"version": 1, "environments": {"test": []}})", finding));
  CHECK(finding == "BTS1043 the lock file cannot be used: `environments.test` is not a map");
}

}  // namespace
}  // namespace btsinfra
