#include "stages/lower/logical_ids.h"

#include <algorithm>
#include <map>

#include "services/kind.h"
#include "support/edit_distance.h"
#include "support/overloaded.h"

namespace btsinfra {
namespace {

using Visit = std::function<void(const cfn::Symbol&)>;

void each_symbol(const cfn::Value& value, const Visit& visit) {
  std::visit(Overloaded{
                 [&](const cfn::Symbol& symbol) { visit(symbol); },
                 [&](const cfn::List& list) {
                   for (const cfn::Value& item : list) each_symbol(item, visit);
                 },
                 [&](const cfn::Map& map) {
                   for (const auto& [key, item] : map) each_symbol(item, visit);
                 },
                 [&](const cfn::Text& text) {
                   for (const cfn::Value& part : text.parts) each_symbol(part, visit);
                 },
                 [&](const cfn::Intrinsic& function) {
                   for (const cfn::Value& argument : function.argument)
                     each_symbol(argument, visit);
                 },
                 [](const auto&) {},
             },
             value.data);
}

class IdCheck {
 public:
  IdCheck(const ResolvedSystem& system, const Lowered& lowered, Diagnostics& diags)
      : system_(system), lowered_(lowered), diags_(diags) {
    for (const Component& component : system.components()) {
      if (component.tainted || component.faulty) incomplete_.push_back(component.blueprint);
    }
  }

  void run() {
    collisions();
    for (const LoweredResource& resource : lowered_.resources) {
      check_uses(resource);
    }
  }

 private:
  void collisions() {
    for (const LoweredResource& resource : lowered_.resources) {
      const std::string& id = resource.resource.logical_id;
      auto [found, fresh] = owners_.emplace(std::pair{resource.blueprint, id}, &resource);
      if (fresh) continue;
      const Component& first = system_.component(found->second->component);
      const Component& second = system_.component(resource.component);
      Report report = diags_.report(Id::LogicalIdTaken, system_.at(second),
                                    "`{}` and `{}` would both make the logical id `{}`",
                                    second.label(), first.label(), id);
      report.note(system_.at(first), "the other is here").help("rename one of the two");
    }
    for (const auto& [key, parameter] : lowered_.parameters) {
      auto found = owners_.find(key);
      if (found == owners_.end()) continue;
      const Component& owner = system_.component(found->second->component);
      diags_
          .report(Id::LogicalIdTaken,
                  system_.places().key(Place{key.first, Path({"parameters", key.second})}),
                  "the parameter `{}` has the logical id of a resource of `{}`", key.second,
                  owner.label())
          .note(system_.at(owner), "the component is here")
          .help("rename the parameter: a template holds an id once");
    }
  }

  void check_uses(const LoweredResource& resource) {
    auto check = [&](std::size_t blueprint, const std::string& id) {
      if (owners_.contains({blueprint, id})) return;
      if (std::find(incomplete_.begin(), incomplete_.end(), blueprint) != incomplete_.end()) return;
      std::vector<std::string> ids;
      for (const auto& [key, owner] : owners_) {
        if (key.first == blueprint) ids.push_back(key.second);
      }
      auto near = nearest(id, ids);
      diags_
          .report(Id::UnknownLogicalId, system_.places().reference(resource.origin, id),
                  "the blueprint makes no resource and has no parameter `{}`", id)
          .help(near ? did_you_mean(*near)
                     : "the manifest of a build lists the logical ids of every stack");
    };
    auto visit = [&](const cfn::Symbol& symbol) { check(symbol.blueprint, symbol.logical_id); };
    each_symbol(resource.resource.properties, visit);
    each_symbol(resource.resource.metadata, visit);
    if (resource.resource.creation_policy) each_symbol(*resource.resource.creation_policy, visit);
    if (resource.resource.update_policy) each_symbol(*resource.resource.update_policy, visit);
    for (const std::string& id : resource.resource.depends_on) check(resource.blueprint, id);
  }

  const ResolvedSystem& system_;
  const Lowered& lowered_;
  Diagnostics& diags_;
  std::map<std::pair<std::size_t, std::string>, const LoweredResource*> owners_;
  std::vector<std::size_t> incomplete_;  // blueprints of which something was not lowered
};

}  // namespace

void check_logical_ids(const ResolvedSystem& system, const Lowered& lowered, Diagnostics& diags) {
  IdCheck(system, lowered, diags).run();
}

}  // namespace btsinfra
