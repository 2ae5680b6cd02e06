"""What single services refuse when a resource is created or changed, or silently do not do.

A rule is a function of a resource and the cloud as it stands at that moment: so what must be there
before is found to be missing if the order is wrong. `incomplete` judges a finished system.
"""

import re

RULES = {}

WCU = {"AWSManagedRulesAdminProtectionRuleSet": 100, "AWSManagedRulesAmazonIpReputationList": 25,
       "AWSManagedRulesAnonymousIpList": 50, "AWSManagedRulesCommonRuleSet": 700,
       "AWSManagedRulesKnownBadInputsRuleSet": 200, "AWSManagedRulesLinuxRuleSet": 200,
       "AWSManagedRulesPHPRuleSet": 100, "AWSManagedRulesSQLiRuleSet": 200,
       "AWSManagedRulesUnixRuleSet": 100, "AWSManagedRulesWindowsRuleSet": 200,
       "AWSManagedRulesWordPressRuleSet": 100}

RESERVED_METRICS = ("All", "Default_Action")

ROUTE_TARGETS = ("GatewayId", "InstanceId", "NatGatewayId", "NetworkInterfaceId",
                 "TransitGatewayId", "VpcEndpointId", "VpcPeeringConnectionId")

ALIAS_ZONES = {"cloudfront.net": "Z2FDTNDATAQYW2", "awsglobalaccelerator.com": "Z2BJ6XQ5FK7U4H"}


def rule(*types):
    """The decorated function judges resources of these types; its name without AWS::."""
    def keep(function):
        for name in types:
            RULES.setdefault("AWS::" + name, []).append(function)
        return function
    return keep


def problems(resource, cloud):
    if resource.by_author:
        return
    for check in RULES.get(resource.type, []):
        yield from check(resource, cloud)


# ---- Networks -----------------------------------------------------------------------------------

def attached(cloud, vpc):
    return any(found.get("VpcId") == vpc
               for found in cloud.resources(type="AWS::EC2::VPCGatewayAttachment"))


@rule("EC2::Route")
def route(resource, cloud):
    of = resource.properties
    targets = [name for name in ROUTE_TARGETS if name in of]
    if len(targets) != 1:
        yield f"a route has one target, not {targets}"
        return
    target = cloud.find(of[targets[0]])
    if target is None:
        yield f"{targets[0]}: there is no {of[targets[0]]}"
    elif target.type == "AWS::EC2::InternetGateway":
        table = cloud.find(of["RouteTableId"])
        if table and not attached(cloud, table.get("VpcId")):
            yield "GatewayId: the internet gateway is not attached yet (DependsOn)"
    elif target.type == "AWS::EC2::VPCPeeringConnection":
        table = cloud.find(of["RouteTableId"])
        if table and table.get("VpcId") not in (target.get("VpcId"), target.get("PeerVpcId")):
            yield f"VpcPeeringConnectionId: {target.label} does not join the table's VPC"


@rule("EC2::NatGateway")
def nat(resource, cloud):
    subnet = cloud.find(resource.get("SubnetId"))
    if subnet and not attached(cloud, subnet.get("VpcId")):
        yield "the VPC has no internet gateway yet (DependsOn)"


@rule("EC2::SubnetRouteTableAssociation")
def association(resource, cloud):
    vpcs = {cloud.find(resource.get(name)).get("VpcId") for name in ("SubnetId", "RouteTableId")
            if cloud.find(resource.get(name))}
    if len(vpcs) > 1:
        yield "the subnet and the route table are of different VPCs"


@rule("EC2::SecurityGroupIngress", "EC2::SecurityGroupEgress")
def security_rule(resource, cloud):
    of = resource.properties
    sides = [name for name in of if name.startswith(("Cidr", "Source", "Destination"))]
    if len(sides) != 1:
        yield f"a rule has one source or destination, not {sides}"
    group = of.get("GroupId")
    count = sum(found.get("GroupId") == group for found in cloud.resources(type=resource.type))
    if count > 60:
        yield f"{group} has more than 60 rules"


def zones(subnet_ids, cloud):
    return {cloud.find(found).get("AvailabilityZone") for found in subnet_ids if cloud.find(found)}


