#!/usr/bin/env python3
"""The evaluator itself: what it resolves, and each failure of creating stacks provoked once.

Hand-written builds (support/made_up.py); that a real build passes is the business of
tests/e2e/system_test.py and its like. Updates are in evaluator_updates_test.py.
"""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import cfn_functions, evaluator, harness, made_up  # noqa: E402
from support.made_up import build, stack  # noqa: E402

VPC = ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"})
QUEUE = ("AWS::SQS::Queue", {})
ACCOUNT = "111122223333"


def topic(value):
    """A topic that shows what a value becomes."""
    return ("AWS::SNS::Topic", {"DisplayName": value})


class Case(unittest.TestCase):
    maxDiff = None

    def deploy(self, *stacks, **options):
        return evaluator.Cloud(**options).apply(build(*stacks))

    def shown(self, value, resources=None, **more):
        """What a value in a template becomes."""
        cloud = self.deploy(stack("one/app", {**(resources or {}), "X": topic(value)}, **more))
        return cloud.resource("one", "X").properties.get("DisplayName")

    def refuses(self, fragment, *stacks, **options):
        with self.assertRaises(evaluator.Failure) as caught:
            self.deploy(*stacks, **options)
        self.assertIn(fragment, str(caught.exception))

    def refuses_value(self, fragment, value, resources=None, **more):
        self.refuses(fragment, stack("one/app", {**(resources or {}), "X": topic(value)}, **more))


class Functions(Case):
    def test_references(self):
        self.assertRegex(self.shown({"Ref": "V"}, {"V": VPC}), "^vpc-0[0-9a-f]{16}$")
        self.assertEqual(self.shown({"Fn::GetAtt": "V.CidrBlock"}, {"V": VPC}), "10.0.0.0/16")
        self.assertEqual(self.shown({"Ref": "AWS::Region"}), "ap-northeast-2")
        self.assertIsNone(self.shown({"Ref": "AWS::NoValue"}))

    def test_references_to_nothing(self):
        self.refuses_value("Resources.X.Properties.DisplayName: there is no parameter or resource "
                           "Y", {"Ref": "Y"})
        self.refuses_value("AWS::EC2::VPC has no attribute Size", {"Fn::GetAtt": ["V", "Size"]},
                           {"V": VPC})
        self.refuses_value("there is no parameter or resource AWS::Planet", {"Ref": "AWS::Planet"})

    def test_sub(self):
        self.assertEqual(self.shown({"Fn::Sub": "${AWS::Partition}/${!AWS::Region}/${V.CidrBlock}"},
                                    {"V": VPC}), "aws/${AWS::Region}/10.0.0.0/16")
        self.assertEqual(self.shown({"Fn::Sub": ["${A}${B}", {"A": "x", "B": {"Ref": "N"}}]},
                                    given={"N": {"value": 7}}), "x7")
        self.refuses_value("there is no parameter or resource HOME", {"Fn::Sub": "${HOME}"})
        self.refuses_value("a variable B that its text does not use",
                           {"Fn::Sub": ["x", {"B": "y"}]})
        self.refuses_value("a string is wanted, not ['a', 'b']", {"Fn::Sub": "${L}"},
                           Parameters={"L": {"Type": "CommaDelimitedList", "Default": "a,b"}})

    def test_lists(self):
        joined = {"Fn::Join": ["-", ["a", {"Ref": "AWS::Region"}]]}
        self.assertEqual(self.shown(joined), "a-ap-northeast-2")
        self.assertEqual(self.shown({"Fn::Select": ["1", {"Fn::Split": ["-", joined]}]}), "ap")
        self.assertEqual(self.shown({"Fn::Select": [2, {"Fn::GetAZs": ""}]}), "ap-northeast-2c")
        self.assertEqual(self.shown({"Fn::Select": [1, {"Fn::Cidr": ["10.0.0.0/16", 2, 8]}]}),
                         "10.0.1.0/24")
        self.refuses_value("takes item 3 of a list of 1", {"Fn::Select": [3, ["a"]]})
        self.refuses_value("a list is wanted", {"Fn::Join": ["", "abc"]})

    def test_base64(self):
        found = self.shown({"Fn::Base64": {"Fn::Sub": "in ${AWS::Region}"}})
        self.assertEqual((found, found.decoded), ("aW4gYXAtbm9ydGhlYXN0LTI=", "in ap-northeast-2"))

    def test_mappings(self):
        maps = {"Mappings": {"M": {"ap-northeast-2": {"X": "seoul"}}}}
        value = {"Fn::FindInMap": ["M", {"Ref": "AWS::Region"}, "X"]}
        self.assertEqual(self.shown(value, **maps), "seoul")
        self.refuses_value("Fn::FindInMap finds no M.ap-northeast-2.Y",
                           {"Fn::FindInMap": ["M", "ap-northeast-2", "Y"]}, **maps)

    def test_conditions(self):
        sections = {"Parameters": {"P": {"Type": "String", "Default": "yes"}},
                    "Conditions": {"Yes": {"Fn::Equals": [{"Ref": "P"}, "yes"]},
                                   "No": {"Fn::Not": [{"Condition": "Yes"}]},
                                   "Loop": {"Fn::And": [{"Condition": "Loop"}, True]}}}
        self.assertEqual(self.shown({"Fn::If": ["Yes", "a", "b"]}, **sections), "a")
        self.assertIsNone(self.shown({"Fn::If": ["No", "a", {"Ref": "AWS::NoValue"}]}, **sections))
        hidden = {"Q": {"Type": "AWS::SQS::Queue", "Condition": "No", "Properties": {}}}
        self.refuses_value("Q is not created: its condition is false", {"Ref": "Q"}, hidden,
                           **sections)
        self.refuses_value("there is no condition Maybe", {"Fn::If": ["Maybe", 1, 2]}, **sections)
        self.refuses_value("the condition Loop needs itself", {"Fn::If": ["Loop", 1, 2]},
                           **sections)

    def test_unknown_functions(self):
        self.refuses_value("Fn::Length is no function", {"Fn::Length": [1]})


