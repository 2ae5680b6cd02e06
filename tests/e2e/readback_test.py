#!/usr/bin/env python3
"""Every emitted YAML template, read back by a YAML 1.1 parser, is the JSON form.

The writer is our own, so another's reader must judge it: `012`, `yes`, `03:00` and dates are where
the two would part.
"""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import cfn_yaml, harness  # noqa: E402


def compare(yaml_text, json_text):
    """What is wrong with a template in YAML, given its JSON form; nothing if all is well."""
    problems = cfn_yaml.layout_problems(yaml_text) + cfn_yaml.nested_short_tags(yaml_text)
    try:
        ours = cfn_yaml.normalise(cfn_yaml.load_template(yaml_text))
    except Exception as error:  # a parser's own errors are of many types
        return problems + [f"cannot be read: {error}"]
    theirs = cfn_yaml.normalise(json.loads(json_text))
    problems += list(differences(ours, theirs, ""))
    return problems


def differences(ours, theirs, path):
    """Where two values differ; true is not 1 and 1 is not "1"."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(set(ours) | set(theirs), key=repr):
            if key not in ours:
                yield f"{path}/{key}: only in the JSON form"
            elif key not in theirs:
                yield f"{path}/{key!r}: only in the YAML form"
            else:
                yield from differences(ours[key], theirs[key], f"{path}/{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, pair in enumerate(zip(ours, theirs)):
            yield from differences(*pair, f"{path}/{index}")
    elif type(ours) is not type(theirs) or ours != theirs:
        yield f"{path}: {ours!r} in YAML, {theirs!r} in JSON"


class ReadBack(harness.Case):
    def test_every_template(self):
        sources = harness.sources()
        self.assertTrue(sources, "there is nothing to build")
        problems = []
        count = 0
        for source in sources:
            as_yaml = harness.build_source(source, self.work)
            as_json = harness.build_source(source, self.work, "--format", "json")
            self.assertEqual([build.name for build in as_yaml], [build.name for build in as_json])
            for ours, theirs in zip(as_yaml, as_json):
                first, second = harness.templates(ours), harness.templates(theirs)
                self.assertEqual([stack["id"] for stack, _ in first],
                                 [stack["id"] for stack, _ in second])
                for (stack, path), (_, other) in zip(first, second):
                    self.assertEqual((path.suffix, other.suffix), (".yaml", ".json"))
                    count += 1
                    found = compare(path.read_bytes().decode("utf-8"), other.read_bytes().decode())
                    problems += [f"{source.label} {stack['id']}: {problem}" for problem in found]
        self.assertGreater(count, 0, "no templates came out")
        self.expect_none(problems)


class TheTestItself(unittest.TestCase):
    """A check that cannot fail checks nothing: made-up pairs, each with one fault."""

    def expect(self, fragment, yaml_text, data):
        found = compare(yaml_text, json.dumps(data))
        if fragment is None:
            self.assertEqual(found, [])
        else:
            self.assertTrue(any(fragment in problem for problem in found), f"{fragment}: {found}")

    def test_the_same_data(self):
        self.expect(None, '''# a comment
A: !Ref Vpc
B: !GetAtt Main.Endpoint.Address
C: !GetAtt [Main, Endpoint.Address]
D:
  Fn::GetAtt: [Main, Endpoint.Address]
E: !Sub "${AWS::StackName}-X"
F: !Sub ["${A}", {A: !ImportValue x}]
G: !Select [0, !GetAZs ""]
H: !Join
- ""
- - a
  - !Ref B
I:
  Fn::ImportValue: !Sub "${NetworkStackName}-VpcId"
J: !If [C, 1, !Ref "AWS::NoValue"]
K: !FindInMap [A, B, C]
L:
  Fn::Base64: |
    #!/bin/bash
    \techo  ${X}\x20
M: "012"
N: "yes"
O: true
P: 443
Q: "2027-01-31"
''', {
            "A": {"Ref": "Vpc"},
            "B": {"Fn::GetAtt": ["Main", "Endpoint.Address"]},
            "C": {"Fn::GetAtt": ["Main", "Endpoint.Address"]},
            "D": {"Fn::GetAtt": "Main.Endpoint.Address"},
            "E": {"Fn::Sub": "${AWS::StackName}-X"},
            "F": {"Fn::Sub": ["${A}", {"A": {"Fn::ImportValue": "x"}}]},
            "G": {"Fn::Select": [0, {"Fn::GetAZs": ""}]},
            "H": {"Fn::Join": ["", ["a", {"Ref": "B"}]]},
            "I": {"Fn::ImportValue": {"Fn::Sub": "${NetworkStackName}-VpcId"}},
            "J": {"Fn::If": ["C", 1, {"Ref": "AWS::NoValue"}]},
            "K": {"Fn::FindInMap": ["A", "B", "C"]},
            "L": {"Fn::Base64": "#!/bin/bash\n\techo  ${X} \n"},
            "M": "012", "N": "yes", "O": True, "P": 443, "Q": "2027-01-31",
        })

    def test_what_a_reader_could_take_for_something_else(self):
        for bare, meant in (("012", "012"), ("yes", "yes"), ("on", "on"), ("03:00", "03:00"),
                            ("2010-09-09", "2010-09-09"), ("1_000", "1_000"), ("~", "~"),
                            ("0x1F", "0x1F"), ("1e3", "1e3"), (".5", ".5"), ("null", "null"),
                            ("y", "y"), ("0o17", "0o17"), ("13:00", "13:00"), ("089", "089")):
            self.expect("in YAML", f"A: {bare}\n", {"A": meant})
        self.expect("only in", "on: 1\n", {"on": 1})

    def test_types_are_told_apart(self):
        self.expect("/A: True in YAML, 1 in JSON", "A: true\n", {"A": 1})
        self.expect("/A: 1 in YAML, '1' in JSON", "A: 1\n", {"A": "1"})
        self.expect("/A/1", "A: [1, 2]\n", {"A": [1, 3]})
        self.expect("/A", "A: [1]\n", {"A": [1, 2]})

    def test_literal_text_must_be_kept(self):
        self.expect("/A", "A: |\n  a\n  # b\n", {"A": "a\n"})
        self.expect("/A", "A: |-\n  a\n", {"A": "a\n"})

    def test_missing_and_added(self):
        self.expect("only in the JSON form", "A: 1\n", {"A": 1, "B": 2})
        self.expect("only in the YAML form", "A: 1\nB: 2\n", {"A": 1})
        self.expect("stands twice", "A: 1\nA: 1\n", {"A": 1})

    def test_short_tags(self):
        self.expect("directly holds", "A: !Base64 !Sub x\n", {})
        self.expect("directly holds", "A: !ImportValue\n  !Sub x\n", {})
        self.expect("knows no !Nonsense", "A: !Nonsense x\n", {})

    def test_layout(self):
        self.expect("does not end with a newline", "A: 1", {"A": 1})
        self.expect("blank lines", "A: 1\n\n", {"A": 1})
        self.expect("line 1: trailing", "A: 1 \n", {"A": 1})
        self.expect("line 1: a tab", 'A: "\t"\n', {"A": "\t"})
        self.expect("carriage", "A: 1\r\n", {"A": 1})


if __name__ == "__main__":
    harness.main()
