"""Questions about a system in the simulated cloud that follow ids from resource to resource."""

import contextlib
import io
import json
import os
import re
import shlex
import sys
import types
from unittest import mock

from support import cfn_functions, cloud_rules, cloud_types


def tag(resource, key="Name"):
    for entry in resource.properties.get("Tags", []):
        if entry["Key"] == key:
            return entry["Value"]
    return None


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


# ---- Networks -----------------------------------------------------------------------------------

def subnets(cloud, blueprint):
    """{CIDR: subnet} of a blueprint's network."""
    return {subnet.get("CidrBlock"): subnet
            for subnet in cloud.resources(blueprint, "AWS::EC2::Subnet")}


def zone(subnet):
    """The letter of a subnet's zone."""
    return subnet.get("AvailabilityZone")[len(subnet.region):]


def table_of(cloud, subnet):
    """The route table of a subnet."""
    for joined in cloud.resources(type="AWS::EC2::SubnetRouteTableAssociation"):
        if joined.get("SubnetId") == subnet.id:
            return cloud.find(joined.get("RouteTableId"))
    return None


def routes(cloud, table):
    """{destination: the resource (or id) that traffic to it goes to}."""
    found = {}
    for route in cloud.resources(type="AWS::EC2::Route"):
        if route.get("RouteTableId") == table.id:
            target = next(value for name, value in route.properties.items() if name in (
                "GatewayId", "NatGatewayId", "InstanceId", "VpcPeeringConnectionId"))
            found[route.get("DestinationCidrBlock")] = cloud.find(target) or target
    return found


def groups(resource):
    """Ids of the security groups in a resource's properties."""
    return {found for _, text in resource.texts()
            for found in cloud_rules.VPC_ID.findall(text) if found.startswith("sg-")}


def admitted(cloud, *group_ids):
    """{(protocol, first port, last port, CIDR or label of the group it comes from)} into groups."""
    rules = []
    for group in cloud.resources(type="AWS::EC2::SecurityGroup"):
        if group.id in group_ids:
            rules += group.properties.get("SecurityGroupIngress", [])
    rules += [rule.properties for rule in cloud.resources(type="AWS::EC2::SecurityGroupIngress")
              if rule.get("GroupId") in group_ids]
    found = set()
    for rule in rules:
        source = rule.get("CidrIp") or rule.get("CidrIpv6") or rule.get("SourcePrefixListId")
        if source is None:
            group = cloud.find(rule["SourceSecurityGroupId"])
            source = group.component if group else rule["SourceSecurityGroupId"]
        found.add((rule["IpProtocol"], rule.get("FromPort"), rule.get("ToPort"), source))
    return found


def into(cloud, resource):
    """What is admitted into the groups that a resource bears."""
    return admitted(cloud, *groups(resource))


# ---- Permissions --------------------------------------------------------------------------------

def role_of_profile(cloud, profile):
    """The role behind an instance profile, given by name or ARN."""
    for found in cloud.resources(type="AWS::IAM::InstanceProfile"):
        if profile in (found.name, found.arn):
            return role(cloud, found.get("Roles")[0])
    return None


def role(cloud, name):
    """A role by name or ARN."""
    for found in cloud.resources(type="AWS::IAM::Role"):
        if name in (found.name, found.arn):
            return found
    return None


def trusted(role):
    """The services that may assume a role."""
    return {service for statement in role.get("AssumeRolePolicyDocument.Statement")
            for service in listed(statement["Principal"].get("Service"))}


def statements(cloud, role):
    """Every statement of a role's own policies, wherever it stands."""
    documents = [policy["PolicyDocument"] for policy in role.properties.get("Policies", [])]
    documents += [policy.get("PolicyDocument")
                  for policy in cloud.resources(type="AWS::IAM::Policy")
                  if role.name in policy.get("Roles", [])]
    documents += [policy.get("PolicyDocument")
                  for policy in cloud.resources(type="AWS::IAM::RolePolicy")
                  if policy.get("RoleName") == role.name]
    documents += [policy.get("PolicyDocument")
                  for policy in cloud.resources(type="AWS::IAM::ManagedPolicy")
                  if policy.arn in role.properties.get("ManagedPolicyArns", [])
                  or role.name in policy.get("Roles", [])]
    return [statement for document in documents for statement in document["Statement"]]


def granted(cloud, role):
    """{(action, resource)} that a role's own policies allow."""
    return {(action, where) for statement in statements(cloud, role)
            if statement["Effect"] == "Allow"
            for action in listed(statement["Action"]) for where in listed(statement["Resource"])}


