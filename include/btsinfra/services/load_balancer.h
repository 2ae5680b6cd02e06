// Application load balancers: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct WebAcl;

enum class Scheme : std::uint8_t { InternetFacing, Internal };

enum class TargetProtocol : std::uint8_t { Http, Https };

struct HealthCheck {
  std::string path = "/";
  int interval = 30;  // seconds
  int timeout = 5;    // seconds
  int healthy = 3;    // checks in a row
  int unhealthy = 2;  // checks in a row
  std::string codes = "200-399";

  bool operator==(const HealthCheck&) const = default;
};

struct TargetGroup {
  std::string name{};  // none: CloudFormation chooses
  int port = 80;       // what stands behind serves there
  TargetProtocol protocol = TargetProtocol::Http;
  HealthCheck health_check{};
  int deregistration_delay = 60;    // seconds
  std::optional<int> stickiness{};  // seconds; none: each request goes where there is room

  bool operator==(const TargetGroup&) const = default;
};

struct LoadBalancer {
  std::string name{};  // none: CloudFormation chooses
  Scheme scheme = Scheme::InternetFacing;
  Ref<SubnetTier> subnets{};
  std::vector<AllowRule> allow{};
  std::optional<Late<std::string>> certificate{};  // ARN; none: port 80 alone
  bool plain_http = false;  // insists on having no certificate where the internet can connect
  std::string tls_policy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
  TargetGroup target_group{};
  int idle_timeout = 60;  // seconds
  bool deletion_protection = true;
  Ref<WebAcl> web_acl{};
  Ref<Bucket> access_logs{};
  std::string access_logs_prefix{};  // none: load_balancers/<name>
  ComponentOptions options{};

  bool operator==(const LoadBalancer&) const = default;
};

}  // namespace btsinfra
