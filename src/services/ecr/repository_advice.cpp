// What would be better in a repository that works.
#include "btsinfra/services/repository.h"

#include "diag/ids/security.h"
#include "services/advising.h"
#include "services/ecr/repository.h"

namespace btsinfra {

void RepositoryKind::advise(const Component& component, const Advising& advising) const {
  const auto& repository = component.as<Repository>();
  if (!repository.immutable) {
    advising.diags
        .report(ids::MutableTags, advising.system.at(component, "immutable"),
                "a tag of `{}` can be given to another image, and then runs in its place",
                component.label())
        .help("leave `immutable` out, and push every image under a tag of its own");
  }
  if (!repository.scan) {
    advising.diags
        .report(ids::ImagesNotScanned, advising.system.at(component, "scan"),
                "images of `{}` are not looked through for known vulnerabilities",
                component.label())
        .help("leave `scan` out: scanning on push costs nothing");
  }
}

}  // namespace btsinfra
