#include "diag/explain.h"

#include <map>

#include "diag/explain/tables.h"
#include "support/check.h"

namespace btsinfra {
namespace {

std::map<Id, std::string_view> all_explanations() {
  std::map<Id, std::string_view> result;
  for (const std::span<const explain::Entry> table :
       {explain::reading(),      explain::programs(),     explain::names_and_addresses(),
        explain::network(),      explain::compute(),      explain::load_balancers(),
        explain::databases(),    explain::caches(),       explain::buckets(),
        explain::scenarios(),    explain::suppressions(), explain::containers(),
        explain::secrets(),      explain::peerings(),     explain::dns(),
        explain::certificates(), explain::accelerators(), explain::distributions(),
        explain::web_acls(),     explain::media(),        explain::events(),
        explain::replicas(),     explain::stacks(),       explain::resource_schemas(),
        explain::security(),     explain::resilience()}) {
    for (const explain::Entry& entry : table) {
      const bool first = result.emplace(entry.id, entry.text).second;
      BTS_CHECK(first, "an id is explained twice: " + id_text(entry.id));
    }
  }
  return result;
}

}  // namespace

std::string_view explanation(Id id) {
  static const std::map<Id, std::string_view> explanations = all_explanations();
  const auto found = explanations.find(id);
  return found == explanations.end() ? std::string_view{} : found->second;
}

}  // namespace btsinfra
