#!/usr/bin/env python3
"""The Control Tower proactive controls hold for every template that we emit, as it is deployed.

They are advice about security, and the sample asks for some of what they forbid: accepted.json says
what, and why.
"""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import cfn_yaml, harness, peers, resolved_view  # noqa: E402

DENY_HTTP = {"Effect": "Deny", "Principal": "*", "Action": "s3:*",
             "Condition": {"Bool": {"aws:SecureTransport": "false"}}}


def bucket_policy(resource):
    return {"Type": "AWS::S3::BucketPolicy", "Properties": {
        "Bucket": "x", "PolicyDocument": {"Statement": [{**DENY_HTTP, "Resource": resource}]}}}


def bucket(**properties):
    return {"Type": "AWS::S3::Bucket", "Properties": properties}


class ControlTower(peers.Case):
    def test_every_template(self):
        self.check("cfn-guard", lambda targets: peers.cfn_guard(targets, self.work))


class TheTestItself(peers.Case):
    """Made-up templates: the tool is heard, about the right resource, and not over references."""

    def rules(self, template, manifest=None):
        self.peer("cfn-guard")
        found = peers.cfn_guard(self.made_up(template, manifest=manifest), self.work)
        return {(item["rule"], item["resource"]) for item in found}

    def test_logging_of_buckets(self):
        found = self.rules({
            "Parameters": {"StorageStackName": {"Type": "String", "Default": "bts-storage"}},
            "Resources": {
                "Without": bucket(),
                "Local": bucket(LoggingConfiguration={"DestinationBucketName": {"Ref": "Without"}}),
                "Imported": bucket(LoggingConfiguration={"DestinationBucketName": {
                    "Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-LogBucket"}}}),
                "Wrong": bucket(LoggingConfiguration={"DestinationBucketName": {"Ref": "Topic"}}),
                "Topic": {"Type": "AWS::SNS::Topic", "Properties": {}},
            }})
        self.assertEqual({resource for rule, resource in found if rule == "CT.S3.PR.2"},
                         {"Without", "Wrong"})

    def test_transport_of_bucket_policies(self):
        own = {"Fn::GetAtt": ["Media", "Arn"]}
        found = self.rules({
            "Parameters": {"StorageStackName": {"Type": "String", "Default": "bts-storage"}},
            "Resources": {
                "Media": bucket(),
                "Substituted": bucket_policy([own, {"Fn::Sub": "${Media.Arn}/*"}]),
                "Imported": bucket_policy([
                    {"Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-MediaArn"}},
                    {"Fn::Join": ["", [{"Fn::ImportValue": "bts-storage-MediaArn"}, "/*"]]}]),
                "ObjectsOnly": bucket_policy([{"Fn::Sub": "${Media.Arn}/*"}]),
                "Lax": {"Type": "AWS::S3::BucketPolicy", "Properties": {
                    "Bucket": "x", "PolicyDocument": {"Statement": []}}},
            }},
            {"outputs": {"MediaArn": {"export": "bts-storage-MediaArn"}}})
        # What is imported is no bucket that we know, so its stand-in is no ARN.
        self.assertEqual({resource for rule, resource in found if rule == "CT.S3.PR.8"},
                         {"ObjectsOnly", "Lax", "Imported"})

    def test_the_sample_of_everything(self):
        found = self.rules({"Resources": {
            "Key": {"Type": "AWS::KMS::Key", "Properties": {}},
            "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {
                "RetentionInDays": 30, "KmsKeyId": {"Fn::GetAtt": "Key.Arn"}}},
            "Web": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupIngress": [
                {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 443, "CidrIp": "0.0.0.0/0"}]}},
        }})
        self.assertEqual(found, {("CT.KMS.PR.1", "Key"), ("CT.KMS.PR.3", "Key"),
                                 ("CT.CLOUDWATCH.PR.2", "Logs"),
                                 ("CT.EC2.PR.3", "Web"), ("CT.EC2.PR.4", "Web")})


