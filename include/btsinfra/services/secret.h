// Generated secrets: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Secret {
  ComponentOptions options{};

  bool operator==(const Secret&) const = default;
};

}  // namespace btsinfra