@rule("RDS::DBSubnetGroup")
def database_zones(resource, cloud):
    if len(zones(resource.get("SubnetIds", []), cloud)) < 2:
        yield "SubnetIds: a database needs subnets in two zones"


# ---- Load balancers -----------------------------------------------------------------------------

@rule("ElasticLoadBalancingV2::LoadBalancer")
def balancer(resource, cloud):
    subnets = resource.get("Subnets", [])
    if len(subnets) < 2 or len(zones(subnets, cloud)) != len(subnets):
        yield "Subnets: a load balancer needs two or more, each in a zone of its own"
    attributes = {each["Key"]: each["Value"]
                  for each in resource.get("LoadBalancerAttributes", [])}
    if attributes.get("access_logs.s3.enabled") == "true":
        bucket = cloud.bucket(attributes.get("access_logs.s3.bucket"))
        if bucket is None:
            yield f"there is no bucket {attributes.get('access_logs.s3.bucket')}"
        elif bucket.region != resource.region:
            yield f"the bucket of the access logs is in {bucket.region}"
        elif not any("elasticloadbalancing" in str(found.properties)
                     for found in cloud.resources(type="AWS::S3::BucketPolicy")
                     if found.get("Bucket") == bucket.name):
            yield f"the policy of {bucket.label} does not admit log delivery yet"


def forwards(cloud, target_group):
    """Whether a listener or a rule leads to a target group already."""
    return any(target_group in str(found.properties) for kind in ("Listener", "ListenerRule")
               for found in cloud.resources(type=f"AWS::ElasticLoadBalancingV2::{kind}"))


@rule("ElasticLoadBalancingV2::Listener")
def listener(resource, cloud):
    if resource.get("Protocol") == "HTTPS" and len(resource.get("Certificates", [])) != 1:
        yield "Certificates: an HTTPS listener takes one certificate"
    for action in resource.get("DefaultActions", []):
        target = cloud.find(action.get("TargetGroupArn"))
        if target and target.get("Protocol") not in ("HTTP", "HTTPS"):
            yield f"{target.label}: behind this load balancer the protocol is HTTP or HTTPS"


# ---- Compute ------------------------------------------------------------------------------------

def user_data(value):
    decoded = getattr(value, "decoded", "")
    if len(decoded.encode("utf-8")) > 16_384:
        yield f"UserData: {len(decoded.encode('utf-8'))} bytes; 16384 are allowed"


@rule("EC2::LaunchTemplate")
def launch_template(resource, cloud):
    yield from user_data(resource.get("LaunchTemplateData.UserData"))


@rule("EC2::Instance")
def instance(resource, cloud):
    yield from user_data(resource.get("UserData"))


@rule("AutoScaling::AutoScalingGroup")
def scaling_group(resource, cloud):
    least, most = int(resource.get("MinSize")), int(resource.get("MaxSize"))
    wanted = int(resource.get("DesiredCapacity", least))
    if not least <= wanted <= most:
        yield f"MinSize {least}, DesiredCapacity {wanted} and MaxSize {most} do not fit"
    if resource.get("LaunchTemplate.Version") in ("$Latest", "$Default"):
        yield "LaunchTemplate.Version must be a number"


@rule("AutoScaling::ScalingPolicy")
def scaling_policy(resource, cloud):
    group = cloud.find(resource.get("AutoScalingGroupName"))
    if group and group.get("MinSize") == group.get("MaxSize"):
        yield f"{group.label} cannot scale: MinSize is MaxSize"


@rule("Lambda::Function")
def function(resource, cloud):
    runtime = resource.get("Runtime", "")
    if "ZipFile" in resource.get("Code", {}):
        if not runtime.startswith(("python", "nodejs")):
            yield f"Code.ZipFile does not go with {runtime or 'no runtime'}"
        if not resource.get("Handler", "").startswith("index."):
            yield "Handler: the file of Code.ZipFile is `index`"
        if len(resource.get("Code.ZipFile")) > 4 * 1024 * 1024:
            yield "Code.ZipFile is too long"


# ---- Containers ---------------------------------------------------------------------------------

