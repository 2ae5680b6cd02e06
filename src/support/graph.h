// A directed graph over indices 0..n-1: what needs what, in which order, and where it goes in
// circles.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace btsinfra {

class Graph {
 public:
  explicit Graph(std::size_t n) : needs_(n) {}

  // `from` needs `to`, which therefore comes first. The same edge twice counts once.
  void edge(std::size_t from, std::size_t to);

  [[nodiscard]] std::size_t size() const { return needs_.size(); }
  // What `node` needs directly, ascending.
  [[nodiscard]] const std::vector<std::size_t>& needs(std::size_t node) const;

 private:
  std::vector<std::vector<std::size_t>> needs_;
};

// All nodes, each after everything it needs; where several could be next, the lowest index. Nothing
// where there is a cycle.
[[nodiscard]] std::optional<std::vector<std::size_t>> topological_order(const Graph& graph);

// A cycle with the fewest nodes, each needing the next and the last the first; it starts at its
// lowest index, and of several the one with the lowest start is given. Empty where there is none.
[[nodiscard]] std::vector<std::size_t> shortest_cycle(const Graph& graph);

// Per node the number of edges on the longest path of needs: 0 needs nothing, and nodes of one
// level do not need each other. Only for a graph without cycles.
[[nodiscard]] std::vector<std::size_t> levels(const Graph& graph);

}  // namespace btsinfra
