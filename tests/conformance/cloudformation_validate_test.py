#!/usr/bin/env python3
"""AWS's own offline validator has no warning about any template that we emit."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness, peers  # noqa: E402


class CloudFormationValidate(peers.Case):
    def test_every_template(self):
        self.check("cloudformation-validate", peers.cloudformation_validate)


class TheTestItself(peers.Case):
    """Made-up templates: the tool is heard, but for what it says of every template."""

    def rules(self, template):
        self.peer("cloudformation-validate")
        return {(found["rule"], found["severity"], found["resource"])
                for found in peers.cloudformation_validate(self.made_up(template))}

    def test_errors_and_warnings(self):
        self.assertEqual(self.rules({"Resources": {
            "Key": {"Type": "AWS::KMS::Key", "UpdateReplacePolicy": "RetainExceptOnCreate",
                    "DeletionPolicy": "RetainExceptOnCreate", "Properties": {}},
            "Server": {"Type": "AWS::EC2::Instance",
                       "Properties": {"ImageId": "ami-0123456789abcdef0"}},
        }}), {("F0018", "fatal", "Key"), ("W9010", "warn", "Server")})

    def test_a_good_one(self):
        # I9001 and I9040 are said of it, and left out.
        self.assertEqual(self.rules({"Resources": {"Repository": {
            "Type": "AWS::ECR::Repository", "UpdateReplacePolicy": "Retain",
            "DeletionPolicy": "Retain", "Properties": {"RepositoryName": "bts-web"}}}}), set())


if __name__ == "__main__":
    harness.main()
