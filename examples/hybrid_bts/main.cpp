// HYBRID-BTS, the fan shop of blueprints/, as a program: the same system, the same bytes.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <btsinfra/btsinfra.h>

using namespace btsinfra;
using namespace btsinfra::literals;

namespace {

constexpr Cidr seoul_block = "10.0.0.0/16"_cidr;
constexpr Cidr virginia_block = "172.16.0.0/16"_cidr;
constexpr Cidr data_centre = "192.168.0.0/16"_cidr;  // the old one, connected during the migration
static_assert(disjoint({seoul_block, virginia_block, data_centre}));

// Everywhere: the tag of the project, who is told of alarms, and the zone of the domain.
struct Common {
  Handle<Parameter> admin_email;
  Handle<HostedZone> zone;
};

Common add_common(BlueprintBuilder& blueprint) {
  blueprint.tags({{"Project", "HYBRID-BTS"}});
  const auto email = blueprint.parameters.add(
      "AdminEmail",
      Parameter{.type = ParameterType::Email, .description = "Who is told of alarms"});
  const auto zone_id = blueprint.parameters.add(
      "ZoneId", Parameter{.type = ParameterType::HostedZone,
                          .description = "Route 53 zone of hybridbts.com"});
  const auto zone = blueprint.hosted_zones.add(
      "main", HostedZone{.domain = "hybridbts.com", .existing = zone_id});
  return {email, zone};
}

const std::vector<std::string> site_names{"www.hybridbts.com", "hybridbts.com", "*.hybridbts.com"};

const std::vector<ManagedRules> managed_rules{{.group = "AmazonIpReputationList"},
                                              {.group = "CommonRuleSet"},
                                              {.group = "KnownBadInputsRuleSet"},
                                              {.group = "PHPRuleSet"},
                                              {.group = "SQLiRuleSet"},
                                              {.group = "WordPressRuleSet"}};

// A public and a private subnet in each of two zones: the first four /24 of the block, by the plan
// of each site.
Network site_network(const Cidr& block, const std::array<int, 4>& plan) {
  const auto subnet = [&](int index) {
    return block.subnet(24, static_cast<std::uint64_t>(plan.at(static_cast<std::size_t>(index))));
  };
  return Network{
      .cidr = block,
      .zones = {"a", "c"},
      .subnets = {{"public", {.access = Access::Public, .cidrs = {subnet(0), subnet(1)}}},
                  {"private", {.access = Access::Private, .cidrs = {subnet(2), subnet(3)}}}},
      .nat = Nat::PerZone,
      .flow_logs = FlowLogs{.retention = 365},
      .on_premises = {data_centre}};
}

// The load balancer that each site stands behind.
void add_load_balancer(BlueprintBuilder& site, const Common& common) {
  const auto certificate =
      site.certificates.add("site", Certificate{.names = site_names, .zone = common.zone});
  const auto web_acl =
      site.web_acls.add("site", WebAcl{.managed = managed_rules, .metrics = "BTS"});
  site.load_balancers.add("web", LoadBalancer{.name = "BTS-ALB",
                                              .subnets = site.subnets["public"],
                                              .allow = {{internet}},
                                              .certificate = certificate.arn(),
                                              .target_group = {.name = "BTS-tg", .port = 80},
                                              .web_acl = web_acl,
                                              .access_logs = site.buckets["logs"]});
}

void ignore_one_tier(BlueprintBuilder& site) {
  for (const char* kind : {"databases", "caches"}) {
    site.ignore(
        {.rule = "BTS5009", .on = kind, .reason = "one private tier in the plan of the site"});
  }
}

// ---- Seoul -------------------------------------------------------------------------------------

void add_seoul(BlueprintBuilder& seoul, const BlueprintBuilder& virginia,
               const BlueprintBuilder& edge) {
  seoul.description("Fan shop, primary site.");
  const Common common = add_common(seoul);
  const auto admin_cidr =
      seoul.parameters.add("AdminCidr", Parameter{.type = ParameterType::Cidr,
                                                  .default_value = "58.237.166.233/32",
                                                  .description = "Where administrators come from"});
  const auto bastion_key =
      seoul.parameters.add("BastionKey", Parameter{.type = ParameterType::KeyPair,
                                                   .default_value = "BTS_Bastion_Key",
                                                   .description = "Key pair of the bastions"});
  const auto web_key =
      seoul.parameters.add("WebKey", Parameter{.type = ParameterType::KeyPair,
                                               .default_value = "BTS_WEB_KEY",
                                               .description = "Key pair of the web servers"});

  Network network = site_network(seoul_block, {0, 2, 1, 3});
  network.name = "HybridBTS-VPC";
  network.internet_gateway = "BTS-igw";
  seoul.network(std::move(network));
  const auto virginia_peering = seoul.peerings.add(
      "virginia", Peering{.with = {.blueprint = virginia}});  // the private subnets

  const auto key = seoul.keys.add(
      "database",
      EncryptionKey{.description = "Storage of the database that comes back after a failover"});
  const auto logs = seoul.buckets.add("logs", Bucket{.expire = 365, .expire_old_versions = 30});
  const auto code = seoul.buckets.add("code", Bucket{.access_logs = logs});  // htdocs.zip
  const auto media = seoul.buckets.add(
      "media", Bucket{.access_logs = logs, .replicate_to = virginia.buckets["media"]});
  add_load_balancer(seoul, common);

  const auto admin = seoul.bastions.add("admin", Bastion{.instance = "t3.micro",
                                                         .subnets = seoul.subnets["public"],
                                                         .key = bastion_key,
                                                         .allow = {{admin_cidr}}});

  // The web servers and the containers of Virginia use both stores.
  const auto web = seoul.autoscaling["web"];
  const auto containers = virginia.containers["web"];
  const std::vector<AllowRule> both{{web}, {containers}};
  const auto database = seoul.databases.add("main", Database{.engine = DatabaseEngine::Mysql,
                                                             .version = "8.4",
                                                             .identifier = "bts-rds-db",
                                                             .instance = "db.t3.micro",
                                                             .storage = 20,
                                                             .multi_az = true,
                                                             .database = "BTS",
                                                             .user = "BTS_admin",
                                                             .subnets = seoul.subnets["private"],
                                                             .allow = both,
                                                             .backups = 7});
  const auto sessions = seoul.caches.add("sessions", Cache{.engine = CacheEngine::Valkey,
                                                           .version = "8.0",
                                                           .node = "cache.t4g.micro",
                                                           .zones = {"a", "c"},  // primary, replica
                                                           .subnets = seoul.subnets["private"],
                                                           .allow = both});
  seoul.autoscaling.add("web",
                        AutoScalingGroup{.instance = "t3.micro",
                                         .subnets = seoul.subnets["private"],
                                         .key = web_key,
                                         .size = {.min = 2, .max = 4},
                                         .target_cpu = 75,  // percent, averaged over the group
                                         .warmup = 300,
                                         .behind = seoul.load_balancers["web"],
                                         .allow = {{.from = admin, .ports = {22}}},
                                         .reads = {code, database},
                                         .environment = {{"DB_HOST", database.endpoint()},
                                                         {"DB_NAME", database.name()},
                                                         {"DB_SECRET", database.secret_arn()},
                                                         {"SESSIONS", sessions.url()}},
                                         .user_data = text(R"(#!/bin/bash
set -euo pipefail
dnf install -y httpd php8.2 php8.2-fpm php8.2-mysqlnd php8.2-devel php-pear gcc make mariadb105 unzip
printf '\n' | pecl install redis
echo 'extension=redis.so' > /etc/php.d/50-redis.ini
aws s3 cp s3://${{ code }}/htdocs.zip /tmp/htdocs.zip
unzip -o /tmp/htdocs.zip -d /var/www/html
POOL=/etc/php-fpm.d/www.conf
sed -i -e 's|^php_value\[session.save_handler\].*|php_value[session.save_handler] = redis|' \
       -e "s|^php_value\[session.save_path\].*|php_value[session.save_path] = \"$SESSIONS\"|" "$POOL"
printf 'SetEnv %s\n' "DB_HOST $DB_HOST" "DB_NAME $DB_NAME" "DB_SECRET $DB_SECRET" > /etc/httpd/conf.d/database.conf
systemctl enable --now php-fpm httpd
)",
                                                           {{"code", code.name()}})});

