// TLS certificates: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct HostedZone;

enum class KeyAlgorithm : std::uint8_t { Rsa2048, EcP256, EcP384 };

// Requested from AWS Certificate Manager and validated by records in hosted zones.
struct Certificate {
  std::vector<std::string> names{};  // the first is the certificate's own
  Ref<HostedZone> zone{};
  std::vector<Ref<HostedZone>> zones{};  // further ones, for names outside `zone`
  KeyAlgorithm key_algorithm = KeyAlgorithm::Rsa2048;
  bool transparency = true;  // shown in public logs; browsers refuse it without
  ComponentOptions options{};

  bool operator==(const Certificate&) const = default;
};

}  // namespace btsinfra
