"""What the rows of the sample's description share, whichever blueprint they are about.

A test method is a row; its docstring is the fact. Everything is asked of the simulated cloud after
the base was deployed, in both ways of crossing regions: what another stack sees is what counts.
"""

import unittest

from support import questions as ask
from support import sample

SEOUL, VIRGINIA = sample.SEOUL, sample.VIRGINIA
SITE = "www.hybridbts.com"

# The managed rule groups in order, with their capacity units.
GROUPS = {"AmazonIpReputationList": 25, "CommonRuleSet": 700, "KnownBadInputsRuleSet": 200,
          "PHPRuleSet": 100, "SQLiRuleSet": 200, "WordPressRuleSet": 100}
FIREWALL = [(f"AWSManagedRules{group}", f"BTS_{group.upper()}") for group in GROUPS]

# What a redirect leaves as it was asked for.
SAME_PLACE = {"Host": "#{host}", "Path": "/#{path}", "Query": "#{query}"}

# What a check says of an answer that is well.
WELL = r"[23]\d\d([-,][23]\d\d)*"


class Facts(unittest.TestCase):
    """What the rows of a blueprint share. Subclasses name the mode and the blueprint."""

    maxDiff = None
    mode = "parameters"
    blueprint = ""

    @classmethod
    def setUpClass(cls):
        cls.cloud = sample.standing(cls.mode)

    def only(self, resource_type, component=None, blueprint=None, **more):
        return self.cloud.only(blueprint or self.blueprint, resource_type, component, **more)

    def all(self, resource_type, component=None, blueprint=None):
        return self.cloud.resources(blueprint or self.blueprint, resource_type, component)

    def balancer(self, blueprint=None):
        return self.only("AWS::ElasticLoadBalancingV2::LoadBalancer", blueprint=blueprint)

    def private(self, blueprint=None):
        """Ids of the private subnets."""
        found = ask.subnets(self.cloud, blueprint or self.blueprint)
        return {subnet.id for subnet in found.values() if not subnet.get("MapPublicIpOnLaunch")}

    def public(self, blueprint=None):
        found = ask.subnets(self.cloud, blueprint or self.blueprint)
        return {subnet.id for subnet in found.values() if subnet.get("MapPublicIpOnLaunch")}

    def check_network(self, cidr, public, private):
        """VPC, tiers, zones, NAT per zone, one public and a private route table per zone."""
        vpc = self.only("AWS::EC2::VPC")
        self.assertEqual(vpc.get("CidrBlock"), cidr)
        subnets = ask.subnets(self.cloud, self.blueprint)
        self.assertEqual({name: ask.zone(subnet) for name, subnet in subnets.items()},
                         {**public, **private})
        self.assertEqual({name for name, subnet in subnets.items()
                          if subnet.get("MapPublicIpOnLaunch")}, set(public))
        gateway = self.only("AWS::EC2::InternetGateway")
        self.assertEqual(self.only("AWS::EC2::VPCGatewayAttachment").get("InternetGatewayId"),
                         gateway.id)
        tables = {name: ask.table_of(self.cloud, subnet) for name, subnet in subnets.items()}
        self.assertEqual(len({tables[name].id for name in public}), 1)
        self.assertEqual(len({table.id for table in tables.values()}), 3)
        for name in public:
            self.assertIs(ask.routes(self.cloud, tables[name])["0.0.0.0/0"], gateway)
        for name in private:
            nat = ask.routes(self.cloud, tables[name])["0.0.0.0/0"]
            self.assertEqual(nat.type, "AWS::EC2::NatGateway")
            home = self.cloud.find(nat.get("SubnetId"))
            self.assertIn(home.get("CidrBlock"), public)
            self.assertEqual(ask.zone(home), private[name])
        return vpc, gateway

    def check_balancer(self):
        """BTS-ALB, internet-facing over the public subnets, open on 80 and 443; 80 redirects to the
        same place on 443; 443 with the region's certificate forwards to BTS-tg (HTTP 80,
        instances), whose members are well when the site answers."""
        balancer = self.balancer()
        self.assertEqual((balancer.name, balancer.get("Scheme"), set(balancer.get("Subnets"))),
                         ("BTS-ALB", "internet-facing", self.public()))
        self.assertEqual(ask.into(self.cloud, balancer),
                         {("tcp", port, port, "0.0.0.0/0") for port in (80, 443)})
        listeners = ask.listeners(self.cloud, balancer)
        self.assertEqual({port: listener.get("Protocol") for port, listener in listeners.items()},
                         {80: "HTTP", 443: "HTTPS"})
        redirect, = listeners[80].get("DefaultActions")
        self.assertEqual(redirect["Type"], "redirect")
        self.assertEqual({**SAME_PLACE, **redirect["RedirectConfig"]},
                         {**SAME_PLACE, "Protocol": "HTTPS", "Port": "443",
                          "StatusCode": "HTTP_301"})
        forward, = listeners[443].get("DefaultActions")
        self.assertEqual(forward["Type"], "forward")
        certificate, = listeners[443].get("Certificates")
        certificate = self.cloud.find(certificate["CertificateArn"])
        self.assertEqual((certificate.type, certificate.region, certificate.stack.id.split("/")[0]),
                         ("AWS::CertificateManager::Certificate", balancer.region,
                          self.blueprint))
        target = self.only("AWS::ElasticLoadBalancingV2::TargetGroup")
        self.assertEqual((forward["TargetGroupArn"], target.name, target.get("Protocol"),
                          target.get("Port"), target.get("TargetType")),
                         (target.arn, "BTS-tg", "HTTP", 80, "instance"))
        self.assertEqual((target.get("HealthCheckProtocol", "HTTP"),
                          target.get("HealthCheckPath", "/"),
                          target.get("HealthCheckPort", "traffic-port")),
                         ("HTTP", "/", "traffic-port"))
        self.assertRegex(target.get("Matcher.HttpCode", "200"), f"^{WELL}$")
        return balancer, target

    def check_group(self, least, most):
        """An Auto Scaling group over the private subnets that starts at its minimum and grows with
        CPU use; instances of its one launch template. Its policy and that template."""
        group = self.only("AWS::AutoScaling::AutoScalingGroup")
        template = self.only("AWS::EC2::LaunchTemplate")
        self.assertEqual((set(group.get("VPCZoneIdentifier")), group.get("MinSize"),
                          group.get("LaunchTemplate.LaunchTemplateId")),
                         (self.private(), str(least), template.id))
        self.assertIn(int(group.get("MaxSize")), most)
        # With a number of its own, every update would undo what the policy did.
        self.assertNotIn("DesiredCapacity", group.properties)
        policy = self.only("AWS::AutoScaling::ScalingPolicy")
        tracking = policy.get("TargetTrackingConfiguration")
        self.assertEqual((policy.get("AutoScalingGroupName"), policy.get("PolicyType"),
                          tracking["PredefinedMetricSpecification"]["PredefinedMetricType"],
                          tracking.get("DisableScaleIn", False)),
                         (group.name, "TargetTrackingScaling", "ASGAverageCPUUtilization", False))
        return group, policy, template

    def check_firewall(self):
        acl = ask.web_acl(self.cloud, self.balancer())
        self.assertEqual((acl.get("Scope"), acl.region, acl.stack.id.split("/")[0]),
                         ("REGIONAL", self.balancer().region, self.blueprint))
        self.assertEqual(ask.firewall(acl), FIREWALL)

    def topics(self, blueprint=None):
        """The topics of a blueprint, each of which writes to the administrator."""
        topics = self.all("AWS::SNS::Topic", blueprint=blueprint)
        self.assertEqual(
            [(each.get("TopicArn"), each.get("Protocol"), each.get("Endpoint"))
             for each in self.all("AWS::SNS::Subscription", blueprint=blueprint)],
            [(topic.arn, "email", sample.ANSWERS["AdminEmail"]) for topic in topics])
        return topics

    def alarm(self, metric, blueprint=None):
        """The one alarm on a metric, ready to tell."""
        found, = [alarm for alarm in self.all("AWS::CloudWatch::Alarm", blueprint=blueprint)
                  if alarm.get("MetricName") == metric]
        self.assertTrue(found.get("ActionsEnabled", True), found.label)
        return found

    def dimensions(self, alarm):
        return {entry["Name"]: entry["Value"] for entry in alarm.get("Dimensions")}


def natively(facts):
    """The same rows with Fn::GetStackOutput between the regions."""
    return type(facts.__name__ + "Natively", (facts,), {"mode": "native",
                                                        "__module__": facts.__module__})