@rule("ECS::TaskDefinition")
def task(resource, cloud):
    containers = resource.get("ContainerDefinitions", [])
    if not any(container.get("Essential", True) for container in containers):
        yield "no container is essential"
    for container in containers:
        name = container["Name"]
        if resource.get("Memory") is None \
                and not {"Memory", "MemoryReservation"} & set(container):
            yield f"{name}: neither Memory nor MemoryReservation"
        for port in container.get("PortMappings", []):
            if resource.get("NetworkMode") in ("host", "awsvpc") \
                    and port.get("HostPort", port["ContainerPort"]) != port["ContainerPort"]:
                yield f"{name}: HostPort is not ContainerPort"
        twice = {entry["Name"] for entry in container.get("Environment", [])} \
            & {entry["Name"] for entry in container.get("Secrets", [])}
        if twice:
            yield f"{name}: {sorted(twice)[0]} is a variable and a secret"
        options = container.get("LogConfiguration", {}).get("Options", {})
        group = options.get("awslogs-group")
        if group and not any(group == found.name
                             for found in cloud.resources(type="AWS::Logs::LogGroup")):
            yield f"{name}: there is no log group {group}"
    secrets = any(container.get("Secrets") for container in containers)
    if secrets and not resource.get("ExecutionRoleArn"):
        yield "ExecutionRoleArn: secrets need one"


@rule("ECS::Service")
def service(resource, cloud):
    of = resource.properties
    if of.get("SchedulingStrategy") == "DAEMON":
        if "DesiredCount" in of or of.get("LaunchType") == "FARGATE" \
                or "CapacityProviderStrategy" in of:
            yield "a DAEMON has no DesiredCount, no Fargate and no capacity provider"
        if of.get("DeploymentConfiguration", {}).get("MaximumPercent", 100) != 100:
            yield "MaximumPercent of a DAEMON is 100"
    definition = cloud.find(of.get("TaskDefinition"))
    ports = {(container["Name"], port["ContainerPort"])
             for container in (definition.get("ContainerDefinitions") if definition else [])
             for port in container.get("PortMappings", [])}
    for joined in of.get("LoadBalancers", []):
        target = cloud.find(joined["TargetGroupArn"])
        if (joined["ContainerName"], joined["ContainerPort"]) not in ports:
            yield f"LoadBalancers: the task has no port {joined['ContainerPort']} of " \
                  f"{joined['ContainerName']}"
        if not forwards(cloud, joined["TargetGroupArn"]):
            yield "LoadBalancers: no listener leads to the target group yet (DependsOn)"
        network = definition.get("NetworkMode", "bridge") if definition else None
        wanted = "ip" if network == "awsvpc" else "instance"
        if target and target.get("TargetType", "instance") != wanted:
            yield f"LoadBalancers: targets of {network} are of type {wanted}"
    if ("NetworkConfiguration" in of) != (definition is not None
                                          and definition.get("NetworkMode") == "awsvpc"):
        yield "NetworkConfiguration goes with awsvpc and nothing else"


# ---- Storage ------------------------------------------------------------------------------------

@rule("S3::Bucket")
def replication(resource, cloud):
    rules = resource.get("ReplicationConfiguration.Rules", [])
    if rules and resource.get("VersioningConfiguration.Status") != "Enabled":
        yield "a bucket is replicated only with versions"
    for each in rules:
        other = cloud.bucket(each["Destination"]["Bucket"].rsplit(":", 1)[-1])
        if other and other.get("VersioningConfiguration.Status") != "Enabled":
            yield f"{other.label} keeps no versions: nothing can be replicated to it"


# ---- Firewalls ----------------------------------------------------------------------------------

@rule("WAFv2::WebACL")
def web_acl(resource, cloud):
    rules = resource.get("Rules", [])
    metrics = [found["VisibilityConfig"]["MetricName"] for found in rules]
    metrics.append(resource.get("VisibilityConfig.MetricName"))
    for what, values in (("Name", [found["Name"] for found in rules]), ("MetricName", metrics),
                         ("Priority", [found["Priority"] for found in rules])):
        if len(set(values)) != len(values):
            yield f"Rules: two have the same {what}"
    for name in metrics:
        if not re.fullmatch(r"[0-9A-Za-z_-]{1,128}", str(name)) or name in RESERVED_METRICS:
            yield f"`{name}` is no name for a metric"
    units = 0
    for found in rules:
        group = found["Statement"].get("ManagedRuleGroupStatement")
        if group:
            if "Action" in found or "OverrideAction" not in found:
                yield f"{found['Name']}: a managed group takes OverrideAction, not Action"
            units += WCU.get(group["Name"], 0)
    if units > 5000:
        yield f"{units} capacity units; 5000 are possible"


