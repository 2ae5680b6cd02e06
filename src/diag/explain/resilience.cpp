// Resilience advice: 6xxx.
#include "diag/ids/resilience.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {
namespace {

constexpr Entry entries[] = {
    {ids::SingleNat,
     R"(A NAT gateway stands in one zone. When that zone fails, the private subnets of all the
others lose their way out with it, though they are well themselves; and what goes out
from another zone is charged as traffic between zones (Amazon VPC User Guide, "NAT
gateway basics").

Wrong, in production:

    network: {zones: [a, c], nat: single, …}

Right:

    network: {zones: [a, c], nat: per-zone, …}

Each gateway is charged by the hour and takes one of the five Elastic IPs that a region
grants at first.

Keep it in environments that may stand still for a while, or where little goes out that
could not wait. In a scenario alone:

    ignore:
      - {rule: BTS6001, on: network.nat, reason: nobody tests at night, scenario: staging}
)"},
    {ids::NatInstances,
     R"(NAT instances are machines of your own. You patch them, choose their size and restart
them when they hang, and meanwhile the subnets behind have no way out. A NAT gateway is
kept by AWS, is doubled within its zone and grows with the traffic (Amazon VPC User
Guide, "Compare NAT gateways and NAT instances").

Worth a second look:

    network: {nat: instance, …}

Better:

    network: {nat: per-zone, …}

Keep it where little goes out and the price decides: the smallest instance costs about a
tenth of a gateway.

    ignore:
      - {rule: BTS6002, on: network.nat, reason: a trial that loads a few packages}
)"},
    {ids::SingleZoneDatabase,
     R"(Without a standby the database is gone while its zone is, and while RDS replaces a broken
instance or patches its system; after the loss of a volume it has to be restored from a
backup. With `multi_az` every change is written in two zones, and the standby takes over
under the same name within a minute or two (AWS Security Hub control RDS.5). The instance
then costs twice as much.

Wrong, in production:

    databases:
      main: {engine: mysql, version: "8.4", subnets: data}

Right:

    databases:
      main: {engine: mysql, version: "8.4", subnets: data, multi_az: true}

Keep it where a pause is no harm:

    ignore:
      - {rule: BTS6003, on: databases.main, reason: "it is a test", scenario: staging}
)"},
    {ids::SingleNodeCache,
     R"(A cache of one node is empty after that node was lost or replaced, and gone until the
new one is there. For sessions that means that everybody is logged out; for a cache of
pages, that the database gets all questions at once (Amazon ElastiCache User Guide,
"High availability using replication groups").

Wrong:

    caches:
      sessions: {replicas: 0, …}

Right:

    caches:
      sessions: {…}

One replica in another zone is the default, and takes over by itself.

Keep it where losing it costs a little time and no more:

    ignore:
      - {rule: BTS6004, on: caches.thumbnails, reason: they are made again when asked for}
)"},
    {ids::NoAutomaticFailover,
     R"(The cache has a replica, but when the primary is lost nothing can be written until
somebody promotes the replica by hand, at whatever hour that is. Automatic failover does
it within seconds to a few minutes, and the address stays the same (AWS Security Hub
control ElastiCache.3).

Wrong:

    caches:
      sessions: {replicas: 1, automatic_failover: false, …}

Right:

    caches:
      sessions: {replicas: 1, …}

Left out, failover is on wherever there is a replica.

Keep it where a replica that lags may never become the primary:

    ignore:
      - {rule: BTS6005, on: caches.queue, reason: a person decides which jobs are lost}
)"},
    {ids::NodesInOneZone,
     R"(A replica helps when a node fails. When a zone fails, all its nodes do, and here that is
every node of the cache (AWS Well-Architected Framework, Reliability pillar, REL10-BP01
"Deploy the workload to multiple locations").

Wrong:

    caches:
      sessions: {replicas: 1, zones: [a, a], …}

Right:

    caches:
      sessions: {replicas: 1, zones: [a, c], …}

Without `zones` ElastiCache spreads the nodes itself. Other zones on an existing cache
mean another, empty one.

Keep it where a few hundred microseconds between zones matter more:

    ignore:
      - {rule: BTS6006, on: caches.prices, reason: each request reads it many times}
)"},
    {ids::NoBackups,
     R"(A standby and replicas copy mistakes as faithfully as everything else: after a wrong
DELETE only a backup has what was there before. RDS goes back to any second of the days
that backups are kept for; ElastiCache has a snapshot of each day (AWS Security Hub
controls RDS.11 and ElastiCache.1).

Wrong:

    databases:
      main: {backups: 0, …}
    caches:
      sessions: {snapshots: 0, …}

Right:

    databases:
      main: {…}
    caches:
      sessions: {…}

Seven days of backups and one of snapshots are the defaults. A database without backups
can have no read replicas, either.

Keep it where all of it can be made again:

    ignore:
      - {rule: BTS6007, on: caches.pages, reason: it fills again by itself}
)"},
    {ids::NoDeletionProtection,
     R"(One command, or a stack deleted by mistake, and it is gone: a database with its
automatic backups and its address, a load balancer with the name that records and
partners may point to. With deletion protection AWS refuses until somebody has taken it
off, which nobody does in passing (AWS Security Hub controls RDS.8 and ELB.6).

Wrong:

    databases:
      main: {deletion_protection: false, …}

Right:

    databases:
      main: {…}

Keep it in environments that come and go:

    ignore:
      - {rule: BTS6008, on: databases, reason: made for each test, scenario: staging}
)"},
    {ids::SingleTarget,
     R"(Behind the load balancer there may be a single instance or task. While it is replaced,
because it failed, its zone did, or a new version comes, there is nothing to send
requests to, and visitors see error 503 (AWS Well-Architected Framework, Reliability
pillar, REL10-BP01 "Deploy the workload to multiple locations").

Wrong:

    autoscaling:
      web: {behind: web, size: {min: 1, max: 4}, …}
    containers:
      api: {behind: api, count: 1, …}

Right:

    autoscaling:
      web: {behind: web, size: {min: 2, max: 4}, …}
    containers:
      api: {behind: api, count: 2, …}

Two are spread over two zones. Daemons have one task on each host: it is the `size` of
their hosts that must begin with two.

Keep it where a pause of some minutes is no harm:

    ignore:
      - {rule: BTS6009, on: autoscaling.web.size, reason: few come then, scenario: night}
)"},
    {ids::NotVersioned,
     R"(In a bucket without versions what is overwritten or deleted is gone at once, whether a
program, a person or an intruder did it. With versions the old object is still there and
can be fetched back (AWS Security Hub control S3.14). Old versions are paid for like
objects: `expire_old_versions` bounds that.

Wrong:

    buckets:
      media: {versioned: false}

Right:

    buckets:
      media: {expire_old_versions: 30}

Keep it where objects are written once and expire, or can be made again:

    ignore:
      - {rule: BTS6010, on: buckets.thumbnails, reason: they are made from the originals}
)"},
    {ids::DataFarAway,
     R"(The instances or containers are given the address of a database or cache of another
region. Each question goes there and back: between Seoul and N. Virginia that takes
about 0.2 seconds, and a page asks many. And when that region is lost, this one stops as
well, although it was meant to carry on (AWS Well-Architected Framework, Performance
Efficiency pillar, PERF04-BP06 "Choose your workload's location based on network
requirements"; AWS whitepaper "AWS Fault Isolation Boundaries").

Worth a second look, in virginia.yaml:

    containers:
      web:
        containers:
          web:
            environment: {SESSIONS: "${{ seoul.caches.sessions.url }}", …}

Better:

    caches:
      sessions: {subnets: data, allow: [containers.web]}
    containers:
      web:
        containers:
          web:
            environment: {SESSIONS: "${{ caches.sessions.url }}", …}

A read replica in this region answers what only reads; what writes asks the primary.

Keep it for what must be the same everywhere and is asked for seldom, or during a move.
A scenario that loses the other region sets another address.

    ignore:
      - {rule: BTS6011, on: containers.web, reason: sites share members and sessions}
)"},
    {ids::InstallsWithoutWayOut,
     R"(The script loads something from the internet, and no route leads there from these
subnets: they are isolated, or private in a network with `nat: none`. The command waits
until it gives up, and the instance comes up without what it needs (Amazon VPC User
Guide, "NAT gateways"). S3 is the exception: its gateway endpoint leads to buckets, and
to the packages that `dnf` of Amazon Linux loads, which lie in S3 (AWS PrivateLink
Guide, "Gateway endpoints for Amazon S3").

Wrong:

    network: {nat: none, …}
    autoscaling:
      web:
        subnets: private
        user_data: |
          #!/bin/bash
          curl -o /tmp/site.zip https://example.com/site.zip

Right:

    network: {nat: none, …}
    autoscaling:
      web:
        subnets: private
        reads: [buckets.code]
        user_data: |
          #!/bin/bash
          aws s3 cp s3://${{ buckets.code.name }}/site.zip /tmp/site.zip

Or the network gets `nat: per-zone`, or the image brings along what is needed.

Keep it where another way leads out, as a transit gateway among `resources`, or where
the address is one of this network:

    ignore:
      - {rule: BTS6012, on: autoscaling.web.user_data, reason: it asks the proxy in here}
)"},
    {ids::BridgeAddresses,
     R"(On every host Docker makes a network between the host and its containers, with the
addresses 172.17.0.0/16. Where the VPC has the same ones, packets from a container to
them never leave the host: a database or another server there cannot be reached, while
all others can (Amazon VPC User Guide, "VPC CIDR blocks", which advises against this
range).

Wrong:

    network: {cidr: 172.17.0.0/16, …}
    containers:
      web: {launch: ec2, network: bridge, …}

Right:

    network: {cidr: 172.16.0.0/16, …}
    containers:
      web: {launch: ec2, network: bridge, …}

or with `network: awsvpc`, in which each task has an interface and an address of its own
in the VPC. The block of a VPC cannot be changed later.

Keep it where the hosts' image gives Docker other addresses (`bip`):

    ignore:
      - {rule: BTS6013, on: containers.web, reason: our image sets another bip}
)"},
    {ids::IdleReplica,
     R"(A read replica costs as much as a database of its class. It is of use when programs read
from it, or when it takes over after a loss; here nothing is given its endpoint, and no
scenario promotes it (Amazon RDS User Guide, "Working with DB instance read replicas").
RDS promotes nothing by itself while the source is down.

Worth a second look:

    databases:
      copy: {replica_of: seoul.databases.main, …}

Better, with the state in which it takes over:

    databases:
      copy: {replica_of: seoul.databases.main, …}
    scenarios:
      failover:
        loses: [seoul]
        set:
          databases.copy.promoted: true
          autoscaling.web.environment.DB_HOST: ${{ databases.copy.endpoint }}

Scenarios are tried out before they are needed; a copy that nobody knows how to use is
found out on the worst day.

Keep it where people ask it, or programs outside of the system:

    ignore:
      - {rule: BTS6014, on: databases.copy, reason: analysts read from it}
)"},
    {ids::ZonesByPosition,
     R"(`Fn::GetAZs` lists zones that the account has a default subnet in, in no promised order
(AWS CloudFormation Template Reference, "Fn::GetAZs"). The first of them is zone a in
one account and zone b in another, and may be another one after a zone was added or a
default subnet deleted. A subnet is then replaced, with all that stands in it, or two
subnets that should lie apart meet.

Wrong:

    resources:
      Edge:
        Type: AWS::EC2::Subnet
        Properties:
          VpcId: ${{ network.vpc_id }}
          CidrBlock: 10.0.9.0/24
          AvailabilityZone: !Select [0, {"Fn::GetAZs": ""}]

Right:

    resources:
      Edge:
        Type: AWS::EC2::Subnet
        Properties:
          VpcId: ${{ network.vpc_id }}
          CidrBlock: 10.0.9.0/24
          AvailabilityZone: !Sub "${AWS::Region}a"

Keep it where any zone will do and nothing is ever replaced:

    ignore:
      - {rule: BTS6015, on: resources.Scratch, reason: the volume is made anew each night}
)"},
    {ids::GroupIgnoresTargets,
     R"(The load balancer stops sending requests to an instance that does not answer; the group
asks EC2 alone, which finds that the machine runs. So the instance stays, does nothing
and is never replaced, until none is left that answers (AWS Security Hub control
AutoScaling.1).

Wrong:

    resources:
      Group:
        Type: AWS::AutoScaling::AutoScalingGroup
        Properties: {TargetGroupARNs: [!Ref Targets], …}

Right:

    resources:
      Group:
        Type: AWS::AutoScaling::AutoScalingGroup
        Properties:
          {TargetGroupARNs: [!Ref Targets], HealthCheckType: ELB,
           HealthCheckGracePeriod: 300, …}

The grace period is as long as an instance takes to start: with less, the group replaces
them before they ever answer. Groups of a blueprint with `behind` do all this.

Keep it where a broken instance must stay to be looked at:

    ignore:
      - {rule: BTS6016, on: resources.Group, reason: we look at broken ones by hand}
)"},
    {ids::AlarmCannotFire,
     R"(Metrics of the group itself (`GroupInServiceInstances` and the others that begin with
`Group`) exist only where its `MetricsCollection` asks for them (Amazon EC2 Auto Scaling
User Guide, "Amazon CloudWatch metrics for Amazon EC2 Auto Scaling"). This alarm waits
for one that is never sent: it stays in INSUFFICIENT_DATA and tells nobody anything.

Wrong:

    resources:
      Group:
        Type: AWS::AutoScaling::AutoScalingGroup
        Properties: {MinSize: "2", MaxSize: "4", …}
    alarms:
      few:
        namespace: AWS/AutoScaling
        metric: GroupInServiceInstances
        dimensions: {AutoScalingGroupName: "${{ resources.Group }}"}
        below: 2
        notify: [admin]

Right:

    resources:
      Group:
        Type: AWS::AutoScaling::AutoScalingGroup
        Properties:
          {MinSize: "2", MaxSize: "4", MetricsCollection: [{Granularity: 1Minute}], …}

Groups under `autoscaling` send them, at no charge.

Keep it where somebody turns the metrics on by other means:

    ignore:
      - {rule: BTS6017, on: alarms.few, reason: the operators turn the metrics on}
)"},
};

}  // namespace

std::span<const Entry> resilience() { return entries; }

}  // namespace btsinfra::explain
