"""What AWS refuses beyond the template: names taken, regions mixed up, replicas done wrong.

Every rule is a function of a resource and the cloud that yields problems. `identities` are the keys
of which the cloud has one each. What concerns one service alone is in cloud_services.
"""

import re

from support import cloud_services, cloud_types
from support.cfn_functions import Encoded

# By type: properties that may name what is in another region. "*": all of them.
ACROSS = {
    "AWS::CloudWatch::Alarm": {"Dimensions", "Metrics"},  # health checks are in us-east-1 only
    "AWS::EC2::VPCPeeringConnection": {"PeerVpcId", "PeerRegion"},
    "AWS::EC2::Route": {"VpcPeeringConnectionId"},
    "AWS::EC2::LaunchTemplate": {"LaunchTemplateData"},  # user data holds host names
    "AWS::EC2::Instance": {"UserData"},
    "AWS::ECS::TaskDefinition": {"ContainerDefinitions"},
    "AWS::KMS::Key": {"KeyPolicy"},
    "AWS::Lambda::Function": {"Environment"},
    "AWS::RDS::DBInstance": {"SourceDBInstanceIdentifier"},
    "AWS::S3::Bucket": {"ReplicationConfiguration"},
    "AWS::S3::BucketPolicy": {"PolicyDocument"},
    "AWS::SNS::TopicPolicy": {"PolicyDocument"},
    "AWS::SQS::QueuePolicy": {"PolicyDocument"},
    "AWS::SSM::Parameter": {"Value"},
}

# Ids of a VPC's parts never cross a region but to ask for a peering.
VPC_IDS_ACROSS = (("AWS::EC2::VPCPeeringConnection", "PeerVpcId"), ("AWS::SSM::Parameter", "Value"))
VPC_ID = re.compile(r"\b(?:vpc|subnet|sg|rtb|igw|nat|lt|i|vpce|pl|acl)-0[0-9a-f]{16}\b")
ARN = re.compile(r"arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):([0-9]*):")

REPLICA_REFUSES = ("CharacterSetName", "DBClusterIdentifier", "DBName", "DBSnapshotIdentifier",
                   "BackupRetentionPeriod", "Engine", "ManageMasterUserPassword",
                   "MasterUserPassword", "MasterUserSecret", "MasterUsername",
                   "PreferredBackupWindow", "StorageEncrypted", "Timezone")
PROMOTION_KEEPS = ("DBInstanceIdentifier", "DBSubnetGroupName", "KmsKeyId", "SourceRegion")
PROMOTION_CHANGES = {"SourceDBInstanceIdentifier", "BackupRetentionPeriod", "PreferredBackupWindow",
                     "MasterUserPassword", "Tags"}
PROMOTION_BRINGS = {"AWS::SecretsManager::Secret", "AWS::SecretsManager::SecretTargetAttachment"}


