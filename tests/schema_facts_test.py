#!/usr/bin/env python3
"""schemas/cloudformation: what update.py makes of made-up schemas, and that its result is current."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(os.environ.get("BTSINFRA_SOURCE_DIR", pathlib.Path(__file__).parent.parent))
FOLDER = ROOT / "schemas" / "cloudformation"


def schema(**parts):
    return {"typeName": "AWS::Fan::Club", "additionalProperties": False, "properties": {}, **parts}


class Update(unittest.TestCase):
    def run_update(self, regions, types="AWS::Fan::Club\n"):
        """Gives (exit status, stderr, facts of the service) for {region: [schema, ...]}."""
        with tempfile.TemporaryDirectory() as name:
            work = pathlib.Path(name)
            for region, schemas in regions.items():
                (work / region).mkdir()
                for entry in schemas:
                    file = entry["typeName"].lower().replace("::", "-")
                    (work / region / f"{file}.json").write_text(json.dumps(entry), "utf-8")
            (work / "types.txt").write_text(types, "utf-8")
            done = subprocess.run(
                [sys.executable, "-B", str(FOLDER / "update.py"), "--published", "2026-05", "--types",
                 str(work / "types.txt"), "--out", str(work / "facts"),
                 *(str(work / region) for region in regions)],
                capture_output=True, text=True, check=False)
            facts = work / "facts" / "fan.txt"
            text = facts.read_text("utf-8") if facts.exists() else ""
            return done.returncode, done.stderr, text

    def test_all_names_are_listed_those_without_facts_too(self):
        with tempfile.TemporaryDirectory() as name:
            work = pathlib.Path(name)
            for region, names in {"us-east-1": ["AWS::Fan::Club", "AWS::Fan::Scarf"],
                                  "eu-west-1": ["AWS::Ape::House", "AWS::Fan::Scarf"]}.items():
                (work / region).mkdir()
                for entry in names:
                    file = entry.lower().replace("::", "-")
                    (work / region / f"{file}.json").write_text(
                        json.dumps(schema(typeName=entry)), "utf-8")
            (work / "types.txt").write_text("AWS::Fan::Club\n", "utf-8")
            subprocess.run(
                [sys.executable, "-B", str(FOLDER / "update.py"), "--published", "2026-05", "--types",
                 str(work / "types.txt"), "--out", str(work / "facts"), str(work / "us-east-1"),
                 str(work / "eu-west-1")], check=True)
            lines = (work / "facts" / "names.txt").read_text("utf-8").splitlines()
        self.assertEqual(lines[1:], ["names AWS::Ape House", "names AWS::Fan Club Scarf"])

    def facts(self, *schemas):
        """The lines after the heading; schemas of several regions become one."""
        regions = ["us-east-1", "ap-northeast-2", "eu-central-1"]
        status, error, text = self.run_update(
            {region: [entry] for region, entry in zip(regions, schemas)})
        self.assertEqual((status, error), (0, ""))
        return text.split("\n\n", 1)[1].splitlines()

    def lines_of(self, **properties):
        """The properties' lines alone."""
        return self.facts(schema(properties=properties))[1:]

    def test_scalars(self):
        self.assertEqual(self.lines_of(
            A={"type": "string", "minLength": 0, "maxLength": 5, "pattern": "^a/b\n$"},
            B={"type": "integer", "minimum": 0, "maximum": 10.0},
            C={"type": ["object", "string"], "description": "free"},
            D={"enum": ["a", "b c", 1, True]},
            E={},
            F={"type": "string", "const": "x"}), [
                "  A string length=..5 /^a\\/b\\n$/",
                "  B integer value=0..10",
                "  C string|object",
                '  D any enum(a "b c" 1 true)',
                "  E any",
                "  F string enum(x)"])

    def test_lists_maps_and_objects(self):
        self.assertEqual(self.lines_of(
            L={"type": "array", "items": {"type": "string", "maxLength": 3}, "maxItems": 2,
               "uniqueItems": True},
            M={"type": "object", "patternProperties": {"^x": {"type": "integer"}},
               "additionalProperties": False},
            N={"type": "object", "patternProperties": {"y": {"type": "string"}}},
            O={"type": "object", "properties": {"P": {"type": "array", "items": {
                "type": "object", "properties": {"Q": {"type": "boolean"}}, "required": ["Q"],
                "additionalProperties": False}}}, "additionalProperties": False}), [
                    "  L [string length=..3] items=..2 unique",
                    "  M {/^x/ integer}",
                    "  N {/y/ string, ...}",
                    "  O #.O",
                    "def .O",
                    "  P [#.O.P]",
                    "def .O.P",
                    "  Q! boolean"])

    def test_definitions(self):
        self.assertEqual(self.facts(schema(
            properties={"A": {"$ref": "#/definitions/Node"}, "B": {"$ref": "#/definitions/Name"},
                        "C": {"$ref": "#/definitions/Unknown"}, "D": {"$ref": "#/properties/B"}},
            definitions={
                "Name": {"type": "string", "minLength": 1},
                "Node": {"type": "object", "properties": {"Next": {"$ref": "#/definitions/Node"}},
                         "additionalProperties": False},
                "Unknown": {"type": "object", "additionalProperties": False},
                "Unused": {"type": "object", "properties": {"X": {"type": "string"}}}})), [
                    "type AWS::Fan::Club",
                    "  A #Node",
                    "  B string length=1..",
                    "  C any",
                    "  D string length=1..",
                    "def Node",
                    "  Next #Node"])

    def test_what_is_not_a_property(self):
        self.assertEqual(self.facts(schema(
            properties={"Arn": {"type": "string"}, "Name": {"type": "string"},
                        "Tags": {"type": "array"}, "List": {"type": "array", "items": {
                            "type": "object", "properties": {"X": {}}}}},
            primaryIdentifier=["/properties/Arn"],
            readOnlyProperties=["/properties/Arn", "/properties/Name", "/properties/End/Point",
                                "/properties/End.Port", "/properties/List/*/X"],
            createOnlyProperties=["/properties/Name"],
            conditionalCreateOnlyProperties=["/properties/A/items/B"],
            deprecatedProperties=["/properties/Old"],
            tagging={"taggable": True, "tagProperty": "/properties/Tags"}))[:8], [
                "type AWS::Fan::Club",
                "tags Tags",
                "identifier Arn",
                "read-only Arn End.Point End.Port",
                "readable List.*.X Name",
                "create-only Name",
                "create-only-at-times A.B",
                "deprecated Old"])

    def test_groups(self):
        self.assertEqual(self.facts(schema(
            properties={key: {"type": "string"} for key in "ABC"},
            oneOf=[{"required": ["A"]}, {"required": ["C", "B"]}],
            allOf=[{"required": ["B"]}, {"anyOf": [{}, {"required": ["C"]}]}],
            dependencies={"A": ["B"]}, minProperties=1)), [
                "type AWS::Fan::Club",
                "any-of - C",
                "one-of A B+C",
                "with A B",
                "entries 1..",
                "  A string",
                "  B! string",
                "  C string"])

    def test_one_of_several_objects(self):
        one = {"type": "object", "additionalProperties": False}
        self.assertEqual(self.lines_of(
            A={"oneOf": [{**one, "properties": {"X": {"type": "string"}}, "required": ["X"]},
                         {**one, "properties": {"Y": {"type": "string"}}, "required": ["Y"]}]}), [
                             "  A #.A",
                             "def .A",
                             "one-of X Y",
                             "  X string",
                             "  Y string"])

    def test_one_of_several_kinds(self):
        self.assertEqual(self.lines_of(
            A={"oneOf": [{"type": "array", "items": {"type": "string"}, "minItems": 1},
                         {"type": "object"}]},
            B={"anyOf": [{"type": "string", "pattern": "a"}, {"type": "string", "pattern": "b"}]},
            C={"type": "string", "anyOf": [{"pattern": "a"}, {"pattern": "b"}]}), [
                "  A [string]|object items=1..",
                "  B string",
                "  C string"])

    def test_regions_are_taken_together(self):
        def club(**parts):
            return schema(properties={"A": {"type": "string", **parts}}, required=["A"])

        other = club(enum=["b"], maxLength=9)
        other["properties"]["B"] = {"type": "string"}
        other["properties"]["Id"] = {"type": "string"}
        other["readOnlyProperties"] = ["/properties/Id"]
        other["required"] = []
        self.assertEqual(self.facts(club(enum=["a"], maxLength=5, pattern="x"), other), [
            "type AWS::Fan::Club",
            "  A string length=..9 enum(a b) /x/",
            "  B string"])

    def test_regions_without_the_type(self):
        club = schema()
        regions = {"us-east-1": [club], "ap-northeast-2": [club], "eu-central-1": []}
        self.assertIn("\nabsent eu-central-1\n", self.run_update(regions)[2])
        regions["ap-northeast-2"] = []
        self.assertIn("\nonly us-east-1\n", self.run_update(regions)[2])

    def test_lists_that_grow_are_left_out(self):
        enum = {"type": "string", "enum": ["m5.large"]}
        self.assertEqual(self.lines_of(InstanceType=enum, Many={
            "type": "string", "enum": [str(i) for i in range(61)]}), [
                "  InstanceType string",
                "  Many string"])

    def test_what_is_wrong_is_said(self):
        status, error, _ = self.run_update({"us-east-1": [schema()]}, "AWS::Fan::Clubs\n")
        self.assertEqual(status, 1)
        self.assertIn("no schema of AWS::Fan::Clubs", error)
        wrong = schema(properties={"A": {"$ref": "elsewhere"}})
        status, error, _ = self.run_update({"us-east-1": [wrong]})
        self.assertEqual((status, error), (1, "AWS::Fan::Club: reference elsewhere\n"))


