// Through which a service turns a component into resources.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/services/common.h"

#include "services/contributions.h"
#include "services/kind.h"
#include "services/lowered.h"
#include "services/resolved.h"

namespace btsinfra {

class Lowering {
 public:
  Lowering(const ResolvedSystem& system, const Contributions& contributions, Lowered& lowered,
           Diagnostics& diags)
      : system_(system), contributions_(contributions), lowered_(lowered), diags_(diags) {}

  [[nodiscard]] const ResolvedSystem& system() const { return system_; }
  [[nodiscard]] Diagnostics& diags() { return diags_; }

  // A resource of the component in `layer`; a service passes `options.stack.value_or(<usual>)` for
  // what the author may move. The reference is valid until the next `add`.
  cfn::Resource& add(const Component& component, Layer layer, std::string logical_id,
                     std::string type);
  // The same in the stack of another blueprint, as the accepter's routes of a peering.
  LoweredResource& add_in(std::size_t blueprint, const Component& component, Layer layer,
                          std::string logical_id, std::string type);
  // What must be true outside before the component's stack of that layer can succeed.
  void gate(const Component& component, Layer layer, std::string type,
            std::vector<std::pair<std::string, cfn::Value>> facts, std::string remedy);
  // Shows a value in the stack's outputs even if no other stack uses it.
  void expose(cfn::Symbol value, std::string description);
  // A template parameter and the value that reads it. A name that is taken by another one is
  // reported: neither may silently become the other. The same holds for mappings.
  cfn::Value parameter(const Component& component, const std::string& name,
                       cfn::Parameter parameter);
  void mapping(const Component& component, const std::string& name, cfn::Map mapping);

  // ---- values -----------------------------------------------------------------------------------
  [[nodiscard]] static cfn::Value symbol(const Component& component, std::string_view logical_id,
                                         std::string_view attribute = "");
  [[nodiscard]] cfn::Value text(const Component& from, const Text& text) const;
  template <class T>
  [[nodiscard]] cfn::Value late(const Component& from, const Late<T>& late) const {
    if (late.literal() != nullptr) return cfn::Value(*late.literal());
    return reference(from, *late.reference());
  }
  // The value of the attribute that a checked reference names.
  [[nodiscard]] cfn::Value reference(const Component& from, const Reference& reference) const;
  // What a thing is called in Name tags where it has no name of its own:
  // "<system>-<blueprint>[-<component>]".
  [[nodiscard]] std::string default_name(const Component& component) const;
  // The ids of a tier's subnets, in the order of the network's zones.
  [[nodiscard]] cfn::List subnet_ids(const Component& tier) const;
  // Tags of the blueprint, then Name, then those of the component; a later one wins.
  [[nodiscard]] cfn::List tags(const Component& component, const Tags& own,
                               const cfn::Value& name) const;

  // ---- what others contributed to this component -----------------------------------------------
  [[nodiscard]] std::vector<const Ingress*> ingress(const Component& to) const;
  [[nodiscard]] std::vector<const Target*> targets(const Component& to) const;
  [[nodiscard]] std::vector<const Grant*> grants(const Component& to) const;
  [[nodiscard]] std::vector<const PolicyStatement*> policy_statements(const Component& to) const;

 private:
  void name_taken(const Component& component, const std::string& name, std::string_view what);

  const ResolvedSystem& system_;
  const Contributions& contributions_;
  Lowered& lowered_;
  Diagnostics& diags_;
};

// The parts of a logical id: "web_servers" -> "WebServers".
[[nodiscard]] std::string upper_camel(std::string_view name);

}  // namespace btsinfra
