#include "support/date.h"

#include "support/catch.h"

using namespace btsinfra;

TEST_CASE("only days of the calendar are dates") {
  for (const char* good : {"2027-01-31", "2028-02-29", "0001-01-01", "9999-12-31"}) {
    INFO(good);
    CHECK(is_date(good));
  }
  for (const char* bad : {"", "2027-1-31", "2027-02-29", "2027-13-01", "2027-00-10", "2027-01-00",
                          "2027/01/31", "27-01-31", "2027-01-31 ", "x027-01-31", "2027-01-3a"}) {
    INFO(bad);
    CHECK_FALSE(is_date(bad));
  }
}

TEST_CASE("months later is the same day, or the last of a shorter month") {
  CHECK(months_later("2026-09-30", 6) == "2027-03-30");
  CHECK(months_later("2026-08-31", 6) == "2027-02-28");
  CHECK(months_later("2027-12-01", 1) == "2028-01-01");
}

TEST_CASE("the current date is a date") { CHECK(is_date(current_date())); }
