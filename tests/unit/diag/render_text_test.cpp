#include "diag/render_text.h"

#include "diag/ids/reading.h"
#include "diag/source_excerpt.h"
#include "support/catch.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

// The span of the first occurrence of `part`, or of a place when it is empty.
Span span_of(const SourceMap& map, FileId file, std::string_view part) {
  const std::size_t at = map.file(file).text().find(part);
  REQUIRE(at != std::string_view::npos);
  return {file, map.file(file).position_at(at), map.file(file).position_at(at + part.size())};
}

TEST_CASE("a finding with both places and a way out", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("seoul.yaml",
                              "blueprint: 1\n"
                              "network:\n"
                              "  public: 10.0.0.0/22\n\n\n\n\n\n\n"
                              "  private: 10.0.1.0/24\n");
  Diagnostics diags;
  diags
      .report(ids::WrongScalar, span_of(map, file, "10.0.1.0/24"), "subnet `{}` overlaps `{}`",
              "private", "public")
      .note(span_of(map, file, "10.0.0.0/22"), "`public` is here")
      .help("give `private` another block,\nor make `public` smaller");
  CHECK(render_text(diags.all()[0], map, false) ==
        "seoul.yaml:10:12: error[BTS1022]: subnet `private` overlaps `public`\n"
        " 10 |   private: 10.0.1.0/24\n"
        "    |            ^~~~~~~~~~~\n"
        "seoul.yaml:3:11: note: `public` is here\n"
        "  3 |   public: 10.0.0.0/22\n"
        "    |           ^~~~~~~~~~~\n"
        "  help: give `private` another block,\n"
        "       or make `public` smaller\n");
}

TEST_CASE("a finding about no file", "[diag][render]") {
  Diagnostics diags;
  diags.report(ids::NoBlueprints, {}, "no blueprint in `{}`", "x").help("name a folder");
  CHECK(render_text(diags.all()[0], SourceMap{}, false) ==
        "error[BTS1041]: no blueprint in `x`\n  help: name a folder\n");
}

TEST_CASE("colour changes nothing but the colour", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("a.yaml", "key: value\n");
  Diagnostics diags;
  diags.report(ids::UnknownKey, span_of(map, file, "key"), "unknown").help("h");
  const std::string plain = render_text(diags.all()[0], map, false);
  std::string coloured = render_text(diags.all()[0], map, true);
  CHECK(coloured.find("\x1b[1;31merror[BTS1020]: \x1b[0m") != std::string::npos);
  for (std::size_t at = 0; (at = coloured.find('\x1b', at)) != std::string::npos;) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  CHECK(coloured == plain);
}

TEST_CASE("markers stand under what they mark", "[diag][render]") {
  struct Row {
    std::string name;
    std::string text;
    std::string part;
    std::string line;
    std::string marker;  // with its indent
  };
  const Row rows[] = {
      {"plain", "a: bcd", "bcd", "a: bcd", "   ^~~"},
      {"wide in front", "서울: bcd", "bcd", "서울: bcd", "      ^~~"},
      {"wide inside", "a: 서울", "서울", "a: 서울", "   ^~~~"},
      {"combining", "e\xCC\x81: bcd", "bcd", "e\xCC\x81: bcd", "   ^~~"},
      {"tab in front", "a:\tbcd", "bcd", "a:  bcd", "    ^~~"},
      {"tab marked", "ab\t- c", "\t", "ab  - c", "  ^~"},
      {"emoji", "a: 😀x", "x", "a: 😀x", "     ^"},
      {"escape", "a: \x1b[31m bcd", "bcd", "a: \\x1b[31m bcd", "            ^~~"},
      {"bidi", "a: \u202Ebcd", "bcd", "a: \\u202ebcd", "         ^~~"},
      {"broken", "a\xFF\x80: bcd", "bcd", "a\\xff\\x80: bcd", "           ^~~"},
      {"crlf", "a: bcd\r\ne", "bcd", "a: bcd", "   ^~~"},
      {"over lines", "a: b\n  c\n", "b\n  c", "a: b", "   ^"},
      {"over lines, long", "a: bcde  \n  c\n", "bcde  \n  c", "a: bcde", "   ^~~~~~"},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "abc",
       "bc", "abc", " ^~"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    SourceMap map;
    const FileId file = map.add("f", row.text);
    Span span = span_of(map, file, row.part);
    const Excerpt found = excerpt(map.file(file), span);
    CHECK(found.line == row.line);
    CHECK(found.indent + found.marker == row.marker);
    // Offsets only save time: without them the answer is the same.
    span.begin.offset = span.end.offset = 0;
    if (span.begin.column > 1) CHECK(excerpt(map.file(file), span).indent == found.indent);
  }
}

TEST_CASE("an empty range gets one marker", "[diag][render]") {
  SourceMap map;
  const SourceFile& file = map.file(map.add("f", "ab\n\n"));
  struct Row {
    std::size_t offset;
    std::string marker;
  };
  for (const Row& row : {Row{0, "^"}, Row{1, " ^"}, Row{2, "  ^"}, Row{3, "^"}, Row{4, "^"}}) {
    const Position place = file.position_at(row.offset);
    const Excerpt found = excerpt(file, {0, place, place});
    CHECK(found.indent + found.marker == row.marker);
  }
}

TEST_CASE("long lines are cut around the range", "[diag][render]") {
  for (const std::size_t before : {0U, 10U, 155U, 400U, 5000U, 3'000'000U}) {
    for (const std::size_t behind : {0U, 10U, 155U, 400U, 5000U}) {
      for (const std::size_t marked : {1U, 5U, 500U}) {
        CAPTURE(before, behind, marked);
        SourceMap map;
        const SourceFile& file = map.file(map.add(
            "f", std::string(before, 'x') + std::string(marked, 'M') + std::string(behind, 'y')));
        const Excerpt found =
            excerpt(file, {0, file.position_at(before), file.position_at(before + marked)});
        const bool short_line = before + marked + behind <= 160;
        CHECK(count_code_points(found.line) <= (short_line ? 160U : 152U));
        const std::u32string line = to_code_points(found.line);
        REQUIRE(found.indent.size() + found.marker.size() <= line.size());
        CHECK(line[found.indent.size()] == U'M');
        CHECK((found.indent.empty() || line[found.indent.size() - 1] != U'M'));
        CHECK(line[found.indent.size() + found.marker.size() - 1] == U'M');
        CHECK(found.marker.size() == std::min<std::size_t>(found.marker.size(), marked));
        CHECK((line.front() == U'…') == (!short_line && found.indent.size() != before));
      }
    }
  }
}

TEST_CASE("messages cannot steer the terminal", "[diag][render]") {
  CHECK(printable("a\x1b]0;x\x07 b\n\t\u202E") == "a\\x1b]0;x\\x07 b\\n\\t\\u202e");
  CHECK(printable("서울 `é`") == "서울 `é`");
}

}  // namespace
}  // namespace btsinfra
