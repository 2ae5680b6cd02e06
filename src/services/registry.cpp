// The list of kinds, from services.def, and the description of a whole blueprint.
#include <array>

#include "btsinfra/model/blueprint.h"

#include "services/kind.h"
#include "services/kinds.h"
#include "services/records.h"

namespace btsinfra {

std::span<const Kind* const> all_kinds() {
  static const ParameterKind parameters;
  static const NetworkKind network;
  static const SubnetKind subnets;
  static const RawResourceKind resources;
#define BTS_KIND(key, Settings, Behaviour) static const Behaviour key;
#include "btsinfra/services/services.def"
#undef BTS_KIND
  static const std::array kinds{
      static_cast<const Kind*>(&parameters),
      static_cast<const Kind*>(&network),
      static_cast<const Kind*>(&subnets),
#define BTS_KIND(key, Settings, Behaviour) static_cast<const Kind*>(&key),
#include "btsinfra/services/services.def"
#undef BTS_KIND
      static_cast<const Kind*>(&resources),
  };
  return kinds;
}

const Kind* find_kind(std::string_view key) {
  for (const Kind* kind : all_kinds()) {
    if (kind->key() == key) return kind;
  }
  return nullptr;
}

template <>
const std::map<std::string, Parameter>& components_of(const Blueprint& blueprint) {
  return blueprint.parameters;
}
template <>
const std::map<std::string, RawResource>& components_of(const Blueprint& blueprint) {
  return blueprint.resources;
}
#define BTS_KIND(key, Settings, Behaviour)                                           \
  template <>                                                                        \
  const std::map<std::string, Settings>& components_of(const Blueprint& blueprint) { \
    return blueprint.key;                                                            \
  }
#include "btsinfra/services/services.def"
#undef BTS_KIND

namespace fields {
namespace {

constexpr Field blueprint_fields[] = {
    field<&Blueprint::version>("blueprint", "Version of the blueprint language.")
        .required()
        .within(1, 1),
    field<&Blueprint::system>("system",
                              "Name of the system. All blueprints of a folder that bear it are "
                              "compiled together.")
        .required()
        .within(1, 40),
    field<&Blueprint::name>("name", "Name of this blueprint.")
        .without("the file's name without `.yaml`")
        .within(1, 40),
    field<&Blueprint::region>("region", "AWS region of its stacks.").required(),
    field<&Blueprint::description>("description",
                                   "What the stacks are for; begins their description.")
        .within(0, 200),
    field<&Blueprint::tags>("tags", "Tags on every resource of the blueprint that takes tags."),
    field<&Blueprint::parameters>("parameters", "Values that a deployment chooses."),
    field<&Blueprint::network>("network", "The VPC with its subnets and ways out."),
#define BTS_KIND(key, Settings, Behaviour) field<&Blueprint::key>(#key, Behaviour::summary),
#include "btsinfra/services/services.def"
#undef BTS_KIND
    field<&Blueprint::resources>("resources",
                                 "CloudFormation resources of your own, by logical id."),
    field<&Blueprint::overrides>("overrides",
                                 "Changes laid over generated resources, by logical id."),
};

}  // namespace

template <>
const Type& type_of<Blueprint>() {
  static const Type type = record<Blueprint>(
      "a blueprint", "One region or concern of a system, compiled into its stacks.",
      blueprint_fields);
  return type;
}

}  // namespace fields
}  // namespace btsinfra
