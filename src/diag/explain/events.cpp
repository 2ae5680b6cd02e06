// Events: 3660-3719.
#include "diag/ids/events.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {
namespace {

constexpr Entry entries[] = {
    {ids::AlarmSubject,
     R"(`on` names a component whose metrics the compiler knows by namespace and dimensions:
Auto Scaling groups, load balancers, databases, caches, functions and others, which the
message lists. What reports nothing to CloudWatch cannot be watched.

Wrong:

    alarms:
      full: {on: parameters.AdminCidr, metric: CPUUtilization, above: 80}

Right:

    alarms:
      busy: {on: autoscaling.web, metric: CPUUtilization, above: 80, notify: [admin]}
      queue_old: {namespace: AWS/SQS, metric: ApproximateAgeOfOldestMessage,
                  dimensions: {QueueName: "${{ resources.Jobs }}"}, above: 600, notify: [admin]}
)"},
    {ids::AlarmRegion,
     R"(An alarm reads metrics of its own region only (Amazon CloudWatch User Guide, "Using
Amazon CloudWatch alarms"). What stands in another region is watched there. Route 53
and CloudFront report in us-east-1 from everywhere, so alarms on health checks and
distributions stand in a blueprint of us-east-1.

Wrong, in virginia.yaml (us-east-1):

    alarms:
      slow: {on: seoul.databases.main, metric: WriteLatency, above: 0.1, notify: [admin]}

Right, in seoul.yaml:

    alarms:
      slow: {on: databases.main, metric: WriteLatency, above: 0.1, notify: [admin]}

To hear from outside that a region is down, watch a health check: it is made from
elsewhere and reported in us-east-1.
)"},
    {ids::MisspeltMetric,
     R"(CloudWatch takes an alarm on any name, and one that nothing reports under never has
data: the alarm stays in INSUFFICIENT_DATA for ever. Names of metrics are compared with
those that the service's user guide lists, letter case included.

Wrong:

    alarms:
      crowded: {on: autoscaling.web, metric: GroupInServiceInstance, above: 3, notify: [admin]}

Right:

    alarms:
      crowded: {on: autoscaling.web, metric: GroupInServiceInstances, above: 3, notify: [admin]}

A metric that a program of yours reports with the same dimensions has a namespace of its
own: give it in `namespace`.
)"},
    {ids::UnknownMetric,
     R"(The metric is not among those known of such components. It may be newer than this
compiler's data, or be none at all; then the alarm never has data.

Doubtful:

    alarms:
      odd: {on: databases.main, metric: Wobble, above: 3, notify: [admin]}

Right, for a metric of the service:

    alarms:
      full: {on: databases.main, metric: FreeStorageSpace, below: 2000000000, notify: [admin]}

Right, for one that a program reports:

    alarms:
      odd: {on: databases.main, namespace: Shop, metric: Wobble, above: 3, notify: [admin]}
)"},
    {ids::AlarmWithoutMetric,
     R"(An alarm watches a metric: one of a component (`on` and `metric`), or any by
`namespace`, `metric` and `dimensions`. Only health checks have a usual one, so that `on`
alone suffices for them.

Wrong:

    alarms:
      busy: {on: autoscaling.web, above: 80, notify: [admin]}

Right:

    alarms:
      busy: {on: autoscaling.web, metric: CPUUtilization, above: 80, notify: [admin]}
)"},
    {ids::AlarmThreshold,
     R"(An alarm goes off when its metric is `above`, `at_least`, `below` or `at_most` a
number: exactly one of the four is given. Only health checks have a usual threshold.

Wrong:

    alarms:
      busy: {on: autoscaling.web, metric: CPUUtilization, above: 80, below: 10, notify: [admin]}

Right:

    alarms:
      busy: {on: autoscaling.web, metric: CPUUtilization, above: 80, notify: [admin]}
      idle: {on: autoscaling.web, metric: CPUUtilization, below: 10, notify: [admin]}
)"},
    {ids::AlarmStatistic,
     R"(Of the data of one period CloudWatch makes the average, the sum, the minimum, the
maximum, the number of samples, a percentile (`p99`) or a trimmed statistic (`tm95`,
`wm90`, `iqm`) (Amazon CloudWatch User Guide, "CloudWatch statistics definitions").

Wrong:

    alarms:
      slow: {on: load_balancers.web, metric: TargetResponseTime, statistic: 99th, above: 1}

Right:

    alarms:
      slow: {on: load_balancers.web, metric: TargetResponseTime, statistic: p99, above: 1}
)"},
    {ids::AlarmPeriod,
     R"(A period has 10, 20, 30 or a multiple of 60 seconds, no more periods can breach than
are looked at, and an alarm looks back a day at most, with periods of an hour or more a
week (Amazon CloudWatch API, PutMetricAlarm).

Wrong:

    alarms:
      busy: {on: autoscaling.web, metric: CPUUtilization, above: 80, period: 90, datapoints: 3}

Right:

    alarms:
      busy: {on: autoscaling.web, metric: CPUUtilization, above: 80, period: 60, periods: 5,
             datapoints: 3, notify: [admin]}
)"},
    {ids::FinePeriod,
     R"(AWS's own metrics come once a minute or more seldom. With shorter periods most of them
hold no data, and the alarm flickers between its states and INSUFFICIENT_DATA. Periods of
10, 20 or 30 seconds are for metrics that programs report in high resolution.

Doubtful:

    alarms:
      busy: {on: autoscaling.web, metric: CPUUtilization, above: 80, period: 10, notify: [admin]}

Right:

    alarms:
      busy: {on: autoscaling.web, metric: CPUUtilization, above: 80, period: 60, notify: [admin]}
)"},
    {ids::AlarmNeverFires,
     R"(A group never has more instances in service than its maximum. An alarm above that
number is one that nobody will ever hear, and CloudWatch takes it without a word. The same
holds for a metric that the component does not report, as the lag of a database that
replicates no other.

Wrong:

    autoscaling:
      web: {size: {min: 2, max: 3}, subnets: private}
    alarms:
      crowded: {on: autoscaling.web, metric: GroupInServiceInstances, above: 3.8, notify: [admin]}

Right:

    autoscaling:
      web: {size: {min: 2, max: 4}, subnets: private}
    alarms:
      crowded: {on: autoscaling.web, metric: GroupInServiceInstances, above: 3.8, notify: [admin]}
)"},
    {ids::AlarmDimension,
     R"(`on` gives the dimensions under which the component's metrics are filed;
`dimensions` adds further ones, as a zone of a load balancer. The same one twice could
only contradict itself.

Wrong:

    alarms:
      slow: {on: load_balancers.web, metric: HTTPCode_ELB_5XX_Count, above: 5,
             dimensions: {LoadBalancer: app/other/123}, notify: [admin]}

Right:

    alarms:
      slow: {on: load_balancers.web, metric: HTTPCode_ELB_5XX_Count, above: 5,
             dimensions: {AvailabilityZone: ap-northeast-2a}, notify: [admin]}
)"},
    {ids::UnheardAlarm,
     R"(An alarm that notifies no topic, and that no rule acts on, changes its colour in the
console and does nothing else.

Doubtful:

    alarms:
      busy: {on: autoscaling.web, metric: CPUUtilization, above: 80}

Right:

    topics:
      admin: {email: ["${{ parameters.AdminEmail }}"]}
    alarms:
      busy: {on: autoscaling.web, metric: CPUUtilization, above: 80, notify: [admin]}
)"},
    {ids::EndpointWrittenOut,
     R"(What stands in a blueprint stands in the templates, and in the history of both. Mail
addresses are personal data, and the URL of a pager or chat often holds its key. So both
come from parameters: the deployment asks for them.

Wrong:

    topics:
      admin: {email: [admin@example.com]}

Right:

    parameters:
      AdminEmail: {type: email, description: Who is told of alarms}
    topics:
      admin: {email: ["${{ parameters.AdminEmail }}"]}

Whoever owns the address gets a mail with a link. The stack does not wait for it, but
nothing is delivered before it is followed.
)"},
    {ids::TopicName,
     R"(The name of a topic has up to 256 Latin letters, digits, hyphens and underscores
(Amazon SNS API, CreateTopic).

Wrong:

    topics:
      admin: {name: Admin alert}

Right:

    topics:
      admin: {name: admin-alert}

What mails are signed with is the `display` name, which may have blanks.
)"},
    {ids::TopicKey,
     R"(A topic is encrypted with a KMS key of its own region, by its ARN or by its alias
(Amazon SNS Developer Guide, "Server-side encryption").

Wrong, in ap-northeast-2:

    topics:
      admin: {key: "arn:aws:kms:us-east-1:123456789012:key/01234567-89ab-…"}

Right:

    keys:
      events: {description: Alarms while they wait}
    topics:
      admin: {key: "${{ keys.events.arn }}"}
)"},
    {ids::SilentTopicKey,
     R"(Alarms and rules publish to an encrypted topic only if the policy of its key lets their
service use the key. The policy of the key that AWS manages for SNS does not, and cannot
be changed: the alarm goes off, and nothing arrives (Amazon SNS Developer Guide,
"Enable compatibility between event sources from AWS services and encrypted topics").

Doubtful:

    topics:
      admin: {key: alias/aws/sns}
    alarms:
      busy: {on: autoscaling.web, metric: CPUUtilization, above: 80, notify: [admin]}

Right:

    keys:
      events: {description: Alarms while they wait}
    topics:
      admin: {key: "${{ keys.events.arn }}"}

The compiler lets the publishing services use such a key.
)"},
    {ids::SubscribedTwice,
     R"(SNS knows one subscription per topic and endpoint, and CloudFormation would manage the
same one twice: removing one of the two would remove it.

Wrong:

    topics:
      admin: {email: ["${{ parameters.AdminEmail }}", "${{ parameters.AdminEmail }}"]}

Right:

    topics:
      admin: {email: ["${{ parameters.AdminEmail }}", "${{ parameters.DeputyEmail }}"]}
)"},
    {ids::NotifiedElsewhere,
     R"(Alarms and rules notify topics of their own region only. A topic costs nothing: declare
one in each region, with the same addresses.

Wrong, in virginia.yaml (us-east-1):

    alarms:
      lag: {on: databases.replica, metric: ReplicaLag, above: 300, notify: [seoul.topics.admin]}

Right, in virginia.yaml:

    topics:
      admin: {email: ["${{ parameters.AdminEmail }}"]}
    alarms:
      lag: {on: databases.replica, metric: ReplicaLag, above: 300, notify: [admin]}
)"},
    {ids::EventRuleTrigger,
     R"(A rule acts on one thing: an alarm's changes of state (`on_alarm`), a schedule, or
events that fit a pattern. What should happen on two occasions takes two rules.

Wrong:

    event_rules:
      start: {on_alarm: crowded, schedule: rate(1 day), run: [functions.start]}

Right:

    event_rules:
      start_when_crowded: {on_alarm: crowded, run: [functions.start]}
      start_daily: {schedule: rate(1 day), run: [functions.start]}
)"},
    {ids::EventRuleSchedule,
     R"text(EventBridge takes `rate(5 minutes)` (`rate(1 minute)`: the unit follows the number) and
`cron(…)` with six fields in UTC: minutes, hours, day of the month, month, day of the
week, year. Exactly one of the two days is `?` (Amazon EventBridge User Guide, "Setting a
schedule pattern"). Within braces YAML wants quotes around a `?`.

Wrong:

    event_rules:
      nightly: {schedule: cron(0 3 * * *), run: [functions.clean]}

Right:

    event_rules:
      nightly: {schedule: "cron(0 3 * * ? *)", run: [functions.clean]}
)text"},
    {ids::EventPattern,
     R"(A pattern has the form of the events it fits, each value in a list (Amazon EventBridge
User Guide, "Creating event patterns"). EventBridge refuses others.

Wrong:

    event_rules:
      tasks: {pattern: {source: aws.ecs}, notify: [admin]}

Right:

    event_rules:
      tasks: {pattern: {source: [aws.ecs]}, notify: [admin]}
)"},
    {ids::UnfilteredAlarmEvents,
     R"(An alarm sends an event with each change of its state: when it goes off, when all is
well again, and when data is missing. A rule without a filter on the state acts on all
three. So does one for `source: [aws.cloudwatch]` alone, which gets every event of
CloudWatch.

Doubtful:

    event_rules:
      start:
        pattern: {source: [aws.cloudwatch], detail-type: [CloudWatch Alarm State Change]}
        run: [functions.start]

Right:

    event_rules:
      start: {on_alarm: crowded, run: [functions.start]}
)"},
    {ids::EventTargets,
     R"(A rule has one to five targets; more than five is a quota of EventBridge's that
CloudFormation finds out only when it makes the rule.

Wrong:

    event_rules:
      start: {on_alarm: crowded}

Right:

    event_rules:
      start: {on_alarm: crowded, run: [functions.start], notify: [admin]}
)"},
    {ids::EventsElsewhere,
     R"(Events arrive in the region in which they happen, and a rule there runs functions of that
region. The same holds for the functions that a topic runs.

Wrong, in virginia.yaml (us-east-1):

    event_rules:
      start: {on_alarm: seoul.alarms.crowded, run: [functions.start]}

Right, in seoul.yaml:

    event_rules:
      start: {on_alarm: crowded, run: [functions.start]}
)"},
    {ids::EventRuleName,
     R"(The name of a rule has up to 64 Latin letters, digits, dots, hyphens and underscores
(Amazon EventBridge API, PutRule).

Wrong:

    event_rules:
      start: {name: Start the bastions, on_alarm: crowded, run: [functions.start]}

Right:

    event_rules:
      start: {name: start-bastions, on_alarm: crowded, run: [functions.start]}
)"},
    {ids::DeadLetterQueue,
     R"(Events that could not be delivered go to a standard SQS queue of the rule's own region
(Amazon EventBridge User Guide, "Using dead-letter queues"). The queue's policy must let
`events.amazonaws.com` send on behalf of the rule.

Wrong:

    event_rules:
      start: {on_alarm: crowded, run: [functions.start], dead_letters: lost-events}

Right:

    event_rules:
      start: {on_alarm: crowded, run: [functions.start],
              dead_letters: "${{ resources.LostEvents.Arn }}"}
)"},
    {ids::FunctionCode,
     R"(The code of a function comes from one place: `code` holds it, `bucket` and `key` name a
package, or the compiler writes it, for a function that `starts` or `stops` bastions.

Wrong:

    functions:
      work: {starts: [bastions.admin], stops: [bastions.admin]}

Right:

    functions:
      morning: {starts: [bastions.admin]}
      evening: {stops: [bastions.admin]}
)"},
    {ids::FunctionPackageElsewhere,
     R"(Lambda fetches a package from a bucket of the function's own region (AWS Lambda API,
CreateFunction).

Wrong, in virginia.yaml (us-east-1):

    functions:
      thumbnails: {bucket: seoul.buckets.code, key: thumbnails.zip}

Right:

    buckets:
      code: {expire_old_versions: 30}
    functions:
      thumbnails: {bucket: code, key: thumbnails.zip}
)"},
    {ids::RuntimeBlocked,
     R"(Lambda ends a runtime in three steps: no more security fixes, no new functions, no
changes to those there are (AWS Lambda Developer Guide, "Lambda runtimes"). With this one
the stack cannot be created. The dates are data of the compiler's, and AWS has moved such
dates before.

Wrong:

    functions:
      start: {runtime: python3.8, starts: [bastions.admin]}

Right:

    functions:
      start: {starts: [bastions.admin]}
      work: {runtime: python3.14, bucket: code, key: work.zip}
)"},
    {ids::RuntimeDeprecated,
     R"(The runtime gets no more security fixes, or will not within half a year, and soon after no
new function can have it (AWS Lambda Developer Guide, "Lambda runtimes").

Doubtful, in autumn 2026:

    functions:
      work: {runtime: dotnet8, handler: "Shop::Work", bucket: code, key: work.zip}

Right:

    functions:
      work: {runtime: python3.14, bucket: code, key: work.zip}
)"},
    {ids::RuntimeUnknown,
     R"(The runtime is not in the compiler's data: it is misspelt, or newer than the data.
Lambda has the last word.

Doubtful:

    functions:
      work: {runtime: python3.31, bucket: code, key: work.zip}

Right:

    functions:
      work: {runtime: python3.13, bucket: code, key: work.zip}
)"},
    {ids::FunctionHandler,
     R"(Code in the template becomes the module `index`, for Python and Node.js only (AWS::Lambda::
Function, ZipFile); the handler names a function in it. For a function that starts or
stops bastions the compiler writes code and handler.

Wrong:

