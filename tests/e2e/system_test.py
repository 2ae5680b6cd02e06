#!/usr/bin/env python3
"""The sample system is what was asked for: each row of its description, on the resolved output.

Here are its two sites and the whole; what stands between the regions is in system_edge_test.py.
"""

import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import cfn_functions, cloud_services, harness, sample  # noqa: E402
from support import questions as ask  # noqa: E402
from support.facts import GROUPS, SEOUL, VIRGINIA, Facts, natively  # noqa: E402

VIRGINIAS_PRIVATE = {"172.16.2.0/24", "172.16.3.0/24"}

# Where each kind of resource says its class.
CLASSES = {"AWS::EC2::Instance": "InstanceType",
           "AWS::EC2::LaunchTemplate": "LaunchTemplateData.InstanceType",
           "AWS::RDS::DBInstance": "DBInstanceClass",
           "AWS::ElastiCache::ReplicationGroup": "CacheNodeType"}


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
        profile that may read the code bucket); nobody reaches them but the ALB, and the bastions
        for SSH"""
        template = self.only("AWS::EC2::LaunchTemplate")
        data = template.get("LaunchTemplateData")
        self.assertIn("al2023", ask.parameter_default(template, "LaunchTemplateData.ImageId"))
        self.assertEqual((data["InstanceType"], data["KeyName"]), ("t3.micro", "BTS_WEB_KEY"))
        bastion = self.all("AWS::EC2::Instance")[0].component
        self.assertEqual(ask.into(self.cloud, template),
                         {("tcp", 80, 80, self.balancer().component), ("tcp", 22, 22, bastion)})
        code = self.only("AWS::S3::Bucket", "buckets.code")
        secret = ask.password_secret(self.cloud, self.only("AWS::RDS::DBInstance"))
        role = ask.role_of_profile(self.cloud, next(iter(data["IamInstanceProfile"].values())))
        self.assertEqual(ask.granted(self.cloud, role),
                         {("s3:GetObject", code.arn + "/*"), ("s3:ListBucket", code.arn),
                          ("secretsmanager:GetSecretValue", secret.arn),
                          ("secretsmanager:DescribeSecret", secret.arn)})
        self.assertLessEqual(ask.managed(role), {"AmazonSSMManagedInstanceCore"})

    def test_boot(self):
        """user data installs httpd, PHP, MySQL client, fetches and unpacks htdocs.zip from the code
        bucket into /var/www/html, sets PHP's session handler to Redis, starts the services"""
        script = self.script()
        # The distribution packages no session handler for Redis: PECL builds it.
        packages = ask.installed(script)
        self.assertLessEqual({"httpd", "php", "php-fpm", "php-mysqlnd", "unzip",
                              "php-devel", "php-pear", "gcc", "make"}, packages)
        self.assertTrue([name for name in packages if name.startswith(("mariadb", "mysql"))])
        self.assertRegex(script, r"\bpecl install redis\b")
        self.assertRegex(script, r"extension=redis(\.so)?\b.* > /etc/php\.d/")
        code = self.only("AWS::S3::Bucket", "buckets.code")
        fetched = re.search(rf"^aws s3 cp s3://{code.name}/htdocs\.zip (\S+)$", script, re.M)
        self.assertTrue(fetched, script)
        self.assertRegex(script, rf"(?m)^unzip .*{re.escape(fetched[1])} -d /var/www/html/?$")
        self.assertIn("[session.save_handler] = redis", script)
        started = {unit for units in re.findall(r"(?m)^systemctl enable --now (.*)$", script)
                   for unit in units.split()}
        self.assertEqual(started, {"httpd", "php-fpm"})
        database = self.only("AWS::RDS::DBInstance")
        given = ask.exported(script)
        self.assertEqual(
            {name: given.get(name) for name in ("DB_HOST", "DB_NAME", "DB_SECRET")},
            {"DB_HOST": database.attribute("Endpoint.Address"), "DB_NAME": "BTS",
             "DB_SECRET": ask.password_secret(self.cloud, database).arn})

    def script(self):
        return self.only("AWS::EC2::LaunchTemplate").get("LaunchTemplateData.UserData").decoded

    def test_auto_scaling(self):
        """both private subnets, 2 to 4 instances, target tracking at 75 % average CPU, 300 s
        warm-up, behind the ALB"""
        group, policy, _ = self.check_group(2, [4])
        self.assertEqual((policy.get("EstimatedInstanceWarmup"),
                          policy.get("TargetTrackingConfiguration.TargetValue")), (300, 75))
        self.assertEqual(group.get("TargetGroupARNs"),
                         [self.only("AWS::ElasticLoadBalancingV2::TargetGroup").arn])

    def test_load_balancer(self):
        """BTS-ALB, internet-facing over the public subnets, open on 80 and 443; 80 redirects to
        443; 443 with the region's certificate forwards to target group BTS-tg (HTTP 80,
        instances)"""
        self.check_balancer()

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
        script = self.script()
        self.assertRegex(ask.exported(script)["SESSIONS"],
                         rf"^\w+://{re.escape(cache.attribute('PrimaryEndPoint.Address'))}:6379\b")
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
        rule, = media.get("ReplicationConfiguration.Rules")
        self.assertEqual((rule["Status"], rule["Destination"]["Bucket"]), ("Enabled", copy.arn))
        self.assertEqual([rule.get("Prefix", ""), *rule.get("Filter", {}).values()],
                         [""] * (1 + len(rule.get("Filter", {}))))  # all that is in it
        role = ask.role(self.cloud, media.get("ReplicationConfiguration.Role"))
        self.assertEqual(ask.trusted(role), {"s3.amazonaws.com"})
        granted = ask.granted(self.cloud, role)
        self.assertLessEqual({("s3:GetObjectVersionForReplication", media.arn + "/*"),
                              ("s3:ReplicateObject", copy.arn + "/*")}, granted)
        self.assertLessEqual({where.split("/")[0] for _, where in granted}, {media.arn, copy.arn})
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
        for _, where in granted:
            self.assertTrue(where == media.arn or where.startswith(media.arn + "/"), where)
        settings = ask.settings(self.only("AWS::MediaConvert::JobTemplate"))
        group, = settings["OutputGroups"]
        destination = group["OutputGroupSettings"]["FileGroupSettings"]["Destination"]
        self.assertRegex(destination, f"^s3://{media.name}/.+/$")
        # What is read and what is written are folders apart: a job never eats its own work.
        read, written = ([where.removesuffix("*") for action, where in granted if action == wanted]
                         for wanted in ("s3:GetObject", "s3:PutObject"))
        self.assertEqual(written, [destination.replace("s3://", "arn:aws:s3:::")])
        self.assertEqual(len(read), 1)
        self.assertRegex(read[0], f"^{re.escape(media.arn)}/.+/$")
        self.assertFalse(read[0].startswith(written[0]) or written[0].startswith(read[0]), granted)
        source, = settings["Inputs"]
        self.assertTrue(group["Outputs"])
        for output in group["Outputs"]:
            caption, = output["CaptionDescriptions"]
            self.assertEqual((caption["LanguageCode"],
                              caption["DestinationSettings"]["DestinationType"]),
                             ("ENG", "BURN_IN"))
            selector = source["CaptionSelectors"][caption["CaptionSelectorName"]]
            self.assertEqual(selector["SourceSettings"]["SourceType"], "SMI")

    def test_events(self):
        """SNS topic admin-alert → e-mail to the administrator; CloudWatch alarm when more than 3.8
        instances of the group are in service for 300 s → topic; EventBridge rule on that alarm's
        change to ALARM → Lambda EC2-start which starts the two bastions (and may start nothing
        else)"""
        topic, = self.topics()
        self.assertEqual(topic.name, "admin-alert")
        group = self.only("AWS::AutoScaling::AutoScalingGroup")
        alarm = self.alarm("GroupInServiceInstances")
        self.assertEqual(
            (alarm.get("Namespace"), alarm.get("Statistic"), alarm.get("ComparisonOperator"),
             alarm.get("Threshold"), alarm.get("Period"), alarm.get("EvaluationPeriods"),
             self.dimensions(alarm), alarm.get("AlarmActions")),
            ("AWS/AutoScaling", "Average", "GreaterThanThreshold", 3.8, 300, 1,
             {"AutoScalingGroupName": group.name}, [topic.arn]))
        self.assertIn(alarm.get("TreatMissingData", "missing"), ("missing", "notBreaching"))
        self.assertTrue(group.get("MetricsCollection"))
        rule = self.only("AWS::Events::Rule")
        self.assertEqual(rule.get("EventPattern"), {
            "source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"],
            "resources": [alarm.arn], "detail": {"state": {"value": ["ALARM"]}}})
        function = self.only("AWS::Lambda::Function")
        self.assertEqual((rule.get("State", "ENABLED"), function.name,
                          [target["Arn"] for target in rule.get("Targets")]),
                         ("ENABLED", "EC2-start", [function.arn]))
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
        (service, call, given), = ask.calls_of(function)
        self.assertEqual((service, call, set(given), set(given["InstanceIds"])),
                         ("ec2", "start_instances", {"InstanceIds"}, bastions))


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
        _, _, template = self.check_group(2, range(3, 100))
        data = template.get("LaunchTemplateData")
        self.assertEqual(data["InstanceType"], "t3.micro")
        self.assertIn("/aws/service/ecs/optimized-ami/amazon-linux-2023/",
                      ask.parameter_default(template, "LaunchTemplateData.ImageId"))
        self.assertIn(f"ECS_CLUSTER={cluster.name}", data["UserData"].decoded.splitlines())
        self.assertEqual(ask.into(self.cloud, template),
                         {("tcp", 80, 80, self.balancer().component)})
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
        self.assertRegex(variables["SESSIONS"],
                         rf"^\w+://{re.escape(cache.attribute('PrimaryEndPoint.Address'))}:6379\b")
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
        balancer, _ = self.check_balancer()
        self.check_firewall()
        self.assertIsNot(ask.web_acl(self.cloud, balancer),
                         ask.web_acl(self.cloud, self.balancer("seoul")))

    def test_database(self):
        """read replica of Seoul's in the private subnets, own customer key and own parameter group
        with the source's settings"""
        replica = self.only("AWS::RDS::DBInstance")
        source = self.only("AWS::RDS::DBInstance", blueprint="seoul")
        self.assertEqual((replica.get("SourceDBInstanceIdentifier"), replica.get("SourceRegion"),
                          replica.get("PubliclyAccessible")), (source.arn, SEOUL, False))
        self.assertEqual(ask.into(self.cloud, replica),
                         {("tcp", 3306, 3306, self.hosts().component)})
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
        told = {topic.arn for blueprint in ("virginia", "edge")
                for topic in self.topics(blueprint)}
        self.assertEqual(len(self.topics()), 1)
        for blueprint in ("virginia", "edge"):
            for alarm in self.all("AWS::CloudWatch::Alarm", blueprint=blueprint):
                action, = alarm.get("AlarmActions")
                self.assertEqual((alarm.region, action in told), (VIRGINIA, True), alarm.label)
        health = self.alarm("HealthCheckStatus", "edge")
        self.assertEqual(
            (health.get("Namespace"), health.get("Statistic"), health.get("ComparisonOperator"),
             health.get("Threshold"), health.get("TreatMissingData")),
            ("AWS/Route53", "Minimum", "LessThanThreshold", 1, "breaching"))
        self.assertLessEqual(health.get("Period") * health.get("EvaluationPeriods"), 300)
        check = self.cloud.find(self.dimensions(health)["HealthCheckId"])
        self.assertEqual((check.get("HealthCheckConfig.FullyQualifiedDomainName"),
                          check.get("HealthCheckConfig.Inverted", False)),
                         (self.balancer("seoul").attribute("DNSName"), False))
        lag = self.alarm("ReplicaLag")
        self.assertEqual((lag.get("Namespace"), self.dimensions(lag)),
                         ("AWS/RDS",
                          {"DBInstanceIdentifier": self.only("AWS::RDS::DBInstance").name}))
        self.assertIn(lag.get("Statistic"), ("Average", "Maximum"))
        self.assertIn(lag.get("ComparisonOperator"),
                      ("GreaterThanThreshold", "GreaterThanOrEqualToThreshold"))
        self.assertIn(lag.get("TreatMissingData", "missing"), ("missing", "breaching"))
        # Minutes, not a day: seconds behind, and seconds until somebody is told.
        self.assertIn(lag.get("Threshold"), range(1, 601))
        self.assertLessEqual(lag.get("Period") * lag.get("EvaluationPeriods"), 600)


