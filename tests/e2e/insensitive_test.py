#!/usr/bin/env python3
"""Order of keys, comments and layout never matter: random edits of the sample, the same build.

Each edit is given by its seed, which is printed when it fails. Only `line` and `column` in the
manifest may follow the text.
"""

import concurrent.futures
import json
import os
import pathlib
import shutil
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import cfn_yaml, harness, yaml_edits  # noqa: E402

SEED = 20270131
EDITS = 25


def without_places(data):
    """A manifest but for where things stand in the blueprint."""
    if isinstance(data, list):
        return [without_places(item) for item in data]
    if isinstance(data, dict):
        return {key: without_places(value) for key, value in data.items()
                if key not in ("line", "column")}
    return data


def differences(first, second):
    """How two output folders differ, places aside."""
    for name in sorted(set(first) | set(second)):
        if name not in first or name not in second:
            yield f"{name} is only in the {'edited' if name in second else 'original'} build"
        elif first[name] != second[name]:
            if name.endswith("manifest.json"):
                if without_places(json.loads(first[name])) == \
                        without_places(json.loads(second[name])):
                    continue
            yield f"{name} differs"


class Insensitive(harness.Case):
    def test_edits_of_the_sample(self):
        folder = harness.blueprint_folder()
        self.assertTrue((folder / "seoul.yaml").is_file(), "there is no blueprints/seoul.yaml")
        originals = {path.name: path.read_text(encoding="utf-8")
                     for path in sorted(folder.glob("*.yaml"))}
        data = {name: harness.canonical(cfn_yaml.load_blueprint(text))
                for name, text in originals.items()}
        expected = self.build(folder)
        print(f"seed {SEED}, {EDITS} edits", file=sys.stderr)

        def one(number):
            seed = f"{SEED}-{number}"
            # The sample's first file is edited most; all others get their turn.
            others = [name for name in originals if name != "seoul.yaml"]
            name = others[number // 2 % len(others)] if others and number % 2 else "seoul.yaml"
            text, edits = yaml_edits.edit(originals[name], seed)
            what = f"edit {seed} of {name} ({', '.join(edits) or 'none'})"
            try:
                same = harness.canonical(cfn_yaml.load_blueprint(text)) == data[name]
            except Exception as error:
                return [f"{what}: the edit itself is wrong: {error}"], text
            if not same:
                return [f"{what}: the edit itself changed the data"], text
            try:
                built = self.build(folder, name, text, number)
            except AssertionError as error:
                return [f"{what}: {error}"], text
            return [f"{what}: {problem}" for problem in differences(expected, built)], text

        problems = []
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
            for found, text in pool.map(one, range(EDITS)):
                if found and not problems:
                    found = [*found, "the first edited text:", text]
                problems += found
        self.expect_none(problems)

    def build(self, folder, name=None, text=None, number="original"):
        """The output of a build of the folder, one file of it replaced."""
        holder = self.work / str(number)
        # Every build reads a folder of the same name: only the text may make the difference.
        inputs = harness.copy_inputs(folder, holder / "blueprints")
        if name:
            (inputs / name).write_text(text, encoding="utf-8")
        result = harness.run("build", inputs, "-o", holder / "out")
        if result.returncode != 0:
            raise AssertionError(f"does not compile\n{harness.describe(result)}")
        output = harness.tree(holder / "out")
        shutil.rmtree(holder)
        return output


SAMPLE = """\
# yaml-language-server: $schema=../schemas/blueprint.schema.json
blueprint: 1
system: hybrid-bts   # the name

parameters:
  AdminCidr: {type: cidr, default: 58.237.166.233/32, description: "Where, from"}
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    # public ones
    public:  {access: public,  cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
  nat: per-zone                       # per-zone | single
autoscaling:
  web:
    allow:
    - from: internet
      ports: [80]
      # about the next
    - {from: on_premises, ports: [22]}
    - name: literal
      text: |2
          two more
        here
      after: 1
    user_data: |
      #!/bin/bash
        # a comment of the shell's

      echo a: b

    keep: |+
      kept

    # a comment after a literal text
    folded: >-
      one
      two
    plain: this goes
      on and on
    quoted: "and this
      too"
    size: {min: 2, max: 4, on: 'x: {y'}
    empty:
  api:
      deep: {a: {b: 1, c: 2}, d: [{e: 1, f: 2}]}
      raw: !Sub ["${A}", {A: !GetAtt B.C}]
last: |
  text
"""


class TheTestItself(unittest.TestCase):
    """The edits change the text and not the data; a difference between builds is seen."""

    def test_edits_keep_the_data(self):
        for text in (SAMPLE, SAMPLE + "# the end\n", SAMPLE + "\n\n", "a: 1\nb: 2\n",
                     "a: &x {b: 1, c: 2}\nd: *x\n", "- a: 1\n  b: 2\n- c: 3\n", "a:\n- b: 1\n"):
            expected = harness.canonical(cfn_yaml.load_blueprint(text))
            used = set()
            for number in range(300):
                edited, names = yaml_edits.edit(text, number)
                used |= set(names)
                with self.subTest(seed=number, edits=names):
                    try:
                        data = cfn_yaml.load_blueprint(edited)
                    except Exception as error:
                        self.fail(f"{error}\n{edited}")
                    self.assertEqual(harness.canonical(data), expected, edited)
        self.assertTrue(used)

    def test_every_edit_does_something(self):
        for change in yaml_edits.EDITS:
            results = {change(yaml_edits.Text(SAMPLE), yaml_edits.random.Random(number))
                       for number in range(20)} - {None, SAMPLE}
            self.assertGreater(len(results), 3, change.__name__)

    def test_an_edit_is_given_by_its_seed(self):
        self.assertEqual(yaml_edits.edit(SAMPLE, "7"), yaml_edits.edit(SAMPLE, "7"))

    def test_keys_move_with_their_comments(self):
        found = {yaml_edits.swap_keys(yaml_edits.Text("a: 1 # one\n# x\nb: |\n  t\n\nc: 3\n"),
                                      yaml_edits.random.Random(number)) for number in range(40)}
        self.assertIn("c: 3\nb: |\n  t\n\na: 1 # one\n# x\n", found)
        self.assertEqual(len(found), 6)

    def test_the_dash_stays(self):
        found = {yaml_edits.swap_keys(yaml_edits.Text("- a: 1\n  b: 2\n"),
                                      yaml_edits.random.Random(number)) for number in range(20)}
        self.assertEqual(found, {"- a: 1\n  b: 2\n", "- b: 2\n  a: 1\n"})

    def test_differences_are_seen(self):
        def manifest(line, name):
            return json.dumps({"stacks": [{"resources": {name: {"line": line}}}]}).encode()
        one = {"s/manifest.json": manifest(1, "A"), "s/a.yaml": b"x"}
        self.assertEqual(list(differences(one, {**one, "s/manifest.json": manifest(2, "A")})), [])
        self.assertEqual(list(differences(one, {**one, "s/manifest.json": manifest(1, "B")})),
                         ["s/manifest.json differs"])
        self.assertEqual(list(differences(one, {**one, "s/a.yaml": b"y"})), ["s/a.yaml differs"])
        self.assertEqual(list(differences(one, {**one, "s/b.yaml": b"y"})),
                         ["s/b.yaml is only in the edited build"])


if __name__ == "__main__":
    harness.main()
