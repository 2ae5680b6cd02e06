// What was meant by a word that names nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostics.h"

namespace btsinfra {

// "did you mean `a` or `b`?"; "" without names.
[[nodiscard]] std::string did_you_mean(std::span<const std::string> names);

// Asks at the report whether the nearest of the candidates was meant, and offers to write it in the
// place of `word`, where the finding stands, unless another one is as near. Gives what it named;
// empty: none is near, and nothing was said.
std::vector<std::string> suggest(Report& report, std::string_view word,
                                 std::span<const std::string> candidates);
std::vector<std::string> suggest(Report& report, std::string_view word,
                                 std::span<const std::string_view> candidates);

}  // namespace btsinfra