# ---- Names --------------------------------------------------------------------------------------

def covers(pattern, name):
    """Whether a certificate's name covers a host: `*` is one label."""
    pattern, name = pattern.lower(), name.lower().rstrip(".")
    if pattern.startswith("*."):
        return name.partition(".")[2] == pattern[2:] and "." in name
    return pattern == name


@rule("CertificateManager::Certificate")
def certificate(resource, cloud):
    options = [option["DomainName"] for option in resource.get("DomainValidationOptions", [])]
    if resource.get("ValidationMethod") != "DNS":
        yield "ValidationMethod: without DNS somebody must answer e-mails"
    elif resource.get("DomainName") not in options:
        yield "DomainValidationOptions: none for DomainName, so no record is written"
    bases = [option[2:] if option.startswith("*.") else option for option in options]
    if len(set(bases)) != len(bases):
        yield "DomainValidationOptions: a name and its wildcard share one record"


@rule("Route53::RecordSet")
def record(resource, cloud):
    of = resource.properties
    if ("AliasTarget" in of) == ("ResourceRecords" in of) or ("AliasTarget" in of and "TTL" in of):
        yield "a record is an alias, or has TTL and values"
    zone = cloud.find(of.get("HostedZoneId"))
    if zone:
        name, domain = (str(each).lower().rstrip(".") for each in (of["Name"], zone.get("Name")))
        if name != domain and not name.endswith("." + domain):
            yield f"{of['Name']} is not in the zone {zone.get('Name')}"
    alias = of.get("AliasTarget")
    if alias:
        for ending, wanted in ALIAS_ZONES.items():
            if alias["DNSName"].endswith(ending) and alias["HostedZoneId"] != wanted:
                yield f"AliasTarget.HostedZoneId of {ending} is {wanted}"
        target = cloud.find(alias["DNSName"])
        if target and target.type == "AWS::CloudFront::Distribution" and not any(
                covers(name, of["Name"]) for name in target.get("DistributionConfig.Aliases", [])):
            yield f"{target.label} does not answer to {of['Name']}"


@rule("CloudFront::Distribution")
def distribution(resource, cloud):
    config = resource.get("DistributionConfig")
    origins = {origin["Id"] for origin in config.get("Origins", [])}
    groups = config.get("OriginGroups", {}).get("Items", [])
    for group in groups:
        for member in group["Members"]["Items"]:
            if member["OriginId"] not in origins:
                yield f"OriginGroups: there is no origin {member['OriginId']}"
    known = origins | {group["Id"] for group in groups}
    for behavior in [config["DefaultCacheBehavior"], *config.get("CacheBehaviors", [])]:
        if behavior["TargetOriginId"] not in known:
            yield f"TargetOriginId: there is no origin {behavior['TargetOriginId']}"
    found = cloud.find(config.get("ViewerCertificate", {}).get("AcmCertificateArn"))
    for alias in config.get("Aliases", []):
        if "ViewerCertificate" not in config:
            yield f"Aliases: {alias} needs a certificate"
        elif found and not any(covers(name, alias) for name in (
                found.get("DomainName"), *found.get("SubjectAlternativeNames", []))):
            yield f"Aliases: the certificate does not cover {alias}"


@rule("Route53::HealthCheck")
def health_check(resource, cloud):
    config = resource.get("HealthCheckConfig")
    host = config.get("FullyQualifiedDomainName", "")
    if host.endswith(".internal") or re.match(r"(10|192\.168|172\.(1[6-9]|2\d|3[01]))\.", host):
        yield f"{host} cannot be reached from the internet"


# ---- Permissions --------------------------------------------------------------------------------

@rule("IAM::Role")
def role(resource, cloud):
    size = sum(len(str(policy["PolicyDocument"])) for policy in resource.get("Policies", []))
    if size > 10_240:
        yield f"Policies: {size} characters; 10240 are allowed"
    if len(resource.get("ManagedPolicyArns", [])) > 20:
        yield "ManagedPolicyArns: 20 are allowed"


