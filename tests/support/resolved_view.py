"""A template as its deployment would see it, as far as that can be known offline.

In AWS the Control Tower rules run as hooks, over properties whose references are resolved. Over a
template, cfn-guard sees `Fn::ImportValue` where a certificate's ARN will be, and calls it no ARN.
So it is given this view: parameters have the values that the manifest names (else their default),
pseudo parameters those of a made-up account, an import is a stand-in for the output of the stack
that exports it, and strings made of these are put together. References within the template stay, in
the long form: the rules follow them.
"""

import re

ACCOUNT = "123456789012"
LITERAL = re.compile(r"\$\{!([^}]*)\}")
PIECE = re.compile(r"\$\{([^!}][^}]*)\}")


class Unknown(Exception):
    """A value that only a deployment can tell."""


def stand_in_name(*parts):
    return "stand-in-" + "-".join(re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")
                                  for part in parts)


def stand_in_of(resource_type, attribute, name, region):
    """What a reference to a resource will look like, where a rule looks at its form."""
    if resource_type == "AWS::CertificateManager::Certificate":
        return f"arn:aws:acm:{region}:{ACCOUNT}:certificate/00000000-0000-0000-0000-000000000000"
    if resource_type == "AWS::S3::Bucket" and attribute == "Arn":
        return f"arn:aws:s3:::{name}"
    if resource_type == "AWS::S3::Bucket" and attribute in ("DomainName", "RegionalDomainName"):
        return f"{name}.s3.{region}.amazonaws.com"
    return name


class System:
    """All stacks of one build: [(stack as in the manifest, template in the long form)]."""

    def __init__(self, stacks):
        self.stacks = {stack["id"]: (stack, template) for stack, template in stacks}
        self.exports = {}
        for stack, _ in stacks:
            for name, output in stack.get("outputs", {}).items():
                if output.get("export"):
                    self.exports[(stack["region"], output["export"])] = (stack["id"], name)

    def view(self, stack_id):
        stack, template = self.stacks[stack_id]
        return View(self, stack, template).template()

    def output(self, stack_id, name):
        """A stand-in for an output of another stack."""
        stack, template = self.stacks.get(stack_id, ({"region": "us-east-1"}, {}))
        value = template.get("Outputs", {}).get(name, {}).get("Value")
        if isinstance(value, str):
            return value
        logical, attribute = reference(value)
        resource = template.get("Resources", {}).get(logical, {})
        return stand_in_of(resource.get("Type"), attribute,
                           stand_in_name(stack_id, logical or name), stack["region"])


def reference(value):
    """(logical id, attribute or None) that a Ref or GetAtt names; (None, None) for others."""
    if isinstance(value, dict) and len(value) == 1:
        if isinstance(value.get("Ref"), str):
            return value["Ref"], None
        target = value.get("Fn::GetAtt")
        if isinstance(target, str):
            target = target.split(".", 1)
        if isinstance(target, list) and len(target) == 2 and isinstance(target[1], str):
            return target[0], target[1]
    return None, None


class View:
    def __init__(self, system, stack, template):
        self.system = system
        self.stack = stack
        self.source = template
        self.resources = template.get("Resources", {})
        self.pseudo = {
            "AWS::AccountId": ACCOUNT, "AWS::Region": stack["region"], "AWS::Partition": "aws",
            "AWS::StackName": stack["stackName"], "AWS::URLSuffix": "amazonaws.com",
            "AWS::StackId": f"arn:aws:cloudformation:{stack['region']}:{ACCOUNT}:stack/"
                            f"{stack['stackName']}/00000000-0000-0000-0000-000000000000",
        }

    def template(self):
        result = {key: value for key, value in self.source.items() if key != "Outputs"}
        result["Resources"] = {name: self.resolve(body) for name, body in self.resources.items()}
        return result

    def resolve(self, value):
        if isinstance(value, list):
            return [self.resolve(item) for item in value]
        if not isinstance(value, dict):
            return value
        try:
            return self.known(value)
        except Unknown:
            pass
        logical, attribute = reference(value)
        if attribute is not None:
            return {"Fn::GetAtt": [logical, attribute]}
        return {key: self.resolve(item) for key, item in value.items()}

    def known(self, value):
        """The value of an intrinsic function that the deployment would put in; raises Unknown."""
        if len(value) != 1:
            raise Unknown
        (name, argument), = value.items()
        if name == "Ref" and argument not in self.resources:
            return self.parameter(argument)
        if name == "Fn::GetAtt":
            logical, attribute = reference(value)
            kind = self.resources.get(logical, {}).get("Type")
            if kind == "AWS::S3::Bucket" and attribute == "Arn":
                return self.text(value)
        if name == "Fn::ImportValue":
            return self.imported(self.text(argument))
        if name == "Fn::GetStackOutput":
            return stand_in_name("output", str(argument))
        if name == "Fn::Sub":
            return self.substitute(argument)
        if name == "Fn::Join":
            delimiter, items = argument
            if isinstance(items, list):
                return delimiter.join(self.text(item) for item in items)
        raise Unknown

    def text(self, value):
        """A value inside a string: there, references of this template have stand-ins too."""
        if isinstance(value, (str, int, float)):
            return str(value)
        logical, attribute = reference(value)
        if logical in self.resources:
            return stand_in_of(self.resources[logical].get("Type"), attribute,
                               stand_in_name(self.stack["id"], logical), self.stack["region"])
        if isinstance(value, dict):
            found = self.known(value)
            if isinstance(found, (str, int, float)):
                return str(found)
        raise Unknown

    def substitute(self, argument):
        text, names = argument if isinstance(argument, list) else (argument, {})

        def piece(match):
            name = match.group(1).strip()
            if name in names:
                return self.text(names[name])
            if "." in name:
                return self.text({"Fn::GetAtt": name.split(".", 1)})
            return self.text({"Ref": name})

        return LITERAL.sub(r"${\1}", PIECE.sub(piece, text))

    def parameter(self, name):
        if name in self.pseudo:
            return self.pseudo[name]
        if name.startswith("AWS::"):
            raise Unknown
        given = self.stack.get("parameters", {}).get(name, {})
        declared = self.source.get("Parameters", {}).get(name)
        if declared is None:
            raise Unknown
        if "output" in given:
            return self.system.output(given["output"]["stack"], given["output"]["name"])
        value = given.get("value", declared.get("Default"))
        if value is None:
            value = stand_in_name(name)
        kind = declared.get("Type", "String")
        if kind == "Number":
            return float(value) if "." in str(value) else int(value)
        if kind == "CommaDelimitedList" or kind.startswith("List<"):
            return str(value).split(",")
        return str(value)

    def imported(self, export):
        producer = self.system.exports.get((self.stack["region"], export))
        return self.system.output(*producer) if producer else stand_in_name(export)
