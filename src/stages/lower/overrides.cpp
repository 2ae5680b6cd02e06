#include "stages/lower/overrides.h"

#include "btsinfra/model/blueprint.h"

#include "diag/ids/names_and_addresses.h"
#include "services/lowering.h"
#include "services/raw/free_form.h"
#include "services/raw/policy_keys.h"
#include "services/raw/raw_resource.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

void merge(cfn::Map& into, const cfn::Map& over);

void merge_value(cfn::Map& into, const std::string& key, const cfn::Value& value) {
  if (value.as<cfn::Null>() != nullptr) {
    into.erase(key);
    return;
  }
  const auto* inner = value.as<cfn::Map>();
  cfn::Value* present = into.find(key);
  if (inner != nullptr && present != nullptr && present->as<cfn::Map>() != nullptr) {
    merge(*present->as<cfn::Map>(), *inner);
  } else if (inner != nullptr) {
    cfn::Map fresh;
    merge(fresh, *inner);  // without its nulls
    into.set(key, std::move(fresh));
  } else {
    into.set(key, value);
  }
}

void merge(cfn::Map& into, const cfn::Map& over) {
  for (const auto& [key, value] : over) merge_value(into, key, value);
}

class Overrides {
 public:
  Overrides(const ResolvedSystem& system, const Contributions& contributions, Lowered& lowered,
            Diagnostics& diags)
      : system_(system),
        lowered_(lowered),
        diags_(diags),
        lowering_(system, contributions, lowered, diags) {}

  void apply(std::size_t blueprint) {
    for (const auto& [id, override] : system_.system().blueprints[blueprint].overrides) {
      Place place{blueprint, Path({"overrides", id})};
      if (LoweredResource* resource = find(blueprint, id)) {
        apply_one(*resource, override, place);
      } else {
        unknown(blueprint, id, place);
      }
    }
  }

 private:
  LoweredResource* find(std::size_t blueprint, const std::string& id) {
    for (LoweredResource& resource : lowered_.resources) {
      if (resource.blueprint == blueprint && resource.resource.logical_id == id) return &resource;
    }
    return nullptr;
  }

  void unknown(std::size_t blueprint, const std::string& id, const Place& place) {
    if (system_.incomplete(blueprint)) return;  // of what was refused nothing is lowered
    std::vector<std::string> ids;
    for (const LoweredResource& resource : lowered_.resources) {
      if (resource.blueprint == blueprint) ids.push_back(resource.resource.logical_id);
    }
    auto near = nearest(id, ids);
    diags_
        .report(ids::UnknownLogicalId, system_.places().key(place),
                "the blueprint makes no resource `{}`", id)
        .help(near ? did_you_mean(*near)
                   : "the manifest of a build lists the logical ids of every stack");
  }

  void apply_one(LoweredResource& resource, const Override& override, const Place& place) {
    cfn::Resource& target = resource.resource;
    const Component& component = system_.component(resource.component);
    if (!override.type.empty() && override.type != target.type) {
      diags_
          .report(ids::TypeChanged, system_.places().value(place / "Type"),
                  "`{}` is of type {} and cannot become {}", target.logical_id, target.type,
                  override.type)
          .note(system_.at(component), "it is made for " + component.label())
          .help("leave `Type` out, or write a resource of your own under `resources:`");
      return;
    }
    check_policies(place, target.type, override.deletion_policy, override.update_replace_policy,
                   system_, diags_);
    check_policy_keys(place, override.creation_policy, override.update_policy, system_, diags_);
    resource.origin = place;
    merge(target.properties, map_from_free_form(component, override.properties, lowering_));
    merge(target.metadata, map_from_free_form(component, override.metadata, lowering_));
    for (const std::string& id : override.depends_on) target.depends_on.push_back(id);
    if (!override.deletion_policy.empty()) target.deletion_policy = override.deletion_policy;
    if (!override.update_replace_policy.empty()) {
      target.update_replace_policy = override.update_replace_policy;
    }
    lay_over(target.creation_policy, component, override.creation_policy);
    lay_over(target.update_policy, component, override.update_policy);
  }

  void lay_over(std::optional<cfn::Value>& into, const Component& component,
                const FreeValue& value) {
    if (std::holds_alternative<std::monostate>(value.data)) return;
    cfn::Value over = from_free_form(component, value, lowering_);
    const auto* map = over.as<cfn::Map>();
    if (map == nullptr) {
      into = std::move(over);
      return;
    }
    if (!into || into->as<cfn::Map>() == nullptr) into = cfn::Map{};
    merge(*into->as<cfn::Map>(), *map);  // without its nulls, also where there was nothing
  }

  const ResolvedSystem& system_;
  Lowered& lowered_;
  Diagnostics& diags_;
  Lowering lowering_;
};

}  // namespace

void apply_overrides(const ResolvedSystem& system, const Contributions& contributions,
                     Lowered& lowered, Diagnostics& diags) {
  Overrides overrides(system, contributions, lowered, diags);
  for (std::size_t b = 0; b < system.system().blueprints.size(); ++b) {
    if (!system.lost(b)) overrides.apply(b);
  }
}

}  // namespace btsinfra
