#include "stages/partition/order.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/stacks.h"
#include "support/check.h"
#include "support/function_ref.h"
#include "support/graph.h"
#include "support/overloaded.h"

namespace btsinfra {
namespace {

// Logical ids that a value of one template names, in Ref, GetAtt and Sub.
void each_local_id(const cfn::Value& value, FunctionRef<void(std::string_view)> visit) {
  std::visit(Overloaded{
                 [&](const cfn::List& list) {
                   for (const cfn::Value& item : list) each_local_id(item, visit);
                 },
                 [&](const cfn::Map& map) {
                   for (const auto& [key, item] : map) each_local_id(item, visit);
                 },
                 [&](const cfn::Intrinsic& function) {
                   const cfn::Value& argument = function.argument.value();
                   const auto* words = argument.as<std::string>();
                   if (words != nullptr && function.name == "Ref") visit(*words);
                   if (words != nullptr && function.name == "Fn::GetAtt")
                     visit(std::string_view(*words).substr(0, words->find('.')));
                   if (function.name == "Fn::Sub") {
                     const auto* list = argument.as<cfn::List>();
                     const auto* text = list != nullptr ? list->front().as<std::string>() : words;
                     std::size_t at = 0;
                     while (text != nullptr && (at = text->find("${", at)) != std::string::npos) {
                       std::size_t end = text->find_first_of(".}", at);
                       visit(std::string_view(*text).substr(at + 2, end - at - 2));
                       at += 2;
                     }
                   }
                   if (words == nullptr) each_local_id(argument, visit);
                 },
                 [](const auto&) {},
             },
             value.data);
}

// "autoscaling.web uses SessionsCache of seoul/cache"
std::string reason_of(const StackEdge& edge, const Plan& plan, const ResolvedSystem& system) {
  return system.component(edge.use.user).label() + (edge.waits ? " waits for " : " uses ") +
         edge.use.logical_id + " of " + plan.stacks[edge.to].id;
}

}  // namespace

bool order_stacks(Plan& plan, const std::vector<StackEdge>& edges, const ResolvedSystem& system,
                  Diagnostics& diags) {
  Graph graph(plan.stacks.size());
  std::map<std::pair<std::size_t, std::size_t>, const StackEdge*> first_edge;
  for (const StackEdge& edge : edges) {
    graph.edge(edge.from, edge.to);
    first_edge.emplace(std::pair{edge.from, edge.to}, &edge);
  }
  if (std::vector<std::size_t> cycle = shortest_cycle(graph); !cycle.empty()) {
    std::vector<std::string> names;
    for (std::size_t stack : cycle) names.push_back(plan.stacks[stack].id);
    auto edge = [&](std::size_t i) -> const StackEdge& {
      return *first_edge.at({cycle[i], cycle[(i + 1) % cycle.size()]});
    };
    Report report = diags.report(ids::StackCycle, place_of(edge(0).use, system),
                                 "stacks need each other in a circle: {} ({})", circle_text(names),
                                 reason_of(edge(0), plan, system));
    for (std::size_t i = 1; i < std::min(cycle.size(), most_steps_shown); ++i) {
      report.note(place_of(edge(i).use, system), reason_of(edge(i), plan, system));
    }
    report.help("move one of these components with `stack:`, or take one of the references out");
    return false;
  }

  std::vector<std::size_t> depth = levels(graph);
  std::vector<std::size_t> order(plan.stacks.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return depth[a] < depth[b]; });
  std::vector<std::size_t> new_index(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) new_index[order[i]] = i;

  std::vector<Stack> sorted;
  for (std::size_t old : order) {
    Stack stack = std::move(plan.stacks[old]);
    stack.wave = depth[old] + 1;
    for (std::size_t needed : graph.needs(old)) stack.depends_on.push_back(new_index[needed]);
    std::sort(stack.depends_on.begin(), stack.depends_on.end());
    sorted.push_back(std::move(stack));
  }
  for (const StackEdge& edge : edges) {
    if (edge.from == edge.to) continue;
    sorted[new_index[edge.from]].uses[new_index[edge.to]].insert(edge.use.logical_id);
  }
  plan.stacks = std::move(sorted);
  return true;
}

bool check_resource_cycles(const Plan& plan, const ResolvedSystem& system, Diagnostics& diags) {
  bool good = true;
  for (const Stack& stack : plan.stacks) {
    std::map<std::string_view, std::size_t> index;
    const std::vector<cfn::Resource>& resources = stack.body.resources;
    for (std::size_t i = 0; i < resources.size(); ++i) index.emplace(resources[i].logical_id, i);
    Graph graph(resources.size());
    for (std::size_t i = 0; i < resources.size(); ++i) {
      auto needs = [&](std::string_view id) {
        if (auto found = index.find(id); found != index.end()) graph.edge(i, found->second);
      };
      // CloudFormation waits for what is referred to wherever it is.
      for (const cfn::Map* map : {&resources[i].properties, &resources[i].metadata}) {
        for (const auto& [key, value] : *map) each_local_id(value, needs);
      }
      for (const std::optional<cfn::Value>* policy :
           {&resources[i].creation_policy, &resources[i].update_policy}) {
        if (*policy) each_local_id(**policy, needs);
      }
      for (const std::string& id : resources[i].depends_on) needs(id);
    }
    std::vector<std::size_t> cycle = shortest_cycle(graph);
    if (cycle.empty()) continue;
    good = false;
    std::vector<std::string> names;
    for (std::size_t node : cycle) names.push_back(resources[node].logical_id);
    auto place = [&](std::size_t i) {
      const bool overridden =
          system.system().blueprints[stack.blueprint].overrides.contains(names[i]);
      return system.places().reference(overridden
                                           ? Place{stack.blueprint, Path({"overrides", names[i]})}
                                           : stack.resources.at(names[i]).place,
                                       names[(i + 1) % names.size()]);
    };
    Report report = diags.report(ids::ResourceCycle, place(0),
                                 "resources need each other in a circle: {}", circle_text(names));
    for (std::size_t i = 1; i < std::min(cycle.size(), most_steps_shown); ++i) {
      report.note(place(i), names[i] + " needs " + names[(i + 1) % names.size()] + " here");
    }
    report.help("CloudFormation could create none of them first: take one of the references out");
  }
  return good;
}

}  // namespace btsinfra
