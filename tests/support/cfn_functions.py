"""CloudFormation's intrinsic functions, worked out as a deployment would.

A `Scope` answers what a name means while one stack is created or updated; `value` resolves anything
in a template against it. Everything that has no value by then is a Failure with the place.
"""

import base64
import ipaddress
import re

from support import cloud_types

PIECE = re.compile(r"\$\{([^}]*)\}")
FUNCTIONS = {"Ref", "Condition", "Fn::Base64", "Fn::Cidr", "Fn::FindInMap", "Fn::GetAZs",
             "Fn::GetAtt", "Fn::GetStackOutput", "Fn::If", "Fn::ImportValue", "Fn::Join",
             "Fn::Select", "Fn::Split", "Fn::Sub", "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals"}
PSEUDO = {"AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition",
          "AWS::Region", "AWS::StackId", "AWS::StackName", "AWS::URLSuffix"}


class Failure(Exception):
    """What would make a deployment fail, with the place that does."""


class NoValue:
    """AWS::NoValue: the property is left out."""


class Encoded(str):
    """The value of Fn::Base64; `decoded` is what a person wants to read."""

    decoded = ""

    @classmethod
    def of(cls, text):
        made = cls(base64.b64encode(text.encode("utf-8")).decode("ascii"))
        made.decoded = text
        return made


def function(value):
    """(name, argument) of an intrinsic function; (None, None) for plain data."""
    if isinstance(value, dict) and len(value) == 1:
        (name, argument), = value.items()
        if name in FUNCTIONS or (isinstance(name, str) and name.startswith("Fn::")):
            return name, argument
    return None, None


def get_att(argument):
    """(logical id, attribute) of Fn::GetAtt in either form."""
    if isinstance(argument, str):
        logical, _, attribute = argument.partition(".")
        return logical, attribute
    return argument[0], ".".join(map(str, argument[1:])) if all(
        isinstance(item, str) for item in argument) else argument[1]


def sub_names(argument):
    """(names in ${} of a Fn::Sub that are not its own variables, its variables)."""
    text, variables = argument if isinstance(argument, list) else (argument, {})
    names = [match.strip() for match in PIECE.findall(text) if not match.startswith("!")]
    return [name for name in names if name not in variables], variables


def references(value):
    """Every name that a value refers to: parameters, pseudo parameters and logical ids."""
    if isinstance(value, list):
        for item in value:
            yield from references(item)
        return
    if not isinstance(value, dict):
        return
    name, argument = function(value)
    if name == "Ref" and isinstance(argument, str):
        yield argument
    elif name == "Fn::GetAtt":
        yield get_att(argument)[0]
        yield from references(argument if isinstance(argument, list) else [])
    elif name == "Fn::Sub":
        names, variables = sub_names(argument)
        yield from (found.split(".", 1)[0] for found in names)
        yield from references(variables)
    else:
        for item in value.values():
            yield from references(item)


def text_of(value, path):
    """A value as it stands inside a string."""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    raise Failure(f"{path}: a string is wanted, not {value!r}")


