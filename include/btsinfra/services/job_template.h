// Templates of video jobs: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct MediaJobTemplate {
  ComponentOptions options{};

  bool operator==(const MediaJobTemplate&) const = default;
};

}  // namespace btsinfra
