#include "services/component.h"

#include "services/kind.h"

namespace btsinfra {

std::string Component::label() const {
  std::string label(kind->key());
  if (!name.empty()) label += "." + name;
  return label;
}

}  // namespace btsinfra
