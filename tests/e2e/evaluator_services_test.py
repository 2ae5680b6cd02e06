#!/usr/bin/env python3
"""The evaluator's rules of single services, each provoked once beside a resource that keeps it."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import evaluator, harness  # noqa: E402
from support.cfn_functions import Encoded  # noqa: E402
from support.made_up import build, stack  # noqa: E402

VPC = ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"})
GATEWAY = ("AWS::EC2::InternetGateway", {})
ATTACHED = ("AWS::EC2::VPCGatewayAttachment", {"VpcId": {"Ref": "V"},
                                               "InternetGatewayId": {"Ref": "G"}})
TABLE = ("AWS::EC2::RouteTable", {"VpcId": {"Ref": "V"}})


def subnet(zone):
    return ("AWS::EC2::Subnet", {"VpcId": {"Ref": "V"},
                                 "AvailabilityZone": "ap-northeast-2" + zone})


def after(other, body):
    return {"Type": body[0], "Properties": body[1], "DependsOn": other}


class Case(unittest.TestCase):
    def deploy(self, *stacks):
        return evaluator.Cloud().apply(build(*stacks))

    def takes(self, resources, region="us-east-1"):
        return self.deploy(stack("one/app", resources, region))

    def refuses(self, fragment, resources, region="ap-northeast-2"):
        with self.assertRaises(evaluator.Failure) as caught:
            self.takes(resources, region)
        self.assertIn(fragment, str(caught.exception))

    def compare(self, kind, good, *faults):
        """`good` properties pass; each fault is (fragment, changed properties)."""
        self.takes({"X": (kind, good)})
        for fragment, changes in faults:
            changed = {**good, **changes}
            changed = {key: value for key, value in changed.items() if value is not None}
            self.refuses(fragment, {"X": (kind, changed)}, "us-east-1")


class Networks(Case):
    def test_routes_and_gateways(self):
        route = ("AWS::EC2::Route", {"RouteTableId": {"Ref": "T"},
                                     "DestinationCidrBlock": "0.0.0.0/0",
                                     "GatewayId": {"Ref": "G"}})
        parts = {"V": VPC, "G": GATEWAY, "T": TABLE}
        self.takes({**parts, "A": ATTACHED, "R": after("A", route)})
        self.refuses("the internet gateway is not attached yet (DependsOn)",
                     {**parts, "R": route, "A": ATTACHED})
        self.refuses("a route has one target, not []", {
            **parts, "R": (route[0], {"RouteTableId": {"Ref": "T"}})})
        self.refuses("GatewayId: there is no igw-1", {
            **parts, "R": (route[0], {**route[1], "GatewayId": "igw-1"})})
        nat = ("AWS::EC2::NatGateway", {"SubnetId": {"Ref": "S"}, "AllocationId": "eipalloc-1"})
        self.refuses("the VPC has no internet gateway yet",
                     {"V": VPC, "S": subnet("a"), "N": nat, "G": GATEWAY,
                      "A": after("N", ATTACHED)})

    def test_subnets(self):
        other = {"V": VPC, "W": VPC, "T": ("AWS::EC2::RouteTable", {"VpcId": {"Ref": "W"}})}
        joined = ("AWS::EC2::SubnetRouteTableAssociation",
                  {"SubnetId": {"Ref": "S"}, "RouteTableId": {"Ref": "T"}})
        self.refuses("the subnet and the route table are of different VPCs",
                     {**other, "S": subnet("a"), "J": joined})
        group = ("AWS::RDS::DBSubnetGroup", {"SubnetIds": [{"Ref": "A"}, {"Ref": "B"}]})
        self.refuses("a database needs subnets in two zones",
                     {"V": VPC, "A": subnet("a"), "B": subnet("a"), "D": group})

    def test_rules(self):
        rule = {"GroupId": "sg-1", "IpProtocol": "tcp", "FromPort": 1, "ToPort": 1}
        self.refuses("a rule has one source or destination, not []",
                     {"R": ("AWS::EC2::SecurityGroupIngress", rule)})
        self.refuses("sg-1 has more than 60 rules", {
            f"R{at}": ("AWS::EC2::SecurityGroupIngress", {**rule, "CidrIp": f"10.0.0.{at}/32"})
            for at in range(62)})


class Balancers(Case):
    KIND = "AWS::ElasticLoadBalancingV2::"

    def balancer(self, *zones, **more):
        named = dict(zip("ABC", zones))
        return {"V": VPC, **{name: subnet(zone) for name, zone in named.items()},
                "L": (self.KIND + "LoadBalancer",
                      {"Subnets": [{"Ref": name} for name in named], **more})}

    def test_subnets(self):
        self.takes(self.balancer("a", "c"))
        for zones in (("a",), ("a", "a")):
            self.refuses("a load balancer needs two or more", self.balancer(*zones))

    def test_access_logs(self):
        logs = {"LoadBalancerAttributes": [
            {"Key": "access_logs.s3.enabled", "Value": "true"},
            {"Key": "access_logs.s3.bucket", "Value": "logs"}]}
        self.refuses("there is no bucket logs", self.balancer("a", "c", **logs))
        bucket = {"Z": ("AWS::S3::Bucket", {"BucketName": "logs"})}
        self.refuses("the policy of one/app/Z does not admit log delivery yet",
                     {**bucket, **self.balancer("a", "c", **logs)})

    def test_listeners(self):
        self.refuses("an HTTPS listener takes one certificate",
                     {"L": (self.KIND + "Listener", {"Protocol": "HTTPS"})})
        self.refuses("the protocol is HTTP or HTTPS", {
            "T": (self.KIND + "TargetGroup", {"Protocol": "TCP"}),
            "L": (self.KIND + "Listener", {"DefaultActions": [{"TargetGroupArn": {"Ref": "T"}}]})})


class Compute(Case):
    def test_user_data(self):
        long = {"UserData": {"Fn::Base64": "x" * 16_385}}
        self.refuses("UserData: 16385 bytes", {
            "T": ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": long})})
        self.refuses("UserData: 16385 bytes", {"I": ("AWS::EC2::Instance", long)})
        self.assertEqual(Encoded.of("x").decoded, "x")

    def test_groups(self):
        self.compare("AWS::AutoScaling::AutoScalingGroup", {"MinSize": "1", "MaxSize": "2"},
                     ("do not fit", {"MinSize": "3"}), ("do not fit", {"DesiredCapacity": "3"}),
                     ("must be a number", {"LaunchTemplate": {"Version": "$Latest"}}))
        self.refuses("cannot scale: MinSize is MaxSize", {
            "G": ("AWS::AutoScaling::AutoScalingGroup", {"MinSize": "2", "MaxSize": "2"}),
            "P": ("AWS::AutoScaling::ScalingPolicy", {"AutoScalingGroupName": {"Ref": "G"}})})

    def test_functions(self):
        self.compare("AWS::Lambda::Function",
                     {"Runtime": "python3.13", "Handler": "index.main", "Code": {"ZipFile": "x"}},
                     ("does not go with java21", {"Runtime": "java21"}),
                     ("the file of Code.ZipFile is `index`", {"Handler": "main.main"}))


class Containers(Case):
    GOOD = {"Name": "W", "Memory": 128, "PortMappings": [{"ContainerPort": 80}]}

    def test_tasks(self):
        def task(**changes):
            return {"ContainerDefinitions": [{**self.GOOD, **changes}], "NetworkMode": "host"}
        variables = {"Environment": [{"Name": "A", "Value": "x"}]}
        self.compare("AWS::ECS::TaskDefinition", task(),
                     ("no container is essential", task(Essential=False)),
                     ("HostPort is not ContainerPort",
                      task(PortMappings=[{"ContainerPort": 80, "HostPort": 8080}])),
                     ("there is no log group g",
                      task(LogConfiguration={"Options": {"awslogs-group": "g"}})),
                     ("A is a variable and a secret",
                      task(Secrets=[{"Name": "A", "ValueFrom": "a"}], **variables)),
                     ("ExecutionRoleArn: secrets need one",
                      task(Secrets=[{"Name": "B", "ValueFrom": "a"}])))
        self.refuses("neither Memory nor MemoryReservation", {"T": (
            "AWS::ECS::TaskDefinition", {"ContainerDefinitions": [{"Name": "W"}]})})

    def service(self, network="host", target="instance", name="W", order=("L",), **changes):
        return {
            "G": ("AWS::ElasticLoadBalancingV2::TargetGroup", {"Protocol": "HTTP",
                                                               "TargetType": target}),
            "T": ("AWS::ECS::TaskDefinition", {"ContainerDefinitions": [self.GOOD],
                                               "NetworkMode": network}),
            "S": {"Type": "AWS::ECS::Service", "DependsOn": list(order), "Properties": {
                "TaskDefinition": {"Ref": "T"}, "SchedulingStrategy": "DAEMON",
                "LoadBalancers": [{"TargetGroupArn": {"Ref": "G"}, "ContainerName": name,
                                   "ContainerPort": 80}], **changes}},
            "L": ("AWS::ElasticLoadBalancingV2::Listener", {
                "DefaultActions": [{"TargetGroupArn": {"Ref": "G"}}]})}

    def test_services(self):
        self.takes(self.service())
        for fragment, parts in (
                ("a DAEMON has no DesiredCount", self.service(DesiredCount=2)),
                ("MaximumPercent of a DAEMON is 100",
                 self.service(DeploymentConfiguration={"MaximumPercent": 200})),
                ("the task has no port 80 of X", self.service(name="X")),
                ("no listener leads to the target group yet", self.service(order=())),
                ("targets of host are of type instance", self.service(target="ip")),
                ("NetworkConfiguration goes with awsvpc", self.service(NetworkConfiguration={}))):
            self.refuses(fragment, parts)


class Edges(Case):
    def test_replication(self):
        versions = {"VersioningConfiguration": {"Status": "Enabled"}}
        copies = {"ReplicationConfiguration": {"Rules": [
            {"Destination": {"Bucket": {"Fn::GetAtt": "B.Arn"}}}]}}
        kind = "AWS::S3::Bucket"
        self.takes({"A": (kind, {**versions, **copies}), "B": (kind, versions)})
        self.refuses("a bucket is replicated only with versions",
                     {"A": (kind, copies), "B": (kind, versions)})
        self.refuses("one/app/B keeps no versions", {"A": (kind, {**versions, **copies}),
                                                     "B": (kind, {})})

    def test_firewalls(self):
        def rule(number, **changes):
            return {"Name": f"r{number}", "Priority": number, "OverrideAction": {"None": {}},
                    "Statement": {"ManagedRuleGroupStatement": {
                        "Name": "AWSManagedRulesCommonRuleSet"}},
                    "VisibilityConfig": {"MetricName": f"m{number}"}, **changes}
        good = {"Rules": [rule(0), rule(1)], "VisibilityConfig": {"MetricName": "all"}}
        self.compare("AWS::WAFv2::WebACL", good,
                     ("two have the same Priority", {"Rules": [rule(0), rule(1, Priority=0)]}),
                     ("two have the same Name", {"Rules": [rule(0), rule(1, Name="r0")]}),
                     ("two have the same MetricName",
                      {"VisibilityConfig": {"MetricName": "m0"}}),
                     ("`All` is no name for a metric", {"VisibilityConfig": {"MetricName": "All"}}),
                     ("takes OverrideAction, not Action", {"Rules": [rule(0, Action={})]}),
                     ("5600 capacity units", {"Rules": [rule(at) for at in range(8)]}))

    def test_certificates(self):
        self.compare("AWS::CertificateManager::Certificate", {
            "DomainName": "example.com", "ValidationMethod": "DNS",
            "DomainValidationOptions": [{"DomainName": "example.com"}]},
            ("somebody must answer e-mails", {"ValidationMethod": None}),
            ("none for DomainName", {"DomainValidationOptions": []}),
            ("share one record", {"DomainValidationOptions": [
                {"DomainName": "example.com"}, {"DomainName": "*.example.com"}]}))

    def test_records(self):
        alias = {"AliasTarget": {"DNSName": "x.cloudfront.net", "HostedZoneId": "Z2FDTNDATAQYW2"}}
        good = {"Name": "www.example.com", "Type": "A", "HostedZoneId": {"Ref": "Z"}, **alias}
        zone = {"Z": ("AWS::Route53::HostedZone", {"Name": "example.com."})}
        self.takes({**zone, "R": ("AWS::Route53::RecordSet", good)})
        for fragment, changes in (
                ("a record is an alias, or has TTL and values", {"TTL": "60"}),
                ("is not in the zone example.com.", {"Name": "www.example.org"}),
                ("AliasTarget.HostedZoneId of cloudfront.net is Z2FDTNDATAQYW2",
                 {"AliasTarget": {"DNSName": "x.cloudfront.net", "HostedZoneId": "Z1"}})):
            self.refuses(fragment, {**zone, "R": ("AWS::Route53::RecordSet", {**good, **changes})})
        distribution = {"D": ("AWS::CloudFront::Distribution", {"DistributionConfig": {
            "Origins": [{"Id": "o", "DomainName": "x"}],
            "DefaultCacheBehavior": {"TargetOriginId": "o"}}})}
        self.refuses("one/app/D does not answer to www.example.com", {
            **zone, **distribution, "R": ("AWS::Route53::RecordSet", {**good, "AliasTarget": {
                "DNSName": {"Fn::GetAtt": "D.DomainName"}, "HostedZoneId": "Z2FDTNDATAQYW2"}})})

    def test_distributions(self):
        good = {"Origins": [{"Id": "o", "DomainName": "x"}],
                "DefaultCacheBehavior": {"TargetOriginId": "o"}}
        certificate = {"C": ("AWS::CertificateManager::Certificate", {
            "DomainName": "*.example.com", "ValidationMethod": "DNS",
            "DomainValidationOptions": [{"DomainName": "*.example.com"}]})}

        def parts(**changes):
            return {**certificate, "D": ("AWS::CloudFront::Distribution", {
                "DistributionConfig": {**good, **changes}})}
        shown = {"ViewerCertificate": {"AcmCertificateArn": {"Ref": "C"}}}
        self.takes(parts(Aliases=["www.example.com"], **shown))
        for fragment, changes in (
                ("the certificate does not cover example.com",
                 {"Aliases": ["example.com"], **shown}),
                ("does not cover a.b.example.com", {"Aliases": ["a.b.example.com"], **shown}),
                ("needs a certificate", {"Aliases": ["www.example.com"]}),
                ("TargetOriginId: there is no origin p",
                 {"DefaultCacheBehavior": {"TargetOriginId": "p"}}),
                ("OriginGroups: there is no origin p", {"OriginGroups": {"Items": [
                    {"Id": "g", "Members": {"Items": [{"OriginId": "p"}]}}]}})):
            self.refuses(fragment, parts(**changes), "us-east-1")

    def test_health_checks(self):
        for host in ("ip-10-0-0-46.us-west-2.compute.internal", "10.0.0.1", "172.16.0.1"):
            self.refuses("cannot be reached from the internet", {"H": (
                "AWS::Route53::HealthCheck", {"HealthCheckConfig": {
                    "FullyQualifiedDomainName": host}})})


class Events(Case):
    def test_roles(self):
        self.refuses("characters; 10240 are allowed", {"R": ("AWS::IAM::Role", {
            "Policies": [{"PolicyDocument": "x" * 10_241}]})})
        self.refuses("20 are allowed", {"R": ("AWS::IAM::Role", {
            "ManagedPolicyArns": [str(at) for at in range(21)]})})

    def test_rules(self):
        self.refuses("Targets: 5 are allowed", {"R": ("AWS::Events::Rule", {
            "Targets": [{"Arn": str(at)} for at in range(6)]})})

    def test_alarms(self):
        group = {"MinSize": "2", "MaxSize": "4", "MetricsCollection": [{"Granularity": "1Minute"}]}
        alarm = {"Namespace": "AWS/AutoScaling", "MetricName": "GroupInServiceInstances",
                 "Threshold": 3.8,
                 "Dimensions": [{"Name": "AutoScalingGroupName", "Value": {"Ref": "G"}}]}

        def parts(group, **changes):
            return {"G": ("AWS::AutoScaling::AutoScalingGroup", group),
                    "A": ("AWS::CloudWatch::Alarm", {**alarm, **changes})}
        self.takes(parts(group))
        self.refuses("one/app/G does not collect GroupInServiceInstances",
                     parts({**group, "MetricsCollection": []}))
        self.refuses("one/app/G never grows beyond 4", parts(group, Threshold=4))
        self.refuses("AlarmActions: there is no arn:aws:sns:x", parts(
            group, AlarmActions=["arn:aws:sns:x"]))
        self.refuses("metrics of health checks are in us-east-1 only",
                     {"A": ("AWS::CloudWatch::Alarm", {"Namespace": "AWS/Route53"})})


class Incomplete(Case):
    def test_whole(self):
        self.assertEqual(self.takes({"V": VPC}).incomplete(), [])

    def test_calls(self):
        cloud = self.takes({
            "F": ("AWS::Lambda::Function", {}),
            "R": ("AWS::Events::Rule", {"Targets": [{"Arn": {"Fn::GetAtt": "F.Arn"}}]})})
        self.assertRegex(cloud.incomplete()[0], "^one/app/R: may not call arn:aws:lambda")

    def test_filters(self):
        cloud = self.takes({"R": ("AWS::Events::Rule", {"EventPattern": {
            "detail-type": ["CloudWatch Alarm State Change"]}})})
        self.assertEqual(cloud.incomplete(),
                         ["one/app/R: fires on every change of the alarm's state"])

    def test_routes(self):
        self.assertEqual(self.takes({"V": VPC, "S": subnet("a")}).incomplete(),
                         ["one/app/S: has no route table of its own"])

    def test_peerings(self):
        cloud = self.takes({"V": VPC, "W": VPC, "T": TABLE, "P": (
            "AWS::EC2::VPCPeeringConnection", {"VpcId": {"Ref": "V"}, "PeerVpcId": {"Ref": "W"}}),
            "R": ("AWS::EC2::Route", {"RouteTableId": {"Ref": "T"}, "DestinationCidrBlock": "x",
                                      "VpcPeeringConnectionId": {"Ref": "P"}})})
        self.assertEqual(cloud.incomplete(),
                         ["one/app/P: 1 of its two sides have routes over it"])

    def test_origins(self):
        cloud = self.takes({"B": ("AWS::S3::Bucket", {"BucketName": "media"}), "D": (
            "AWS::CloudFront::Distribution", {"DistributionConfig": {
                "Origins": [{"Id": "o", "DomainName": {"Fn::GetAtt": "B.RegionalDomainName"}}],
                "DefaultCacheBehavior": {"TargetOriginId": "o"}}})})
        self.assertEqual(cloud.incomplete(), ["one/app/D: the bucket media does not admit it"])


if __name__ == "__main__":
    harness.main()
