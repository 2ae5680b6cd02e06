// The kind `peerings`, and `allow:` over a peering.
#include "services/peering/peering.h"

#include <map>
#include <string>
#include <vector>

#include "services/lowering.h"
#include "services/peering/link.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::compile_files;
using test::Compiled;
using test::rendered;

std::string blueprint(const std::string& region, const std::string& first,
                      const std::string& rest) {
  return "blueprint: 1\nsystem: demo\nregion: " + region + "\nnetwork:\n  cidr: " + first +
         ".0.0/16\n  zones: [a, c]\n  nat: none\n  subnets:\n" +
         "    public: {access: public, cidrs: [" + first + ".0.0/24, " + first + ".2.0/24]}\n" +
         "    private: {cidrs: [" + first + ".1.0/24, " + first + ".3.0/24]}\n" +
         "    data: {access: isolated, cidrs: [" + first + ".4.0/24, " + first + ".5.0/24]}\n" +
         rest;
}

// Two blueprints in two regions: what `seoul` and `virginia` have beside their networks.
FileSet two(const std::string& seoul, const std::string& virginia,
            const std::string& region = "us-east-1") {
  return {{"seoul.yaml", blueprint("ap-northeast-2", "10.0", seoul)},
          {"virginia.yaml", blueprint(region, "172.16", virginia)}};
}

const std::string peering = "peerings:\n  virginia: {with: virginia}\n";
const std::string web = "autoscaling:\n  web: {subnets: private, size: {min: 1, max: 2}}\n";

std::string database(const std::string& tier, const std::string& allow) {
  return "databases:\n  main: {engine: mysql, version: \"8.4\", instance: db.t3.small, storage: "
         "20, "
         "subnets: " +
         tier + ", allow: " + allow + "}\n";
}

// "table -> destination" by logical id, of a blueprint (0: seoul, 1: virginia).
std::map<std::string, std::string> routes(const Compiled& compiled, std::size_t of) {
  std::map<std::string, std::string> found;
  for (const LoweredResource& lowered : compiled.lowered.resources) {
    if (lowered.layer != Layer::Peering || lowered.blueprint != of) continue;
    if (lowered.resource.type != "AWS::EC2::Route") continue;
    CHECK(*lowered.resource.properties.find("VpcPeeringConnectionId") ==
          cfn::Value(cfn::Symbol{0, "VirginiaPeering", ""}));
    const auto* table = lowered.resource.properties.find("RouteTableId")->as<cfn::Symbol>();
    REQUIRE(table != nullptr);
    CHECK(table->blueprint() == of);
    found[lowered.resource.logical_id] =
        table->written() + " -> " +
        *lowered.resource.properties.find("DestinationCidrBlock")->as<std::string>();
  }
  return found;
}

TEST_CASE("a peering makes the connection and the routes of both sides", "[peering]") {
  const Compiled compiled = compile_files(two(peering, ""));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const cfn::Resource* connection = find(compiled, "VirginiaPeering");
  REQUIRE(connection != nullptr);
  CHECK(connection->type == "AWS::EC2::VPCPeeringConnection");
  CHECK(*connection->properties.find("VpcId") == cfn::Value(cfn::Symbol{0, "Vpc", ""}));
  CHECK(*connection->properties.find("PeerVpcId") == cfn::Value(cfn::Symbol{1, "Vpc", ""}));
  CHECK(*connection->properties.find("PeerRegion") == cfn::Value("us-east-1"));
  CHECK(connection->properties.find("PeerOwnerId") == nullptr);
  CHECK(rendered(*connection->properties.find("Tags")) ==
        R"([{"Key": "Name", "Value": "demo-seoul-virginia"}])");
  CHECK(routes(compiled, 0) ==
        std::map<std::string, std::string>{
            {"VirginiaPeeringRoutePrivateAToPrivateA", "PrivateRouteTableA -> 172.16.1.0/24"},
            {"VirginiaPeeringRoutePrivateAToPrivateC", "PrivateRouteTableA -> 172.16.3.0/24"},
            {"VirginiaPeeringRoutePrivateCToPrivateA", "PrivateRouteTableC -> 172.16.1.0/24"},
            {"VirginiaPeeringRoutePrivateCToPrivateC", "PrivateRouteTableC -> 172.16.3.0/24"}});
  CHECK(routes(compiled, 1).at("SeoulPeeringRoutePrivateCToPrivateA") ==
        "PrivateRouteTableC -> 10.0.1.0/24");
  CHECK(routes(compiled, 1).size() == 4);
}

TEST_CASE("a tier with one table for all zones gets each route once", "[peering]") {
  const Compiled compiled = compile_files(
      two("peerings:\n  virginia: {with: virginia, tiers: [data], peer_tiers: [public]}\n", ""));
  CHECK(found_ids(compiled).empty());
  CHECK(routes(compiled, 0) ==
        std::map<std::string, std::string>{
            {"VirginiaPeeringRouteDataToPublicA", "DataRouteTable -> 172.16.0.0/24"},
            {"VirginiaPeeringRouteDataToPublicC", "DataRouteTable -> 172.16.2.0/24"}});
  CHECK(routes(compiled, 1).at("SeoulPeeringRoutePublicToDataC") ==
        "PublicRouteTable -> 10.0.5.0/24");
}

