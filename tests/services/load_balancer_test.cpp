// The kind `load_balancers`: what it emits, what it asks of others, what it refuses.
#include "services/elb/load_balancer.h"

#include <set>
#include <string>
#include <vector>

#include "diag/ids/load_balancers.h"
#include "services/elb/load_balancer_names.h"
#include "services/elb/tls_policies.h"
#include "services/lowering.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::compile_files;
using test::compile_yaml;
using test::Compiled;

// A blueprint with an Auto Scaling group behind load balancer `web`, whose lines are given.
std::string blueprint(const std::string& lines, const std::string& buckets = "") {
  return R"(blueprint: 1
system: demo
region: ap-northeast-2
parameters:
  Certificate: {type: certificate, description: Certificate of the site}
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
    small: {access: public, cidrs: [10.0.4.0/28, 10.0.4.16/28]}
autoscaling:
  web: {subnets: private, size: {min: 1, max: 2}, behind: web}
)" + buckets +
         "load_balancers:\n  web:\n" + lines;
}

const std::string secure = R"(    subnets: public
    allow: [internet]
    certificate: ${{ parameters.Certificate }}
)";

cfn::Value symbol(std::string_view id, std::string_view attribute = "") {
  return cfn::Symbol{0, id, attribute};
}

// The value of a property, Null where the resource or the property is missing.
cfn::Value property(const Compiled& compiled, const std::string& id, const std::string& name) {
  const cfn::Resource* resource = find(compiled, id);
  const cfn::Value* value = resource == nullptr ? nullptr : resource->properties.find(name);
  return value == nullptr ? cfn::Value{} : *value;
}

// Attributes as {"Key": "Value"}.
cfn::Map attributes(const Compiled& compiled, const std::string& id, const std::string& name) {
  cfn::Map map;
  const cfn::Value list = property(compiled, id, name);
  if (list.as<cfn::List>() == nullptr) return map;
  for (const cfn::Value& item : *list.as<cfn::List>()) {
    const cfn::Map& entry = *item.as<cfn::Map>();
    map.set(*entry.find("Key")->as<std::string>(), *entry.find("Value"));
  }
  return map;
}

std::string text_of(const cfn::Map& map, const std::string& key) {
  const cfn::Value* value = map.find(key);
  const std::string* words = value == nullptr ? nullptr : value->as<std::string>();
  return words == nullptr ? "" : *words;
}

cfn::Map only_action(const Compiled& compiled, const std::string& listener) {
  const cfn::Value actions = property(compiled, listener, "DefaultActions");
  REQUIRE(actions.as<cfn::List>() != nullptr);
  REQUIRE(actions.as<cfn::List>()->size() == 1);
  return *actions.as<cfn::List>()->front().as<cfn::Map>();
}

TEST_CASE("a load balancer with a certificate redirects port 80 and forwards 443", "[elb]") {
  const Compiled compiled = compile_yaml(blueprint(secure));
  CHECK(found_ids(compiled).empty());

  CHECK(property(compiled, "WebLoadBalancer", "Type") == "application");
  CHECK(property(compiled, "WebLoadBalancer", "Scheme") == "internet-facing");
  CHECK(property(compiled, "WebLoadBalancer", "Subnets") ==
        cfn::List{symbol("PublicSubnetA"), symbol("PublicSubnetC")});
  CHECK(property(compiled, "WebLoadBalancer", "SecurityGroups") ==
        cfn::List{symbol("WebLoadBalancerSecurityGroup")});

  CHECK(property(compiled, "WebHttpListener", "Port") == 80);
  const cfn::Map redirect = only_action(compiled, "WebHttpListener");
  CHECK(text_of(redirect, "Type") == "redirect");
  CHECK(text_of(*redirect.find("RedirectConfig")->as<cfn::Map>(), "Protocol") == "HTTPS");
  CHECK(text_of(*redirect.find("RedirectConfig")->as<cfn::Map>(), "StatusCode") == "HTTP_301");

  CHECK(property(compiled, "WebHttpsListener", "Port") == 443);
  CHECK(property(compiled, "WebHttpsListener", "Protocol") == "HTTPS");
  CHECK(property(compiled, "WebHttpsListener", "SslPolicy") == LoadBalancer{}.tls_policy);
  CHECK(property(compiled, "WebHttpsListener", "Certificates") ==
        cfn::List{cfn::Map{{"CertificateArn", cfn::ParameterSymbol{0, "Certificate"}}}});
  const cfn::Map forward = only_action(compiled, "WebHttpsListener");
  CHECK(text_of(forward, "Type") == "forward");
  CHECK(*forward.find("TargetGroupArn") == symbol("WebTargetGroup"));
}

