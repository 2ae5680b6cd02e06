// Resources beside CloudFormation's published schemas: 4020-4032.
#include "diag/explain/tables.h"
#include "diag/ids/stacks.h"

namespace btsinfra::explain {
namespace {

constexpr Entry entries[] = {
    {ids::PropertyUnknown,
     R"(The resource type has no property of that name at that place. AWS publishes what each type
takes (AWS CloudFormation Template Reference, "CloudFormation resource provider schemas").
CloudFormation refuses the template, mostly when the stack before it stands already.

Wrong:

    resources:
      Orders: {Type: "AWS::SQS::Queue", Properties: {VisibilityTimeOut: 60}}

Right:

    resources:
      Orders: {Type: "AWS::SQS::Queue", Properties: {VisibilityTimeout: 60}}

`btsinfra lint --fix` writes the near name. A property that came after the data of this
program (`schemas/cloudformation/README.md` says of when it is) is not known here yet.
)"},
    {ids::PropertyMissing,
     R"(The resource type cannot be made without this property (CloudFormation Command Line
Interface User Guide, "Resource type schema", `required`). What stands inside an optional
object is demanded only where the object is given.

Wrong:

    resources:
      Sessions:
        Type: AWS::DynamoDB::Table
        Properties: {BillingMode: PAY_PER_REQUEST}

Right:

    resources:
      Sessions:
        Type: AWS::DynamoDB::Table
        Properties:
          BillingMode: PAY_PER_REQUEST
          AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
          KeySchema: [{AttributeName: id, KeyType: HASH}]
)"},
    {ids::PropertyKind,
     R"(The property takes another kind of value: a list where one value stands, an object where
a list belongs, words where a number does. CloudFormation reads numbers and truth values
from texts, too, and any function may stand anywhere, so neither is meant by this.

Wrong:

    resources:
      Alerts:
        Type: AWS::SNS::Topic
        Properties: {Subscription: {Endpoint: "https://a.example/in", Protocol: https}}

Right:

    resources:
      Alerts:
        Type: AWS::SNS::Topic
        Properties: {Subscription: [{Endpoint: "https://a.example/in", Protocol: https}]}
)"},
    {ids::PropertyReadOnly,
     R"(CloudFormation gives this property once the resource exists, and takes it from nobody
(CloudFormation Command Line Interface User Guide, "Resource type schema",
`readOnlyProperties`).

Wrong:

    resources:
      Orders: {Type: "AWS::SQS::Queue", Properties: {QueueUrl: "https://a.example/in"}}

Right: left out, and read where it is used.

    resources:
      Orders: {Type: "AWS::SQS::Queue"}
      Note:
        Type: AWS::SSM::Parameter
        Properties: {Type: String, Value: !GetAtt Orders.QueueUrl}
)"},
    {ids::PropertyValue,
     R"(The published schema lists the values of this property, or bounds them by a range, a
length, a number of items or a pattern, and this one is none of them. It is a warning
because for older types the schema may lag behind what the service takes.

Wrong:

    resources:
      Records: {Type: "AWS::Logs::LogGroup", Properties: {RetentionInDays: 45}}

Right:

    resources:
      Records: {Type: "AWS::Logs::LogGroup", Properties: {RetentionInDays: 60}}

Where you know that the service takes the value, say so:

    ignore:
      - {rule: BTS4024, on: resources.Records, reason: "new, tried in a test account"}
)"},
    {ids::PropertiesTogether,
     R"(Of these properties exactly one, or at least one, is to be given, or one is of no use
without the other (CloudFormation Command Line Interface User Guide, "Resource type
schema", `oneOf`, `anyOf`, `dependencies`). CloudFormation refuses the template, or the
service refuses the request when the stack is half made. It is a warning because for older
types the schema may lag behind what the service takes.

Wrong, as nothing says how large the volume is to be, neither a size nor a snapshot:

    resources:
      Data:
        Type: AWS::EC2::Volume
        Properties: {AvailabilityZone: ap-northeast-2a}

Right:

    resources:
      Data:
        Type: AWS::EC2::Volume
        Properties: {AvailabilityZone: ap-northeast-2a, Size: 20, Encrypted: true}

Of properties that exclude each other, leave one; the finding names them all.
)"},
    {ids::ResourceTypeUnknown,
     R"(The type is none of those whose schemas are compiled into this program, so its properties
are emitted as they are and nobody has looked at them. The finding says whether AWS has
the type at all: the names of all types that were published are known, 1,600 of them, the
properties of the most used ones.

Wrong: to take silence about its properties for approval.

    resources:
      Fleet: {Type: "AWS::GameLift::Fleet", Properties: {Nmae: players}}

Right: each property compared with the type's page (AWS CloudFormation Template
Reference, "AWS resource and property types reference"), and a note that it was.

    resources:
      Fleet: {Type: "AWS::GameLift::Fleet", Properties: {Name: players}}
    ignore:
      - {rule: BTS4026, on: resources.Fleet, reason: tried in a test account}

Types are added by a line in `schemas/cloudformation/types.txt`.
)"},
    {ids::ResourceTypeMisspelt,
     R"(AWS had published no type of this name, but one that looks much like it. CloudFormation
refuses a template with a type that it does not have.

Wrong:

    resources:
      Orders: {Type: "AWS::SQS::Queu"}

Right:

    resources:
      Orders: {Type: "AWS::SQS::Queue"}

`btsinfra lint --fix` writes the near name. A type that came after the data of this program
(`schemas/cloudformation/README.md` says of when it is) is silenced with a reason:

    ignore:
      - {rule: BTS4027, on: resources.Orders, reason: "new, tried in a test account"}
)"},
    {ids::ResourceTypeElsewhere,
     R"(AWS publishes the schemas of resource types region by region, and this region's did not
have the type (AWS CloudFormation Template Reference, "CloudFormation resource provider
schemas"). The stack would fail with "Unrecognized resource types". Regions get services
one by one, so it may have come since; the finding says of when the data is.

Wrong, in a blueprint of ap-northeast-2:

    resources:
      Packages: {Type: "AWS::CodeArtifact::Domain", Properties: {DomainName: packages}}

Right: the same in a blueprint of a region that has the type, here us-east-1.

    region: us-east-1
    resources:
      Packages: {Type: "AWS::CodeArtifact::Domain", Properties: {DomainName: packages}}

Where the service has come since, and a deployment has shown it:

    ignore:
      - {rule: BTS4028, on: resources.Packages, reason: in the region since last month}
)"},
    {ids::ResourceAttribute,
     R"(`!GetAtt` reads only what the type gives (AWS CloudFormation Template Reference, "Return
values" of the type's page). CloudFormation refuses the template.

Wrong:

    resources:
      Alerts: {Type: "AWS::SNS::Topic"}
      Note:
        Type: AWS::SSM::Parameter
        Properties: {Type: String, Value: !GetAtt Alerts.Arn}

Right:

    resources:
      Alerts: {Type: "AWS::SNS::Topic"}
      Note:
        Type: AWS::SSM::Parameter
        Properties: {Type: String, Value: !GetAtt Alerts.TopicArn}
)"},
    {ids::PseudoParameter,
     R"(What begins with `AWS::` in a `!Ref` or `!Sub` is a pseudo parameter, and there are eight
of them (AWS CloudFormation User Guide, "Get AWS values using pseudo parameters"):
AWS::AccountId, AWS::NotificationARNs, AWS::NoValue, AWS::Partition, AWS::Region,
AWS::StackId, AWS::StackName and AWS::URLSuffix.

Wrong:

    resources:
      Note:
        Type: AWS::SSM::Parameter
        Properties: {Type: String, Value: !Ref AWS::Account}

Right:

    resources:
      Note:
        Type: AWS::SSM::Parameter
        Properties: {Type: String, Value: !Ref AWS::AccountId}
)"},
    {ids::ImportUnknown,
     R"(`!ImportValue` reads an export of the same account and region. No stack of this system
makes one of that name there, so it must come from elsewhere and stand before this stack
is created; while it is imported it can be neither changed nor deleted (AWS CloudFormation
User Guide, "Get exported outputs from a deployed CloudFormation stack").

Wrong, since nothing lets the stack that makes the queue export its ARN:

    resources:
      Orders: {Type: "AWS::SQS::Queue", stack: storage}
      Note:
        Type: AWS::SSM::Parameter
        Properties: {Type: String, Value: !ImportValue bts-seoul-storage-OrdersArn}

Right: a reference, which exports, imports and orders the two stacks.

    resources:
      Orders: {Type: "AWS::SQS::Queue", stack: storage}
      Note:
        Type: AWS::SSM::Parameter
        Properties: {Type: String, Value: "${{ resources.Orders.Arn }}"}

What does come from elsewhere is accepted with its source:

    ignore:
      - {rule: BTS4031, on: resources.Note, reason: exported by the landing zone}
)"},
    {ids::CompilerMistake,
     R"(The compiler made this resource from a component, and what it made breaks the schema that
AWS publishes for its type (AWS CloudFormation Template Reference, "CloudFormation
resource provider schemas"). That is a mistake of the compiler: either it makes something
wrong, or it let a value pass that AWS does not take. The marked component is where it
comes from, the message says which property.

Wrong: to deploy and see. The stack may fail half made.

Right for now: another value in the component, if you see which one is meant, or the right
one laid over it; here as if the message spoke of `InstanceTenancy` in the VPC.

    overrides:
      Vpc: {Properties: {InstanceTenancy: default}}

Please report it, with the component.
)"},
};

}  // namespace

std::span<const Entry> resource_schemas() { return entries; }

}  // namespace btsinfra::explain
