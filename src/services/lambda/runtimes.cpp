#include "services/lambda/runtimes.h"

#include <algorithm>
#include <iterator>

namespace btsinfra {
namespace {

constexpr Runtime table[] = {
#define BTS_RUNTIME(name, deprecated, creation_blocked, update_blocked, successor) \
  {name, deprecated, creation_blocked, update_blocked, successor},
#include "services/lambda/runtimes.def"
#undef BTS_RUNTIME
};

}  // namespace

std::span<const Runtime> runtimes() { return table; }

const Runtime* find_runtime(std::string_view name) {
  const auto* found = std::find_if(std::begin(table), std::end(table),
                                   [name](const Runtime& known) { return known.name == name; });
  return found == std::end(table) ? nullptr : found;
}

std::string_view newest_python() { return table[0].name; }

}  // namespace btsinfra
