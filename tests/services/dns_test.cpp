// The kinds `hosted_zones`, `records` and `health_checks`.
#include "services/route53/dns_record_parts.h"
#include "services/route53/public_addresses.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::compile_files;
using test::compile_yaml;
using test::Compiled;

const std::string head = R"(blueprint: 1
system: demo
region: us-east-1
)";

std::string records(const std::string& lines) {
  return head + R"(hosted_zones:
  main: {domain: example.com, existing: Z0123456789ABC}
accelerators:
  main:
    ports: [80, 443]
    groups:
      seoul:
        endpoints:
          - arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/web/0123456789abcdef
health_checks:
  www: {host: www.example.com}
records:
)" + lines;
}

std::string properties(const Compiled& compiled, const std::string& id) {
  const cfn::Resource* resource = find(compiled, id);
  return resource == nullptr ? "" : test::rendered(cfn::Value(resource->properties));
}

std::string property(const Compiled& compiled, const std::string& id, const std::string& name) {
  const cfn::Resource* resource = find(compiled, id);
  const cfn::Value* value = resource == nullptr ? nullptr : resource->properties.find(name);
  return value == nullptr ? "" : test::rendered(*value);
}

TEST_CASE("a created zone is kept and shows its name servers", "[dns]") {
  const Compiled compiled =
      compile_yaml(head + "hosted_zones: {main: {domain: Example.com., comment: The shop}}\n");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const cfn::Resource* zone = find(compiled, "MainHostedZone");
  REQUIRE(zone != nullptr);
  CHECK(zone->deletion_policy == "RetainExceptOnCreate");
  CHECK(property(compiled, "MainHostedZone", "Name") == "\"example.com\"");
  CHECK(property(compiled, "MainHostedZone", "HostedZoneConfig") == R"({"Comment": "The shop"})");
  REQUIRE(compiled.lowered.outputs.size() == 1);
  CHECK(compiled.lowered.outputs.front().value.attribute() == "NameServers");
  CHECK(compiled.lowered.resources.front().layer == Layer::Dns);
}

TEST_CASE("an existing zone makes nothing", "[dns]") {
  const Compiled compiled = compile_yaml(head + R"(parameters:
  ZoneId: {type: hosted_zone}
hosted_zones: {main: {domain: example.com, existing: "${{ parameters.ZoneId }}"}}
records: {site: {zone: main, names: [www], types: [A], values: [198.51.100.7]}}
)");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(find(compiled, "MainHostedZone") == nullptr);
  CHECK(properties(compiled, "SiteWwwRecord") ==
        R"({"HostedZoneId": <ZoneId>, "Name": "www.example.com", "Type": "A", "TTL": "300", )"
        R"("ResourceRecords": ["198.51.100.7"]})");
}

TEST_CASE("a private zone names its networks with their regions", "[dns]") {
  const std::string net =
      R"(network: {cidr: 10.%.0.0/16, zones: [a], subnets: {p: {access: isolated, cidrs: [10.%.0.0/24]}}, nat: none}
)";
  const auto network = [&](const std::string& number) {
    std::string with = net;
    for (std::size_t at = with.find('%'); at != std::string::npos; at = with.find('%')) {
      with.replace(at, 1, number);
    }
    return with;
  };
  const Compiled compiled = compile_files(
      {{"seoul.yaml", "blueprint: 1\nsystem: demo\nregion: ap-northeast-2\n" + network("1")},
       {"virginia.yaml", head + network("2") + R"(hosted_zones:
  own: {domain: own.internal, private: true}
  both: {domain: both.internal, private: true, networks: [network, seoul.network]}
)"}});
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "OwnHostedZone", "VPCs") ==
        R"([{"VPCId": <Vpc>, "VPCRegion": "us-east-1"}])");
  CHECK(property(compiled, "BothHostedZone", "VPCs").find("ap-northeast-2") != std::string::npos);
  // Nobody has to enter its name servers anywhere.
  for (const LoweredOutput& output : compiled.lowered.outputs) {
    CHECK_FALSE(output.value.logical_id().ends_with("HostedZone"));
  }
}

TEST_CASE("an alias has its target's name and zone, and no TTL", "[dns]") {
  const Compiled compiled = compile_yaml(records(
      "  site: {zone: main, names: [\"@\", www, \"*\", \"*.kr\"], alias: accelerators.main}\n"));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(properties(compiled, "SiteWwwRecord") ==
        R"({"HostedZoneId": "Z0123456789ABC", "Name": "www.example.com", "Type": "A", )"
        R"("AliasTarget": {"DNSName": <MainAccelerator.DnsName>, )"
        R"("HostedZoneId": "Z2BJ6XQ5FK7U4H", "EvaluateTargetHealth": false}})");
  CHECK(property(compiled, "SiteApexRecord", "Name") == "\"example.com\"");
  CHECK(property(compiled, "SiteWildcardRecord", "Name") == "\"*.example.com\"");
  CHECK(property(compiled, "SiteWildcardKrRecord", "Name") == "\"*.kr.example.com\"");
}

