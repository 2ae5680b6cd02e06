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

struct LoweredResource {
  std::size_t blueprint = 0;
  ComponentId component = 0;
  Layer layer = Layer::App;
  // depends_on: logical ids of the blueprint; in another stack they order the stacks.
  cfn::Resource resource;
  // Where the author asked for it: the component's record, or the override laid over it.
  Place origin;
};

// A value shown in the stack's outputs, for people and for other stacks.
struct LoweredOutput {
  cfn::Symbol value;
  std::string description;
};

struct Lowered {
  std::vector<LoweredResource> resources;
  std::vector<LoweredOutput> outputs;
  // By (blueprint, name). Partition declares them in the stacks that use them.
  std::map<std::pair<std::size_t, std::string>, cfn::Parameter> parameters;
  std::map<std::pair<std::size_t, std::string>, cfn::Map> mappings;
};

}  // namespace btsinfra
