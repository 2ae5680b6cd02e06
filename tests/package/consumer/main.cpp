// What somebody else's program sees of an installed btsinfra.
#include <btsinfra/btsinfra.h>

#include "all_headers.h"

using namespace btsinfra;
using namespace btsinfra::literals;

int main(int argc, char** argv) {
  constexpr Cidr vpc = "10.0.0.0/16"_cidr;
  SystemBuilder system("consumer");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  seoul.network(Network{.cidr = vpc,
                        .zones = {"a", "c"},
                        .subnets = {{"private", {.cidrs = {vpc.subnet(24, 0), vpc.subnet(24, 1)}}}},
                        .nat = Nat::None});
  const auto logs = seoul.buckets.add("logs", Bucket{.expire = 30, .expire_old_versions = 30});
  seoul.buckets.add("media", Bucket{.access_logs = logs});
  return btsinfra::main(argc, argv, system);
}