class ResolvedView(unittest.TestCase):
    """What references become before the rules see them."""

    def setUp(self):
        network = {"id": "one/certificates", "stackName": "bts-one-certificates",
                   "region": "us-east-1",
                   "outputs": {"SiteCertificateArn": {"export": "bts-one-certificates-Site"},
                               "MediaArn": {"export": "bts-one-certificates-MediaArn"}}}
        self.producer = (network, {
            "Resources": {"Site": {"Type": "AWS::CertificateManager::Certificate"},
                          "Media": {"Type": "AWS::S3::Bucket"}},
            "Outputs": {"SiteCertificateArn": {"Value": {"Ref": "Site"}},
                        "MediaArn": {"Value": {"Fn::GetAtt": ["Media", "Arn"]}}}})
        self.arn = ("arn:aws:acm:us-east-1:123456789012:certificate/"
                    "00000000-0000-0000-0000-000000000000")

    def view(self, value, parameters=None, given=None):
        stack = {"id": "one/app", "stackName": "bts-one-app", "region": "us-east-1",
                 "parameters": given or {}, "outputs": {}}
        template = cfn_yaml.normalise({
            "Parameters": parameters or {},
            "Resources": {"X": {"Type": "T", "Properties": {"P": value}},
                          "B": {"Type": "AWS::S3::Bucket", "Properties": {}}}})
        system = resolved_view.System([self.producer, (stack, template)])
        return system.view("one/app")["Resources"]["X"]["Properties"]["P"]

    def test_parameters(self):
        number = {"N": {"Type": "Number", "Default": "7"}}
        self.assertEqual(self.view({"Ref": "N"}, number), 7)
        self.assertEqual(self.view({"Ref": "N"}, number, {"N": {"value": "9"}}), 9)
        self.assertEqual(self.view({"Ref": "S"}, {"S": {"Type": "String"}}), "stand-in-s")
        self.assertEqual(self.view({"Ref": "L"}, {"L": {"Type": "CommaDelimitedList",
                                                        "Default": "a,b"}}), ["a", "b"])
        self.assertEqual(
            self.view({"Ref": "C"}, {"C": {"Type": "String"}}, {"C": {"output": {
                "stack": "one/certificates", "name": "SiteCertificateArn"}}}), self.arn)

    def test_imports(self):
        stack = {"S": {"Type": "String", "Default": "bts-one-certificates"}}
        self.assertEqual(self.view({"Fn::ImportValue": {"Fn::Sub": "${S}-Site"}}, stack), self.arn)
        self.assertEqual(
            self.view({"Fn::Join": ["", [{"Fn::ImportValue": "bts-one-certificates-MediaArn"},
                                         "/*"]]}),
            "arn:aws:s3:::stand-in-one-certificates-media/*")
        self.assertEqual(self.view({"Fn::ImportValue": "nobody-Exports"}),
                         "stand-in-nobody-exports")

    def test_strings(self):
        self.assertEqual(self.view({"Fn::Sub": "${AWS::Partition}:${!X}:${AWS::Region}"}),
                         "aws:${X}:us-east-1")
        self.assertEqual(self.view({"Fn::Sub": ["${A}-${B}", {"A": {"Ref": "AWS::StackName"}}]}),
                         "bts-one-app-stand-in-one-app-b")
        self.assertEqual(self.view({"Fn::Join": ["/", ["a", {"Ref": "AWS::AccountId"}]]}),
                         "a/123456789012")

    def test_what_stays(self):
        self.assertEqual(self.view({"Ref": "B"}), {"Ref": "B"})
        self.assertEqual(self.view({"Fn::GetAtt": "X.Y.Z"}), {"Fn::GetAtt": ["X", "Y.Z"]})
        self.assertEqual(self.view({"Fn::If": ["C", {"Ref": "AWS::Region"}, {"Ref": "B"}]}),
                         {"Fn::If": ["C", "us-east-1", {"Ref": "B"}]})
        self.assertEqual(self.view({"Fn::Select": [0, {"Fn::GetAZs": ""}]}),
                         {"Fn::Select": [0, {"Fn::GetAZs": ""}]})
        self.assertEqual(self.view({"Ref": "AWS::NoValue"}), {"Ref": "AWS::NoValue"})


class Accepted(unittest.TestCase):
    """The list of accepted findings, and how it is applied."""

    FOUND = {"tool": "cfn-guard", "rule": "CT.S3.PR.9", "type": "AWS::S3::Bucket",
             "resource": "Media", "template": "blueprints/bts/seoul/storage.yaml"}
    ENTRY = {"tool": "cfn-guard", "rule": "CT.S3.PR.9", "type": "AWS::S3::Bucket",
             "reason": "an object lock cannot be taken back"}

    def test_the_list_has_reasons(self):
        self.assertEqual(list(peers.misshapen(peers.read_accepted())), [])

    def test_misshapen_lists(self):
        for change in ({"tool": "lint"}, {"rule": ""}, {"type": None}, {"reason": "no"},
                       {"reasons": "an object lock cannot be taken back"}):
            entry = {**self.ENTRY, **change}
            entry = {key: value for key, value in entry.items() if value is not None}
            self.assertEqual(len(list(peers.misshapen([entry]))), 1, change)
        twice = [self.ENTRY, {**self.ENTRY, "reason": "for another reason altogether"}]
        self.assertEqual(len(list(peers.misshapen(twice))), 1)

    def test_what_an_entry_accepts(self):
        for change, fits in (({}, True), ({"rule": "CT.S3.PR.1"}, False),
                             ({"type": "AWS::S3::BucketPolicy"}, False),
                             ({"tool": "cfn-lint"}, False), ({"resource": "Code"}, False),
                             ({"template": "blueprints/*/storage.yaml"}, True),
                             ({"template": "examples/*"}, False)):
            self.assertEqual(peers.fits({**self.ENTRY, **change}, self.FOUND), fits, change)

    def test_what_accepts_nothing_is_a_failure(self):
        stale = {**self.ENTRY, "rule": "CT.S3.PR.1"}
        self.assertEqual(peers.judge("cfn-guard", [self.FOUND], [self.ENTRY, stale]), ([], [stale]))
        self.assertEqual(peers.judge("cfn-guard", [self.FOUND], []), ([self.FOUND], []))
        self.assertEqual(peers.judge("cfn-lint", [], [stale]), ([], []))


if __name__ == "__main__":
    harness.main()
