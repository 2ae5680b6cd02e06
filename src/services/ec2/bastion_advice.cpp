// What would be better in a bastion that works.
#include "btsinfra/services/compute.h"
#include "btsinfra/services/network.h"

#include "services/advising.h"
#include "services/ec2/bastion.h"

namespace btsinfra {

void BastionKind::advise(const Component& component, const Advising& advising) const {
  const auto& bastion = component.as<Bastion>();
  advise_open_ports(component, bastion.allow, {}, advising);
}

}  // namespace btsinfra
