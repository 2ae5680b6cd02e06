// How much memory classes of EC2 instances have, where their names tell.
#pragma once

#include <optional>
#include <string_view>

namespace btsinfra {

// In MiB; of families whose ratio of memory to processors is well known (t, m, c and r), nothing of
// others.
[[nodiscard]] std::optional<int> instance_memory(std::string_view instance_class);

}  // namespace btsinfra
