// Words of a shell. What the whole script does is tests/e2e/deploy_script_test.py's.
#include "stages/emit/deploy_script.h"

#include "support/catch.h"

namespace btsinfra {
namespace {

TEST_CASE("whatever a text holds, it is one word of a shell", "[deploy]") {
  CHECK(shell_word("demo-seoul-app") == "demo-seoul-app");
  CHECK(shell_word("arn:aws:sns:x/y@1.2,3+4") == "arn:aws:sns:x/y@1.2,3+4");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("two words") == "'two words'");
  CHECK(shell_word("$HOME `id` \"x\" \\ ; & | < > ( ) * ? [ ! # ~ = % {a,b}") ==
        "'$HOME `id` \"x\" \\ ; & | < > ( ) * ? [ ! # ~ = % {a,b}'");
  CHECK(shell_word("it's") == R"('it'\''s')");
  CHECK(shell_word("'") == R"(''\''')");
  CHECK(shell_word("a\nb") == "'a\nb'");
  CHECK(shell_word("서울") == "'서울'");
}

}  // namespace
}  // namespace btsinfra