@rule("Events::Rule")
def event_rule(resource, cloud):
    if len(resource.get("Targets", [])) > 5:
        yield "Targets: 5 are allowed"


@rule("CloudWatch::Alarm")
def alarm(resource, cloud):
    metric = resource.get("MetricName", "")
    dimensions = {each["Name"]: each["Value"] for each in resource.get("Dimensions", [])}
    group = cloud.find(dimensions.get("AutoScalingGroupName"))
    if group and metric.startswith("Group"):
        if not group.get("MetricsCollection"):
            yield f"{group.label} does not collect {metric}"
        elif float(resource.get("Threshold", 0)) >= float(group.get("MaxSize")):
            yield f"Threshold: {group.label} never grows beyond {group.get('MaxSize')}"
    for arn in resource.get("AlarmActions", []):
        if arn.startswith("arn:") and ":sns:" in arn and cloud.find(arn) is None:
            yield f"AlarmActions: there is no {arn}"
    if resource.get("Namespace") == "AWS/Route53" and resource.region != "us-east-1":
        yield "metrics of health checks are in us-east-1 only"


# ---- The finished system ------------------------------------------------------------------------

def reachable(cloud, resource_type):
    return [found for found in cloud.resources(type=resource_type)
            if found.region not in cloud.unreachable and not found.by_author]


def incomplete(cloud):
    """What works only if another resource is there as well, in whatever order they came."""
    yield from unfiltered(cloud)
    yield from uncalled(cloud)
    yield from unrouted(cloud)
    yield from one_sided(cloud)
    yield from closed_origins(cloud)


def unfiltered(cloud):
    """Without a filter, the end of an alarm sets off what the alarm does."""
    for found in reachable(cloud, "AWS::Events::Rule"):
        pattern = found.get("EventPattern", {})
        if "CloudWatch Alarm State Change" in pattern.get("detail-type", []) \
                and not pattern.get("detail", {}).get("state", {}).get("value"):
            yield f"{found.label}: fires on every change of the alarm's state"


def uncalled(cloud):
    """A rule that may not call its function fails in silence."""
    permissions = [(found.get("FunctionName"), found.get("SourceArn"))
                   for found in cloud.resources(type="AWS::Lambda::Permission")]
    for found in reachable(cloud, "AWS::Events::Rule"):
        for target in found.get("Targets", []):
            names = (target["Arn"], target["Arn"].rsplit(":", 1)[-1])
            if ":lambda:" in target["Arn"] and not any((name, found.arn) in permissions
                                                       for name in names):
                yield f"{found.label}: may not call {target['Arn']}"


def unrouted(cloud):
    joined = {found.get("SubnetId")
              for found in cloud.resources(type="AWS::EC2::SubnetRouteTableAssociation")}
    for subnet in reachable(cloud, "AWS::EC2::Subnet"):
        if subnet.id not in joined:
            yield f"{subnet.label}: has no route table of its own"


def one_sided(cloud):
    """A peering carries nothing unless both sides have routes."""
    for peering in reachable(cloud, "AWS::EC2::VPCPeeringConnection"):
        sides = set()
        for found in cloud.resources(type="AWS::EC2::Route"):
            table = cloud.find(found.get("RouteTableId"))
            if found.get("VpcPeeringConnectionId") == peering.id and table:
                sides.add(table.get("VpcId"))
        if len(sides) != 2 and cloud.find(peering.get("PeerVpcId")):
            yield f"{peering.label}: {len(sides)} of its two sides have routes over it"


def closed_origins(cloud):
    """Origins that are buckets must admit their distribution."""
    for found in reachable(cloud, "AWS::CloudFront::Distribution"):
        for origin in found.get("DistributionConfig.Origins", []):
            name, dot_s3, _ = origin["DomainName"].partition(".s3.")
            policies = [policy for policy in cloud.resources(type="AWS::S3::BucketPolicy")
                        if policy.get("Bucket") == name]
            if dot_s3 and not any(found.id in text for policy in policies
                                  for _, text in policy.texts()):
                yield f"{found.label}: the bucket {name} does not admit it"
