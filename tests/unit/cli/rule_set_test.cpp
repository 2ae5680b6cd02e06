#include "cli/rule_set.h"

#include "diag/ids/reading.h"
#include "diag/ids/security.h"
#include "support/catch.h"

using namespace btsinfra;

TEST_CASE("a rule set holds what its words name") {
  const Id fifth{5003};
  const Id last{5019};
  for (const char* word : {"BTS5003", "bts5003", "5003", "BTS5xxx", "50xx", "BTS500x",
                           "BTS5001-BTS5009", "5003-5003"}) {
    RuleSet set;
    INFO(word);
    REQUIRE(set.add(word));
    CHECK(set.contains(fifth));
    CHECK_FALSE(set.contains(ids::InvalidUtf8));
  }
  RuleSet set;
  REQUIRE(set.add("5001-5009"));
  CHECK_FALSE(set.contains(last));
  REQUIRE(set.add("5019"));
  CHECK(set.contains(last));
}

TEST_CASE("words that name no rule are refused") {
  for (const char* word :
       {"", "BTS", "BTS99999", "9xxx", "5x03", "BTS5003-", "5009-5001", "security", "*", "5 003"}) {
    RuleSet set;
    INFO(word);
    CHECK_FALSE(set.add(word));
  }
}

TEST_CASE("the set of all rules holds every one") { CHECK(RuleSet::all().contains(Id{5003})); }
