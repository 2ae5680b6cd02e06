#include "support/graph.h"

#include <algorithm>
#include <functional>
#include <queue>

#include "support/check.h"

namespace btsinfra {
namespace {

std::vector<std::vector<std::size_t>> needed_by(const Graph& graph) {
  std::vector<std::vector<std::size_t>> result(graph.size());
  for (std::size_t from = 0; from < graph.size(); ++from) {
    for (const std::size_t to : graph.needs(from)) result[to].push_back(from);
  }
  return result;
}

// The nodes that may still lie on a cycle. Taking one out takes out all that lay on cycles only
// through it, so a long plain circle is searched once and not once per node.
class CycleCandidates {
 public:
  explicit CycleCandidates(const Graph& graph)
      : graph_(graph), needed_by_(needed_by(graph)), left_(graph.size(), true) {
    for (std::size_t node = 0; node < graph.size(); ++node) {
      out_.push_back(graph.needs(node).size());
      in_.push_back(needed_by_[node].size());
    }
    for (std::size_t node = 0; node < graph.size(); ++node) {
      if (left_[node] && (out_[node] == 0 || in_[node] == 0)) remove(node);
    }
  }

  [[nodiscard]] bool contains(std::size_t node) const { return left_[node]; }

  void remove(std::size_t node) {
    std::vector<std::size_t> pending{node};
    left_[node] = false;
    const auto drop = [&](std::size_t other, std::vector<std::size_t>& degree) {
      if (--degree[other] == 0 && left_[other]) {
        left_[other] = false;
        pending.push_back(other);
      }
    };
    while (!pending.empty()) {
      const std::size_t gone = pending.back();
      pending.pop_back();
      for (const std::size_t other : graph_.needs(gone)) drop(other, in_);
      for (const std::size_t other : needed_by_[gone]) drop(other, out_);
    }
  }

 private:
  const Graph& graph_;
  std::vector<std::vector<std::size_t>> needed_by_;
  std::vector<bool> left_;
  std::vector<std::size_t> out_;
  std::vector<std::size_t> in_;
};

// The shortest way from `start` back to itself, if shorter than `limit` (0 = any).
std::vector<std::size_t> cycle_through(const Graph& graph, const CycleCandidates& candidates,
                                       std::size_t start, std::size_t limit) {
  const std::size_t unseen = graph.size();
  std::vector<std::size_t> parent(graph.size(), unseen);
  std::vector<std::size_t> frontier{start};
  for (std::size_t length = 1; !frontier.empty() && (limit == 0 || length < limit); ++length) {
    std::vector<std::size_t> next;
    for (const std::size_t node : frontier) {
      for (const std::size_t to : graph.needs(node)) {
        if (to == start) {
          std::vector<std::size_t> cycle;
          for (std::size_t at = node; at != start; at = parent[at]) cycle.push_back(at);
          cycle.push_back(start);
          std::reverse(cycle.begin(), cycle.end());
          return cycle;
        }
        if (!candidates.contains(to) || parent[to] != unseen) continue;
        parent[to] = node;
        next.push_back(to);
      }
    }
    frontier = std::move(next);
  }
  return {};
}

}  // namespace

void Graph::edge(std::size_t from, std::size_t to) {
  BTS_CHECK(from < size() && to < size(), "an edge to a node that does not exist");
  std::vector<std::size_t>& list = needs_[from];
  const auto at = std::lower_bound(list.begin(), list.end(), to);
  if (at == list.end() || *at != to) list.insert(at, to);
}

const std::vector<std::size_t>& Graph::needs(std::size_t node) const {
  BTS_CHECK(node < size(), "a node that does not exist");
  return needs_[node];
}

std::optional<std::vector<std::size_t>> topological_order(const Graph& graph) {
  const auto users = needed_by(graph);
  std::vector<std::size_t> missing(graph.size());
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t node = 0; node < graph.size(); ++node) {
    missing[node] = graph.needs(node).size();
    if (missing[node] == 0) ready.push(node);
  }
  std::vector<std::size_t> order;
  while (!ready.empty()) {
    const std::size_t node = ready.top();
    ready.pop();
    order.push_back(node);
    for (const std::size_t user : users[node]) {
      if (--missing[user] == 0) ready.push(user);
    }
  }
  if (order.size() != graph.size()) return std::nullopt;
  return order;
}

std::vector<std::size_t> shortest_cycle(const Graph& graph) {
  CycleCandidates candidates(graph);
  std::vector<std::size_t> best;
  for (std::size_t node = 0; node < graph.size(); ++node) {
    if (!candidates.contains(node)) continue;
    std::vector<std::size_t> found = cycle_through(graph, candidates, node, best.size());
    if (!found.empty()) best = std::move(found);
    candidates.remove(node);
  }
  return best;
}

std::vector<std::size_t> levels(const Graph& graph) {
  const auto order = topological_order(graph);
  BTS_CHECK(order.has_value(), "levels of a graph with a cycle");
  std::vector<std::size_t> level(graph.size(), 0);
  for (const std::size_t node : *order) {
    for (const std::size_t need : graph.needs(node)) {
      level[node] = std::max(level[node], level[need] + 1);
    }
  }
  return level;
}

}  // namespace btsinfra
