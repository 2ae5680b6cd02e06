#!/usr/bin/env python3
"""The JSON Schema of blueprints is valid, current, and agrees with the program on what has a
blueprint's shape."""

import json
import pathlib
import re
import sys
import unittest

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import cfn_yaml, harness  # noqa: E402

SCHEMA = harness.ROOT / "schemas" / "blueprint.schema.json"

# Findings about shape alone, which a schema can and must see: an unknown key, a value of the wrong
# shape or type, one that is not among the choices.
SHAPE = re.compile(r"error\[BTS102[0-3]\]")


def checked(schema):
    """The schema, if it is one. (Looking takes longer than validating blueprints with it.)"""
    jsonschema.validators.validator_for(schema).check_schema(schema)
    return schema


def validator(schema):
    return jsonschema.validators.validator_for(schema)(schema)


def complaints(schema, text):
    """What the schema has against a blueprint, a line each."""
    found = validator(schema).iter_errors(cfn_yaml.load_blueprint(text))
    return [f"{'/'.join(map(str, error.absolute_path)) or 'top'}: {error.message[:300]}"
            for error in sorted(found, key=lambda error: list(map(str, error.absolute_path)))]


def good_blueprints():
    """Every blueprint of the repository that must compile."""
    yield from sorted(harness.blueprint_folder().glob("*.yaml"))
    yield from sorted((harness.ROOT / "examples").glob("*/*.yaml"))
    for folder, inputs, _ in harness.golden_cases():
        if not harness.must_fail(folder):
            # Other YAML may stand beside blueprints.
            yield from (path for path in inputs
                        if "blueprint:" in path.read_text(encoding="utf-8", errors="replace"))


def shape_mistakes():
    """Blueprints whose only errors are about shape: they must not validate."""
    for folder, inputs, _ in harness.golden_cases():
        said = [path.read_text(encoding="utf-8", errors="replace")
                for path in folder.rglob("*") if path.is_file() and "expected" in path.parts]
        errors = re.findall(r"([^\s:]+\.ya?ml):\d+:\d+: (error\[BTS\d+\])", "\n".join(said))
        if harness.must_fail(folder) and errors \
                and all(SHAPE.match(identity) for _, identity in errors):
            named = {pathlib.PurePosixPath(path).name for path, _ in errors}
            yield from (path for path in inputs if path.name in named)


def properties(schema, path=""):
    """(path, schema) of every named field of a schema."""
    if isinstance(schema, list):
        for item in schema:
            yield from properties(item, path)
    if not isinstance(schema, dict):
        return
    for name, field in schema.get("properties", {}).items():
        if isinstance(field, dict):
            yield f"{path}/{name}", field
    for keyword in ("properties", "patternProperties", "$defs", "definitions"):
        for name, field in schema.get(keyword, {}).items():
            yield from properties(field, f"{path}/{name}")
    for keyword in ("items", "prefixItems", "additionalProperties", "anyOf", "oneOf", "allOf",
                    "if", "then", "else", "not", "propertyNames"):
        yield from properties(schema.get(keyword), path)


class Schema(harness.Case):
    def setUp(self):
        super().setUp()
        self.assertTrue(SCHEMA.is_file(), "there is no schemas/blueprint.schema.json")
        self.schema = json.loads(SCHEMA.read_text(encoding="utf-8"))

    def test_it_is_a_schema(self):
        self.assertIn("$schema", self.schema)
        self.assertIsNot(jsonschema.validators.validator_for(self.schema, default=None), None,
                         f"$schema names a dialect that is not known: {self.schema['$schema']}")
        checked(self.schema)

    def test_it_is_current(self):
        result = harness.run("schema")
        self.expect_status(result, 0)
        self.assertEqual(result.stderr, b"")
        self.assertEqual(result.stdout.decode("utf-8"), SCHEMA.read_bytes().decode("utf-8"),
                         "./dev accept rewrites it")

    def test_every_blueprint_validates(self):
        paths = list(good_blueprints())
        self.assertTrue(paths, "there are no blueprints")
        self.expect_none(
            f"{path.relative_to(harness.ROOT)}: {complaint}" for path in paths
            for complaint in complaints(self.schema, path.read_text(encoding="utf-8")))

    def test_mistakes_of_shape_do_not(self):
        paths = list(shape_mistakes())
        self.assertGreaterEqual(len(paths), 3, "too few golden cases about shape")
        self.expect_none(f"{path.relative_to(harness.ROOT)}: validates, and must not"
                         for path in paths
                         if not complaints(self.schema, path.read_text(encoding="utf-8")))

    def test_common_mistakes_do_not(self):
        good = "blueprint: 1\nsystem: tiny\nregion: us-east-1\n"
        self.assertEqual(complaints(self.schema, good), [])
        for bad in ("blueprint: one\nsystem: tiny\nregion: us-east-1\n", good + "regoin: x\n",
                    good + "network: []\n", good + "network: {cidr: [1]}\n",
                    good + "buckets: [media]\n", "[]\n", "text\n"):
            self.assertNotEqual(complaints(self.schema, bad), [], bad)

    def test_editors_get_help(self):
        found = list(properties(self.schema))
        self.assertGreater(len(found), 20)
        self.expect_none(f"{path} has no description" for path, field in found
                         if "description" not in field and "$ref" not in field)


class TheTestItself(unittest.TestCase):
    SCHEMA = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
              "properties": {"blueprint": {"const": 1}, "zones": {"type": "array"}},
              "additionalProperties": False, "required": ["blueprint"]}

    def test_complaints(self):
        self.assertEqual(complaints(self.SCHEMA, "blueprint: 1\nzones: [a]\n"), [])
        self.assertEqual(len(complaints(self.SCHEMA, "zones: a\nnat: x\n")), 3)

    def test_editors_read_yaml_1_2(self):
        schema = {"properties": {"on": {"type": "string"}}, "additionalProperties": False}
        self.assertEqual(complaints(schema, "on: 2027-01-31\n"), [])
        self.assertEqual(complaints(schema, "on: yes\n"), [])
        self.assertNotEqual(complaints(schema, "on: true\n"), [])

    def test_fields(self):
        schema = {"properties": {"a": {}, "properties": {"description": "raw"}},
                  "$defs": {"d": {"anyOf": [{"properties": {"b": {}}}, True]}}}
        self.assertEqual([path for path, _ in properties(schema)], ["/a", "/properties", "/d/b"])

    def test_a_bad_schema_is_seen(self):
        with self.assertRaises(jsonschema.SchemaError):
            checked({**self.SCHEMA, "type": "record"})


if __name__ == "__main__":
    harness.main()
