// Peerings: 3380-3399.
#include "diag/ids/peerings.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> peerings() {
  static constexpr Entry entries[] = {
      {ids::PeerNotNamed, R"(A peering joins this blueprint's network with another one, which `with`
names: a blueprint of the system by its name, or a VPC outside it.

Wrong:

    peerings:
      virginia: {}

Right:

    peerings:
      virginia: {with: virginia}
)"},
      {ids::PeerIncomplete, R"(Of a blueprint of the system everything is known: its VPC, region and
addresses, and the routes of both sides are made. Of a VPC outside the system the
blueprint must say what the connection and this side's routes are made of: `vpc_id`,
`region` (without it the VPC would be sought in the own region and not be found) and
`cidrs`; and if it is in another account, `account` and the `role` that accepts the
request there (Amazon VPC Peering Guide, "Create a VPC peering connection";
CloudFormation reference, AWS::EC2::VPCPeeringConnection). The routes of the other side
are made where that VPC is made, from the id in this stack's outputs.

Wrong:

    peerings:
      partner:
        with: {account: "123456789012", vpc_id: vpc-0123456789abcdef0}

Right:

    peerings:
      partner:
        with:
          account: "123456789012"
          role: arn:aws:iam::123456789012:role/AcceptPeering
          region: ap-northeast-1
          vpc_id: vpc-0123456789abcdef0
          cidrs: [10.9.0.0/16]
)"},
      {ids::PeerIdentity,
       R"(The id of a VPC reads `vpc-` with 8 or 17 hexadecimal digits, the number
of an account has twelve digits, leading zeros included (so it stands in quotes), and the
role is given by its ARN and belongs to the account that owns the VPC: it is what that
account lets accept the request. CloudFormation would find out when it creates the
connection.

Wrong:

    with: {account: "1234", vpc_id: BTS-VPC, …}

Right:

    with: {account: "123456789012", vpc_id: vpc-0123456789abcdef0, …}
)"},
      {ids::PeeringWithoutNetwork,
       R"(A peering is declared by one of the two blueprints whose networks
it joins, the requester. A blueprint without `network:` has nothing to join.

Wrong, in edge.yaml, which has no network:

    peerings:
      virginia: {with: virginia}

Right, in seoul.yaml or in virginia.yaml:

    peerings:
      virginia: {with: virginia}
)"},
      {ids::PeeredWithItself,
       R"(A peering joins two VPCs. Inside one every subnet reaches every other
without it; what may connect is said by `allow` alone.

Wrong, in seoul.yaml:

    peerings:
      seoul: {with: seoul}

Right:

    peerings:
      virginia: {with: virginia}
)"},
      {ids::PeeredTwice, R"(Between two VPCs there is one connection at most; a second request fails
(Amazon VPC Peering Guide, "VPC peering limitations"). One of the two blueprints declares
it, and the routes of both sides are made from that.

Wrong:

    # seoul.yaml
    peerings:
      virginia: {with: virginia}
    # virginia.yaml
    peerings:
      seoul: {with: seoul}

Right: one of the two, with the tiers of both sides if they are not the private ones.

    # seoul.yaml
    peerings:
      virginia: {with: virginia, tiers: [private], peer_tiers: [private, data]}
)"},
      {ids::PeeringRing, R"(The peering stack of a blueprint holds the connections that it requests
and its routes over connections that others request of it, so it is created after the
peering stacks of those others. If `a` requests of `b`, `b` of `c` and `c` of `a`, none
can be first. Who requests makes no difference to the traffic: turn one round.

Wrong:

    # a.yaml
    peerings: {b: {with: b}}
    # b.yaml
    peerings: {c: {with: c}}
    # c.yaml
    peerings: {a: {with: a}}

Right:

    # a.yaml
    peerings: {b: {with: b}, c: {with: c}}
    # b.yaml
    peerings: {c: {with: c}}
)"},
      {ids::PeeringTier, R"(`tiers` names tiers of the own network, `peer_tiers` those of the other
blueprint's. Routes stand in the tables of these tiers, each leading to the subnets of the
other side's.

Wrong, where virginia's tiers are `public` and `private`:

    peerings:
      virginia: {with: virginia, peer_tiers: [privat]}

Right:

    peerings:
      virginia: {with: virginia, peer_tiers: [private]}
)"},
      {ids::PeeringWithoutTier,
       R"(Unless told otherwise, the private tiers of both networks take part
in a peering. Where one has none, no table would get a route, and a connection without
routes on both sides carries nothing (Amazon VPC Peering Guide, "Update your route tables
for a VPC peering connection").

Wrong, where all tiers of virginia are isolated:

    peerings:
      virginia: {with: virginia}

Right:

    peerings:
      virginia: {with: virginia, peer_tiers: [data]}
)"},
      {ids::PeerOverlap, R"(A request between VPCs whose blocks overlap fails, and a route table has
one route for a destination: addresses of a network outside the system must not meet the
own VPC, the on-premises ranges, or those of another network that this one is peered with
(Amazon VPC Peering Guide, "VPC peering limitations"). Within the system this is checked
for all networks, whether peered or not.

Wrong, in a VPC of 10.0.0.0/16:

    peerings:
      partner: {with: {vpc_id: vpc-0123456789abcdef0, cidrs: [10.0.128.0/17], …}}

Right:

    peerings:
      partner: {with: {vpc_id: vpc-0123456789abcdef0, cidrs: [10.9.0.0/16], …}}
)"},
      {ids::PeerPartition, R"(The regions of China, of AWS GovCloud and of the European Sovereign
Cloud are partitions of their own: with own accounts, and without any connection to the
rest. Networks of two partitions are joined as those of two providers are, by a VPN.

Wrong, in a blueprint of ap-northeast-2, where `beijing` is one of cn-north-1:

    peerings:
      beijing: {with: beijing}

Right: blueprints of regions of one partition.

    peerings:
      virginia: {with: virginia}
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
