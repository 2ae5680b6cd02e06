#include "services/rds/database.h"

#include <array>

#include "btsinfra/services/common.h"
#include "btsinfra/services/database.h"

#include "services/contributor.h"
#include "services/lowering.h"
#include "services/rds/database_instance.h"
#include "services/rds/engine_facts.h"
#include "services/rds/replica.h"

namespace btsinfra {
namespace {

// PostgreSQL always makes this one.
constexpr const char* postgres_database = "postgres";

// The database in the instance; empty where there is none.
std::string name_of(const Database& database) {
  if (!database.database.empty()) return database.database;
  return database.engine == DatabaseEngine::Postgres ? postgres_database : "";
}

// Whose secret holds the password: a replica has its users from its source.
const Component& holder_of_secret(const Component& component, const ResolvedSystem& system) {
  for (const Component* one : lineage(component, system)) {
    if (is_replica(one->as<Database>())) continue;
    return system.lost(one->blueprint) ? component : *one;  // a lost one was reported
  }
  return component;
}

}  // namespace

std::string database_id(std::string_view name) { return upper_camel(name) + "Database"; }

int database_port(const Database& database) {
  return database.port.value_or(default_port(database.engine.value_or(DatabaseEngine::Mysql)));
}

cfn::Value database_secret_arn(const Component& component, const ResolvedSystem& system) {
  const Component& holder = holder_of_secret(component, system);
  const std::string id = database_id(holder.name);
  if (holder.as<Database>().managed_password) {
    return Lowering::symbol(holder, id, "MasterUserSecret.SecretArn");
  }
  return Lowering::symbol(holder, id + "Secret");
}

cfn::Value database_password(const Component& component, const ResolvedSystem& system) {
  return cfn::Text{cfn::List{"{{resolve:secretsmanager:", database_secret_arn(component, system),
                             ":SecretString:password}}"}};
}

std::span<const Attribute> DatabaseKind::attributes() const {
  using fields::ValueType;
  static constexpr Attribute known[] = {
      {.name = "endpoint",
       .doc = "Host name to connect to; it stays when a standby takes over.",
       .address = true},
      {.name = "port",
       .doc = "Port on which it serves.",
       .type = ValueType::Integer,
       .constant = true},
      {.name = "name", .doc = "The database in it, where it has one.", .constant = true},
      {.name = "user", .doc = "Name of the master user.", .constant = true},
      {.name = "password", .doc = "Password of the master user.", .secret = true},
      {.name = "secret_arn",
       .doc = "ARN of the secret with user, password, host and port; of a replica, that of its "
              "source until it is promoted.",
       .type = ValueType::Arn,
       .meaning = fields::Meaning::Secret,
       .granted = true},
      {.name = "arn", .doc = "The instance's ARN.", .type = ValueType::Arn},
      {.name = "identifier", .doc = "The instance's name in RDS."},
      {.name = "security_group", .doc = "Id of its security group."},
  };
  return known;
}

std::optional<Attribute> DatabaseKind::attribute(const Component& component,
                                                 std::string_view name) const {
  // What a replica has only its source knows.
  const auto& database = component.as<Database>();
  if (name == "name" && database.replica_of.empty() && name_of(database).empty()) {
    return std::nullopt;
  }
  return Kind::attribute(component, name);
}

cfn::Value DatabaseKind::value(const Component& component, std::string_view attribute,
                               const ResolvedSystem& system) const {
  const std::string id = database_id(component.name);
  if (attribute == "endpoint") return Lowering::symbol(component, id, "Endpoint.Address");
  if (attribute == "port") return database_port(whole_database(component, system));
  if (attribute == "name") return name_of(whole_database(component, system));
  if (attribute == "user") return *whole_database(component, system).user;
  if (attribute == "password") return database_password(component, system);
  if (attribute == "secret_arn") return database_secret_arn(component, system);
  if (attribute == "arn") return Lowering::symbol(component, id, "DBInstanceArn");
  if (attribute == "security_group") {
    return Lowering::symbol(component, security_group(component));
  }
  return Lowering::symbol(component, id);
}

std::string DatabaseKind::security_group(const Component& component) const {
  return database_id(component.name) + "SecurityGroup";
}

void DatabaseKind::contribute(const Component& component, Contributor& contributor) const {
  const Database database = whole_database(component, contributor.system());
  const auto port = static_cast<std::uint16_t>(database_port(database));
  const std::array served{PortRange{port, port}};
  contributor.allow(component, database.allow, served);
}

std::vector<Statement> DatabaseKind::access(const Component& component, AccessKind access,
                                            const ResolvedSystem& system) const {
  if (access == AccessKind::Write) return {};
  Statement read;
  read.actions = {"secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"};
  read.resources = {database_secret_arn(component, system)};
  return {read};
}

}  // namespace btsinfra