TEST_CASE("within a region no region is named", "[peering]") {
  const Compiled compiled = compile_files(two(peering, "", "ap-northeast-2"));
  CHECK(found_ids(compiled).empty());
  CHECK(find(compiled, "VirginiaPeering")->properties.find("PeerRegion") == nullptr);
}

TEST_CASE("a network of another account", "[peering]") {
  const Compiled compiled =
      compile_files({{"seoul.yaml", blueprint("ap-northeast-2", "10.0", R"(peerings:
  partner:
    with:
      account: "123456789012"
      role: arn:aws:iam::123456789012:role/Accept
      region: us-west-2
      vpc_id: vpc-0123456789abcdef0
      cidrs: [10.9.0.0/16]
)")}});
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const cfn::Map& properties = find(compiled, "PartnerPeering")->properties;
  CHECK(*properties.find("PeerOwnerId") == cfn::Value("123456789012"));
  CHECK(*properties.find("PeerRoleArn") == cfn::Value("arn:aws:iam::123456789012:role/Accept"));
  CHECK(*properties.find("PeerRegion") == cfn::Value("us-west-2"));
  CHECK(*properties.find("PeerVpcId") == cfn::Value("vpc-0123456789abcdef0"));
  CHECK(find(compiled, "PartnerPeeringRoutePrivateAToCidr10x9x0x0x16") != nullptr);
  CHECK(find(compiled, "PartnerPeeringRoutePrivateCToCidr10x9x0x0x16") != nullptr);
}

TEST_CASE("over a peering the subnets of the source are let in", "[peering]") {
  const Compiled compiled =
      compile_files(two("peerings:\n  virginia: {with: virginia, tiers: [data]}\n" +
                            database("data", "[virginia.autoscaling.web]"),
                        web));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const cfn::Resource* rule = find(compiled, "MainDatabaseFromVirginiaPrivateCOn3306");
  REQUIRE(rule != nullptr);
  CHECK(*rule->properties.find("CidrIp") == cfn::Value("172.16.3.0/24"));
  CHECK(*rule->properties.find("Description") ==
        cfn::Value("From virginia.autoscaling.web (private, zone c) to port 3306"));
  CHECK(rule->properties.find("SourceSecurityGroupId") == nullptr);
  CHECK(find(compiled, "MainDatabaseFromVirginiaPrivateAOn3306") != nullptr);
  CHECK(find(compiled, "MainDatabaseFromVirginiaPublicAOn3306") == nullptr);
}

TEST_CASE("two of one tier make one rule for each subnet, whichever comes first", "[peering]") {
  const std::string both =
      "autoscaling:\n  web: {subnets: private, size: {min: 1, max: 2}}\n"
      "  jobs: {subnets: private, size: {min: 1, max: 2}}\n";
  for (const char* allow : {"[virginia.autoscaling.web, virginia.autoscaling.jobs]",
                            "[virginia.autoscaling.jobs, virginia.autoscaling.web]"}) {
    const Compiled compiled = compile_files(two(peering + database("private", allow), both));
    CHECK(found_ids(compiled).empty());
    std::size_t rules = 0;
    for (const LoweredResource& lowered : compiled.lowered.resources) {
      if (lowered.resource.type == "AWS::EC2::SecurityGroupIngress") ++rules;
    }
    CHECK(rules == 2);
    CHECK(find(compiled, "MainDatabaseFromVirginiaPrivateAOn3306") != nullptr);
  }
}

TEST_CASE("who is let in waits for the routes of both sides", "[peering]") {
  const Compiled compiled =
      compile_files(two(peering + database("private", "[virginia.autoscaling.web]"), web));
  std::size_t waiting = 0;
  for (const LoweredResource& lowered : compiled.lowered.resources) {
    if (lowered.layer != Layer::App) {
      CHECK(lowered.waits_for.empty());
      continue;
    }
    ++waiting;
    CHECK(lowered.blueprint == 1);
    CHECK(lowered.waits_for.size() == 8);
  }
  CHECK(waiting > 0);
}

TEST_CASE("stacks in both ways of crossing regions", "[peering]") {
  MemoryFileSystem disk;
  for (const auto& [name, content] :
       two(peering + database("private", "[virginia.autoscaling.web]"), web)) {
    disk.add("blueprints/" + name, content);
  }
  for (const CrossRegion way : {CrossRegion::Parameters, CrossRegion::Native}) {
    CompileOptions options;
    options.paths = {"blueprints"};
    options.cross_region = way;
    const CompileResult result = compile(options, disk);
    REQUIRE(result.systems.front().plan);
    std::map<std::string, std::size_t> position;
    for (const Stack& stack : result.systems.front().plan->stacks) {
      position.emplace(stack.id, stack.wave);
    }
    CHECK(position.at("seoul/peering") > position.at("virginia/network"));
    CHECK(position.at("seoul/peering") > position.at("seoul/network"));
    CHECK(position.at("virginia/peering") > position.at("seoul/peering"));
    CHECK(position.at("virginia/app") > position.at("virginia/peering"));
  }
}

struct Refusal {
  std::string seoul;
  std::string virginia;
  std::vector<std::string> found;
};

TEST_CASE("what peerings are refused", "[peering]") {
  const std::string vpc = "region: us-west-2, vpc_id: vpc-0123456789abcdef0";
  const auto given = GENERATE_COPY(values<Refusal>({
      {peering, "", {}},
      {"peerings:\n  virginia: {with: {blueprint: virginia}}\n", "", {}},
      {"peerings:\n  x: {}\n", "", {"BTS3380"}},
      {"peerings:\n  x: {with: {}}\n", "", {"BTS3380"}},
      {"peerings:\n  x: {with: virgina}\n", "", {"BTS2001"}},
      {"peerings:\n  x: {with: Virginia!}\n", "", {"BTS1028"}},
      {"peerings:\n  x: {with: seoul}\n", "", {"BTS3384"}},
      {peering, "peerings:\n  seoul: {with: seoul}\n", {"BTS3385"}},
      {peering + "  again: {with: virginia}\n", "", {"BTS3385"}},
      {"peerings:\n  x: {with: virginia, tiers: [privat]}\n", "", {"BTS2002"}},
      {"peerings:\n  x: {with: virginia, peer_tiers: [privat]}\n", "", {"BTS3387"}},
      {"peerings:\n  x: {with: {" + vpc + ", cidrs: [10.9.0.0/16]}}\n", "", {}},
      {"peerings:\n  x: {with: {" + vpc + "}}\n", "", {"BTS3381"}},
      {"peerings:\n  x: {with: {vpc_id: vpc-0123456789abcdef0, cidrs: [10.9.0.0/16]}}\n",
       "",
       {"BTS3381"}},
      {"peerings:\n  x: {with: {" + vpc + ", cidrs: [10.9.0.0/16], account: \"123456789012\"}}\n",
       "",
       {"BTS3381"}},
      {"peerings:\n  x: {with: {region: us-west-2, vpc_id: BTS, cidrs: [10.9.0.0/16]}}\n",
       "",
       {"BTS3382"}},
      {"peerings:\n  x: {with: {" + vpc + ", cidrs: [10.0.4.0/24]}}\n", "", {"BTS3389"}},
      {"peerings:\n  x: {with: {" + vpc + ", cidrs: [172.16.4.0/24]}}\n", "", {}},
      {peering + "  x: {with: {" + vpc + ", cidrs: [172.16.4.0/24]}}\n", "", {"BTS3389"}},
      {"peerings:\n  x: {with: {" + vpc + ", cidrs: [172.16.4.0/24]}}\n",
       "peerings:\n  seoul: {with: seoul}\n",
       {"BTS3389"}},
      {"peerings:\n  x: {with: {region: cn-north-1, vpc_id: vpc-01234567, cidrs: [10.9.0.0/16]}}\n",
       "",
       {"BTS3390"}},
  }));
  const Compiled compiled = compile_files(two(given.seoul, given.virginia));
  CAPTURE(given.seoul, given.virginia);
  INFO(text(compiled));
  CHECK(found_ids(compiled) == given.found);
}

TEST_CASE("what is allowed in without a way is refused with the line to add", "[peering]") {
  struct Case {
    std::string seoul;
    std::string help;
  };
  const auto given = GENERATE_COPY(values<Case>({
      {database("private", "[virginia.autoscaling.web]"),
       "`peerings: {virginia: {with: virginia}}`"},
      {database("data", "[virginia.autoscaling.web]"),
       "`peerings: {virginia: {with: virginia, tiers: [data]}}`"},
      {peering + database("data", "[virginia.autoscaling.web]"),
       "write `tiers: [private, data]` in `seoul.peerings.virginia`"},
      {"peerings:\n  virginia: {with: virginia, peer_tiers: [public]}\n" +
           database("private", "[virginia.autoscaling.web]"),
       "write `peer_tiers: [public, private]` in `seoul.peerings.virginia`"},
  }));
  const Compiled compiled = compile_files(two(given.seoul, web));
  CAPTURE(given.seoul);
  INFO(text(compiled));
  REQUIRE(found_ids(compiled) == std::vector<std::string>{"BTS2023"});
  CHECK(compiled.diagnostics.front().help.find(given.help) != std::string::npos);
}

TEST_CASE("a peering that was refused is not complained of again", "[peering]") {
  const Compiled compiled =
      compile_files(two("peerings:\n  virginia: {with: virginia, tiers: [privat]}\n" +
                            database("private", "[virginia.autoscaling.web]"),
                        web));
  INFO(text(compiled));
  CHECK(found_ids(compiled) == std::vector<std::string>{"BTS2002"});
}

}  // namespace
}  // namespace btsinfra