TEST_CASE("an internal load balancer may serve on port 80 alone", "[elb]") {
  const Compiled compiled = compile_yaml(
      blueprint("    scheme: internal\n    subnets: private\n    allow: [10.0.0.0/16]\n"));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "WebLoadBalancer", "Scheme") == "internal");
  CHECK(text_of(only_action(compiled, "WebHttpListener"), "Type") == "forward");
  CHECK(find(compiled, "WebHttpsListener") == nullptr);
  CHECK(find(compiled, "WebLoadBalancer")->depends_on.empty());
}

TEST_CASE("each port of the listeners has a rule of its own", "[elb]") {
  const Compiled compiled = compile_yaml(blueprint(secure));
  CHECK(property(compiled, "WebLoadBalancerFromInternetOn80", "FromPort") == 80);
  CHECK(property(compiled, "WebLoadBalancerFromInternetOn80", "ToPort") == 80);
  CHECK(property(compiled, "WebLoadBalancerFromInternetOn443", "FromPort") == 443);
  const Compiled plain =
      compile_yaml(blueprint("    subnets: public\n    allow: [internet]\n    plain_http: true\n"));
  CHECK(find(plain, "WebLoadBalancerFromInternetOn80") != nullptr);
  CHECK(find(plain, "WebLoadBalancerFromInternetOn443") == nullptr);
}

TEST_CASE("the secure attributes are always written", "[elb]") {
  const Compiled compiled = compile_yaml(blueprint(secure));
  const cfn::Map written = attributes(compiled, "WebLoadBalancer", "LoadBalancerAttributes");
  CHECK(text_of(written, "deletion_protection.enabled") == "true");
  CHECK(text_of(written, "routing.http.drop_invalid_header_fields.enabled") == "true");
  CHECK(text_of(written, "idle_timeout.timeout_seconds") == "60");
  CHECK(text_of(written, "access_logs.s3.enabled") == "false");
}

