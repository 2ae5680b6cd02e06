#!/usr/bin/env python3
"""States of a system from the command line: which folders a build makes, what its manifest says,
and that a state which does not compile is found out today."""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness  # noqa: E402

SEOUL = """\
blueprint: 1
system: tiny
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a]
  subnets:
    private: {access: private, size: 24}
  nat: none
buckets:
  code: {}
"""

VIRGINIA = """\
blueprint: 1
system: tiny
region: us-east-1
network:
  cidr: 172.16.0.0/16
  zones: [a]
  subnets:
    private: {access: private, size: 24}
  nat: none
buckets:
  media: {}
resources:
  Source:
    Type: AWS::SSM::Parameter
    Properties: {Type: String, Value: "${{ seoul.buckets.code.name }}"}
scenarios:
  failover:
    loses: [seoul]
    set:
      buckets.code: {}
      network.subnets.spare: {access: private, size: 24}
      resources.Source.Properties.Value: ${{ buckets.code.name }}
  failback:
    after: failover
    set:
      buckets.more: {versioned: false}
  staging:
    environment: true
    set: {system: tiny-staging}
"""


class Scenarios(harness.Case):
    def setUp(self):
        super().setUp()
        self.inputs = self.work / "in"
        self.inputs.mkdir()
        self.out = self.work / "out"
        self.write(SEOUL, VIRGINIA)

    def write(self, seoul, virginia):
        (self.inputs / "seoul.yaml").write_text(seoul, encoding="utf-8")
        (self.inputs / "virginia.yaml").write_text(virginia, encoding="utf-8")

    def build(self, *arguments, status=0):
        result = harness.run("build", self.inputs, "-o", self.out, *arguments)
        self.expect_status(result, status)
        return result.stdout.decode("utf-8"), result.stderr.decode("utf-8")

    def folders(self):
        return sorted(path.name for path in self.out.iterdir()) if self.out.exists() else []

    def manifest(self, name):
        self.assertEqual(harness.whole(self.out / name), [])
        return harness.read_manifest(self.out / name)


class OneState(Scenarios):
    def test_the_base(self):
        self.build()
        self.assertEqual(self.folders(), ["tiny"])
        self.assertIsNone(self.manifest("tiny")["scenario"])
        self.assertEqual(self.manifest("tiny")["retired"], [])
        template = (self.out / "tiny/virginia/storage.yaml").read_text(encoding="utf-8")
        self.assertIn("scenario: base", template)
        self.assertNotIn("CodeBucket", template)

    def test_a_scenario(self):
        self.build("--scenario", "failover")
        self.assertEqual(self.folders(), ["tiny.failover"])
        manifest = self.manifest("tiny.failover")
        self.assertEqual((manifest["system"], manifest["scenario"]), ("tiny", "failover"))
        self.assertEqual({stack["blueprint"] for stack in manifest["stacks"]}, {"virginia"})
        self.assertEqual([(stack["id"], stack["stackName"], stack["region"], stack["lost"])
                          for stack in manifest["retired"]],
                         [("seoul/storage", "tiny-seoul-storage", "ap-northeast-2", True),
                          ("seoul/network", "tiny-seoul-network", "ap-northeast-2", True)])
        template = (self.out / "tiny.failover/virginia/storage.yaml").read_text(encoding="utf-8")
        self.assertIn("scenario: failover", template)
        self.assertRegex(template, r"(?m)^# .*\bscenario failover\b")
        self.assertIn("CodeBucket", template)
        for path in (self.out / "tiny.failover").rglob("*.yaml"):
            self.assertNotIn("ap-northeast-2", path.read_text(encoding="utf-8"), path)

    def test_an_environment(self):
        self.build("--scenario", "staging")
        self.assertEqual(self.folders(), ["tiny-staging.staging"])
        manifest = self.manifest("tiny-staging.staging")
        self.assertEqual((manifest["system"], manifest["scenario"], manifest["retired"]),
                         ("tiny-staging", "staging", []))
        self.assertEqual({stack["stackName"] for stack in manifest["stacks"]},
                         {f"tiny-staging-{stack['blueprint']}-{stack['layer']}"
                          for stack in manifest["stacks"]})
        self.assertEqual({stack["blueprint"] for stack in manifest["stacks"]},
                         {"seoul", "virginia"})

    def test_a_file_stands_for_its_system(self):
        self.build("--scenario", "failover")
        before = harness.tree(self.out)
        result = harness.run("build", self.inputs / "seoul.yaml", "-o", self.work / "other",
                             "--scenario", "failover")
        self.expect_status(result, 0)
        self.assertEqual(harness.tree(self.work / "other"), before)

    def test_a_scenario_that_is_not_there(self):
        out, err = self.build("--scenario", "failovr", status=1)
        self.assertEqual(out, "")
        self.assertIn("error[BTS2100]", err)
        self.assertIn("did you mean `failover`?", err)
        self.assertEqual(self.folders(), [])
        self.build("--scenario", "", status=1)

    def test_wrong_usage(self):
        for arguments in (["--scenario"], ["--scenario", "failover", "--all-scenarios"],
                          ["--cross-region", "somehow"]):
            out, err = self.build(*arguments, status=2)
            self.assertEqual(out, "")
            self.assertNotEqual(err, "")

    def test_ways_between_regions(self):
        self.build()
        self.assertEqual(self.manifest("tiny")["crossRegion"], "parameters")
        app = self.out / "tiny/virginia/app.yaml"
        self.assertNotIn("GetStackOutput", app.read_text(encoding="utf-8"))
        self.build("--cross-region", "native")
        self.assertEqual(self.manifest("tiny")["crossRegion"], "native")
        self.assertIn("GetStackOutput", app.read_text(encoding="utf-8"))


