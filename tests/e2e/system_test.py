#!/usr/bin/env python3
"""The sample system is what was asked for: each row of its description, on the resolved output.

A test method is a row; its docstring is the fact. Everything is asked of the simulated cloud after
the base was deployed, in both ways of crossing regions: what another stack sees is what counts.
"""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness, sample  # noqa: E402
from support import questions as ask  # noqa: E402

SEOUL, VIRGINIA = sample.SEOUL, sample.VIRGINIA
FIREWALL = [("AWSManagedRulesAmazonIpReputationList", "BTS_AMAZONIPREPUTATIONLIST"),
            ("AWSManagedRulesCommonRuleSet", "BTS_COMMONRULESET"),
            ("AWSManagedRulesKnownBadInputsRuleSet", "BTS_KNOWNBADINPUTSRULESET"),
            ("AWSManagedRulesPHPRuleSet", "BTS_PHPRULESET"),
            ("AWSManagedRulesSQLiRuleSet", "BTS_SQLIRULESET"),
            ("AWSManagedRulesWordPressRuleSet", "BTS_WORDPRESSRULESET")]
SITE = "www.hybridbts.com"
SITE_NAMES = {SITE, "hybridbts.com", "*.hybridbts.com"}
VIRGINIAS_PRIVATE = {"172.16.2.0/24", "172.16.3.0/24"}
SEOULS_PRIVATE = {"10.0.1.0/24", "10.0.3.0/24"}


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
        """Internet-facing over the public subnets, 80 redirects, 443 forwards; the certificate."""
        balancer = self.balancer()
        self.assertEqual(balancer.get("Scheme"), "internet-facing")
        self.assertEqual(set(balancer.get("Subnets")), self.public())
        self.assertEqual({(ports[1], ports[2]) for ports in ask.into(self.cloud, balancer)},
                         {(80, 80), (443, 443)})
        self.assertLessEqual({source for *_, source in ask.into(self.cloud, balancer)},
                             {"0.0.0.0/0", "::/0"})
        listeners = ask.listeners(self.cloud, balancer)
        self.assertEqual(set(listeners), {80, 443})
        redirect, = listeners[80].get("DefaultActions")
        self.assertEqual((redirect["Type"], redirect["RedirectConfig"]["Protocol"],
                          redirect["RedirectConfig"]["Port"]), ("redirect", "HTTPS", "443"))
        forward, = listeners[443].get("DefaultActions")
        self.assertEqual(forward["Type"], "forward")
        certificate, = listeners[443].get("Certificates")
        certificate = self.cloud.find(certificate["CertificateArn"])
        self.assertEqual((certificate.type, certificate.region),
                         ("AWS::CertificateManager::Certificate", balancer.region))
        return balancer, self.cloud.find(forward["TargetGroupArn"])

    def check_firewall(self):
        acl = ask.web_acl(self.cloud, self.balancer())
        self.assertEqual((acl.get("Scope"), acl.region), ("REGIONAL", self.balancer().region))
        self.assertEqual(ask.firewall(acl), FIREWALL)

    def check_topic(self):
        topic = self.only("AWS::SNS::Topic")
        subscription = self.only("AWS::SNS::Subscription")
        self.assertEqual((subscription.get("TopicArn"), subscription.get("Protocol"),
                          subscription.get("Endpoint")),
                         (topic.arn, "email", sample.ANSWERS["AdminEmail"]))
        return topic

    def dimensions(self, alarm):
        return {entry["Name"]: entry["Value"] for entry in alarm.get("Dimensions")}


