// The finished plan of a build: stacks with their templates, in an order in which they can be
// created.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "btsinfra/services/common.h"
#include "btsinfra/types/region.h"

#include "cfn/template.h"
#include "services/component.h"

namespace btsinfra {

// What a stack's parameter is given by a deployment.
struct StackParameter {
  std::optional<std::string> value;  // none: ask whoever deploys
  bool no_echo = false;
};

struct StackOutput {
  std::string export_name;  // the name with the stack's own in it; empty: not exported
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
  std::map<std::string, StackParameter> parameters;
  std::map<std::string, StackOutput> outputs;
  std::map<std::string, ResourceOrigin> resources;  // by logical id
  std::map<std::string, std::string> tags;          // literal tags of the blueprint
  std::vector<std::string> capabilities;
  bool termination_protection = false;
};

struct Plan {
  std::vector<Stack> stacks;
};

// "network"
[[nodiscard]] std::string_view layer_name(Layer layer);

}  // namespace btsinfra
