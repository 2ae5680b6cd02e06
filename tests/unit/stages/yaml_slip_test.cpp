#include "stages/read/yaml_slip.h"

#include <string>

#include "support/catch.h"

namespace btsinfra {
namespace {

using Kind = YamlSlip::Kind;

// `^` marks where the slip is; it is no part of the text.
void slips(std::string text, Kind kind) {
  const std::size_t at = text.find('^');
  REQUIRE(at != std::string::npos);
  text.erase(at, 1);
  INFO(text);
  const auto slip = find_slip(text, text.size());
  REQUIRE(slip.has_value());
  CHECK(slip->kind == kind);
  CHECK(slip->offset == at);
}

void fine(const std::string& text) {
  INFO(text);
  CHECK(!find_slip(text, text.size()).has_value());
}

TEST_CASE("a quote that is not closed where it should be", "[read]") {
  slips("a: ^\"8.4\nb: \"x\"\n", Kind::OpenQuote);
  slips("a: ^'8.4\nb: 'x'\n", Kind::OpenQuote);
  slips("a: ^\"8.4\nb: x\n", Kind::OpenQuote);
  slips("a: [x, ^\"y]\nb: \"x\"\n", Kind::OpenQuote);
  slips("- ^\"a\n- \"b\"\n", Kind::OpenQuote);
}

TEST_CASE("quotes that are well", "[read]") {
  fine("a: \"two\n  lines\"\nb: 1\n");
  fine("a: 'it''s'\nb: \"an \\\" in it\"\n");
  fine("a: it's\nb: 6\" of rain\n");
  fine("{\"a\":\"[\",\"b\":\"{\"}\n");
  fine("a: !Sub \"[\"\nb: &name \"{\"\n");
  fine("a: \"two\n  lines\" # and a comment\n");
}

TEST_CASE("a bracket that is not closed", "[read]") {
  slips("a: ^[x, y\nb: 1\n", Kind::OpenBracket);
  slips("a:\n  b: ^{x: 1\n  c: 2\n", Kind::OpenBracket);
  slips("a:\n  b: {x: ^[1, 2}\n", Kind::OpenBracket);
  slips("a: ^{b: [x]\n", Kind::OpenBracket);
  slips("a: ^[x,\n\n  # a comment\nb: 1\n", Kind::OpenBracket);
}

TEST_CASE("brackets that are well", "[read]") {
  fine("a: [x,\n    y]\nb: {c: [],\n    d: {}}\n");
  fine("a: [\n  x\n]\nb: 1\n");
  fine("a: an array[1 is no list\nb: 1\n");
  fine("a: [x] # [\nb: 1\n");
  fine("a: |\n  [ \"\n\n  {\nb: >-\n  '\nc: 1\n");
}

TEST_CASE("a reference without quotes inside brackets", "[read]") {
  slips("a: [^${{ b.c }}]\n", Kind::Reference);
  slips("a: {b: 1,\n    c: ^${{ d.e }}}\n", Kind::Reference);
  fine("a: ${{ b.c }}\nd: [\"${{ b.c }}\", '${{ b.c }}']\n");
  fine("a: |\n  [${{ b.c }}]\n");
}

TEST_CASE("only what begins before the end counts, and the first of several", "[read]") {
  const std::string text = "a: [x\nb: \"y\n";
  CHECK(!find_slip(text, 2).has_value());
  CHECK(find_slip(text, text.size())->kind == Kind::OpenBracket);
}

}  // namespace
}  // namespace btsinfra
