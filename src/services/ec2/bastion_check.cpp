// What a bastion needs beyond what every instance does: the internet, and somebody who may
// enter.
#include "btsinfra/services/compute.h"
#include "btsinfra/services/network.h"

#include "diag/ids/compute.h"
#include "services/ec2/bastion.h"
#include "services/ec2/bastion_settings.h"
#include "services/resolved.h"
#include "services/tags.h"

namespace btsinfra {
namespace {

void check_subnets(const Component& component, const Bastion& bastion, const ResolvedSystem& system,
                   Diagnostics& diags) {
  const Component* tier = system.target(component, bastion.subnets.target(), "subnets");
  if (tier == nullptr || tier->as<SubnetTier>().access == Access::Public) return;
  diags
      .report(ids::BastionNotPublic, system.at(component, "subnets"),
              "a bastion needs a public tier, and `{}` is not one", tier->name)
      .note(system.at(*tier), "the tier is declared here")
      .help(
          "name a tier with `access: public`; machines in private ones can be logged in to without "
          "a bastion through Session Manager");
}

void check_way_in(const Component& component, const Bastion& bastion, const ResolvedSystem& system,
                  Diagnostics& diags) {
  if (bastion.session_manager || !bastion.allow.empty()) return;
  diags.report(ids::BastionUnreachable, system.at(component), "nobody can log in to this bastion")
      .help("say in `allow` where administrators come from, or write `session_manager: true`");
}

}  // namespace

void BastionKind::check(const Component& component, const ResolvedSystem& system,
                        Diagnostics& diags) const {
  const auto& bastion = component.as<Bastion>();
  check_subnets(component, bastion, system, diags);
  check_way_in(component, bastion, system, diags);
  check_instance(component, instance_settings(bastion), system, diags);
  check_tags(component.place / "tags", bastion.options.tags, system, diags);
}

}  // namespace btsinfra
