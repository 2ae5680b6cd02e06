#include "support/pattern_program.h"

#include <utility>
#include <vector>

namespace btsinfra::pattern {
namespace {

using Instruction = Pattern::Instruction;
using Program = Pattern::Program;

constexpr std::size_t most_instructions = 8192;

class Writer {
 public:
  std::optional<Program> write(const Node& node) {
    emit(node);
    add({.step = Step::Accept});
    // What lookaheads look for stands behind, each ended by an Accept of its own.
    while (!looks_.empty() && !too_long()) {
      const auto [look, inner] = looks_.back();
      looks_.pop_back();
      program_.instructions[look].target = here();
      emit(*inner);
      add({.step = Step::Accept});
    }
    if (too_long()) return std::nullopt;
    return std::move(program_);
  }

 private:
  [[nodiscard]] std::uint32_t here() const {
    return static_cast<std::uint32_t>(program_.instructions.size());
  }
  [[nodiscard]] bool too_long() const { return program_.instructions.size() > most_instructions; }

  std::uint32_t add(Instruction instruction) {
    program_.instructions.push_back(instruction);
    return here() - 1;
  }

  void emit(const Node& node) {
    if (too_long()) return;
    switch (node.kind) {
      case Node::Kind::Sequence:
        for (const Node& inner : node.inner) emit(inner);
        break;
      case Node::Kind::Choice:
        choice(node);
        break;
      case Node::Kind::Repeat:
        repeat(node);
        break;
      case Node::Kind::Characters:
        run(node.set, 1, 1);
        break;
      case Node::Kind::Assertion:
        add({.step = node.assertion});
        break;
      case Node::Kind::Look:
        looks_.emplace_back(add({.step = node.assertion}), &node.inner.front());
        break;
    }
  }

  void run(const Set& set, std::uint32_t least, std::uint32_t most) {
    program_.sets.push_back(set);
    const auto index = static_cast<std::uint32_t>(program_.sets.size() - 1);
    add({.step = Step::Run, .target = index, .least = least, .most = most});
  }

  void choice(const Node& node) {
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i < node.inner.size(); ++i) {
      const bool last = i + 1 == node.inner.size();
      const std::uint32_t split = last ? 0 : add({.step = Step::Split});
      emit(node.inner[i]);
      if (last) break;
      ends.push_back(add({.step = Step::Jump}));
      program_.instructions[split].target = here();
    }
    for (const std::uint32_t end : ends) program_.instructions[end].target = here();
  }

  void repeat(const Node& node) {
    const Node& inner = node.inner.front();
    if (inner.kind == Node::Kind::Characters) {
      run(inner.set, node.least, node.most);
      return;
    }
    for (std::uint32_t i = 0; i < node.least && !too_long(); ++i) emit(inner);
    if (node.most == unbounded) {
      const std::uint32_t split = add({.step = Step::Split});
      emit(inner);
      add({.step = Step::Jump, .target = split});
      program_.instructions[split].target = here();
      return;
    }
    std::vector<std::uint32_t> splits;
    for (std::uint32_t i = node.least; i < node.most && !too_long(); ++i) {
      splits.push_back(add({.step = Step::Split}));
      emit(inner);
    }
    for (const std::uint32_t split : splits) program_.instructions[split].target = here();
  }

  Program program_;
  std::vector<std::pair<std::uint32_t, const Node*>> looks_;
};

}  // namespace

std::optional<Program> write_program(const Node& node) { return Writer().write(node); }

}  // namespace btsinfra::pattern