def managed(role):
    """Names of AWS's own policies on a role."""
    return {arn.split(":policy/", 1)[1] for arn in role.properties.get("ManagedPolicyArns", [])
            if ":aws:policy/" in arn}


# ---- Load balancers -----------------------------------------------------------------------------

def listeners(cloud, balancer):
    """{port: listener}."""
    return {listener.get("Port"): listener
            for listener in cloud.resources(type="AWS::ElasticLoadBalancingV2::Listener")
            if listener.get("LoadBalancerArn") == balancer.arn}


def web_acl(cloud, balancer):
    for joined in cloud.resources(type="AWS::WAFv2::WebACLAssociation"):
        if joined.get("ResourceArn") == balancer.arn:
            return cloud.find(joined.get("WebACLArn"))
    return None


def firewall(acl):
    """[(managed group, metric name)] in order of priority."""
    rules = sorted(acl.get("Rules"), key=lambda rule: rule["Priority"])
    return [(rule["Statement"]["ManagedRuleGroupStatement"]["Name"],
             rule["VisibilityConfig"]["MetricName"]) for rule in rules]


# ---- Instances ----------------------------------------------------------------------------------

def exported(script):
    """{name: value} of the variables that a boot script is given."""
    found = {}
    for line in script.splitlines():
        if line.startswith("export "):
            found.update(word.split("=", 1) for word in shlex.split(line)[1:])
    return found


def installed(script):
    """The packages that a boot script installs; those of PHP without its version."""
    lines = script.replace("\\\n", " ").splitlines()
    words = {word for line in lines if line.startswith("dnf install -y ")
             for word in line.split()[3:]}
    return {re.sub(r"^php\d+(\.\d+)?", "php", word) for word in words}


# ---- Functions ----------------------------------------------------------------------------------

def calls_of(function):
    """[(service, call, arguments)]: what a Lambda function in Python asks of AWS when it runs."""
    calls = []

    class Client:
        def __init__(self, service):
            self.service = service

        def __getattr__(self, name):
            return lambda **given: calls.append((self.service, name, given))

    sdk = types.ModuleType("boto3")
    sdk.client = Client
    scope = {"__name__": "index"}
    with mock.patch.dict(sys.modules, boto3=sdk), contextlib.redirect_stdout(io.StringIO()), \
            mock.patch.dict(os.environ, function.get("Environment.Variables", {})):
        exec(function.get("Code.ZipFile"), scope)
        scope[function.get("Handler").split(".")[1]]({}, None)
    return calls


# ---- Containers ---------------------------------------------------------------------------------

def task_of(cloud, service):
    return cloud.find(service.get("TaskDefinition"))


def environment(container):
    return {entry["Name"]: entry["Value"] for entry in container.get("Environment", [])}


def secrets(container):
    return {entry["Name"]: entry["ValueFrom"] for entry in container.get("Secrets", [])}


# ---- Storage ------------------------------------------------------------------------------------

def bucket_statements(cloud, bucket):
    """The statements of a bucket's one policy."""
    found = []
    for policy in cloud.resources(type="AWS::S3::BucketPolicy"):
        if policy.get("Bucket") == bucket.name:
            found += policy.get("PolicyDocument.Statement")
    return found


def settings(job_template):
    """The settings of a MediaConvert job template as data."""
    value = job_template.get("SettingsJson")
    return json.loads(value) if isinstance(value, str) else value


def password_secret(cloud, database):
    """The secret in which a database's password stands; None if it has none there."""
    for _, reference in cloud_rules.RESOLVE.findall(database.get("MasterUserPassword", "")):
        return cloud.secret(cloud_rules.split_secret(reference)[0], database.region)
    return None


def imports(template):
    """What every Fn::ImportValue of a template (or of a part of it) takes."""
    items = template if isinstance(template, list) else \
        template.values() if isinstance(template, dict) else ()
    for item in items:
        name, argument = cfn_functions.function(item)
        if name == "Fn::ImportValue":
            yield argument
        yield from imports(item)


def template_of(resource):
    """The resource as its template has it, functions and all."""
    return resource.body


def parameter_default(resource, path):
    """The default of the parameter that a property (by path) refers to."""
    value = cloud_types.at_path(resource.body["Properties"], path)
    return resource.stack.template["Parameters"][value["Ref"]]["Default"]
