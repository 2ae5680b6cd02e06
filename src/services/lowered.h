// What lowering makes: CloudFormation resources whose references are still symbolic, each with the
// layer it belongs to.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "btsinfra/services/common.h"

#include "cfn/template.h"
#include "services/component.h"

namespace btsinfra {

// A resource of the system, by the blueprint that holds it and its logical id there.
struct ResourceName {
  std::size_t blueprint = 0;
  std::string logical_id;
  auto operator<=>(const ResourceName&) const = default;
};

struct LoweredResource {
  std::size_t blueprint = 0;  // that holds it; its component may stand in another
  ComponentId component = 0;
  Layer layer = Layer::App;
  // depends_on: logical ids of the blueprint; in another stack they order the stacks.
  cfn::Resource resource;
  // Of any blueprint: in the same stack it becomes DependsOn, else an order of the stacks.
  std::vector<ResourceName> waits_for;
  // Where the author asked for it: the component's record, or the override laid over it.
  Place origin;
};

// A value shown in the stack's outputs, for people and for other stacks.
struct LoweredOutput {
  cfn::Symbol value;
  std::string description;
};

// What must be true outside before a stack can succeed: the image is in the registry, the object in
// the bucket, the zone delegated. Whoever deploys checks it and says what to do.
struct LoweredGate {
  std::size_t blueprint = 0;
  Layer layer = Layer::App;  // of the stack that would fail without
  std::string type;          // one of `gate_types` in gates.h
  // What to check, by name: literals, parameters, or attributes of resources of other stacks.
  std::vector<std::pair<std::string, cfn::Value>> facts;
  std::string remedy;  // what to do, one sentence in the imperative
  Place origin;
};

struct Lowered {
  std::vector<LoweredResource> resources;
  std::vector<LoweredOutput> outputs;
  std::vector<LoweredGate> gates;
  // By (blueprint, name). Partition declares them in the stacks that use them.
  std::map<std::pair<std::size_t, std::string>, cfn::Parameter> parameters;
  std::map<std::pair<std::size_t, std::string>, cfn::Map> mappings;
};

}  // namespace btsinfra