class Values(Case):
    """Values between stacks."""

    def producer(self, region="ap-northeast-2", **more):
        return stack("one/network", {"V": VPC}, region, {"VpcId": {"Ref": "V"}}, **more)

    def test_imports(self):
        cloud = self.deploy(self.producer(), stack("one/app", {"X": topic(
            {"Fn::ImportValue": {"Fn::Sub": "${S}-VpcId"}})}, given={
                "S": {"value": "bts-one-network"}}))
        self.assertEqual(cloud.resource("one", "X").properties["DisplayName"],
                         cloud.resource("one", "V").id)
        self.assertEqual(cloud.stack("one/app").imports, {"bts-one-network-VpcId": "one/network"})

    def test_imports_that_fail(self):
        def importer(value, **more):
            return stack("two/app", {"Q": QUEUE, "X": topic({"Fn::ImportValue": value})}, **more)
        self.refuses("nobody in ap-northeast-2 exports `nobody-VpcId`",
                     self.producer(), importer("nobody-VpcId"))
        self.refuses("exports `bts-one-network-VpcId`; one/network (bts-one-network, "
                     "ap-northeast-2) does, in another region",
                     self.producer(), importer("bts-one-network-VpcId", region="us-east-1"))
        self.refuses("the name of an import depends on the resource Q",
                     self.producer(), importer({"Ref": "Q"}))
        self.refuses("nobody in ap-northeast-2 exports",  # in the wrong order
                     importer("bts-one-network-VpcId"), self.producer())

    def test_exports_that_fail(self):
        self.refuses("`same` is exported already, by one/network",
                     stack("one/network", {"V": VPC}, outputs={"A": ("x", "same")}),
                     stack("two/network", {"V": VPC}, outputs={"A": ("y", "same")}))
        self.deploy(stack("one/network", {"V": VPC}, outputs={"A": ("x", "same")}),
                    stack("two/network", {"V": VPC}, "us-east-1", outputs={"A": ("y", "same")}))
        self.refuses("`a_b` is no name for an export",
                     stack("one/network", {"V": VPC}, outputs={"A": ("x", "a_b")}))
        self.refuses("the name of an export depends on the resource V", stack(
            "one/network", {"V": VPC}, outputs={"A": ("x", {"Ref": "V"})}))

    def test_outputs_are_strings(self):
        self.refuses("Outputs.A.Value: a string is wanted", stack(
            "one/app", {"Z": ("AWS::Route53::HostedZone", {"Name": "example.com"})},
            outputs={"A": {"Fn::GetAtt": "Z.NameServers"}}))

    def test_parameters_from_outputs(self):
        other = stack("two/app", {"X": topic({"Ref": "P"})}, "us-east-1",
                      given={"P": {"output": {"stack": "one/network", "name": "Cidr"}}})
        cloud = self.deploy(stack("one/network", {"V": VPC}, outputs={
            "Cidr": ({"Fn::GetAtt": "V.CidrBlock"}, None)}), other)
        self.assertEqual(cloud.resource("two", "X").get("DisplayName"), "10.0.0.0/16")
        self.refuses("one/network (bts-one-network, ap-northeast-2) has no output Cidr",
                     self.producer(), other)
        self.refuses("there is no stack one/network", other)

    def test_get_stack_output(self):
        def reader(**more):
            value = {"Fn::GetStackOutput": {"StackName": "bts-one-network", "OutputName": "VpcId",
                                            **more}}
            return stack("two/app", {"P": ("AWS::SSM::Parameter", {"Value": value})}, "us-east-1")
        cloud = self.deploy(self.producer(), reader(Region="ap-northeast-2"))
        self.assertEqual(cloud.resource("two", "P").get("Value"), cloud.resource("one", "V").id)
        self.refuses("there is no stack bts-one-network in us-east-1", self.producer(), reader())
        self.refuses("Fn::GetStackOutput takes", self.producer(), reader(Name="x"))

    def test_an_unreachable_region(self):
        cloud = self.deploy(self.producer())
        reader = stack("two/app", {"X": topic({"Ref": "P"})}, "us-east-1",
                       given={"P": {"output": {"stack": "one/network", "name": "VpcId"}}})
        with self.assertRaisesRegex(evaluator.Failure, "VpcId of bts-one-network cannot be read: "
                                                       "ap-northeast-2 is unreachable"):
            cloud.apply(build(reader), unreachable={"ap-northeast-2"})
        with self.assertRaisesRegex(evaluator.Failure, "to ap-northeast-2, which is unreachable"):
            cloud.apply(build(self.producer()), unreachable={"ap-northeast-2"})

    def test_what_the_manifest_must_tell(self):
        reader = stack("one/app", {"X": topic({"Fn::ImportValue": "bts-one-network-VpcId"})},
                       dependsOn=[])
        self.refuses("reads values of one/network, on which the manifest does not make it depend",
                     self.producer(), reader)
        self.refuses("one/app is in wave 1, as is one/network",
                     self.producer(), stack("one/app", {"Q": QUEUE}, wave=1))
        self.refuses("depends on one/late, which does not stand before it",
                     stack("one/app", {"Q": QUEUE}, dependsOn=["one/late"]))
        self.refuses("two stacks are called", self.producer(),
                     stack("one/other", {"Q": QUEUE}, stackName="bts-one-network"))
        entry, template = self.producer()
        self.refuses("manifest and template differ on the output VpcId",
                     ({**entry, "outputs": {}}, template))
        self.refuses("manifest and template differ on the resources",
                     ({**entry, "resources": {}}, template))


