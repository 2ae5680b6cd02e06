// The kinds `topics`, `alarms`, `event_rules` and `functions`: what they emit, and what they ask of
// each other.
#include <algorithm>
#include <string>
#include <vector>

#include "services/cloudwatch/metrics.h"
#include "services/cloudwatch/statistics.h"
#include "services/eventbridge/schedule.h"
#include "services/kind.h"
#include "services/lambda/runtimes.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::compile_files;
using test::compile_yaml;
using test::Compiled;
using test::rendered;

const std::string top = R"(blueprint: 1
system: demo
region: ap-northeast-2
parameters:
  AdminEmail: {type: email, description: Who is told}
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public:  {access: public,  cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
topics:
  admin: {email: ["${{ parameters.AdminEmail }}"]}
)";

const std::string work = R"(functions:
  work: {code: "def handler(event, context): pass"}
)";

std::string property(const Compiled& compiled, const std::string& id, const std::string& name) {
  const cfn::Resource* resource = find(compiled, id);
  const cfn::Value* value = resource == nullptr ? nullptr : resource->properties.find(name);
  return value == nullptr ? "" : rendered(*value);
}

Layer layer_of(const Compiled& compiled, const std::string& id) {
  for (const LoweredResource& resource : compiled.lowered.resources) {
    if (resource.resource.logical_id == id) return resource.layer;
  }
  FAIL("no resource " << id);
  return Layer::App;
}

TEST_CASE("an alarm's dimensions are those of what it is on", "[events]") {
  const Compiled compiled = compile_yaml(top + work + R"(autoscaling:
  web: {subnets: private, size: {min: 2, max: 4}, behind: load_balancers.web}
load_balancers:
  web: {subnets: public, allow: [10.0.0.0/8], plain_http: true}
databases:
  main: {engine: mysql, version: "8.4", subnets: private}
alarms:
  crowded: {on: autoscaling.web, metric: GroupInServiceInstances, above: 3.8, period: 300, notify: [admin]}
  busy: {on: autoscaling.web, metric: CPUUtilization, above: 80, notify: [admin]}
  sick: {on: load_balancers.web, metric: UnHealthyHostCount, at_least: 1, notify: [admin]}
  errors: {on: load_balancers.web, metric: HTTPCode_ELB_5XX_Count, above: 5, notify: [admin]}
  full: {on: databases.main, metric: FreeStorageSpace, below: 2000000000, notify: [admin]}
  failed: {on: functions.work, metric: Errors, above: 0, notify: [admin]}
)");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "CrowdedAlarm", "Namespace") == R"("AWS/AutoScaling")");
  CHECK(property(compiled, "CrowdedAlarm", "Dimensions") ==
        R"([{"Name": "AutoScalingGroupName", "Value": <WebAutoScalingGroup>}])");
  CHECK(property(compiled, "CrowdedAlarm", "Threshold") == "3.8");
  CHECK(property(compiled, "CrowdedAlarm", "ComparisonOperator") == R"("GreaterThanThreshold")");
  CHECK(property(compiled, "CrowdedAlarm", "AlarmActions") == "[<AdminTopic>]");
  CHECK(property(compiled, "CrowdedAlarm", "AlarmName").empty());
  CHECK(property(compiled, "BusyAlarm", "Namespace") == R"("AWS/EC2")");
  CHECK(property(compiled, "BusyAlarm", "Threshold") == "80");
  CHECK(property(compiled, "SickAlarm", "Dimensions") ==
        R"([{"Name": "TargetGroup", "Value": <WebTargetGroup.TargetGroupFullName>}, )"
        R"({"Name": "LoadBalancer", "Value": <WebLoadBalancer.LoadBalancerFullName>}])");
  CHECK(property(compiled, "SickAlarm", "Statistic") == R"("Maximum")");
  CHECK(property(compiled, "ErrorsAlarm", "Statistic") == R"("Sum")");
  CHECK(property(compiled, "FullAlarm", "Dimensions") ==
        R"([{"Name": "DBInstanceIdentifier", "Value": <MainDatabase>}])");
  CHECK(property(compiled, "FailedAlarm", "Dimensions") ==
        R"([{"Name": "FunctionName", "Value": <WorkFunction>}])");
}

