#include "diag/render_json.h"

#include <nlohmann/json.hpp>

#include "diag/ids/reading.h"
#include "support/catch.h"

namespace btsinfra {
namespace {

TEST_CASE("findings as JSON", "[diag][render]") {
  SourceMap map;
  const FileId file = map.add("seoul.yaml", "서: b\nc: d\n");
  const auto span = [&](std::size_t begin, std::size_t end) {
    return Span{file, map.file(file).position_at(begin), map.file(file).position_at(end)};
  };
  Diagnostics diags;
  diags.report(ids::UnknownKey, span(5, 6), "unknown `b`").note(span(7, 8), "c").help("h");
  diags.report(ids::NoBlueprints, {}, "nothing, \xFF");
  CHECK(to_json(diags.sorted(), map) == nlohmann::ordered_json::parse(R"({
    "formatVersion": 1,
    "diagnostics": [
      {"severity": "error", "id": "BTS1020", "title": "a key that does not exist here",
       "message": "unknown `b`", "file": "seoul.yaml",
       "range": {"start": {"line": 1, "column": 4}, "end": {"line": 1, "column": 5}},
       "related": [{"message": "c", "file": "seoul.yaml",
                    "range": {"start": {"line": 2, "column": 1}, "end": {"line": 2, "column": 2}}}],
       "help": "h", "fix": null},
      {"severity": "error", "id": "BTS1041", "title": "a folder without blueprints",
       "message": "nothing, \ufffd", "file": null, "range": null, "related": [], "help": null, "fix": null}]})"));
}

}  // namespace
}  // namespace btsinfra
