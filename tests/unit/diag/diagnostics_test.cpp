#include "diag/diagnostics.h"

#include <set>
#include <string_view>

#include "diag/ids/reading.h"
#include "support/catch.h"

namespace btsinfra {
namespace {

Span at(FileId file, std::uint32_t line, std::uint32_t column) {
  return {file, {line, column, 0}, {line, column + 1, 0}};
}

TEST_CASE("ids ascend, are unique and fit their severity's range", "[diag]") {
  const std::vector<IdInfo>& known = all_ids();
  REQUIRE_FALSE(known.empty());
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < known.size(); ++i) {
    CAPTURE(known[i].name);
    if (i > 0) CHECK(known[i - 1].id < known[i].id);
    CHECK(names.insert(known[i].name).second);  // two groups would mean one id by it
    CHECK_FALSE(known[i].title.empty());
    CHECK(info(known[i].id).name == known[i].name);
    const auto number = known[i].id.number;
    CHECK(number >= 1000);
    CHECK(number <= 9999);
  }
  CHECK(id_text(ids::DuplicateKey) == "BTS1006");
}

TEST_CASE("a report collects notes and help", "[diag]") {
  Diagnostics diags;
  diags.report(ids::DuplicateKey, at(0, 2, 1), "key `{}` stands {} times", "name", 2)
      .note(at(0, 1, 1), "first here")
      .help("remove one");
  REQUIRE(diags.all().size() == 1);
  const Diagnostic& found = diags.all()[0];
  CHECK(found.message == "key `name` stands 2 times");
  CHECK(found.severity == Severity::Error);
  CHECK(found.related.size() == 1);
  CHECK(found.help == "remove one");
  CHECK(diags.has_errors());
  CHECK(diags.error_count() == 1);
}

TEST_CASE("sorted by file, place and id, the same finding once", "[diag]") {
  Diagnostics diags;
  diags.report(ids::LockFile, Span{}, "about no file");
  diags.report(ids::UnknownKey, at(1, 1, 1), "f");
  diags.report(ids::UnknownKey, at(0, 3, 1), "e");
  diags.report(ids::UnknownKey, at(0, 2, 9), "d");
  diags.report(ids::UnknownKey, at(0, 2, 4), "b");
  diags.report(ids::WrongShape, at(0, 2, 4), "a");
  diags.report(ids::UnknownKey, at(0, 2, 4), "b");
  diags.report(ids::UnknownKey, at(0, 2, 4), "a");
  std::string order;
  for (const Diagnostic& found : diags.sorted()) order += found.message + ' ';
  CHECK(order == "a b a d e f about no file ");
  CHECK(diags.all().size() == 8);
}

TEST_CASE("the question after a mistyped name", "[diag]") {
  CHECK(did_you_mean("subnets") == "did you mean `subnets`?");
  CHECK(did_you_mean("").empty());
}

TEST_CASE("a circle in words", "[diag]") {
  CHECK(circle_text({"a"}) == "a → a");
  CHECK(circle_text({"a", "b", "c"}) == "a → b → c → a");
  std::vector<std::string> names;
  for (int i = 0; i < 20; ++i) names.push_back(std::to_string(i));
  CHECK(circle_text(names) == "0 → 1 → 2 → 3 → 4 → 5 → 6 → 7 → 8 → 9 → 10 → 11 → … (8 more) → 0");
}

}  // namespace
}  // namespace btsinfra
