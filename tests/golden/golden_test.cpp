// Golden cases: every folder `tests/golden/<topic>/<case>` that holds blueprints is compiled, and
// what comes out must be what its `expected/` folder holds: `diagnostics.txt` (the findings as
// people read them) and, where there were no errors, the build folder. A case whose name begins
// with `fail_` must have errors, any other must not.
//
// BTSINFRA_ACCEPT=1 writes what came out into `expected/` instead, and reports each case as
// accepted; it is refused under CI. What stands in `args` is added to the command line of the
// build: `--scenario NAME`, `--all-scenarios`, `--cross-region WAY`, `--locked`,
// and of a lint: `--advice`, `--today DATE`.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "diag/render_text.h"
#include "driver/build_folder.h"
#include "driver/pipeline.h"
#include "support/catch.h"

namespace fs = std::filesystem;
using namespace btsinfra;

namespace {

const fs::path golden_folder = fs::path(BTSINFRA_SOURCE_DIR) / "tests" / "golden";

bool accepting() {
  const char* accept = std::getenv("BTSINFRA_ACCEPT");
  return accept != nullptr && std::string_view(accept) == "1";
}

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> cases() {
  std::vector<fs::path> found;
  for (const auto& topic : fs::directory_iterator(golden_folder)) {
    if (!topic.is_directory()) continue;
    for (const auto& entry : fs::directory_iterator(topic)) {
      if (entry.is_directory()) found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_failure(const fs::path& folder) { return folder.filename().string().starts_with("fail_"); }

// Only the files beside `expected/`, in memory: nothing else can be read.
MemoryFileSystem inputs(const fs::path& folder) {
  MemoryFileSystem disk;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file())
      disk.add("case/" + entry.path().filename().string(), slurp(entry.path()));
  }
  return disk;
}

void read_arguments(const fs::path& file, CompileOptions& options) {
  std::istringstream words(slurp(file));
  for (std::string word, value; words >> word;) {
    if (word == "--all-scenarios") {
      options.all_scenarios = true;
    } else if (word == "--locked") {
      options.locked = true;
    } else if (word == "--advice") {
      options.advice = true;
    } else if (word == "--today" && words >> value) {
      options.today = value;
    } else if (word == "--scenario" && words >> value) {
      options.scenario = value;
    } else if (word == "--cross-region" && words >> value) {
      REQUIRE((value == "native" || value == "parameters"));
      options.cross_region = value == "native" ? CrossRegion::Native : CrossRegion::Parameters;
    } else {
      FAIL(file.string() << ": " << word << " means nothing here");
    }
  }
}

struct Outcome {
  FileSet files;
  bool errors = false;
  std::set<std::string> ids;
};

CompileOptions options_of(const fs::path& folder) {
  CompileOptions options;
  options.paths = {"case"};
  options.locked = fs::exists(folder / "locked");
  read_arguments(folder / "args", options);
  return options;
}

Outcome compile_case(const fs::path& folder, const CompileOptions& options) {
  MemoryFileSystem disk = inputs(folder);
  CompileResult result = compile(options, disk);
  REQUIRE(result.io_error.empty());
  Outcome outcome;
  outcome.errors = result.diagnostics.has_errors();
  std::string findings;
  for (const Diagnostic& finding : result.diagnostics.sorted()) {
    findings += render_text(finding, *result.sources, false) + "\n";
    outcome.ids.insert(id_text(finding.id));
  }
  if (!findings.empty()) outcome.files["diagnostics.txt"] = findings;
  for (const CompiledSystem& system : result.systems) {
    for (const auto& [path, content] : system.files) {
      // The same program every time: one case shows it.
      if (path == "deploy.sh" && !fs::exists(folder / "script")) continue;
      outcome.files[build_folder("", system).substr(1) + "/" + path] = content;
    }
  }
  return outcome;
}

Outcome compile_case(const fs::path& folder) { return compile_case(folder, options_of(folder)); }

FileSet expected_files(const fs::path& folder) {
  FileSet files;
  fs::path expected = folder / "expected";
  if (!fs::exists(expected)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(expected)) {
    if (entry.is_regular_file()) {
      files[fs::relative(entry.path(), expected).generic_string()] = slurp(entry.path());
    }
  }
  return files;
}

void accept(const fs::path& folder, const FileSet& files) {
  REQUIRE(std::getenv("CI") == nullptr);
  fs::remove_all(folder / "expected");
  for (const auto& [path, content] : files) {
    fs::path target = folder / "expected" / path;
    fs::create_directories(target.parent_path());
    std::ofstream(target, std::ios::binary) << content;
  }
  WARN("accepted " << fs::relative(folder, golden_folder).generic_string() << ": not a test");
}

}  // namespace

TEST_CASE("golden cases") {
  std::vector<fs::path> all = cases();
  REQUIRE_FALSE(all.empty());
  for (const fs::path& folder : all) {
    DYNAMIC_SECTION(fs::relative(folder, golden_folder).generic_string()) {
      Outcome outcome = compile_case(folder);
      INFO(outcome.files["diagnostics.txt"]);
      CHECK(outcome.errors == is_failure(folder));
      if (outcome.files["diagnostics.txt"].empty()) outcome.files.erase("diagnostics.txt");
      if (accepting()) {
        accept(folder, outcome.files);
        continue;
      }
      FileSet expected = expected_files(folder);
      for (const auto& [path, content] : expected) {
        INFO(path);
        REQUIRE(outcome.files.contains(path));
        CHECK(outcome.files[path] == content);
      }
      CHECK(outcome.files.size() == expected.size());
    }
  }
}

// Every case with all its states, and the systems that people read first.
TEST_CASE("what one state takes over from another makes no difference") {
  std::vector<fs::path> all = cases();
  const fs::path root(BTSINFRA_SOURCE_DIR);
  all.push_back(root / "blueprints");
  for (const auto& entry : fs::directory_iterator(root / "examples")) {
    if (entry.is_directory()) all.push_back(entry.path());
  }
  for (const fs::path& folder : all) {
    INFO(folder.generic_string());
    CompileOptions options = options_of(folder);
    options.scenario.reset();
    options.all_scenarios = true;
    options.advice = true;
    const Outcome with = compile_case(folder, options);
    options.reuse = false;
    CHECK(with.files == compile_case(folder, options).files);
  }
}

// A finding nobody has seen is a finding nobody has read.
TEST_CASE("every diagnostic id has a golden case") {
  // Ids that no blueprint alone can bring about, each with where it is tested instead.
  const std::set<std::string> elsewhere{
      // What only a program can do wrong: tests/unit/program/load_program_test.cpp
      "BTS1050", "BTS1051", "BTS1052", "BTS1053", "BTS1054", "BTS1055", "BTS1056", "BTS1057",
      "BTS1040",  // links out of the folder and the like: tests/e2e/files_test.py
      "BTS1003",  // larger than 4 MiB: tests/unit/stages/document_test.cpp
      "BTS1045",  // more than 5,000 findings: tests/e2e/adversarial_test.py
      "BTS2031",  // what a lock file holds is given up: tests/unit/stages/addresses_test.cpp
      "BTS4032",  // a mistake of the compiler: tests/unit/stages/resource_schemas_test.cpp
      "BTS4008",  // foreign files in the output folder: tests/e2e/cli_test.py
  };
  std::set<std::string> seen;
  for (const fs::path& folder : cases()) {
    Outcome outcome = compile_case(folder);
    seen.insert(outcome.ids.begin(), outcome.ids.end());
  }
  for (const IdInfo& entry : all_ids()) {
    std::string id = id_text(entry.id);
    INFO(id << ": " << entry.title);
    CHECK((seen.contains(id) || elsewhere.contains(id)));
  }
}