class Seoul(Facts):
    blueprint = "seoul"

    def test_network(self):
        """VPC HybridBTS-VPC 10.0.0.0/16; zones a and c; public 10.0.0.0/24 (a), 10.0.2.0/24 (c),
        private 10.0.1.0/24 (a), 10.0.3.0/24 (c); internet gateway BTS-igw; one NAT gateway per zone
        in its public subnet; one public and two private route tables; public subnets give public
        addresses"""
        vpc, gateway = self.check_network(
            "10.0.0.0/16", {"10.0.0.0/24": "a", "10.0.2.0/24": "c"},
            {"10.0.1.0/24": "a", "10.0.3.0/24": "c"})
        self.assertEqual((ask.tag(vpc), ask.tag(gateway)), ("HybridBTS-VPC", "BTS-igw"))
        self.assertEqual(len(self.all("AWS::EC2::NatGateway")), 2)
        self.assertEqual(len(self.all("AWS::EC2::RouteTable")), 3)
        self.assertEqual({resource.region for resource in self.cloud.resources("seoul")}, {SEOUL})

    def test_bastions(self):
        """one t3.micro per public subnet, key BTS_Bastion_Key, SSH only from 58.237.166.233/32"""
        bastions = self.all("AWS::EC2::Instance")
        homes = set()
        for bastion in bastions:
            self.assertEqual((bastion.get("InstanceType"), bastion.get("KeyName")),
                             ("t3.micro", "BTS_Bastion_Key"))
            self.assertEqual(ask.into(self.cloud, bastion), {("tcp", 22, 22, "58.237.166.233/32")})
            homes |= {text for _, text in bastion.texts() if text.startswith("subnet-")}
        self.assertEqual((len(bastions), homes), (2, self.public()))

    def test_web_servers(self):
        """launch template (golden image or Amazon Linux 2023, t3.micro, key BTS_WEB_KEY, instance
        profile that may read the code bucket); user data installs httpd, PHP, MySQL client, fetches
        and unpacks htdocs.zip from the code bucket into /var/www/html, sets PHP's session handler
        to Redis, starts the services"""
        template = self.only("AWS::EC2::LaunchTemplate")
        data = template.get("LaunchTemplateData")
        self.assertIn("al2023", ask.parameter_default(template, "LaunchTemplateData.ImageId"))
        self.assertEqual((data["InstanceType"], data["KeyName"]), ("t3.micro", "BTS_WEB_KEY"))
        code = self.only("AWS::S3::Bucket", "buckets.code")
        role = ask.role_of_profile(self.cloud, next(iter(data["IamInstanceProfile"].values())))
        self.assertEqual({(action, where) for action, where in ask.granted(self.cloud, role)
                          if action.startswith("s3:")},
                         {("s3:GetObject", code.arn + "/*"), ("s3:ListBucket", code.arn)})
        script = data["UserData"].decoded
        cache = self.only("AWS::ElastiCache::ReplicationGroup")
        for words in ("dnf install -y httpd php", "mariadb", f"s3://{code.name}/htdocs.zip",
                      "unzip", "/var/www/html", "[session.save_handler] = redis",
                      cache.attribute("PrimaryEndPoint.Address") + ":6379",
                      "systemctl enable --now"):
            self.assertIn(words, script)

    def test_auto_scaling(self):
        """both private subnets, 2 to 4 instances, target tracking at 75 % average CPU, 300 s
        warm-up, behind the ALB"""
        group = self.only("AWS::AutoScaling::AutoScalingGroup")
        self.assertEqual(set(group.get("VPCZoneIdentifier")), self.private())
        self.assertEqual((group.get("MinSize"), group.get("MaxSize")), ("2", "4"))
        policy = self.only("AWS::AutoScaling::ScalingPolicy")
        self.assertEqual((policy.get("AutoScalingGroupName"), policy.get("PolicyType"),
                          policy.get("EstimatedInstanceWarmup"),
                          policy.get("TargetTrackingConfiguration.TargetValue"),
                          policy.get("TargetTrackingConfiguration.PredefinedMetricSpecification"
                                     ".PredefinedMetricType")),
                         (group.name, "TargetTrackingScaling", 300, 75,
                          "ASGAverageCPUUtilization"))
        self.assertEqual(group.get("TargetGroupARNs"),
                         [self.only("AWS::ElasticLoadBalancingV2::TargetGroup").arn])

    def test_load_balancer(self):
        """BTS-ALB, internet-facing over the public subnets, open on 80 and 443; 80 redirects to
        443; 443 with the region's certificate forwards to target group BTS-tg (HTTP 80,
        instances)"""
        balancer, target = self.check_balancer()
        self.assertEqual(balancer.name, "BTS-ALB")
        self.assertEqual((target.name, target.get("Protocol"), target.get("Port"),
                          target.get("TargetType")), ("BTS-tg", "HTTP", 80, "instance"))

    def test_database(self):
        """MySQL 8.4, Multi-AZ over the private subnets, not public, database BTS, user BTS_admin,
        own secret (not RDS-managed: a replica hangs on it), backups on, 3306 open to the web
        servers and to Virginia's containers"""
        database = self.only("AWS::RDS::DBInstance")
        self.assertEqual((database.get("Engine"), database.get("EngineVersion")[:3],
                          database.get("MultiAZ"), database.get("PubliclyAccessible"),
                          database.get("DBName"), database.get("MasterUsername")),
                         ("mysql", "8.4", True, False, "BTS", "BTS_admin"))
        group = self.cloud.find(database.get("DBSubnetGroupName"))
        self.assertEqual(set(group.get("SubnetIds")), self.private())
        self.assertNotIn("ManageMasterUserPassword", database.properties)
        secret = ask.password_secret(self.cloud, database)
        self.assertEqual((secret.stack.id, secret.region), (database.stack.id, SEOUL))
        self.assertGreater(database.get("BackupRetentionPeriod"), 0)
        self.assertEqual(ask.into(self.cloud, database),
                         {("tcp", 3306, 3306, source)
                          for source in {"autoscaling.web", *VIRGINIAS_PRIVATE}})

    def test_sessions(self):
        """ElastiCache Redis/Valkey, primary in a, replica in c, automatic failover; 6379 open to
        the web servers and to Virginia's containers; the primary endpoint is PHP's session store"""
        cache = self.only("AWS::ElastiCache::ReplicationGroup")
        self.assertIn(cache.get("Engine"), ("redis", "valkey"))
        self.assertEqual((cache.get("NumCacheClusters"), cache.get("PreferredCacheClusterAZs"),
                          cache.get("AutomaticFailoverEnabled")),
                         (2, [f"{SEOUL}a", f"{SEOUL}c"], True))
        self.assertEqual(ask.into(self.cloud, cache),
                         {("tcp", 6379, 6379, source)
                          for source in {"autoscaling.web", *VIRGINIAS_PRIVATE}})
        script = self.only("AWS::EC2::LaunchTemplate").get("LaunchTemplateData.UserData").decoded
        self.assertRegex(script, r"SESSIONS=\S*" + cache.attribute("PrimaryEndPoint.Address"))
        self.assertRegex(script, r"session\.save_path\] = .*\$SESSIONS")

    def test_firewall(self):
        """WAFv2 web ACL, REGIONAL, on the ALB"""
        self.check_firewall()

    def test_buckets(self):
        """code (htdocs.zip) and media (videos, subtitles), apart; neither public; media replicated
        to Virginia"""
        code, media = (self.only("AWS::S3::Bucket", f"buckets.{name}")
                       for name in ("code", "media"))
        for bucket in (code, media):
            self.assertEqual(set(bucket.get("PublicAccessBlockConfiguration").values()), {True})
        copy = self.only("AWS::S3::Bucket", "buckets.media", "virginia")
        self.assertEqual({rule["Destination"]["Bucket"]
                          for rule in media.get("ReplicationConfiguration.Rules")
                          if rule["Status"] == "Enabled"}, {copy.arn})
        role = ask.role(self.cloud, media.get("ReplicationConfiguration.Role"))
        self.assertEqual(ask.trusted(role), {"s3.amazonaws.com"})
        for bucket in (media, copy):
            self.assertEqual(bucket.get("VersioningConfiguration.Status"), "Enabled")

    def test_video(self):
        """MediaConvert: role for the service limited to the media bucket; job template that takes a
        video and an English subtitle file from the bucket and writes the captioned video back to
        it"""
        media = self.only("AWS::S3::Bucket", "buckets.media")
        roles = [role for role in self.all("AWS::IAM::Role")
                 if "mediaconvert.amazonaws.com" in ask.trusted(role)]
        self.assertEqual(len(roles), 1)
        granted = ask.granted(self.cloud, roles[0])
        self.assertLessEqual({"s3:GetObject", "s3:PutObject"}, {action for action, _ in granted})
        for _, where in granted:
            self.assertTrue(where == media.arn or where.startswith(media.arn + "/"), where)
        settings = ask.settings(self.only("AWS::MediaConvert::JobTemplate"))
        group, = settings["OutputGroups"]
        destination = group["OutputGroupSettings"]["FileGroupSettings"]["Destination"]
        self.assertTrue(destination.startswith(f"s3://{media.name}/"), destination)
        captions = [caption for output in group["Outputs"]
                    for caption in output.get("CaptionDescriptions", [])]
        self.assertEqual([caption["LanguageCode"] for caption in captions], ["ENG"])
        selectors = settings["Inputs"][0]["CaptionSelectors"]
        self.assertIn(captions[0]["CaptionSelectorName"], selectors)

    def test_events(self):
        """SNS topic admin-alert → e-mail to the administrator; CloudWatch alarm when more than 3.8
        instances of the group are in service for 300 s → topic; EventBridge rule on that alarm's
        change to ALARM → Lambda EC2-start which starts the two bastions (and may start nothing
        else)"""
        topic = self.check_topic()
        self.assertEqual(topic.name, "admin-alert")
        group = self.only("AWS::AutoScaling::AutoScalingGroup")
        alarm, = [alarm for alarm in self.all("AWS::CloudWatch::Alarm")
                  if alarm.get("MetricName") == "GroupInServiceInstances"]
        self.assertEqual(
            (alarm.get("Namespace"), alarm.get("Statistic"), alarm.get("ComparisonOperator"),
             alarm.get("Threshold"), alarm.get("Period"), alarm.get("EvaluationPeriods"),
             self.dimensions(alarm), alarm.get("AlarmActions")),
            ("AWS/AutoScaling", "Average", "GreaterThanThreshold", 3.8, 300, 1,
             {"AutoScalingGroupName": group.name}, [topic.arn]))
        self.assertTrue(group.get("MetricsCollection"))
        rule = self.only("AWS::Events::Rule")
        self.assertEqual(rule.get("EventPattern"), {
            "source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"],
            "resources": [alarm.arn], "detail": {"state": {"value": ["ALARM"]}}})
        function = self.only("AWS::Lambda::Function")
        self.assertEqual(([target["Arn"] for target in rule.get("Targets")], function.name),
                         ([function.arn], "EC2-start"))
        permission = self.only("AWS::Lambda::Permission")
        self.assertIn(permission.get("FunctionName"), (function.name, function.arn))
        self.assertEqual((permission.get("Action"), permission.get("Principal"),
                          permission.get("SourceArn")),
                         ("lambda:InvokeFunction", "events.amazonaws.com", rule.arn))
        bastions = {bastion.id for bastion in self.all("AWS::EC2::Instance")}
        role = ask.role(self.cloud, function.get("Role"))
        started = {(action, where.rsplit("/", 1)[-1])
                   for action, where in ask.granted(self.cloud, role)
                   if not action.startswith(("logs:", "xray:"))}
        self.assertEqual(started, {("ec2:StartInstances", bastion) for bastion in bastions})
        variables = " ".join(function.get("Environment.Variables").values())
        for bastion in bastions:
            self.assertIn(bastion, variables)