  seoul.job_templates.add(
      "captions",
      MediaJobTemplate{.bucket = media,
                       .input = "videos/",
                       .output = "captioned/",
                       .captions = Captions{.format = CaptionFormat::Smi, .language = "ENG"}});
  const auto alert =
      seoul.topics.add("admin_alert", Topic{.name = "admin-alert", .email = {common.admin_email}});
  const auto start =
      seoul.functions.add("ec2_start", LambdaFunction{.name = "EC2-start", .starts = {admin}});
  const auto crowded = seoul.alarms.add("crowded", Alarm{.on = web,
                                                         .metric = "GroupInServiceInstances",
                                                         .above = 3.8,
                                                         .period = 300,
                                                         .notify = {alert}});
  seoul.event_rules.add("start_bastions", EventRule{.on_alarm = crowded, .run = {start}});
  ignore_one_tier(seoul);

  // Seoul is back: it follows Virginia, the old database is kept aside.
  const auto follow = [&](BlueprintBuilder& state) {
    return state.databases.add("returned", Database{.replica_of = virginia.databases["replica"],
                                                    .identifier = "bts-rds-returned",
                                                    .instance = "db.t3.micro",
                                                    .multi_az = true,
                                                    .subnets = seoul.subnets["private"],
                                                    .allow = both,
                                                    .key = key.arn()});
  };
  seoul.scenario("failback", {.after = "failover"}, follow);
  // … and then leads again; after it, edit the base to say so.
  seoul.scenario("switchback", {.after = "failback"}, [&](BlueprintBuilder& state) {
    const auto returned = follow(state);
    state.databases.edit("returned").promoted = true;
    AutoScalingGroup& servers = state.autoscaling.edit("web");
    servers.environment["DB_HOST"] = returned.endpoint();
    servers.environment["DB_SECRET"] = returned.secret_arn();
    servers.reads = {code, returned};
  });
  // us-east-1 is lost.
  seoul.scenario("alone", {.loses = {virginia.name(), edge.name()}}, [&](BlueprintBuilder& state) {
    state.peerings.remove("virginia");
    state.buckets.edit("media").replicate_to = {};
    state.databases.edit("main").allow = {{web}};
    state.caches.edit("sessions").allow = {{web}};
  });
}

