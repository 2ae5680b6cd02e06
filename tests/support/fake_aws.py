#!/usr/bin/env python3
"""An `aws` program for tests of deploy.sh: CloudFormation without the cloud.

State lives in the folder $FAKE_AWS: `stacks/<region>/<name>.json` are the stacks, `calls` the
changing calls that were made, `world.json` what is outside (images, objects, key pairs, …) and
which calls fail:

  {"down": ["ap-northeast-2"],               regions that do not answer
   "fail": {"<stack>": "CREATE_FAILED"},     stacks whose next creation or update fails
   "outputs": {"<stack>": {"VpcId": "…"}},   what stacks put out; else <stack>.<output>
   "images": ["web:1.0"], "objects": [...], "key_pairs": [...], "buckets": {"name": "region"}}

Like the real one it reports a stack as in progress once before it is done.
"""

import json
import os
import pathlib
import re
import sys

HOME = pathlib.Path(os.environ["FAKE_AWS"])
LARGEST_INLINE = 51200


class Refused(Exception):
    pass


def load(path, fallback):
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else fallback


def world():
    return load(HOME / "world.json", {})


def stack_file(options):
    return HOME / "stacks" / options["region"] / (options["stack-name"] + ".json")


def save(options, stack):
    path = stack_file(options)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(stack, indent=1, sort_keys=True), encoding="utf-8")


def existing(options):
    stack = load(stack_file(options), None)
    if stack is None:
        raise Refused(f"An error occurred (ValidationError): Stack with id "
                      f"{options['stack-name']} does not exist")
    return stack


def of_file(text):
    assert text.startswith("file://"), text
    return pathlib.Path(text[len("file://"):]).read_text(encoding="utf-8")


# ---- changing stacks ----------------------------------------------------------------------------

def wanted(options, before):
    """The stack as a request wants it; what is not said keeps its value only where asked to."""
    if "template-url" in options:
        key = options["template-url"].split("amazonaws.com/")[1]
        template = (HOME / "uploads" / key).read_text(encoding="utf-8")
    else:
        template = of_file(options["template-body"])
        if len(template.encode()) > LARGEST_INLINE:
            raise Refused("An error occurred (ValidationError): template too long")
    parameters = {}
    for entry in json.loads(of_file(options["parameters"])):
        name = entry["ParameterKey"]
        if entry.get("UsePreviousValue"):
            if before is None or name not in before["parameters"]:
                raise Refused(f"An error occurred (ValidationError): no previous value of {name}")
            parameters[name] = before["parameters"][name]
        else:
            parameters[name] = entry["ParameterValue"]
    tags = {entry["Key"]: entry["Value"] for entry in json.loads(of_file(options["tags"]))}
    return {"template": template, "parameters": parameters, "tags": tags,
            "capabilities": options.get("capabilities", [])}


def outcome(name, verb):
    failing = world().get("fail", {})
    if name not in failing:
        return f"{verb}_COMPLETE"
    return failing[name]


def create_stack(options):
    if stack_file(options).exists():
        raise Refused(f"An error occurred (AlreadyExistsException): {options['stack-name']}")
    stack = wanted(options, None)
    stack["protected"] = "enable-termination-protection" in options
    stack["status"] = "CREATE_IN_PROGRESS"
    stack["next"] = outcome(options["stack-name"], "CREATE")
    save(options, stack)
    return "arn:aws:cloudformation:stack"


