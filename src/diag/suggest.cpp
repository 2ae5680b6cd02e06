#include "diag/suggest.h"

#include <algorithm>

#include "support/edit_distance.h"

namespace btsinfra {
namespace {

std::vector<std::string> suggested(Report& report, std::string_view word,
                                   std::vector<std::string> near) {
  if (near.size() == 1) {
    report.meant(word, near.front());
  } else if (!near.empty()) {
    report.help(did_you_mean(near));
  }
  return near;
}

}  // namespace

std::string did_you_mean(std::span<const std::string> names) {
  constexpr std::size_t most = 4;
  const std::size_t shown = std::min(names.size(), most);
  std::string question;
  for (std::size_t i = 0; i < shown; ++i) {
    question += i == 0 ? "did you mean `" : i + 1 == shown ? " or `" : ", `";
    question += names[i] + "`";
  }
  return question.empty() ? question : question + "?";
}

std::vector<std::string> suggest(Report& report, std::string_view word,
                                 std::span<const std::string> candidates) {
  return suggested(report, word, nearest_names(word, candidates));
}

std::vector<std::string> suggest(Report& report, std::string_view word,
                                 std::span<const std::string_view> candidates) {
  return suggested(report, word, nearest_names(word, candidates));
}

}  // namespace btsinfra
