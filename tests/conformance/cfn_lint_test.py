#!/usr/bin/env python3
"""cfn-lint, with its informational rules, has nothing to say about any template that we emit."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness, peers  # noqa: E402


class CfnLint(peers.Case):
    def test_every_template(self):
        self.check("cfn-lint", peers.cfn_lint)


class TheTestItself(peers.Case):
    """Made-up templates: the tool is heard at each of its levels, in the region of the stack."""

    def rules(self, template, region="us-east-1"):
        self.peer("cfn-lint")
        return {(found["rule"], found["severity"], found["resource"], found["type"])
                for found in peers.cfn_lint(self.made_up(template, region))}

    def test_levels(self):
        self.assertEqual(self.rules({"Resources": {
            "Key": {"Type": "AWS::KMS::Key", "Properties": {"EnableKeyRotation": "maybe"},
                    "UpdateReplacePolicy": "Retain", "DeletionPolicy": "Retain"},
            "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 365}},
        }, "Parameters": {"Unused": {"Type": "String"}}}), {
            ("E3012", "error", "Key", "AWS::KMS::Key"),
            ("W2001", "warning", None, None),
            ("I3011", "informational", "Logs", "AWS::Logs::LogGroup"),
        })

    def test_a_good_one(self):
        self.assertEqual(self.rules({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}), set())

    def test_the_region_counts(self):
        template = {"Resources": {"Costs": {"Type": "AWS::CUR::ReportDefinition"}}}
        self.assertEqual(self.rules(template, "ap-northeast-2"),
                         {("E3006", "error", "Costs", "AWS::CUR::ReportDefinition")})


if __name__ == "__main__":
    harness.main()