class Virginia(Facts):
    blueprint = "virginia"

    def test_network(self):
        """VPC 172.16.0.0/16; zones a and c; public 172.16.0.0/24, 172.16.1.0/24; private
        172.16.2.0/24, 172.16.3.0/24; NAT per zone"""
        self.check_network("172.16.0.0/16", {"172.16.0.0/24": "a", "172.16.1.0/24": "c"},
                           {"172.16.2.0/24": "a", "172.16.3.0/24": "c"})
        self.assertEqual({resource.region for resource in self.cloud.resources("virginia")},
                         {VIRGINIA})

    def hosts(self):
        return self.only("AWS::AutoScaling::AutoScalingGroup")

    def test_container_hosts(self):
        """ECR repository bts-web; ECS cluster WEB-BTS-CLUSTER on two t3.micro hosts in the private
        subnets (Auto Scaling group that may grow on CPU, ECS-optimised AL2023 image, Session
        Manager access)"""
        self.assertEqual(self.only("AWS::ECR::Repository").name, "bts-web")
        cluster = self.only("AWS::ECS::Cluster")
        self.assertEqual(cluster.name, "WEB-BTS-CLUSTER")
        hosts = self.hosts()
        self.assertEqual((hosts.get("MinSize"), set(hosts.get("VPCZoneIdentifier"))),
                         ("2", self.private()))
        self.assertGreater(int(hosts.get("MaxSize")), 2)
        policy = self.only("AWS::AutoScaling::ScalingPolicy")
        self.assertEqual(policy.get("TargetTrackingConfiguration.PredefinedMetricSpecification"
                                    ".PredefinedMetricType"), "ASGAverageCPUUtilization")
        template = self.only("AWS::EC2::LaunchTemplate")
        data = template.get("LaunchTemplateData")
        self.assertEqual(data["InstanceType"], "t3.micro")
        self.assertIn("/aws/service/ecs/optimized-ami/amazon-linux-2023/",
                      ask.parameter_default(template, "LaunchTemplateData.ImageId"))
        self.assertIn(f"ECS_CLUSTER={cluster.name}", data["UserData"].decoded)
        role = ask.role_of_profile(self.cloud, next(iter(data["IamInstanceProfile"].values())))
        self.assertLessEqual({"AmazonSSMManagedInstanceCore",
                              "service-role/AmazonEC2ContainerServiceforEC2Role"},
                             ask.managed(role))

    def test_containers(self):
        """task BTS-TASK-DEFINITION: container BTS-WEB from the repository, host network, port 80,
        128 MiB, environment with the writer database and the session store in Seoul; service of
        type DAEMON behind the ALB"""
        service = self.only("AWS::ECS::Service")
        self.assertEqual((service.get("SchedulingStrategy"), service.get("Cluster")),
                         ("DAEMON", self.only("AWS::ECS::Cluster").name))
        task = ask.task_of(self.cloud, service)
        container, = task.get("ContainerDefinitions")
        repository = self.only("AWS::ECR::Repository")
        port, = container["PortMappings"]
        self.assertEqual((task.name, task.get("NetworkMode"), container["Name"],
                          container["Memory"], port["ContainerPort"], port.get("HostPort", 80)),
                         ("BTS-TASK-DEFINITION", "host", "BTS-WEB", 128, 80, 80))
        self.assertTrue(container["Image"].startswith(
            repository.attribute("RepositoryUri") + ":"), container["Image"])
        database = self.only("AWS::RDS::DBInstance", blueprint="seoul")
        cache = self.only("AWS::ElastiCache::ReplicationGroup", blueprint="seoul")
        variables = ask.environment(container)
        self.assertEqual(variables["DB_HOST"], database.attribute("Endpoint.Address"))
        self.assertIn(cache.attribute("PrimaryEndPoint.Address"), variables["SESSIONS"])
        joined, = service.get("LoadBalancers")
        target = self.cloud.find(joined["TargetGroupArn"])
        self.assertEqual((joined["ContainerName"], joined["ContainerPort"], target.component),
                         ("BTS-WEB", 80, self.balancer().component))

    def test_secret_of_the_containers(self):
        """A secret never crosses a region as a value: the consumer's region gets a replica of the
        secret and its ARN crosses"""
        container, = ask.task_of(self.cloud, self.only("AWS::ECS::Service")).get(
            "ContainerDefinitions")
        source = ask.password_secret(self.cloud, self.only("AWS::RDS::DBInstance",
                                                           blueprint="seoul"))
        self.assertEqual(ask.secrets(container)["DB_SECRET"],
                         source.arn.replace(SEOUL, VIRGINIA))

    def test_load_balancer(self):
        """ALB as in Seoul, with its own certificate in us-east-1 and its own web ACL"""
        balancer, target = self.check_balancer()
        self.assertEqual((target.get("Protocol"), target.get("Port"), target.get("TargetType")),
                         ("HTTP", 80, "instance"))
        self.check_firewall()
        self.assertIsNot(ask.web_acl(self.cloud, balancer),
                         ask.web_acl(self.cloud, self.balancer("seoul")))
        self.assertLessEqual({(80, 80)}, {(first, last) for _, first, last, source in
                                          ask.into(self.cloud, self.only(
                                              "AWS::EC2::LaunchTemplate"))
                                          if source == balancer.component})

    def test_database(self):
        """read replica of Seoul's in the private subnets, own customer key and own parameter group
        with the source's settings"""
        replica = self.only("AWS::RDS::DBInstance")
        source = self.only("AWS::RDS::DBInstance", blueprint="seoul")
        self.assertEqual((replica.get("SourceDBInstanceIdentifier"), replica.get("SourceRegion")),
                         (source.arn, SEOUL))
        group = self.cloud.find(replica.get("DBSubnetGroupName"))
        self.assertEqual(set(group.get("SubnetIds")), self.private())
        key = self.cloud.find(replica.get("KmsKeyId"))
        self.assertEqual((key.type, key.region), ("AWS::KMS::Key", VIRGINIA))
        ours, theirs = (self.cloud.find(database.get("DBParameterGroupName"))
                        for database in (replica, source))
        self.assertIsNot(ours, theirs)
        self.assertEqual((ours.get("Family"), ours.get("Parameters")),
                         (theirs.get("Family"), theirs.get("Parameters")))

    def test_watch(self):
        """topic and e-mail of its own; alarms that live outside the region they watch: health of
        Seoul's site, replication lag"""
        topic = self.check_topic()
        alarms = {alarm.get("MetricName"): alarm for blueprint in ("virginia", "edge")
                  for alarm in self.all("AWS::CloudWatch::Alarm", blueprint=blueprint)}
        self.assertLessEqual({"HealthCheckStatus", "ReplicaLag"}, set(alarms))
        told = {other.arn for other in self.all("AWS::SNS::Topic", blueprint="edge")} | {topic.arn}
        for alarm in alarms.values():
            self.assertEqual(alarm.region, VIRGINIA)
            self.assertLessEqual(set(alarm.get("AlarmActions")), told)
            self.assertEqual(len(alarm.get("AlarmActions")), 1)
        health = self.cloud.find(self.dimensions(alarms["HealthCheckStatus"])["HealthCheckId"])
        self.assertEqual(health.get("HealthCheckConfig.FullyQualifiedDomainName"),
                         self.balancer("seoul").attribute("DNSName"))
        self.assertEqual(self.dimensions(alarms["ReplicaLag"]),
                         {"DBInstanceIdentifier": self.only("AWS::RDS::DBInstance").name})


