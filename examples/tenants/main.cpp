// Fifty tenants, each with a system of its own in two regions: an application in the first, a copy
// of its files in the second. Every network has a block that no other has, worked out by the
// compiler, so that any two of them can be peered one day.
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <btsinfra/btsinfra.h>

using namespace btsinfra;
using namespace btsinfra::literals;

namespace {

constexpr std::size_t tenant_count = 50;
constexpr Cidr company_block = "10.0.0.0/8"_cidr;
constexpr Cidr office_block = "10.255.0.0/16"_cidr;

// The networks of one tenant.
struct TenantBlocks {
  Cidr main;
  Cidr copy;
};

// Neighbouring /18 blocks, four to a /16.
constexpr std::array<TenantBlocks, tenant_count> plan = [] {
  std::array<TenantBlocks, tenant_count> blocks{};
  for (std::size_t i = 0; i < tenant_count; ++i) {
    blocks[i] = {company_block.subnet(18, 2 * i), company_block.subnet(18, 2 * i + 1)};
  }
  return blocks;
}();

constexpr std::array<Cidr, 2 * tenant_count + 1> all_blocks = [] {
  std::array<Cidr, 2 * tenant_count + 1> blocks{};
  for (std::size_t i = 0; i < tenant_count; ++i) {
    blocks[2 * i] = plan[i].main;
    blocks[2 * i + 1] = plan[i].copy;
  }
  blocks.back() = office_block;
  return blocks;
}();
static_assert(disjoint(all_blocks), "two tenants, or a tenant and the office, share addresses");

Network tenant_network(const Cidr& block) {
  const Cidr publics = block.subnet(20, 0);
  const Cidr apps = block.subnet(20, 1);
  const Cidr stores = block.subnet(20, 2);
  const auto both = [](const Cidr& of) {
    return std::vector<Cidr>{of.subnet(22, 0), of.subnet(22, 1)};
  };
  return Network{.cidr = block,
                 .zones = {"a", "b"},
                 .subnets = {{"public", {.access = Access::Public, .cidrs = both(publics)}},
                             {"app", {.access = Access::Private, .cidrs = both(apps)}},
                             {"data", {.access = Access::Isolated, .cidrs = both(stores)}}},
                 .nat = Nat::PerZone,
                 .flow_logs = FlowLogs{}};
}

// What a tenant may choose.
struct Tenant {
  std::string name;
  TenantBlocks blocks;
  int largest = 4;  // tasks
};

void add_copy(BlueprintBuilder& copy, const Tenant& tenant) {
  copy.description("Copy of the files of " + tenant.name + ".");
  copy.tags({{"Tenant", tenant.name}});
  copy.network(tenant_network(tenant.blocks.copy));
  const auto logs = copy.buckets.add("logs", Bucket{.expire = 365, .expire_old_versions = 30});
  copy.buckets.add("files", Bucket{.access_logs = logs});
}

void add_main(BlueprintBuilder& main, const BlueprintBuilder& copy, const Tenant& tenant) {
  main.description("Application of " + tenant.name + ".");
  main.tags({{"Tenant", tenant.name}});
  const auto email = main.parameters.add(
      "AdminEmail",
      Parameter{.type = ParameterType::Email, .description = "Who is told of alarms"});
  const auto certificate_arn = main.parameters.add(
      "Certificate", Parameter{.type = ParameterType::Certificate,
                               .description = "Certificate of the tenant's domain"});
  const auto image = main.parameters.add(
      "ImageTag", Parameter{.default_value = "1.0", .description = "Version of the application"});
  main.network(tenant_network(tenant.blocks.main));

  const auto logs = main.buckets.add("logs", Bucket{.expire = 365, .expire_old_versions = 30});
  const auto files =
      main.buckets.add("files", Bucket{.access_logs = logs, .replicate_to = copy.buckets["files"]});
  const auto repository = main.repositories.add("app", Repository{.expire_untagged = 30});
  const auto firewall =
      main.web_acls.add("site", WebAcl{.managed = {{.group = "CommonRuleSet"},
                                                   {.group = "KnownBadInputsRuleSet"},
                                                   {.group = "AmazonIpReputationList"}}});
  const auto balancer = main.load_balancers.add(
      "app", LoadBalancer{.subnets = main.subnets["public"],
                          .allow = {{internet}},
                          .certificate = certificate_arn,
                          .target_group = {.port = 8080, .health_check = {.path = "/healthz"}},
                          .web_acl = firewall,
                          .access_logs = logs});
  const auto database = main.databases.add("main", Database{.engine = DatabaseEngine::Postgres,
                                                            .version = "17",
                                                            .instance = "db.t4g.medium",
                                                            .multi_az = true,
                                                            .database = "app",
                                                            .subnets = main.subnets["data"],
                                                            .allow = {{main.containers["app"]}}});
  const auto cluster = main.clusters.add("main");
  const auto app = main.containers.add(
      "app", ContainerService{.cluster = cluster,
                              .count = TaskCount{.min = 2, .max = tenant.largest},
                              .target_cpu = 60,
                              .subnets = main.subnets["app"],
                              .cpu = 512,
                              .memory = 1024,
                              .containers = {{"app",
                                              {.image = repository.uri() + ":" + image,
                                               .port = 8080,
                                               .environment = {{"DB_HOST", database.endpoint()},
                                                               {"FILES", files.name()}},
                                               .secrets = {{"DB_SECRET", database.secret_arn()}},
                                               .read_only = true}}},
                              .behind = balancer,
                              .reads = {files},
                              .writes = {files}});
  const auto topic = main.topics.add("admins", Topic{.email = {email}});
  main.alarms.add("busy",
                  Alarm{.on = app, .metric = "CPUUtilization", .above = 90, .notify = {topic}});
}

SystemBuilder tenant_system(const Tenant& tenant) {
  SystemBuilder system(tenant.name);
  BlueprintBuilder& main = system.blueprint("main", "ap-northeast-2"_region);
  BlueprintBuilder& copy = system.blueprint("copy", "ap-northeast-1"_region);
  add_copy(copy, tenant);
  add_main(main, copy, tenant);
  return system;
}

std::vector<SystemBuilder> all_tenants() {
  std::vector<SystemBuilder> systems;
  for (std::size_t i = 0; i < tenant_count; ++i) {
    const std::string number = std::to_string(i + 1);
    const bool large = i % 10 == 0;
    systems.push_back(
        tenant_system({.name = "tenant-" + std::string(2 - number.size(), '0') + number,
                       .blocks = plan[i],
                       .largest = large ? 20 : 4}));
  }
  return systems;
}

}  // namespace

int main(int argc, char** argv) { return btsinfra::main(argc, argv, all_tenants()); }