class AllStates(Scenarios):
    def test_each_is_what_it_is_alone(self):
        self.build("--all-scenarios")
        together = harness.tree(self.out)
        self.assertEqual(self.folders(), ["tiny", "tiny-staging.staging", "tiny.failback",
                                          "tiny.failover"])
        self.out = self.work / "alone"
        self.build()
        for name in ("failover", "failback", "staging"):
            self.build("--scenario", name)
        self.assertEqual(harness.tree(self.out), together)

    def test_json(self):
        out, _ = self.build("--all-scenarios", "--format", "json")
        self.assertEqual([(build["system"], build["scenario"]) for build in
                          json.loads(out)["builds"]],
                         [("tiny", None), ("tiny", "failover"), ("tiny-staging", "staging"),
                          ("tiny", "failback")])

    def test_addresses_are_the_same_in_all(self):
        self.build("--scenario", "failover")
        lock = json.loads((self.inputs / "virginia.lock.json").read_text(encoding="utf-8"))
        self.assertEqual(set(lock["subnets"]), {"private", "spare"})
        before = harness.tree(self.inputs)
        for arguments in ([], ["--all-scenarios"], ["--scenario", "failback"]):
            self.build(*arguments, "--locked")
            self.assertEqual(harness.tree(self.inputs), before)
        # What only a scenario asks for keeps others away from its addresses.
        self.write(SEOUL, VIRGINIA.replace("private: {access", "inner: {access: private, size: 24}\n"
                                                               "    private: {access", 1))
        self.build()
        after = json.loads((self.inputs / "virginia.lock.json").read_text(encoding="utf-8"))
        self.assertEqual({tier: after["subnets"][tier] for tier in lock["subnets"]},
                         lock["subnets"])
        blocks = [block for zones in after["subnets"].values() for block in zones.values()]
        self.assertEqual(len(set(blocks)), 3)

    def test_retired_on_the_way(self):
        self.build("--all-scenarios")
        self.assertEqual(self.manifest("tiny.failback")["retired"], [])


class Mistakes(Scenarios):
    def test_in_a_state_that_is_not_asked_for(self):
        self.build()
        before = harness.tree(self.out)
        self.write(SEOUL, VIRGINIA.replace("${{ buckets.code.name }}", "${{ buckets.cod.name }}"))
        for arguments in ([], ["--scenario", "failback"], ["--all-scenarios"]):
            out, err = self.build(*arguments, status=1)
            self.assertEqual(out, "")
            self.assertRegex(err, r"virginia\.yaml:22:\d+: error\[BTS\d+\]")
            self.assertIn("in the scenario `failover`", err)
            self.assertEqual(err.count("error[BTS"), 1)
            self.assertEqual(harness.tree(self.out), before)

    def test_in_every_state_is_said_once(self):
        self.write(SEOUL, VIRGINIA.replace("media: {}", "media: {versionned: true}"))
        _, err = self.build(status=1)
        self.assertEqual(err.count("error[BTS"), 1)
        self.assertNotIn("in the scenario", err)

    def test_a_reference_to_what_is_lost(self):
        self.write(SEOUL, re.sub(r"      resources\.Source.*\n", "", VIRGINIA))
        _, err = self.build(status=1)
        self.assertRegex(err, r"virginia\.yaml:15:\d+: error\[BTS2106\]")

    def test_a_literal_in_user_data(self):
        self.write(SEOUL, VIRGINIA.replace("resources:\n", """\
autoscaling:
  web:
    subnets: private
    user_data: |
      #!/bin/bash
      aws s3 cp --region ap-northeast-2 s3://x/y .
resources:
"""))
        _, err = self.build(status=1)
        self.assertRegex(err, r"virginia\.yaml:17:\d+: error\[BTS2107\]: `ap-northeast-2` names "
                              r"the region of `seoul`, which `failover` has lost")


if __name__ == "__main__":
    harness.main()