TEST_CASE("a record that is chosen bears an id and its target's health", "[dns]") {
  const Compiled compiled = compile_yaml(records(
      R"(  first: {zone: main, names: [www], alias: accelerators.main, routing: {failover: primary}}
  second:
    zone: main
    names: [www.example.com]
    types: [A]
    values: [198.51.100.7]
    health_check: www
    routing: {failover: secondary, id: spare}
)"));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "FirstWwwRecord", "SetIdentifier") == "\"blueprint-first\"");
  CHECK(property(compiled, "FirstWwwRecord", "Failover") == "\"PRIMARY\"");
  CHECK(property(compiled, "FirstWwwRecord", "AliasTarget").find("true") != std::string::npos);
  CHECK(property(compiled, "SecondWwwRecord", "SetIdentifier") == "\"spare\"");
  CHECK(property(compiled, "SecondWwwRecord", "HealthCheckId") == "<WwwHealthCheck>");
}

TEST_CASE("texts are quoted, lists of name servers are not", "[dns]") {
  CHECK(quoted_text("v=spf1 -all") == "\"v=spf1 -all\"");
  CHECK(quoted_text("\"a\" \"b\"") == "\"a\" \"b\"");
  CHECK(quoted_text("say \"no\"\\") == R"("say \"no\"\\")");
  CHECK(quoted_text(std::string(256, 'a')) == "\"" + std::string(255, 'a') + "\" \"a\"");

  const Compiled compiled = compile_yaml(head + R"(hosted_zones:
  main: {domain: example.com}
  kr: {domain: kr.example.com}
records:
  kr: {zone: main, names: [kr], types: [NS], values: ["${{ hosted_zones.kr.name_servers }}"]}
  id: {zone: main, names: ["@"], types: [TXT], values: ["zone=${{ hosted_zones.kr.id }}"]}
)");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "KrKrNsRecord", "ResourceRecords") == "<KrHostedZone.NameServers>");
}

TEST_CASE("names within a zone", "[dns]") {
  CHECK(record_name("@", "Example.com") == "example.com");
  CHECK(record_name("WWW", "example.com") == "www.example.com");
  CHECK(record_name("www.example.com", "example.com") == "www.example.com");
  CHECK(record_name("www.example.com.", "example.com") == "www.example.com");
  CHECK(record_name("a.b", "example.com") == "a.b.example.com");
  CHECK(is_outside("www.exmaple.com", "example.com"));
  CHECK(is_outside("www.", "example.com"));
  CHECK_FALSE(is_outside("com", "example.com"));
  CHECK_FALSE(is_outside("a.b", "example.com"));
  CHECK_FALSE(is_outside("_acme.www", "example.com"));
  CHECK(record_name_part("@", "example.com") == "Apex");
  CHECK(record_name_part("example.com", "example.com") == "Apex");
  CHECK(record_name_part("*", "example.com") == "Wildcard");
  CHECK(record_name_part("_xmpp._tcp", "example.com") == "XmppTcp");
  CHECK(record_name_part("a-b.c", "example.com") == "ABC");
  CHECK(record_name_fault("w*", "example.com"));
  CHECK(record_name_fault("a.*", "example.com"));
  CHECK_FALSE(record_name_fault("*.a", "example.com"));
}

TEST_CASE("values of each type", "[dns]") {
  const auto good = [](RecordType type, std::string_view value) {
    CAPTURE(type_name(type), value);
    CHECK_FALSE(value_fault(type, value));
  };
  const auto bad = [](RecordType type, std::string_view value) {
    CAPTURE(type_name(type), value);
    CHECK(value_fault(type, value));
  };
  good(RecordType::A, "198.51.100.7");
  bad(RecordType::A, "198.51.100");
  bad(RecordType::A, "2001:db8::7");
  good(RecordType::Aaaa, "2001:db8::7");
  bad(RecordType::Aaaa, "198.51.100.7");
  good(RecordType::Cname, "www.example.com.");
  bad(RecordType::Cname, "https://www.example.com");
  good(RecordType::Mx, "10 mail.example.com");
  bad(RecordType::Mx, "mail.example.com");
  bad(RecordType::Mx, "65536 mail.example.com");
  good(RecordType::Srv, "1 10 5269 chat.example.com");
  bad(RecordType::Srv, "1 10 chat.example.com");
  good(RecordType::Caa, "0 issue \"amazon.com\"");
  good(RecordType::Caa, "128 iodef \"mailto:a@example.com\"");
  bad(RecordType::Caa, "0 issue amazon.com");
  good(RecordType::Txt, "anything at all");
  bad(RecordType::Txt, std::string(4001, 'a'));
}

