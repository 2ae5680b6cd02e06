// What a service provides for one kind of component. The stages know kinds only through this
// interface, and services.def lists them: no stage has an `if` on a kind.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/services/forward.h"
#include "btsinfra/services/parameters.h"
#include "btsinfra/services/raw.h"

#include "diag/diagnostics.h"
#include "model/fields.h"
#include "services/component.h"
#include "services/contributions.h"
#include "services/records.h"

namespace btsinfra {

class ResolvedSystem;
class Contributor;
class Lowering;
struct Advising;

// A value that other components may use: `${{ databases.main.endpoint }}`.
struct Attribute {
  std::string_view name;
  std::string_view doc;
  fields::ValueType type = fields::ValueType::Text;
  bool secret = false;  // may not enter user data, tags or outputs
  bool constant =
      false;  // known without the resource: using it imports nothing and waits for nothing
  bool address = false;  // where to connect to what has a security group
  fields::Meaning meaning = fields::Meaning::Unsaid;
  bool granted = false;  // of use only to who may read or write the component
};

// Addresses that a component takes in each subnet of a tier.
struct Placement {
  const Component* tier = nullptr;
  std::size_t addresses = 0;
};

// What a `reads:` or `writes:` entry asks for.
enum class AccessKind : std::uint8_t { Read, Write };

class Kind {
 public:
  virtual ~Kind() = default;

  // The key at the top of a blueprint, as references write it: "databases".
  [[nodiscard]] virtual std::string_view key() const = 0;
  // In messages: "database".
  [[nodiscard]] virtual std::string_view noun() const = 0;
  // Calls back with every component of the kind, by name.
  virtual void each(
      const Blueprint& blueprint,
      FunctionRef<void(const std::string& name, const void* settings)> visit) const = 0;
  // Where the record of that name stands.
  [[nodiscard]] virtual Path path(std::string_view name) const;
  // Its settings' description, for the walk over values.
  [[nodiscard]] virtual const fields::Type& type() const = 0;

  [[nodiscard]] virtual std::span<const Attribute> attributes() const { return {}; }
  // The attribute of that name; a kind whose attributes are open answers for any.
  [[nodiscard]] virtual std::optional<Attribute> attribute(const Component& component,
                                                           std::string_view name) const;
  // The attribute that a reference without one means; empty: none does.
  [[nodiscard]] virtual std::string_view default_attribute() const { return ""; }
  // Whether components of other blueprints may name it.
  [[nodiscard]] virtual bool shared() const { return true; }

  // What holds for one component (and those it names) beyond types, required fields and bounds.
  virtual void check(const Component& component, const ResolvedSystem& system,
                     Diagnostics& diags) const;
  virtual void contribute(const Component& component, Contributor& contributor) const;
  virtual void lower(const Component& component, Lowering& lowering) const;

  // The value of an attribute that `attribute` knows.
  [[nodiscard]] virtual cfn::Value value(const Component& component, std::string_view attribute,
                                         const ResolvedSystem& system) const;
  // Whether it keeps data that other components ask for over the network.
  [[nodiscard]] virtual bool holds_data() const { return false; }
  // Where it stands, for the count of addresses.
  [[nodiscard]] virtual std::vector<Placement> placements(const Component& component,
                                                          const ResolvedSystem& system) const;
  // The literal texts that its default attribute can have, as far as the blueprint tells: of a
  // parameter those allowed, else its default. Empty: nobody knows before the deployment.
  [[nodiscard]] virtual std::vector<std::string> possible_values(const Component& component) const;
  // The logical id of its security group, in its blueprint's network stack; empty: it has none.
  [[nodiscard]] virtual std::string security_group(const Component& component) const;
  // The components whose security groups its network interfaces bear, each in its own blueprint:
  // itself where it has a group; for containers in the network of their hosts, those hosts.
  [[nodiscard]] virtual std::vector<const Component*> group_owners(
      const Component& component, const ResolvedSystem& system) const;
  // What may not happen to a deployed component between two states of the system: `before` is it in
  // the state that is left, `after` in the one that is entered.
  virtual void check_transition(const Component& before, const ResolvedSystem& left,
                                const Component& after, const ResolvedSystem& entered,
                                Diagnostics& diags) const;
  // The same of a component that the state that is left did not have.
  virtual void check_arrival(const Component& after, const ResolvedSystem& left,
                             const ResolvedSystem& entered, Diagnostics& diags) const;
  // What would be better though it deploys, for `lint`.
  virtual void advise(const Component& component, const Advising& advising) const;
  // The IAM statements that reading or writing it takes; empty: it cannot be.
  [[nodiscard]] virtual std::vector<Statement> access(const Component& component, AccessKind access,
                                                      const ResolvedSystem& system) const;
};

// The components of one kind in a blueprint, by name (registry.cpp). Declared here without the
// blueprint's parts, so that a change to one service's settings rebuilds that service alone.
template <class Settings>
const std::map<std::string, Settings>& components_of(const Blueprint& blueprint);
template <>
const std::map<std::string, Parameter>& components_of(const Blueprint& blueprint);
template <>
const std::map<std::string, RawResource>& components_of(const Blueprint& blueprint);
#define BTS_KIND(key, Settings, Behaviour) \
  template <>                              \
  const std::map<std::string, Settings>& components_of(const Blueprint& blueprint);
#include "btsinfra/services/services.def"
#undef BTS_KIND

// A kind that is a map at the top of a blueprint.
template <class Settings>
class MapKind : public Kind {
 public:
  void each(const Blueprint& blueprint,
            FunctionRef<void(const std::string&, const void*)> visit) const override {
    for (const auto& [name, settings] : components_of<Settings>(blueprint)) {
      visit(name, &settings);
    }
  }
  [[nodiscard]] const fields::Type& type() const override { return fields::type_of<Settings>(); }
};

// Every kind, in the order of services.def.
[[nodiscard]] std::span<const Kind* const> all_kinds();
// The kind of that key; nullptr where there is none.
[[nodiscard]] const Kind* find_kind(std::string_view key);

}  // namespace btsinfra
