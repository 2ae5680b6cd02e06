#include "btsinfra/program/handle.h"

namespace btsinfra::detail {

std::string component_path(std::string_view blueprint, std::string_view key,
                           std::string_view name) {
  std::string path(blueprint);
  path.append(".").append(key).append(".").append(name);
  return path;
}

Reference attribute_of(const Reference& component, std::string_view attribute) {
  std::string path = component.path;
  path.append(".").append(attribute);
  return Reference{std::move(path)};
}

}  // namespace btsinfra::detail