TEST_CASE("what records refuse", "[dns]") {
  struct Case {
    std::string lines;
    std::vector<std::string> found;
  };
  const std::string a = "types: [A], values: [198.51.100.7]";
  const auto routed = [&](const std::string& name, const std::string& routing) {
    return "  " + name + ": {zone: main, names: [www], " + a + ", routing: {" + routing + "}}\n";
  };
  const Case& given = GENERATE_COPY(values<Case>({
      {"  a: {zone: main, names: [www], " + a + "}\n", {}},
      {"  a: {zone: main, names: [www, www.example.com], " + a + "}\n", {"BTS3416"}},
      {"  a: {zone: main, names: [www], " + a + "}\n  b: {zone: main, names: [WWW], " + a + "}\n",
       {"BTS3416"}},
      {"  a: {zone: main, names: [www], " + a +
           "}\n  b: {zone: main, names: [www], types: [TXT], values: [hello]}\n",
       {}},
      {"  a: {zone: main, names: [www], " + a +
           "}\n  b: {zone: main, names: [www], types: [CNAME], values: [a.example.com]}\n",
       {"BTS3417"}},
      {"  a: {zone: main, names: [www], alias: accelerators.main, values: [198.51.100.7]}\n",
       {"BTS3414"}},
      {"  a: {zone: main, names: [www], alias: accelerators.main, ttl: 60}\n", {"BTS3414"}},
      {"  a: {zone: main, names: [www], alias: health_checks.www}\n", {"BTS3412"}},
      {"  a: {zone: main, names: [www], alias: accelerators.main, types: [A, A]}\n", {"BTS3413"}},
      {"  a: {zone: main, names: [www], alias: accelerators.main, routing: {multivalue: true}}\n",
       {"BTS3418"}},
      {routed("a", "weight: 1") + routed("b", "weight: 1"), {}},
      {routed("a", "weight: 1, id: x") + routed("b", "weight: 1, id: x"), {"BTS3416"}},
      {routed("a", "weight: 1") + routed("b", "latency: us-east-1"), {"BTS3419"}},
      {routed("a", "latency: us-east-1") + routed("b", "latency: us-east-1"), {"BTS3416"}},
      {routed("a", "failover: secondary") + routed("b", "failover: secondary"), {"BTS3416"}},
      {routed("a", "country: KR") + routed("b", "country: \"*\""), {}},
      {routed("a", "country: KR") + routed("b", "country: KR"), {"BTS3416"}},
      {routed("a", "country: KR, continent: EU"), {"BTS3418"}},
      {routed("a", "failover: primary"), {"BTS3423"}},
      {"  a: {zone: main, names: [www], health_check: www, " + a + "}\n", {"BTS3420"}},
  }));
  CAPTURE(given.lines);
  const Compiled compiled = compile_yaml(records(given.lines));
  INFO(text(compiled));
  CHECK(found_ids(compiled) == given.found);
}

TEST_CASE("two zones of one name are two zones", "[dns]") {
  const std::string record =
      "records: {site: {zone: main, names: [www], types: [A], values: [198.51.100.7]}}\n";
  const auto zone = [](const std::string& more) {
    return head + "hosted_zones: {main: {domain: example.com, " + more + "}}\n";
  };
  const auto found = [&](const std::string& first, const std::string& second) {
    return found_ids(
        compile_files({{"a.yaml", zone(first) + record}, {"b.yaml", zone(second) + record}}));
  };
  using Ids = std::vector<std::string>;
  CHECK(found("existing: Z0123456789ABC", "existing: Z0123456789ABC") == Ids{"BTS3416"});
  CHECK(found("existing: Z0123456789ABC", "existing: Z0123456789DEF").empty());
  CHECK(found("comment: a", "existing: Z0123456789DEF") == Ids{"BTS3403"});
}

TEST_CASE("what a health check asks", "[dns]") {
  const Compiled compiled = compile_yaml(head + R"(health_checks:
  www: {host: www.example.com}
  words: {host: www.example.com, protocol: http, search: ready, path: /health}
  gate: {host: gate.example.com, protocol: tcp, port: 22}
)");
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "WwwHealthCheck", "HealthCheckConfig") ==
        R"({"Type": "HTTPS", "FullyQualifiedDomainName": "www.example.com", "Port": 443, )"
        R"("ResourcePath": "/", "EnableSNI": true, "RequestInterval": 30, "FailureThreshold": 3, )"
        R"("MeasureLatency": false, "Inverted": false})");
  CHECK(property(compiled, "WordsHealthCheck", "HealthCheckConfig")
            .starts_with(R"({"Type": "HTTP_STR_MATCH", "FullyQualifiedDomainName": )"));
  CHECK(property(compiled, "GateHealthCheck", "HealthCheckConfig").find("ResourcePath") ==
        std::string::npos);
}

TEST_CASE("what the internet cannot reach", "[dns]") {
  CHECK(not_public("10.0.0.46"));
  CHECK(not_public("172.31.255.255"));
  CHECK(not_public("169.254.169.254"));
  CHECK(not_public("240.0.0.1"));
  CHECK_FALSE(not_public("172.32.0.1"));
  CHECK_FALSE(not_public("8.8.8.8"));
  CHECK_FALSE(not_public("www.example.com"));
  CHECK(internal_host("ip-10-0-0-46.us-west-2.compute.internal"));
  CHECK(internal_host("localhost"));
  CHECK_FALSE(internal_host("www.example.com"));
}

}  // namespace
}  // namespace btsinfra
