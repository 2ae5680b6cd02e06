// What of a network is settled when it is made: the addresses. CloudFormation makes another VPC or
// subnet for other ones, and everything in it would have to move (AWS CloudFormation,
// AWS::EC2::VPC and AWS::EC2::Subnet: CidrBlock, "Update requires: Replacement").
#include <algorithm>

#include "btsinfra/services/network.h"

#include "diag/ids/network.h"
#include "services/network/network.h"
#include "services/network/subnets.h"
#include "services/resolved.h"

namespace btsinfra {

void NetworkKind::check_transition(const Component& before, const ResolvedSystem& left,
                                   const Component& after, const ResolvedSystem& entered,
                                   Diagnostics& diags) const {
  const std::optional<Cidr>& was = before.as<Network>().cidr;
  const std::optional<Cidr>& is = after.as<Network>().cidr;
  if (!was || !is || *was == *is) return;
  diags
      .report(ids::NetworkReplaced, entered.at(after, "cidr"),
              "the VPC's block is settled when it is made: {} instead of {} makes another VPC",
              is->to_string(), was->to_string())
      .note(left.at(before, "cidr"), "the state before")
      .help("leave it as it is, or make the other network in a blueprint of its own");
}

void SubnetKind::check_transition(const Component& before, const ResolvedSystem& left,
                                  const Component& after, const ResolvedSystem& entered,
                                  Diagnostics& diags) const {
  const std::vector<SubnetBlock>& old = left.blocks(before);
  for (const SubnetBlock& block : entered.blocks(after)) {
    const auto was = std::find_if(old.begin(), old.end(),
                                  [&](const SubnetBlock& each) { return each.zone == block.zone; });
    if (was == old.end() || was->cidr == block.cidr) continue;
    const char* const field = after.as<SubnetTier>().size ? "size" : "cidrs";
    diags
        .report(ids::NetworkReplaced, entered.at(after, field),
                "a subnet's block is settled when it is made: {} instead of {} in zone {} makes "
                "another subnet, and what stands in the old one is in its way",
                block.cidr.to_string(), was->cidr.to_string(), block.zone)
        .note(left.at(before, field), "the state before")
        .help("leave the blocks as they are, or add another tier");
    return;
  }
}

}  // namespace btsinfra
