#include "stages/contribute/contribute.h"

#include "services/contributor.h"
#include "services/kind.h"

namespace btsinfra {
namespace {

// What lost components asked of buckets that remain still says where the buckets' policies stand: a
// policy cannot be made in one stack while another stack has it. So it stays where it was, without
// what it said of them. Nothing else that is lost counts, and nobody is told of its faults.
void keep_places(const ResolvedSystem& system, Contributions& contributions) {
  Contributions lost;
  Diagnostics unheard;
  Contributor contributor(system, lost, unheard);
  for (const Component& component : system.components()) {
    if (!component.tainted && system.lost(component.blueprint)) {
      component.kind->contribute(component, contributor);
    }
  }
  for (PolicyStatement& asked : lost.policy_statements) {
    if (system.lost(system.component(asked.to).blueprint)) continue;
    asked.statement = {};
    contributions.policy_statements.push_back(std::move(asked));
  }
}

}  // namespace

Contributions contribute(const ResolvedSystem& system, Diagnostics& diags) {
  Contributions contributions;
  Contributor contributor(system, contributions, diags);
  for (const Component& component : system.components()) {
    if (!component.tainted && !system.lost(component.blueprint)) {
      component.kind->contribute(component, contributor);
    }
  }
  keep_places(system, contributions);
  return contributions;
}

}  // namespace btsinfra
