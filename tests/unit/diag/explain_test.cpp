#include "diag/explain.h"

#include "support/catch.h"

namespace btsinfra {
namespace {

TEST_CASE("every id is explained", "[diag][explain]") {
  std::string missing;
  for (const IdInfo& id : all_ids()) {
    if (explanation(id.id).empty()) {
      missing += fmt::format("  {} {}: {}\n", id_text(id.id), id.name, id.title);
    }
  }
  INFO("without an entry in src/diag/explain/:\n" << missing);
  CHECK(missing.empty());
}

TEST_CASE("explanations are whole lines without trailing spaces", "[diag][explain]") {
  for (const IdInfo& id : all_ids()) {
    const std::string_view text = explanation(id.id);
    if (text.empty()) continue;
    CAPTURE(id.name);
    CHECK(text.back() == '\n');
    CHECK(text.front() != '\n');
    CHECK(text.find(" \n") == std::string_view::npos);
  }
}

}  // namespace
}  // namespace btsinfra
