// Databases: 3150-3199.
#include "diag/ids/databases.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> databases() {
  static constexpr Entry entries[] = {
      {ids::DatabaseIdentifier, R"(`identifier` is the name of the instance in RDS and the first
word of its host name: 1 to 63 Latin letters, digits and hyphens, a letter first, no
hyphen last, never two in a row (Amazon RDS API Reference, CreateDBInstance). An
underscore, as in `BTS_DB`, is refused. RDS keeps the name in lower case.

Wrong:

    databases:
      main: {identifier: BTS_DB, …}

Right:

    databases:
      main: {identifier: bts-db, …}

The name cannot be changed later: another one means another, empty instance. Without
`identifier` CloudFormation chooses one, and replacements never collide.
)"},
      {ids::DatabaseZoneChosen, R"(With `multi_az` RDS keeps a standby in a second zone and decides
itself where the two stand; after a failover they have swapped. A zone of one's own
choice is then refused (Amazon RDS API Reference, CreateDBInstance: AvailabilityZone).

Wrong:

    databases:
      main: {multi_az: true, zone: a, …}

Right, to survive the loss of a zone:

    databases:
      main: {multi_az: true, …}
)"},
      {ids::DatabaseZone, R"(A database can stand only in a zone in which its network has subnets.
A zone is written as its letter; the region comes from the blueprint.

Wrong, with `zones: [a, c]` under `network`:

    databases:
      main: {zone: b, …}

Right:

    databases:
      main: {zone: c, …}
)"},
      {ids::DatabaseSubnets, R"(A DB subnet group must hold subnets in two zones or more, even for
an instance that stands in one: RDS wants to be able to move it (Amazon RDS User Guide,
"Working with a DB instance in a VPC").

Wrong:

    network:
      zones: [a]

Right:

    network:
      zones: [a, c]

Each tier then needs a block for the new zone.
)"},
      {ids::DatabaseTier, R"(Subnets and public address of a database do not fit each other.

Without `public: true` an instance in public subnets cannot be reached from outside, but
one wrong setting later it can; in a private or isolated tier there is no route at all.
With `public: true` in a tier without route to the internet gateway it gets a public
address that leads nowhere.

Worth a second look:

    databases:
      main: {subnets: public, …}

Better:

    databases:
      main: {subnets: private, …}
)"},
      {ids::DatabaseName, R"(`database` is created together with the instance: Latin letters,
digits and underscores, a letter first, up to 64 characters (PostgreSQL: 63), and no
word that the engine or RDS keeps for itself, such as `mysql`, `sys`, `table`, or `db`
with PostgreSQL (Amazon RDS API Reference, CreateDBInstance: DBName).

Wrong:

    databases:
      main: {engine: mysql, database: bts-shop, …}

Right:

    databases:
      main: {engine: mysql, database: bts_shop, …}

Another name later means another, empty instance; further databases are made with SQL.
)"},
      {ids::DatabaseUser, R"(The master user's name: Latin letters, digits and underscores, a
letter first, up to 16 characters (PostgreSQL: 63). Words that the engine reserves and
users that RDS makes for itself are refused: `rdsadmin`, with PostgreSQL also `admin`
and everything that begins with `pg_` (Amazon RDS API Reference, CreateDBInstance:
MasterUsername).

Wrong:

    databases:
      main: {user: bts-admin, …}

Right:

    databases:
      main: {user: bts_admin, …}

Another name later means another, empty instance.
)"},
      {ids::DatabaseStorage, R"(Each type of storage has its sizes: gp3 and gp2 20 to 65536 GiB,
io1 and io2 100 to 65536 GiB, standard (magnetic) 5 to 3072 GiB (Amazon RDS User Guide,
"Amazon RDS DB instance storage").

Wrong:

    databases:
      main: {storage: 10, …}

Right:

    databases:
      main: {storage: 20, …}

Storage can grow later, never shrink.
)"},
      {ids::DatabaseStorageLimit, R"(`max_storage` is the size up to which RDS lets storage grow by
itself when it runs full. It must lie above `storage` and within what the type offers.
Leave room: RDS grows in steps of a tenth, and warns below 26 % (Amazon RDS User Guide,
"Managing capacity automatically with Amazon RDS storage autoscaling").

Wrong:

    databases:
      main: {storage: 100, max_storage: 100, …}

Right:

    databases:
      main: {storage: 100, max_storage: 200, …}
)"},
      {ids::DatabaseIops, R"(Performance can be provisioned where the storage offers it: io1 and
io2 must be told their `iops`; gp3 takes `iops` and `throughput` from 400 GiB on, where
RDS stripes it over several volumes; gp2 and standard take neither (Amazon RDS User
Guide, "Amazon RDS DB instance storage").

Wrong:

    databases:
      main: {storage: 20, iops: 12000, …}

Right:

    databases:
      main: {storage: 400, iops: 12000, …}

Below 400 GiB gp3 has 3000 IOPS and 125 MiB/s without being asked.
)"},
      {ids::DatabaseWindow, R"(Windows are in UTC and half an hour long or more. Backups are made
daily, `hh:mm-hh:mm`; maintenance is done weekly, `ddd:hh:mm-ddd:hh:mm` with days mon to
sun (Amazon RDS API Reference, CreateDBInstance). Both may run past midnight.

Wrong:

    databases:
      main: {backup_window: "18:00-18:15", maintenance_window: "19:00-20:00", …}

Right:

    databases:
      main: {backup_window: "18:00-18:30", maintenance_window: "sun:19:00-sun:20:00", …}

18:00 UTC is three in the morning in Seoul.
)"},
      {ids::DatabaseWindowsMeet, R"(The daily backup window and the weekly maintenance window must
not meet on any day; RDS refuses such an instance (Amazon RDS API Reference,
CreateDBInstance: PreferredBackupWindow).

Wrong:

    databases:
      main: {backup_window: "18:00-19:00", maintenance_window: "sun:18:30-sun:19:30", …}

Right:

    databases:
      main: {backup_window: "18:00-19:00", maintenance_window: "sun:19:00-sun:20:00", …}
)"},
      {ids::DatabaseMonitoring, R"(Enhanced monitoring measures the operating system every 1, 5,
10, 15, 30 or 60 seconds, or with 0 never (Amazon RDS API Reference, CreateDBInstance:
MonitoringInterval).

Wrong:

    databases:
      main: {monitoring: 20, …}

Right:

    databases:
      main: {monitoring: 15, …}
)"},
      {ids::DatabaseLogs, R"(Each engine has its own logs. MySQL and MariaDB: `audit`, `error`,
`general` and `slowquery`; PostgreSQL: `postgresql` and `upgrade`; all three
`iam-db-auth-error` (Amazon RDS User Guide, "Publishing database logs to Amazon
CloudWatch Logs").

Wrong:

    databases:
      main: {engine: mysql, logs: [postgresql], …}

Right:

    databases:
      main: {engine: mysql, logs: [error, slowquery], …}

Exporting `slowquery` and `general` shows nothing until `settings` turn those logs on with
`slow_query_log: "1"` and `general_log: "1"`; `audit` needs an option group.
)"},
      {ids::DatabaseClass, R"(A class of DB instances reads `db.<family>.<size>`, as
`db.t4g.micro`. The families of older generations (t1, t2, m1 to m4, r3, r4) cannot be
ordered any more with today's engine versions, and c6gd is for Multi-AZ clusters only
(Amazon RDS User Guide, "DB instance classes").

Wrong:

    databases:
      main: {instance: db.t2.micro, …}

Right:

    databases:
      main: {instance: db.t3.micro, …}

The list of classes here bears a date. Where RDS has a newer one, set it with `overrides`:

    overrides:
      MainDatabase: {Properties: {DBInstanceClass: db.m10g.large}}
)"},
      {ids::DatabaseClassRegion, R"(Not every region offers every class; the newest families come
to the large regions first. The creation fails there with "cannot create a … DB
instance".

Wrong, in Seoul:

    region: ap-northeast-2
    databases:
      main: {instance: db.m8gd.large, …}

Right:

    databases:
      main: {instance: db.m7g.large, …}

`aws rds describe-orderable-db-instance-options --engine mysql --region ap-northeast-2`
says what is offered today. Only regions whose offer is known here are judged; a newer
class can be set with `overrides`.
)"},
      {ids::DatabaseVersion, R"(RDS creates instances with certain minor versions only: older ones
are retired, and some were never offered (Amazon RDS User Guide, "MySQL on Amazon RDS
versions" and its siblings). A version is written in quotes, since YAML would take 8.4
for a number.

Wrong:

    databases:
      main: {engine: mysql, version: "8.4.1", …}

Right:

    databases:
      main: {engine: mysql, version: "8.4", …}

With a major version alone RDS takes its default minor and keeps it up to date.
)"},
      {ids::DatabaseVersionUnknown, R"(The version is newer than the list that this compiler brings
along. It may well be right; nobody can tell offline.

    databases:
      main: {engine: mysql, version: "8.4.99", …}

Ask AWS, and write the major version alone where the minor does not matter:

    aws rds describe-db-engine-versions --engine mysql --query 'DBEngineVersions[].EngineVersion'
)"},
      {ids::DatabaseOutOfSupport, R"(After the end of standard support a major version is kept
alive only in RDS Extended Support, which is charged by the hour and CPU (Amazon RDS
User Guide, "Using Amazon RDS Extended Support"). Databases here are made without it, so
that nobody pays unawares; RDS then refuses to create such a version. MySQL 8.0 left
standard support on 2026-07-31. MariaDB has no extended support.

Wrong:

    databases:
      main: {engine: mysql, version: "8.0", …}

Right:

    databases:
      main: {engine: mysql, version: "8.4", …}

Or, knowing the price:

    databases:
      main: {engine: mysql, version: "8.0", extended_support: true, …}

Whether a version is out of support is judged by the date of the data, not by today's.
)"},
      {ids::DatabaseKey, R"(A KMS key encrypts the storage; without encryption it has nothing to
do, and RDS refuses the pair (Amazon RDS API Reference, CreateDBInstance: KmsKeyId).

Wrong:

    databases:
      main: {encrypted: false, key: alias/data, …}

Right:

    databases:
      main: {key: alias/data, …}

A key of another region is refused as well: KMS keys never leave theirs. An alias, as
`alias/data`, names the key of whatever region it stands in.

Encryption and key are settled when the instance is made and cannot be changed later.
)"},
      {ids::DatabaseInsights, R"(With MySQL and MariaDB Performance Insights does not run on the
micro and small burstable classes (Amazon RDS User Guide, "Amazon RDS DB engine, Region,
and instance class support for Performance Insights").

Wrong:

    databases:
      main: {engine: mysql, instance: db.t3.micro, performance_insights: true, …}

Right:

    databases:
      main: {engine: mysql, instance: db.t4g.medium, performance_insights: true, …}
)"},
      {ids::DatabaseOpen, R"(The database would accept connections from every address in the world.
Databases are searched for and attacked around the clock; nothing but their clients
needs to reach them.

Wrong:

    databases:
      main:
        allow: [internet]

Right:

    databases:
      main:
        allow: [autoscaling.web]

A component in the same network becomes a reference to its security group, which follows
its instances; an address block or a parameter stands for clients elsewhere.
)"},
      {ids::DatabasePort, R"(A rule opens a port on which the database does not serve: the clients
that it is meant for still cannot connect, or the rule is a left-over.

Wrong:

    databases:
      main:
        engine: mysql
        allow: [{from: autoscaling.web, ports: [2300]}]

Right:

    databases:
      main:
        engine: mysql
        allow: [autoscaling.web]

Without `ports` a rule opens the port that the database serves, whatever it is.
)"},
      {ids::DatabaseLogEmpty,
       R"(RDS carries a log to CloudWatch only as far as the engine writes one. MySQL and
MariaDB write `general` and `slowquery` once `settings` turn them on, and `audit` once the
instance has an option group with the audit plugin (Amazon RDS User Guide, "Publishing
database logs to Amazon CloudWatch Logs").

Worth a second look:

    databases:
      main: {engine: mysql, logs: [slowquery], …}

Better:

    databases:
      main:
        engine: mysql
        settings: {slow_query_log: "1"}
        logs: [slowquery]

The engine must write them to files, too: where it does not by itself, `log_output: FILE`
among the settings says so. An option group can be written under `resources`, and
`overrides` give it to the instance:

    overrides:
      MainDatabase: {Properties: {OptionGroupName: "${{ resources.Audit }}"}}
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