class Parameters(Case):
    def test_types(self):
        for kind, text, expected in (("Number", "7", 7), ("CommaDelimitedList", "a, b", ["a", "b"]),
                                     ("String", "7", "7")):
            cloud = self.deploy(stack("one/app", {"X": topic({"Ref": "P"})}, Parameters={
                "P": {"Type": kind, "Default": text}}))
            self.assertEqual(cloud.resource("one", "X").get("DisplayName"), expected)
        image = {"Type": "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", "Default": "/a/b"}
        self.assertRegex(self.shown({"Ref": "P"}, Parameters={"P": image}), "^ami-0[0-9a-f]{16}$")

    def test_asked(self):
        asked = {"given": {"P": {"ask": True}}, "Parameters": {
            "P": {"Type": "String", "AllowedPattern": "[^@]+@[^@]+"}}}
        self.assertEqual(self.shown({"Ref": "P"}, **asked), "admin@example.com")
        cloud = self.deploy(stack("one/app", {"X": topic({"Ref": "P"})}, **asked),
                            answers={"P": "me@here"})
        self.assertEqual(cloud.resource("one", "X").get("DisplayName"), "me@here")

    def test_missing_and_refused(self):
        def refuses(fragment, body, given=None):
            self.refuses_value(fragment, {"Ref": "P"}, Parameters={"P": body}, given=given or {})
        refuses("Parameters.P: has no value", {"Type": "String"})
        refuses("is to be kept, but it has none yet", {"Type": "String"}, {"P": {"keep": True}})
        refuses("the template has no parameter Q", {"Type": "String", "Default": ""},
                {"Q": {"value": ""}})
        refuses("`b` is none of ['a']", {"Type": "String", "Default": "b", "AllowedValues": ["a"]})
        refuses("`b` does not fit a+", {"Type": "String", "Default": "b", "AllowedPattern": "a+"})
        refuses("`b` is no number", {"Type": "Number", "Default": "b"})
        refuses("at most 4096 bytes", {"Type": "String", "Default": "b" * 4097})
        refuses("`x` is no AWS::EC2::VPC::Id", {"Type": "AWS::EC2::VPC::Id", "Default": "x"})
        refuses("no answer is known", {"Type": "String", "AllowedPattern": "[0-9]{99}"},
                {"P": {"ask": True}})


