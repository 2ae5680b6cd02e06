// The kind `certificates`, and the questions about names that others ask of it.
#include "services/acm/coverage.h"
#include "services/domain_names.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::compile_files;
using test::compile_yaml;
using test::Compiled;

std::string blueprint(const std::string& certificate) {
  return R"(blueprint: 1
system: demo
region: ap-northeast-2
hosted_zones:
  main: {domain: example.com, existing: Z0123456789ABC}
  other: {domain: example.org, existing: Z0123456789DEF}
  fresh: {domain: fresh.example.com}
certificates:
  site: )" +
         certificate + "\n";
}

std::string property(const Compiled& compiled, const std::string& id, const std::string& name) {
  const cfn::Resource* resource = find(compiled, id);
  const cfn::Value* value = resource == nullptr ? nullptr : resource->properties.find(name);
  return value == nullptr ? "" : test::rendered(*value);
}

TEST_CASE("a wildcard stands for one label", "[acm]") {
  struct Case {
    std::vector<std::string> names;
    std::string host;
    bool covered;
  };
  const Case& given = GENERATE_REF(values<Case>({
      {{"www.example.com"}, "www.example.com", true},
      {{"WWW.Example.com."}, "www.example.com", true},
      {{"www.example.com"}, "example.com", false},
      {{"*.example.com"}, "www.example.com", true},
      {{"*.example.com"}, "example.com", false},
      {{"*.example.com"}, "a.b.example.com", false},
      {{"*.example.com"}, "www.example.org", false},
      {{"*.example.com"}, "*.example.com", true},
      {{"www.example.com"}, "*.example.com", false},
      {{"*.example.com"}, "*.kr.example.com", false},
      {{"*.com"}, "*.com", true},
      {{"*.example.com"}, ".example.com", false},
      {{"example.com", "*.example.com"}, "example.com", true},
      {{}, "example.com", false},
  }));
  CAPTURE(given.names, given.host);
  CHECK(covers(given.names, given.host) == given.covered);
}

TEST_CASE("names of domains", "[dns]") {
  CHECK(domain_form("Example.COM.") == "example.com");
  CHECK(lies_under("www.Example.com", "example.com"));
  CHECK(lies_under("example.com.", "example.com"));
  CHECK_FALSE(lies_under("badexample.com", "example.com"));
  CHECK(without_wildcard("*.example.com") == "example.com");
  CHECK(without_wildcard("a.example.com") == "a.example.com");
  CHECK(proposed_domain("https://Example.com:443/a") == "example.com");
  CHECK(proposed_domain("bts_shop.example.com") == "bts-shop.example.com");
  CHECK(proposed_domain("콘서트") == "");
  const std::string good = GENERATE(as<std::string>{}, "a", "example.com", "xn--ob0b.com",
                                    "0.example", "example.com.", "a-b.c");
  CAPTURE(good);
  CHECK_FALSE(domain_fault(good, Underscores::Refused));
  const std::string bad =
      GENERATE(as<std::string>{}, "", ".", "a..b", ".a", "-a", "a-", "a_b", "a b", "콘서트.com",
               std::string(64, 'a'), "*.example.com", "http://a");
  CAPTURE(bad);
  CHECK(domain_fault(bad, Underscores::Refused));
  CHECK_FALSE(domain_fault("_dmarc.example.com", Underscores::Admitted));
}

TEST_CASE("a name and its wildcard are proven once", "[acm]") {
  struct Case {
    std::string names;
    std::string options;
  };
  const Case& given = GENERATE_REF(values<Case>({
      {"[www.example.com, example.com, \"*.example.com\"]",
       R"([{"DomainName": "www.example.com", "HostedZoneId": "Z0123456789ABC"}, )"
       R"({"DomainName": "example.com", "HostedZoneId": "Z0123456789ABC"}])"},
      // One option must bear the certificate's own name.
      {"[\"*.example.com\", example.com]",
       R"([{"DomainName": "*.example.com", "HostedZoneId": "Z0123456789ABC"}])"},
      {"[Example.com., \"*.example.com\"]",
       R"([{"DomainName": "example.com", "HostedZoneId": "Z0123456789ABC"}])"},
  }));
  CAPTURE(given.names);
  const Compiled compiled = compile_yaml(blueprint("{zone: main, names: " + given.names + "}"));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "SiteCertificate", "DomainValidationOptions") == given.options);
  CHECK(property(compiled, "SiteCertificate", "ValidationMethod") == "\"DNS\"");
}

