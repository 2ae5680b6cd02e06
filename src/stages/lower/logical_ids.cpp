#include "stages/lower/logical_ids.h"

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "diag/ids/names_and_addresses.h"
#include "services/kind.h"
#include "services/raw/written_references.h"
#include "services/value_walk.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

class IdCheck {
 public:
  IdCheck(const ResolvedSystem& system, const Lowered& lowered, Diagnostics& diags)
      : system_(system), lowered_(lowered), diags_(diags) {}

  void run() {
    collisions();
    for (const LoweredResource& resource : lowered_.resources) {
      check_uses(resource);
    }
  }

 private:
  using Key = std::pair<std::size_t, std::string_view>;  // blueprint, logical id

  void collisions() {
    for (const LoweredResource& resource : lowered_.resources) {
      const std::string& id = resource.resource.logical_id;
      auto [found, fresh] = owners_.emplace(Key{resource.blueprint, id}, &resource);
      if (fresh) continue;
      // A component that makes an id twice has a name twice, which its own check has reported.
      if (found->second->component == resource.component && system_.incomplete()) continue;
      const Component& first = system_.component(found->second->component);
      const Component& second = system_.component(resource.component);
      Report report = diags_.report(ids::LogicalIdTaken, system_.at(second),
                                    "`{}` and `{}` would both make the logical id `{}`",
                                    second.label(), first.label(), id);
      report.note(system_.at(first), "the other is here").help("rename one of the two");
    }
    for (const auto& [key, parameter] : lowered_.parameters) {
      auto found = owners_.find(Key{key.first, key.second});
      if (found == owners_.end()) continue;
      const Component& owner = system_.component(found->second->component);
      diags_
          .report(ids::LogicalIdTaken,
                  system_.places().key(Place{key.first, Path({"parameters", key.second})}),
                  "the parameter `{}` has the logical id of a resource of `{}`", key.second,
                  owner.label())
          .note(system_.at(owner), "the component is here")
          .help("rename the parameter: a template holds an id once");
    }
  }

  // The id that was probably meant. Each guess walks over all ids, and nobody reads that many
  // findings.
  std::optional<std::string> near_id(std::size_t blueprint, const std::string& id) {
    constexpr std::size_t most_guesses = 100;
    if (++guesses_ > most_guesses) return std::nullopt;
    std::vector<std::string> ids;
    for (const auto& [key, owner] : owners_) {
      if (key.first == blueprint) ids.emplace_back(key.second);
    }
    return nearest(id, ids);
  }

  void check_uses(const LoweredResource& resource) {
    std::set<Key> missing;
    auto check = [&](std::size_t blueprint, std::string_view id) {
      if (owners_.contains({blueprint, id})) return;
      if (system_.lost(blueprint)) return;  // told as a reference to what is lost
      // What the author did not write himself names what another component makes: where that was
      // refused, it is told there.
      const std::vector<std::string>& keys = resource.origin.path.keys();
      const bool written =
          !keys.empty() && (keys.front() == "resources" || keys.front() == "overrides");
      if (written ? system_.incomplete(blueprint) : system_.incomplete()) return;
      missing.insert({blueprint, id});
    };
    auto visit = [&](const cfn::Symbol& symbol) { check(symbol.blueprint(), symbol.logical_id()); };
    for (const auto& [key, value] : resource.resource.properties) each_symbol(value, visit);
    for (const auto& [key, value] : resource.resource.metadata) each_symbol(value, visit);
    if (resource.resource.creation_policy) each_symbol(*resource.resource.creation_policy, visit);
    if (resource.resource.update_policy) each_symbol(*resource.resource.update_policy, visit);
    for (const std::string& id : resource.resource.depends_on) check(resource.blueprint, id);
    if (!missing.empty()) report_missing(resource, missing);
  }

  void report_missing(const LoweredResource& resource, const std::set<Key>& missing) {
    std::map<Key, std::vector<Span>> places;
    for (const Key& key : missing) places[key];
    for (const WrittenReference& written :
         written_references(resource.blueprint, resource.resource.logical_id, system_)) {
      const auto found = places.find({written.blueprint, written.id});
      if (found != places.end()) found->second.push_back(written.id_span);
    }
    for (auto& [key, spans] : places) {
      const std::string id(key.second);
      const auto near = near_id(key.first, id);
      // What a component of the compiler's refers to is written nowhere.
      if (spans.empty()) spans.push_back(system_.places().reference(resource.origin, id));
      for (const Span& span : spans) {
        diags_
            .report(ids::UnknownLogicalId, span,
                    "the blueprint makes no resource and has no parameter `{}`", id)
            .help(near ? did_you_mean(*near)
                       : "the manifest of a build lists the logical ids of every stack");
      }
    }
  }

  const ResolvedSystem& system_;
  const Lowered& lowered_;
  Diagnostics& diags_;
  std::map<Key, const LoweredResource*> owners_;
  std::size_t guesses_ = 0;
};

}  // namespace

void check_logical_ids(const ResolvedSystem& system, const Lowered& lowered, Diagnostics& diags) {
  IdCheck(system, lowered, diags).run();
}

}  // namespace btsinfra
