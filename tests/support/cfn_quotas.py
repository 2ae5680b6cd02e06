"""What CloudFormation demands of any template, whatever its resources: quotas and shape."""

import re

SECTIONS = {"AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Mappings",
            "Conditions", "Rules", "Resources", "Outputs", "Transform", "Hooks"}
RESOURCE_KEYS = {"Type", "Properties", "DependsOn", "Condition", "Metadata", "CreationPolicy",
                 "UpdatePolicy", "DeletionPolicy", "UpdateReplacePolicy"}
OUTPUT_KEYS = {"Description", "Value", "Export", "Condition"}
PARAMETER_KEYS = {"Type", "Default", "Description", "NoEcho", "AllowedValues", "AllowedPattern",
                  "ConstraintDescription", "MinLength", "MaxLength", "MinValue", "MaxValue"}

BODY_FROM_S3 = 1_000_000
BODY_INLINE = 51_200
MOST = {"Resources": 500, "Parameters": 200, "Outputs": 200, "Mappings": 200}
DYNAMIC_REFERENCES = 60
NAME_LENGTH = 255
DESCRIPTION_BYTES = 1024

POLICIES = {"DeletionPolicy": {"Delete", "Retain", "RetainExceptOnCreate", "Snapshot"},
            "UpdateReplacePolicy": {"Delete", "Retain", "Snapshot"}}
SNAPSHOTS = {"AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::EC2::Volume",
             "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup",
             "AWS::DocDB::DBCluster", "AWS::Neptune::DBCluster", "AWS::Redshift::Cluster"}

IAM_TYPES = {"AWS::IAM::AccessKey", "AWS::IAM::Group", "AWS::IAM::InstanceProfile",
             "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::Role",
             "AWS::IAM::RolePolicy", "AWS::IAM::User", "AWS::IAM::UserToGroupAddition"}
IAM_NAMES = {"RoleName", "InstanceProfileName", "ManagedPolicyName", "UserName", "GroupName"}
NAMED_TYPES = IAM_TYPES - {"AWS::IAM::AccessKey", "AWS::IAM::Policy", "AWS::IAM::RolePolicy",
                           "AWS::IAM::UserToGroupAddition"}


def problems(template, size, stack_name):
    """What keeps CloudFormation from taking a template, in order."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,127}", stack_name):
        yield f"`{stack_name}` is no name for a stack"
    if size > BODY_FROM_S3:
        yield f"the template has {size} bytes; CloudFormation takes {BODY_FROM_S3}"
    for name in sorted(set(template) - SECTIONS):
        yield f"a template has no section {name}"
    if template.get("AWSTemplateFormatVersion", "2010-09-09") != "2010-09-09":
        yield "AWSTemplateFormatVersion must be the string '2010-09-09'"
    if not template.get("Resources"):
        yield "a template must have a resource"
    yield from description(template, "the template")
    for section, most in MOST.items():
        entries = template.get(section) or {}
        if len(entries) > most:
            yield f"{len(entries)} {section}; CloudFormation takes {most}"
        for name in entries:
            if not re.fullmatch(r"[A-Za-z0-9]+", str(name)):
                yield f"{section}.{name}: an id has letters and digits only"
            elif len(name) > NAME_LENGTH:
                yield f"{section}.{name}: an id has at most {NAME_LENGTH} characters"
    for name, entries in (template.get("Mappings") or {}).items():
        for key, attributes in entries.items():
            if len(attributes) > 200:
                yield f"Mappings.{name}.{key}: {len(attributes)} attributes; 200 are allowed"
    found = str(template.get("Resources")).count("{{resolve:")
    if found > DYNAMIC_REFERENCES:
        yield f"{found} dynamic references; CloudFormation takes {DYNAMIC_REFERENCES}"
    resources = template.get("Resources") or {}
    for name in sorted(set(template.get("Parameters") or {}) & set(resources)):
        yield f"{name} is a parameter and a resource"
    for name, body in (template.get("Parameters") or {}).items():
        for key in sorted(set(body) - PARAMETER_KEYS):
            yield f"Parameters.{name}: a parameter has no {key}"
    for name, body in (template.get("Resources") or {}).items():
        yield from resource(body, f"Resources.{name}")
    for name, body in (template.get("Outputs") or {}).items():
        for key in sorted(set(body) - OUTPUT_KEYS):
            yield f"Outputs.{name}: an output has no {key}"
        yield from description(body, f"Outputs.{name}")


def description(body, where):
    text = body.get("Description", "")
    if not isinstance(text, str):
        yield f"{where}: a description must be a literal"
    elif len(text.encode("utf-8")) > DESCRIPTION_BYTES:
        yield f"{where}: a description has at most {DESCRIPTION_BYTES} bytes"


def resource(body, where):
    for key in sorted(set(body) - RESOURCE_KEYS):
        yield f"{where}: a resource has no {key}"
    if not isinstance(body.get("Type"), str):
        yield f"{where}: a resource must have a type"
    for key, allowed in POLICIES.items():
        policy = body.get(key)
        if policy is not None and policy not in allowed:
            yield f"{where}: {policy} is no {key}"
        if policy == "Snapshot" and body.get("Type") not in SNAPSHOTS:
            yield f"{where}: {body.get('Type')} cannot be kept as a snapshot"


def missing_capability(template, capabilities):
    """What the deployment would have to acknowledge and does not; None if all is well."""
    needed = None
    for body in (template.get("Resources") or {}).values():
        if body.get("Type") in IAM_TYPES:
            needed = needed or "CAPABILITY_IAM"
            if body["Type"] in NAMED_TYPES and IAM_NAMES & set(body.get("Properties") or {}):
                needed = "CAPABILITY_NAMED_IAM"
    if needed is None or "CAPABILITY_NAMED_IAM" in capabilities or needed in capabilities:
        return None
    return needed
