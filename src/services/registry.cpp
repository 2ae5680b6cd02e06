// The list of kinds, from services.def, and the description of a whole blueprint.
#include <array>
#include <string_view>
#include <unordered_map>

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
  static const auto by_key = [] {
    std::unordered_map<std::string_view, const Kind*> kinds;
    for (const Kind* kind : all_kinds()) kinds.emplace(kind->key(), kind);
    return kinds;
  }();
  const auto found = by_key.find(key);
  return found == by_key.end() ? nullptr : found->second;
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

template <>
const Type& type_of<Overlay>();

namespace {

constexpr Field scenario_fields[] = {
    field<&Scenario::after>("after", "The scenario from which this state is entered.")
        .without("the base")
        .within(1, 40),
    field<&Scenario::loses>("loses",
                            "Names of blueprints that are gone in it: they are not built, and "
                            "nothing that remains may lean on them.")
        .within(0, 64),
    field<&Scenario::environment>("environment",
                                  "Another environment made from the same blueprints rather than "
                                  "a state of the system: `set` gives it another `system`."),
    field<&Scenario::set>("set",
                          "What differs from the blueprint in this state: the path of a field, as "
                          "`databases.main.multi_az`, with its value. Records merge, single values "
                          "and lists replace, null removes."),
};

constexpr Field suppression_fields[] = {
    field<&Suppression::rule>("rule", "Id of the finding, as BTS5003. Errors cannot be silenced.")
        .required(),
    field<&Suppression::on>("on",
                            "Path of what it is found at, as `databases.main`, or of something "
                            "above that.")
        .required(),
    field<&Suppression::reason>("reason", "Why that is right here.").required().within(1, 500),
    field<&Suppression::until>("until", "The last day on which `lint` keeps silent, as 2027-01-31.")
        .without("for ever"),
    field<&Suppression::scenario>("scenario", "The scenario in which alone it counts.")
        .without("the base and every scenario"),
};

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
    field<&Blueprint::scenarios>("scenarios", "States of the system other than this one, by name."),
    field<&Blueprint::ignore>("ignore", "Warnings and advice that are known and accepted."),
};

}  // namespace

template <>
const Type& type_of<Overlay>() {
  static const Type type = [] {
    Type described;
    described.form = Form::Free;
    described.name = "overlay";
    described.doc = "paths of the blueprint, each with its value";
    described.laid_over = true;
    described.emplace = [](void* value) {
      static_cast<Overlay*>(value)->given = true;
      return value;
    };
    described.is_set = [](const void* value) { return static_cast<const Overlay*>(value)->given; };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<Scenario>() {
  static const Type type = record<Scenario>(
      "a scenario",
      "A state of the same system: blueprints that define it differ from their base by `set`, all "
      "others are as they are.",
      scenario_fields);
  return type;
}

template <>
const Type& type_of<Suppression>() {
  static const Type type =
      record<Suppression>("an entry of `ignore`", "A warning or advice that is known and accepted.",
                          suppression_fields);
  return type;
}

template <>
const Type& type_of<Blueprint>() {
  static const Type type = record<Blueprint>(
      "a blueprint", "One region or concern of a system, compiled into its stacks.",
      blueprint_fields);
  return type;
}

}  // namespace fields
}  // namespace btsinfra
