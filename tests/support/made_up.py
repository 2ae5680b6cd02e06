"""Hand-written builds in few words, to try the evaluator on."""

from support import cfn_yaml, evaluator


def stack(stack_id, resources, region="ap-northeast-2", outputs=None, given=None, **more):
    """A stack: (entry of the manifest, template).

    `resources`: {logical id: (type, properties) or a whole body}; `outputs`: {name: value}, each
    exported under its usual name unless given as (value, None); `given`: the manifest's parameters;
    `more`: sections of the template, or with a small letter keys of the manifest.
    """
    name = "bts-" + stack_id.replace("/", "-")
    template = {"AWSTemplateFormatVersion": "2010-09-09"}
    template["Resources"] = {
        logical: body if isinstance(body, dict) else {"Type": body[0], "Properties": body[1]}
        for logical, body in resources.items()}
    listed = {}
    for key, value in (outputs or {}).items():
        value, export = value if isinstance(value, tuple) else (value, f"{name}-{key}")
        template.setdefault("Outputs", {})[key] = {"Value": value}
        listed[key] = {}
        if export:
            template["Outputs"][key]["Export"] = {"Name": export}
            if isinstance(export, str):
                listed[key]["export"] = export
    template.update({key: value for key, value in more.items() if key[0].isupper()})
    if given and "Parameters" not in template:
        template["Parameters"] = {key: {"Type": "String"} for key in given}
    entry = {"id": stack_id, "blueprint": stack_id.split("/")[0], "layer": stack_id.split("/")[1],
             "stackName": name, "region": region, "template": f"{stack_id}.yaml",
             "capabilities": ["CAPABILITY_IAM"], "parameters": given or {}, "outputs": listed,
             "resources": {logical: {"type": body["Type"], "component": f"parts.{logical.lower()}"}
                           for logical, body in template["Resources"].items()}}
    entry.update({key: value for key, value in more.items() if key[0].islower()})
    return entry, cfn_yaml.normalise(template)


def build(*stacks, retired=(), lost=()):
    """A build of stacks in that order, each after and dependent on all before it.

    `retired`, `lost`: stacks that it has no more, in the order of their deletion."""
    entries = []
    for number, (entry, _) in enumerate(stacks):
        entries.append({"wave": number + 1, "updateAfter": [],
                        "dependsOn": [other["id"] for other, _ in stacks[:number]], **entry})
    manifest = {"version": 1, "system": "bts", "stacks": entries,
                "retired": [{"id": entry["id"], "stackName": entry["stackName"],
                             "region": entry["region"], "lost": gone}
                            for group, gone in ((retired, False), (lost, True))
                            for entry, _ in group]}
    return evaluator.Build(manifest, {entry["id"]: template for entry, template in stacks})