TEST_CASE("of several instances the worst counts", "[events]") {
  const Compiled compiled = compile_yaml(top + R"(bastions:
  admin: {subnets: public}
caches:
  sessions: {engine: valkey, version: "8.0", node: cache.t4g.micro, subnets: private}
alarms:
  down: {on: bastions.admin, metric: StatusCheckFailed, at_least: 1, notify: [admin]}
  full: {on: caches.sessions, metric: FreeableMemory, below: 1000, notify: [admin]}
)");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "DownAlarm", "MetricName").empty());
  const std::string down = property(compiled, "DownAlarm", "Metrics");
  CHECK(down.find("MAX(METRICS())") != std::string::npos);
  CHECK(down.find(R"([{"Name": "InstanceId", "Value": <AdminBastionC>}])") != std::string::npos);
  const std::string full = property(compiled, "FullAlarm", "Metrics");
  CHECK(full.find("MIN(METRICS())") != std::string::npos);
  CHECK(full.find(R"(<<SessionsCache>, "-002">)") != std::string::npos);
}

TEST_CASE("a metric of one's own needs no component", "[events]") {
  const Compiled compiled = compile_yaml(top + work + R"(alarms:
  orders: {namespace: Shop, metric: Orders, dimensions: {Stage: live}, at_most: 0, missing: breaching, notify: [admin]}
  memory: {on: functions.work, namespace: Shop, metric: Heap, above: 1, notify: [admin]}
)");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "OrdersAlarm", "Namespace") == R"("Shop")");
  CHECK(property(compiled, "OrdersAlarm", "Dimensions") ==
        R"([{"Name": "Stage", "Value": "live"}])");
  CHECK(property(compiled, "OrdersAlarm", "TreatMissingData") == R"("breaching")");
  CHECK(property(compiled, "MemoryAlarm", "Namespace") == R"("Shop")");
  CHECK(property(compiled, "MemoryAlarm", "Dimensions") ==
        R"([{"Name": "FunctionName", "Value": <WorkFunction>}])");
}

TEST_CASE("what is known of metrics fits the kinds", "[events]") {
  for (const std::string_view key : watched_kinds()) {
    INFO(key);
    const Kind* kind = find_kind(key);
    REQUIRE(kind != nullptr);
    CHECK_FALSE(metric_names(key).empty());
    for (const MetricSet set : {MetricSet::Own, MetricSet::Group, MetricSet::Targets}) {
      const MetricHome* home = metric_home(key, set);
      if (home == nullptr) continue;
      if (home->attribute.empty()) continue;
      const auto known = kind->attributes();
      CHECK(std::any_of(known.begin(), known.end(), [&](const Attribute& attribute) {
        return attribute.name == home->attribute;
      }));
    }
    for (const std::string_view name : metric_names(key)) {
      const MetricFact* fact = find_metric(key, name);
      CHECK(parse_statistic(fact->statistic));
      CHECK(metric_home(key, fact->set) != nullptr);
    }
  }
}

TEST_CASE("statistics", "[events]") {
  for (const char* good : {"average", "sum", "samples", "p99", "p99.9", "p100", "tm95", "iqm"}) {
    CHECK(parse_statistic(good));
  }
  for (const char* bad : {"Average", "p", "p101", "99", "p9.", "xx5", ""}) {
    CHECK_FALSE(parse_statistic(bad));
  }
  CHECK(parse_statistic("average")->name == "Average");
  CHECK_FALSE(parse_statistic("sum")->extended);
  CHECK(parse_statistic("p99")->extended);
  CHECK(near_statistic("avg") == "average");
  CHECK(near_statistic("Maximum") == "maximum");
  CHECK(near_statistic("xyzzy").empty());
}

