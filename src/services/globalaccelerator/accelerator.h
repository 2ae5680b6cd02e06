// The kind `accelerators`.
#pragma once

#include "btsinfra/services/accelerator.h"

#include "services/kind.h"

namespace btsinfra {

class AcceleratorKind : public MapKind<Accelerator> {
 public:
  static constexpr std::string_view summary =
      "Fixed addresses in front of several regions (AWS Global Accelerator), by name.";

  [[nodiscard]] std::string_view key() const override { return "accelerators"; }
  [[nodiscard]] std::string_view noun() const override { return "accelerator"; }
};

}  // namespace btsinfra
