#include "stages/check/taken_names.h"

#include <algorithm>
#include <utility>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/scenarios.h"
#include "diag/ids/stacks.h"
#include "support/function_ref.h"

namespace btsinfra {
namespace {

struct Named {
  const Stack& stack;
  const cfn::Resource& resource;
  const ResourceOrigin& origin;
};

void each_name(const Plan& plan, FunctionRef<void(const cfn::AccountName&, const Named&)> visit) {
  for (const Stack& stack : plan.stacks) {
    for (const cfn::Resource& resource : stack.body.resources) {
      std::vector<cfn::AccountName> names = cfn::internet_names(resource);
      if (auto name = cfn::literal_name(resource, stack.region.name())) names.push_back(*name);
      if (names.empty()) continue;
      const Named named{stack, resource, stack.resources.at(resource.logical_id)};
      for (const cfn::AccountName& name : names) visit(name, named);
    }
  }
}

Span place_of(const cfn::AccountName& name, const Named& named, const Places& places) {
  const std::size_t blueprint = named.origin.place.blueprint;
  const Place override{blueprint, Path({"overrides", named.resource.logical_id})};
  for (const Place& place : {override, named.origin.place}) {
    const Span words = places.words(place, name.name);
    if (words.known()) return words;
  }
  return places.key(named.origin.place);
}

// What an environment can do about it.
std::string help(const cfn::AccountName& name, const std::string& environment) {
  if (name.type == "AWS::Route53::RecordSet") {
    return "set other `names` in the environment `" + environment +
           "`, or, of records among which Route 53 chooses, another `routing.id`";
  }
  if (name.type == "AWS::Route53::HostedZone") {
    return "give the environment `" + environment + "` a domain of its own, as `staging." +
           name.name + "`";
  }
  if (name.type == "AWS::CloudFront::Distribution") {
    return "set other `aliases` in the environment `" + environment + "`";
  }
  return "set another name in the environment `" + environment +
         "`, or leave names out: CloudFormation then makes them";
}

}  // namespace

void TakenNames::add(std::size_t system, const std::string& name, const StateView& state,
                     Diagnostics& diags) {
  if (state.plan == nullptr) return;
  const Places& places = state.system->places();
  const std::string environment = state.state->environment ? state.state->name : "";
  const std::string shown = state.state->is_base()     ? "the base"
                            : state.state->environment ? "the environment `" + environment + "`"
                                                       : "the scenario `" + state.state->name + "`";
  each_name(*state.plan, [&](const cfn::AccountName& taken, const Named& named) {
    std::vector<Owner>& owners = owners_[taken];
    const auto own = std::find_if(owners.begin(), owners.end(),
                                  [&](const Owner& owner) { return owner.system == system; });
    if (own != owners.end() && own->environment == environment) return;
    const Span here = place_of(taken, named, places);
    if (own == owners.end()) {
      if (taken.worldwide && !owners.empty()) {
        const Owner& other = owners.front();
        diags
            .report(ids::WorldwideName, here,
                    "`{}` is the name of a resource of type {} of the system `{}`, too, and there "
                    "is one of that name in the world",
                    taken.name, taken.type, other.name)
            .note(other.place, "the other is here")
            .help("give one of them another name");
      }
      owners.push_back({system, name, environment, shown, here});
      return;
    }
    Report report = diags.report(ids::EnvironmentName, here,
                                 "`{}` is the name of a resource of type {} of {}, too", taken.name,
                                 taken.type, own->state);
    if (own->place != here) report.note(own->place, "the other is here");
    report.help(help(taken, environment.empty() ? own->environment : environment));
  });
}

void check_handed_on(const std::vector<StateView>& states, std::size_t index, Diagnostics& diags) {
  const StateView& entered = states[index];
  if (entered.plan == nullptr || entered.state->is_base() || entered.state->environment) return;
  std::map<cfn::AccountName, std::pair<const Named, const StateView*>> before;
  for (std::size_t b = 0; b < entered.system->system().blueprints.size(); ++b) {
    const StateView* view = last_with(states, index, b);
    if (view == nullptr || view->plan == nullptr) continue;
    each_name(*view->plan, [&](const cfn::AccountName& name, const Named& named) {
      if (named.stack.blueprint == b) before.try_emplace(name, named, view);
    });
  }
  each_name(*entered.plan, [&](const cfn::AccountName& name, const Named& now) {
    const auto found = before.find(name);
    // Route 53 makes a second zone of one name, so no deployment fails of it.
    if (found == before.end() || name.type == "AWS::Route53::HostedZone") return;
    const auto& [old, view] = found->second;
    if (old.stack.blueprint == now.stack.blueprint &&
        old.resource.logical_id == now.resource.logical_id) {
      return;
    }
    const bool lost = entered.state->lost.contains(old.stack.blueprint);
    diags
        .report(ids::PhysicalNameTaken, place_of(name, now, entered.system->places()),
                "`{}` is still the name of a resource of type {} when `{}` is entered", name.name,
                name.type, entered.state->name)
        .note(place_of(name, old, view->system->places()),
              lost ? "this one stands in what is lost, where nothing deletes it"
                   : "which this one has until then")
        .help(lost ? "give what is made there another name"
                   : "give it another name: CloudFormation makes what is new before it deletes "
                     "what is gone");
  });
}

}  // namespace btsinfra