class Edge(Facts):
    blueprint = "edge"

    def test_peering(self):
        """Seoul (requester) ↔ Virginia; each side's private route tables carry the other's private
        subnets"""
        peering, = self.cloud.resources(type="AWS::EC2::VPCPeeringConnection")
        vpcs = {name: self.only("AWS::EC2::VPC", blueprint=name) for name in ("seoul", "virginia")}
        self.assertEqual((peering.region, peering.get("VpcId"), peering.get("PeerVpcId"),
                          peering.get("PeerRegion")),
                         (SEOUL, vpcs["seoul"].id, vpcs["virginia"].id, VIRGINIA))
        for blueprint, theirs in (("seoul", VIRGINIAS_PRIVATE), ("virginia", SEOULS_PRIVATE)):
            subnets = ask.subnets(self.cloud, blueprint).values()
            for subnet in subnets:
                table = ask.table_of(self.cloud, subnet)
                over = {destination for destination, target in
                        ask.routes(self.cloud, table).items() if target is peering}
                private = subnet.id in self.private(blueprint)
                self.assertEqual(over, theirs if private else set(), subnet.label)

    def test_accelerator(self):
        """BTS-AGA, TCP 443 (and 80 for the redirect); endpoint groups ap-northeast-2 and us-east-1,
        dial 100, the region's ALB at weight 128, client addresses preserved"""
        accelerator = self.only("AWS::GlobalAccelerator::Accelerator")
        self.assertEqual(accelerator.get("Name"), "BTS-AGA")
        ports = set()
        for listener in self.all("AWS::GlobalAccelerator::Listener"):
            self.assertEqual((listener.get("AcceleratorArn"), listener.get("Protocol")),
                             (accelerator.arn, "TCP"))
            ports |= {(each["FromPort"], each["ToPort"]) for each in listener.get("PortRanges")}
            groups = {group.get("EndpointGroupRegion"): group
                      for group in self.all("AWS::GlobalAccelerator::EndpointGroup")
                      if group.get("ListenerArn") == listener.arn}
            self.assertEqual(set(groups), {SEOUL, VIRGINIA})
            for region, blueprint in ((SEOUL, "seoul"), (VIRGINIA, "virginia")):
                endpoint, = groups[region].get("EndpointConfigurations")
                self.assertEqual(groups[region].get("TrafficDialPercentage"), 100)
                self.assertEqual((endpoint["EndpointId"], endpoint["Weight"],
                                  endpoint["ClientIPPreservationEnabled"]),
                                 (self.balancer(blueprint).arn, 128, True))
        self.assertEqual(ports, {(80, 80), (443, 443)})

    def records(self):
        return {(record.get("Name").rstrip("."), record.get("Type")): record
                for record in self.all("AWS::Route53::RecordSet")}

    def test_records(self):
        """zone hybridbts.com; A aliases of the accelerator for the apex, www, kr and *;
        media.hybridbts.com is an A and AAAA alias of the distribution"""
        accelerator = self.only("AWS::GlobalAccelerator::Accelerator").attribute("DnsName")
        media = self.only("AWS::CloudFront::Distribution").attribute("DomainName")
        expected = {(name, "A"): (accelerator, "Z2BJ6XQ5FK7U4H")
                    for name in ("hybridbts.com", "www.hybridbts.com", "kr.hybridbts.com",
                                 "*.hybridbts.com")}
        expected.update({("media.hybridbts.com", kind): (media, "Z2FDTNDATAQYW2")
                         for kind in ("A", "AAAA")})
        self.assertEqual({key: (record.get("AliasTarget.DNSName"),
                                record.get("AliasTarget.HostedZoneId"))
                          for key, record in self.records().items()}, expected)
        self.assertEqual({record.get("HostedZoneId") for record in self.records().values()},
                         {sample.ANSWERS["ZoneId"]})

    def test_health_checks(self):
        """HTTPS health checks of www and of each region's ALB"""
        checks = {check.get("HealthCheckConfig.FullyQualifiedDomainName"):
                  check.get("HealthCheckConfig.Type")
                  for check in self.all("AWS::Route53::HealthCheck")}
        self.assertEqual(checks, {name: "HTTPS" for name in (
            SITE, *(self.balancer(blueprint).attribute("DNSName")
                    for blueprint in ("seoul", "virginia")))})

    def test_certificates(self):
        """www.hybridbts.com with hybridbts.com and *.hybridbts.com, DNS-validated in the zone; one
        per region that uses it, and the one for CloudFront in us-east-1"""
        found = self.cloud.resources(type="AWS::CertificateManager::Certificate")
        self.assertEqual(sorted((each.stack.id.split("/")[0], each.region) for each in found),
                         [("edge", VIRGINIA), ("seoul", SEOUL), ("virginia", VIRGINIA)])
        for certificate in found:
            names = {certificate.get("DomainName"),
                     *certificate.get("SubjectAlternativeNames", [])}
            self.assertEqual((certificate.get("DomainName"), names,
                              certificate.get("ValidationMethod")), (SITE, SITE_NAMES, "DNS"))
            # Apex and wildcard share one record: each base name once.
            options = {option["DomainName"]: option["HostedZoneId"]
                       for option in certificate.get("DomainValidationOptions")}
            self.assertEqual(options, dict.fromkeys((SITE, "hybridbts.com"),
                                                    sample.ANSWERS["ZoneId"]))

    def test_distribution(self):
        """CloudFront over the media bucket by origin access control, HTTPS only, web ACL of scope
        CLOUDFRONT and certificate from us-east-1; the bucket admits that distribution alone; an
        origin group falls back to the copy in Virginia"""
        distribution = self.only("AWS::CloudFront::Distribution")
        config = distribution.get("DistributionConfig")
        self.assertEqual(config["Aliases"], ["media.hybridbts.com"])
        media, copy = (self.only("AWS::S3::Bucket", "buckets.media", name)
                       for name in ("seoul", "virginia"))
        origins = {origin["Id"]: origin for origin in config["Origins"]}
        for origin in origins.values():
            control = self.cloud.find(origin["OriginAccessControlId"])
            self.assertEqual(control.type, "AWS::CloudFront::OriginAccessControl")
        group, = config["OriginGroups"]["Items"]
        members = [origins[member["OriginId"]]["DomainName"]
                   for member in group["Members"]["Items"]]
        self.assertEqual(members, [bucket.attribute("RegionalDomainName")
                                   for bucket in (media, copy)])
        behavior = config["DefaultCacheBehavior"]
        self.assertEqual(behavior["TargetOriginId"], group["Id"])
        self.assertIn(behavior["ViewerProtocolPolicy"], ("https-only", "redirect-to-https"))
        acl = self.cloud.find(config["WebACLId"])
        self.assertEqual((acl.get("Scope"), acl.region), ("CLOUDFRONT", VIRGINIA))
        certificate = self.cloud.find(config["ViewerCertificate"]["AcmCertificateArn"])
        self.assertEqual(certificate.region, VIRGINIA)
        for bucket in (media, copy):
            readers = [statement for statement in ask.bucket_statements(self.cloud, bucket)
                       if statement["Effect"] == "Allow" and "s3:GetObject" in
                       ask.listed(statement["Action"])]
            self.assertEqual([statement["Principal"] for statement in readers],
                             [{"Service": "cloudfront.amazonaws.com"}], bucket.label)
            self.assertIn(f"distribution/{distribution.id}",
                          str(readers[0]["Condition"]["StringEquals"]))

    def test_firewall(self):
        """six AWS managed groups in this order: AmazonIpReputationList (25 WCU), CommonRuleSet
        (700), KnownBadInputsRuleSet (200), PHPRuleSet (100), SQLiRuleSet (200), WordPressRuleSet
        (100); a metric name for each; identical on all three web ACLs"""
        acls = self.cloud.resources(type="AWS::WAFv2::WebACL")
        self.assertEqual(sorted((acl.region, acl.get("Scope")) for acl in acls),
                         [(SEOUL, "REGIONAL"), (VIRGINIA, "CLOUDFRONT"), (VIRGINIA, "REGIONAL")])
        for acl in acls:
            self.assertEqual(ask.firewall(acl), FIREWALL)
            self.assertEqual(acl.get("DefaultAction"), {"Allow": {}})
            self.assertEqual(acl.get("Rules"), acls[0].get("Rules"))
            for rule in acl.get("Rules"):
                self.assertEqual(rule["OverrideAction"], {"None": {}})
                self.assertEqual(rule["Statement"]["ManagedRuleGroupStatement"]["VendorName"],
                                 "AWS")


