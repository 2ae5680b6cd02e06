// The finished plan of a build: stacks with their templates, in an order in which they can be
// created.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "btsinfra/services/common.h"
#include "btsinfra/types/region.h"

#include "cfn/template.h"
#include "services/component.h"

namespace btsinfra {

// An output of a stack of the plan.
struct OutputName {
  std::string stack;  // its id
  std::string name;
  auto operator<=>(const OutputName&) const = default;
};

// What a stack's parameter is given by a deployment: a value, the live output of a stack in another
// region, or, where neither is here, what whoever deploys answers.
struct StackParameter {
  std::optional<std::string> value;
  std::optional<OutputName> output;
  bool no_echo = false;
};

struct StackOutput {
  std::string export_name;      // the name with the stack's own in it; empty: not exported
  std::set<std::string> users;  // ids of the stacks that read it: to be redeployed when it changes
  std::string resource;         // logical id of what it is a value of
  std::optional<Region> copy;   // it names the copy in that region
};

// A part of a gate's fact: words, a parameter of the gated stack, or an output of another one.
struct ParameterName {
  std::string name;
};
using FactPart = std::variant<std::string, ParameterName, OutputName>;

// What must be true outside before the stack can succeed (LoweredGate, with its values settled).
struct Gate {
  std::string type;
  std::vector<std::pair<std::string, std::vector<FactPart>>> facts;
  std::string remedy;
};

// A resource's way back to the blueprint.
struct ResourceOrigin {
  std::string type;
  std::string component;  // "databases.main"
  Place place;
};

struct Stack {
  std::size_t blueprint = 0;
  Layer layer = Layer::App;
  std::string id;    // "seoul/database"
  std::string name;  // "hybrid-bts-seoul-database"
  Region region;
  cfn::Template body;
  std::vector<std::size_t> depends_on;  // indices in Plan::stacks, ascending
  std::size_t wave = 1;                 // those of one wave can be created together
  // What it uses of each stack in `depends_on`: logical ids.
  std::map<std::size_t, std::set<std::string>> uses;
  // Ids of stacks that import what it no longer exports, with what these need: where it stands as
  // the state before left it, they are updated (or deleted, if retired) in this order before it.
  std::vector<std::string> update_after;
  std::map<std::string, StackParameter> parameters;
  std::map<std::string, StackOutput> outputs;
  std::map<std::string, ResourceOrigin> resources;  // by logical id
  std::vector<Gate> gates;
  std::map<std::string, std::string> tags;  // literal tags of the blueprint
  std::vector<std::string> capabilities;
  bool termination_protection = false;
};

// A stack that the state before has and this one has not.
struct RetiredStack {
  std::string id;
  std::string name;
  Region region;
  bool lost = false;                    // with its blueprint: out of reach
  std::vector<std::string> depends_on;  // ids of retired stacks, which can be deleted only after it
};

struct Plan {
  std::vector<Stack> stacks;
  std::vector<RetiredStack> retired;  // in an order in which they can be deleted
};

// "network"
[[nodiscard]] std::string_view layer_name(Layer layer);

}  // namespace btsinfra
