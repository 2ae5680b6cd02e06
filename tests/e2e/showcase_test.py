#!/usr/bin/env python3
"""templates_out/, as committed, is what the sample's blueprints compile to now.

BTSINFRA_ACCEPT=1 rewrites it instead, and says so; CI never accepts.
"""

import os
import pathlib
import sys
import unittest.mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import expected, harness  # noqa: E402

COMMITTED = harness.ROOT / "templates_out"


class Showcase(harness.Case):
    def made(self):
        """The base and every scenario (<system>.<scenario>)."""
        blueprints = harness.blueprint_folder()
        self.assertTrue(blueprints.is_dir(), "there is no blueprints/")
        out = self.work / "out"
        before = harness.tree(blueprints)
        inputs = harness.copy_inputs(blueprints, self.work / "blueprints")
        result = harness.run("build", inputs, "-o", out, "--all-scenarios")
        self.expect_status(result, 0)
        self.assertEqual(harness.tree(inputs), before,
                         "a build wrote beside its blueprints: a lock file is not committed")
        return harness.tree(out)

    def test_what_is_committed(self):
        made = self.made()
        self.assertTrue(made)
        if harness.accepting():
            changed = expected.accept(COMMITTED, made)
            print(f"accepted: {len(changed)} files of templates_out/ rewritten: not a test",
                  file=sys.stderr)
            return
        self.assertTrue(COMMITTED.is_dir(), "there is no templates_out/")
        self.expect_none(expected.differences(harness.tree(COMMITTED), made),
                         "templates_out/ is not current: ./dev accept, then read the diff")


class TheTestItself(harness.Case):
    MADE = {"s": None, "s/a.yaml": b"A: 1\n", "s/manifest.json": b"{}\n"}

    def test_differences(self):
        self.assertEqual(list(expected.differences(self.MADE, self.MADE)), [])
        for change, fragment in (({"s/a.yaml": b"A: 2\n"}, "s/a.yaml is not what is made now"),
                                 ({"s/b.yaml": b""}, "s/b.yaml is committed, but")):
            found = list(expected.differences({**self.MADE, **change}, self.MADE))
            self.assertIn(fragment, found[0])
        less = {name: data for name, data in self.MADE.items() if name != "s/a.yaml"}
        self.assertEqual(list(expected.differences(less, self.MADE)),
                         ["s/a.yaml is made, but is not committed"])

    def test_accepting(self):
        target = self.work / "templates_out"
        self.assertEqual(expected.accept(target, self.MADE), ["s/a.yaml", "s/manifest.json"])
        (target / "s" / "old").mkdir()
        (target / "s" / "old" / "x.yaml").write_bytes(b"x")
        (target / "s" / "a.yaml").write_bytes(b"changed")
        self.assertEqual(expected.accept(target, self.MADE),
                         ["s/old/x.yaml", "s/old", "s/a.yaml"])
        self.assertEqual(harness.tree(target), self.MADE)
        self.assertEqual(expected.accept(target, self.MADE), [])

    def test_when_it_accepts(self):
        def asked(**variables):
            cleared = {key: value for key, value in os.environ.items()
                       if key not in ("CI", "BTSINFRA_ACCEPT")}
            with unittest.mock.patch.dict(os.environ, {**cleared, **variables}, clear=True):
                return harness.accepting()

        self.assertFalse(asked())
        self.assertFalse(asked(CI="true"))
        self.assertTrue(asked(BTSINFRA_ACCEPT="1"))
        for refused in ({"BTSINFRA_ACCEPT": "1", "CI": "true"}, {"BTSINFRA_ACCEPT": "yes"}):
            with self.assertRaises(AssertionError):
                asked(**refused)


if __name__ == "__main__":
    harness.main()
