// Encryption keys: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

// AWS services that use a key by themselves, on behalf of nobody: only the key's own policy can
// admit them.
enum class KeyService : std::uint8_t { Cloudfront, Cloudwatch, Events, Logs };

struct EncryptionKey {
  std::string description{};
  std::string alias{};  // "alias/data"; none: made of the names of system, blueprint and component
  bool rotation = true;
  int rotation_period = 365;  // days
  int deletion_wait = 30;     // days
  std::vector<KeyService> services{};
  ComponentOptions options{};

  bool operator==(const EncryptionKey&) const = default;
};

}  // namespace btsinfra
