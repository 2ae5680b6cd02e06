#include "diag/render_github.h"

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

TEST_CASE("a finding as a command of a workflow", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("./blueprints/seoul.yaml", "서: b\nc: d\n");
  Diagnostics diags;
  diags.report(ids::UnknownKey, span_of(map, file, "b"), "unknown `b`")
      .note(span_of(map, file, "d"), "like `d`")
      .note({}, "and one elsewhere")
      .help("first line,\nsecond line");
  CHECK(render_github(diags.all()[0], map) ==
        "::error file=blueprints/seoul.yaml,line=1,endLine=1,col=4,endColumn=5,title=BTS1020::"
        "unknown `b`%0Ablueprints/seoul.yaml:2:4: note: like `d`%0Anote: and one elsewhere%0A"
        "help: first line,%0Asecond line\n");
}

TEST_CASE("severities as GitHub names them", "[diag][render]") {
  Diagnostic finding{ids::PublicDatabase, Severity::Advice, {}, "x", {}, {}};
  CHECK(render_github(finding, SourceMap{}) == "::notice title=BTS5002::x\n");
  finding.severity = Severity::Warning;
  CHECK(render_github(finding, SourceMap{}) == "::warning title=BTS5002::x\n");
  finding.severity = Severity::Error;
  CHECK(render_github(finding, SourceMap{}) == "::error title=BTS5002::x\n");
}

TEST_CASE("columns only within one line", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("a.yaml", "a: b\n  c\n");
  Diagnostics diags;
  diags.report(ids::UnknownKey, span_of(map, file, "b\n  c"), "x");
  Span unknown_end = span_of(map, file, "a");
  unknown_end.end = {};
  diags.report(ids::UnknownKey, unknown_end, "y");
  CHECK(render_github(diags.all()[0], map) ==
        "::error file=a.yaml,line=1,endLine=2,title=BTS1020::x\n");
  CHECK(render_github(diags.all()[1], map) ==
        "::error file=a.yaml,line=1,endLine=1,col=1,endColumn=1,title=BTS1020::y\n");
}

TEST_CASE("nothing in a blueprint can become a command", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("a,b:c%.yaml", "a: b\n");
  Diagnostics diags;
  diags
      .report(ids::UnknownKey, span_of(map, file, "b"), "{}",
              "100%, a::b\n::warning::x\r\x1b[31m\xFF")
      .help("50%\r\n::error::y");
  CHECK(render_github(diags.all()[0], map) ==
        "::error file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=4,endColumn=5,title=BTS1020::"
        "100%25, a::b\\n::warning::x\\r\\x1b[31m\\xff%0Ahelp: 50%25\\r%0A::error::y\n");
}

}  // namespace
}  // namespace btsinfra
