#include <string>

#include "cfn/schema/compiler/facts_reader.h"
#include "cfn/schema/compiler/table_writer.h"
#include "support/catch.h"

namespace btsinfra::cfn::schema {
namespace {

constexpr std::string_view head =
    "published 2026-05\n"
    "regions ap-northeast-2 us-east-1\n";

// What is wrong with lines after the head; empty: nothing.
std::string error(const std::string& lines) {
  Facts facts;
  if (const auto found = read_facts("facts.txt", std::string(head) + lines, facts)) return *found;
  return find_dangling(facts).value_or("");
}

Facts read(const std::string& lines) {
  Facts facts;
  REQUIRE_FALSE(read_facts("facts.txt", std::string(head) + lines, facts));
  REQUIRE_FALSE(find_dangling(facts));
  return facts;
}

ValueFacts value(const std::string& text) {
  const Facts facts = read("type A\n  P " + text + "\ndef D\n  Q string\n");
  return facts.types.at("A").properties.properties.at("P").value;
}

TEST_CASE("facts: what a value takes", "[cfn][schema]") {
  CHECK(value("any").kinds == 0x3F);
  CHECK(value("string|integer").kinds == 3);
  CHECK(value("#D").record == "D");
  CHECK(
      value("[[integer value=0..9] items=..3]|object unique").items.at(0).items.at(0).bounds.most ==
      9);
  CHECK(value("string length=1..5 enum(a \"b c\" \"\\\"\\\\\")").choices ==
        std::vector<std::string>{"a", "b c", "\"\\"});
  CHECK(value("string /^a\\/b$/").pattern == "^a/b$");
  CHECK(value("string /\\\\\\/\\d/").pattern == R"(\\/\d)");
  CHECK(value("number value=-1..0.5").bounds.least == -1);
  CHECK(value("number value=-1..0.5").bounds.most == 0.5);
  CHECK(value("string length=..5").length.least == std::nullopt);
  const ValueFacts map = value("{/^a b$/ [string length=1..2], /c/ integer, ...} entries=1..");
  REQUIRE(map.keys.size() == 2);
  CHECK(map.keys[0].pattern == "^a b$");
  CHECK(map.keys[0].value.items.at(0).length.most == 2);
  CHECK(map.open_map);
  CHECK(map.entries.least == 1);
}

TEST_CASE("facts: types, definitions and their lines", "[cfn][schema]") {
  const Facts facts = read(
      "# a comment\n"
      "\n"
      "type A\n"
      "tags Tags\n"
      "identifier Id\n"
      "read-only Arn Id\n"
      "create-only X.*.Y\n"
      "only us-east-1\n"
      "one-of A+B C -\n"
      "  Name! string\n"
      "  Id string\n"
      "def D\n"
      "with A B C\n"
      "entries 1..2\n"
      "open\n"
      "  /^x/ #D\n");
  const TypeFacts& type = facts.types.at("A");
  CHECK(type.tags == "Tags");
  CHECK(type.read_only == std::set<std::string>{"Arn", "Id"});
  CHECK(type.only == std::set<std::string>{"us-east-1"});
  REQUIRE(type.properties.groups.size() == 1);
  CHECK(type.properties.groups[0].exactly_one);
  CHECK(type.properties.groups[0].sets ==
        std::vector<std::vector<std::string>>{{"A", "B"}, {"C"}, {}});
  CHECK(type.properties.properties.at("Name").required);
  const RecordFacts& record = type.records.at("D");
  CHECK(record.needs.at("A") == std::vector<std::string>{"B", "C"});
  CHECK(record.entries.most == 2);
  CHECK(record.open);
  CHECK(record.keys.at(0).value.record == "D");
}

TEST_CASE("facts: the names of all types", "[cfn][schema]") {
  const Facts facts = read("names AWS::B C D\nnames AWS::A Z\n");
  CHECK(facts.names == std::set<std::string>{"AWS::A::Z", "AWS::B::C", "AWS::B::D"});
  CHECK(write_tables(facts).find("const std::uint32_t published_type_count = 3;") !=
        std::string::npos);
}

TEST_CASE("facts: what is wrong is told with its line", "[cfn][schema]") {
  struct Row {
    std::string lines;
    std::string error;
  };
  const Row rows[] = {
      {"tags T\n", "facts.txt:3: `tags` before the first type"},
      {"  P string\n", "facts.txt:3: a property before the first type"},
      {"names A\n", "facts.txt:3: `names` takes a service and the names of its types"},
      {"names A B B\n", "facts.txt:3: `A::B` stands there twice"},
      {"type A\ntype A\n", "facts.txt:4: type `A` stands there twice"},
      {"type A\nnonsense x\n", "facts.txt:4: unknown line `nonsense`"},
      {"type A\nread-only\n", "facts.txt:4: expected a name"},
      {"type A\nread-only X X\n", "facts.txt:4: `X` stands there twice"},
      {"type A\n  P string\n  P string\n", "facts.txt:5: property `P` stands there twice"},
      {"type A\ndef D\ndef D\n", "facts.txt:5: definition `D` stands there twice"},
      {"type A\n  P strin\n", "facts.txt:4: unknown kind `strin`"},
      {"type A\n  P string|string\n", "facts.txt:4: a kind stands there twice"},
      {"type A\n  P\n", "facts.txt:4: expected ` ` at the end of the line"},
      {"type A\n  P string lenght=1..2\n", "facts.txt:4: unknown constraint at `lenght=1..2`"},
      {"type A\n  P string length=1\n", "facts.txt:4: expected `..` between two limits at `1`"},
      {"type A\n  P string length=x..\n", "facts.txt:4: expected a number at `x`"},
      {"type A\n  P string length=5..1\n", "facts.txt:4: the lower limit lies above the upper one"},
      {"type A\n  P string length=..\n", "facts.txt:4: `..` alone limits nothing"},
      {"type A\n  P [string\n", "facts.txt:4: expected `]` at the end of the line"},
      {"type A\n  P {}\n", "facts.txt:4: expected `/` at `}`"},
      {"type A\n  P {...}\n", "facts.txt:4: a map without a key"},
      {"type A\n  P string /a\\/\n", "facts.txt:4: a regular expression is not closed by `/`"},
      {"type A\n  P string enum(a\n", "facts.txt:4: expected `)` at the end of the line"},
      {"type A\n  P string enum(\"a)\n", "facts.txt:4: a quoted choice is not closed by `\"`"},
      {"type A\n  P string enum(\"\\n\")\n", "facts.txt:4: unknown escape in a quoted choice"},
      {"type A\n  P string]\n", "facts.txt:4: cannot read the rest at `]`"},
      {"type A\nwith B\n", "facts.txt:4: `with` takes a name and what it needs"},
      {"type A\n  P #D\n", "A: unknown definition `D`"},
      {"type A\n  P [{/a/ #D}]\n", "A: unknown definition `D`"},
      {"type A\nabsent mars-1\n", "A: unknown region `mars-1`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.lines);
    CHECK(error(row.lines) == row.error);
  }
  CHECK(find_dangling(Facts{}) == "no file says when the schemas were published");
}

TEST_CASE("facts: equal rows are written once, circles end", "[cfn][schema]") {
  const std::string two =
      "type A\n  P #D\ndef D\n  Q string\n"
      "type B\n  P #E\ndef E\n  Q string\n";
  const std::string out = write_tables(read(two));
  // One record for both definitions, one for both types.
  CHECK(out.find("const RecordRow records[] = {\n{{0,1},{0,0},{0,0},{0,0},0,none,false},"
                 "{{1,1},{0,0},{0,0},{0,0},0,none,false},};") != std::string::npos);
  const std::string circle = write_tables(read("type A\n  P #D\ndef D\n  Q [#D]\n"));
  CHECK(circle.find("const std::uint32_t type_count = 1;") != std::string::npos);
}

TEST_CASE("facts: a pattern that cannot be matched is left out", "[cfn][schema]") {
  CHECK(write_tables(read("type A\n  P string /(?i)x/\n"))
            .find("const std::uint32_t pattern_count = 0;") != std::string::npos);
  CHECK(write_tables(read("type A\n  P string /^x?$/\n")).find("\"^x\\?$\"") != std::string::npos);
}

}  // namespace
}  // namespace btsinfra::cfn::schema
