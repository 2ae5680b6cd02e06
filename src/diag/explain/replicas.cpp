// Replicas: 3720-3759.
#include "diag/ids/replicas.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> replicas() {
  static constexpr Entry entries[] = {
      {ids::ReplicaSourceLost,
       R"(A replica follows its source. In a state of the system that has lost the
source there is nothing to follow: the replica is to be promoted there, or left out. A
mere outage promotes nothing by itself; only the deletion of the source does (Amazon RDS
User Guide, "Promoting a read replica to be a standalone DB instance").

Wrong, in virginia.yaml:

    databases:
      replica: {replica_of: seoul.databases.main, …}
    scenarios:
      failover: {loses: [seoul]}

Right:

    scenarios:
      failover:
        loses: [seoul]
        set:
          databases.replica.promoted: true

`replica_of` stays: CloudFormation must go on being told where the instance came from.
)"},
      {ids::ReplicaField, R"(A replica is a copy: engine, version, name of the database, user,
password, encryption and size are those of its source, and CloudFormation refuses most of
them beside a source or makes another, empty instance of it (AWS CloudFormation
reference, AWS::RDS::DBInstance: SourceDBInstanceIdentifier).

Wrong:

    databases:
      replica: {replica_of: main, engine: mysql, user: BTS_admin, …}

Right:

    databases:
      replica: {replica_of: main, instance: db.t3.small, subnets: private}

Its own are class, kind of storage, place, who may connect, monitoring, and parameters of
the engine on top of the source's. Once promoted it may also have a `version` and more
`storage`.
)"},
      {ids::ReplicaKey, R"(A replica is encrypted if and only if its source is. Within the region
it then has the key of the source. Keys never leave their region, so in another region it
needs one of that region (Amazon RDS User Guide, "Encrypting Amazon RDS resources").

Wrong, in virginia.yaml:

    databases:
      replica: {replica_of: seoul.databases.main, …}

Right:

    keys:
      database: {}
    databases:
      replica: {replica_of: seoul.databases.main, key: "${{ keys.database.arn }}", …}

A key of your own outlives the stack; encryption and key are settled for ever.
)"},
      {ids::ReplicaManagedPassword, R"(While RDS keeps the master password of a database, no read
replica can be made of it; only SQL Server can (Amazon RDS User Guide, "Password
management with Amazon RDS and AWS Secrets Manager", limitations).

Wrong:

    databases:
      main: {managed_password: true, …}
      replica: {replica_of: main, …}

Right:

    databases:
      main: {…}
      replica: {replica_of: main, …}

Without `managed_password` the password is generated into a secret of the stack.
)"},
      {ids::ReplicaSourceBackups, R"(Replication starts from a backup, so the source must make them:
`backups` at least 1, and as long as it has replicas it cannot go back to 0 (Amazon RDS
API Reference, CreateDBInstance: BackupRetentionPeriod).

Wrong:

    databases:
      main: {backups: 0, …}
      replica: {replica_of: main, …}

Right:

    databases:
      main: {backups: 7, …}
      replica: {replica_of: main, …}
)"},
      {ids::ReplicaOfReplica, R"(A replica in another region must follow the database itself, not
another replica, and what is replicated must make backups, which a replica does not do
before it is promoted (Amazon RDS User Guide, "Creating a read replica in a different AWS
Region").

Wrong:

    databases:
      reports: {replica_of: main, …}
      archive: {replica_of: reports, …}

Right:

    databases:
      reports: {replica_of: main, …}
      archive: {replica_of: main, …}

A promoted replica is a database of its own and can be replicated.
)"},
      {ids::ReplicaCount, R"(RDS makes up to 15 read replicas of one database, of which about five
in other regions are certain (Amazon RDS API Reference, CreateDBInstanceReadReplica).

Leave one out, or promote one and let others follow it.
)"},
      {ids::ReplicaSetting, R"(A replica has a parameter group of its own with the settings of its
source, so that once promoted it behaves like it. A setting whose value is a parameter or
an attribute of the source's blueprint is not known where the replica stands.

Wrong, in seoul.yaml and virginia.yaml:

    databases:
      main: {settings: {max_connections: "${{ parameters.Connections }}"}, …}

    databases:
      replica: {replica_of: seoul.databases.main, …}

Right, in virginia.yaml:

    databases:
      replica:
        replica_of: seoul.databases.main
        settings: {max_connections: "200"}
)"},
      {ids::ReplicaHistory, R"(Only a replica can be promoted. Where it came from is said for the
life of the instance, since CloudFormation must always be told the same: by `replica_of`,
or, once that database is no more among the blueprints, by `source_region`. Then engine,
version, user and whatever else came from the source is said by the database itself.

Wrong:

    databases:
      main: {engine: mysql, version: "8.4", promoted: true, …}

Wrong as well: a scenario that begins with a promoted database which the state before
does not have. CloudFormation is told neither source nor engine of it and cannot make it;
let it follow in the state before, and promote it in this one.

Right:

    databases:
      main: {replica_of: virginia.databases.writer, promoted: true, …}

Right, when the writer is gone:

    databases:
      main: {source_region: us-east-1, promoted: true, engine: mysql, version: "8.4", …}
)"},
      {ids::ReplicaAgain, R"(An instance begins as a replica or never is one, and a promoted one
never follows again: asked to, CloudFormation makes another, empty instance (provider of
AWS::RDS::DBInstance: SourceDBInstanceIdentifier may stay or go). The way back is a new
component, which replicates what was promoted until it is promoted in turn.

Wrong, in seoul.yaml, after a failover to virginia:

    scenarios:
      failback:
        after: failover
        set:
          databases.main.replica_of: virginia.databases.replica

Right:

    scenarios:
      failback:
        after: failover
        set:
          databases.returned: {replica_of: virginia.databases.replica, …}

The old database is kept aside until nobody misses anything.
)"},
      {ids::ReplicaSourceChanged,
       R"(A replica follows the same source for as long as it follows one,
and the region it came from stays the same for the life of the instance: another value
means another, empty instance (AWS CloudFormation reference, AWS::RDS::DBInstance:
SourceRegion).

Wrong:

    scenarios:
      failback:
        set:
          databases.replica.replica_of: seoul.databases.returned

Right:

    scenarios:
      failback:
        set:
          databases.replica_again: {replica_of: seoul.databases.returned, …}
)"},
      {ids::DatabaseReplaced, R"(Engine, name of the database, user, subnets, encryption and key are
settled when an instance is made. With another value CloudFormation makes another, empty
one and deletes the first (AWS CloudFormation reference, AWS::RDS::DBInstance, "Update
requires: Replacement").

Wrong:

    scenarios:
      failover:
        set:
          databases.replica.subnets: isolated

Right: leave it as it was in the state before, or add another component and move the data.
)"},
      {ids::PromotionNotAlone,
       R"(A promotion cannot be taken back, but the rest of an update can: if
anything else in it fails, CloudFormation tries to make the instance a replica again,
cannot, and leaves the stack in UPDATE_ROLLBACK_FAILED, in the midst of a disaster. So the
promoting state changes nothing else of the database.

Risky:

    scenarios:
      failover:
        set:
          databases.replica.promoted: true
          databases.replica.instance: db.r7g.large

Better: give the replica the larger class from the beginning, or in a later state.

Backups, and who may connect, may change with it.
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
