// What one entry of `secrets` names: where ECS fetches the value of a variable from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "btsinfra/model/text.h"

#include "services/contributions.h"
#include "services/lowering.h"

namespace btsinfra {

// Why the entry names nothing that ECS could fetch; nothing where it does.
struct SecretFault {
  std::string message;
  std::string help;
};
[[nodiscard]] std::optional<SecretFault> secret_fault(const Component& component,
                                                      const Text& source,
                                                      const ResolvedSystem& system);

// What fetching it takes; for checked entries.
[[nodiscard]] std::vector<Statement> secret_statements(const Component& component,
                                                       const Text& source,
                                                       const Lowering& lowering);

}  // namespace btsinfra
