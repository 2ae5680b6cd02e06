// What of a repository is settled when it is made: its encryption. CloudFormation makes another one
// for another key, which cannot have the name while the old one has it.
#include "diag/ids/containers.h"
#include "services/ecr/repository.h"
#include "services/named.h"

namespace btsinfra {

void RepositoryKind::check_transition(const Component& before, const ResolvedSystem& left,
                                      const Component& after, const ResolvedSystem& entered,
                                      Diagnostics& diags) const {
  const auto& was = before.as<Repository>();
  const auto& is = after.as<Repository>();
  if (is.name.empty() || is.name != was.name) return;
  if (named(before, was.key, left) == named(after, is.key, entered)) return;
  diags
      .report(ids::RepositoryReplaced, entered.at(after, "key"),
              "another `key` makes another, empty repository, and `{}` is still the name of this "
              "one",
              is.name)
      .note(left.at(before, "key"), "the state before")
      .help("leave it as it was, or add another component and push the images there");
}

}  // namespace btsinfra
