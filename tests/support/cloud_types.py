"""What the simulated cloud knows of resource types: physical ids, attributes, what replaces them.

`cloud_types.json` holds, by type, the read-only and the create-only properties of the provider
schemas of CloudFormation (May 2026); here is what they do not tell: how ids and endpoints look.
"""

import hashlib
import json
import pathlib
import re

ACCOUNT = "111122223333"

FACTS = json.loads(pathlib.Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))

# Zones by region; what is not here has three.
ZONES = {"ap-northeast-1": "acd", "ap-northeast-2": "abcd", "us-east-1": "abcdef",
         "us-west-2": "abcd"}

# Canonical zone ids of load balancers: two that are known, made up elsewhere.
LOAD_BALANCER_ZONES = {"ap-northeast-2": "ZWKZPGTI48KDX", "us-east-1": "Z35SXDOTRQ7X7K"}

# Services whose resources belong to no region, though their stack does.
GLOBAL_SERVICES = ("CloudFront", "GlobalAccelerator", "IAM", "Route53")

# The property that gives a resource its physical name.
NAME_PROPERTY = {
    "AWS::AutoScaling::AutoScalingGroup": "AutoScalingGroupName",
    "AWS::Backup::BackupVault": "BackupVaultName",
    "AWS::CloudFront::Function": "Name",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::CompositeAlarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::EC2::KeyPair": "KeyName",
    "AWS::EC2::LaunchTemplate": "LaunchTemplateName",
    "AWS::EC2::SecurityGroup": "GroupName",
    "AWS::ECR::Repository": "RepositoryName",
    "AWS::ECS::CapacityProvider": "Name",
    "AWS::ECS::Cluster": "ClusterName",
    "AWS::ElastiCache::ReplicationGroup": "ReplicationGroupId",
    "AWS::ElastiCache::SubnetGroup": "CacheSubnetGroupName",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "Name",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "Name",
    "AWS::Events::Rule": "Name",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::KMS::Alias": "AliasName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::MediaConvert::JobTemplate": "Name",
    "AWS::MediaConvert::Preset": "Name",
    "AWS::MediaConvert::Queue": "Name",
    "AWS::RDS::DBCluster": "DBClusterIdentifier",
    "AWS::RDS::DBInstance": "DBInstanceIdentifier",
    "AWS::RDS::DBParameterGroup": "DBParameterGroupName",
    "AWS::RDS::DBSubnetGroup": "DBSubnetGroupName",
    "AWS::RDS::EventSubscription": "SubscriptionName",
    "AWS::RDS::OptionGroup": "OptionGroupName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::SSM::Parameter": "Name",
    "AWS::SecretsManager::Secret": "Name",
    "AWS::WAFv2::IPSet": "Name",
    "AWS::WAFv2::RegexPatternSet": "Name",
    "AWS::WAFv2::RuleGroup": "Name",
    "AWS::WAFv2::WebACL": "Name",
}

# Stored in lower case, whatever the template says.
LOWERED = ("AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::RDS::DBSubnetGroup",
           "AWS::RDS::DBParameterGroup", "AWS::S3::Bucket", "AWS::ElastiCache::ReplicationGroup",
           "AWS::ElastiCache::SubnetGroup")

# How long a generated name may get.
NAME_LENGTH = {"AWS::ElasticLoadBalancingV2::LoadBalancer": 32, "AWS::IAM::Role": 64,
               "AWS::ElasticLoadBalancingV2::TargetGroup": 32, "AWS::RDS::DBInstance": 63,
               "AWS::S3::Bucket": 63, "AWS::ElastiCache::ReplicationGroup": 40,
               "AWS::Lambda::Function": 64, "AWS::Events::Rule": 64}

# Resources that hold what nobody can make again: replacing one loses it.
DATA_BEARING = ("AWS::DynamoDB::Table", "AWS::EC2::Volume", "AWS::ECR::Repository",
                "AWS::EFS::FileSystem", "AWS::ElastiCache::ReplicationGroup", "AWS::KMS::Key",
                "AWS::RDS::DBCluster", "AWS::RDS::DBInstance", "AWS::S3::Bucket",
                "AWS::SecretsManager::Secret")

# Conditionally create-only properties that no deployment should find out about.
NEVER_CHANGED = {"AWS::RDS::DBInstance": ("Engine", "DBSnapshotIdentifier", "AvailabilityZone"),
                 "AWS::DynamoDB::Table": ("KeySchema",)}

# Types that may be replaced although their name was given: every revision has an id of its own.
REVISIONS = ("AWS::ECS::TaskDefinition",)

