// NAT on an instance: the cheap way out for small or test systems.
#pragma once

#include "btsinfra/services/network.h"

#include "services/lowering.h"

namespace btsinfra {

// One instance in the tier's first zone that translates for all private subnets, its security group
// and its address.
void lower_nat_instance(const Component& network_component, const Network& network,
                        const Component& public_tier, Lowering& lowering);

// The logical id of the NAT gateway or instance that serves a zone.
[[nodiscard]] std::string nat_id(const Network& network, std::string_view zone);

}  // namespace btsinfra
