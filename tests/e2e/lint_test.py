#!/usr/bin/env python3
"""`btsinfra lint`: what build finds and advice, in every state; silenced where that is asked for;
in the formats that CI systems read."""

import json
import re
import subprocess
import sys
import pathlib
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness  # noqa: E402

PLAIN = """\
blueprint: 1
system: plain
region: eu-west-1
network:
  cidr: 10.1.0.0/16
  zones: [a, b]
  subnets:
    public: {access: public, cidrs: [10.1.0.0/24, 10.1.1.0/24]}
    private: {access: private, cidrs: [10.1.2.0/24, 10.1.3.0/24]}
  nat: single
"""
FLOW_LOGS = "BTS5018"
SINGLE_NAT = "BTS6001"


class Lint(harness.Case):
    def setUp(self):
        super().setUp()
        self.file = self.work / "plain.yaml"
        self.write(PLAIN)

    def write(self, text):
        self.file.write_text(text, encoding="utf-8")

    def lint(self, *arguments, status=0, paths=None):
        result = harness.run("lint", *(paths or [self.file]), *arguments)
        self.expect_status(result, status)
        return result

    def findings(self, *arguments, status=0):
        data = json.loads(self.lint("--format", "json", *arguments, status=status).stdout)
        return [(finding["id"], finding["range"]["start"]["line"])
                for finding in data["diagnostics"]]

    def ids(self, *arguments, status=0):
        return [rule for rule, _ in self.findings(*arguments, status=status)]


class WhatIsFound(Lint):
    def test_advice(self):
        self.assertEqual(self.findings(), [(FLOW_LOGS, 4), (SINGLE_NAT, 10)])

    def test_build_gives_no_advice(self):
        result = harness.run("build", self.file, "-o", self.work / "out")
        self.expect_status(result, 0)
        self.assertNotIn(b"advice", result.stderr + result.stdout)

    def test_nothing_is_written(self):
        self.write(PLAIN.replace("cidrs: [10.1.2.0/24, 10.1.3.0/24]", "size: 24"))
        before = harness.tree(self.work)
        self.lint()
        self.assertEqual(harness.tree(self.work), before)

    def test_errors_come_without_advice(self):
        self.write(PLAIN.replace("10.1.3.0/24", "10.1.2.0/24"))
        self.assertEqual(self.ids(status=1), ["BTS2007"])

    def test_scenarios(self):
        self.write(PLAIN.replace("nat: single", "nat: per-zone") + """\
  flow_logs: {}
scenarios:
  cheap: {environment: true, set: {system: plain-cheap, network.nat: single}}
""")
        self.assertEqual(self.findings(), [(SINGLE_NAT, 13)])

    def test_a_lock_file_that_lacks_addresses(self):
        self.write(PLAIN.replace("cidrs: [10.1.2.0/24, 10.1.3.0/24]", "size: 24"))
        self.assertIn("BTS2016", self.ids("--locked", status=1))

    def test_the_sample_and_the_examples_are_clean(self):
        folders = [harness.ROOT / "blueprints"]
        folders += sorted(path for path in (harness.ROOT / "examples").iterdir()
                          if (path / "blueprint.yaml").exists())
        self.assertGreater(len(folders), 5)
        for folder in folders:
            with self.subTest(folder.name):
                data = json.loads(self.lint("--format", "json", "--fail-on", "advice", "--today",
                                            "2026-11-26", paths=[folder]).stdout)
                self.assertEqual(data["diagnostics"], [])


class Dates(Lint):
    RUNTIME = PLAIN + """\
  flow_logs: {}
functions:
  tidy: {runtime: python3.14, code: "def handler(event, context): pass"}
"""

    def test_ends_of_support_are_judged_by_today(self):
        self.write(self.RUNTIME)
        self.assertEqual(self.ids("--today", "2026-11-26"), [SINGLE_NAT])
        self.assertIn("BTS3703", self.ids("--today", "2029-06-01"))
        self.assertEqual(self.ids("--today", "2035-01-01", status=1), ["BTS3702"])

    def test_a_day_that_is_none(self):
        result = self.lint("--today", "2027-02-30", status=2)
        self.assertIn(b"2027-02-30", result.stderr)


