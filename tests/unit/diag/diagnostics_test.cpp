#include "diag/diagnostics.h"

#include "support/catch.h"

namespace btsinfra {
namespace {

Span at(FileId file, std::uint32_t line, std::uint32_t column) {
  return {file, {line, column, 0}, {line, column + 1, 0}};
}

TEST_CASE("ids ascend, are unique and fit their severity's range", "[diag]") {
  const std::vector<IdInfo>& ids = all_ids();
  REQUIRE_FALSE(ids.empty());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    CAPTURE(ids[i].name);
    if (i > 0) CHECK(ids[i - 1].id < ids[i].id);
    CHECK_FALSE(ids[i].title.empty());
    CHECK(info(ids[i].id).name == ids[i].name);
    const auto number = static_cast<unsigned>(ids[i].id);
    CHECK(number >= 1000);
    CHECK(number <= 9999);
  }
  CHECK(id_text(Id::DuplicateKey) == "BTS1006");
}

TEST_CASE("a report collects notes and help", "[diag]") {
  Diagnostics diags;
  diags.report(Id::DuplicateKey, at(0, 2, 1), "key `{}` stands {} times", "name", 2)
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
  diags.report(Id::LockFile, Span{}, "about no file");
  diags.report(Id::UnknownKey, at(1, 1, 1), "f");
  diags.report(Id::UnknownKey, at(0, 3, 1), "e");
  diags.report(Id::UnknownKey, at(0, 2, 9), "d");
  diags.report(Id::UnknownKey, at(0, 2, 4), "b");
  diags.report(Id::WrongShape, at(0, 2, 4), "a");
  diags.report(Id::UnknownKey, at(0, 2, 4), "b");
  diags.report(Id::UnknownKey, at(0, 2, 4), "a");
  std::string order;
  for (const Diagnostic& found : diags.sorted()) order += found.message + ' ';
  CHECK(order == "a b a d e f about no file ");
  CHECK(diags.all().size() == 8);
}

TEST_CASE("the question after a mistyped name", "[diag]") {
  CHECK(did_you_mean("subnets") == "did you mean `subnets`?");
  CHECK(did_you_mean("").empty());
}

}  // namespace
}  // namespace btsinfra