// ---- N. Virginia -------------------------------------------------------------------------------

void add_virginia(BlueprintBuilder& virginia, const BlueprintBuilder& seoul) {
  virginia.description("Fan shop, second site.");
  const Common common = add_common(virginia);
  const auto tag = virginia.parameters.add(
      "ImageTag", Parameter{.default_value = "1.0", .description = "Version of the shop's image"});
  virginia.network(site_network(virginia_block, {0, 1, 2, 3}));

  const auto key =
      virginia.keys.add("database", EncryptionKey{.description = "Storage of the replica"});
  const auto logs = virginia.buckets.add("logs", Bucket{.expire = 365, .expire_old_versions = 30});
  virginia.buckets.add("media", Bucket{.access_logs = logs});  // the copy of Seoul's
  const auto images =
      virginia.repositories.add("web", Repository{.name = "bts-web", .expire_untagged = 30});
  add_load_balancer(virginia, common);

  const auto cluster = virginia.clusters.add("main", EcsCluster{.name = "WEB-BTS-CLUSTER"});
  // Of the cluster; the service has a task on each.
  virginia.autoscaling.add("hosts", AutoScalingGroup{.instance = "t3.micro",
                                                     .subnets = virginia.subnets["private"],
                                                     .size = {.min = 2, .max = 4},
                                                     .target_cpu = 75,
                                                     .cluster = cluster});
  const auto database = seoul.databases["main"];
  const auto web = virginia.containers.add(
      "web", ContainerService{
                 .family = "BTS-TASK-DEFINITION",
                 .cluster = cluster,
                 .launch = Launch::Ec2,
                 .strategy = TaskStrategy::Daemon,
                 .network = ContainerNetwork::Host,
                 .containers = {{"BTS-WEB",
                                 {.image = images.uri() + ":" + tag,
                                  .port = 80,
                                  .memory = 128,
                                  .environment = {{"DB_HOST", database.endpoint()},
                                                  {"SESSIONS", seoul.caches["sessions"].url()}},
                                  .secrets = {{"DB_SECRET", database.secret_arn()}}}}},
                 .behind = virginia.load_balancers["web"]});
  const auto replica =
      virginia.databases.add("replica", Database{.replica_of = database,
                                                 .identifier = "bts-rds-replica",
                                                 .instance = "db.t3.small",
                                                 .subnets = virginia.subnets["private"],
                                                 .allow = {{web}},
                                                 .key = key.arn()});
  const auto alert = virginia.topics.add(
      "admin_alert", Topic{.name = "admin-alert", .email = {common.admin_email}});
  virginia.alarms.add("replica_lag", Alarm{.on = replica,
                                           .metric = "ReplicaLag",
                                           .above = 300,
                                           .period = 60,
                                           .periods = 5,
                                           .notify = {alert}});
  ignore_one_tier(virginia);
  virginia.ignore(
      {.rule = "BTS6003",
       .on = "databases.replica",
       .reason = "a promotion stands alone; the standby comes with the update after it"});
  virginia.ignore({.rule = "BTS6011",
                   .on = "containers.web",
                   .reason = "Seoul leads the data as long as it is there"});

  // Seoul is lost: this site stands on its own data, or on another database's when there is one.
  const auto on_its_own = [&](BlueprintBuilder& state, const Handle<Database>& leading) {
    state.databases.edit("replica").promoted = true;
    const auto sessions = state.caches.add("sessions", Cache{.engine = CacheEngine::Valkey,
                                                             .version = "8.0",
                                                             .node = "cache.t4g.micro",
                                                             .zones = {"a", "c"},
                                                             .subnets = virginia.subnets["private"],
                                                             .allow = {{web}}});
    Container& shop = state.containers.edit("web").containers.at("BTS-WEB");
    shop.environment = {{"DB_HOST", leading.endpoint()}, {"SESSIONS", sessions.url()}};
    shop.secrets["DB_SECRET"] = leading.secret_arn();
    state.autoscaling.edit("hosts").size.min = 3;
    state.alarms.remove("replica_lag");
  };
  virginia.scenario("failover", {}, [&](BlueprintBuilder& state) { on_its_own(state, replica); });
  virginia.scenario("failback", {.after = "failover"},
                    [&](BlueprintBuilder& state) { on_its_own(state, replica); });
  virginia.scenario("switchback", {.after = "failback"}, [&](BlueprintBuilder& state) {
    on_its_own(state, seoul.databases["returned"]);
  });
}

