// Resources beside CloudFormation's published schemas: 4020-4032.
#include "diag/explain/tables.h"
#include "diag/ids/stacks.h"

namespace btsinfra::explain {
namespace {

constexpr Entry entries[] = {
    {ids::PropertyUnknown,
     R"(The resource type has no property of that name at that place (AWS publishes what each type
takes: CloudFormation CLI User Guide, "Resource type schemas"). CloudFormation refuses the
template, mostly when the stack before it stands already.

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
     R"(The resource type cannot be made without this property (CloudFormation CLI User Guide,
"Resource type schemas", `required`). What stands inside an optional object is demanded
only where the object is given.

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
        Properties: {Subscription: {Endpoint: "https://example.com/in", Protocol: https}}

Right:

    resources:
      Alerts:
        Type: AWS::SNS::Topic
        Properties: {Subscription: [{Endpoint: "https://example.com/in", Protocol: https}]}
)"},
    {ids::PropertyReadOnly,
     R"(CloudFormation gives this property once the resource exists, and takes it from nobody
(CloudFormation CLI User Guide, "Resource type schemas", `readOnlyProperties`).

Wrong:

    resources:
      Orders: {Type: "AWS::SQS::Queue", Properties: {QueueUrl: "https://example.com/orders"}}

Right: read it where it is used, `!Ref Orders` or `!GetAtt Orders.QueueUrl`.
)"},
    {ids::PropertyValue,
     R"(The published schema lists the values of this property, or bounds them by a range, a
length, a number of items or a pattern, and this one is none of them. It is a warning
because for older types the schema may lag behind what the service takes.

Wrong:

    resources:
      Table:
        Type: AWS::DynamoDB::Table
        Properties:
          AttributeDefinitions: [{AttributeName: id, AttributeType: TEXT}]
          KeySchema: [{AttributeName: id, KeyType: HASH}]

Right: `AttributeType: S`. Where you know that the service takes it, say so:

    ignore:
      - {rule: BTS4024, on: resources.Table, reason: "new this month, tried in a test account"}
)"},
    {ids::PropertiesTogether,
     R"(Of these properties exactly one, or at least one, is to be given, or one is of no use
without the other (CloudFormation CLI User Guide, "Resource type schemas", `oneOf`,
`anyOf`, `dependencies`). CloudFormation refuses the template, or the service refuses the
request when the stack is half made.

Wrong: both, or neither, of two that exclude each other. Right: one of them; the finding
names them all.
)"},
    {ids::ResourceTypeUnknown,
     R"(The type is none of those whose schemas are compiled into this program, so its properties
are emitted as they are and nobody has looked at them. It may well exist: AWS has more than
a thousand types, and third parties have theirs.

Right: read its page in the CloudFormation reference once more, and say that you did:

    ignore:
      - {rule: BTS4026, on: resources.Fleet, reason: tried in a test account}

Types are added by a line in `schemas/cloudformation/types.txt`.
)"},
    {ids::ResourceTypeMisspelt,
     R"(No type of this name is known, and one that is known looks much like it. CloudFormation
refuses a template with a type that it does not have.

Wrong:

    resources:
      Orders: {Type: "AWS::SQS::Queu"}

Right:

    resources:
      Orders: {Type: "AWS::SQS::Queue"}

`btsinfra lint --fix` writes the near name.
)"},
    {ids::ResourceTypeElsewhere,
     R"(AWS publishes the schemas of resource types region by region, and this region's did not
have the type. The stack would fail with "unrecognized resource type". Regions get services
one by one, so it may have come since; the finding says of when the data is.

Wrong: a resource of a service that the region does not offer. Right: the same resource in
a blueprint of another region; a few services, as those for billing, exist in us-east-1
alone.
)"},
    {ids::ResourceAttribute,
     R"(`!GetAtt` reads only what the type gives (its page in the CloudFormation reference,
"Return values"; CloudFormation CLI User Guide, "Resource type schemas",
`readOnlyProperties`). CloudFormation refuses the template.

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
makes one of that name there, so it must come from elsewhere and stand before this stack is
created; while it is imported it can be neither changed nor deleted (AWS CloudFormation
User Guide, "Get exported outputs from a deployed CloudFormation stack").

Wrong, where the queue is of this system: `!ImportValue bts-seoul-storage-OrdersArn`.

Right: `${{ resources.Orders.Arn }}`, which orders the stacks too. What does come from
elsewhere is accepted with its source:

    ignore:
      - {rule: BTS4031, on: resources.Rule, reason: exported by the landing zone}
)"},
    {ids::CompilerMistake,
     R"(The compiler made this resource from a component, and what it made breaks the schema that
AWS publishes for its type. That is a mistake of the compiler: either it makes something
wrong, or it let a value pass that AWS does not take. The marked component is where it comes
from, the message says which property.

Right for now: change the value if you see which it is, or lay the right one over it with
`overrides:`. Please report it, with the component.
)"},
};

}  // namespace

std::span<const Entry> resource_schemas() { return entries; }

}  // namespace btsinfra::explain
