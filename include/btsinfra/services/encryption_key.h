// Encryption keys: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct EncryptionKey {
  ComponentOptions options{};

  bool operator==(const EncryptionKey&) const = default;
};

}  // namespace btsinfra
