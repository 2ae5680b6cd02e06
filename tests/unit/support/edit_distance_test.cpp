#include "support/edit_distance.h"

#include <algorithm>
#include <vector>

#include "support/catch.h"

namespace btsinfra {
namespace {

TEST_CASE("edit distance in half steps", "[support][edit_distance]") {
  struct Row {
    std::string a;
    std::string b;
    std::size_t expected;
  };
  const Row rows[] = {
      {"", "", 0},
      {"", "abc", 6},
      {"abc", "abc", 0},
      {"abc", "ABC", 1},
      {"abc", "abd", 2},
      {"abc", "acb", 2},
      {"abc", "ab", 2},
      {"abc", "Abd", 3},
      {"kitten", "sitting", 6},
      {"multi-az", "multi_az", 1},
      {"\xED\x95\x9C", "x", 2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.a, row.b);
    CHECK(edit_distance_halves(row.a, row.b) == row.expected);
    CHECK(edit_distance_halves(row.b, row.a) == row.expected);
  }
}

TEST_CASE("the nearest name is suggested, and nonsense is not", "[support][edit_distance]") {
  struct Row {
    std::string name;
    std::vector<std::string> candidates;
    std::optional<std::string> expected;
  };
  const Row rows[] = {
      {"subents", {"buckets", "subnets", "queues"}, "subnets"},
      {"SUBNETS", {"subnets", "subnet"}, "subnets"},
      {"multi-az", {"multi_az"}, "multi_az"},
      {"multiAz", {"multi_az"}, "multi_az"},
      {"database", {"databases", "database_subnets"}, "databases"},
      {"xyz", {"abc", "def"}, {}},
      {"db", {"id", "dc"}, {}},
      {"a", {"b"}, {}},
      {"DB", {"db"}, "db"},
      {"web", {"web"}, {}},
      {"weg", {"wex", "web", "wer"}, "web"},
      {"", {"a"}, {}},
      {"queue", {}, {}},
      {std::string(5000, 'a'), {std::string(5000, 'b')}, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    std::vector<std::string> candidates = row.candidates;
    CHECK(nearest(row.name, candidates) == row.expected);
    std::reverse(candidates.begin(), candidates.end());
    CHECK(nearest(row.name, candidates) == row.expected);
    const std::vector<std::string_view> views(candidates.begin(), candidates.end());
    CHECK(nearest(row.name, views) == row.expected);
  }
}

}  // namespace
}  // namespace btsinfra
