// A regular expression as a tree: the first step of support/pattern.h.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "support/pattern.h"

namespace btsinfra::pattern {

using Set = Pattern::Set;
using Step = Pattern::Step;

inline constexpr std::uint32_t unbounded = std::numeric_limits<std::uint32_t>::max();

struct Node {
  enum class Kind : std::uint8_t { Sequence, Choice, Repeat, Characters, Assertion, Look };
  Kind kind = Kind::Sequence;
  Step assertion = Step::Start;  // Assertion, Look
  Set set{};
  std::uint32_t least = 1;
  std::uint32_t most = 1;
  std::vector<Node> inner{};
};

// Nothing for what is malformed or not known.
[[nodiscard]] std::optional<Node> parse(std::string_view expression);

}  // namespace btsinfra::pattern
