// Warnings and advice that a blueprint's author knows and accepts: entries of `ignore:`, and
// comments for single lines:
//
//   encrypted: false  # btsinfra: ignore BTS5003: holds nothing but weather
//
// A comment counts for its own line, or for the next one where it stands alone. Errors are never
// silenced.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "diag/diagnostics.h"
#include "stages/read/load.h"
#include "stages/resolve/scenarios.h"
#include "support/source.h"

namespace btsinfra {

class Suppressions {
 public:
  // What is wrong with entries and comments is reported. On `today`, "2027-01-31", entries whose
  // `until` lies before it no longer count; empty: all do.
  Suppressions(const LoadedSystem& base, const std::vector<std::string>& scenarios,
               const SourceMap& sources, std::string today, Diagnostics& diags);

  // Before `report_unknown`: a state in which things may be that the base does not have.
  void add_state(const State& state, const DocumentPlaces& places);
  // Entries for what no state has, and with them the end of preparations.
  void report_unknown(Diagnostics& diags) const;

  // The findings of one state without those that are silenced.
  [[nodiscard]] Diagnostics remaining(const State& state, const DocumentPlaces& places,
                                      const Diagnostics& found);
  // Once all states were gone through, and all that can be found was looked for.
  void report_unused(Diagnostics& diags) const;

  [[nodiscard]] std::size_t silenced() const { return silenced_; }

 private:
  struct Entry {
    std::size_t blueprint = 0;
    Id rule{};
    std::string on;
    std::string scenario;
    Span place;       // of its `on`
    Span rule_place;  // of its `rule`
    bool known = false;
    bool expired = false;
    bool used = false;
  };
  struct Comment {
    std::uint32_t line = 0;  // for which it counts
    Id rule{};
    Span place;
    bool used = false;
  };

  void read_entries(const LoadedSystem& base, const std::vector<std::string>& scenarios,
                    const std::string& today, Diagnostics& diags);
  void read_comments(const Document& document, const SourceFile& source, Diagnostics& diags);
  // Whether each of them is silenced in that state.
  std::vector<bool> silenced(const State& state, const DocumentPlaces& places,
                             const std::vector<Diagnostic>& findings);
  bool silenced_by_comment(const Diagnostic& finding);

  std::vector<Entry> entries_;
  std::vector<Comment> comments_;
  // By file, line and rule: where they stand in `comments_`.
  std::map<std::tuple<FileId, std::uint32_t, Id>, std::vector<std::size_t>> comments_of_;
  std::size_t silenced_ = 0;
};

}  // namespace btsinfra