class Seed(Facts):
    """How the whole hangs together."""

    def test_whole(self):
        """Nothing waits for what nobody made."""
        self.assertEqual(self.cloud.incomplete(), [])

    def test_templates(self):
        """CloudFormation split into network, database, storage and app templates joined by exports
        and Fn::ImportValue, with the exporting stack's name as a parameter"""
        layers = {stack.id for stack in self.cloud.stacks.values()}
        more = {"seoul": ["Cache"], "virginia": []}
        for blueprint, others in more.items():
            names = ["Network", "Database", "Storage", *others]
            stacks = {f"{blueprint}/{name.lower()}" for name in names}
            app = self.cloud.stack(f"{blueprint}/app")
            self.assertLessEqual(stacks, layers)
            self.assertLessEqual(stacks, set(app.imports.values()))
            self.assertLessEqual({f"{name}StackName" for name in names},
                                 set(app.template["Parameters"]))
        found = 0
        for stack in self.cloud.stacks.values():
            for argument in ask.imports(stack.template):
                name, = (name for name in cfn_functions.references(argument)
                         if name in stack.parameters)
                self.assertRegex(name, "StackName$")
                self.assertIn((stack.region, stack.parameters[name]), self.cloud.stacks)
                found += 1
        self.assertGreater(found, 20)

    def diagnosed(self, change):
        """What the compiler says of the sample after a change of its blueprints."""
        with tempfile.TemporaryDirectory() as work:
            work = pathlib.Path(work)
            result = harness.run("build", sample.edited(work, change), "-o", work / "out")
        return result.stderr.decode("utf-8")

    def test_on_premises(self):
        """an inside network with one database and one DHCP server (say 192.168.0.0/16, kept free of
        overlap during the migration)"""
        for resource, path, text in self.cloud.texts():
            if path == "CidrBlock":
                self.assertFalse(text.startswith("192.168."), resource.label)
        for blueprint, ours in (("seoul", "10.0."), ("virginia", "172.16.")):
            def moved(documents, name=blueprint, ours=ours):
                documents[name] = json.loads(json.dumps(documents[name]).replace(ours, "192.168."))
            self.assertRegex(self.diagnosed(moved),
                             rf"error\[BTS2009\]: the VPC of `{blueprint}` .* on-premises range")

    def test_capacity_of_the_firewall(self):
        """AmazonIpReputationList (25 WCU), CommonRuleSet (700), KnownBadInputsRuleSet (200),
        PHPRuleSet (100), SQLiRuleSet (200), WordPressRuleSet (100)"""
        self.assertEqual(sum(GROUPS.values()), 1325)
        self.assertEqual({group: cloud_services.WCU[f"AWSManagedRules{group}"]
                          for group in GROUPS}, GROUPS)
        # Above 1,500 the compiler names the sum: with one more group than the sample has.
        for blueprint, acl in (("seoul", "site"), ("virginia", "site"), ("edge", "cdn")):
            def larger(documents, name=blueprint, acl=acl):
                documents[name]["web_acls"][acl]["managed"].append("LinuxRuleSet")
            self.assertIn("the rules take 1525 capacity units", self.diagnosed(larger))

    def test_nothing_is_built_in(self):
        """every value a site changes (administrator's address, e-mail, key names, domain, image,
        instance classes) is a blueprint value or a parameter"""
        given = {}
        for stack in self.cloud.stacks.values():
            for name, value in stack.parameters.items():
                given.setdefault(name, set()).add(value)
        for name, value in {"AdminCidr": "58.237.166.233/32", "BastionKey": "BTS_Bastion_Key",
                            "WebKey": "BTS_WEB_KEY", **sample.ANSWERS}.items():
            self.assertEqual(given.get(name), {value}, name)
        task = self.only("AWS::ECS::TaskDefinition", blueprint="virginia")
        container, = task.get("ContainerDefinitions")
        self.assertEqual({container["Image"].rsplit(":", 1)[1]}, given.get("ImageTag"))
        documents = harness.documents(harness.blueprint_folder())
        zones = [zone for document in documents.values()
                 for zone in document.get("hosted_zones", {}).values()]
        self.assertEqual({zone["domain"] for zone in zones}, {"hybridbts.com"})
        for kind, path in CLASSES.items():
            for resource in self.all(kind):
                document = documents[resource.stack.id.split("/")[0]]
                section, name = resource.component.split(".")
                written = document[section][name]
                written = written.get("instance", written.get("node", ""))
                if not written.startswith("${{ parameters."):
                    self.assertEqual(resource.get(path), written, resource.label)


SeoulNatively, VirginiaNatively, SeedNatively = map(natively, (Seoul, Virginia, Seed))


if __name__ == "__main__":
    harness.main()
