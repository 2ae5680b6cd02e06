#!/usr/bin/env python3
"""The SARIF of `btsinfra lint` is valid by the schema that OASIS published.

tests/e2e/lint_formats_test.py holds it to the narrower form that we promise.
"""

import json
import pathlib
import sys

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness, peers  # noqa: E402

SCHEMA = pathlib.Path("@microsoft", "jest-sarif", "lib", "schemas", "sarif-2.1.0-rtm.5.json")


class Sarif(peers.Case):
    def setUp(self):
        super().setUp()
        path = self.peer("sarif") / SCHEMA
        self.schema = jsonschema.Draft4Validator(json.loads(path.read_text(encoding="utf-8")))

    def wrong(self, log):
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
                for error in self.schema.iter_errors(log)]

    def lint(self, folder):
        result = harness.run("lint", folder, "--format", "sarif", "--today", "2026-11-26")
        self.assertIn(result.returncode, (0, 1), harness.describe(result))
        return json.loads(result.stdout)

    def test_golden_cases(self):
        problems, levels = [], set()
        for folder, _, _ in harness.sample(harness.golden_cases()):
            log = self.lint(folder)
            problems += [f"{folder.name}: {text}" for text in self.wrong(log)]
            levels |= {found["level"] for found in log["runs"][0]["results"]}
        self.expect_none(problems)
        self.assertEqual(levels, {"error", "warning", "note"}, "too few kinds of findings")

    def test_a_finding_about_no_file(self):
        (self.work / "empty").mkdir()
        log = self.lint(self.work / "empty")
        self.assertIn("toolExecutionNotifications", log["runs"][0]["invocations"][0])
        self.assertEqual(self.wrong(log), [])

    def test_the_schema_finds_something(self):
        log = self.lint(harness.ROOT / "tests" / "golden" / "raw" / "warn_schema_values")
        log["runs"][0]["results"][0]["level"] = "advice"
        log["runs"][0]["tool"]["driver"].pop("name")
        self.assertEqual([text.split(":")[0] for text in self.wrong(log)],
                         ["runs/0/tool/driver", "runs/0/results/0/level"])


if __name__ == "__main__":
    harness.main()
