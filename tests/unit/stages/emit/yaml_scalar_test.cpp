#include "stages/emit/yaml_scalar.h"

#include "support/catch.h"

namespace btsinfra {
namespace {

TEST_CASE("texts as scalars", "[emit][yaml]") {
  struct Row {
    std::string text;
    std::string block;
    std::string flow;
  };
  const Row rows[] = {
      {"abc", "abc", "abc"},
      {"", "''", "''"},
      {"two words", "two words", "two words"},
      {"10.0.0.0/16", "10.0.0.0/16", "10.0.0.0/16"},
      {"8.0.35", "8.0.35", "8.0.35"},
      {"t3.micro", "t3.micro", "t3.micro"},
      {"서울", "서울", "서울"},
      {"AWS::EC2::VPC", "AWS::EC2::VPC", "'AWS::EC2::VPC'"},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b/*", "'arn:aws:s3:::b/*'"},
      {"a, b", "a, b", "'a, b'"},
      {"{{resolve:x}}", "'{{resolve:x}}'", "'{{resolve:x}}'"},
      {"${AWS::StackName}-X", "${AWS::StackName}-X", "'${AWS::StackName}-X'"},
      {"yes", "'yes'", "'yes'"},
      {"Off", "'Off'", "'Off'"},
      {"n", "'n'", "'n'"},
      {"null", "'null'", "'null'"},
      {"~", "'~'", "'~'"},
      {"8.4", "'8.4'", "'8.4'"},
      {"012", "'012'", "'012'"},
      {"1e3", "'1e3'", "'1e3'"},
      {"0x1F", "'0x1F'", "'0x1F'"},
      {"1_000", "'1_000'", "'1_000'"},
      {"03:00", "'03:00'", "'03:00'"},
      {".inf", "'.inf'", "'.inf'"},
      {"2012-10-17", "'2012-10-17'", "'2012-10-17'"},
      {"=", "'='", "'='"},
      {"<<", "'<<'", "'<<'"},
      {"- a", "'- a'", "'- a'"},
      {"-1", "'-1'", "'-1'"},
      {"a: b", "'a: b'", "'a: b'"},
      {"a:", "'a:'", "'a:'"},
      {"a #b", "'a #b'", "'a #b'"},
      {"a#b", "a#b", "a#b"},
      {" a", "' a'", "' a'"},
      {"a ", "'a '", "'a '"},
      {"!Ref", "'!Ref'", "'!Ref'"},
      {"*", "'*'", "'*'"},
      {"... a", "'... a'", "'... a'"},
      {"it's", "it's", "it's"},
      {"'a'", "\"'a'\"", "\"'a'\""},
      {"'\"", "'''\"'", "'''\"'"},
      {"#\\", "'#\\'", "'#\\'"},
      {"\n", "\"\\n\"", "\"\\n\""},
      {"a\tb", "\"a\\tb\"", "\"a\\tb\""},
      {"\x1b\x7f", "\"\\x1B\\x7F\"", "\"\\x1B\\x7F\""},
      {"\xC2\x85", "\"\\x85\"", "\"\\x85\""},
      {"\xE2\x80\xA8", "\"\\u2028\"", "\"\\u2028\""},
      {"\xEF\xBB\xBF", "\"\\uFEFF\"", "\"\\uFEFF\""},
      {"\u202Ea", "\"\\u202Ea\"", "\"\\u202Ea\""},
      {"\U000E0001", "\"\\U000E0001\"", "\"\\U000E0001\""},
      {"\xFF", "\"\\uFFFD\"", "\"\\uFFFD\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(yaml_scalar(row.text, YamlContext::Block) == row.block);
    CHECK(yaml_scalar(row.text, YamlContext::Flow) == row.flow);
  }
}

TEST_CASE("literal blocks", "[emit][yaml]") {
  struct Row {
    std::string text;
    std::string header;  // "" where it is none
  };
  const Row rows[] = {
      {"a\nb\n", "|"},
      {"a\nb", "|-"},
      {"a\n\n", "|+"},
      {" a\nb\n", "|2"},
      {"\ta\nb", "|2-"},
      {"\n\n a\n\n", "|2+"},
      {"\na\n", "|"},
      {"a \nb\n", "|"},
      {"a\tb\nc\n", "|"},
      {"a", ""},
      {"\n", ""},
      {"\n\n", ""},
      {"a\n \nb", ""},
      {"a\n  ", ""},
      {"a\r\nb\r\n", ""},
      {"a\n\x07", ""},
      {"a\n\u2028", ""},
      {"서울\n부산\n", "|"},
      {"a\n\xEF\xBB\xBF", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    REQUIRE(fits_literal_block(row.text) == !row.header.empty());
    if (!row.header.empty()) CHECK(literal_block_header(row.text, 2) == row.header);
  }
}

TEST_CASE("numbers are floats for YAML 1.1", "[emit][yaml]") {
  struct Row {
    double value;
    std::string expected;
  };
  const Row rows[] = {{0, "0.0"},        {-0.0, "-0.0"},        {1, "1.0"},
                      {0.1, "0.1"},      {-2.5, "-2.5"},        {1e16, "1.0e+16"},
                      {1e-5, "1.0e-05"}, {1.5e300, "1.5e+300"}, {123456, "123456.0"}};
  for (const Row& row : rows) CHECK(yaml_number(row.value) == row.expected);
}

TEST_CASE("comments stay on their line", "[emit][yaml]") {
  CHECK(yaml_comment("databases.main") == "# databases.main");
  CHECK(yaml_comment("") == "#");
  CHECK(yaml_comment(" ") == "#");
  CHECK(yaml_comment("a\nb: c\x85 ") == "# a b: c");
  CHECK(yaml_comment("서울") == "# 서울");
}

}  // namespace
}  // namespace btsinfra
