#include "support/pattern.h"

#include <algorithm>

#include "support/pattern_characters.h"
#include "support/pattern_program.h"
#include "support/pattern_tree.h"

namespace btsinfra {
namespace {

using Step = Pattern::Step;
using Instruction = Pattern::Instruction;
using Program = Pattern::Program;
using Set = Pattern::Set;

class Match {
 public:
  Match(const Program& program, std::string_view text)
      : program_(program),
        text_(pattern::characters(text)),
        tried_(program.instructions.size() * (text_.size() + 1)) {}

  bool anywhere() {
    for (std::size_t at = 0; at <= text_.size(); ++at) {
      if (from(0, at)) return true;
    }
    return false;
  }

 private:
  struct Place {
    std::uint32_t instruction;
    std::size_t at;
  };

  [[nodiscard]] std::size_t index(Place place) const {
    return place.instruction * (text_.size() + 1) + place.at;
  }

  // Whether an Accept is reached. What was tried without success is not tried again, not from
  // another start either.
  bool from(std::uint32_t instruction, std::size_t at) {
    std::vector<Place> waiting{{instruction, at}};
    while (!waiting.empty()) {
      const Place place = waiting.back();
      waiting.pop_back();
      if (tried_[index(place)]) continue;
      tried_[index(place)] = true;
      if (step(place, waiting)) return true;
    }
    return false;
  }

  // Adds where it goes on from `place`; true: nowhere, this is the end.
  bool step(Place place, std::vector<Place>& waiting) {
    const Instruction& instruction = program_.instructions[place.instruction];
    const std::uint32_t next = place.instruction + 1;
    switch (instruction.step) {
      case Step::Run:
        run(instruction, {next, place.at}, waiting);
        break;
      case Step::Split:
        waiting.push_back({instruction.target, place.at});
        waiting.push_back({next, place.at});
        break;
      case Step::Jump:
        waiting.push_back({instruction.target, place.at});
        break;
      case Step::Accept:
        return true;
      case Step::Start:
      case Step::End:
      case Step::Boundary:
      case Step::NoBoundary:
      case Step::Ahead:
      case Step::NotAhead:
        if (holds(instruction, place.at)) waiting.push_back({next, place.at});
        break;
    }
    return false;
  }

  void run(const Instruction& instruction, Place next, std::vector<Place>& waiting) const {
    const Set& set = program_.sets[instruction.target];
    std::uint32_t count = 0;
    const std::size_t left = text_.size() - next.at;
    while (count < instruction.most && count < left && set.has(text_[next.at + count])) ++count;
    for (std::uint32_t i = instruction.least; i <= count; ++i) {
      const Place end{next.instruction, next.at + i};
      if (!tried_[index(end)]) waiting.push_back(end);
    }
  }

  bool holds(const Instruction& instruction, std::size_t at) {
    switch (instruction.step) {
      case Step::Start:
        return at == 0;
      case Step::End:  // to Java also in front of a last line feed
        return at == text_.size() || (at + 1 == text_.size() && text_[at] == U'\n');
      case Step::Boundary:
        return is_boundary(at);
      case Step::NoBoundary:
        return !is_boundary(at);
      case Step::Ahead:
      case Step::NotAhead:
        return follows(instruction.target, at) == (instruction.step == Step::Ahead);
      case Step::Run:
      case Step::Split:
      case Step::Jump:
      case Step::Accept:
        break;
    }
    return false;
  }

  [[nodiscard]] bool is_boundary(std::size_t at) const {
    const bool before = at > 0 && pattern::is_word(text_[at - 1]);
    const bool after = at < text_.size() && pattern::is_word(text_[at]);
    return before != after;
  }

  // A search of its own, as it may succeed, and what it passed must then count as not tried.
  bool follows(std::uint32_t instruction, std::size_t at) {
    std::vector<bool> outer(tried_.size());
    outer.swap(tried_);
    const bool found = from(instruction, at);
    outer.swap(tried_);
    return found;
  }

  const Program& program_;
  std::vector<char32_t> text_;
  std::vector<bool> tried_;  // by instruction and place in the text
};

}  // namespace

bool Pattern::Set::has(char32_t c) const {
  if (c < 128) return ascii[c];
  if (any_other || (any_astral && c > 0xFFFF)) return true;
  const bool listed = std::any_of(others.begin(), others.end(), [&](const auto& range) {
    return range.first <= c && c <= range.second;
  });
  return listed != negated;
}

std::optional<Pattern> Pattern::parse(std::string_view expression) {
  const std::optional<pattern::Node> tree = pattern::parse(expression);
  if (!tree) return std::nullopt;
  std::optional<Program> program = pattern::write_program(*tree);
  if (!program) return std::nullopt;
  return Pattern(std::move(*program));
}

bool Pattern::is_in(std::string_view text) const { return Match(program_, text).anywhere(); }

}  // namespace btsinfra
