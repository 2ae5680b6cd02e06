#include "diag/render_sarif.h"

#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "diag/ids/reading.h"
#include "support/catch.h"

namespace btsinfra {
namespace {

using Json = nlohmann::ordered_json;

Span span_of(const SourceMap& map, FileId file, std::string_view part, std::size_t from = 0) {
  const std::size_t at = map.file(file).text().find(part, from);
  REQUIRE(at != std::string_view::npos);
  return {file, map.file(file).position_at(at), map.file(file).position_at(at + part.size())};
}

Json run_of(const Diagnostics& diags, const SourceMap& map) {
  return to_sarif(diags.sorted(), map, "1.2.3").at("runs").at(0);
}

Json location_of(const Json& run, std::size_t result = 0) {
  return run.at("results").at(result).at("locations").at(0).at("physicalLocation");
}

std::string fingerprint_of(const Json& result) {
  return result.at("partialFingerprints").at("btsinfra/v1");
}

TEST_CASE("a finding as a SARIF result", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("./blueprints/seoul 1.yaml", "서: b\nc: d\n");
  Diagnostics diags;
  diags.report(ids::UnknownKey, span_of(map, file, "b"), "unknown `b`")
      .note(span_of(map, file, "d"), "like `d`")
      .note({}, "and one elsewhere")
      .help("first line,\nsecond line");
  const Json log = to_sarif(diags.sorted(), map, "1.2.3");
  CHECK(log.at("version") == "2.1.0");
  CHECK(log.at("$schema") == "https://json.schemastore.org/sarif-2.1.0.json");
  REQUIRE(log.at("runs").size() == 1);
  const Json& run = log.at("runs").at(0);
  CHECK(run.at("columnKind") == "unicodeCodePoints");
  CHECK(run.at("invocations") == Json::parse(R"([{"executionSuccessful": true}])"));
  CHECK(run.at("originalUriBaseIds").contains("%SRCROOT%"));
  Json result = run.at("results").at(0);
  CHECK(fingerprint_of(result).size() == 64);
  result.erase("partialFingerprints");
  CHECK(result == Json::parse(R"({
    "ruleId": "BTS1020", "ruleIndex": 0, "level": "error",
    "message": {"text":
      "unknown `b`\nnote: and one elsewhere\nhelp: first line,\nsecond line"},
    "locations": [{"physicalLocation": {
      "artifactLocation": {"uri": "blueprints/seoul%201.yaml", "uriBaseId": "%SRCROOT%"},
      "region": {"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 5}}}],
    "relatedLocations": [{
      "id": 1,
      "physicalLocation": {
        "artifactLocation": {"uri": "blueprints/seoul%201.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 5}},
      "message": {"text": "like `d`"}}]})"));
}

TEST_CASE("a SARIF log describes the rules that occur, once and in order", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("a.yaml", "a: b\nc: d\n");
  Diagnostics diags;
  diags.report(ids::WrongScalar, span_of(map, file, "a"), "x");
  diags.report(ids::UnknownKey, span_of(map, file, "c"), "y");
  diags.report(ids::WrongScalar, span_of(map, file, "d"), "z");
  const Json run = run_of(diags, map);
  const Json& driver = run.at("tool").at("driver");
  CHECK(driver.at("name") == "btsinfra");
  CHECK(driver.at("version") == "1.2.3");
  CHECK_FALSE(driver.contains("notifications"));
  REQUIRE(driver.at("rules").size() == 2);
  CHECK(driver.at("rules").at(0).at("id") == "BTS1020");
  CHECK(driver.at("rules").at(1).at("id") == "BTS1022");
  for (const Json& result : run.at("results")) {
    const Json& rule = driver.at("rules").at(result.at("ruleIndex").get<std::size_t>());
    CHECK(rule.at("id") == result.at("ruleId"));
  }
}

TEST_CASE("every id makes a rule that viewers can show", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("a.yaml", "a: b\n");
  std::vector<Diagnostic> all;
  for (const IdInfo& id : all_ids()) {
    all.push_back({id.id, id.severity, span_of(map, file, "b"), "x", {}, {}});
  }
  const Json run = to_sarif(all, map, "1.2.3").at("runs").at(0);
  const Json& rules = run.at("tool").at("driver").at("rules");
  REQUIRE(rules.size() == all_ids().size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Json& rule = rules.at(i);
    const IdInfo& id = all_ids()[i];
    CAPTURE(id.name);
    CHECK(rule.at("name") == id.name);
    CHECK(rule.at("shortDescription").at("text") == id.title);
    const std::string full = rule.at("fullDescription").at("text");
    CHECK_FALSE(full.empty());
    CHECK(full.size() <= 1024);  // GitHub takes no more
    CHECK(full.find('\n') == std::string::npos);
    CHECK_FALSE(rule.at("help").at("text").get<std::string>().empty());
    const std::string level = rule.at("defaultConfiguration").at("level");
    CHECK(level == (id.severity == Severity::Error     ? "error"
                    : id.severity == Severity::Warning ? "warning"
                                                       : "note"));
    CHECK(rule.contains("properties") == (id.id.number >= 5000 && id.id.number < 7000));
  }
}

TEST_CASE("what SARIF would take for more than text", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("a.yaml", "a: b\n");
  Diagnostics diags;
  const Span place = span_of(map, file, "b");
  diags.report(ids::UnknownKey, place, "{}", "1 [here](x) \\");
  diags.report(ids::UnknownKey, place, "{}", "2 [a, b] \\ ${{ c }} {0}");
  diags.report(ids::UnknownKey, place, "{}", "3 \x1b[31m\xFF\u202E");
  const Json run = run_of(diags, map);
  const auto text = [&](std::size_t i) { return run.at("results").at(i).at("message").at("text"); };
  CHECK(text(0) == "1 \\[here\\](x) \\\\");
  CHECK(text(1) == "2 [a, b] \\ ${{ c }} {0}");
  CHECK(text(2) == "3 \\x1b[31m\\xff\\u202e");
}

TEST_CASE("paths as URIs", "[diag][render]") {
  struct Row {
    std::string path;
    std::string uri;
    bool relative;
  };
  const Row rows[] = {
      {"seoul.yaml", "seoul.yaml", true},
      {"././/a/b.yaml", "a/b.yaml", true},
      {"../a.yaml", "../a.yaml", true},
      {"/srv/a b.yaml", "file:///srv/a%20b.yaml", false},
      {"a:b?c#d%[e].yaml", "a%3Ab%3Fc%23d%25%5Be%5D.yaml", true},
      {"서.yaml", "%EC%84%9C.yaml", true},
      {"\xFF.yaml", "%FF.yaml", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    SourceMap map;
    const FileId file = map.add(row.path, "a: b\n");
    Diagnostics diags;
    diags.report(ids::UnknownKey, span_of(map, file, "b"), "x");
    const Json artifact = location_of(run_of(diags, map)).at("artifactLocation");
    CHECK(artifact.at("uri") == row.uri);
    CHECK(artifact.contains("uriBaseId") == row.relative);
  }
}

TEST_CASE("regions never end before they begin", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("a.yaml", "a: b\n  c\n");
  Diagnostics diags;
  Span unknown_end = span_of(map, file, "a");
  unknown_end.end = {};
  diags.report(ids::UnknownKey, unknown_end, "x");
  diags.report(ids::UnknownKey, span_of(map, file, "b\n  c"), "y");
  const Json run = run_of(diags, map);
  CHECK(location_of(run, 0).at("region") ==
        Json::parse(R"({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1})"));
  CHECK(location_of(run, 1).at("region") ==
        Json::parse(R"({"startLine": 1, "startColumn": 4, "endLine": 2, "endColumn": 4})"));
}

TEST_CASE("a finding about no file is a notification", "[diag][render]") {
  Diagnostics diags;
  diags.report(ids::NoBlueprints, {}, "no blueprint in `x`").help("name a folder");
  const Json run = run_of(diags, SourceMap{});
  CHECK(run.at("results") == Json::array());
  const Json& driver = run.at("tool").at("driver");
  CHECK(driver.at("rules") == Json::array());
  REQUIRE(driver.at("notifications").size() == 1);
  CHECK(driver.at("notifications").at(0).at("id") == "BTS1041");
  CHECK(run.at("invocations") == Json::parse(R"([{
    "executionSuccessful": false,
    "toolExecutionNotifications": [{
      "descriptor": {"id": "BTS1041", "index": 0}, "level": "error",
      "message": {"text": "no blueprint in `x`\nhelp: name a folder"}}]}])"));
}

TEST_CASE("no findings are an empty list", "[diag][render]") {
  const Json run = run_of({}, SourceMap{});
  CHECK(run.at("results") == Json::array());
  CHECK(run.at("tool").at("driver").at("rules") == Json::array());
}

// The fingerprint of a finding at each "BAD" of a text.
std::vector<std::string> fingerprints(const std::string& path, const std::string& text,
                                      Id id = ids::UnknownKey) {
  SourceMap map;
  const FileId file = map.add(path, text);
  std::vector<Diagnostic> findings;
  for (std::size_t at = 0; (at = text.find("BAD", at)) != std::string::npos; ++at) {
    findings.push_back({id, Severity::Error, span_of(map, file, "BAD", at), "x", {}, {}});
  }
  std::vector<std::string> result;
  const Json run = to_sarif(findings, map, "1").at("runs").at(0);
  for (const Json& each : run.at("results")) result.push_back(fingerprint_of(each));
  return result;
}

TEST_CASE("fingerprints outlive edits elsewhere", "[diag][render]") {
  const std::vector<std::string> before = fingerprints("a.yaml", "x: BAD\ny: BAD\n");
  REQUIRE(before.size() == 2);
  CHECK(before[0] != before[1]);
  CHECK(fingerprints("a.yaml", "new: 1\n\nx: BAD\n# more\ny: BAD\n") == before);
  CHECK(fingerprints("./a.yaml", "  x: BAD  \r\n\ty: BAD\r\n") == before);
  CHECK(fingerprints("a.yaml", "y: BAD\n").front() == before[1]);

  CHECK(fingerprints("b.yaml", "x: BAD\n").front() != before[0]);
  CHECK(fingerprints("a.yaml", "x: BAD # edited\n").front() != before[0]);
  CHECK(fingerprints("a.yaml", "x: BAD\n", ids::WrongScalar).front() != before[0]);
}

TEST_CASE("findings that look alike have fingerprints of their own", "[diag][render]") {
  const std::vector<std::string> found =
      fingerprints("a.yaml", "x: [BAD, BAD]\nx: BAD\nx: BAD\nx: [BAD, BAD]\n");
  REQUIRE(found.size() == 6);
  CHECK(std::set<std::string>(found.begin(), found.end()).size() == 6);
}

}  // namespace
}  // namespace btsinfra
