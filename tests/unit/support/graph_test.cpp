#include "support/graph.h"

#include <algorithm>
#include <utility>

#include "support/catch.h"

namespace btsinfra {
namespace {

using Edges = std::vector<std::pair<std::size_t, std::size_t>>;
using Nodes = std::vector<std::size_t>;

Graph graph_of(std::size_t n, const Edges& edges) {
  Graph graph(n);
  for (const auto& [from, to] : edges) graph.edge(from, to);
  return graph;
}

TEST_CASE("order, levels and cycles", "[support][graph]") {
  struct Row {
    std::size_t n;
    Edges edges;
    Nodes order;  // empty where there is a cycle
    Nodes levels;
    Nodes cycle;
  };
  const Row rows[] = {
      {3, {}, {0, 1, 2}, {0, 0, 0}, {}},
      {3, {{0, 1}, {1, 2}}, {2, 1, 0}, {2, 1, 0}, {}},
      {4, {{0, 3}, {1, 3}}, {2, 3, 0, 1}, {1, 1, 0, 0}, {}},
      {4, {{0, 1}, {0, 2}, {2, 1}, {0, 2}}, {1, 2, 0, 3}, {2, 0, 1, 0}, {}},
      {2, {{1, 1}}, {}, {}, {1}},
      {3, {{0, 1}, {1, 2}, {2, 0}}, {}, {}, {0, 1, 2}},
      {5, {{0, 1}, {1, 2}, {2, 0}, {3, 4}, {4, 3}}, {}, {}, {3, 4}},
      {5, {{0, 1}, {1, 0}, {3, 4}, {4, 3}}, {}, {}, {0, 1}},
      {4, {{0, 2}, {0, 1}, {1, 3}, {2, 3}, {3, 0}}, {}, {}, {0, 1, 3}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.n, row.edges);
    const Graph graph = graph_of(row.n, row.edges);
    const auto order = topological_order(graph);
    CHECK(order.has_value() == row.cycle.empty());
    if (order) CHECK(*order == row.order);
    if (order) CHECK(levels(graph) == row.levels);
    CHECK(shortest_cycle(graph) == row.cycle);
  }
}

// By trying every start and every simple path: slow and plainly right.
std::size_t shortest_by_search(const Graph& graph, std::size_t start, std::size_t node,
                               Nodes& path) {
  std::size_t best = 0;
  for (const std::size_t to : graph.needs(node)) {
    std::size_t found = 0;
    if (to == start) {
      found = path.size();
    } else if (std::find(path.begin(), path.end(), to) == path.end()) {
      path.push_back(to);
      found = shortest_by_search(graph, start, to, path);
      path.pop_back();
    }
    if (found != 0 && (best == 0 || found < best)) best = found;
  }
  return best;
}

TEST_CASE("every graph of four nodes", "[support][graph]") {
  bool all_right = true;
  for (unsigned bits = 0; bits < (1U << 12U); ++bits) {
    Graph graph(4);
    unsigned bit = 0;
    for (std::size_t from = 0; from < 4; ++from) {
      for (std::size_t to = 0; to < 4; ++to) {
        if (from != to && ((bits >> bit++) & 1U) != 0) graph.edge(from, to);
      }
    }
    std::size_t expected = 0;
    for (std::size_t start = 0; start < 4; ++start) {
      Nodes path{start};
      const std::size_t found = shortest_by_search(graph, start, start, path);
      if (found != 0 && (expected == 0 || found < expected)) expected = found;
    }
    const Nodes cycle = shortest_cycle(graph);
    all_right = all_right && cycle.size() == expected;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      const Nodes& needs = graph.needs(cycle[i]);
      const std::size_t next = cycle[(i + 1) % cycle.size()];
      all_right = all_right && std::find(needs.begin(), needs.end(), next) != needs.end();
    }
    const auto order = topological_order(graph);
    all_right = all_right && order.has_value() == cycle.empty();
    if (!order) continue;
    const Nodes level = levels(graph);
    for (std::size_t node = 0; node < 4; ++node) {
      std::size_t expected_level = 0;
      for (const std::size_t need : graph.needs(node)) {
        const auto place = [&](std::size_t x) {
          return std::find(order->begin(), order->end(), x) - order->begin();
        };
        all_right = all_right && place(need) < place(node);
        expected_level = std::max(expected_level, level[need] + 1);
      }
      all_right = all_right && level[node] == expected_level;
    }
  }
  CHECK(all_right);
}

TEST_CASE("a long circle is searched in reasonable time", "[support][graph]") {
  constexpr std::size_t n = 100'000;
  Graph graph(n);
  for (std::size_t i = 0; i < n; ++i) graph.edge(i, (i + 1) % n);
  CHECK(shortest_cycle(graph).size() == n);
}

}  // namespace
}  // namespace btsinfra