TEST_CASE("a rule on an alarm asks for its state and may run what it runs", "[events]") {
  const Compiled compiled = compile_yaml(top + R"(bastions:
  admin: {subnets: public}
autoscaling:
  web: {subnets: private, size: {min: 2, max: 4}}
functions:
  ec2_start: {name: EC2-start, starts: [bastions.admin]}
alarms:
  crowded: {on: autoscaling.web, metric: GroupInServiceInstances, above: 3, notify: [admin]}
event_rules:
  start: {on_alarm: crowded, run: [functions.ec2_start]}
)");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "StartRule", "EventPattern") ==
        R"({"source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"], )"
        R"("resources": [<CrowdedAlarm.Arn>], "detail": {"state": {"value": ["ALARM"]}}})");
  CHECK(property(compiled, "StartRule", "Targets") ==
        R"([{"Id": "Ec2StartFunction", "Arn": <Ec2StartFunction.Arn>}])");
  const std::string permission = "StartRuleRunsEc2StartFunction";
  CHECK(property(compiled, permission, "SourceArn") == "<StartRule.Arn>");
  CHECK(property(compiled, permission, "Principal") == R"("events.amazonaws.com")");
  CHECK(property(compiled, permission, "FunctionName") == "<Ec2StartFunction.Arn>");
  CHECK(find(compiled, "AdminTopicPolicy") == nullptr);  // alarms need none
}

TEST_CASE("a function that starts bastions may do that and nothing else", "[events]") {
  const Compiled compiled = compile_yaml(top + R"(bastions:
  admin: {subnets: public}
functions:
  ec2_start: {starts: [bastions.admin]}
)");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const std::string policies = property(compiled, "Ec2StartFunctionRole", "Policies");
  CHECK(policies.find(R"("Action": "ec2:StartInstances")") != std::string::npos);
  CHECK(policies.find(R"(":instance/", <AdminBastionA>)") != std::string::npos);
  CHECK(policies.find(R"(":instance/", <AdminBastionC>)") != std::string::npos);
  CHECK(policies.find("*") == std::string::npos);
  CHECK(policies.find("Stop") == std::string::npos);
  CHECK(property(compiled, "Ec2StartFunction", "Environment") ==
        R"({"Variables": {"INSTANCE_IDS": <<AdminBastionA>, ",", <AdminBastionC>>}})");
  const std::string code = property(compiled, "Ec2StartFunction", "Code");
  CHECK(code.find("start_instances(InstanceIds=ids)") != std::string::npos);
  CHECK(property(compiled, "Ec2StartFunction", "Runtime") ==
        "\"" + std::string(newest_python()) + "\"");
  CHECK(property(compiled, "Ec2StartFunction", "Handler") == R"("index.handler")");
}

TEST_CASE("a package waits for its object; a function in a tier has a group", "[events]") {
  const Compiled compiled = compile_yaml(top + R"(buckets:
  code: {}
functions:
  report: {bucket: code, key: report.zip, handler: report.main, subnets: private, reads: [buckets.code], writes: [topics.admin]}
databases:
  main: {engine: mysql, version: "8.4", subnets: private, allow: [functions.report]}
)");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  REQUIRE(compiled.lowered.gates.size() == 1);
  CHECK(compiled.lowered.gates.front().type == "object");
  CHECK(property(compiled, "ReportFunction", "VpcConfig") ==
        R"({"SecurityGroupIds": [<ReportFunctionSecurityGroup>], )"
        R"("SubnetIds": [<PrivateSubnetA>, <PrivateSubnetC>]})");
  const std::string policies = property(compiled, "ReportFunctionRole", "Policies");
  CHECK(policies.find(R"("Action": "sns:Publish", "Resource": <AdminTopic>)") != std::string::npos);
  CHECK(property(compiled, "MainDatabaseFromReportFunctionOn3306", "SourceSecurityGroupId") ==
        "<ReportFunctionSecurityGroup>");
}

