"""Reads CloudFormation templates with a YAML 1.1 parser, and blueprints as YAML 1.2 does.

CloudFormation's short tags become the long form; everything that YAML 1.1 could take for something
else than was meant shows as a difference to the JSON form: dates become repr of dates, `012` is 10.
"""

import re

import yaml

# Tags whose long form is not "Fn::" and the name.
LONG_NAMES = {"Ref": "Ref", "Condition": "Condition"}

SHORT_TAGS = ("Ref", "Condition", "GetAtt", "Sub", "ImportValue", "FindInMap", "Select", "Join",
              "If", "And", "Or", "Not", "Equals", "Base64", "Cidr", "GetAZs", "Split", "Transform",
              "GetStackOutput", "ToJsonString", "Length", "ForEach")


class _Problems:
    """Refuses what the stock constructors let pass: keys that stand twice."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _ in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                continue
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


class TemplateLoader(_Problems, yaml.SafeLoader):
    """YAML 1.1, as the strictest of CloudFormation's users read it."""


class Ambiguous(str):
    """A bare scalar that PyYAML reads as text and other readers of YAML 1.1 or 1.2 do not."""

    def __repr__(self):
        return f"{str(self)} (bare, read differently by different readers)"


# PyYAML knows no y/n, no times with a leading zero, no exponent without a point, no 0o17.
TemplateLoader.yaml_implicit_resolvers = {
    key: list(value) for key, value in yaml.SafeLoader.yaml_implicit_resolvers.items()}
TemplateLoader.add_implicit_resolver(
    "tag:btsinfra,ambiguous",
    re.compile(r"^(?:[yYnN]|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
               r"|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?[eE][-+]?[0-9]+|0o[0-7]+|[-+]?0[0-9]+"
               r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"),
    list("yYnN-+.0123456789"))
TemplateLoader.add_constructor(
    "tag:btsinfra,ambiguous", lambda loader, node: Ambiguous(loader.construct_scalar(node)))


class BlueprintLoader(_Problems, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """The core schema of YAML 1.2, as editors read a blueprint: `on` is a text, so is a date."""


BlueprintLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
        ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)"
                  r"|\.(nan|NaN|NAN)", "-+0123456789."),
        ("merge", r"<<", "<")):
    BlueprintLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}",
                                          re.compile(f"^(?:{_pattern})$"), list(_first))


def _core_int(loader, node):
    text = loader.construct_scalar(node)
    return int(text, 0) if text.startswith(("0o", "0x")) else int(text)


BlueprintLoader.add_constructor("tag:yaml.org,2002:int", _core_int)


def _plain(loader, node):
    """A tagged node's value, as if it had no tag of its own."""
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    # What is read bare may still be a number: !Select [0, …] holds plain nodes, !Ref 1 does not.
    return loader.construct_scalar(node)


def _short(loader, suffix, node):
    if suffix not in SHORT_TAGS:
        raise yaml.constructor.ConstructorError(None, None, f"CloudFormation knows no !{suffix}",
                                                node.start_mark)
    return {LONG_NAMES.get(suffix, "Fn::" + suffix): _plain(loader, node)}


for _loader in (TemplateLoader, BlueprintLoader):
    _loader.add_multi_constructor("!", _short)


class QuickLoader(_Problems, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """For templates whose scalars another test has judged: many times as fast."""


QuickLoader.add_multi_constructor("!", _short)


def load_template(text):
    return yaml.load(text, Loader=TemplateLoader)


def load_template_quickly(text):
    return yaml.load(text, Loader=QuickLoader)


def load_blueprint(text):
    return yaml.load(text, Loader=BlueprintLoader)


def normalise(data):
    """One form for what CloudFormation takes in two: Fn::GetAtt as a list of two."""
    if isinstance(data, list):
        return [normalise(item) for item in data]
    if not isinstance(data, dict):
        return data
    if set(data) == {"Fn::GetAtt"} and isinstance(data["Fn::GetAtt"], str):
        return {"Fn::GetAtt": data["Fn::GetAtt"].split(".", 1)}
    return {key: normalise(value) for key, value in data.items()}


def multi_line_scalars(text):
    """(first line, first line after, style) of each scalar that spans lines, counted from 0.

    Lines of a block scalar are those after its header."""
    for token in yaml.scan(text):
        if isinstance(token, yaml.ScalarToken) and token.end_mark.line > token.start_mark.line:
            yield token.start_mark.line, token.end_mark.line, token.style


def block_scalar_lines(text):
    """The lines (from 0) that are text inside | or >: spaces and tabs there are the user's."""
    lines = set()
    for start, end, style in multi_line_scalars(text):
        if style in ("|", ">"):
            lines |= set(range(start + 1, end))
    return lines


def plain_layout_problems(text, spared=frozenset()):
    """What a reviewer would stumble over in a generated file; the lines in `spared` are users'."""
    problems = []
    if text.startswith("\ufeff"):
        problems.append("starts with a byte order mark")
    if "\r" in text:
        problems.append("holds carriage returns")
    if not text.endswith("\n"):
        problems.append("does not end with a newline")
    elif text.endswith("\n\n"):
        problems.append("ends with blank lines")
    for number, line in enumerate(text.split("\n")):
        if number in spared:
            continue
        if "\t" in line:
            problems.append(f"line {number + 1}: a tab")
        if line != line.rstrip():
            problems.append(f"line {number + 1}: trailing spaces")
    return problems


def layout_problems(text):
    """The same for a template: inside literal text, spaces and tabs are the user's."""
    return plain_layout_problems(text, block_scalar_lines(text))


def nested_short_tags(text):
    """Short tags that directly hold another one, which CloudFormation does not read.

    YAML itself refuses two tags on one node, so only the text can be asked."""
    found = []
    previous = None
    try:
        for token in yaml.scan(text):
            if isinstance(token, yaml.TagToken) and isinstance(previous, yaml.TagToken):
                found.append(f"line {token.start_mark.line + 1}: !{previous.value[1]} "
                             f"directly holds !{token.value[1]}")
            previous = token
    except yaml.YAMLError as error:
        found.append(str(error))
    return found
