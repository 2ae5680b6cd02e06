// The system once its names, references and addresses are settled: what checks, contributions and
// lowering read.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "btsinfra/model/text.h"
#include "btsinfra/services/forward.h"
#include "btsinfra/types/cidr.h"
#include "btsinfra/types/region.h"

#include "model/places.h"
#include "services/component.h"

namespace btsinfra {

struct Attribute;

// One subnet of a tier: a tier has one in each zone of its network.
struct SubnetBlock {
  std::string zone;  // letter
  Cidr cidr;
};

// What a reference names.
struct ReferenceTarget {
  const Component* component = nullptr;
  std::string attribute;  // empty: the component itself

  // The attribute that a value gets: the one that is named, or the one that the component alone
  // stands for.
  [[nodiscard]] std::string_view attribute_name() const;
  // The same as its kind describes it; nothing where it has no such attribute.
  [[nodiscard]] std::optional<Attribute> described() const;
};

// A reference in a component's settings that names a component, by whatever key it stands.
struct ComponentUse {
  ComponentId user = 0;
  ComponentId used = 0;
  std::string path;       // as it is written
  std::string attribute;  // empty: the component itself, or what it alone stands for
  Place place;
  std::string_view exact_kind;  // the kind of component that alone will do there; empty: any
  bool for_value = false;       // of one of its attributes; else for the component itself
  bool orders = false;          // whoever uses is made after what it uses
};

enum class LookupFault : std::uint8_t {
  NoSuchKind,
  NoSuchBlueprint,
  NoSuchComponent,
  NotShared,  // of another blueprint, which this kind does not admit
};

struct FailedLookup {
  LookupFault fault{};
  std::string what;                // the word that names nothing
  std::vector<std::string> names;  // what it could have been
  Place where{};                   // NoSuchComponent: where it would stand
};

class ResolvedSystem {
 public:
  ResolvedSystem(const System& system, const Places& places);
  ResolvedSystem(const ResolvedSystem&) = delete;
  ResolvedSystem& operator=(const ResolvedSystem&) = delete;

  [[nodiscard]] const System& system() const { return system_; }
  [[nodiscard]] const Blueprint& blueprint(const Component& component) const;
  [[nodiscard]] const Region& region(const Component& component) const;
  [[nodiscard]] const Places& places() const { return places_; }
  // Where a value of the component stands: at(c, "multi_az").
  [[nodiscard]] Span at(const Component& component, std::string_view field) const;
  [[nodiscard]] Span at(const Component& component) const;

  [[nodiscard]] const std::vector<Component>& components() const { return components_; }
  [[nodiscard]] const Component& component(ComponentId id) const { return components_[id]; }
  // nullptr where there is none. The network has the name "".
  [[nodiscard]] const Component* find(std::size_t blueprint, std::string_view kind,
                                      std::string_view name) const;
  [[nodiscard]] const Component* find(std::size_t blueprint, const Kind& kind,
                                      std::string_view name) const;
  // What `path` means in that blueprint; a bare name means a component of `bare_kind`.
  [[nodiscard]] std::variant<ReferenceTarget, FailedLookup> lookup(
      std::size_t blueprint, std::string_view path, std::string_view bare_kind) const;
  // The component a checked reference names; nullptr where the reference is empty or failed its
  // check.
  [[nodiscard]] const Component* target(const Component& from, const Reference& reference,
                                        std::string_view bare_kind = "") const;

  // What the component is called in that blueprint, for messages: "databases.main" in its own, and
  // "seoul.databases.main" elsewhere.
  [[nodiscard]] std::string label_in(std::size_t blueprint, const Component& component) const;

  // What the component names, as far as it is there, in the order of its settings.
  [[nodiscard]] std::span<const ComponentUse> uses_by(const Component& user) const;
  // Where the component is named, in the order of those who name it; itself may be among them.
  [[nodiscard]] std::vector<const ComponentUse*> uses_of(const Component& used) const;
  // The attribute that a value which names it so gets, as its kind describes it.
  [[nodiscard]] std::optional<Attribute> described(const ComponentUse& use) const;

  // The blocks of a subnet tier, in the order of the network's zones; empty where they could not be
  // settled.
  [[nodiscard]] const std::vector<SubnetBlock>& blocks(const Component& tier) const;

  // Whether the state being built has lost the blueprint: it is not built and nothing may lean on
  // it, but its names, regions and addresses are still known.
  [[nodiscard]] bool lost(std::size_t blueprint) const { return lost_.contains(blueprint); }

  // Whether something of the blueprint was refused, so that not all it would make need be there.
  [[nodiscard]] bool incomplete(std::size_t blueprint) const {
    return incomplete_.contains(blueprint);
  }

  // Whether something anywhere was refused.
  [[nodiscard]] bool incomplete() const { return !incomplete_.empty(); }

  // The day by which facts that were true on `facts_date` are judged.
  [[nodiscard]] std::string_view judged_on(std::string_view facts_date) const {
    return today_.empty() ? facts_date : std::string_view(today_);
  }

  // For the resolver, while it builds this.
  void set_today(std::string today) { today_ = std::move(today); }
  void taint(ComponentId id) { components_[id].tainted = true; }
  void mark_lost(std::size_t blueprint) { lost_.insert(blueprint); }
  void mark_incomplete(std::size_t blueprint) { incomplete_.insert(blueprint); }
  void set_blocks(ComponentId tier, std::vector<SubnetBlock> blocks) {
    blocks_[tier] = std::move(blocks);
  }

 private:
  // From `first` to in front of `last`.
  struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  void list_components();
  void list_uses();

  const System& system_;
  const Places& places_;
  std::vector<Component> components_;
  // Those of one kind in a blueprint, by name.
  std::map<std::pair<std::size_t, const Kind*>, Range> of_kind_;
  std::vector<ComponentUse> uses_;
  // By component: its part of `uses_`, and the indices there at which it is named.
  std::vector<Range> uses_by_;
  std::vector<std::vector<std::size_t>> uses_of_;
  std::map<ComponentId, std::vector<SubnetBlock>> blocks_;
  std::set<std::size_t> incomplete_;
  std::set<std::size_t> lost_;
  std::string today_;  // empty: each fact by its own date
};

}  // namespace btsinfra
