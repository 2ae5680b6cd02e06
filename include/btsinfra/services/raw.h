// The escape hatches: CloudFormation as it is.
#pragma once

#include "btsinfra/model/value.h"
#include "btsinfra/services/common.h"

namespace btsinfra {

// A resource of the user's own; the key is its logical id.
struct RawResource {
  std::string type{};  // AWS::Service::Type
  std::optional<Layer> stack{};
  std::vector<std::string> depends_on{};
  std::string deletion_policy{};
  std::string update_replace_policy{};
  FreeValue properties{};
  FreeValue metadata{};
  FreeValue creation_policy{};
  FreeValue update_policy{};

  bool operator==(const RawResource&) const = default;
};

// Laid over a resource that the compiler made; the key is its logical id. Maps merge, lists and
// scalars replace, null removes.
struct Override {
  std::string type{};  // only to be told that it may not change
  std::vector<std::string> depends_on{};
  std::string deletion_policy{};
  std::string update_replace_policy{};
  FreeValue properties{};
  FreeValue metadata{};
  FreeValue creation_policy{};
  FreeValue update_policy{};

  bool operator==(const Override&) const = default;
};

}  // namespace btsinfra