# `vpc-0123…`: the prefix of ids of EC2 and the like, which are their Ref.
PREFIX = {
    "AWS::EC2::EIPAssociation": "eipassoc", "AWS::EC2::FlowLog": "fl", "AWS::EC2::Instance": "i",
    "AWS::EC2::InstanceConnectEndpoint": "eice", "AWS::EC2::InternetGateway": "igw",
    "AWS::EC2::LaunchTemplate": "lt", "AWS::EC2::NatGateway": "nat", "AWS::EC2::NetworkAcl": "acl",
    "AWS::EC2::PrefixList": "pl", "AWS::EC2::RouteTable": "rtb", "AWS::EC2::SecurityGroup": "sg",
    "AWS::EC2::SecurityGroupEgress": "sgr", "AWS::EC2::SecurityGroupIngress": "sgr",
    "AWS::EC2::Subnet": "subnet", "AWS::EC2::SubnetRouteTableAssociation": "rtbassoc",
    "AWS::EC2::VPC": "vpc", "AWS::EC2::VPCEndpoint": "vpce",
    "AWS::EC2::VPCPeeringConnection": "pcx", "AWS::EC2::Volume": "vol",
    "AWS::EFS::FileSystem": "fs", "AWS::EFS::MountTarget": "fsmt"}