class Silence(Lint):
    def ignoring(self, entry):
        self.write(PLAIN + f"ignore:\n  - {entry}\n")

    def test_an_entry(self):
        self.ignoring("{rule: BTS5018, on: network, reason: nobody is in it yet}")
        self.assertEqual(self.ids(), [SINGLE_NAT])
        self.assertIn(b"1 silenced", self.lint().stdout)

    def test_an_entry_for_a_field(self):
        self.ignoring("{rule: BTS6001, on: network.nat, reason: it is cheap}")
        self.assertEqual(self.ids(), [FLOW_LOGS])

    def test_an_entry_that_does_not_cover_the_place(self):
        self.ignoring("{rule: BTS6001, on: network.zones, reason: it is cheap}")
        self.assertEqual(sorted(self.ids()), ["BTS2206", FLOW_LOGS, SINGLE_NAT])

    def test_an_entry_whose_time_is_over(self):
        self.ignoring("{rule: BTS5018, on: network, reason: until we move, until: 2027-01-31}")
        self.assertEqual(self.ids("--today", "2027-01-31"), [SINGLE_NAT])
        self.assertEqual(sorted(self.ids("--today", "2027-02-01")),
                         ["BTS2207", FLOW_LOGS, SINGLE_NAT])

    def test_an_entry_without_reason(self):
        self.ignoring("{rule: BTS5018, on: network}")
        self.assertIn("BTS1025", self.ids(status=1))

    def test_errors_are_not_silenced(self):
        self.write(PLAIN.replace("10.1.3.0/24", "10.1.2.0/24")
                   + "ignore: [{rule: BTS2007, on: network, reason: it will do}]\n")
        self.assertEqual(sorted(self.ids(status=1)), ["BTS2007", "BTS2202"])

    def test_comments(self):
        self.write(PLAIN.replace("network:\n",
                                 "# btsinfra: ignore BTS5018: nobody is in it yet\nnetwork:\n")
                   .replace("nat: single", "nat: single  # btsinfra: ignore BTS6001: it is cheap"))
        self.assertEqual(self.ids(), [])

    def test_a_comment_for_two_rules_and_one_that_does_not_say_why(self):
        self.write(PLAIN.replace("network:", "network:  # btsinfra: ignore BTS5018, BTS5019: no")
                   .replace("nat: single", "nat: single  # btsinfra: ignore BTS6001"))
        self.assertEqual(sorted(self.ids()), ["BTS2205", "BTS2206", SINGLE_NAT])

    def test_warnings_are_silenced_in_builds_too(self):
        wide = PLAIN.replace("10.1.", "11.1.").replace("nat: single", "nat: per-zone")
        self.write(wide)
        result = harness.run("build", self.file, "-o", self.work / "out")
        self.assertIn(b"BTS2025", result.stderr)
        self.write(wide + "ignore: [{rule: BTS2025, on: network, reason: the range is ours}]\n")
        result = harness.run("build", self.file, "-o", self.work / "out")
        self.assertNotIn(b"BTS2025", result.stderr)


class Choice(Lint):
    def test_fail_on(self):
        self.lint("--fail-on", "advice", status=1)
        self.lint("--fail-on", "warning")
        self.write(PLAIN.replace("10.1.3.0/24", "10.1.2.0/24"))
        self.lint("--fail-on", "error", status=1)
        self.lint("--fail-on", "never")

    def test_select_and_ignore(self):
        self.assertEqual(self.ids("--select", "BTS5xxx"), [FLOW_LOGS])
        self.assertEqual(self.ids("--select", "5018,6001"), [FLOW_LOGS, SINGLE_NAT])
        self.assertEqual(self.ids("--ignore", "BTS5001-BTS5999"), [SINGLE_NAT])

    def test_errors_are_always_shown(self):
        self.write(PLAIN.replace("10.1.3.0/24", "10.1.2.0/24"))
        self.assertEqual(self.ids("--ignore", "BTS2xxx", status=1), ["BTS2007"])
        self.assertEqual(self.ids("--select", "BTS5xxx", status=1), ["BTS2007"])

    def test_a_rule_that_does_not_exist(self):
        result = self.lint("--ignore", "BTS9999", status=2)
        self.assertIn(b"BTS9999", result.stderr)

    def test_no_path(self):
        self.expect_status(harness.run("lint"), 2)

    def test_a_path_that_is_not_there(self):
        self.expect_status(harness.run("lint", self.work / "nobody.yaml"), 3)


