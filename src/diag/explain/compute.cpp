// Images, bastions and Auto Scaling groups: 3050-3099.
#include "diag/ids/compute.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> compute() {
  static constexpr Entry entries[] = {
      {ids::ImageSource,
       R"(An image under `images` is named in exactly one way: by an SSM parameter that holds its
id (`ssm`), by the id itself (`id`), or by ids per region (`by_region`). With none there
is nothing to start from; with two it would be open which one counts.

Wrong:

    images:
      golden:
        id: ami-0c0123456789abcde
        ssm: /bts/images/golden

Right:

    images:
      golden: {ssm: /bts/images/golden}

A name under `ssm` follows whatever stands there when a stack is updated; an `id` stays
until it is edited.
)"},
      {ids::BadImageId,
       R"(An image's id is `ami-` and 17 hexadecimal digits in lower case; those made before 2016
have 8 (Amazon EC2 User Guide). Anything else, a name such as `BTS_AMI` among it, is
refused when the first instance starts, after the rest of the stack stands.

Wrong:

    images:
      golden: {id: BTS_AMI}

Right:

    images:
      golden: {id: ami-0c0123456789abcde}

`aws ec2 describe-images --owners self` lists the ids of your own images.
)"},
      {ids::ImageNotInRegion,
       R"(Ids of images are regional: the same image copied to another region has another id there
(Amazon EC2 User Guide, "Copy an AMI"). `by_region` becomes a mapping in which each
stack looks up its own region, so the region of the blueprint must be among its keys.

Wrong, in a blueprint with `region: us-east-1`:

    images:
      golden:
        by_region:
          ap-northeast-2: ami-0c0123456789abcde

Right:

    images:
      golden:
        by_region:
          ap-northeast-2: ami-0c0123456789abcde
          us-east-1: ami-0d0123456789abcde

Copy the image to the region first (`aws ec2 copy-image`) and write the id that it gets.
)"},
      {ids::BadSsmName,
       R"(Names of parameters in Systems Manager's Parameter Store are made of Latin letters,
digits and `_ . - /` (AWS Systems Manager User Guide). CloudFormation looks the name up
before it creates anything, and refuses the deployment where there is none.

Wrong:

    images:
      golden: {ssm: "golden image"}

Right:

    images:
      golden: {ssm: /bts/images/golden}
      linux: {ssm: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}

The parameter must hold the id of an image; those under `/aws/service/` are kept current
by AWS.
)"},
      {ids::BadRootDevice,
       R"(`root_device` is the name under which an image knows its root volume. Size, type and
encryption are given under that name; under a name that the image does not know, an
instance would get a second, empty volume and keep its root unencrypted.

Wrong:

    images:
      golden: {id: ami-0c0123456789abcde, root_device: xvda}

Right:

    images:
      golden: {id: ami-0c0123456789abcde, root_device: /dev/xvda}

Amazon Linux uses /dev/xvda; Ubuntu, Red Hat, SUSE and Windows use /dev/sda1. `aws ec2
describe-images --image-ids …` shows it as RootDeviceName.
)"},
      {ids::BadInstanceClass,
       R"(Classes of EC2 instances read <family>.<size> in lower case: `t3.micro`, `m7g.large`
(Amazon EC2 User Guide, "Instance types"). Databases and caches have classes of their
own, with `db.` or `cache.` before; instances do not take those.

Wrong:

    autoscaling:
      web: {instance: db.t3.micro, subnets: private}

Right:

    autoscaling:
      web: {instance: t3.micro, subnets: private}
)"},
      {ids::ArchitectureUnknown,
       R"(Without `image`, instances start from the newest Amazon Linux 2023. There is one image
for x86 processors and another for Arm (Graviton: t4g, m7g, c7gn …), and the compiler
takes the one that fits the class. It cannot where a parameter chooses the class and
admits both, or says nothing of it.

Wrong:

    parameters:
      WebClass: {type: instance_type, allowed: [t3.micro, t4g.micro]}
    autoscaling:
      web: {instance: "${{ parameters.WebClass }}", subnets: private}

Right: admit one processor only, or give a default,

    parameters:
      WebClass: {type: instance_type, allowed: [t3.micro, t3.small]}

or name an `image` whose `id` a parameter chooses too.
)"},
      {ids::ImageArchitecture,
       R"(An image is built for one processor architecture and starts on no other (Amazon EC2 User
Guide): an x86 image on a Graviton class (t4g, m7g, c7gn …) fails when the first
instance starts, after the rest of the stack stands. Public SSM parameters say the
architecture in their names.

Wrong:

    images:
      linux: {ssm: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}
    autoscaling:
      web: {instance: t4g.micro, image: linux, subnets: private}

Right: the image for Arm, or no image, which gives Amazon Linux 2023 for the class's
processor:

    images:
      linux: {ssm: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64}
)"},
      {ids::RootVolumeType,
       R"(A root volume is of type gp3, gp2 or standard here. EBS volumes of type st1 and sc1
cannot be booted from (Amazon EBS User Guide); io1 and io2 demand a number of
provisioned I/O operations, which a root volume has no field for.

Wrong:

    bastions:
      main: {subnets: public, volume: {type: st1, size: 125}}

Right:

    bastions:
      main: {subnets: public, volume: {type: gp3, size: 20}}

What needs io2 is data, and belongs on a volume or a service of its own.
)"},
      {ids::RootVolumeSize,
       R"(A root volume is at least as large as the snapshot of the image that it is made from
(Amazon Linux 2023: 8 GiB) and at most as large as its type admits (standard: 1,024 GiB;
gp2 and gp3: 16,384 GiB). Otherwise no instance starts.

Wrong:

    bastions:
      main: {subnets: public, volume: {size: 4}}

Right:

    bastions:
      main: {subnets: public, volume: {size: 8}}
)"},
      {ids::UserDataIgnored,
       R"(At first boot, cloud-init looks at the very first characters of user data to know what
it is: `#!` for a script, `#cloud-config` for its own form (cloud-init documentation,
"User-data formats"). Anything else, a blank or an empty line before `#!` included, is
put aside with a line in a log, and the instance boots as if there were none.

Wrong:

    autoscaling:
      web:
        subnets: private
        user_data: |
          dnf install -y httpd

Right:

    autoscaling:
      web:
        subnets: private
        user_data: |
          #!/bin/bash
          dnf install -y httpd
)"},
      {ids::CredentialInText,
       R"(User data is no place for secrets: every process on the instance can read it from the
metadata service, and everybody who may describe instances or launch templates can read
it in the account (Amazon EC2 User Guide). A private key on a bastion opens all machines
behind it to whoever gets in.

Wrong:

    bastions:
      main:
        subnets: public
        user_data: |
          #!/bin/bash
          cat > /home/ec2-user/web.pem <<'KEY'
          -----BEGIN RSA PRIVATE KEY-----

Right: from your own machine, through the bastion, the key staying at home:

    ssh -J ec2-user@bastion ec2-user@10.0.1.12

or without any key, through Session Manager. For AWS itself an instance has the
credentials of its role: `reads: [buckets.code]` grants what it needs. A key that stood
in a blueprint is known to whoever can read the repository: replace it.
)"},
      {ids::WorldOpenLogin,
       R"(Ports 22 (SSH) and 3389 (Remote Desktop) open to the whole internet are found by
scanners within minutes and tried until something gives in. AWS Control Tower, Security
Hub (EC2.13, EC2.14) and the CIS benchmark all forbid it.

Wrong:

    bastions:
      main: {subnets: public, allow: [internet]}

Right: the addresses that administrators come from, chosen at deployment,

    parameters:
      AdminCidr: {type: cidr, description: Where administrators come from}
    bastions:
      main: {subnets: public, allow: [parameters.AdminCidr]}

or no `allow` at all: Session Manager opens sessions without an open port. Instances
behind a load balancer need only the port they serve on, and that one to the load
balancer.
)"},
      {ids::WorldOpenData,
       R"(Databases and caches serve programs that are known; nobody else has any
business at their ports. An instance that only asks a database needs no open port for
it: security groups let the answers in by themselves.

Wrong:

    autoscaling:
      hosts:
        allow:
          - {from: internet, ports: [3306, 6379]}

Right, where the instance serves such a port:

    autoscaling:
      hosts:
        allow:
          - {from: autoscaling.web, ports: [6379]}

and nothing at all where it does not. What the instance connects to says so itself, as
in `databases.main.allow: [autoscaling.hosts]`.
)"},
      {ids::UserDataNotShell,
       R"(Variables of `environment` are exported, and hosts of containers join their
cluster, by lines of a shell at the top of user data. They can stand only in a script
that a shell runs: sh, bash, dash, ksh or zsh on its first line.

Wrong:

    environment: {DB_HOST: "${{ databases.main.endpoint }}"}
    user_data: |
      #!/usr/bin/env python3
      print("hello")

Right:

    environment: {DB_HOST: "${{ databases.main.endpoint }}"}
    user_data: |
      #!/bin/bash
      python3 - <<'EOF'
      import os
      print(os.environ["DB_HOST"])
      EOF
)"},
      {ids::VariableName,
       R"(Variables are exported by a shell, which takes names of Latin letters,
digits and `_` that do not begin with a digit. Some names it keeps to itself: bash sets
UID, EUID, PPID, SHELLOPTS, BASHOPTS and BASH_VERSINFO and lets nobody change them.

Wrong:

    environment: {DB-HOST: "${{ databases.main.endpoint }}"}

Right:

    environment: {DB_HOST: "${{ databases.main.endpoint }}"}
)"},
      {ids::EnvironmentUnused,
       R"(`environment` is exported at the top of `user_data`, for that script and
what it starts. Without a script nothing sees the variables: services that the image
starts by itself have an environment of their own.

Wrong:

    environment: {DB_HOST: "${{ databases.main.endpoint }}"}

Right:

    environment: {DB_HOST: "${{ databases.main.endpoint }}"}
    user_data: |
      #!/bin/bash
      echo "DB_HOST=$DB_HOST" > /etc/sysconfig/shop
      systemctl restart shop
)"},
      {ids::BastionNotPublic,
       R"(A bastion is what one reaches from outside before anything else, so it stands in public
subnets: with a route to the internet gateway and an address of its own. In a private or
isolated tier no address would make it reachable (Amazon VPC User Guide, "Internet
gateways").

Wrong:

    bastions:
      main: {subnets: private}

Right:

    bastions:
      main: {subnets: public}

Instances in private subnets can be logged in to without any bastion, through Session
Manager (`session_manager: true`, the default), if NAT or endpoints lead them to Systems
Manager.
)"},
      {ids::BastionUnreachable,
       R"(A bastion lets in whom `allow` names, on port 22, and whoever may open sessions through
Systems Manager. With neither it runs, costs, and serves nobody.

Wrong:

    bastions:
      main: {subnets: public, session_manager: false}

Right, one or both of:

    bastions:
      main: {subnets: public, allow: [203.0.113.7/32]}
      other: {subnets: public, session_manager: true}
)"},
      {ids::BadGroupName,
       R"(Names of Auto Scaling groups are 1 to 255 printable ASCII characters, without `:`, which
separates the parts of an ARN (Amazon EC2 Auto Scaling API Reference,
CreateAutoScalingGroup).

Wrong:

    autoscaling:
      web: {name: "BTS:AS", subnets: private}

Right:

    autoscaling:
      web: {name: BTS-AS, subnets: private}

Without `name` CloudFormation chooses one, and can then replace the group in place.
)"},
      {ids::GroupSize,
       R"(An Auto Scaling group has a smallest and a largest size, and the number of instances
wanted lies between them (Amazon EC2 Auto Scaling User Guide). CloudFormation refuses
the group otherwise.

Wrong:

    autoscaling:
      web: {subnets: private, size: {min: 2, max: 4, desired: 6}}

Right:

    autoscaling:
      web: {subnets: private, size: {min: 2, max: 4}}

`desired` is best left out of a group that scales: each update of the stack sets it
anew, whatever the load. `size: 2` alone is a fixed size.
)"},
      {ids::ScalingWithoutRoom,
       R"(`target_cpu` keeps average CPU use near a target by adding and removing instances. A
group whose smallest size is also its largest can do neither: under load it stays as it
is, and only the alarms of the policy change.

Wrong:

    autoscaling:
      web: {subnets: private, size: {min: 2, max: 2}, target_cpu: 75}

Right:

    autoscaling:
      web: {subnets: private, size: {min: 2, max: 4}, target_cpu: 75}
)"},
      {ids::RollingUpdateStuck,
       R"(When the launch template changes, instances are replaced in batches while
`update.in_service` of them keep serving. CloudFormation demands that this is less than
the group's largest size (UpdatePolicy attribute, MinInstancesInService): otherwise none
could ever be taken out.

Wrong:

    autoscaling:
      web: {subnets: private, size: {min: 2, max: 4}, update: {in_service: 4}}

Right:

    autoscaling:
      web: {subnets: private, size: {min: 2, max: 4}, update: {in_service: 2}}

Left out, it is the smallest size, but at most one less than the largest.
)"},
      {ids::BehindElsewhere,
       R"(A group registers its instances with a target group, and a target group holds instances
of its own VPC only (Elastic Load Balancing User Guide). Each blueprint has one VPC, so
`behind` names a load balancer of the same blueprint.

Wrong, in virginia.yaml:

    autoscaling:
      web: {subnets: private, behind: seoul.load_balancers.web}

Right:

    load_balancers:
      web: {subnets: public, allow: [internet]}
    autoscaling:
      web: {subnets: private, behind: web}

Requests are spread over the load balancers of several regions by an accelerator or by
DNS.
)"},
      {ids::GroupPort,
       R"(A group registers its instances with a target group on the target group's own port: that
is where requests and health checks arrive (Elastic Load Balancing User Guide, "Target
groups"). On another port nothing would answer, and the group would replace its
instances without end.

Wrong:

    load_balancers:
      web: {subnets: public, allow: [internet], target_group: {port: 80}}
    autoscaling:
      web: {subnets: private, behind: web, port: 8080}

Right:

    load_balancers:
      web: {subnets: public, allow: [internet], target_group: {port: 8080}}
    autoscaling:
      web: {subnets: private, behind: web}

`port` of a group behind a load balancer follows it and can be left out.
)"},
      {ids::NodeWritten,
       R"(ElastiCache gives every node of a replication group a host name of its own
(`bts-redis-001.…`), and the group one more that always leads to the primary (Amazon
ElastiCache User Guide, "Finding connection endpoints"). After a failover the node written
here is a replica: every write is refused.

Wrong:

    environment: {SESSIONS: "tls://bts-redis-001.abc123.0001.apn2.cache.amazonaws.com:6379"}

Right:

    environment: {SESSIONS: "${{ caches.sessions.url }}"}
)"},
      {ids::EndpointWritten,
       R"(The host name of a database or cache holds letters that AWS draws when it is made. Another
environment, a restored instance or another region has another name, and a name written
out keeps leading to the old one, or nowhere.

Wrong:

    environment: {DB_HOST: bts-mysql.cabc123xyz.ap-northeast-2.rds.amazonaws.com}

Right:

    environment: {DB_HOST: "${{ databases.main.endpoint }}"}
)"},
      {ids::InstanceWritten,
       R"(An instance's id is new each time the instance is: after a replacement, in another
environment and in another region. What names it then does nothing, or acts on what is no
longer there.

Wrong:

    functions:
      start: {environment: {INSTANCE: i-0123456789abcdef0}, …}

Right:

    functions:
      start: {starts: [bastions.admin]}
)"},
      {ids::ImageRetired,
       R"(AWS goes on publishing names of images whose systems get no security fixes any more: Amazon
Linux 2 since 2026-06-30, the first Amazon Linux since 2023-12-31 (Amazon Linux FAQs; Amazon
ECS Developer Guide, "Amazon ECS-optimized Linux AMIs").

Wrong:

    images:
      web: {ssm: /aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2}

Right:

    images:
      web: {ssm: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}

Without an image instances get the newest Amazon Linux 2023 for their processor.
)"},
      {ids::NoExtras,
       R"(Amazon Linux 2 had `amazon-linux-extras` to choose versions; Amazon Linux 2023 has not, and a
script that calls it ends there. Packages bear their version in the name instead (Amazon
Linux 2023 User Guide, "Comparing AL2 and AL2023").

Wrong:

    user_data: |
      #!/bin/bash
      amazon-linux-extras install -y php7.2

Right:

    user_data: |
      #!/bin/bash
      dnf install -y php8.3 php8.3-fpm
)"},
      {ids::OpenBehind,
       R"(What stands behind a load balancer is let in by it alone, through the load balancer's security
group. Who may also come directly passes its web ACL, its certificate and its logs by.

Wrong:

    autoscaling:
      web: {behind: web, allow: [internet], …}

Right:

    autoscaling:
      web: {behind: web, …}

The same holds for containers behind a load balancer, and for the hosts in whose network they
run.
)"},
      {ids::BucketWritten,
       R"(A bucket's name is one in the world, so each environment has another; and a role reads exactly
the buckets that `reads` names.

Wrong:

    user_data: |
      #!/bin/bash
      aws s3 cp s3://btsbucket-123/htdocs.zip /tmp/

Right:

    reads: [buckets.code]
    user_data: |
      #!/bin/bash
      aws s3 cp s3://${{ buckets.code.name }}/htdocs.zip /tmp/
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