TEST_CASE("each name is proven in the nearest of its zones", "[acm]") {
  const Compiled compiled = compile_yaml(
      blueprint("{zone: main, zones: [other, fresh], names: [a.example.com, a.example.org, "
                "a.fresh.example.com]}"));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "SiteCertificate", "DomainValidationOptions") ==
        R"([{"DomainName": "a.example.com", "HostedZoneId": "Z0123456789ABC"}, )"
        R"({"DomainName": "a.example.org", "HostedZoneId": "Z0123456789DEF"}, )"
        R"({"DomainName": "a.fresh.example.com", "HostedZoneId": <FreshHostedZone>}])");
  // Only a zone that is created waits for its delegation.
  REQUIRE(compiled.lowered.gates.size() == 1);
  const LoweredGate& gate = compiled.lowered.gates.front();
  CHECK(gate.type == "delegation");
  CHECK(gate.layer == Layer::Certificates);
  REQUIRE(gate.facts.size() == 2);
  CHECK(test::rendered(gate.facts[0].second) == "\"fresh.example.com\"");
  CHECK(test::rendered(gate.facts[1].second) == "<FreshHostedZone.NameServers>");
}

TEST_CASE("certificates are kept for the others that share their record", "[acm]") {
  const Compiled compiled =
      compile_yaml(blueprint("{zone: main, names: [example.com], key_algorithm: ec-p384}"));
  const cfn::Resource* certificate = find(compiled, "SiteCertificate");
  REQUIRE(certificate != nullptr);
  CHECK(certificate->deletion_policy == "RetainExceptOnCreate");
  CHECK(certificate->update_replace_policy == "Retain");
  CHECK(certificate->properties.find("SubjectAlternativeNames") == nullptr);
  CHECK(property(compiled, "SiteCertificate", "KeyAlgorithm") == "\"EC_secp384r1\"");
}

TEST_CASE("what a certificate refuses", "[acm]") {
  struct Case {
    std::string certificate;
    std::vector<std::string> found;
  };
  const std::string long_name = std::string(60, 'a') + ".example.com";
  const Case& given = GENERATE_REF(values<Case>({
      {"{zone: main, names: [www.example.com, \"*.example.com\"]}", {}},
      {"{zone: main, names: [\"a*.example.com\"]}", {"BTS3450"}},
      {"{zone: main, names: [\"*.*.example.com\"]}", {"BTS3450"}},
      {"{zone: main, names: [com]}", {"BTS3450"}},
      {"{zone: main, names: [" + long_name + "]}", {"BTS3451"}},
      {"{zone: main, names: [example.com, " + long_name + "]}", {}},
      {"{zone: main, names: [example.com, example.com]}", {"BTS3452"}},
      {"{zone: main, names: [example.org]}", {"BTS3453"}},
      {"{zone: main, names: [badexample.com]}", {"BTS3453"}},
  }));
  CAPTURE(given.certificate);
  const Compiled compiled = compile_yaml(blueprint(given.certificate));
  INFO(text(compiled));
  CHECK(found_ids(compiled) == given.found);
}

TEST_CASE("names that reach a load balancer are in its certificate", "[acm]") {
  const auto files = [](const std::string& names, const std::string& records) {
    return FileSet{{"edge.yaml", R"(blueprint: 1
system: demo
region: us-east-1
hosted_zones: {main: {domain: example.com, existing: Z0123456789ABC}}
accelerators:
  main: {ports: [80, 443], groups: {seoul: {endpoints: [seoul.load_balancers.web]}}}
  plain: {ports: [80], groups: {seoul: {endpoints: [seoul.load_balancers.web]}}}
records:
  site: {zone: main, )" + records + "}\n"},
                   {"seoul.yaml", R"(blueprint: 1
system: demo
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
hosted_zones: {main: {domain: example.com, existing: Z0123456789ABC}}
certificates: {site: {zone: main, names: )" +
                                      names + R"(}}
load_balancers:
  web: {subnets: public, allow: [internet], certificate: "${{ certificates.site.arn }}"}
autoscaling:
  web: {subnets: private, size: {min: 2, max: 4}, behind: web}
)"}};
  };
  struct Case {
    std::string names;
    std::string records;
    std::vector<std::string> found;
  };
  const Case& given = GENERATE_REF(values<Case>({
      {"[example.com, \"*.example.com\"]",
       "names: [\"@\", www, \"*\"], alias: accelerators.main",
       {}},
      {"[\"*.example.com\"]", "names: [\"@\", www], alias: accelerators.main", {"BTS3456"}},
      {"[example.com]", "names: [www], alias: seoul.load_balancers.web", {"BTS3456"}},
      {"[www.example.com]", "names: [\"*\"], alias: accelerators.main", {"BTS3456"}},
      {"[example.com]", "names: [www], alias: accelerators.plain", {}},
  }));
  CAPTURE(given.names, given.records);
  const Compiled compiled = compile_files(files(given.names, given.records));
  INFO(text(compiled));
  CHECK(found_ids(compiled) == given.found);
}

}  // namespace
}  // namespace btsinfra
