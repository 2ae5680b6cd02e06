#include "services/alias_target.h"

#include "services/kind.h"

namespace btsinfra {

const AliasTarget* alias_target(const Component& component) {
  return dynamic_cast<const AliasTarget*>(component.kind);
}

}  // namespace btsinfra