// ---- Above both --------------------------------------------------------------------------------

void add_edge(BlueprintBuilder& edge, const BlueprintBuilder& seoul,
              const BlueprintBuilder& virginia) {
  edge.description("Fan shop, what stands above both sites.");
  const Common common = add_common(edge);
  const auto certificate =
      edge.certificates.add("cdn", Certificate{.names = site_names, .zone = common.zone});
  const auto accelerator = edge.accelerators.add(
      "main",
      Accelerator{
          .name = "BTS-AGA",
          .ports = {80, 443},
          .groups = {
              {"seoul", {.endpoints = {{seoul.load_balancers["web"]}}, .dial = 100, .weight = 128}},
              {"virginia",
               {.endpoints = {{virginia.load_balancers["web"]}}, .dial = 100, .weight = 128}}}});
  const auto web_acl = edge.web_acls.add(
      "cdn", WebAcl{.scope = WebAclScope::Cloudfront, .managed = managed_rules, .metrics = "BTS"});
  const auto media = edge.distributions.add(
      "media", Distribution{.aliases = {"media.hybridbts.com"},
                            .certificate = certificate.arn(),
                            .web_acl = web_acl,
                            .origins = {{"seoul", {.bucket = seoul.buckets["media"]}},
                                        {"virginia", {.bucket = virginia.buckets["media"]}}},
                            .behavior = {.origin = "seoul", .fallback = "virginia"},
                            .access_logs = virginia.buckets["logs"]});
  edge.records.add(
      "site",
      DnsRecord{.zone = common.zone, .names = {"@", "www", "kr", "*"}, .alias = accelerator});
  edge.records.add("media", DnsRecord{.zone = common.zone,
                                      .names = {"media"},
                                      .types = {RecordType::A, RecordType::Aaaa},
                                      .alias = media});
  edge.health_checks.add("www", DnsHealthCheck{.host = "www.hybridbts.com"});
  const auto seoul_check = edge.health_checks.add(
      "seoul", DnsHealthCheck{.host = seoul.load_balancers["web"].dns_name()});
  edge.health_checks.add("virginia",
                         DnsHealthCheck{.host = virginia.load_balancers["web"].dns_name()});
  const auto alert =
      edge.topics.add("site_alert", Topic{.name = "site-alert", .email = {common.admin_email}});
  edge.alarms.add("seoul_down", Alarm{.on = seoul_check, .notify = {alert}});

  edge.scenario("failover", {.loses = {seoul.name()}}, [](BlueprintBuilder& state) {
    state.accelerators.edit("main").groups.erase("seoul");
    Distribution& distribution = state.distributions.edit("media");
    distribution.origins.erase("seoul");
    distribution.behavior.origin = "virginia";
    distribution.behavior.fallback = "";
    state.health_checks.remove("seoul");
    state.alarms.remove("seoul_down");
  });
  edge.scenario("failback", {.after = "failover"}, [](BlueprintBuilder& state) {
    state.accelerators.edit("main").groups.at("seoul").dial = 0;
  });
}

SystemBuilder hybrid_bts() {
  SystemBuilder system("hybrid-bts");
  BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
  BlueprintBuilder& virginia = system.blueprint("virginia", "us-east-1"_region);
  BlueprintBuilder& edge = system.blueprint("edge", "us-east-1"_region);
  add_seoul(seoul, virginia, edge);
  add_virginia(virginia, seoul);
  add_edge(edge, seoul, virginia);
  return system;
}

}  // namespace

int main(int argc, char** argv) { return btsinfra::main(argc, argv, hybrid_bts()); }