TEST_CASE("a target group says how it routes and checks", "[elb]") {
  const Compiled compiled = compile_yaml(blueprint(secure + R"(    target_group:
      name: BTS-tg
      port: 8080
      protocol: https
      stickiness: 600
      health_check: {path: /health, interval: 15, timeout: 4, codes: "200,301"}
)"));
  CHECK(found_ids(compiled).empty());
  const std::string id = "WebTargetGroup";
  CHECK(property(compiled, id, "Name") == "BTS-tg");
  CHECK(property(compiled, id, "VpcId") == symbol("Vpc"));
  CHECK(property(compiled, id, "TargetType") == "instance");
  CHECK(property(compiled, id, "Protocol") == "HTTPS");
  CHECK(property(compiled, id, "Port") == 8080);
  CHECK(property(compiled, id, "HealthCheckPath") == "/health");
  CHECK(property(compiled, id, "HealthCheckIntervalSeconds") == 15);
  CHECK(property(compiled, id, "HealthCheckTimeoutSeconds") == 4);
  CHECK(property(compiled, id, "Matcher") == cfn::Map{{"HttpCode", "200,301"}});
  const cfn::Map written = attributes(compiled, id, "TargetGroupAttributes");
  CHECK(text_of(written, "stickiness.enabled") == "true");
  CHECK(text_of(written, "stickiness.lb_cookie.duration_seconds") == "600");
  CHECK(text_of(written, "deregistration_delay.timeout_seconds") == "60");
}

TEST_CASE("access logs wait for the policy that lets them in", "[elb]") {
  const Compiled compiled =
      compile_yaml(blueprint(secure + "    access_logs: logs\n", "buckets:\n  logs: {}\n"));
  CHECK(found_ids(compiled).empty());
  const cfn::Map written = attributes(compiled, "WebLoadBalancer", "LoadBalancerAttributes");
  CHECK(text_of(written, "access_logs.s3.enabled") == "true");
  CHECK(*written.find("access_logs.s3.bucket") == symbol("LogsBucket"));
  CHECK(text_of(written, "access_logs.s3.prefix") == "load_balancers/web");
  CHECK(find(compiled, "WebLoadBalancer")->depends_on ==
        std::vector<std::string>{"InternetGatewayAttachment", "LogsBucketPolicy"});

  const cfn::Value document = property(compiled, "LogsBucketPolicy", "PolicyDocument");
  const cfn::List& statements = *document.as<cfn::Map>()->find("Statement")->as<cfn::List>();
  REQUIRE(statements.size() == 2);
  CHECK(statements[1] ==
        cfn::Map{
            {"Sid", "LogsOfWebLoadBalancer"},
            {"Effect", "Allow"},
            {"Principal", cfn::Map{{"Service", "logdelivery.elasticloadbalancing.amazonaws.com"}}},
            {"Action", "s3:PutObject"},
            {"Resource", cfn::Text{{symbol("LogsBucket", "Arn"), "/load_balancers/web/AWSLogs/",
                                    cfn::ref("AWS::AccountId"), "/*"}}}});
}

TEST_CASE("the attributes of a load balancer", "[elb]") {
  LoadBalancer settings;
  settings.certificate = "arn";
  Component component;
  component.name = "web_site";
  component.settings = &settings;
  const System none;
  struct NoPlaces : Places {
    Span value(const Place&) const override { return {}; }
    Span key(const Place&) const override { return {}; }
    Span reference(const Place&, std::string_view) const override { return {}; }
    Span words(const Place&, std::string_view) const override { return {}; }
    std::optional<Place> find(std::size_t, std::string_view) const override { return {}; }
    bool covers(const Place&, const Span&) const override { return false; }
  } places;
  const ResolvedSystem system(none, places);
  const LoadBalancerKind kind;
  CHECK(kind.value(component, "arn", system) == symbol("WebSiteLoadBalancer"));
  CHECK(kind.value(component, "dns_name", system) == symbol("WebSiteLoadBalancer", "DNSName"));
  CHECK(kind.value(component, "zone_id", system) ==
        symbol("WebSiteLoadBalancer", "CanonicalHostedZoneID"));
  CHECK(kind.value(component, "url", system) ==
        cfn::Text{{"https://", symbol("WebSiteLoadBalancer", "DNSName")}});
  CHECK(kind.value(component, "target_group", system) == symbol("WebSiteTargetGroup"));
  CHECK(kind.value(component, "security_group", system) ==
        symbol("WebSiteLoadBalancerSecurityGroup"));
  CHECK(forwarding_listener_id("web_site", settings) == "WebSiteHttpsListener");
  CHECK(forwarding_listener_id("web_site", LoadBalancer{}) == "WebSiteHttpListener");
  for (const Attribute& attribute : kind.attributes()) {
    CAPTURE(attribute.name);
    CHECK(kind.value(component, attribute.name, system).as<cfn::Null>() == nullptr);
  }
}

TEST_CASE("targets of two types behind one load balancer are refused", "[elb]") {
  System one{"demo", {Blueprint{}}};
  Blueprint& settings = one.blueprints.front();
  settings.region = Region::parse("ap-northeast-2");
  settings.load_balancers["web"].plain_http = true;
  settings.autoscaling["first"];
  settings.autoscaling["second"];
  struct Lines : Places {  // a line for each place, as a file has
    Span value(const Place& place) const override {
      const auto line = static_cast<std::uint32_t>(place.path.to_string().size());
      return {0, {line, 1, 0}, {line, 2, 0}};
    }
    Span key(const Place& place) const override { return value(place); }
    Span reference(const Place& place, std::string_view) const override { return value(place); }
    Span words(const Place& place, std::string_view) const override { return value(place); }
    std::optional<Place> find(std::size_t, std::string_view) const override { return {}; }
    bool covers(const Place&, const Span&) const override { return false; }
  } places;
  const ResolvedSystem system(one, places);
  const Component& balancer = *system.find(0, "load_balancers", "web");
  const Component& first = *system.find(0, "autoscaling", "first");
  const Component& second = *system.find(0, "autoscaling", "second");
  Contributions contributions;
  contributions.targets = {
      {balancer.id, first.id, 80, TargetType::Instance, first.place / "behind"},
      {balancer.id, second.id, 80, TargetType::Ip, second.place / "behind"}};
  Lowered lowered;
  Diagnostics diags;
  Lowering lowering(system, contributions, lowered, diags);
  balancer.kind->lower(balancer, lowering);

  REQUIRE(diags.all().size() == 1);
  const Diagnostic& found = diags.all().front();
  CHECK(found.id == ids::MixedTargets);
  CHECK(found.span == places.value(second.place / "behind"));
  REQUIRE(found.related.size() == 1);
  CHECK(found.related.front().span == places.value(first.place / "behind"));
}

TEST_CASE("what a load balancer refuses", "[elb]") {
  struct Case {
    std::string lines;
    std::vector<std::string> found;
  };
  const std::string arn = "arn:aws:acm:ap-northeast-2:123456789012:certificate/0a1b";
  const std::string open = "    subnets: public\n    allow: [internet]\n";
  const std::string health = secure + "    target_group:\n      health_check: ";
  const Case& given = GENERATE_REF(values<Case>({
      {secure + "    name: BTS-ALB\n", {}},
      {secure + "    name: BTS_ALB\n", {"BTS3100"}},
      {secure + "    name: internal-web\n", {"BTS3100"}},
      {secure + "    target_group: {name: internal-tg}\n", {}},
      {secure + "    target_group: {name: BTS_tg}\n", {"BTS3100"}},
      {open, {"BTS3101"}},
      {open + "    plain_http: true\n", {}},
      {secure + "    plain_http: true\n", {"BTS3102"}},
      {"    subnets: private\n    allow: [internet]\n    plain_http: true\n", {"BTS3104"}},
      {"    subnets: small\n    allow: [internet]\n    plain_http: true\n", {"BTS3105"}},
      {"    subnets: public\n    plain_http: true\n", {"BTS3106"}},
      {open + "    certificate: " + arn + "\n", {}},
      {open + "    certificate: www.example.com\n", {"BTS3107"}},
      {open + "    certificate: arn:aws:iam::123456789012:server-certificate/web\n", {"BTS3107"}},
      {open + "    certificate: arn:aws:acm:us-east-1:123456789012:certificate/0a1b\n",
       {"BTS3108"}},
      {secure + "    tls_policy: ELBSecurityPolicy-TLS13-1-2-2021-06\n", {}},
      {secure + "    tls_policy: ELBSecurityPolicy-TLS13-1-2-2021\n", {"BTS3109"}},
      {health + "{interval: 5}\n", {"BTS3110"}},
      {health + "{timeout: 30}\n", {"BTS3110"}},
      {health + "{path: health}\n", {"BTS3111"}},
      {health + "{codes: \"200-599\"}\n", {"BTS3112"}},
  }));
  CAPTURE(given.lines);
  CHECK(found_ids(compile_yaml(blueprint(given.lines))) == given.found);
}

TEST_CASE("access logs are refused where they could not be delivered", "[elb]") {
  const std::string logs = secure + "    access_logs: logs\n";
  const std::string key = "arn:aws:kms:ap-northeast-2:123456789012:key/0a1b";
  CHECK(found_ids(compile_yaml(blueprint(logs, "buckets:\n  logs: {key: \"" + key + "\"}\n"))) ==
        std::vector<std::string>{"BTS3114"});
  CHECK(found_ids(compile_yaml(
            blueprint(logs + "    access_logs_prefix: web/\n", "buckets:\n  logs: {}\n"))) ==
        std::vector<std::string>{"BTS3115"});
}

TEST_CASE("access logs may go to another blueprint, but not to another region", "[elb]") {
  const auto found = [](const std::string& region) {
    return compile_files(
        {{"logs.yaml",
          "blueprint: 1\nsystem: demo\nregion: " + region + "\nbuckets:\n  logs: {}\n"},
         {"site.yaml", blueprint(secure + "    access_logs: logs.buckets.logs\n")}});
  };
  CHECK(found_ids(found("us-east-1")) == std::vector<std::string>{"BTS3113"});
  const Compiled same = found("ap-northeast-2");
  CHECK(found_ids(same).empty());
  CHECK(find(same, "WebLoadBalancer")->depends_on ==
        std::vector<std::string>{"InternetGatewayAttachment"});
  const cfn::Value document = property(same, "LogsBucketPolicy", "PolicyDocument");
  CHECK(test::rendered(document).find("LogsOfSiteWebLoadBalancer") != std::string::npos);
}

TEST_CASE("a load balancer with nothing behind it is reported", "[elb]") {
  std::string alone = blueprint(secure);
  const std::size_t behind = alone.find(", behind: web");
  alone.erase(behind, std::string(", behind: web").size());
  CHECK(found_ids(compile_yaml(alone)) == std::vector<std::string>{"BTS3117"});
}

TEST_CASE("names of load balancers and target groups", "[elb]") {
  const auto fits = [](std::string_view name) { return !name_fault(name, NameOf::LoadBalancer); };
  CHECK(fits("a"));
  CHECK(fits("BTS-ALB"));
  CHECK(fits(std::string(32, 'a')));
  CHECK_FALSE(fits(std::string(33, 'a')));
  CHECK_FALSE(fits("BTS_ALB"));
  CHECK_FALSE(fits("-web"));
  CHECK_FALSE(fits("web-"));
  CHECK_FALSE(fits("web.site"));
  CHECK_FALSE(fits("웹"));
  CHECK_FALSE(fits("internal-web"));
  CHECK_FALSE(name_fault("internal-web", NameOf::TargetGroup));
  CHECK(name_fault("웹서버", NameOf::TargetGroup)->find("`웹`") != std::string::npos);

  CHECK(proposed_name("BTS_ALB") == "BTS-ALB");
  CHECK(proposed_name("__web  site__") == "web-site");
  CHECK(proposed_name("internal-web") == "web");
  CHECK(proposed_name("internal-internal-web") == "web");
  CHECK(proposed_name("웹") == "");
  CHECK(proposed_name(std::string(31, 'a') + "_b") == std::string(31, 'a'));
}

TEST_CASE("every proposed name is one that fits", "[elb]") {
  const std::string_view name = GENERATE("BTS_ALB", "-internal-x", "internal--x", "a b c", "웹-web",
                                         "0123456789012345678901234567890_x", "internal-_-");
  const std::string proposed = proposed_name(name);
  CAPTURE(name, proposed);
  CHECK((proposed.empty() || !name_fault(proposed, NameOf::LoadBalancer)));
}

TEST_CASE("status codes of a health check", "[elb]") {
  CHECK_FALSE(codes_fault("200"));
  CHECK_FALSE(codes_fault("200,301"));
  CHECK_FALSE(codes_fault("200-299,301,400-499"));
  const std::string_view refused =
      GENERATE("", "2xx", "200,", ",200", "200 ,301", "199", "500", "200-500", "299-200", "200-",
               "-200", "0200", "200-250-299");
  CAPTURE(refused);
  CHECK(codes_fault(refused));
}

TEST_CASE("paths of a health check and prefixes of logs", "[elb]") {
  CHECK_FALSE(path_fault("/"));
  CHECK_FALSE(path_fault("/index.php?check=1&deep=%20"));
  CHECK(path_fault("health"));
  CHECK(path_fault("/a b"));
  CHECK(path_fault("/상태")->find("`상`") != std::string::npos);
  CHECK_FALSE(prefix_fault("logs/web"));
  CHECK(prefix_fault("/web"));
  CHECK(prefix_fault("web/"));
  CHECK(prefix_fault("web/AWSLogs"));
}

TEST_CASE("the list of security policies", "[elb]") {
  std::set<std::string_view> names;
  for (const TlsPolicy& policy : tls_policies()) {
    CAPTURE(policy.name);
    CHECK(policy.name.starts_with("ELBSecurityPolicy-"));
    CHECK(names.insert(policy.name).second);
  }
  const TlsPolicy* standard = find_tls_policy(LoadBalancer{}.tls_policy);
  REQUIRE(standard != nullptr);
  CHECK(standard->oldest >= TlsVersion::Tls12);
  CHECK(find_tls_policy("ELBSecurityPolicy-2016-08")->oldest == TlsVersion::Tls10);
  CHECK(find_tls_policy("elbsecuritypolicy-2016-08") == nullptr);
}

}  // namespace
}  // namespace btsinfra