# (service in the ARN, whether it names the region, the rest of the ARN) of types that have one.
ARN = {
    "AWS::AutoScaling::AutoScalingGroup":
        ("autoscaling", True, "autoScalingGroup:{uuid}:autoScalingGroupName/{name}"),
    "AWS::AutoScaling::ScalingPolicy":
        ("autoscaling", True, "scalingPolicy:{uuid}:policyName/{name}"),
    "AWS::ApplicationAutoScaling::ScalingPolicy":
        ("autoscaling", True, "scalingPolicy:{uuid}:resource/ecs/{name}"),
    "AWS::CertificateManager::Certificate": ("acm", True, "certificate/{uuid}"),
    "AWS::CloudFront::Function": ("cloudfront", False, "function/{name}"),
    "AWS::CloudWatch::Alarm": ("cloudwatch", True, "alarm:{name}"),
    "AWS::CloudWatch::CompositeAlarm": ("cloudwatch", True, "alarm:{name}"),
    "AWS::DynamoDB::Table": ("dynamodb", True, "table/{name}"),
    "AWS::ECR::Repository": ("ecr", True, "repository/{name}"),
    "AWS::ECS::Cluster": ("ecs", True, "cluster/{name}"),
    "AWS::ECS::Service": ("ecs", True, "service/{cluster}/{name}"),
    "AWS::ECS::TaskDefinition": ("ecs", True, "task-definition/{name}:{generation}"),
    "AWS::EFS::FileSystem": ("elasticfilesystem", True, "file-system/{id}"),
    "AWS::ElasticLoadBalancingV2::Listener":
        ("elasticloadbalancing", True, "listener/app/{hex16}/{hex16b}"),
    "AWS::ElasticLoadBalancingV2::ListenerRule":
        ("elasticloadbalancing", True, "listener-rule/app/{hex16}/{hex16b}"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer":
        ("elasticloadbalancing", True, "loadbalancer/app/{name}/{hex16}"),
    "AWS::ElasticLoadBalancingV2::TargetGroup":
        ("elasticloadbalancing", True, "targetgroup/{name}/{hex16}"),
    "AWS::Events::Rule": ("events", True, "rule/{name}"),
    "AWS::GlobalAccelerator::Accelerator": ("globalaccelerator", False, "accelerator/{uuid}"),
    "AWS::GlobalAccelerator::EndpointGroup":
        ("globalaccelerator", False, "accelerator/listener/endpoint-group/{hex16}"),
    "AWS::GlobalAccelerator::Listener":
        ("globalaccelerator", False, "accelerator/listener/{hex16}"),
    "AWS::IAM::InstanceProfile": ("iam", False, "instance-profile/{name}"),
    "AWS::IAM::ManagedPolicy": ("iam", False, "policy/{name}"),
    "AWS::IAM::Role": ("iam", False, "role/{name}"),
    "AWS::KMS::Key": ("kms", True, "key/{uuid}"),
    "AWS::Lambda::Alias": ("lambda", True, "function:{hex16}:alias"),
    "AWS::Lambda::Function": ("lambda", True, "function:{name}"),
    "AWS::Lambda::Version": ("lambda", True, "function:{hex16}:1"),
    "AWS::Logs::LogGroup": ("logs", True, "log-group:{name}:*"),
    "AWS::MediaConvert::JobTemplate": ("mediaconvert", True, "jobTemplates/{name}"),
    "AWS::MediaConvert::Preset": ("mediaconvert", True, "presets/{name}"),
    "AWS::MediaConvert::Queue": ("mediaconvert", True, "queues/{name}"),
    "AWS::RDS::DBCluster": ("rds", True, "cluster:{name}"),
    "AWS::RDS::DBInstance": ("rds", True, "db:{name}"),
    "AWS::S3::Bucket": ("s3", None, "{name}"),
    "AWS::SNS::Subscription": ("sns", True, "{hex16}:{uuid}"),
    "AWS::SNS::Topic": ("sns", True, "{name}"),
    "AWS::SQS::Queue": ("sqs", True, "{name}"),
    "AWS::Scheduler::Schedule": ("scheduler", True, "schedule/default/{name}"),
    "AWS::SecretsManager::Secret": ("secretsmanager", True, "secret:{name}-{suffix}"),
    "AWS::WAFv2::IPSet": ("wafv2", True, "{scope}/ipset/{name}/{uuid}"),
    "AWS::WAFv2::RegexPatternSet": ("wafv2", True, "{scope}/regexpatternset/{name}/{uuid}"),
    "AWS::WAFv2::RuleGroup": ("wafv2", True, "{scope}/rulegroup/{name}/{uuid}"),
    "AWS::WAFv2::WebACL": ("wafv2", True, "{scope}/webacl/{name}/{uuid}"),
}

# Types whose Ref is their ARN; the Ref of others is their id or, having none, their name.
REF_IS_ARN = ("AWS::ApplicationAutoScaling::ScalingPolicy", "AWS::AutoScaling::ScalingPolicy",
              "AWS::CertificateManager::Certificate", "AWS::CloudFront::Function",
              "AWS::ECS::Service", "AWS::ECS::TaskDefinition",
              "AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule",
              "AWS::ElasticLoadBalancingV2::LoadBalancer",
              "AWS::ElasticLoadBalancingV2::TargetGroup", "AWS::GlobalAccelerator::Accelerator",
              "AWS::GlobalAccelerator::EndpointGroup", "AWS::GlobalAccelerator::Listener",
              "AWS::IAM::ManagedPolicy", "AWS::Lambda::Alias", "AWS::Lambda::Version",
              "AWS::SNS::Subscription", "AWS::SNS::Topic", "AWS::SecretsManager::Secret")

# Attributes that are properties, or the id under another name.
PROPERTY_ATTRIBUTES = {"AWS::EC2::VPC": ("CidrBlock",),
                       "AWS::EC2::Subnet": ("AvailabilityZone", "CidrBlock", "VpcId"),
                       "AWS::EC2::SecurityGroup": ("VpcId",)}


class UnknownAttribute(Exception):
    """An attribute that a type does not have."""


def known(resource_type):
    return resource_type in FACTS


def is_global(resource_type):
    return resource_type.split("::")[1] in GLOBAL_SERVICES


def digest(*parts):
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


class Physical:
    """The ids of one resource in the cloud: the same for the same place and generation."""

    def __init__(self, resource_type, region, stack_name, logical_id, properties, generation=1):
        self.type = resource_type
        self.region = region
        self.generation = generation
        self.hex = digest(ACCOUNT, region, stack_name, logical_id, generation)
        self.given = self.given_name(properties)
        self.name = self.given or self.generated_name(stack_name, logical_id)
        self.scope = "global" if properties.get("Scope") == "CLOUDFRONT" else "regional"
        self.cluster = str(properties.get("Cluster", "default")).rsplit("/", 1)[-1]
        self.arn = self.make_arn()
        self.id = self.make_id()

    def given_name(self, properties):
        if self.type == "AWS::ECS::TaskDefinition":
            return properties.get("Family")
        if self.type == "AWS::ECS::Service":
            return properties.get("ServiceName")
        name = properties.get(NAME_PROPERTY.get(self.type))
        if isinstance(name, str) and self.type in LOWERED:
            return name.lower()
        return name if isinstance(name, str) else None

    def generated_name(self, stack_name, logical_id):
        token = self.hex[:12].upper()
        most = NAME_LENGTH.get(self.type, 255)
        room = most - len(token) - 2
        stack, logical = stack_name, logical_id
        if len(stack) + len(logical) > room:
            logical = logical[:room // 2]
            stack = stack[:room - len(logical)]
        name = f"{stack}-{logical}-{token}"
        return name.lower() if self.type in LOWERED else name

    def uuid(self):
        cut = self.hex
        return f"{cut[:8]}-{cut[8:12]}-{cut[12:16]}-{cut[16:20]}-{cut[20:32]}"

    def make_arn(self):
        if self.type not in ARN:
            return None
        service, regional, rest = ARN[self.type]
        region = {True: self.region, False: "", None: ""}[regional]
        account = "" if regional is None else ACCOUNT
        rest = rest.format(name=self.name, uuid=self.uuid(), hex16=self.hex[:16],
                           hex16b=self.hex[16:32], scope=self.scope, cluster=self.cluster,
                           generation=self.generation, suffix=letters(self.hex, 6),
                           id=f"{PREFIX.get(self.type)}-0{self.hex[:16]}")
        return f"arn:aws:{service}:{region}:{account}:{rest}"

    def make_id(self):
        if self.type in REF_IS_ARN:
            return self.arn
        if self.type in PREFIX:
            return f"{PREFIX[self.type]}-0{self.hex[:16]}"
        upper = self.hex.upper()
        if self.type == "AWS::EC2::EIP":
            return public_address(self.hex)
        if self.type == "AWS::CloudFront::Distribution":
            return "E" + upper[:13]
        if self.type == "AWS::CloudFront::OriginAccessControl":
            return "E" + upper[13:26]
        if self.type == "AWS::Route53::HostedZone":
            return "Z" + upper[:20]
        if self.type in ("AWS::CloudFront::CachePolicy", "AWS::CloudFront::OriginRequestPolicy",
                         "AWS::CloudFront::ResponseHeadersPolicy", "AWS::KMS::Key",
                         "AWS::Route53::HealthCheck"):
            return self.uuid()
        if self.type.startswith("AWS::WAFv2::") and self.arn:
            return f"{self.name}|{self.uuid()}|{self.scope.upper()}"
        if self.type == "AWS::SQS::Queue":
            return f"https://sqs.{self.region}.amazonaws.com/{ACCOUNT}/{self.name}"
        return self.name


def letters(text, count):
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
    number = int(text, 16)
    found = ""
    for _ in range(count):
        number, rest = divmod(number, len(alphabet))
        found += alphabet[rest]
    return found


def public_address(text):
    return "52." + ".".join(str(int(text[at:at + 2], 16)) for at in (0, 2, 4))


def attribute(resource, name):
    """What Fn::GetAtt gives. `resource` has type, physical, properties and region."""
    physical, properties = resource.physical, resource.properties
    made = special(resource, name)
    if made is not None:
        return made
    if name in PROPERTY_ATTRIBUTES.get(resource.type, ()) and name in properties:
        return properties[name]
    facts = FACTS.get(resource.type)
    if facts is None:
        return f"{physical.name}.{name}"  # a type of the blueprint's author: anything goes
    if name.lower() in ("arn", "policyarn", physical.type.rsplit("::", 1)[1].lower() + "arn") \
            and physical.arn:
        return physical.arn
    if name not in facts["readOnly"]:
        raise UnknownAttribute
    last = name.rsplit(".", 1)[-1]
    if last.endswith(("Arn", "ARN")) and physical.arn:
        return physical.arn
    if last.endswith("Id") or last == "Id":
        return physical.id
    return f"{physical.hex[:12]}-{name}"


def special(resource, name):
    """Attributes that look like nothing else; None for all others."""
    physical, properties, region = resource.physical, resource.properties, resource.region
    short = physical.hex[:12]
    kind = resource.type
    if kind == "AWS::EC2::VPC":
        return {"DefaultSecurityGroup": f"sg-0{physical.hex[20:36]}",
                "DefaultNetworkAcl": f"acl-0{physical.hex[20:36]}"}.get(name)
    if kind == "AWS::EC2::EIP":
        return {"AllocationId": f"eipalloc-0{physical.hex[:16]}", "PublicIp": physical.id}.get(name)
    if kind == "AWS::EC2::Instance":
        private = "10.255." + ".".join(str(int(physical.hex[at:at + 2], 16)) for at in (0, 2))
        return {"PrivateIp": private, "PublicIp": public_address(physical.hex),
                "PrivateDnsName": f"ip-{private.replace('.', '-')}.{region}.compute.internal",
                "PublicDnsName": f"ec2-{short}.{region}.compute.amazonaws.com",
                "AvailabilityZone": properties.get("AvailabilityZone", region + "a")}.get(name)
    if kind == "AWS::EC2::LaunchTemplate" and name.endswith("VersionNumber"):
        return str(resource.version if name.startswith("Latest") else 1)
    if kind == "AWS::AutoScaling::AutoScalingGroup" and name == "AutoScalingGroupName":
        return physical.name
    if kind == "AWS::RDS::DBInstance":
        return {"Endpoint.Address": f"{physical.name}.c{short}.{region}.rds.amazonaws.com",
                "Endpoint.Port": str(properties.get("Port", 3306)),
                "Endpoint.HostedZoneId": "Z" + physical.hex.upper()[:13],
                "DbiResourceId": "db-" + physical.hex.upper()[:26]}.get(name)
    if kind == "AWS::ElastiCache::ReplicationGroup":
        host = f"{physical.name}.{physical.hex[:6]}.{region}.cache.amazonaws.com"
        port = str(properties.get("Port", 6379))
        tls = properties.get("TransitEncryptionEnabled") in (True, "true")
        primary, reader = ("master." + host, "replica." + host) if tls else \
            (host.replace(".", ".ng.0001.", 1), host.replace(".", "-ro.", 1))
        return {"PrimaryEndPoint.Address": primary, "PrimaryEndPoint.Port": port,
                "ReaderEndPoint.Address": reader, "ReaderEndPoint.Port": port}.get(name)
    if kind == "AWS::ECR::Repository" and name == "RepositoryUri":
        return f"{ACCOUNT}.dkr.ecr.{region}.amazonaws.com/{physical.name}"
    if kind == "AWS::ElasticLoadBalancingV2::LoadBalancer":
        number = str(int(physical.hex[:8], 16))
        return {"DNSName": f"{physical.name}-{number}.{region}.elb.amazonaws.com",
                "CanonicalHostedZoneID":
                    LOAD_BALANCER_ZONES.get(region, "Z" + digest(region).upper()[:13]),
                "LoadBalancerFullName": physical.arn.split(":loadbalancer/", 1)[1],
                "LoadBalancerName": physical.name}.get(name)
    if kind == "AWS::ElasticLoadBalancingV2::TargetGroup":
        return {"TargetGroupFullName": physical.arn.rsplit(":", 1)[1],
                "TargetGroupName": physical.name, "LoadBalancerArns": []}.get(name)
    if kind == "AWS::GlobalAccelerator::Accelerator":
        return {"DnsName": f"a{physical.hex[:16]}.awsglobalaccelerator.com",
                "DualStackDnsName": f"a{physical.hex[:16]}.dualstack.awsglobalaccelerator.com",
                "Ipv4Addresses": [public_address(physical.hex), public_address(physical.hex[8:])],
                "Ipv6Addresses": []}.get(name)
    if kind == "AWS::CloudFront::Distribution" and name == "DomainName":
        return f"d{physical.hex[:13]}.cloudfront.net"
    if kind == "AWS::Route53::HostedZone" and name == "NameServers":
        return [f"ns-{int(physical.hex[at:at + 2], 16)}.awsdns-{at:02}.{end}"
                for at, end in enumerate(("com", "net", "org", "co.uk"))]
    if kind == "AWS::S3::Bucket":
        return {"DomainName": f"{physical.name}.s3.amazonaws.com",
                "RegionalDomainName": f"{physical.name}.s3.{region}.amazonaws.com",
                "DualStackDomainName": f"{physical.name}.s3.dualstack.{region}.amazonaws.com",
                "WebsiteURL": f"http://{physical.name}.s3-website.{region}.amazonaws.com"}.get(name)
    if kind == "AWS::SQS::Queue":
        return {"QueueName": physical.name, "QueueUrl": physical.id}.get(name)
    if kind == "AWS::SNS::Topic":
        return {"TopicName": physical.name}.get(name)
    if kind == "AWS::ECS::Service":
        return {"Name": physical.name}.get(name)
    if kind == "AWS::WAFv2::WebACL":
        return {"Id": physical.uuid(), "Capacity": "1325",
                "LabelNamespace": f"awswaf:{ACCOUNT}:webacl:{physical.name}:"}.get(name)
    return None


def marks(resource):
    """The strings by which a resource is found in others: ids, ARNs, endpoints; no given names."""
    physical = resource.physical
    found = {physical.id, physical.arn}
    if resource.type in FACTS:
        for name in FACTS[resource.type]["readOnly"]:
            value = special(resource, name)
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, str) and len(item) > 9 and re.search("[0-9a-f]", item):
                    found.add(item)
    if resource.type in ("AWS::ElasticLoadBalancingV2::LoadBalancer",):
        found.discard(LOAD_BALANCER_ZONES.get(resource.region))
    return {mark for mark in found if mark and mark != physical.given
            and not mark.startswith("awswaf:")}


def create_only(resource_type):
    """Paths of properties whose change replaces the resource."""
    return FACTS.get(resource_type, {}).get("createOnly", [])


def at_path(properties, path):
    value = properties
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value
