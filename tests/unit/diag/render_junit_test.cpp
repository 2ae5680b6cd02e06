#include "diag/render_junit.h"

#include "diag/ids/reading.h"
#include "diag/ids/security.h"
#include "support/catch.h"

namespace btsinfra {
namespace {

Span span_of(const SourceMap& map, FileId file, std::string_view part) {
  const std::size_t at = map.file(file).text().find(part);
  REQUIRE(at != std::string_view::npos);
  return {file, map.file(file).position_at(at), map.file(file).position_at(at + part.size())};
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a report with a suite per file", "[diag][render]") {
  SourceMap map;
  const FileId good = map.add("blueprints/edge.yaml", "a: b\n");
  const FileId bad = map.add("./blueprints/seoul.yaml", "a: b\nc: \"d\"\n");
  Diagnostics diags;
  diags.report(ids::UnknownKey, span_of(map, bad, "\"d\""), "unknown `{}`", "<d & \"e\">")
      .help("leave it out");
  diags.report(ids::PublicDatabase, span_of(map, bad, "b"), "open to all");
  diags.report(ids::NoBlueprints, {}, "no blueprint in `x`");
  const JunitOptions options{{map.file(good).path(), map.file(bad).path()}, Severity::Error};
  CHECK(to_junit(diags.sorted(), map, options) ==
        R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="btsinfra" tests="4" failures="2" errors="0" skipped="1" time="0">
  <testsuite name="blueprints/edge.yaml" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase name="no findings" classname="blueprints.edge" file="blueprints/edge.yaml" time="0"/>
  </testsuite>
  <testsuite name="blueprints/seoul.yaml" tests="2" failures="1" errors="0" skipped="1" time="0">
    <testcase name="BTS5002: open to all" classname="blueprints.seoul")"
        R"( file="blueprints/seoul.yaml" line="1" time="0">
      <skipped message="open to all">./blueprints/seoul.yaml:1:4: advice[BTS5002]: open to all
 1 | a: b
   |    ^
</skipped>
    </testcase>
    <testcase name="BTS1020: unknown `&lt;d &amp; &quot;e&quot;&gt;`" classname="blueprints.seoul")"
        R"( file="blueprints/seoul.yaml" line="2" time="0">
      <failure message="unknown `&lt;d &amp; &quot;e&quot;&gt;`" type="error">)"
        R"(./blueprints/seoul.yaml:2:4: error[BTS1020]: unknown `&lt;d &amp; &quot;e&quot;&gt;`
 2 | c: &quot;d&quot;
   |    ^~~
  help: leave it out
</failure>
    </testcase>
  </testsuite>
  <testsuite name="btsinfra" tests="1" failures="1" errors="0" skipped="0" time="0">
    <testcase name="BTS1041: no blueprint in `x`" classname="btsinfra" time="0">
      <failure message="no blueprint in `x`" type="error">error[BTS1041]: no blueprint in `x`
</failure>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("what fails is said by the caller", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("a.yaml", "a: b\n");
  std::vector<Diagnostic> findings;
  for (const Severity severity : {Severity::Advice, Severity::Warning, Severity::Error}) {
    findings.push_back({ids::PublicDatabase, severity, span_of(map, file, "b"), "x", {}, {}});
  }
  struct Row {
    std::optional<Severity> fail_on;
    std::string counts;
  };
  const Row rows[] = {{std::nullopt, "failures=\"0\" errors=\"0\" skipped=\"3\""},
                      {Severity::Error, "failures=\"1\" errors=\"0\" skipped=\"2\""},
                      {Severity::Warning, "failures=\"2\" errors=\"0\" skipped=\"1\""},
                      {Severity::Advice, "failures=\"3\" errors=\"0\" skipped=\"0\""}};
  for (const Row& row : rows) {
    CHECK(holds(to_junit(findings, map, {{}, row.fail_on}),
                "name=\"btsinfra\" tests=\"3\" " + row.counts));
  }
}

TEST_CASE("namesakes are told apart", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("a.yaml", "a: b\nc: d\n");
  Diagnostics diags;
  diags.report(ids::UnknownKey, span_of(map, file, "b"), "x");
  diags.report(ids::UnknownKey, span_of(map, file, "d"), "x");
  const std::string report = to_junit(diags.sorted(), map, {});
  CHECK(holds(report, "name=\"BTS1020: x\""));
  CHECK(holds(report, "name=\"BTS1020: x (2)\""));
}

TEST_CASE("files become classes", "[diag][render]") {
  struct Row {
    std::string path;
    std::string class_name;
  };
  const Row rows[] = {{"seoul.yaml", "seoul"},
                      {"a/b.c/d.yaml", "a.b.c.d"},
                      {"../a/seoul.yml", "a.seoul"},
                      {"/srv/x.yaml", "srv.x"},
                      {"a.b/noext", "a.b.noext"},
                      {".hidden", ".hidden"},
                      {"서/<&>.yaml", "서.&lt;&amp;&gt;"}};
  for (const Row& row : rows) {
    CHECK(
        holds(to_junit({}, SourceMap{}, {{row.path}, {}}), "classname=\"" + row.class_name + "\""));
  }
}

TEST_CASE("a file that is named twice, or by a finding only", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("a.lock.json", "a: b\n");
  Diagnostics diags;
  diags.report(ids::UnknownKey, span_of(map, file, "b"), "x");
  const std::string report = to_junit(diags.sorted(), map, {{"a.yaml", "a.yaml"}, {}});
  CHECK(holds(report, "<testsuites name=\"btsinfra\" tests=\"2\""));
  CHECK(holds(report, "<testsuite name=\"a.lock.json\" tests=\"1\""));
}

TEST_CASE("nothing breaks the XML", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("a\tb\".yaml", "a: \x01]]>\xFF\uFFFE\n");
  Diagnostics diags;
  diags.report(ids::UnknownKey, span_of(map, file, "]]>"), "{}", "a\nb\x01\xFF\uFFFE\u0085]]>")
      .help("c\rd\n\x1b");
  const std::string report = to_junit(diags.sorted(), map, {});
  CHECK(holds(report, "message=\"a\\nb\\x01\\xff\uFFFD\\x85]]&gt;\""));
  CHECK(holds(report, "file=\"a\\tb&quot;.yaml\""));
  CHECK(holds(report, "  help: c\\rd\n       \\x1b\n"));
  for (const char c : report) CHECK((static_cast<unsigned char>(c) >= 0x20 || c == '\n'));
}

}  // namespace
}  // namespace btsinfra
