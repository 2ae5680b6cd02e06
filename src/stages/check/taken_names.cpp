#include "stages/check/taken_names.h"

#include <optional>
#include <utility>
#include <vector>

#include "diag/ids/scenarios.h"

namespace btsinfra {

void TakenNames::add(const std::string& system, const StateView& state, Diagnostics& diags) {
  if (state.plan == nullptr) return;
  const Places& places = state.system->places();
  for (const Stack& stack : state.plan->stacks) {
    for (const cfn::Resource& resource : stack.body.resources) {
      std::vector<cfn::AccountName> names = cfn::internet_names(resource);
      if (auto name = cfn::literal_name(resource, stack.region.name())) names.push_back(*name);
      for (const cfn::AccountName& name : names) {
        const Place& component = stack.resources.at(resource.logical_id).place;
        Span here = places.words(component, name.name);
        if (!here.known()) here = places.key(component);
        take(name, {system, state.state->name, here}, diags);
      }
    }
  }
}

void TakenNames::take(const cfn::AccountName& name, Owner owner, Diagnostics& diags) {
  const auto [found, fresh] = owners_.try_emplace(name, owner);
  const Owner& other = found->second;
  if (fresh || owner.is(other)) return;
  if (owner.system != other.system) {
    if (!name.worldwide) return;
    diags
        .report(ids::WorldwideName, owner.place,
                "`{}` is the name of a resource of type {} of the system `{}`, too, and there is "
                "one of that name in the world",
                name.name, name.type, other.system)
        .note(other.place, "the other is here")
        .help("give one of them another name");
    return;
  }
  const std::string whose =
      other.environment.empty() ? "the base" : "the environment `" + other.environment + "`";
  Report report = diags.report(ids::EnvironmentName, owner.place,
                               "`{}` is the name of a resource of type {} of {}, too", name.name,
                               name.type, whose);
  if (other.place != owner.place) report.note(other.place, "the other is here");
  report.help("set another name in the environment `" + owner.environment +
              "`, or leave names out: CloudFormation then makes them");
}

}  // namespace btsinfra