def strings(value, path=""):
    """(path, text) of every text in a value, map keys included; encoded texts as they were."""
    if isinstance(value, Encoded):
        yield path, value.decoded
    elif isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from strings(item, f"{path}[{at}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield f"{path}.{key}" if path else str(key), str(key)
            yield from strings(item, f"{path}.{key}" if path else str(key))


def texts(properties):
    """(top-level property, path, text) of every text in a resource's properties."""
    for name, value in properties.items():
        for path, text in strings(value, name):
            yield name, path, text


def is_replica(resource):
    return "SourceDBInstanceIdentifier" in resource.properties


# ---- Of which there is one ----------------------------------------------------------------------

def identities(resource):
    """(what, where, key) that no two resources share."""
    kind, of, region = resource.type, resource.properties, resource.region
    if kind == "AWS::S3::Bucket":
        yield "bucket name", "the world", resource.physical.name
    elif kind in cloud_types.NAME_PROPERTY and resource.physical.given:
        where = "the account" if cloud_types.is_global(kind) else region
        if kind.startswith("AWS::WAFv2::") and of.get("Scope") == "CLOUDFRONT":
            where = "CloudFront"
        if kind == "AWS::EC2::SecurityGroup":
            where = of.get("VpcId", region)
        yield f"{kind} name", where, resource.physical.given
    if kind == "AWS::Route53::RecordSet":
        name = str(of.get("Name", "")).lower().rstrip(".")
        zone = of.get("HostedZoneId") or of.get("HostedZoneName")
        yield "record", "Route 53", f"{zone} {name} {of.get('Type')} {of.get('SetIdentifier', '')}"
    elif kind == "AWS::S3::BucketPolicy":
        yield "bucket policy", region, of.get("Bucket")
    elif kind == "AWS::WAFv2::WebACLAssociation":
        yield "web ACL of", region, of.get("ResourceArn")
    elif kind == "AWS::ElasticLoadBalancingV2::Listener":
        yield "listener", region, f"{of.get('LoadBalancerArn')} port {of.get('Port')}"
    elif kind == "AWS::ElasticLoadBalancingV2::ListenerRule":
        yield "listener rule", region, f"{of.get('ListenerArn')} priority {of.get('Priority')}"
    elif kind == "AWS::GlobalAccelerator::EndpointGroup":
        yield "endpoint group", "the account", \
            f"{of.get('ListenerArn')} in {of.get('EndpointGroupRegion')}"
    elif kind == "AWS::EC2::Route":
        destination = (of.get("DestinationCidrBlock") or of.get("DestinationIpv6CidrBlock")
                       or of.get("DestinationPrefixListId"))
        yield "route", region, f"{of.get('RouteTableId')} to {destination}"
    elif kind == "AWS::EC2::SubnetRouteTableAssociation":
        yield "route table of", region, of.get("SubnetId")
    elif kind == "AWS::EC2::VPCGatewayAttachment":
        yield "gateway of", region, of.get("VpcId")
    elif kind in ("AWS::EC2::EIPAssociation", "AWS::EC2::NatGateway") and of.get("AllocationId"):
        yield "use of the address", region, of.get("AllocationId")
    elif kind == "AWS::EC2::VPCPeeringConnection":
        yield "peering", "the account", " ".join(sorted([str(of.get("VpcId")),
                                                         str(of.get("PeerVpcId"))]))
    elif kind in ("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"):
        peer = next((str(of[name]) for name in sorted(of) if name.startswith(
            ("Cidr", "Source", "Destination"))), "")
        yield kind, region, f"{of.get('GroupId')} {of.get('IpProtocol')} {of.get('FromPort')}-" \
                            f"{of.get('ToPort')} {peer}"
    elif kind == "AWS::SecretsManager::SecretTargetAttachment":
        yield "target of the secret", region, of.get("SecretId")
    elif kind == "AWS::CloudFront::OriginAccessControl":
        yield "origin access control", "the account", \
            of.get("OriginAccessControlConfig", {}).get("Name")
    elif kind == "AWS::CloudFront::Distribution":
        for alias in of.get("DistributionConfig", {}).get("Aliases", []):
            yield "alias of a distribution", "the world", alias.lower()


# ---- Regions ------------------------------------------------------------------------------------

def regions(resource, cloud):
    """What a resource names that is in another region than it may be."""
    if resource.by_author:
        return
    across = ACROSS.get(resource.type, set())
    for name, path, text in texts(resource.properties):
        if (resource.type, name) not in VPC_IDS_ACROSS:
            for found in VPC_ID.findall(text):
                other = cloud.find(found)
                if other and other.region != resource.region \
                        and not cloud_types.is_global(resource.type):
                    yield f"{path}: {found} ({other.label}) is in {other.region}"
        if name in across or cloud_types.is_global(resource.type):
            continue
        for service, region, _ in ARN.findall(text):
            if region and region != resource.region and service not in ("iam", "s3"):
                yield f"{path}: `{text}` is in {region}"
    yield from special_regions(resource, cloud)


def special_regions(resource, cloud):
    of = resource.properties
    if resource.type.startswith("AWS::WAFv2::") and of.get("Scope") == "CLOUDFRONT" \
            and resource.region != "us-east-1":
        yield "Scope: CLOUDFRONT is possible in us-east-1 only"
    if resource.type == "AWS::CloudFront::Distribution":
        config = of.get("DistributionConfig", {})
        for path, arn in (("ViewerCertificate.AcmCertificateArn",
                           config.get("ViewerCertificate", {}).get("AcmCertificateArn")),
                          ("WebACLId", config.get("WebACLId"))):
            if arn and ":us-east-1:" not in arn:
                yield f"DistributionConfig.{path}: `{arn}` is not in us-east-1"
        if config.get("WebACLId") and ":global/webacl/" not in config["WebACLId"]:
            yield "DistributionConfig.WebACLId: a distribution takes a web ACL of scope CLOUDFRONT"
    if resource.type == "AWS::GlobalAccelerator::EndpointGroup":
        for endpoint in of.get("EndpointConfigurations", []):
            arn = ARN.match(endpoint.get("EndpointId", ""))
            if arn and arn.group(2) != of.get("EndpointGroupRegion"):
                yield f"EndpointConfigurations: `{endpoint['EndpointId']}` is not in " \
                      f"{of.get('EndpointGroupRegion')}"
    if resource.type == "AWS::EC2::VPCPeeringConnection":
        peer = cloud.find(of.get("PeerVpcId"))  # None: a network of somebody else's
        if peer and peer.region != of.get("PeerRegion", resource.region):
            yield f"PeerRegion: {peer.label} is in {peer.region}"
    if resource.type == "AWS::S3::Bucket":
        for rule in of.get("ReplicationConfiguration", {}).get("Rules", []):
            name = rule.get("Destination", {}).get("Bucket", "").rsplit(":", 1)[-1]
            if not cloud.bucket(name):
                yield f"ReplicationConfiguration: there is no bucket {name}"


def one_vpc(resource, cloud):
    """Subnets and security groups of one resource must lie in one VPC."""
    if resource.type == "AWS::EC2::VPCPeeringConnection":
        return
    vpcs = {}
    for _, path, text in texts(resource.properties):
        for found in VPC_ID.findall(text):
            other = cloud.find(found)
            if other is None:
                yield f"{path}: there is no {found}"
                continue
            vpc = found if found.startswith("vpc-") else other.properties.get("VpcId")
            if vpc and found.startswith(("vpc-", "subnet-", "sg-")):
                vpcs.setdefault(vpc, path)
    if len(vpcs) > 1:
        yield f"{' and '.join(sorted(vpcs.values()))} lie in different VPCs"


# ---- Secrets ------------------------------------------------------------------------------------

RESOLVE = re.compile(r"\{\{resolve:([a-z-]+):([^}]*)\}\}")


def secret_keys(secret, cloud):
    """The keys of a secret's JSON, as far as they can be known; None if they cannot."""
    import json
    of = secret.properties
    keys = set()
    generated = of.get("GenerateSecretString")
    try:
        if generated is not None:
            if "GenerateStringKey" not in generated:
                return None
            keys |= set(json.loads(generated.get("SecretStringTemplate", "{}")))
            keys.add(generated["GenerateStringKey"])
        elif "SecretString" in of:
            keys |= set(json.loads(of["SecretString"]))
        else:
            return None
    except (ValueError, TypeError):
        return None
    if any(attached.properties.get("SecretId") == secret.physical.id
           for attached in cloud.resources(type="AWS::SecretsManager::SecretTargetAttachment")):
        keys |= {"engine", "host", "port", "dbname", "dbInstanceIdentifier", "username"}
    return keys


def split_secret(reference):
    """(ARN or name, JSON key) of a secret's reference as CloudFormation and ECS write it."""
    parts = reference.split(":")
    if reference.startswith("arn:"):
        name, rest = ":".join(parts[:7]), parts[7:]
    else:
        name, rest = parts[0], parts[1:]
    if rest and rest[0] in ("SecretString", "SecretBinary"):
        rest = rest[1:]
    return name, (rest[0] if rest else "")


def secret_problem(reference, region, cloud):
    name, key = split_secret(reference)
    if name.startswith("arn:") and name.split(":")[4] != cloud_types.ACCOUNT:
        return None  # of another account: nobody here can tell
    secret = cloud.secret(name, region)
    if secret is None:
        return f"there is no secret {name} in {region}"
    keys = secret_keys(secret, cloud)
    if key and keys is not None and key not in keys:
        return f"the secret {secret.label} has no key `{key}`"
    return None


def secrets(resource, cloud):
    """Dynamic references, and secrets of containers, must be there in the resource's region."""
    for _, path, text in texts(resource.properties):
        for service, reference in RESOLVE.findall(text):
            if service == "secretsmanager":
                problem = secret_problem(reference, resource.region, cloud)
                if problem:
                    yield f"{path}: {problem}"
            elif service not in ("ssm", "ssm-secure"):
                yield f"{path}: no service {service} resolves references"
        if "{{resolve:" in RESOLVE.sub("", text):
            yield f"{path}: a dynamic reference is not closed"
    if resource.type == "AWS::ECS::TaskDefinition":
        for container in resource.properties.get("ContainerDefinitions", []):
            for secret in container.get("Secrets", []):
                if ":ssm:" in secret["ValueFrom"] or ":" not in secret["ValueFrom"]:
                    continue
                problem = secret_problem(secret["ValueFrom"], resource.region, cloud)
                if problem:
                    yield f"ContainerDefinitions.{container['Name']}.{secret['Name']}: {problem}"


# ---- Databases ----------------------------------------------------------------------------------

def database_created(resource, cloud):
    of = resource.properties
    if not is_replica(resource):
        if "SourceRegion" in of:
            yield "SourceRegion without SourceDBInstanceIdentifier: a promoted replica cannot be " \
                  "created, only become one"
        elif "DBSnapshotIdentifier" not in of:
            for name in ("Engine", "DBInstanceClass", "AllocatedStorage", "MasterUsername"):
                if name not in of:
                    yield f"a new database needs {name}"
            if not ({"MasterUserPassword", "ManageMasterUserPassword"} & set(of)):
                yield "a new database needs a password"
        return
    source = of["SourceDBInstanceIdentifier"]
    for name in REPLICA_REFUSES:
        if name in of:
            yield f"{name} must not stand on a replica"
    other = next((found for found in cloud.resources(type="AWS::RDS::DBInstance")
                  if source in (found.physical.arn, found.physical.name)), None)
    if other is None:
        yield f"SourceDBInstanceIdentifier: there is no database {source}"
        return
    if other.region != resource.region:
        if not source.startswith("arn:"):
            yield "SourceDBInstanceIdentifier: another region's database is named by its ARN"
        if of.get("SourceRegion") != other.region:
            yield f"SourceRegion: the source is in {other.region}"
    if other.region in cloud.unreachable:
        yield f"SourceDBInstanceIdentifier: {other.region} is unreachable"
    if is_replica(other):
        yield f"SourceDBInstanceIdentifier: {other.label} is itself a replica"
    if other.properties.get("ManageMasterUserPassword") in (True, "true"):
        yield f"the password of {other.label} is managed by RDS: it cannot have a replica"
    if str(other.properties.get("BackupRetentionPeriod", 1)) == "0":
        yield f"{other.label} has no backups: it cannot have a replica"
    if other.encrypted() and other.region != resource.region and "KmsKeyId" not in of:
        yield "KmsKeyId: the source is encrypted, so the replica needs a key of its own region"
    if not other.encrypted() and "KmsKeyId" in of:
        yield "KmsKeyId: the source is not encrypted"


def database_updated(resource, old, cloud):
    """`resource` as it shall be, `old` its properties until now."""
    of = resource.properties
    before, after = (found.get("SourceDBInstanceIdentifier") for found in (old, of))
    if before is None and after is not None:
        yield "SourceDBInstanceIdentifier: a living database cannot become a replica"
    elif before is not None and after is not None and before != after:
        yield "SourceDBInstanceIdentifier: a replica cannot change its source"
    elif before is not None and after is None:
        for name in PROMOTION_KEEPS:
            if old.get(name) != of.get(name):
                yield f"{name} must stay as it is when a replica is promoted"
        for name in ("Engine", "MasterUsername", "DBName", "StorageEncrypted"):
            if name in of:
                yield f"{name} must not be added when a replica is promoted"
        if int(of.get("BackupRetentionPeriod", 0)) < 1:
            yield "BackupRetentionPeriod: a promoted replica has no backups unless told to"
    elif before is not None:
        for name in REPLICA_REFUSES:
            if name in of:
                yield f"{name} must not stand on a replica"
    if str(of.get("BackupRetentionPeriod", 1)) == "0" and cloud.replicas_of(resource):
        yield "BackupRetentionPeriod: a database with replicas needs backups"


def beside_promotion(changes):
    """What an update that promotes a database changes and should not: it cannot be rolled back.

    `changes`: (resource, kind of change, names of the properties that differ)."""
    promoted = [resource for resource, how, names in changes
                if how == "modify" and resource.type == "AWS::RDS::DBInstance"
                and "SourceDBInstanceIdentifier" in names
                and "SourceDBInstanceIdentifier" not in resource.properties]
    if not promoted:
        return
    for resource, how, names in changes:
        if resource in promoted:
            for name in sorted(names - PROMOTION_CHANGES):
                yield f"{resource.label}: {name} changes in the update that promotes it"
        elif how == "create" and resource.type in PROMOTION_BRINGS:
            continue
        elif how == "modify" and names <= {"Tags"}:
            continue
        else:
            yield f"{resource.label}: {how} in the update that promotes {promoted[0].label}"


def unreachable_copies(resource, old, cloud):
    """Secrets are copied by calls to the other region, which must answer."""
    if resource.type != "AWS::SecretsManager::Secret":
        return

    def copies(of):
        return {copy.get("Region") for copy in of.get("ReplicaRegions", [])}

    for region in sorted((copies(resource.properties) ^ copies(old)) & set(cloud.unreachable)):
        yield f"ReplicaRegions: {region} is unreachable"


# ---- All ----------------------------------------------------------------------------------------

def created(resource, cloud):
    yield from standing(resource, cloud)
    yield from unreachable_copies(resource, {}, cloud)
    if resource.type == "AWS::RDS::DBInstance":
        yield from database_created(resource, cloud)


def updated(resource, old, cloud):
    yield from standing(resource, cloud)
    yield from unreachable_copies(resource, old, cloud)
    if resource.type == "AWS::RDS::DBInstance":
        yield from database_updated(resource, old, cloud)


def standing(resource, cloud):
    yield from regions(resource, cloud)
    yield from one_vpc(resource, cloud)
    yield from secrets(resource, cloud)
    yield from cloud_services.problems(resource, cloud)
