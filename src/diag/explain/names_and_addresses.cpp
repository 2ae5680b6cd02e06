// Names, references and addresses: 2xxx.
#include "diag/ids/names_and_addresses.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> names_and_addresses() {
  static constexpr Entry entries[] = {
      {ids::UnknownKind, R"(A reference reads [blueprint.]kind.name[.attribute]. Its first word is
neither a kind of component (`buckets`, `databases`, `network` …) nor a blueprint of
this system. Kinds are written as the keys at the top of a blueprint: in the plural,
with `_`.

Wrong:

    user_data: aws s3 ls ${{ bucket.code.name }}
    reads: [soul.buckets.code]

Right:

    user_data: aws s3 ls ${{ buckets.code.name }}
    reads: [seoul.buckets.code]

Other blueprints are known only when they lie in the same folder and bear the same
`system:`.
)"},
      {ids::UnknownComponent,
       R"(The kind exists, but no component of that name is declared under it,
in this blueprint or in the one that the reference names. CloudFormation would notice
only while deploying.

Wrong:

    buckets:
      code: {}
    autoscaling:
      web: {reads: [buckets.htdocs], …}

Right:

    autoscaling:
      web: {reads: [buckets.code], …}

Tiers of subnets are named like components: `subnets.private`. A component of another
blueprint needs that blueprint's name in front: `seoul.buckets.code`.
)"},
      {ids::UnknownAttribute, R"(The component exists, but it has no value of that name. The help
lists the values that it has; some exist only with certain settings, as a database's
`name` only with `database:`.

Wrong:

    SetEnv DB_HOST ${{ databases.main.host }}

Right:

    SetEnv DB_HOST ${{ databases.main.endpoint }}

docs/language.md lists the values of every kind. Of a raw resource any name is passed on
to CloudFormation's Fn::GetAtt, and `Ref` gives what its Ref gives.
)"},
      {ids::WrongKind, R"(The field names a component of one kind and got another, or got a value of
a component where the component itself is meant.

Wrong:

    autoscaling:
      web: {subnets: buckets.code, reads: [buckets.media.arn], …}

Right:

    autoscaling:
      web: {subnets: private, reads: [buckets.media], …}

A field that can name only one kind takes the bare name; `subnets.private` means the
same.
)"},
      {ids::WrongValueType, R"(The value that the reference gives is of another type than the field
takes, so the deployment would fail, or succeed with nonsense.

Wrong:

    parameters:
      Cpu: {type: string, default: "75"}
    autoscaling:
      web: {target_cpu: "${{ parameters.Cpu }}", …}

Right:

    parameters:
      Cpu: {type: integer, default: "75"}

Of a parameter, `type:` decides. A text field takes values of every type.
)"},
      {ids::DependencyCycle, R"(Each component of the circle uses a value of the next, so none of
them can be created first. The marks show the reference that makes each step.

Wrong:

    autoscaling:
      web: {user_data: "echo ${{ autoscaling.batch.name }}", …}
      batch: {user_data: "echo ${{ autoscaling.web.name }}", …}

Right: take one reference out, and let that side learn the value later, from a parameter
or while it runs:

    autoscaling:
      web: {user_data: "echo ${{ autoscaling.batch.name }}", …}
      batch: {user_data: "echo started", …}

`allow` makes no circles: rules of security groups are resources of their own, so two
components may let each other in.
)"},
      {ids::SubnetOverlap, R"(Two subnets of a VPC share addresses, which EC2 refuses (Amazon VPC
User Guide, "Subnet CIDR blocks"). A /22 holds four /24: 10.0.4.0/22 reaches to
10.0.7.255.

Wrong:

    subnets:
      public:  {cidrs: [10.0.0.0/24, 10.0.4.0/22]}
      private: {cidrs: [10.0.1.0/24, 10.0.5.0/24]}

Right:

    subnets:
      public:  {cidrs: [10.0.0.0/24, 10.0.4.0/22]}
      private: {cidrs: [10.0.1.0/24, 10.0.8.0/24]}

The help names the next block that is free. Or leave the choice to the compiler: `size:
24` instead of `cidrs`. A deployed subnet cannot get another block: it is replaced.
)"},
      {ids::SubnetOutsideVpc, R"(A subnet's block is a part of its VPC's (Amazon VPC User Guide,
"Subnet CIDR blocks"). 10.0.0.0/16 reaches from 10.0.0.0 to 10.0.255.255.

Wrong:

    network:
      cidr: 10.0.0.0/16
      subnets:
        private: {cidrs: [10.1.1.0/24, 10.1.3.0/24]}

