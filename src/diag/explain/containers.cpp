// Containers: 3300-3349.
#include "diag/ids/containers.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> containers() {
  static constexpr Entry entries[] = {
      {ids::RepositoryName,
       R"(A repository's name becomes part of the address of its images, so it has
2 to 256 characters: lower-case Latin letters and digits, in words with single `.` or
`_` (or `__`, or hyphens) between them, and `/` between parts (Amazon ECR API reference,
CreateRepository).

Wrong:

    repositories:
      web: {name: BTS-Web}

Right:

    repositories:
      web: {name: bts-web}
)"},
      {ids::RepositoryKey,
       R"(`key` is the ARN (or alias) of a KMS key in the repository's own region:
keys never leave theirs. Without `key`, images are encrypted with keys of ECR's own. The
choice is made when the repository is created and cannot be changed later.

Wrong, in a blueprint of ap-northeast-2:

    repositories:
      web: {key: "arn:aws:kms:us-east-1:123456789012:key/1234"}

Right:

    repositories:
      web: {key: "${{ keys.images.arn }}"}
)"},
      {ids::RepositoryReplica,
       R"(`replicate_to` lists the other regions that images are copied to as they
are pushed, each once, by its name or by the name of a blueprint that stands there.

Wrong, in a blueprint of us-east-1:

    repositories:
      web: {replicate_to: [us-east-1, soeul]}

Right:

    repositories:
      web: {replicate_to: [seoul]}

`${{ virginia.repositories.web.local_uri }}` is then the address in the region of whoever
uses it.
)"},
      {ids::RegistryReplication,
       R"(An account has one registry in each region, and the registry has one
replication configuration. Two stacks that each held one would overwrite each other's,
and deleting either would end all replication.

Wrong, in two blueprints of one region:

    repositories:
      web: {replicate_to: [us-east-1]}

Right: declare the repositories that are replicated in one of the two blueprints; the
other refers to them as `${{ first.repositories.web.uri }}`.
)"},
      {ids::RepositoryReplaced,
       R"(How a repository is encrypted is settled when it is made. For another key
CloudFormation makes another, empty repository before it deletes the old one, and a name can
be had only once in a region: the update fails (AWS CloudFormation reference,
AWS::ECR::Repository, EncryptionConfiguration).

Wrong:

    repositories:
      web: {name: bts-web}
    scenarios:
      failover:
        set: {repositories.web.key: "${{ keys.data.arn }}"}

Right: leave the key as it was, or add another repository and push the images there.
)"},
      {ids::ClusterElsewhere,
       R"(Services and their hosts stand in the network of their own blueprint, and
what runs on a cluster is found there. A cluster itself is a name and costs nothing, so
each blueprint declares its own.

Wrong:

    containers:
      web: {cluster: seoul.clusters.main}

Right:

    clusters:
      main: {}
    containers:
      web: {cluster: main}
)"},
      {ids::ContainerName,
       R"(Clusters, services, task definitions and containers have names of 1 to 255
Latin letters, digits, `_` and hyphens (Amazon ECS API reference). Names of variables
hold no `=`.

Wrong:

    containers:
      web:
        containers:
          web server: {image: "httpd:2.4"}

Right:

    containers:
      web:
        containers:
          web-server: {image: "httpd:2.4"}
)"},
      {ids::HostsBehind, R"(Instances that are hosts of containers serve nothing themselves: the
services on them register with the load balancer, by the ports that their tasks really
have. A group that registered as well would offer the load balancer instances on which
perhaps no task runs.

Wrong:

    autoscaling:
      hosts: {cluster: main, subnets: private, behind: web}

Right:

    autoscaling:
      hosts: {cluster: main, subnets: private}
    containers:
      web: {cluster: main, launch: ec2, behind: web}
)"},
      {ids::CapacityProvider,
       R"(A capacity provider sets the size of an Auto Scaling group by the tasks of
a cluster. It needs a `cluster` whose tasks it can count, and it must be the only one
that decides: `target_cpu` would move the same size by another measure.

Wrong:

    autoscaling:
      hosts: {cluster: main, capacity_provider: 100, target_cpu: 75}

Right, for services that ask for a number of tasks:

    autoscaling:
      hosts: {cluster: main, capacity_provider: 100}

Right, for daemons:

    autoscaling:
      hosts: {cluster: main, target_cpu: 75}
)"},
      {ids::CapacityProviderDaemon,
       R"(Managed scaling counts the tasks of services that ask for a number of
them. Daemons are not counted: a host on which only daemons run is empty to it and is
taken away, down to the group's minimum, however busy the daemons are (Amazon ECS
developer guide, "Managed scaling behavior").

Wrong:

    autoscaling:
      hosts: {cluster: main, size: {min: 2, max: 4}, capacity_provider: 100}
    containers:
      web: {cluster: main, launch: ec2, strategy: daemon}

Right:

    autoscaling:
      hosts: {cluster: main, size: {min: 2, max: 4}, target_cpu: 75}
    containers:
      web: {cluster: main, launch: ec2, strategy: daemon}
)"},
      {ids::NoWayOut, R"(Before a container runs, its image is fetched from a registry and the agent
of ECS has reported. In a private tier without NAT (or an isolated one) neither works,
unless the network has interface endpoints for ecr.api, ecr.dkr, logs, ecs, ecs-agent
and ecs-telemetry, and the gateway endpoint of S3, where layers of images lie.

Wrong:

    network:
      nat: none
      subnets:
        private: {access: private, size: 24}
    containers:
      web: {launch: fargate, subnets: private}

Right: `nat: per-zone` (or `single`), or the endpoints as raw `resources` of the type
AWS::EC2::VPCEndpoint.
)"},
      {ids::NoHosts, R"(With `launch: ec2` tasks run on instances of the cluster. None join it
unless an Auto Scaling group of the blueprint names it, and the service would wait for
a place until the deployment fails.

Wrong:

    clusters: {main: {}}
    containers:
      web: {cluster: main, launch: ec2}

Right:

    clusters: {main: {}}
    autoscaling:
      hosts: {cluster: main, subnets: private, size: {min: 2, max: 4}}
    containers:
      web: {cluster: main, launch: ec2}

or `launch: fargate`, which needs no hosts.
)"},
      {ids::DaemonCount, R"(A daemon has exactly one task on each host of the cluster. It takes no
desired count, does not scale by metrics, and cannot run on Fargate, which has no hosts.
CloudFormation and its linters let a count pass; it does nothing or fails. More tasks of
a daemon come with more hosts (Amazon ECS developer guide, "Service scheduler concepts").

Wrong:

    containers:
      web: {launch: ec2, strategy: daemon, count: 4, target_cpu: 75}

Right:

    autoscaling:
      hosts: {cluster: main, size: {min: 2, max: 4}, target_cpu: 75}
    containers:
      web: {launch: ec2, strategy: daemon}
)"},
      {ids::TaskScaling, R"(`count` is one number, or a range from `min` to `max` within which
`target_cpu` or `target_memory` moves it. A range without a target would stay at its
lower end for ever; a target without a range has nothing to move.

Wrong:

    containers:
      web: {count: 2, target_cpu: 60}

Right:

    containers:
      web: {count: {min: 2, max: 6}, target_cpu: 60}
)"},
      {ids::ServiceUpdateStuck, R"(An update replaces tasks one by one: either an old one ends first
(`update.min` below 100 percent) or a new one starts beside it (`update.max` above 100,
and a host with room for it). Where neither is possible the deployment never ends. A
daemon cannot have two tasks on a host, so its maximum is 100. ECS rounds the minimum up:
50 percent of one task is that task.

Wrong:

    containers:
      web: {launch: ec2, strategy: daemon, update: {max: 200}}
      api: {count: 2, update: {min: 100, max: 100}}

Right: leave `update` out. What stays then is 100 to 200 percent, and where a task needs
the port of its host half of the tasks (none where there is but one).
)"},
      {ids::FargateNetwork,
       R"(On Fargate each task has a network interface of its own. The modes `host`
and `bridge` share the network of an instance, and Fargate shows none.

Wrong:

    containers:
      web: {launch: fargate, network: host}

Right:

    containers:
      web: {launch: fargate, network: awsvpc, subnets: private}
)"},
      {ids::FargateSize, R"(Fargate must be told CPU units and memory of a task, and offers them in
pairs: 256 units with 512, 1024 or 2048 MiB; 512 with 1024 to 4096; 1024 with 2048 to
8192; 2048 with 4096 to 16384; 4096 with 8192 to 30720, all in steps of 1024; 8192 with
16384 to 61440 in steps of 4096; 16384 with 32768 to 122880 in steps of 8192 (Amazon ECS
developer guide, "Task CPU and memory").

Wrong:

    containers:
      web: {launch: fargate, cpu: 256, memory: 4096}

Right:

    containers:
      web: {launch: fargate, cpu: 512, memory: 4096}
)"},
      {ids::ContainerSubnets,
       R"(In the network mode `awsvpc` tasks have interfaces of their own and need
`subnets` for them; in `host` and `bridge` they use their hosts' and have none. Tasks on
instances get no public address, so in a public tier they would reach nothing outside.

Wrong:

    containers:
      web: {launch: ec2, network: host, subnets: private}

Right:

    containers:
      web: {launch: ec2, network: host}
      api: {launch: fargate, network: awsvpc, subnets: private}
)"},
      {ids::TooManyTasks, R"(In the network mode `host`, and with a `host_port` in `bridge`, a task
takes a port of its host, which only one can have: there is room for one task per host.
Two hosts with "4 tasks on port 80" run two tasks and wait for the others for ever.

Wrong:

    autoscaling:
      hosts: {cluster: main, size: 2}
    containers:
      web: {launch: ec2, network: host, count: 4}

Right, with free ports of the host that the load balancer learns from ECS:

    containers:
      web: {launch: ec2, network: bridge, count: 4}
)"},
      {ids::ServiceReplaced,
       R"(Cluster and strategy of a service are settled when it is made. For another
value CloudFormation makes another service before it deletes the old one, and a name can
be had only once in a cluster: the update fails.

Wrong:

    containers:
      web: {name: bts-web, strategy: daemon, launch: ec2}
    scenarios:
      failover:
        set: {containers.web.strategy: replica}

Right: a service without `name`, or another component beside it.
)"},
      {ids::PortTwice, R"(The containers of one task share one network interface, or that of their
host, and so its ports: each port belongs to one of them.

Wrong:

    containers:
      web:
        containers:
          site: {image: "httpd:2.4", port: 80}
          admin: {image: "httpd:2.4", port: 80}

Right: let one of them serve on another port, or make two services of them.
)"},
      {ids::HostPort, R"(`host_port` is for the network mode `bridge`, where Docker leads a port of
the host to a port of the container. In `host` the container uses the host's ports as
they are, in `awsvpc` each task has an address of its own; a different host port is
refused by ECS when the task definition is made, and by no linter before.

Wrong:

    containers:
      web:
        network: host
        containers:
          site: {image: "httpd:2.4", port: 80, host_port: 8080}

Right:

    containers:
      web:
        network: bridge
        containers:
          site: {image: "httpd:2.4", port: 80, host_port: 8080}
)"},
      {ids::NoEssential, R"(A task ends when one of its essential containers does, and is then
replaced. Without any, the task would count as running while all its work has failed;
ECS refuses such a task definition.

Wrong:

    containers:
      web:
        containers:
          site: {image: "httpd:2.4", essential: false}

Right:

    containers:
      web:
        containers:
          site: {image: "httpd:2.4"}
          metrics: {image: "agent:1.0", essential: false}
)"},
      {ids::ContainerMemory, R"(Each container needs `memory` (beyond which it is killed) or
`memory_reservation` (which is kept for it), unless the whole task has some. What is
kept is no more than the most, and all together no more than the task has.

Wrong:

    containers:
      web:
        containers:
          site: {image: "httpd:2.4", memory: 128, memory_reservation: 256}

Right:

    containers:
      web:
        containers:
          site: {image: "httpd:2.4", memory: 256, memory_reservation: 128}
)"},
      {ids::ServedContainer,
       R"(A load balancer sends to one port of one container. With a single `port`
among the containers that one is meant; with several, `serves` names the container.

Wrong:

    containers:
      web:
        behind: load_balancers.web
        containers:
          site: {image: "httpd:2.4"}

Right:

    containers:
      web:
        behind: load_balancers.web
        containers:
          site: {image: "httpd:2.4", port: 80}
)"},
      {ids::ContainerSecret,
       R"(An entry of `secrets` names where ECS fetches the value of a variable from
when the container starts: the ARN of a secret, or a parameter of Systems Manager (its
ARN, or its name in the same region). One key of a secret in JSON is picked by
`:<key>:<stage>:<version>` behind the ARN, where stage and version may be empty but all
three colons stand (Amazon ECS API reference, Secret). YAML takes a text that ends in a
colon only between quotes. The value itself belongs nowhere in a blueprint.

Wrong:

    secrets:
      DB_PASSWORD: ${{ databases.main.secret_arn }}:password
      API_TOKEN: not so secret any more

Right:

    secrets:
      DB_PASSWORD: "${{ databases.main.secret_arn }}:password::"
      API_TOKEN: /shop/api-token
)"},
      {ids::VariableTwice,
       R"(A variable has one value: ECS refuses a container whose `environment` and
`secrets` both set it.

Wrong:

    environment: {DB_PASSWORD: changeme}
    secrets: {DB_PASSWORD: "${{ databases.main.secret_arn }}:password::"}

Right:

    secrets: {DB_PASSWORD: "${{ databases.main.secret_arn }}:password::"}
)"},
      {ids::ImageAddress, R"(An image is named [host/]name:tag, in lower case. In ECR the host reads
<account>.dkr.ecr.<region>.amazonaws.com with the 12 digits of an account. A wrong one is
only found when the first task does not start.

Wrong:

    image: 12345678901.dkr.ecr.us-east-1.amazonaws.com/bts-web:1.0

Right:

    image: ${{ repositories.web.uri }}:1.0
)"},
      {ids::ImageTag, R"(`latest`, which is meant where no tag is written, is another image after
each push: hosts that start later run another program, a roll-back finds the new image
under the old name, and nothing tells what ran when.

Wrong:

    image: ${{ repositories.web.uri }}:latest

Right:

    image: ${{ repositories.web.uri }}:1.0

A parameter lets each deployment choose: `${{ repositories.web.uri }}:${{ parameters.WebTag }}`.
)"},
      {ids::ImageOutOfSupport,
       R"(Official images bear the version of PHP in their tags, and an old one is still there to be
pulled years after its last security fix (php.net, "Unsupported Branches").

Wrong:

    containers:
      web: {image: "wordpress:php7.4-apache", …}

Right:

    containers:
      web: {image: "wordpress:php8.3-apache", …}
)"},
      {ids::ShellWithoutFiles,
       R"(`exec` lets `aws ecs execute-command` open a shell. The agent that does so writes files of
its own into the container, which a read-only file system refuses (Amazon ECS Developer
Guide, "Monitor Amazon ECS containers with ECS Exec").

Wrong:

    containers:
      web:
        exec: true
        containers: {web: {read_only: true, …}}

Right:

    containers:
      web:
        containers: {web: {read_only: true, …}}
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
