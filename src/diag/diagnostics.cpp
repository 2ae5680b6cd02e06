#include "diag/diagnostics.h"

#include <algorithm>
#include <tuple>

#include "support/check.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

std::vector<IdInfo> ids_in_order() {
  std::vector<IdInfo> ids = {
#define BTS_ID(number, name, severity, title) {Id{number}, #name, Severity::severity, title},
#include "diag/ids.def"
#undef BTS_ID
  };
  std::sort(ids.begin(), ids.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return ids;
}

// Messages quote what people wrote, which may be megabytes, and the same in each of thousands of
// findings. From the middle of a longer text a part is left out.
constexpr std::size_t longest_text = 2000;  // bytes
constexpr std::size_t kept_behind = 400;

std::string shortened(std::string text) {
  if (text.size() <= longest_text) return text;
  std::size_t begin = longest_text - kept_behind;
  while (begin > 0 && is_continuation_byte(text[begin])) --begin;
  std::size_t end = text.size() - kept_behind;
  while (end < text.size() && is_continuation_byte(text[end])) ++end;
  const std::string left_out = fmt::format(" … ({} bytes) … ", end - begin);
  return text.replace(begin, end - begin, left_out);
}

// Findings about no file come after those that have a place.
auto place_and_text(const Diagnostic& finding) {
  return std::tuple(!finding.span.known(), finding.span, finding.id,
                    std::string_view(finding.message));
}

}  // namespace

const std::vector<IdInfo>& all_ids() {
  static const std::vector<IdInfo> ids = ids_in_order();
  return ids;
}

const IdInfo& info(Id id) {
  const std::vector<IdInfo>& ids = all_ids();
  const auto found = std::lower_bound(ids.begin(), ids.end(), id,
                                      [](const IdInfo& a, Id wanted) { return a.id < wanted; });
  BTS_CHECK(found != ids.end() && found->id == id, "an id that stands in no .def file");
  return *found;
}

std::string id_text(Id id) { return fmt::format("BTS{:04}", id.number); }

Report& Report::note(const Span& span, std::string message) {
  diagnostic_.related.push_back({span, shortened(std::move(message))});
  return *this;
}

Report& Report::help(std::string text) {
  diagnostic_.help = shortened(std::move(text));
  return *this;
}

Report& Report::fix(Fix change) {
  diagnostic_.fix = std::move(change);
  return *this;
}

Report& Report::meant(std::string_view word, std::string_view near) {
  return help(did_you_mean(near)).fix({diagnostic_.span, std::string(word), std::string(near)});
}

Report Diagnostics::add(Id id, const Span& span, std::string message) {
  const Severity severity = info(id).severity;
  if (severity == Severity::Error) ++errors_;
  found_.push_back({id, severity, span, shortened(std::move(message)), {}, {}, {}});
  return Report(found_.back());
}

void Diagnostics::append(Diagnostic finding) {
  if (finding.severity == Severity::Error) ++errors_;
  found_.push_back(std::move(finding));
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> result = found_;
  std::stable_sort(result.begin(), result.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return place_and_text(a) < place_and_text(b);
  });
  const auto same = [](const Diagnostic& a, const Diagnostic& b) {
    return place_and_text(a) == place_and_text(b);
  };
  result.erase(std::unique(result.begin(), result.end(), same), result.end());
  return result;
}

std::string did_you_mean(std::string_view near_name) {
  if (near_name.empty()) return {};
  return fmt::format("did you mean `{}`?", near_name);
}

std::string with_article(std::string_view noun) {
  const bool vowel =
      !noun.empty() && std::string_view("aeiouAEIOU").find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

std::string circle_text(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most_steps_shown; ++i) text += names[i] + " → ";
  if (names.size() > most_steps_shown) {
    text += fmt::format("… ({} more) → ", names.size() - most_steps_shown);
  }
  return text + names.front();
}

}  // namespace btsinfra