Right:

    network:
      cidr: 10.0.0.0/16
      subnets:
        private: {cidrs: [10.0.1.0/24, 10.0.3.0/24]}
)"},
      {ids::NetworkOverlap, R"(Two VPCs of the system, or a VPC and a range under `on_premises`,
share addresses. Such networks can never be connected: a peering between them fails, and
a router would not know which of the two is meant (Amazon VPC Peering Guide, "VPC
peering limitations"). A VPC's block cannot be changed later, so this is found before
the first deployment or not cheaply.

Wrong, with 10.0.0.0/16 in seoul.yaml, in virginia.yaml:

    network: {cidr: 10.0.0.0/16, …}

Right:

    network: {cidr: 172.16.0.0/16, …}

Choose the block that holds nothing yet; moving a VPC means building it anew.
)"},
      {ids::BadCidr, R"(An address block is four numbers from 0 to 255 and a prefix length from 0 to
32, as 10.0.0.0/16: the prefix says how many of the 32 bits are common to all addresses
of the block. Numbers have no leading zeros, since some programs read those as octal.

Wrong:

    allow: [58.237.166.233, 10.0.0.256/24, 010.0.0.0/8]

Right:

    allow: [58.237.166.233/32, 10.0.0.0/24, 10.0.0.0/8]

A single address is a block of 32 bits. IPv6 is not part of the language.
)"},
      {ids::HostBits, R"(The address has bits set behind its prefix: 10.0.3.7/24 names the block
10.0.3.0/24 and, of it, the host 7. AWS knows blocks only; what it does not refuse it
cuts off without a word (Amazon EC2 API Reference, CreateVpc: CidrBlock). Which of the
two you meant cannot be told.

Wrong:

    cidrs: [10.0.1.0/24, 10.0.3.7/24]

Right, if the block was meant:

    cidrs: [10.0.1.0/24, 10.0.3.0/24]

or, if the one host was meant, as in `allow`:

    allow: [10.0.3.7/32]
)"},
      {ids::BlockSize,
       R"(A VPC and a subnet have from 16 (/28) to 65,536 (/16) addresses (Amazon VPC
User Guide, "VPC CIDR blocks" and "Subnet CIDR blocks"). A smaller number behind the
slash is a larger block.

Wrong:

    network:
      cidr: 10.0.0.0/8
      subnets:
        private: {cidrs: [10.0.1.0/29]}

Right:

    network:
      cidr: 10.0.0.0/16
      subnets:
        private: {cidrs: [10.0.1.0/28]}

AWS keeps five addresses of every subnet, so a /28 has 11 to give and a /24 has 251.
)"},
      {ids::SubnetCount, R"(A tier has one subnet in each zone of the network, so `cidrs` holds one
block for each zone, in the order of `zones`. Or it holds none, and `size` asks for
blocks.

Wrong:

    zones: [a, c]
    subnets:
      public:  {cidrs: [10.0.0.0/24]}
      private: {cidrs: [10.0.1.0/24, 10.0.3.0/24], size: 24}

Right:

    zones: [a, c]
    subnets:
      public:  {cidrs: [10.0.0.0/24, 10.0.2.0/24]}
      private: {size: 24}
)"},
      {ids::NoRoomForSubnet, R"(A tier asks by `size` for a block in each zone, and between what is
given and what was settled before no gap of that size is left in the VPC. Blocks begin
at multiples of their own size, so two small ones in the wrong places can spoil a large
gap.

Wrong:

    network:
      cidr: 10.0.0.0/24
      zones: [a, c]
      subnets:
        public:  {cidrs: [10.0.0.0/28, 10.0.0.128/28]}
        private: {size: 25}

Right: a smaller block (a larger number), or the given ones side by side:

        public:  {cidrs: [10.0.0.0/28, 10.0.0.16/28]}
        private: {size: 26}

Blocks in the lock file never move by themselves.
)"},
      {ids::SubnetTooSmall, R"(What is placed in the subnet may need more addresses than it has. AWS
keeps the first four and the last of each (Amazon VPC User Guide, "Subnet CIDR blocks");
a load balancer may take eight in each of its subnets while it scales (Elastic Load
Balancing, "Subnets for your load balancer"). It would work on the first day and stop at
the first rush.

Wrong, for four load balancers:

    subnets:
      public: {cidrs: [10.0.0.0/27, 10.0.0.32/27]}

Right:

    subnets:
      public: {cidrs: [10.0.0.0/24, 10.0.1.0/24]}

The notes list what needs how many. A deployed subnet cannot grow: add a second tier and
move components there.
)"},
      {ids::LockOutdated, R"(With `--locked` a build takes the address blocks from the lock file and
settles nothing by itself, and the lock file does not hold what the blueprint asks for:
a tier with `size:`, a zone or another size came after it, or it was not committed.

Wrong, in CI:

    btsinfra build blueprints/seoul.yaml --locked

after an edit that nobody built. Right: build once without the flag, look at the change,
and commit both files.

    btsinfra build blueprints/seoul.yaml
    git diff blueprints/seoul.lock.json
    git add blueprints/seoul.yaml blueprints/seoul.lock.json

Only what is new is settled; a block that is in the file stays where it is.
)"},
      {ids::NotShared, R"(Some components belong to their blueprint alone. Into the subnets of
another network nothing of this one can be placed; another blueprint's parameters are
given to its own stacks only.

Wrong, in web.yaml:

    bastions:
      admin: {subnets: seoul.subnets.public}

Right:

    bastions:
      admin: {subnets: public}

with a tier `public` in the blueprint's own network, or the bastion moved into
seoul.yaml.
)"},
      {ids::SecretExposed, R"(User data, tags, outputs and descriptions can be read by many:
everybody with `ec2:DescribeInstanceAttribute` or `cloudformation:DescribeStacks`, and
every program on the machine (AWS CloudFormation User Guide, "CloudFormation best
practices"). A secret would lie there in clear text for as long as the resource lives.

Wrong:

    user_data: |
      #!/bin/bash
      export API_KEY=${{ parameters.ApiKey }}

Right: the program fetches it while it runs, with the rights of its role.

    reads: [databases.main]
    user_data: |
      #!/bin/bash
      aws secretsmanager get-secret-value --secret-id ${{ databases.main.secret_arn }}
)"},
      {ids::ComponentWithoutAttribute, R"(The reference names a component, and a text or number is
wanted: it does not say which of the component's values.

Wrong:

    DisplayName: in ${{ network }}

Right:

    DisplayName: in ${{ network.vpc_id }}

The help lists the values of the component. Kinds with one obvious value need none
named: a parameter is its value, a bucket its name, a raw resource its Ref.
)"},
      {ids::UnknownRegion,
       R"(Regions are written by code, as `ap-northeast-2`, not by name, and this
is none of them (AWS Regions and Availability Zones, "AWS Regions"). Seoul is
ap-northeast-2, N. Virginia us-east-1, Oregon us-west-2.

Wrong:

    region: Seoul

Right:

    region: ap-northeast-2

A region that is newer than this compiler is not known to it: facts about regions are
part of a release.
)"},
      {ids::UnknownZone,
       R"(Zones are written as letters, and the region decides which there are. The
letter is joined to the stack's region only in the template, so that a blueprint can be
carried to another region.

Wrong, in ap-northeast-2:

    zones: [ap-northeast-2a, e]

Right:

    zones: [a, c]

An account need not see all zones of a region, and the same letter may mean another
building in another account (AWS Regions and Availability Zones, "Availability Zone
IDs"). Yours: `aws ec2 describe-availability-zones --region ap-northeast-2`.
)"},
      {ids::NameTaken, R"(One name stands for two things of the same kind, as a zone that is listed
twice: a tier would have two subnets of one name.

Wrong:

    zones: [a, a]

Right:

    zones: [a, c]

To have two subnets of a purpose in one zone, declare two tiers.
)"},
      {ids::NoRoute, R"(`allow` names a component in another VPC, and no route leads from where it
stands to here and back. Networks are joined by a peering, which one of the two blueprints
declares; its routes serve the private tiers of both sides unless `tiers` and `peer_tiers`
say otherwise (Amazon VPC Peering Guide, "Update your route tables for a VPC peering
connection"). The rule then admits the subnets in which the component stands.

Wrong, in seoul.yaml, without a peering or with one that does not serve `data`:

    peerings:
      virginia: {with: virginia}
    databases:
      main: {subnets: data, allow: [virginia.autoscaling.hosts], …}

Right:

    peerings:
      virginia: {with: virginia, tiers: [private, data]}
    databases:
      main: {subnets: data, allow: [virginia.autoscaling.hosts], …}

A load balancer sends requests only to what stands in its own VPC, peered or not.
)"},
      {ids::LogicalIdTaken, R"(A template holds each logical id once, for resources and parameters
together (AWS CloudFormation User Guide, "Resources"). Ids are made from names: bucket
`code` becomes `CodeBucket`, the VPC `Vpc`, and `NetworkStackName` holds the name of the
stack from which another imports. Two things here come to the same one; a silent suffix
would change ids of deployed resources, so there is none.

Wrong:

    buckets:
      code: {}
    resources:
      CodeBucket: {Type: "AWS::SNS::Topic"}

Right:

    resources:
      CodeTopic: {Type: "AWS::SNS::Topic"}

Rename what is not deployed yet.
)"},
      {ids::PublicAddressRange, R"(The VPC's block is not one of the private ranges 10.0.0.0/8,
172.16.0.0/12 and 192.168.0.0/16 (RFC 1918) or 100.64.0.0/10 (RFC 6598). Its addresses
belong to somebody on the internet: whoever has them cannot be reached from this VPC
(Amazon VPC User Guide, "VPC CIDR blocks").

Wrong, as 172.16.0.0/12 ends at 172.31.255.255:

    network: {cidr: 172.32.0.0/16, …}

Right:

    network: {cidr: 172.16.0.0/16, …}

It is a warning: someone who owns the addresses may use them.
)"},
      {ids::UnknownLogicalId, R"(`!Ref`, `!GetAtt`, `!Sub`, `DependsOn` and the keys of `overrides`
name logical ids of the blueprint, in whichever of its stacks, and there is none of that
name. It is made neither by a component nor under `resources`, and is no parameter.

Wrong:

    overrides:
      VPC: {Properties: {InstanceTenancy: dedicated}}

Right:

    overrides:
      Vpc: {Properties: {InstanceTenancy: dedicated}}

Upper and lower case count. The manifest of a build lists every id (`resources` of each
stack), and the templates show what stands behind it. For another blueprint's resource
write `${{ blueprint.kind.name.attribute }}`.
)"},
      {ids::TypeChanged, R"(`Type` of an override differs from the type of the resource it changes.
Everything the compiler knows of the resource, from its properties to who may refer to
it, hangs on the type; CloudFormation itself refuses to change it in place.

Wrong:

    overrides:
      Vpc: {Type: "AWS::EC2::Subnet", Properties: {…}}

Right: leave `Type` out and change properties,

    overrides:
      Vpc: {Properties: {InstanceTenancy: dedicated}}

or write a resource of your own under `resources`.
)"},
      {ids::NotASource, R"(`allow` says who may connect, and what it names connects to nothing: a
bucket, a database and an image open no connections and have no security group. Or it
says `on_premises`, and the network lists no such addresses.

Wrong:

    databases:
      main: {allow: [buckets.code, on_premises], …}

Right:

    network: {on_premises: [192.168.0.0/16], …}
    databases:
      main: {allow: [autoscaling.web, on_premises], …}

To let a component read a bucket, write `reads: [buckets.code]` at that component.
)"},
      {ids::NotAccessible,
       R"(`reads` and `writes` give the role of a component rights under IAM, and
the named component has nothing that IAM guards in that way: an image, a network, a load
balancer.

Wrong:

    autoscaling:
      web: {reads: [images.golden, load_balancers.web], …}

Right:

    autoscaling:
      web: {reads: [buckets.code, databases.main], image: golden, …}

Buckets can be read and written; to read a database means to read its secret. Rights to
anything else stand in a policy under `resources`.
)"},
      {ids::NotAdmitted,
       R"(A component gets the address of a database or cache in a variable or in user data, and that one's
security group does not let it in, or their networks are not joined. Nothing in a template is
wrong then: the first connection hangs until it times out.

Wrong:

    caches:
      sessions: {subnets: private}
    autoscaling:
      web: {environment: {SESSIONS: "${{ caches.sessions.url }}"}, …}

Right:

    caches:
      sessions: {subnets: private, allow: [autoscaling.web]}

A function without `subnets` stands in no network at all and reaches no private address.
)"},
      {ids::AddressesMove,
       R"(Blocks that were asked for with `size` are chosen once and kept in the lock file beside
the blueprint, so that later edits move nothing that exists. Another `size`, or another block of
the VPC, gives them up: a subnet's block is settled when it is made (AWS CloudFormation,
AWS::EC2::Subnet), so CloudFormation makes new subnets and deletes the old ones, which fails
while anything stands in them.

Wrong, once the tier exists:

    subnets: {private: {size: 25}}      # it was 24

Right:

    subnets: {private: {size: 24}, more: {size: 25}}
)"},
      {ids::NoWayFrom,
       R"(A rule lets in private addresses that lie neither in this VPC nor in a network that a
peering joins with it nor in a range under `on_premises`. No route leads from there, so the rule
never matches; often it is left over from an older plan of addresses.

Wrong:

    caches:
      sessions: {subnets: private, allow: [172.16.0.0/16]}

Right:

    peerings:
      virginia: {with: virginia}
    caches:
      sessions: {subnets: private, allow: [virginia.containers.web]}
)"},
      {ids::NotGranted,
       R"(User data, a variable or the code of a function names a bucket or a secret, and the
role of what runs there may not use it. Everything that is not allowed is denied (AWS IAM
User Guide, "Policy evaluation logic"), so the program learns the name and is refused.

Wrong:

    autoscaling:
      web:
        environment: {DB_SECRET: "${{ databases.main.secret_arn }}"}

Right:

    autoscaling:
      web:
        reads: [databases.main]
        environment: {DB_SECRET: "${{ databases.main.secret_arn }}"}

`writes` admits the name as well. What ECS itself fetches, under `secrets` of a
container, needs neither.
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
