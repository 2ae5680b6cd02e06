#include "services/lowering.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/names_and_addresses.h"
#include "services/tags.h"
#include "support/check.h"

namespace btsinfra {

cfn::Resource& Lowering::add(const Component& component, Layer layer, std::string logical_id,
                             std::string type) {
  return add_in(component.blueprint, component, layer, std::move(logical_id), std::move(type))
      .resource;
}

LoweredResource& Lowering::add_in(std::size_t blueprint, const Component& component, Layer layer,
                                  std::string logical_id, std::string type) {
  LoweredResource lowered;
  lowered.blueprint = blueprint;
  lowered.component = component.id;
  lowered.layer = layer;
  lowered.origin = component.place;
  lowered.resource.logical_id = std::move(logical_id);
  lowered.resource.type = std::move(type);
  const std::string label = system_.label_in(blueprint, component);
  lowered.resource.comment = label;
  constexpr std::size_t usual_properties = 6;
  lowered.resource.properties.reserve(usual_properties);
  lowered.resource.metadata.set("btsinfra", cfn::Map{{"component", label}});
  lowered_.resources.push_back(std::move(lowered));
  return lowered_.resources.back();
}

void Lowering::gate(const Component& component, Layer layer, std::string type,
                    std::vector<std::pair<std::string, cfn::Value>> facts, std::string remedy) {
  // What two components of a stack wait for is waited for once.
  const bool asked =
      std::any_of(lowered_.gates.begin(), lowered_.gates.end(), [&](const LoweredGate& gate) {
        return gate.blueprint == component.blueprint && gate.layer == layer && gate.type == type &&
               gate.facts == facts;
      });
  if (asked) return;
  lowered_.gates.push_back({component.blueprint, layer, std::move(type), std::move(facts),
                            std::move(remedy), component.place});
}

void Lowering::expose(cfn::Symbol value, std::string description) {
  lowered_.outputs.push_back({std::move(value), std::move(description)});
}

cfn::Value Lowering::parameter(const Component& component, const std::string& name,
                               cfn::Parameter parameter) {
  auto [found, fresh] = lowered_.parameters.try_emplace({component.blueprint, name}, parameter);
  if (!fresh && found->second != parameter) name_taken(component, name, "parameter");
  return cfn::ParameterSymbol{static_cast<std::uint32_t>(component.blueprint), name};
}

void Lowering::mapping(const Component& component, const std::string& name, cfn::Map mapping) {
  auto [found, fresh] = lowered_.mappings.try_emplace({component.blueprint, name}, mapping);
  if (!fresh && found->second != mapping) name_taken(component, name, "mapping");
}

void Lowering::name_taken(const Component& component, const std::string& name,
                          std::string_view what) {
  const Place own{component.blueprint, Path({"parameters", name})};
  diags_
      .report(ids::LogicalIdTaken, system_.places().key(own),
              "`{}` is the name of a {} that the compiler makes for `{}`", name, what,
              component.label())
      .note(system_.at(component), "it is needed here")
      .help("choose another name");
}

std::string Lowering::default_name(const Component& component) const {
  std::string name = system_.system().name + "-" + system_.blueprint(component).name;
  if (!component.name.empty()) name += "-" + component.name;
  return name;
}

cfn::Value Lowering::symbol(const Component& component, std::string_view logical_id,
                            std::string_view attribute) {
  return cfn::Symbol{static_cast<std::uint32_t>(component.blueprint), logical_id, attribute};
}

cfn::Value Lowering::text(const Component& from, const Text& text) const {
  if (text.empty()) return "";
  if (const std::string* words = text.literal()) return *words;
  cfn::Text value;
  for (const Text::Part& part : text.parts()) {
    if (const auto* words = std::get_if<std::string>(&part)) {
      value.parts.emplace_back(*words);
    } else {
      value.parts.push_back(reference(from, std::get<Reference>(part)));
    }
  }
  return value;
}

cfn::Value Lowering::reference(const Component& from, const Reference& reference) const {
  auto found = system_.lookup(from.blueprint, reference.path, "");
  if (const auto* target = std::get_if<ReferenceTarget>(&found)) {
    const Kind& kind = *target->component->kind;
    if (!target->component->tainted && target->described()) {
      return kind.value(*target->component, target->attribute_name(), system_);
    }
  }
  // What names nothing, or something refused, was reported, and so nothing of this will be written.
  BTS_CHECK(diags_.has_errors() || system_.incomplete(),
            "lowering sees only references that were resolved");
  return "";
}

cfn::List Lowering::subnet_ids(const Component& tier) const {
  cfn::List ids;
  for (const SubnetBlock& block : system_.blocks(tier)) {
    ids.push_back(symbol(tier, upper_camel(tier.name) + "Subnet" + upper_camel(block.zone)));
  }
  return ids;
}

cfn::List Lowering::tags(const Component& component, const Tags& own,
                         const cfn::Value& name) const {
  std::map<std::string, cfn::Value> merged;
  for (const auto& [key, value] : system_.blueprint(component).tags) {
    if (merged.size() > most_tags) break;  // which is refused: they would stand on every resource
    merged[key] = text(component, value);
  }
  merged["Name"] = name;
  for (const auto& [key, value] : own) merged[key] = text(component, value);
  cfn::List tags;
  for (auto& [key, value] : merged) {
    tags.emplace_back(cfn::Map{{"Key", key}, {"Value", std::move(value)}});
  }
  return tags;
}

namespace {

template <class T>
std::vector<const T*> addressed_to(const std::vector<T>& all, ComponentId to) {
  std::vector<const T*> received;
  for (const T& contribution : all) {
    if (contribution.to == to) received.push_back(&contribution);
  }
  return received;
}

}  // namespace

std::vector<const Ingress*> Lowering::ingress(const Component& to) const {
  return addressed_to(contributions_.ingress, to.id);
}
std::vector<const Target*> Lowering::targets(const Component& to) const {
  return addressed_to(contributions_.targets, to.id);
}
std::vector<const Grant*> Lowering::grants(const Component& to) const {
  return addressed_to(contributions_.grants, to.id);
}
std::vector<const PolicyStatement*> Lowering::policy_statements(const Component& to) const {
  return addressed_to(contributions_.policy_statements, to.id);
}

std::string upper_camel(std::string_view name) {
  std::string camel;
  bool upper = true;
  for (char c : name) {
    if (c == '_' || c == '-') {
      upper = true;
    } else {
      camel += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      upper = false;
    }
  }
  return camel;
}

}  // namespace btsinfra
