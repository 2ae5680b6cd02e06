"""The values of a stack's parameters, as a deployment finds them: given, read, asked, kept."""

import re

from support import cloud_types
from support.cfn_functions import Failure, text_of

LISTS = ("CommaDelimitedList",)

# What a made-up account answers when it is asked, by the type of the parameter or by its pattern.
ANSWERS = ("a-{name}", "admin@example.com", "203.0.113.7/32", "Z0123456789ABCDEFGHIJ", "10", "true",
           "arn:aws:acm:{region}:" + cloud_types.ACCOUNT
           + ":certificate/01234567-89ab-cdef-0123-456789abcdef",
           "arn:aws:sns:{region}:" + cloud_types.ACCOUNT + ":answer", "ami-0123456789abcdef0",
           "vpc-0123456789abcdef0", "example.com", "t3.micro", "1.0", "https://example.com/",
           "2030-01-01", "answer123A")


def given(update):
    """{name: value as Ref gives it}; leaves the plain texts in update.given_parameters."""
    declared = update.template.get("Parameters", {})
    listed = update.entry.get("parameters", {})
    for name in listed:
        if name not in declared:
            update.fail(f"the template has no parameter {name}, which the manifest fills")
    update.given_parameters = {}
    values = {}
    for name, body in declared.items():
        text = find(update, name, body, listed.get(name, {}))
        problem = refused(body, text)
        if problem:
            update.fail(f"Parameters.{name}: {problem}")
        update.given_parameters[name] = text
        values[name] = typed(body.get("Type", "String"), text, update.region)
    return values


def find(update, name, body, how):
    path = f"Parameters.{name}"
    before = update.old.parameters.get(name) if update.old else None
    if "output" in how:
        return from_output(update, how["output"], before, path)
    if "value" in how:
        return text_of(how["value"], path)
    if how.get("keep"):
        if before is None:
            raise Failure(f"{path}: its value is to be kept, but it has none yet")
        return before
    if how.get("ask"):
        return answer(update, name, body, before)
    if "Default" in body:
        return text_of(body["Default"], path)
    raise Failure(f"{path}: has no value")


def from_output(update, output, before, path):
    producer = update.deployment.build.stacks.get(output["stack"])
    if producer is None:
        stack = next((stack for stack in update.cloud.stacks.values()
                      if stack.id == output["stack"]), None)
        if stack is None:
            raise Failure(f"{path}: there is no stack {output['stack']}")
        region, name = stack.region, stack.name
    else:
        region, name = producer["region"], producer["stackName"]
    if region in update.cloud.unreachable and before is not None:
        return before  # UsePreviousValue
    return update.output_of(region, name, output["name"], path)


def answer(update, name, body, before):
    if name in update.cloud.answers:
        return update.cloud.answers[name]
    if before is not None:
        return before
    for candidate in ANSWERS:
        text = candidate.format(name=name.lower(), region=update.region)
        if refused(body, text) is None:
            return text
    raise Failure(f"Parameters.{name}: is asked for, and no answer is known; give it to the Cloud")


def refused(body, text):
    """Why CloudFormation would not take a value; None if it would."""
    if len(text.encode("utf-8")) > 4096:
        return "a value has at most 4096 bytes"
    kind = body.get("Type", "String")
    if kind == "Number" and not re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", text):
        return f"`{text}` is no number"
    allowed = [text_of(item, "") for item in body.get("AllowedValues", [])]
    if allowed and text not in allowed:
        return f"`{text}` is none of {body['AllowedValues']}"
    if "AllowedPattern" in body and not re.fullmatch(body["AllowedPattern"], text):
        return f"`{text}` does not fit {body['AllowedPattern']}"
    if len(text) < int(body.get("MinLength", 0)) or len(text) > int(body.get("MaxLength", 4096)):
        return f"`{text}` is too short or too long"
    if kind == "Number" and not (float(body.get("MinValue", text)) <= float(text)
                                 <= float(body.get("MaxValue", text))):
        return f"{text} is out of bounds"
    forms = {"AWS::EC2::VPC::Id": "vpc-", "AWS::EC2::Subnet::Id": "subnet-",
             "AWS::EC2::SecurityGroup::Id": "sg-", "AWS::EC2::Image::Id": "ami-",
             "AWS::EC2::Instance::Id": "i-", "AWS::Route53::HostedZone::Id": "Z"}
    if kind in forms and not text.startswith(forms[kind]):
        return f"`{text}` is no {kind}"
    return None


def typed(kind, text, region):
    if kind == "Number":
        return float(text) if "." in text else int(text)
    if kind in LISTS or kind.startswith("List<"):
        return [item.strip() for item in text.split(",")]
    if kind.startswith("AWS::SSM::Parameter::Value<"):
        inner = kind[len("AWS::SSM::Parameter::Value<"):-1]
        if inner == "AWS::EC2::Image::Id":
            return f"ami-0{cloud_types.digest(text, region)[:16]}"
        return f"value-of{text.replace('/', '-')}"
    return text
