#include "support/edit_distance.h"

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
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

// The definition, without any table.
std::size_t plain_edits(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.size() + b.size();
  std::size_t least = plain_edits(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0 : 1);
  least = std::min(least, plain_edits(a.substr(1), b) + 1);
  least = std::min(least, plain_edits(a, b.substr(1)) + 1);
  if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0]) {
    least = std::min(least, plain_edits(a.substr(2), b.substr(2)) + 1);
  }
  return least;
}

TEST_CASE("edit distance and nearest name of random words", "[support][edit_distance]") {
  std::minstd_rand random(7);
  const auto word = [&](std::size_t longest) {
    std::string made;
    for (std::size_t length = random() % (longest + 1); length > 0; --length) {
      made += "abc"[random() % 3];
    }
    return made;
  };
  for (int i = 0; i < 300; ++i) {
    const std::string a = word(6);
    const std::string b = word(6);
    CAPTURE(a, b);
    CHECK(edit_distance_halves(a, b) == 2 * plain_edits(a, b));
  }
  for (int i = 0; i < 200; ++i) {
    const std::string name = word(9);
    const std::string stem = name.substr(0, name.size() - std::min<std::size_t>(name.size(), 2));
    const std::vector<std::string> candidates{stem + word(3), word(2) + stem, word(9)};
    std::optional<std::pair<std::size_t, std::string>> best;
    for (const std::string& candidate : candidates) {
      const std::size_t longer = std::max(name.size(), candidate.size());
      const std::size_t forgiven = longer <= 2 ? 1 : longer <= 5 ? 3 : longer <= 8 ? 5 : 7;
      const std::pair found{edit_distance_halves(name, candidate), candidate};
      if (name.empty() || candidate == name || found.first > forgiven) continue;
      if (!best || found < *best) best = found;
    }
    CAPTURE(name, candidates);
    CHECK(nearest(name, candidates) == (best ? std::optional(best->second) : std::nullopt));
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

TEST_CASE("all names that are as near as the nearest", "[support][edit_distance]") {
  using Names = std::vector<std::string>;
  const auto near = [](std::string_view name, const Names& candidates) {
    return nearest_names(name, candidates);
  };
  CHECK(near("media_e", {"media_b", "code", "media_a", "media_b"}) == Names{"media_a", "media_b"});
  CHECK(near("media_a", {"media_a", "media_b"}) == Names{"media_b"});
  CHECK(near("Media", {"media", "medias"}) == Names{"media"});
  CHECK(near("xyz", {"abc"}).empty());
}

}  // namespace
}  // namespace btsinfra