def update_stack(options):
    before = existing(options)
    if before["status"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"):
        raise Refused(f"An error occurred (ValidationError): it is in {before['status']} state")
    after = wanted(options, before)
    if all(after[key] == before[key] for key in ("template", "parameters", "tags")):
        raise Refused("An error occurred (ValidationError) when calling the UpdateStack "
                      "operation: No updates are to be performed.")
    after["protected"] = before["protected"]
    after["status"] = "UPDATE_IN_PROGRESS"
    after["next"] = outcome(options["stack-name"], "UPDATE")
    save(options, after)
    return "arn:aws:cloudformation:stack"


def delete_stack(options):
    stack = existing(options)
    if stack["protected"]:
        raise Refused("An error occurred (ValidationError): it is protected")
    stack["status"] = "DELETE_IN_PROGRESS"
    stack["next"] = "GONE"
    save(options, stack)
    return ""


def update_termination_protection(options):
    stack = existing(options)
    stack["protected"] = "enable-termination-protection" in options
    save(options, stack)
    return ""


# ---- reading stacks -----------------------------------------------------------------------------

def outputs_of(options, stack):
    names = re.findall(r"^  ([A-Za-z0-9]+):$", stack["template"].partition("\nOutputs:")[2],
                       re.MULTILINE)
    known = world().get("outputs", {}).get(options["stack-name"], {})
    return {name: known.get(name, f"{options['stack-name']}.{name}") for name in names}


def describe_stacks(options):
    stack = existing(options)
    query = options["query"]
    if "StackStatus" in query:
        status = stack["status"]
        if "next" in stack:
            if stack["next"] == "GONE":
                stack_file(options).unlink()
            else:
                stack["status"] = stack.pop("next")
                save(options, stack)
        return f"{status}\t{stack['protected']}\t" + " ".join(sorted(stack["parameters"]))
    name = re.search(r"Key=='([A-Za-z0-9]+)'", query).group(1)
    source = outputs_of(options, stack) if "Outputs" in query else stack["parameters"]
    return source.get(name, "None")


def describe_stack_events(options):
    return f"Thing\tit broke in {options['stack-name']}"


# ---- the rest of AWS ----------------------------------------------------------------------------

def found(kind, name):
    if name not in world().get(kind, []):
        raise Refused(f"An error occurred (NotFound): {name}")
    return "found"


def copy(options):
    source, target = options["positional"]
    bucket, _, key = target[len("s3://"):].partition("/")
    if bucket not in world().get("buckets", {}):
        raise Refused("An error occurred (NoSuchBucket)")
    path = HOME / "uploads" / key
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pathlib.Path(source).read_bytes())
    return ""


OPERATIONS = {
    ("cloudformation", "create-stack"): create_stack,
    ("cloudformation", "update-stack"): update_stack,
    ("cloudformation", "delete-stack"): delete_stack,
    ("cloudformation", "update-termination-protection"): update_termination_protection,
    ("cloudformation", "describe-stacks"): describe_stacks,
    ("cloudformation", "describe-stack-events"): describe_stack_events,
    ("sts", "get-caller-identity"): lambda options: "123456789012",
    ("ecr", "describe-images"): lambda options: found(
        "images", options["repository-name"] + ":" + options["image-ids"].split("=")[1]),
    ("s3api", "head-object"): lambda options: found(
        "objects", options["bucket"] + "/" + options["key"]),
    ("s3api", "get-bucket-location"): lambda options: world()["buckets"][options["bucket"]],
    ("s3", "cp"): copy,
    ("ec2", "describe-key-pairs"): lambda options: found("key_pairs", options["key-names"]),
    ("route53domains", "get-domain-detail"): lambda options: "\t".join(
        world().get("name_servers", {}).get(options["domain-name"], [])),
}
CHANGING = ("create-stack", "update-stack", "delete-stack", "update-termination-protection", "cp")


def options_of(words):
    options = {"positional": []}
    name = None
    for word in words:
        if word.startswith("--"):
            name = word[2:]
            options[name] = None
        elif name is None or name == "only-show-errors":
            options["positional"].append(word)
        elif name == "capabilities":
            options[name] = (options[name] or []) + [word]
        else:
            options[name] = word
            name = None if name != "capabilities" else name
    return options


def main():
    service, operation, *words = sys.argv[1:]
    options = options_of(words)
    try:
        if options.get("region") in world().get("down", []):
            raise Refused(f"Could not connect to the endpoint URL of {options['region']}")
        if operation in CHANGING:
            with open(HOME / "calls", "a", encoding="utf-8") as calls:
                calls.write(f"{operation} {options.get('stack-name') or options['positional'][1]}\n")
        print(OPERATIONS[service, operation](options))
    except Refused as refusal:
        sys.exit(f"\n{refusal}")


if __name__ == "__main__":
    main()