class Seed(Facts):
    """How the whole hangs together."""

    def test_whole(self):
        """Nothing waits for what nobody made."""
        self.assertEqual(self.cloud.incomplete(), [])

    def test_templates(self):
        """CloudFormation split into network, database, storage and app templates joined by exports
        and Fn::ImportValue, with the exporting stack's name as a parameter"""
        layers = {stack.id for stack in self.cloud.stacks.values()}
        for blueprint in ("seoul", "virginia"):
            self.assertLessEqual({f"{blueprint}/{layer}" for layer in (
                "network", "database", "storage", "app")}, layers)
        app = self.cloud.stack("seoul/app")
        self.assertLessEqual({"seoul/network", "seoul/database", "seoul/storage", "seoul/cache"},
                             set(app.imports.values()))
        for name in ("NetworkStackName", "DatabaseStackName", "StorageStackName"):
            self.assertIn(name, app.template["Parameters"])

    def test_on_premises(self):
        """an inside network with one database and one DHCP server (say 192.168.0.0/16, kept free of
        overlap during the migration)"""
        for resource, path, text in self.cloud.texts():
            if path == "CidrBlock":
                self.assertFalse(text.startswith("192.168."), resource.label)

    def test_nothing_is_built_in(self):
        """every value a site changes (administrator's address, e-mail, key names, domain, image,
        instance classes) is a blueprint value or a parameter"""
        for name in ("AdminCidr", "AdminEmail", "BastionKey", "WebKey", "ZoneId"):
            self.assertTrue(any(name in stack.parameters for stack in self.cloud.stacks.values()),
                            name)


def natively(facts):
    """The same rows with Fn::GetStackOutput between the regions."""
    return type(facts.__name__ + "Natively", (facts,), {"mode": "native",
                                                        "__module__": __name__})


SeoulNatively, VirginiaNatively, EdgeNatively = map(natively, (Seoul, Virginia, Edge))


if __name__ == "__main__":
    harness.main()
