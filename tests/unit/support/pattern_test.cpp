#include "support/pattern.h"

#include <chrono>
#include <string>

#include "support/catch.h"

namespace btsinfra {
namespace {

bool is_in(std::string_view expression, std::string_view text) {
  CAPTURE(expression);
  const std::optional<Pattern> pattern = Pattern::parse(expression);
  REQUIRE(pattern);
  return pattern->is_in(text);
}

TEST_CASE("patterns are found anywhere", "[support][pattern]") {
  struct Row {
    std::string expression;
    std::string text;
    bool expected;
  };
  const Row rows[] = {
      {"", "", true},
      {"", "abc", true},
      {"b", "abc", true},
      {"^b", "abc", false},
      {"b$", "abc", false},
      {"^abc$", "abc", true},
      {"^abc$", "abc\n", true},
      {"^abc$", "abc\nd", false},
      {"\\Aabc\\Z", "abc", true},
      {"a.c", "a\nc", false},
      {"a.c",
       "a\xED\x95\x9C"
       "c",
       true},
      {"^.{1}$", "\xED\x95\x9C", true},
      {"^.$", "\xFF", true},
      {"^(a|bc|)$", "", true},
      {"^(a|bc|)$", "bc", true},
      {"^(a|bc|)$", "ab", false},
      {"^a*$", "", true},
      {"^a+$", "", false},
      {"^ab?c$", "ac", true},
      {"^a{2}$", "aa", true},
      {"^a{2}$", "aaa", false},
      {"^a{2,}$", "aaaa", true},
      {"^a{2,3}$", "aaaa", false},
      {"^(ab){2,3}$", "ababab", true},
      {"^(ab){2,3}$", "abababab", false},
      {"^(ab)*$", "ababa", false},
      {"^(a*)*$", "aaab", false},
      {"^(?:a|ab)(?:c|bcd)$", "abcd", true},
      {"^a+?$", "aaa", true},
      {"^a++$", "aaa", true},
      {"a{", "a{", true},
      {"^\\$\\{x\\}$", "${x}", true},
      {"^[a-c]+$", "abcd", false},
      {"^[^a-c]+$", "xyz", true},
      {"^[^a-c]+$", "\xED\x95\x9C", true},
      {"^[\\w.-]+$", "a_1.-", true},
      {"^[\\w-_]+$", "a-_", true},
      {"^[a-]+$", "a-", true},
      {"^[]a]?x$", "ax", false},  // to ECMAScript `[]` is an empty set
      {"^[+-=]+$", ",", true},
      {"^[\\]\\\\]+$", "]\\", true},
      {"^\\d{3}\\D\\s\\S$", "123a b", true},
      {"^[^\\d]+$", "abc", true},
      {"^\\x41\\u0042\\t$", "AB\t", true},
      {"^[\\u0020-\\u007e]+$", "\xED\x95\x9C", false},
      {"^[\\u0020-\\uffff]+$", "\xF0\x9F\x98\x80", true},
      {"^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", "\xED\x95\x9C a1", true},
      {"^[\\p{L}\\p{N}]*$", "a!", false},
      {"^\\P{L}$", "1", true},
      {"\\bcat\\b", "a cat.", true},
      {"\\bcat\\b", "concat", false},
      {"\\Bcat", "concat", true},
      {"^(?!aws:).*$", "aws:x", false},
      {"^(?!aws:).*$", "my:x", true},
      {"^(?=.{2,3}$)a+$", "aaa", true},
      {"^(?=.{2,3}$)a+$", "aaaa", false},
      {"^((?!ab)[ab])+$", "bbaa", true},
      {"^((?!ab)[ab])+$", "bab", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(is_in(row.expression, row.text) == row.expected);
  }
}

TEST_CASE("what cannot be matched is not a pattern", "[support][pattern]") {
  for (const std::string expression :
       {"(",          ")",         "a)",       "[a",
        "[z-a]",      "*",         "+a",       "a**",
        "a+*",        "^*",        "(?=a)*",   "a{3,2}",
        "a{,3}",      "a+{1,255}", "(a*)*{2}", "\\",
        "\\1",        "\\q",       "\\x4",     "\\p{Nothing}",
        "\\pL",       "(?<!a)b",   "(?<=a)b",  "(?i)a",
        "(?<name>a)", "[a[b]]",    "[a&&b]",   "((((a{99}b){99}c){99}d){99}e){99}"}) {
    CAPTURE(expression);
    CHECK_FALSE(Pattern::parse(expression));
  }
  CHECK_FALSE(Pattern::parse(std::string(1000, '(') + std::string(1000, ')')));
}

// With each of these an engine that goes back takes longer than anybody waits.
TEST_CASE("no expression takes its time", "[support][pattern]") {
  const std::string letters(500, 'a');
  const auto start = std::chrono::steady_clock::now();
  for (const std::string expression :
       {"^(a+)+$", "^(a|aa)+$", "^([a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*$", "^(a*)*(a*)*(a*)*$",
        "^[a-z0-9*](?:[._\\-/a-z0-9*]?[a-z0-9*]+)*$", "^(?!(a+)+$).*b$"}) {
    CHECK_FALSE(is_in(expression, letters + "!"));
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

}  // namespace
}  // namespace btsinfra
