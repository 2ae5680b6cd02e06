// What DNS records can be aliases of, and accelerators can have behind them. A kind whose
// components have such an address also implements this, beside the attributes `zone_id` and the one
// that `AliasTraits` names: records and accelerators know no service.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/path.h"
#include "services/component.h"

namespace btsinfra {

class ResolvedSystem;

struct AliasTraits {
  bool ipv6 = false;          // has AAAA addresses beside its A addresses
  bool judged = true;         // Route 53 can evaluate its health
  bool private_only = false;  // its addresses are those of a VPC
  std::string_view name_attribute = "dns_name";
};

// A certificate that whoever asks for a name is shown, and by whom.
struct ShownCertificate {
  const Component* certificate = nullptr;
  const Component* by = nullptr;
};

// Who of the internet gets an answer on a port.
enum class Reach : std::uint8_t { Nobody, Some, Everybody };
// What those lack who get none.
enum class Lack : std::uint8_t { Listener, Certificate, Admission };
struct Reachability {
  Reach reach = Reach::Everybody;
  std::string why{};  // of less than everybody, in the words of a message
  Place where{};      // what decides it
  Lack lack = Lack::Listener;
};

class AliasTarget {
 public:
  AliasTarget() = default;
  AliasTarget(const AliasTarget&) = delete;
  AliasTarget& operator=(const AliasTarget&) = delete;
  virtual ~AliasTarget() = default;

  [[nodiscard]] virtual AliasTraits alias_traits(const Component& component) const = 0;
  // The certificates among those of the system; one that a parameter or an ARN gives is not known.
  [[nodiscard]] virtual std::vector<ShownCertificate> shown_certificates(
      const Component& /*component*/, const ResolvedSystem& /*system*/) const {
    return {};
  }
  // Whether it answers requests for that name: a distribution answers for its own alone.
  [[nodiscard]] virtual bool answers(const Component& /*component*/,
                                     std::string_view /*host*/) const {
    return true;
  }
  [[nodiscard]] virtual Reachability reachability(const Component& /*component*/,
                                                  std::uint16_t /*port*/,
                                                  const ResolvedSystem& /*system*/) const {
    return {};
  }
};

// nullptr: nothing can be an alias of such a component.
[[nodiscard]] const AliasTarget* alias_target(const Component& component);

}  // namespace btsinfra