class Templates(Case):
    """Order inside a stack, quotas and shape."""

    def test_order(self):
        cloud = self.deploy(stack("one/app", {
            "A": {"Type": "AWS::SQS::Queue", "DependsOn": "C", "Properties": {}},
            "B": topic({"Fn::Sub": "${A.Arn}"}), "C": QUEUE}))
        self.assertEqual([label for what, label in cloud.log],
                         ["one/app/C", "one/app/A", "one/app/B"])

    def test_orders_that_fail(self):
        self.refuses("circular dependency: A -> B -> A", stack("one/app", {
            "A": topic({"Ref": "B"}),
            "B": {"Type": "AWS::SQS::Queue", "DependsOn": ["A"], "Properties": {}}}))
        self.refuses("Resources.A: refers to itself", stack("one/app", {"A": topic({"Ref": "A"})}))
        self.refuses("DependsOn names Z, which is no resource", stack("one/app", {
            "A": {"Type": "AWS::SQS::Queue", "DependsOn": "Z", "Properties": {}}}))

    def test_quotas(self):
        many = {f"P{number}": {"Type": "String", "Default": ""} for number in range(201)}
        for fragment, more in (
                ("201 Parameters; CloudFormation takes 200", {"Parameters": many}),
                ("201 Outputs; CloudFormation takes 200", {"outputs": dict.fromkeys(many, "x")}),
                ("201 Mappings", {"Mappings": {name: {"a": {"b": "c"}} for name in many}}),
                ("201 attributes", {"Mappings": {"M": {"a": many}}}),
                ("the template has 10", {"Metadata": {"text": "x" * 1_000_000}}),
                ("the template: a description has at most 1024", {"Description": "é" * 513}),
                ("a description must be a literal", {"Description": {"Ref": "X"}}),
                ("Q is a parameter and a resource", {"Parameters": {"Q": {"Type": "String"}}}),
                ("must be the string", {"AWSTemplateFormatVersion": 2010}),
                ("has no section Resource", {"Resource": {}}),
                ("`1-app` is no name for a stack", {"stackName": "1-app"})):
            self.refuses(fragment, stack("one/app", {"Q": QUEUE}, **more))
        self.refuses("501 Resources", stack("one/app", {f"Q{at}": QUEUE for at in range(501)}))
        self.refuses("61 dynamic references", stack("one/app", {
            f"P{at}": ("AWS::SSM::Parameter", {"Value": "{{resolve:ssm:x}}"}) for at in range(61)}))

    def test_shape(self):
        for fragment, resources in (
                ("an id has letters and digits only", {"Web_Server": QUEUE}),
                ("an id has at most 255 characters", {"A" * 256: QUEUE}),
                ("a template must have a resource", {}),
                ("a resource has no Propertys",
                 {"Q": {"Type": "AWS::SQS::Queue", "Propertys": {}}}),
                ("a resource must have a type", {"Q": {"Type": None}}),
                ("Keep is no DeletionPolicy",
                 {"Q": {"Type": "AWS::SQS::Queue", "DeletionPolicy": "Keep"}}),
                ("cannot be kept as a snapshot",
                 {"B": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Snapshot"}}),
                ("the evaluator does not know AWS::Mars::Rover", {"R": ("AWS::Mars::Rover", {})})):
            self.refuses(fragment, stack("one/app", resources))

    def test_capabilities(self):
        role = {"AssumeRolePolicyDocument": {}}
        self.refuses("does not acknowledge CAPABILITY_IAM", stack(
            "one/app", {"R": ("AWS::IAM::Role", role)}, capabilities=[]))
        named = {"R": ("AWS::IAM::Role", {**role, "RoleName": "web"})}
        self.refuses("does not acknowledge CAPABILITY_NAMED_IAM", stack("one/app", named))
        self.deploy(stack("one/app", named, capabilities=["CAPABILITY_NAMED_IAM"]))

    def test_gates(self):
        def gated(fact):
            return stack("one/app", {"Q": QUEUE}, given={"Tag": {"value": "1.0"}}, gates=[
                {"type": "image", "facts": {"repository": fact}, "remedy": "push it"}])
        registry = stack("one/storage", {"R": ("AWS::ECR::Repository", {})},
                         outputs={"Name": {"Ref": "R"}})
        good = {"parts": [{"output": {"stack": "one/storage", "name": "Name"}}, {"value": ":"},
                          {"parameter": "Tag"}]}
        self.deploy(registry, gated(good))
        self.refuses("gates[0].repository: there is no stack one/storage", gated(good))
        self.refuses("has no output Uri", registry,
                     gated({"output": {"stack": "one/storage", "name": "Uri"}}))


class Services(Case):
    """What services refuse, whatever CloudFormation thinks of the template."""

    def test_names_taken(self):
        self.refuses("the AWS::SQS::Queue name `q` is taken in ap-northeast-2 by one/app/A", stack(
            "one/app", {"A": ("AWS::SQS::Queue", {"QueueName": "q"}),
                        "B": ("AWS::SQS::Queue", {"QueueName": "q"})}))
        bucket = ("AWS::S3::Bucket", {"BucketName": "b"})
        self.refuses("the bucket name `b` is taken in the world", stack("one/app", {"A": bucket}),
                     stack("two/app", {"B": bucket}, "us-east-1"))
        rule = ("AWS::EC2::SecurityGroupIngress", {"GroupId": "sg-1", "IpProtocol": "tcp",
                                                   "FromPort": 80, "ToPort": 80,
                                                   "CidrIp": "10.0.0.0/8"})
        self.refuses("is taken in ap-northeast-2", stack("one/app", {"A": rule, "B": rule}))
        record = ("AWS::Route53::RecordSet", {"Name": "www.example.com", "Type": "A",
                                              "HostedZoneId": "Z1", "TTL": "60",
                                             "ResourceRecords": ["192.0.2.1"]})
        dotted = (record[0], {**record[1], "Name": "WWW.example.com."})
        self.refuses("the record `Z1 www.example.com A ` is taken",
                     stack("one/app", {"A": record, "B": dotted}))

    def test_regions(self):
        vpc = stack("one/network", {"V": VPC}, outputs={"VpcId": {"Ref": "V"}})
        given = {"P": {"output": {"stack": "one/network", "name": "VpcId"}}}
        self.refuses("VpcId: vpc-", vpc, stack("two/network", {
            "S": ("AWS::EC2::Subnet", {"VpcId": {"Ref": "P"}, "CidrBlock": "10.0.0.0/24"})},
            "us-east-1", given=given))
        peering = {"V": VPC, "C": ("AWS::EC2::VPCPeeringConnection", {
            "VpcId": {"Ref": "V"}, "PeerVpcId": {"Ref": "P"}, "PeerRegion": "ap-northeast-2"})}
        self.deploy(vpc, stack("two/peering", peering, "us-east-1", given=given))
        del peering["C"][1]["PeerRegion"]
        self.refuses("PeerRegion: one/network/V is in ap-northeast-2", vpc,
                     stack("two/peering", peering, "us-east-1", given=given))
        self.refuses("Certificates[0].CertificateArn: `arn:aws:acm:us-east-1:", stack("one/app", {
            "L": ("AWS::ElasticLoadBalancingV2::Listener", {"Certificates": [
                {"CertificateArn": f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/x"}]})}))
        self.refuses("Scope: CLOUDFRONT is possible in us-east-1 only", stack(
            "one/app", {"A": ("AWS::WAFv2::WebACL", {"Scope": "CLOUDFRONT"})}))
        self.refuses("is not in us-east-1", stack("one/cdn", {
            "D": ("AWS::CloudFront::Distribution", {"DistributionConfig": {"ViewerCertificate": {
                "AcmCertificateArn": f"arn:aws:acm:ap-northeast-2:{ACCOUNT}:certificate/x"}}})}))
        self.refuses("takes a web ACL of scope CLOUDFRONT", stack("one/cdn", {
            "D": ("AWS::CloudFront::Distribution", {"DistributionConfig": {
                "WebACLId": f"arn:aws:wafv2:us-east-1:{ACCOUNT}:regional/webacl/a/b"}})}))
        self.refuses("is not in us-east-1", stack("one/edge", {
            "G": ("AWS::GlobalAccelerator::EndpointGroup", {
                "EndpointGroupRegion": "us-east-1", "ListenerArn": "x", "EndpointConfigurations": [
                    {"EndpointId": f"arn:aws:elasticloadbalancing:eu-west-1:{ACCOUNT}:x"}]})}))

    def test_one_vpc(self):
        subnet = ("AWS::EC2::Subnet", {"VpcId": {"Ref": "V"}})
        group = ("AWS::EC2::SecurityGroup", {"VpcId": {"Ref": "W"}, "GroupDescription": "x"})
        server = ("AWS::EC2::Instance", {"SubnetId": {"Ref": "S"},
                                         "SecurityGroupIds": [{"Ref": "G"}]})
        self.refuses("lie in different VPCs", stack("one/app", {
            "V": VPC, "W": VPC, "S": subnet, "G": group, "I": server}))
        self.refuses("SubnetId: there is no subnet-0123456789abcdef0", stack("one/app", {
            "I": ("AWS::EC2::Instance", {"SubnetId": "subnet-0123456789abcdef0"})}))

    def secret(self, *regions):
        return ("AWS::SecretsManager::Secret", {
            "GenerateSecretString": {"SecretStringTemplate": '{"username":"x"}',
                                     "GenerateStringKey": "password"},
            **({"ReplicaRegions": [{"Region": region} for region in regions]} if regions else {})})

    def test_secrets(self):
        def reader(key, name="${S}"):
            return ("AWS::SSM::Parameter", {"Value": {
                "Fn::Sub": f"{{{{resolve:secretsmanager:{name}:SecretString:{key}}}}}"}})
        self.deploy(stack("one/app", {"S": self.secret(), "P": reader("password")}))
        self.refuses("the secret one/app/S has no key `pass`",
                     stack("one/app", {"S": self.secret(), "P": reader("pass")}))
        self.refuses("there is no secret nobody in ap-northeast-2",
                     stack("one/app", {"S": self.secret(), "P": reader("password", "nobody")}))
        self.refuses("a dynamic reference is not closed", stack("one/app", {
            "P": ("AWS::SSM::Parameter", {"Value": "{{resolve:ssm:x"})}))
        self.refuses("no service vault resolves references", stack("one/app", {
            "P": ("AWS::SSM::Parameter", {"Value": "{{resolve:vault:x}}"})}))

    def test_secrets_of_containers(self):
        copy = {"Fn::Join": [":", [
            {"Fn::Select": [at, {"Fn::Split": [":", {"Ref": "P"}]}]} if at != 3
            else {"Ref": "AWS::Region"} for at in range(7)]]}
        task = ("AWS::ECS::TaskDefinition", {"ExecutionRoleArn": "r", "ContainerDefinitions": [
            {"Name": "WEB", "Memory": 128, "Secrets": [{"Name": "DB", "ValueFrom": copy}]}]})
        given = {"P": {"output": {"stack": "one/database", "name": "Arn"}}}
        for regions, fine in ((("us-east-1",), True), ((), False)):
            source = stack("one/database", {"S": self.secret(*regions)},
                           outputs={"Arn": {"Ref": "S"}})
            containers = stack("two/app", {"T": task}, "us-east-1", given=given)
            if fine:
                self.deploy(source, containers)
            else:
                self.refuses("ContainerDefinitions.WEB.DB: there is no secret "
                             "arn:aws:secretsmanager:us-east-1", source, containers)


class Found(Case):
    """How tests ask for things."""

    def test_questions(self):
        cloud = self.deploy(stack("one/app", {"V": VPC, "Q": QUEUE}), stack(
            "two/app", {"X": topic({"Ref": "V"}), "V": VPC}, "us-east-1"))
        vpc = cloud.resource("one", "V")
        self.assertIs(cloud.find(vpc.id), vpc)
        self.assertEqual(vpc.attribute("VpcId"), vpc.id)
        self.assertEqual([each.logical_id for each in cloud.resources("two")], ["V", "X"])
        self.assertIs(cloud.only("one", type="AWS::EC2::VPC"), vpc)
        self.assertEqual(vpc.texts(), [("CidrBlock", "10.0.0.0/16")])
        for wrong in (lambda: cloud.resource("one", "Y"), lambda: cloud.stack("one/x"),
                      lambda: cloud.only(type="AWS::EC2::VPC")):
            self.assertRaises(evaluator.Failure, wrong)

    def test_ids_are_the_same_each_time(self):
        first, second = (self.deploy(stack("one/app", {"V": VPC})) for _ in range(2))
        self.assertEqual(first.resource("one", "V").id, second.resource("one", "V").id)

    def test_mentions_of_a_region(self):
        cloud = self.deploy(
            stack("one/app", {"B": ("AWS::S3::Bucket", {})},
                  outputs={"Host": ({"Fn::GetAtt": "B.RegionalDomainName"}, None)}),
            stack("two/app", {"X": topic({"Fn::Sub": "see ${P}"})}, "us-east-1", given={
                "P": {"output": {"stack": "one/app", "name": "Host"}}}))
        found = list(cloud.mentions("ap-northeast-2", blueprint="two"))
        self.assertTrue(found)
        self.assertEqual({other.logical_id for _, _, _, other in found}, {"B"})


if __name__ == "__main__":
    harness.main()