TEST_CASE("a topic's policy names rules, and alarms with them", "[events]") {
  const Compiled compiled = compile_files({{"seoul.yaml", top + work + R"(alarms:
  failed: {on: functions.work, metric: Errors, above: 0, notify: [admin]}
event_rules:
  tasks: {pattern: {source: [aws.ecs]}, notify: [admin]}
)"},
                                           {"other.yaml", R"(blueprint: 1
system: demo
region: ap-northeast-2
event_rules:
  daily: {schedule: rate(1 day), notify: [seoul.topics.admin]}
)"}});
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const std::string policy = property(compiled, "AdminTopicPolicy", "PolicyDocument");
  // Rules do not say who they are, so one statement without condition admits them all.
  CHECK(policy.find(R"({"Sid": "EventRules", "Effect": "Allow", "Principal": {"Service": )"
                    R"("events.amazonaws.com"}, "Action": "sns:Publish", )"
                    R"("Resource": <AdminTopic>})") != std::string::npos);
  CHECK(policy.find(R"("Sid": "Alarms")") != std::string::npos);
}

TEST_CASE("a topic runs functions that admit it", "[events]") {
  const Compiled compiled = compile_yaml(R"(blueprint: 1
system: demo
region: ap-northeast-2
topics:
  orders: {functions: [work]}
)" + work);
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "OrdersTopicRunsWorkFunction", "SourceArn") == "<OrdersTopic>");
  CHECK(property(compiled, "OrdersTopicLambdaToWorkFunction", "Endpoint") == "<WorkFunction.Arn>");
}

TEST_CASE("input of a rule is JSON in a text", "[events]") {
  const Compiled compiled = compile_yaml(top + work + R"(event_rules:
  daily:
    schedule: rate(1 day)
    run: [work]
    input: {to: "${{ topics.admin.name }}!", n: [1, 2.5, true], q: 'a "b" \c'}
)");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const std::string targets = property(compiled, "DailyRule", "Targets");
  CHECK(targets.find(R"(<AdminTopic.TopicName>)") != std::string::npos);
  const cfn::List* list = find(compiled, "DailyRule")->properties.find("Targets")->as<cfn::List>();
  const cfn::Value* input = list->front().as<cfn::Map>()->find("Input");
  const cfn::List& parts = input->as<cfn::Text>()->parts;
  REQUIRE(parts.size() == 3);
  CHECK(*parts[0].as<std::string>() == R"({"n":[1,2.5,true],"q":"a \"b\" \\c","to":")");
  CHECK(*parts[2].as<std::string>() == R"(!"})");
}

TEST_CASE("schedules", "[events]") {
  for (const char* good :
       {"rate(1 minute)", "rate(5 minutes)", "rate(2 hours)", "cron(0 1 * * ? *)",
        "cron(15 10 ? * 6L 2026-2030)", "cron(0/15 8-17 ? * MON-FRI *)", "cron(0 0 L * ? *)",
        "cron(0 9 ? * 2#1 *)", "cron(0 9 15W JAN,JUL ? *)"}) {
    INFO(good);
    CHECK_FALSE(schedule_fault(good));
  }
  for (const char* bad :
       {"", "daily", "rate(0 minutes)", "rate(1 minutes)", "rate(2 minute)", "rate(5 weeks)",
        "rate(five minutes)", "rate(5)", "cron(0 1 * * *)", "cron(0 1 * * * *)",
        "cron(0 1 ? * ? *)", "cron(60 1 * * ? *)", "cron(0 24 * * ? *)", "cron(0 1 32 * ? *)",
        "cron(0 1 * FOO ? *)", "cron(0 1 ? * 8 *)", "cron(0 5-1 * * ? *)", "cron(*/0 1 * * ? *)",
        "cron(0 1 * * ? *"}) {
    INFO(bad);
    CHECK(schedule_fault(bad));
  }
}

TEST_CASE("runtimes come to an end in order", "[events]") {
  CHECK(newest_python().starts_with("python"));
  for (const Runtime& runtime : runtimes()) {
    INFO(runtime.name);
    CHECK(runtime.update_blocked >= runtime.creation_blocked);
    if (!runtime.successor.empty()) {
      const Runtime* next = find_runtime(runtime.successor);
      REQUIRE(next != nullptr);
      CHECK(next->successor.empty());
      CHECK(next->deprecated > runtime_facts_date);
    }
  }
}

TEST_CASE("an alarm that a rule acts on is heard", "[events]") {
  const Compiled compiled = compile_yaml(top + work + R"(alarms:
  failed: {on: functions.work, metric: Errors, above: 0}
event_rules:
  again: {on_alarm: failed, run: [work]}
)");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(layer_of(compiled, "FailedAlarm") == Layer::App);
}

}  // namespace
}  // namespace btsinfra