class Facts(unittest.TestCase):
    def test_there_are_facts_of_each_type_wanted_and_of_no_other(self):
        wanted = (FOLDER / "types.txt").read_text("utf-8").split()
        self.assertEqual(wanted, sorted(set(wanted)))
        found = []
        for path in sorted((FOLDER / "facts").glob("*.txt")):
            for name in re.findall(r"^type (\S+)$", path.read_text("utf-8"), re.MULTILINE):
                found.append(name)
                self.assertEqual(path.stem, name.split("::")[1].lower())
        self.assertEqual(sorted(found), wanted)

    def test_the_names_are_those_of_all_types(self):
        names = []
        text = (FOLDER / "facts" / "names.txt").read_text("utf-8")
        for service, rest in re.findall(r"^names (\S+) (.+)$", text, re.MULTILINE):
            names += [f"{service}::{name}" for name in rest.split()]
        self.assertGreater(len(names), 1500)
        self.assertEqual(len(names), len(set(names)))
        wanted = (FOLDER / "types.txt").read_text("utf-8").split()
        self.assertEqual(set(wanted) - set(names), set())

    def test_every_type_that_the_compiler_writes_is_among_them(self):
        wanted = set((FOLDER / "types.txt").read_text("utf-8").split())
        written = set()
        for path in (ROOT / "templates_out").rglob("*.yaml"):
            text = path.read_text("utf-8")
            written |= set(re.findall(r"^    Type: (AWS::\w+::\w+)$", text, re.MULTILINE))
        self.assertGreater(len(written), 20, "no resources found: looked in the wrong place?")
        self.assertEqual(written - wanted, set())


if __name__ == "__main__":
    unittest.main()
