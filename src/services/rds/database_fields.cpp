// The field table of databases. Bounds are of the RDS API reference (CreateDBInstance).
#include "btsinfra/services/database.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<DatabaseEngine>();
template <>
const Type& type_of<StorageType>();

namespace {

struct EngineNames {
  static constexpr std::string_view names[] = {"mysql", "mariadb", "postgres"};
};
struct StorageNames {
  static constexpr std::string_view names[] = {"gp3", "gp2", "io2", "io1", "standard"};
};

constexpr Field database_fields[] = {
    field<&Database::replica_of>("replica_of",
                                 "The database of which this is a read replica, in this region or "
                                 "another one. It stays when the replica is promoted, for the life "
                                 "of the instance.")
        .even_if_lost()
        .no_order()  // what was promoted needs its source no more
        .without("it is no replica"),
    field<&Database::promoted>("promoted",
                               "The replica becomes a database of its own, with the password of a "
                               "secret of its own and backups. There is no way back: another "
                               "replica is another component."),
    field<&Database::source_region>("source_region",
                                    "Region of what a promoted replica once replicated, when "
                                    "`replica_of` can no longer name it. The instance then says "
                                    "`engine`, `version`, `user` and the rest itself."),
    field<&Database::engine>("engine", "What runs on it.")
        .without("that of the source; needed where there is no `replica_of`"),
    field<&Database::version>("version",
                              "Version of the engine: a major one (`\"8.4\"`, `\"17\"`), of which "
                              "RDS takes its default minor, or a full one (`\"8.4.9\"`).")
        .without("that of the source; needed where there is no `replica_of`"),
    field<&Database::identifier>("identifier",
                                 "Name of the instance in RDS, unique in its region. Another one "
                                 "means another, empty database.")
        .without("chosen by CloudFormation"),
    field<&Database::instance>("instance", "Instance class, as `db.t3.micro`.")
        .means(Meaning::InstanceClass),
    field<&Database::storage>("storage", "Space to begin with.")
        .unit("GiB")
        .within(5, 65536)
        .without("20, and that of the source in a replica"),
    field<&Database::storage_type>("storage_type", "Kind of volume."),
    field<&Database::iops>("iops", "Input and output operations per second to provision.")
        .within(1000, 256000)
        .without("what the storage type gives"),
    field<&Database::throughput>("throughput", "Throughput of a gp3 volume to provision.")
        .unit("MiB/s")
        .within(500, 4000)
        .without("what the storage type gives"),
    field<&Database::max_storage>("max_storage", "Up to where storage grows by itself.")
        .unit("GiB")
        .within(5, 65536)
        .without("storage does not grow by itself"),
    field<&Database::multi_az>("multi_az",
                               "Keep a standby in a second zone, which takes over within minutes."),
    field<&Database::zone>("zone", "Letter of the zone to stand in; not together with `multi_az`.")
        .without("chosen by RDS"),
    field<&Database::database>("database",
                               "Name of a database to create with the instance. Another one later "
                               "means another, empty instance.")
        .without("none, with PostgreSQL `postgres`, and in a replica that of the source"),
    field<&Database::user>("user",
                           "Name of the master user. Another one later means another, empty "
                           "instance.")
        .without("`dbadmin`, and that of the source in a replica"),
    field<&Database::managed_password>("managed_password",
                                       "Let RDS keep and rotate the master password in a secret of "
                                       "its own. It can then have no read replica."),
    field<&Database::port>("port", "Port on which it serves.")
        .within(1150, 65535)
        .without("that of the source in a replica, else 3306, and 5432 with PostgreSQL"),
    field<&Database::subnets>("subnets", "The tier it stands in, over two zones or more.")
        .required(),
    field<&Database::is_public>("public", "Whether it gets a public address."),
    field<&Database::allow>("allow", "Who may connect. Without ports: to the port it serves.")
        .no_order(),
    field<&Database::encrypted>("encrypted", "Whether its storage is encrypted; settled for ever."),
    field<&Database::key>("key",
                          "ARN, id or alias of the KMS key of the storage, from the same region; "
                          "settled for ever. A replica in another region than its encrypted source "
                          "needs one.")
        .means(Meaning::EncryptionKey)
        .without("the account's own key for RDS"),
    field<&Database::iam_authentication>("iam_authentication",
                                         "Whether database users may log in with IAM tokens."),
    field<&Database::backups>("backups",
                              "How long automatic backups are kept; 0: none are made. A replica "
                              "makes none before it is promoted.")
        .unit("days")
        .within(0, 35),
    field<&Database::backup_window>("backup_window",
                                    "When backups are made, in UTC: `18:00-18:30`, half an hour or "
                                    "more.")
        .without("chosen by RDS"),
    field<&Database::maintenance_window>("maintenance_window",
                                         "When RDS may change the instance, in UTC: "
                                         "`sun:19:00-sun:19:30`, half an hour or more.")
        .without("chosen by RDS"),
    field<&Database::minor_upgrades>(
        "minor_upgrades", "Let RDS install new minor versions in the maintenance window."),
    field<&Database::major_upgrades>("major_upgrades",
                                     "Let a change of `version` go to another major version."),
    field<&Database::extended_support>("extended_support",
                                       "Pay for RDS Extended Support once the version has left "
                                       "standard support; MySQL and PostgreSQL only."),
    field<&Database::settings>(
        "settings",
        "Parameters of the engine, by name; in a replica on top of those of its source. "
        "Connections must be encrypted unless `require_secure_transport` (PostgreSQL: "
        "`rds.force_ssl`) says otherwise here."),
    field<&Database::monitoring>("monitoring",
                                 "How often the operating system is measured: 1, 5, 10, 15, 30 or "
                                 "60; 0: never.")
        .unit("seconds")
        .within(0, 60),
    field<&Database::performance_insights>("performance_insights",
                                           "Whether the load of the engine is recorded."),
    field<&Database::logs>("logs",
                           "Logs that go to CloudWatch Logs. MySQL and MariaDB: `audit`, `error`, "
                           "`general`, `slowquery`; PostgreSQL: `postgresql`, `upgrade`; all: "
                           "`iam-db-auth-error`.")
        .within(0, 5),
    field<&Database::deletion_protection>("deletion_protection",
                                          "Whether it must be switched off before a deletion."),
    field<&Database::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<DatabaseEngine>() {
  static const Type type = describe_choice<DatabaseEngine, EngineNames>("engine");
  return type;
}

template <>
const Type& type_of<StorageType>() {
  static const Type type = describe_choice<StorageType, StorageNames>("storage type");
  return type;
}

template <>
const Type& type_of<Database>() {
  static const Type type =
      record<Database>("a database", "An RDS instance with what belongs to it.", database_fields);
  return type;
}

}  // namespace btsinfra::fields
