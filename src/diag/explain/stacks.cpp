// Stacks, templates and quotas: 4xxx.
#include "diag/ids/stacks.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> stacks() {
  static constexpr Entry entries[] = {
      {ids::StackCycle, R"(Each stack of the circle imports from the next or waits for it, so none
can be created first. Inside a blueprint the usual layers form no circle; `stack:`, raw
resources, overrides, and references both ways between two blueprints can. The marks
show the line that makes each step.

Wrong, as each of the two stacks now needs the other:

    resources:
      Alerts: {stack: storage, Properties: {DisplayName: !GetAtt Mail.QueueName}, …}
      Mail:   {stack: database, Properties: {KmsMasterKeyId: !Ref Key}, …}
      Key:    {stack: storage, …}

Right: what needs each other in one stack,

    resources:
      Key: {stack: database, …}

or one of the references taken out. A resource that moves to another stack is created
there and deleted here: for what holds data, choose the reference.
)"},
      {ids::QuotaExceeded, R"(CloudFormation or EC2 refuses more of this (AWS CloudFormation User
Guide, "Understand CloudFormation quotas"; Amazon VPC User Guide, "Amazon VPC quotas"):
per template 500 resources, 200 parameters, 200 outputs, 60 dynamic references and 1 MB;
per security group 60 rules each way; per route table 50 routes. Those of CloudFormation
cannot be raised.

Wrong, with 61 single addresses:

    allow: [203.0.113.1/32, 203.0.113.2/32, 203.0.113.3/32, …]

Right:

    allow: [203.0.113.0/26]

A template gets smaller by `stack:` at some components, or by a second blueprint of the
same system and region. Both move resources, so do it before they hold data.
)"},
      {ids::QuotaNear, R"(The template holds four fifths or more of what CloudFormation or EC2
admits. It still deploys; a few more components and it will not, and splitting is easy
only before there is something to move (AWS CloudFormation User Guide, "Understand
CloudFormation quotas").

Wrong: to wait for the day when `allow` gets its 61st entry.

Right: put new components into another stack from now on,

    buckets:
      archive: {stack: database, …}

or into another blueprint of the same system, or allow a block instead of many single
addresses: `allow: [203.0.113.0/26]`.
)"},
      {ids::AccountQuota,
       R"(The system needs more of something in this region than a new account may
have: 5 Elastic IP addresses, 5 VPCs (Amazon VPC User Guide, "Amazon VPC quotas"). What
other systems in the account hold comes on top. The deployment would stop at the first
one too many.

Wrong, in an account as it comes, since each NAT gateway takes an address:

    network: {zones: [a, b, c, d, e, f], nat: per-zone, …}

Right: fewer of them,

    network: {zones: [a, b], nat: per-zone, …}

or a raised quota, asked for some days ahead: Service Quotas in the console, or
`aws service-quotas request-service-quota-increase`. Bastions do without Elastic IPs by
`elastic_ips: false`.
)"},
      {ids::ResourceCycle,
       R"(Resources of one stack need each other in a circle, by Ref, GetAtt, Sub
or DependsOn, and CloudFormation refuses the template ("Circular dependency between
resources"). Components never do that; raw resources and overrides can. The marks show
each step.

Wrong:

    resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}
      Dead:
        Type: AWS::SQS::Queue
        Properties:
          RedriveAllowPolicy:
            redrivePermission: byQueue
            sourceQueueArns: [!GetAtt Orders.Arn]

Right: one way only. Where AWS wants both, one of the two is mostly a resource of its
own (AWS::EC2::SecurityGroupIngress, AWS::SQS::QueuePolicy) or can be a name that you
choose:

    resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}
      Dead: {Type: "AWS::SQS::Queue"}
)"},
      {ids::ForeignFiles,
       R"(A build exchanges the folder of its system whole, so that no template of
yesterday lies among those of today. The folder holds files that its manifest does not
list: they would be deleted, so nothing was written.

Wrong: notes, or templates of one's own, beside generated ones.

    templates_out/hybrid-bts/seoul/network.yaml
    templates_out/hybrid-bts/notes.txt

Right: move them out, or build elsewhere.

    mv templates_out/hybrid-bts/notes.txt docs/
    btsinfra build blueprints -o build/templates

Generated templates that were edited by hand are written anew without a question: changes
belong into the blueprint, and what no field offers into `overrides`.
)"},
      {ids::PhysicalNameTaken,
       R"(Two resources of one type ask for the same name, side by side or one
after the other: when a scenario is entered, what is new is made before what is gone is
deleted. AWS gives a name once per account and region, names of IAM once per account, and names of buckets once in
the world. The second deployment would fail with "already exists".

Wrong:

    load_balancers:
      web:   {name: BTS-ALB, …}
      admin: {name: BTS-ALB, …}

Right:

    load_balancers:
      web:   {name: BTS-ALB, …}
      admin: {…}

Without a name CloudFormation makes one that is free. That also lets it replace the
resource later, which with a fixed name fails for the same reason (AWS CloudFormation
User Guide, "Name type").
)"},
      {ids::UserDataTooLarge, R"(EC2 takes user data of up to 16 KB before it is encoded (Amazon EC2
User Guide, "Run commands when you launch an EC2 instance with user data input"). A
longer script is refused when the first instance starts, after the rest of the stack
stands.

Wrong: a whole application in `user_data: |`, or its files as here-documents.

Right: a short script that fetches the rest with the rights of its role.

    reads: [buckets.code]
    user_data: |
      #!/bin/bash
      aws s3 cp s3://${{ buckets.code.name }}/setup.sh /tmp/setup.sh
      bash /tmp/setup.sh

References are not counted: leave some room for what they will give.
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
