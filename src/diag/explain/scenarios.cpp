// Scenarios: 2100-2199.
#include "diag/ids/scenarios.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> scenarios() {
  static constexpr Entry entries[] = {
      {ids::UnknownScenario, R"(`--scenario` names a state of the system, and at least one of its
blueprints must define that under `scenarios:`. The others are as they always are.

Wrong:

    btsinfra build blueprints/virginia.yaml --scenario failovr

Right:

    btsinfra build blueprints/virginia.yaml --scenario failover

`--all-scenarios` builds the base and every scenario, each to a folder of its own.
)"},
      {ids::ScenarioPath, R"(`set` maps paths to values. A path leads through what the blueprint
has: every name on the way must be there, and a list or a single value ends it. The last
word may be new where names are the author's own, as that of a component.

Wrong:

    scenarios:
      failover:
        set:
          databases.replcia.promoted: true        # there is no such database
          databases.main.allow.0: parameters.Admin   # a list is given whole
          alarms.lag: null                        # nothing there to remove

Right:

    scenarios:
      failover:
        set:
          databases.replica.promoted: true
          databases.main.allow: [parameters.Admin]
          caches.sessions: {engine: valkey, subnets: private}   # a new one

Records merge, single values and lists replace, null removes; of two entries of which one
leads into the other, the one that leads further wins. What has to be removable one by one
is a map. A name with dots in it is found where it is already there; a new one
stands in a map: `tags: {"a.b": c}`.
)"},
      {ids::ScenarioChangesName, R"(Entering a state updates the stacks that exist. What they are
called, and in which region they are, is therefore the same in every state: another name
would be another stack beside the old one. Scenarios cannot set scenarios, either.

Wrong:

    scenarios:
      failover:
        set: {region: us-west-2}

Right, where another environment is meant, which stands beside this one:

    scenarios:
      staging:
        environment: true
        set: {system: bts-staging, region: us-west-2}
)"},
      {ids::ScenarioOrder, R"(`after` names the state from which this one is entered; without it,
that is the base. Following it must lead back to the base, blueprints that say it must
agree, and another environment is neither entered nor left.

Wrong:

    scenarios:
      failback: {after: switchback}
      switchback: {after: failback}

Right:

    scenarios:
      failover: {loses: [seoul]}
      failback: {after: failover}
      switchback: {after: failback}
)"},
      {ids::ScenarioLoses, R"(`loses` lists blueprints that are gone in a state; what several
blueprints say is united. A lost blueprint is not built, so it can neither say so itself
nor have anything set in it, and one must be left.

Wrong, in seoul.yaml:

    scenarios:
      failover: {loses: [seoul]}

Right, in edge.yaml or virginia.yaml:

    scenarios:
      failover: {loses: [seoul]}
)"},
      {ids::ReferenceToLost, R"(In this state the blueprint is lost, and with it everything that
the reference could give: the address of a database that does not answer, the group of
instances that are gone. What remains must do without, or take it from what remains.

Wrong:

    containers:
      web:
        environment: {DB_HOST: "${{ seoul.databases.main.endpoint }}"}
    scenarios:
      failover: {loses: [seoul]}

Right:

    scenarios:
      failover:
        loses: [seoul]
        set:
          containers.web.environment.DB_HOST: ${{ databases.replica.endpoint }}

A few fields may keep such a reference, as `replica_of` beside `promoted: true`: there it
is history and leans on nothing.
)"},
      {ids::NamesLost, R"(References are not the only way to lean on what is lost: a region, a zone,
an address, a host name or the name of a stack may stand in user data, in a list of
addresses, in an environment variable. Every text of every template of a state is searched
for the regions, address blocks, stack names and physical names of what it has lost.

Wrong:

    autoscaling:
      web:
        user_data: aws s3 cp --region ap-northeast-2 s3://bts-code/site.zip .
    scenarios:
      failover: {loses: [seoul]}     # whose region that is

Right:

    scenarios:
      failover:
        loses: [seoul]
        set:
          autoscaling.web.user_data: aws s3 cp s3://${{ buckets.code.name }}/site.zip .

A region that a remaining blueprint uses is not lost as a name. `SourceRegion` of a
promoted replica is exempt: without it the database would be replaced (AWS::RDS::DBInstance,
"SourceRegion": an update to it requires replacement). So is `ReplicaRegions` of a secret: a
copy can be taken back only while its region answers.
)"},
      {ids::IdentityChanges, R"(CloudFormation knows a resource by its logical id, its type and its
physical name. Where a state changes one of them, entering it replaces the resource: of a
database or a bucket nothing is left but a snapshot, or an error because the name is taken.

Wrong:

    databases:
      main: {identifier: bts-db}
    scenarios:
      failover: {set: {databases.main.identifier: bts-db-2}}

Right:

    scenarios:
      failover: {set: {databases.second: {identifier: bts-db-2, engine: mysql}}}

A component whose identity has to change is another component.
)"},
      {ids::EnvironmentSystem, R"(`environment: true` makes another environment of the same
blueprints rather than a state: staging beside production. Its stacks and exports bear the
name of its system, so every blueprint that defines it sets one, the same one, which no
other system of the folder has.

Wrong:

    scenarios:
      staging:
        environment: true
        set: {databases.main.instance: db.t4g.micro}

Right:

    scenarios:
      staging:
        environment: true
        set: {system: bts-staging, databases.main.instance: db.t4g.micro}

Blueprints that do not define it belong to it as they are.
)"},
      {ids::EnvironmentName,
       R"(An environment may stand in the same account as the base and the other
environments, where a physical name can be given once: per region, or for buckets and roles
everywhere. Names that the compiler makes have the system's name in them; those that a blueprint
gives have to be set, or left to CloudFormation.

Wrong:

    load_balancers:
      web: {name: BTS-ALB}
    scenarios:
      staging: {environment: true, set: {system: bts-staging}}

Right:

    scenarios:
      staging:
        environment: true
        set: {system: bts-staging, load_balancers.web.name: BTS-STAGING-ALB}
)"},
      {ids::UpdateOrder, R"(CloudFormation takes no export away, and deletes no stack, while another
stack imports from it (AWS CloudFormation User Guide, "Get exported outputs from a deployed
CloudFormation stack"). So a stack that gives up what another one imports is updated after
that one. Where that one needs something new of it in the same step, or its own stack is
lost and stays as it is, no order works.

Wrong, as `app` reads the old bucket's name and is to read the new one's:

    buckets:
      old: {}
    scenarios:
      moved:
        set:
          buckets: {old: null, new: {}}

Right, in two steps:

    scenarios:
      both:
        set: {buckets.new: {}}
      moved:
        after: both
        set:
          buckets: {old: null, new: {}}
)"},
      {ids::StackNameTaken,
       R"(A stack is called after its system, blueprint and layer, joined by hyphens, which these names may
hold themselves. Two systems or environments of one account so can come to the same name in
one region, and each deployment would turn the other's stack into its own.

Wrong:

    system: shop         system: shop-eu
    name: eu-web         name: web

Right:

    system: shop         system: shop-eu
    name: european       name: web
)"},
      {ids::TooManyStates, R"(Every state of a system is compiled in every run, because addresses,
outputs and updates depend on all of them. So 100 scenarios are the most, and 1,000,000
values: those of all blueprints of the system, times the base and its scenarios.

Wrong: a scenario for each ticket or each day, kept for ever.

Right: scenarios for the states in which the system may really be, such as a failover and a
failback. Another environment that has grown apart gets blueprints of its own.
)"},
      {ids::WorldwideName,
       R"(Some names exist once for all accounts of AWS: those of buckets, the aliases of CloudFront
distributions, and a record of a hosted zone that already exists. The system that is deployed second
would fail. (Names that are unique within an account are not compared between systems, which may
have an account each.)

Wrong:

    # shop.yaml                          # blog.yaml
    system: shop                         system: blog
    buckets: {media: {name: media-4711}} buckets: {files: {name: media-4711}}

Right:

    buckets: {media: {name: shop-4711}}  buckets: {files: {name: blog-4711}}

Or leave names out: CloudFormation then makes them.
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
