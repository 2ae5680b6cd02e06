// Networks, parameters and resources of the author's own: 3001-3049.
#include "diag/ids/network.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> network() {
  static constexpr Entry entries[] = {
      {ids::NatWithoutPublicTier, R"(Private subnets reach the internet through NAT, and NAT itself
stands in a public subnet, from which the internet gateway is reached (Amazon VPC User
Guide, "NAT gateways"). The network has a private tier and no public one.

Wrong:

    network:
      nat: per-zone
      subnets:
        private: {cidrs: [10.0.1.0/24, 10.0.3.0/24]}

Right:

    network:
      nat: per-zone
      subnets:
        public:  {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
        private: {cidrs: [10.0.1.0/24, 10.0.3.0/24]}

or `nat: none`; then instances in private subnets can install nothing from the internet.
)"},
      {ids::LogRetention, R"(CloudWatch Logs keeps records for one of a fixed list of periods: 1, 3,
5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
3288 or 3653 days (Amazon CloudWatch Logs API Reference, PutRetentionPolicy). Any other
is refused when the stack is created.

Wrong:

    network:
      flow_logs: {retention: 100}

Right:

    network:
      flow_logs: {retention: 120}
)"},
      {ids::RuleDescription, R"(The description of a security group's rule is at most 255 characters
of Latin letters, digits, blanks and ._-:/()#,@[]+=&;{}!$* (Amazon EC2 API Reference,
IpRange). Korean letters and quotes are refused, and with them the whole stack.

Wrong:

    allow: [{from: 203.0.113.7/32, description: 본사 사무실}]

Right:

    allow: [{from: 203.0.113.7/32, description: Head office}]    # 본사 사무실

Without `description` the rule gets one that says who may connect to which port.
)"},
      {ids::TagRefused,
       R"(Tags have keys of up to 128 characters and values of up to 256: letters of
any script, digits, blanks and _.:/=+-@ (Tagging AWS Resources User Guide, "Tag naming
limits and requirements"). Keys that begin with `aws:`, in whatever case, are AWS's own.

Wrong:

    tags: {"aws:project": BTS, Owner: "Kim <kim@example.com>", Discount: "10%"}

Right:

    tags: {Project: BTS, Owner: kim@example.com, 비고: 예매 10 percent}

A tag of the blueprint stands on every resource: one that a single service refuses stops
the whole deployment.
)"},
      {ids::ParameterDefault,
       R"(The default of a parameter, or one of its `allowed` values, does not
fit its type; or the default is not among the allowed ones. CloudFormation would refuse
the template, or the first deployment that gives no value.

Wrong:

    parameters:
      AdminCidr: {type: cidr, default: 58.237.166.233}
      WebClass: {type: instance_type, default: t3.large, allowed: [t3.micro, t3.small]}

Right:

    parameters:
      AdminCidr: {type: cidr, default: 58.237.166.233/32}
      WebClass: {type: instance_type, default: t3.micro, allowed: [t3.micro, t3.small]}

Without `default` whoever deploys is asked for the value.
)"},
      {ids::ParameterSecret, R"(`secret: true` (NoEcho) hides the value that a deployment gives. A
default would stand in the blueprint and in the template, readable for everybody who can
see the repository or describe the stack (AWS CloudFormation User Guide, "Parameters":
"do not embed sensitive information").

Wrong:

    parameters:
      ApiKey: {secret: true, default: changeme}

Right:

    parameters:
      ApiKey: {secret: true, description: Key of the ticket service}

Better still is a secret in AWS Secrets Manager, read while the program runs. A secret
that was committed has to be changed, not only removed.
)"},
      {ids::RawType, R"(The type of a raw resource reads service and type as CloudFormation writes
them: AWS::Service::Type, Vendor::Service::Type, or Custom::Name for a custom resource
(AWS CloudFormation Template Reference, "AWS resource and property types reference").

Wrong:

    resources:
      Topic: {Type: "SNS::Topic"}

Right:

    resources:
      Topic: {Type: "AWS::SNS::Topic"}
      Seed:  {Type: "Custom::Seed", Properties: {ServiceToken: "arn:aws:lambda:…"}}

Only the form is judged here. Types of AWS that nothing is known about are BTS4026, and
those that look misspelt BTS4027.
)"},
      {ids::RawPolicy, R"(CloudFormation knows few policies, and an unknown one stops the deployment
at its start: DeletionPolicy is Delete, Retain, RetainExceptOnCreate or Snapshot;
UpdateReplacePolicy is Delete, Retain or Snapshot (AWS CloudFormation Template
Reference, "DeletionPolicy attribute", "UpdateReplacePolicy attribute").

Wrong:

    resources:
      Table: {Type: "AWS::DynamoDB::Table", DeletionPolicy: Keep, Properties: {…}}

Right:

    resources:
      Table:
        Type: AWS::DynamoDB::Table
        DeletionPolicy: RetainExceptOnCreate
        UpdateReplacePolicy: Retain
        Properties:
          BillingMode: PAY_PER_REQUEST
          AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
          KeySchema: [{AttributeName: id, KeyType: HASH}]

DeletionPolicy says nothing about replacement: what must survive it needs both. Snapshot
is refused for types that have none. These have them: AWS::DocDB::DBCluster,
AWS::EC2::Volume, AWS::ElastiCache::CacheCluster, AWS::ElastiCache::ReplicationGroup,
AWS::Neptune::DBCluster, AWS::RDS::DBCluster, AWS::RDS::DBInstance, AWS::Redshift::Cluster.
)"},
      {ids::PolicyKeyMisspelt,
       R"(The keys of CreationPolicy and UpdatePolicy stand in no schema of the
resource's type; CloudFormation has a list of its own (AWS CloudFormation Template Reference,
"CreationPolicy attribute", "UpdatePolicy attribute"). This one is not on it, and nearly one
that is. A group whose rolling update is misspelt keeps running the old launch template.

Wrong:

    resources:
      Group:
        Type: AWS::AutoScaling::AutoScalingGroup
        UpdatePolicy: {AutoScalingRolingUpdate: {MinInstancesInService: 1}}
        Properties: {…}

Right:

    resources:
      Group:
        Type: AWS::AutoScaling::AutoScalingGroup
        UpdatePolicy: {AutoScalingRollingUpdate: {MinInstancesInService: 1}}
        Properties: {…}

Keys that resemble none of the list are left alone, as AWS may have added them since. If it
is right as it is, silence it with `ignore:`.
)"},
      {ids::NatInstanceUnused,
       R"(`nat_instance` is the class of the instances that `nat: instance` makes. With gateways, or
without NAT, there is none, and the author probably wanted one of the two.

Wrong:

    network: {nat: per-zone, nat_instance: t3.micro, …}

Right:

    network: {nat: instance, nat_instance: t3.micro, …}
)"},
      {ids::NetworkReplaced,
       R"(A scenario is deployed over what stands there. The blocks of a VPC and of its subnets are
settled when they are made (AWS CloudFormation, AWS::EC2::VPC and AWS::EC2::Subnet): other
ones mean new subnets, whose ids other stacks still import as the old ones.

Wrong:

    scenarios:
      failover:
        set: {network.subnets.private.cidrs: [10.0.12.0/24, 10.0.13.0/24]}

Right:

    scenarios:
      failover:
        set: {network.subnets.more: {cidrs: [10.0.12.0/24, 10.0.13.0/24]}}
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