    functions:
      work:
        handler: lambda_function.lambda_handler
        code: |
          def lambda_handler(event, context):
              return event

Right:

    functions:
      work:
        handler: index.lambda_handler
        code: |
          def lambda_handler(event, context):
              return event
)"},
    {ids::FunctionEnvironment,
     R"(Lambda sets some variables itself and lets nobody else set them; others are named by a
letter and then letters, digits and underscores (AWS Lambda Developer Guide, "Working
with Lambda environment variables").

Wrong:

    functions:
      work: {bucket: code, key: work.zip, environment: {AWS_REGION: ap-northeast-2}}

Right:

    functions:
      work: {bucket: code, key: work.zip, environment: {TABLE_REGION: ap-northeast-2}}
)"},
    {ids::FunctionName,
     R"(The name of a function has up to 64 Latin letters, digits, hyphens and underscores (AWS
Lambda API, CreateFunction).

Wrong:

    functions:
      start: {name: EC2 start, starts: [bastions.admin]}

Right:

    functions:
      start: {name: EC2-start, starts: [bastions.admin]}
)"},
    {ids::SwitchedSubject,
     R"(`starts` and `stops` name bastions of the function's own region: instances that are
declared one by one. The function may start or stop these and nothing else. An Auto
Scaling group replaces what somebody else stops.

Wrong:

    functions:
      start: {starts: [autoscaling.web]}

Right:

    functions:
      start: {starts: [bastions.admin]}
)"},
    {ids::AddressOfStopped,
     R"(The public address that EC2 lends an instance goes when it stops; started again it has
another one, which nobody who logs in knows. An Elastic IP stays.

Doubtful:

    bastions:
      admin: {subnets: public, elastic_ips: false}
    functions:
      start: {starts: [bastions.admin]}

Right:

    bastions:
      admin: {subnets: public}
    functions:
      start: {starts: [bastions.admin]}
)"},
    {ids::FunctionInPublicTier,
     R"(A function in a VPC gets private addresses only. In a public tier the way out is an
internet gateway, which serves public addresses only: the function reaches nothing
outside the VPC (AWS Lambda Developer Guide, "Enable internet access for VPC-connected
Lambda functions").

Doubtful:

    functions:
      work: {bucket: code, key: work.zip, subnets: public}

Right:

    functions:
      work: {bucket: code, key: work.zip, subnets: private}
)"},
    {ids::DeadLettersRefused,
     R"(EventBridge puts what it cannot deliver into a queue only if the queue's policy lets it in
(Amazon EventBridge User Guide, "Using dead-letter queues to process undelivered events").
Without one nothing fails, and the events are gone.

Wrong:

    resources:
      Lost: {Type: AWS::SQS::Queue}

Right, beside it:

    resources:
      LostPolicy:
        Type: AWS::SQS::QueuePolicy
        Properties:
          Queues: [!Ref Lost]
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: {Service: events.amazonaws.com}
                Action: sqs:SendMessage
                Resource: !GetAtt Lost.Arn
)"},
};

}  // namespace

std::span<const Entry> events() { return entries; }

}  // namespace btsinfra::explain