class Fix(Lint):
    BROKEN = """\
# The plain system, with mistakes.
blueprint: 1
system: plain
regoin: eu-west-1        # a key
network:
  cidr: "10.1.0.1/16"    # bits behind the prefix
  zones: [a, b]
  subnets:
    public: {access: publik, cidrs: [10.1.0.0/24, 10.1.1.0/24]}
    data: {acess: isolated, cidrs: [10.1.2.0/24, 10.1.3.0/24]}
  flow_logs: {}
databases:
  main:
    engine: mysql
    version: 8.4         # no number
    multi_az: true
    subnets: dta
scenarios:
  night: {set: {databases.main.multi_ax: false}}
"""
    MENDED = (BROKEN.replace("regoin", "region").replace("10.1.0.1/16", "10.1.0.0/16")
              .replace("publik", "public").replace("acess", "access")
              .replace("version: 8.4 ", 'version: "8.4" ').replace("dta", "data")
              .replace("multi_ax", "multi_az"))

    def test_what_takes_no_thought_is_mended(self):
        self.write(self.BROKEN)
        result = self.lint("--fix")
        self.assertEqual(self.file.read_text(encoding="utf-8"), self.MENDED)
        self.assertIn(b"7 findings mended", result.stderr)
        self.assertEqual(self.lint("--fix").stderr, b"")

    def test_dry_run_shows_the_difference(self):
        self.write(self.BROKEN)
        result = self.lint("--fix", "--dry-run", status=1)
        self.assertEqual(self.file.read_text(encoding="utf-8"), self.BROKEN)
        patch = subprocess.run(["patch", "-p0", str(self.file)], input=result.stdout,
                               capture_output=True, check=False)
        self.assertEqual(patch.returncode, 0, patch.stdout + patch.stderr)
        self.assertEqual(self.file.read_text(encoding="utf-8"), self.MENDED)
        self.assertEqual(self.lint("--fix", "--dry-run").stdout, b"")

    def test_line_ends_and_what_is_not_understood_stay(self):
        text = "\ufeff" + self.BROKEN.replace("\n", "\r\n") + "nonsense: {a: 1}\r\n"
        self.file.write_bytes(text.encode())
        self.lint("--fix", status=1)
        mended = "\ufeff" + self.MENDED.replace("\n", "\r\n") + "nonsense: {a: 1}\r\n"
        self.assertEqual(self.file.read_bytes(), mended.encode())

    def test_what_an_anchor_repeats_is_mended_once(self):
        self.write(PLAIN + """\
  flow_logs: {}
buckets:
  one: &bucket {versionned: true}
  two: *bucket
""")
        self.lint("--fix")
        self.assertIn("{versioned: true}", self.file.read_text(encoding="utf-8"))

    def test_of_resources_only_what_cannot_be_meant_otherwise(self):
        text = PLAIN + """\
  flow_logs: {}
resources:
  Stacks: {Type: "AWS::CloudFormation::StackSet", Properties: {PermissionModel: SELF_MANAGED}}
  Queue:  {Type: "AWS::SQS::Queu"}
  Case:   {Type: "AWS::S3::Bucket", Properties: {VersioningConfiguration: {Status: enabled}}}
  Guess:  {Type: "AWS::S3::Bucket", Properties: {VersioningConfiguration: {Status: Enabl}}}
"""
        self.write(text)
        self.lint("--fix")
        self.assertEqual(self.file.read_text(encoding="utf-8"),
                         text.replace("Queu\"", "Queue\"").replace("enabled", "Enabled"))

    def test_no_key_comes_to_stand_twice(self):
        text = PLAIN + """\
  flow_logs: {}
buckets:
  code: {expire: 3, expre: 4}
  media: {versined: false, versoned: false}
  logs: {versionned: true}
bukets: {more: {}}
resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeOut: 60, VisibilityTimeout: 50, Tag: [], Tags: []}
"""
        self.write(text)
        self.lint("--fix", status=1)
        self.assertEqual(self.file.read_text(encoding="utf-8"),
                         text.replace("versionned", "versioned"))
        data = json.loads(self.lint("--format", "json", status=1).stdout)
        helped = [item for item in data["diagnostics"] if "did you mean" in (item["help"] or "")]
        self.assertGreaterEqual(len(helped), 4)
        self.assertEqual([item["fix"] for item in helped], [None] * len(helped))

    def test_nothing_is_chosen_among_names_that_are_as_near(self):
        text = PLAIN + """\
buckets: {media_a: {}, media_b: {}}
topics: {alert: {tags: {bucket: "${{ buckets.media_e.name }}"}}}
images: {base: {by_region: {us-east-3: ami-0123456789abcdef0}}}
"""
        self.write(text)
        self.lint("--fix", status=1)
        self.assertEqual(self.file.read_text(encoding="utf-8"), text)
        said = self.lint(status=1).stdout.decode()
        self.assertIn("did you mean `media_a` or `media_b`?", said)
        self.assertIn("did you mean `us-east-1` or `us-east-2`?", said)
        text = PLAIN.replace("region: eu-west-1", "region: us-east-3")
        self.write(text)
        self.lint("--fix", status=1)
        self.assertEqual(self.file.read_text(encoding="utf-8"), text)

    def test_an_override_is_mended_where_it_stands(self):
        text = PLAIN + """\
  flow_logs: {}
resources:
  Topic: {Type: "AWS::SNS::Topic", Properties: {DisplayName: a}}
overrides:
  Topic: {Properties: {DisplayNam: b}}
"""
        self.write(text)
        self.lint("--fix")
        self.assertEqual(self.file.read_text(encoding="utf-8"),
                         text.replace("DisplayNam:", "DisplayName:"))

    def test_the_fix_is_in_the_json(self):
        self.write(PLAIN.replace("network:", "netwrok:"))
        data = json.loads(self.lint("--format", "json", status=1).stdout)
        fixes = [item["fix"] for item in data["diagnostics"] if item["fix"]]
        self.assertEqual([(fix["from"], fix["to"]) for fix in fixes], [("netwrok", "network")])

    def test_dry_run_alone(self):
        self.lint("--dry-run", status=2)


