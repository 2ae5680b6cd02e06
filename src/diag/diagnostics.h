// Findings as values, and the one sink that collects them.
//
// A finding names what is wrong (lower case, no full stop, the user's words in backticks), where,
// the other place involved (`note`), and a way out (`help`). The text stands beside the check that
// finds it; the id, its severity and its title stand in diag/ids/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "diag/id.h"
#include "support/source.h"

namespace btsinfra {

enum class Severity : std::uint8_t { Advice, Warning, Error };

struct IdInfo {
  Id id;
  std::string_view name;  // UpperCamel, as in ids::
  Severity severity;
  std::string_view title;
};

// Every id in ascending order.
[[nodiscard]] const std::vector<IdInfo>& all_ids();
[[nodiscard]] const IdInfo& info(Id id);
// "BTS2007"
[[nodiscard]] std::string id_text(Id id);

struct RelatedPlace {
  Span span;
  std::string message;
};

// A change of the source that mends what was found, when nobody need think about it: `from` stands
// in the span, alone or in quotes, and `to` belongs there.
struct Fix {
  Span span;
  std::string from;
  std::string to;
};

struct Diagnostic {
  Id id{};
  Severity severity = Severity::Error;
  Span span;  // unknown for a finding about no file
  std::string message;
  std::vector<RelatedPlace> related;
  std::string help;  // empty: none
  std::optional<Fix> fix{};
};

class Diagnostics;

// What `report` hands back, to add to the finding just made. Valid until the next report.
class Report {
 public:
  Report& note(const Span& span, std::string message);
  Report& help(std::string text);
  // "did you mean `near`?", and the change that writes it in the place of `word`, at the finding.
  Report& meant(std::string_view word, std::string_view near);
  Report& fix(Fix change);

 private:
  friend class Diagnostics;
  explicit Report(Diagnostic& diagnostic) : diagnostic_(diagnostic) {}
  Diagnostic& diagnostic_;
};

class Diagnostics {
 public:
  template <class... Args>
  Report report(Id id, const Span& span, fmt::format_string<const Args&...> message,
                const Args&... args) {
    return add(id, span, fmt::vformat(message, fmt::make_format_args(args...)));
  }

  // A finding that another sink collected.
  void append(Diagnostic finding);

  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  [[nodiscard]] std::size_t error_count() const { return errors_; }
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return found_; }
  // The findings by file, place and id; the same finding at the same place once.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;

 private:
  Report add(Id id, const Span& span, std::string message);

  std::vector<Diagnostic> found_;
  std::size_t errors_ = 0;
};

// "did you mean `x`?" or "", for Report::help.
[[nodiscard]] std::string did_you_mean(std::string_view near_name);

// "a bucket", "an image"
[[nodiscard]] std::string with_article(std::string_view noun);

// Of a long circle only the beginning is shown, in messages and in notes.
inline constexpr std::size_t most_steps_shown = 12;
// "a → b → a"; long circles "a → b → … (7 more) → a".
[[nodiscard]] std::string circle_text(const std::vector<std::string>& names);

}  // namespace btsinfra
