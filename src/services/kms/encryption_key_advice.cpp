// What would be better in a key that works.
#include "btsinfra/services/encryption_key.h"

#include "diag/ids/security.h"
#include "services/advising.h"
#include "services/kms/encryption_key.h"

namespace btsinfra {

void EncryptionKeyKind::advise(const Component& component, const Advising& advising) const {
  if (component.as<EncryptionKey>().rotation) return;
  advising.diags
      .report(ids::KeyNotRotated, advising.system.at(component, "rotation"),
              "`{}` encrypts with the same material for ever", component.label())
      .help("leave `rotation` out: what is encrypted already stays readable");
}

}  // namespace btsinfra