class Formats(Lint):
    def test_text(self):
        out = self.lint().stdout.decode()
        self.assertRegex(out, r"plain\.yaml:10:8: advice\[BTS6001\]: ")
        self.assertRegex(out, r"2 pieces of advice\. `btsinfra explain BTS\d+` tells more")

    def test_no_findings(self):
        self.write(PLAIN.replace("nat: single", "nat: per-zone\n  flow_logs: {}"))
        self.assertEqual(self.lint().stdout, b"no findings\n")

    def test_colour(self):
        self.assertIn(b"\x1b[", self.lint("--color", "always").stdout)
        self.assertNotIn(b"\x1b[", self.lint("--color", "never").stdout)
        self.assertNotIn(b"\x1b[", self.lint().stdout)

    def test_github(self):
        out = self.lint("--format", "github").stdout.decode()
        self.assertRegex(out, r"^::notice file=.*plain\.yaml,line=4,.*title=BTS5018::")

    def test_sarif(self):
        log = json.loads(self.lint("--format", "sarif").stdout)
        self.assertEqual(log["version"], "2.1.0")
        results = log["runs"][0]["results"]
        self.assertEqual([result["ruleId"] for result in results], [FLOW_LOGS, SINGLE_NAT])
        self.assertEqual(results[1]["locations"][0]["physicalLocation"]["region"]["startLine"], 10)

    def test_fingerprints_stay_when_lines_move(self):
        def prints():
            log = json.loads(self.lint("--format", "sarif").stdout)
            return [result["partialFingerprints"] for result in log["runs"][0]["results"]]
        before = prints()
        self.write("# a line\n# and another\n" + PLAIN)
        self.assertEqual(prints(), before)

    def test_junit(self):
        root = ElementTree.fromstring(self.lint("--format", "junit").stdout)
        cases = root.findall(".//testcase")
        self.assertEqual(len(cases), 2)
        self.assertEqual(root.findall(".//failure"), [])
        root = ElementTree.fromstring(
            self.lint("--format", "junit", "--fail-on", "advice", status=1).stdout)
        self.assertEqual(len(root.findall(".//failure")), 2)

    def test_hundreds_of_findings_stay_readable(self):
        repositories = "".join(f"  r{i}: {{immutable: false, scan: false}}\n" for i in range(150))
        self.write("blueprint: 1\nsystem: plain\nregion: eu-west-1\nrepositories:\n"
                   + repositories)
        out = self.lint().stdout.decode()
        self.assertEqual(len(re.findall(r": advice\[BTS501[56]\]", out)), 100)
        self.assertIn("… and 200 findings more", out)
        self.assertRegex(out, r" 150 × BTS5015  ")
        out = self.lint("--max-findings", "0").stdout.decode()
        self.assertEqual(len(re.findall(r": advice\[BTS501[56]\]", out)), 300)

    def test_errors_are_shown_before_hundreds_of_warnings(self):
        self.write("blueprint: 1\nsystem: plain\nregion: eu-west-1\nbuckets:\n"
                   + "".join(f"  b{i}: {{expire: 30}}\n" for i in range(150)) + "  z: {expire: 0}\n")
        out = self.lint(status=1).stdout.decode()
        self.assertEqual(len(re.findall(r": warning\[BTS3254\]", out)), 99)
        self.assertEqual(len(re.findall(r": error\[BTS1024\]", out)), 1)
        refused = harness.run("lint", self.work, "--max-findings", "-1")
        self.assertEqual(refused.returncode, 2, harness.describe(refused))

    def test_rules(self):
        out = harness.run("lint", "--list-rules").stdout.decode()
        self.assertRegex(out, r"(?m)^BTS5018  advice   ")
        data = json.loads(harness.run("lint", "--list-rules", "--format", "json").stdout)
        self.assertEqual(len(data["rules"]), len(out.splitlines()))
        self.assertTrue(all(rule["explanation"] for rule in data["rules"]))


if __name__ == "__main__":
    harness.main()