class Scope:
    """What names mean to one stack. Subclassed by the stack's own scope in the evaluator."""

    region = "us-east-1"
    mappings = {}
    conditions = {}
    depth = 0

    def ref(self, name, path):
        raise NotImplementedError

    def attribute(self, logical, name, path):
        raise NotImplementedError

    def imported(self, name, path):
        raise NotImplementedError

    def stack_output(self, argument, path):
        raise NotImplementedError

    def is_resource(self, name):
        raise NotImplementedError

    # ---- Values ---------------------------------------------------------------------------------

    def value(self, value, path):
        if isinstance(value, list):
            items = (self.value(item, f"{path}[{at}]") for at, item in enumerate(value))
            return [item for item in items if item is not NoValue]
        if not isinstance(value, dict):
            return value
        name, argument = function(value)
        if name is None:
            resolved = {key: self.value(item, f"{path}.{key}") for key, item in value.items()}
            return {key: item for key, item in resolved.items() if item is not NoValue}
        if name not in FUNCTIONS:
            raise Failure(f"{path}: {name} is no function that this evaluator knows")
        return self.call(name, argument, path)

    def call(self, name, argument, path):
        if name == "Ref":
            if argument == "AWS::NoValue":
                return NoValue
            return self.ref(argument, path)
        if name == "Fn::GetAtt":
            logical, attribute = get_att(argument)
            return self.attribute(logical, self.value(attribute, path), path)
        handler = getattr(self, "fn_" + name.rsplit(":", 1)[-1].lower())
        return handler(argument, path)

    def text(self, value, path):
        return text_of(self.value(value, path), path)

    def items(self, value, path):
        found = self.value(value, path)
        if not isinstance(found, list):
            raise Failure(f"{path}: a list is wanted, not {found!r}")
        return found

    def pair(self, argument, path, form):
        if not isinstance(argument, list) or len(argument) != 2:
            raise Failure(f"{path}: {form} takes a list of two")
        return argument

    def fn_sub(self, argument, path):
        if isinstance(argument, list):
            template, variables = self.pair(argument, path, "Fn::Sub")
        else:
            template, variables = argument, {}
        if not isinstance(template, str):
            raise Failure(f"{path}: the text of Fn::Sub must be a literal")
        values = {name: self.text(item, f"{path}.{name}") for name, item in variables.items()}
        unused = [name for name in variables if "${" + name + "}" not in template]
        if unused:
            raise Failure(f"{path}: Fn::Sub has a variable {unused[0]} that its text does not use")

        def piece(match):
            name = match.group(1)
            if name.startswith("!"):
                return "${" + name[1:] + "}"
            name = name.strip()
            if name in values:
                return values[name]
            if "." in name:
                logical, _, attribute = name.partition(".")
                return text_of(self.attribute(logical, attribute, path), path)
            return text_of(self.ref(name, path), path)

        return PIECE.sub(piece, template)

    def fn_join(self, argument, path):
        delimiter, values = self.pair(argument, path, "Fn::Join")
        return delimiter.join(text_of(item, path) for item in self.items(values, path))

    def fn_split(self, argument, path):
        delimiter, value = self.pair(argument, path, "Fn::Split")
        return self.text(value, path).split(delimiter)

    def fn_select(self, argument, path):
        index, values = self.pair(argument, path, "Fn::Select")
        values = self.items(values, path)
        index = int(self.text(index, path))
        if not 0 <= index < len(values):
            raise Failure(f"{path}: Fn::Select takes item {index} of a list of {len(values)}")
        return values[index]

    def fn_base64(self, argument, path):
        return Encoded.of(self.text(argument, path))

    def fn_getazs(self, argument, path):
        region = self.text(argument, path) or self.region
        return [region + letter for letter in cloud_types.ZONES.get(region, "abc")]

    def fn_findinmap(self, argument, path):
        keys = [self.text(item, path) for item in argument[:3]]
        found = self.mappings
        for key in keys:
            if not isinstance(found, dict) or key not in found:
                raise Failure(f"{path}: Fn::FindInMap finds no {'.'.join(keys)}")
            found = found[key]
        return found

    def fn_cidr(self, argument, path):
        block, count, bits = [self.text(item, path) for item in argument]
        network = ipaddress.ip_network(block)
        found = []
        for subnet in network.subnets(new_prefix=network.max_prefixlen - int(bits)):
            found.append(str(subnet))
            if len(found) == int(count):
                return found
        raise Failure(f"{path}: {block} has no room for {count} blocks of {bits} bits")

    def fn_importvalue(self, argument, path):
        for name in references(argument):
            if self.is_resource(name):
                raise Failure(f"{path}: the name of an import depends on the resource {name}")
        return self.imported(self.text(argument, path), path)

    def fn_getstackoutput(self, argument, path):
        if not isinstance(argument, dict) or \
                set(argument) - {"StackName", "OutputName", "Region", "RoleArn"}:
            raise Failure(f"{path}: Fn::GetStackOutput takes StackName, OutputName, Region and "
                          f"RoleArn")
        return self.stack_output({key: self.text(item, path) for key, item in argument.items()},
                                 path)

    # ---- Conditions -----------------------------------------------------------------------------

    def condition(self, name, path):
        if name not in self.conditions:
            raise Failure(f"{path}: there is no condition {name}")
        self.depth += 1
        if self.depth > 40:
            raise Failure(f"{path}: the condition {name} needs itself")
        try:
            return self.truth(self.conditions[name], f"Conditions.{name}")
        finally:
            self.depth -= 1

    def truth(self, value, path):
        found = self.value(value, path)
        if found in (True, False):
            return found
        raise Failure(f"{path}: true or false is wanted, not {found!r}")

    def fn_if(self, argument, path):
        if not isinstance(argument, list) or len(argument) != 3:
            raise Failure(f"{path}: Fn::If takes a list of three")
        name, then, other = argument
        return self.value(then if self.condition(name, path) else other, path)

    def fn_condition(self, argument, path):
        # Beside other keys, Condition is a plain key: a policy's, or a resource's attribute.
        if isinstance(argument, str):
            return self.condition(argument, path)
        return {"Condition": self.value(argument, path)}

    def fn_and(self, argument, path):
        return all([self.truth(item, path) for item in argument])

    def fn_or(self, argument, path):
        return any([self.truth(item, path) for item in argument])

    def fn_not(self, argument, path):
        return not self.truth(argument[0], path)

    def fn_equals(self, argument, path):
        first, second = self.pair(argument, path, "Fn::Equals")
        return self.text(first, path) == self.text(second, path)
