// AWS facts this rests on:
// - An Auto Scaling group's own metrics are AWS/AutoScaling's; what its instances report is
//   AWS/EC2's, filed under the group as well.
// - What a load balancer knows of targets is filed under the target group and the load balancer
//   together, health under nothing less.
// - ElastiCache reports per node; the nodes of a replication group are <group>-001, -002, …, and
// any
//   of them can be the primary.
// - Route 53 and CloudFront report in us-east-1 only, CloudFront with the dimension Region: Global.
#include "services/cloudwatch/metrics.h"

#include <algorithm>
#include <iterator>

#include "btsinfra/services/cache.h"
#include "btsinfra/services/container_service.h"

#include "services/ec2/bastion.h"
#include "services/kind.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

constexpr MetricFact metrics[] = {
#define BTS_METRIC(kind, name, statistic, set) {#kind, name, statistic, MetricSet::set},
#include "services/cloudwatch/metrics.def"
#undef BTS_METRIC
};

cfn::Value full_name(const Component& load_balancer, const ResolvedSystem& system) {
  return load_balancer.kind->value(load_balancer, "full_name", system);
}

cfn::Value everywhere(const Component& /*distribution*/, const ResolvedSystem& /*system*/) {
  return "Global";
}

cfn::Value cluster_name(const Component& service, const ResolvedSystem& system) {
  const Component* cluster =
      system.target(service, service.as<ContainerService>().cluster.target(), "clusters");
  return cluster == nullptr ? cfn::Value() : cluster->kind->value(*cluster, "name", system);
}

constexpr MetricHome homes[] = {
    {.kind = "autoscaling",
     .name_space = "AWS/EC2",
     .dimension = "AutoScalingGroupName",
     .attribute = "name"},
    {.kind = "autoscaling",
     .set = MetricSet::Group,
     .name_space = "AWS/AutoScaling",
     .dimension = "AutoScalingGroupName",
     .attribute = "name"},
    {.kind = "bastions", .name_space = "AWS/EC2", .dimension = "InstanceId"},
    {.kind = "load_balancers",
     .name_space = "AWS/ApplicationELB",
     .dimension = "LoadBalancer",
     .attribute = "full_name"},
    {.kind = "load_balancers",
     .set = MetricSet::Targets,
     .name_space = "AWS/ApplicationELB",
     .dimension = "TargetGroup",
     .attribute = "target_group_full_name",
     .more = "LoadBalancer",
     .more_value = full_name},
    {.kind = "databases",
     .name_space = "AWS/RDS",
     .dimension = "DBInstanceIdentifier",
     .attribute = "identifier"},
    {.kind = "caches", .name_space = "AWS/ElastiCache", .dimension = "CacheClusterId"},
    {.kind = "functions",
     .name_space = "AWS/Lambda",
     .dimension = "FunctionName",
     .attribute = "name"},
    {.kind = "topics", .name_space = "AWS/SNS", .dimension = "TopicName", .attribute = "name"},
    {.kind = "event_rules",
     .name_space = "AWS/Events",
     .dimension = "RuleName",
     .attribute = "name"},
    {.kind = "clusters", .name_space = "AWS/ECS", .dimension = "ClusterName", .attribute = "name"},
    {.kind = "containers",
     .name_space = "AWS/ECS",
     .dimension = "ServiceName",
     .attribute = "name",
     .more = "ClusterName",
     .more_value = cluster_name},
    {.kind = "health_checks",
     .name_space = "AWS/Route53",
     .region = "us-east-1",
     .layer = Layer::Edge,
     .dimension = "HealthCheckId",
     .attribute = "id"},
    {.kind = "distributions",
     .name_space = "AWS/CloudFront",
     .region = "us-east-1",
     .dimension = "DistributionId",
     .attribute = "id",
     .more = "Region",
     .more_value = everywhere},
};

constexpr UsualAlarm usual_alarms[] = {
    {.kind = "health_checks", .metric = "HealthCheckStatus", .below = 1},
};

cfn::Map dimension(std::string_view name, cfn::Value value) {
  return {{"Name", std::string(name)}, {"Value", std::move(value)}};
}

// "-001"
std::string node_suffix(int node) {
  std::string digits = std::to_string(node);
  return "-" + std::string(3 - std::min<std::size_t>(3, digits.size()), '0') + digits;
}

// What tells the instances of a component apart where there are several.
cfn::List instances_of(const Component& component, const ResolvedSystem& system) {
  cfn::List names;
  if (component.kind->key() == "caches") {
    const cfn::Value group = component.kind->value(component, "id", system);
    for (int node = 1; node <= component.as<Cache>().replicas + 1; ++node) {
      names.emplace_back(cfn::Text{{group, node_suffix(node)}});
    }
  } else {
    for (std::string& id : bastion_instances(component, system)) {
      names.push_back(Lowering::symbol(component, std::move(id)));
    }
  }
  return names;
}

}  // namespace

const MetricFact* find_metric(std::string_view kind, std::string_view name) {
  const auto* found = std::find_if(
      std::begin(metrics), std::end(metrics),
      [&](const MetricFact& metric) { return metric.kind == kind && metric.name == name; });
  return found == std::end(metrics) ? nullptr : found;
}

std::vector<std::string_view> metric_names(std::string_view kind) {
  std::vector<std::string_view> names;
  for (const MetricFact& metric : metrics) {
    if (metric.kind == kind) names.push_back(metric.name);
  }
  return names;
}

std::vector<std::string_view> watched_kinds() {
  std::vector<std::string_view> kinds;
  for (const MetricHome& home : homes) {
    if (kinds.empty() || kinds.back() != home.kind) kinds.push_back(home.kind);
  }
  return kinds;
}

const MetricHome* metric_home(std::string_view kind, MetricSet set) {
  const auto* found = std::find_if(std::begin(homes), std::end(homes), [&](const MetricHome& home) {
    return home.kind == kind && home.set == set;
  });
  return found == std::end(homes) ? nullptr : found;
}

const UsualAlarm* usual_alarm(std::string_view kind) {
  const auto* found = std::find_if(std::begin(usual_alarms), std::end(usual_alarms),
                                   [&](const UsualAlarm& usual) { return usual.kind == kind; });
  return found == std::end(usual_alarms) ? nullptr : found;
}

std::vector<cfn::List> metric_dimensions(const Component& component, const MetricHome& home,
                                         const ResolvedSystem& system) {
  const cfn::List values =
      home.attribute.empty() ? instances_of(component, system)
                             : cfn::List{component.kind->value(component, home.attribute, system)};
  std::vector<cfn::List> sets;
  for (const cfn::Value& value : values) {
    cfn::List& set = sets.emplace_back(cfn::List{dimension(home.dimension, value)});
    if (home.more.empty()) continue;
    set.emplace_back(dimension(home.more, home.more_value(component, system)));
  }
  return sets;
}

}  // namespace btsinfra
