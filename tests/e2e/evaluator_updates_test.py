#!/usr/bin/env python3
"""The evaluator on kept state: updates, replacement, promotion, lost regions, deletion.

Each failure of a transition is provoked once, on hand-written builds (support/made_up.py).
"""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import deployment, evaluator, harness  # noqa: E402
from support.made_up import build, stack  # noqa: E402

QUEUE = ("AWS::SQS::Queue", {})
VPC = ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"})
SEOUL = {"ap-northeast-2"}


def vpc(cidr):
    return ("AWS::EC2::VPC", {"CidrBlock": cidr})


def group(name, description):
    return ("AWS::EC2::SecurityGroup", {"GroupName": name, "GroupDescription": description})


class Case(unittest.TestCase):
    def setUp(self):
        self.cloud = evaluator.Cloud()

    def apply(self, *stacks, retired=(), lost=(), unreachable=()):
        return self.cloud.apply(build(*stacks, retired=retired, lost=lost), unreachable)

    def refuses(self, fragment, *stacks, **options):
        with self.assertRaises(evaluator.Failure) as caught:
            self.apply(*stacks, **options)
        self.assertIn(fragment, str(caught.exception))


class Updates(Case):
    def test_what_stays_keeps_its_id(self):
        self.apply(stack("one/app", {"V": VPC}))
        before = self.cloud.resource("one", "V").id
        self.apply(stack("one/app", {"V": (VPC[0], {**VPC[1], "EnableDnsSupport": True})}))
        self.assertEqual(self.cloud.resource("one", "V").id, before)
        self.assertEqual(self.cloud.log[-1], ("modify", "one/app/V"))

    def test_replacement(self):
        self.apply(stack("one/app", {"V": VPC}))
        before = self.cloud.resource("one", "V").id
        self.apply(stack("one/app", {"V": vpc("10.1.0.0/16")}))
        self.assertNotEqual(self.cloud.resource("one", "V").id, before)
        self.assertEqual(self.cloud.log[-1], ("replace", "one/app/V"))
        self.assertIsNone(self.cloud.find(before))

    def test_replacement_under_a_name(self):
        self.apply(stack("one/app", {"G": group("web", "one")}))
        self.refuses("GroupDescription would replace it, but its name web is taken by itself",
                     stack("one/app", {"G": group("web", "two")}))
        self.cloud = evaluator.Cloud()
        self.apply(stack("one/app", {"G": group("web", "one")}))
        self.apply(stack("one/app", {"G": group("web2", "two")}))

    def test_replacement_of_data(self):
        for kind, before, after in (
                ("AWS::S3::Bucket", {"BucketName": "a"}, {"BucketName": "b"}),
                ("AWS::RDS::DBInstance", {"DBName": "A"}, {"DBName": "B"}),
                ("AWS::RDS::DBInstance", {}, {"EngineVersion": "8.4", "Engine": "mariadb"}),
                ("AWS::ElastiCache::ReplicationGroup", {"Port": 1}, {"Port": 2}),
                ("AWS::SecretsManager::Secret", {"Name": "a"}, {}),
                ("AWS::ECR::Repository", {"RepositoryName": "a"}, {"RepositoryName": "b"}),
                ("AWS::DynamoDB::Table", {"TableName": "a"}, {"TableName": "b"})):
            self.cloud = evaluator.Cloud()
            common = {"Engine": "mysql", "DBInstanceClass": "x", "AllocatedStorage": "20",
                      "MasterUsername": "x", "MasterUserPassword": "x"} if "RDS" in kind else {}
            self.apply(stack("one/app", {"D": (kind, {**common, **before})}))
            self.refuses(f"would replace {kind}, and what it holds",
                         stack("one/app", {"D": (kind, {**common, **after})}))

    def test_another_type(self):
        self.apply(stack("one/app", {"V": VPC}))
        self.refuses("Resources.V: is a AWS::EC2::VPC, and cannot become a AWS::SQS::Queue",
                     stack("one/app", {"V": QUEUE}))

    def test_what_moves(self):
        self.apply(stack("one/app", {"V": VPC, "Q": QUEUE}))
        self.refuses("one's V moves from one/app to one/network",
                     stack("one/network", {"V": VPC}), stack("one/app", {"Q": QUEUE}))
        self.refuses("the stack bts-one-app was one/app and is one/web",
                     stack("one/web", {"V": VPC}, stackName="bts-one-app"))

    def test_lost_data_of_a_living_component(self):
        def parts(*names):
            entry, template = stack("one/app", {name: ("AWS::S3::Bucket", {}) for name in names})
            for facts in entry["resources"].values():
                facts["component"] = "buckets.media"
            return entry, template
        self.apply(parts("A", "B"))
        self.refuses("buckets.media of one is in both builds and loses B", parts("A"))

    def test_revisions_and_versions(self):
        def parts(image):
            return stack("one/app", {
                "T": ("AWS::ECS::TaskDefinition", {"Family": "web", "ContainerDefinitions": [
                    {"Name": "W", "Image": image, "Memory": 128}]}),
                "L": ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"ImageId": image}})})
        for image, number in (("a", "1"), ("b", "2"), ("b", "2")):
            self.apply(parts(image))
            task, template = (self.cloud.resource("one", name) for name in "TL")
            self.assertTrue(task.id.endswith(f"task-definition/web:{number}"))
            self.assertEqual(template.attribute("LatestVersionNumber"), number)

    def test_names_that_are_still_taken(self):
        queue = ("AWS::SQS::Queue", {"QueueName": "q"})
        self.apply(stack("one/app", {"Q": queue}))
        self.refuses("the AWS::SQS::Queue name `q` is taken in ap-northeast-2 by one/app/Q",
                     stack("two/app", {"R": queue}), retired=[stack("one/app", {"Q": queue})])


class Exports(Case):
    def stacks(self, cidr="10.0.0.0/16", outputs=True, imports=True):
        producer = stack("one/network", {"V": vpc(cidr)},
                         outputs={"VpcId": {"Ref": "V"}} if outputs else {})
        value = {"Fn::ImportValue": "bts-one-network-VpcId"} if imports else "x"
        return [producer, stack("one/app", {"T": ("AWS::SNS::Topic", {"DisplayName": value})})]

    def test_exports_in_use(self):
        self.apply(*self.stacks())
        self.refuses("the export `bts-one-network-VpcId` changes from vpc-",
                     *self.stacks(cidr="10.1.0.0/16"))
        self.cloud = evaluator.Cloud()
        self.apply(*self.stacks())
        # Even if the importer lets go of it in the same deployment: it comes later.
        self.refuses("the export `bts-one-network-VpcId` vanishes, but one/app",
                     *self.stacks(outputs=False, imports=False))

    def test_two_passes(self):
        self.apply(*self.stacks())
        self.apply(*self.stacks(imports=False))
        self.apply(*self.stacks(outputs=False, imports=False))

    def test_deletion(self):
        self.apply(*self.stacks())
        self.refuses("one/app (bts-one-app, ap-northeast-2): reads values of one/network",
                     self.stacks()[1], retired=[self.stacks()[0]])
        with self.assertRaisesRegex(evaluator.Failure, "cannot be deleted: one/app .* imports "
                                                       "`bts-one-network-VpcId`"):
            deployment.delete(self.cloud, [self.cloud.stack("one/network")])
        self.cloud.destroy()
        self.assertEqual(self.cloud.stacks, {})
        self.assertEqual([label for what, label in self.cloud.log if what == "delete stack"],
                         ["one/app", "one/network"])


class Retired(Case):
    def test_they_go_last(self):
        network = stack("one/network", {"V": VPC}, outputs={"VpcId": {"Ref": "V"}})
        user = stack("one/app", {"T": ("AWS::SNS::Topic", {
            "DisplayName": {"Fn::ImportValue": "bts-one-network-VpcId"}})})
        rest = stack("one/edge", {"Q": QUEUE})
        self.apply(network, user, rest)
        with self.assertRaisesRegex(evaluator.Failure, "cannot be deleted: one/app"):
            self.apply(rest, retired=[network, user])
        self.apply(rest, retired=[user, network])
        self.assertEqual([label for what, label in self.cloud.log if what == "delete stack"],
                         ["one/app", "one/network"])

    def test_what_is_neither_built_nor_retired(self):
        self.apply(stack("one/app", {"Q": QUEUE}), stack("two/app", {"Q": QUEUE}))
        self.refuses("two/app (bts-two-app, ap-northeast-2) is neither built nor retired",
                     stack("one/app", {"Q": QUEUE}))

    def test_what_is_retired_and_built(self):
        both = stack("one/app", {"Q": QUEUE})
        self.refuses("one/app is retired, and built", both, retired=[both])

    def test_lost_ones_are_left(self):
        lost, rest = stack("one/app", {"Q": QUEUE}), stack("two/app", {"Q": QUEUE}, "us-east-1")
        self.apply(lost, rest)
        self.apply(rest, lost=[lost], unreachable=SEOUL)
        self.assertIsNotNone(self.cloud.stack("one/app"))
        self.refuses("is retired, but ap-northeast-2 is unreachable", rest, retired=[lost],
                     unreachable=SEOUL)

    def test_what_still_names_the_deleted(self):
        bucket = stack("one/storage", {"B": ("AWS::S3::Bucket", {})}, "us-east-1",
                       outputs={"Host": ({"Fn::GetAtt": "B.RegionalDomainName"}, None)})
        def user(how):
            return stack("two/app", {"T": ("AWS::SNS::Topic", {"DisplayName": {"Ref": "P"}})},
                         given={"P": how})
        self.apply(bucket, user({"output": {"stack": "one/storage", "name": "Host"}}))
        self.refuses("two/app/T: DisplayName: still names bts-one-storage-b-",
                     user({"keep": True}), retired=[bucket])

    def test_the_used_are_not_deleted(self):
        network = stack("one/network", {"V": VPC}, outputs={"Id": ({"Ref": "V"}, None)})
        subnet = stack("one/app", {"S": ("AWS::EC2::Subnet", {"VpcId": {"Ref": "P"}})},
                       given={"P": {"output": {"stack": "one/network", "name": "Id"}}})
        self.apply(network, subnet)
        self.refuses("cannot be deleted: one/app/S uses vpc-",
                     ({**subnet[0], "parameters": {"P": {"keep": True}}}, subnet[1]),
                     retired=[network])

    def test_what_is_kept(self):
        body = {"Type": "AWS::S3::Bucket", "DeletionPolicy": "RetainExceptOnCreate",
                "Properties": {"BucketName": "media"}}
        self.apply(stack("one/storage", {"B": body}))
        self.cloud.destroy()
        self.assertEqual([kept.label for kept in self.cloud.kept], ["one/storage/B"])
        self.refuses("the bucket name `media` is taken in the world by one/storage/B",
                     stack("one/storage", {"B": body}))


class LostRegions(Case):
    def stacks(self, name="VpcId"):
        return (stack("one/network", {"V": VPC}, outputs={"VpcId": ({"Ref": "V"}, None)}),
                stack("two/app", {"S": ("AWS::SSM::Parameter", {"Value": {"Ref": "P"}})},
                      "us-east-1", given={"P": {"output": {"stack": "one/network", "name": name}}}))

    def test_values_are_kept(self):
        self.apply(*self.stacks())
        before = self.cloud.resource("two", "S").get("Value")
        self.apply(self.stacks()[1], unreachable=SEOUL)
        self.assertEqual(self.cloud.resource("two", "S").get("Value"), before)

    def test_values_that_there_were_not(self):
        self.apply(self.stacks()[0])
        self.refuses("ap-northeast-2 is unreachable", self.stacks()[1], unreachable=SEOUL)

    def test_answers_are_kept(self):
        asking = stack("one/app", {"T": ("AWS::SNS::Topic", {"DisplayName": {"Ref": "P"}})},
                       given={"P": {"ask": True}})
        self.cloud.apply(build(asking), answers={"P": "first"})
        self.cloud.answers.clear()
        self.apply(asking)
        self.assertEqual(self.cloud.resource("one", "T").get("DisplayName"), "first")

    def test_copies_of_secrets(self):
        def secret(*regions):
            return stack("one/database", {"S": ("AWS::SecretsManager::Secret", {
                "ReplicaRegions": [{"Region": region} for region in regions]})})
        self.apply(secret("us-east-1"))
        self.apply(secret("us-east-1"), unreachable={"us-east-1"})
        self.refuses("ReplicaRegions: us-east-1 is unreachable", secret(),
                     unreachable={"us-east-1"})


class Replicas(Case):
    SOURCE = {"DBInstanceIdentifier": "source", "Engine": "mysql", "DBInstanceClass": "db.t3.micro",
              "AllocatedStorage": "20", "MasterUsername": "admin", "MasterUserPassword": "x",
              "StorageEncrypted": True, "BackupRetentionPeriod": 7}
    REPLICA = {"DBInstanceIdentifier": "replica", "DBInstanceClass": "db.t3.micro",
               "SourceRegion": "ap-northeast-2", "KmsKeyId": "key",
               "SourceDBInstanceIdentifier": "arn:aws:rds:ap-northeast-2:111122223333:db:source"}
    PROMOTED = {key: value for key, value in REPLICA.items() if key != "SourceDBInstanceIdentifier"}
    PROMOTED = {**PROMOTED, "BackupRetentionPeriod": 7}

    def stacks(self, source=None, replica=None, **more):
        made = stack("one/database", {"D": ("AWS::RDS::DBInstance", {**self.SOURCE,
                                                                     **(source or {})})})
        properties = self.REPLICA if replica is None else replica
        return made, stack("two/database", {"R": ("AWS::RDS::DBInstance", properties), **more},
                           "us-east-1")

    def without(self, *names, of=None, **more):
        return {**{key: value for key, value in (of or self.REPLICA).items() if key not in names},
                **more}

    def test_replicas(self):
        self.apply(*self.stacks())
        self.assertEqual(self.cloud.replicas_of(self.cloud.resource("one", "D")),
                         [self.cloud.resource("two", "R")])

    def test_replicas_that_fail(self):
        for fragment, source, replica in (
                ("MasterUsername must not stand on a replica", {}, {"MasterUsername": "x"}),
                ("BackupRetentionPeriod must not", {}, {"BackupRetentionPeriod": 1}),
                ("Engine must not stand", {}, {"Engine": "mysql"}),
                ("another region's database is named by its ARN", {},
                 {"SourceDBInstanceIdentifier": "source"}),
                ("there is no database nobody", {}, {"SourceDBInstanceIdentifier": "nobody"}),
                ("SourceRegion: the source is in ap-northeast-2", {},
                 {"SourceRegion": "us-east-1"}),
                ("is managed by RDS", {"ManageMasterUserPassword": True}, {}),
                ("has no backups", {"BackupRetentionPeriod": 0}, {}),
                ("the source is not encrypted", {"StorageEncrypted": False}, {})):
            self.cloud = evaluator.Cloud()
            self.refuses(fragment, *self.stacks(source, {**self.REPLICA, **replica}))
        self.cloud = evaluator.Cloud()
        self.refuses("the replica needs a key of its own region",
                     *self.stacks(replica=self.without("KmsKeyId")))
        self.cloud = evaluator.Cloud()
        self.refuses("two/database/R is itself a replica", *self.stacks(), stack(
            "two/more", {"Q": ("AWS::RDS::DBInstance", {
                "SourceDBInstanceIdentifier": "replica"})}, "us-east-1"))

    def test_databases_that_lack_something(self):
        self.refuses("a new database needs Engine", stack("one/database", {
            "D": ("AWS::RDS::DBInstance", self.without("Engine", of=self.SOURCE))}))
        self.refuses("a new database needs a password", stack("one/database", {
            "D": ("AWS::RDS::DBInstance", self.without("MasterUserPassword", of=self.SOURCE))}))
        self.refuses("a promoted replica cannot be created", *self.stacks(replica=self.PROMOTED))

    def test_a_lost_source(self):
        self.apply(self.stacks()[0])
        self.refuses("SourceDBInstanceIdentifier: ap-northeast-2 is unreachable",
                     self.stacks()[1], unreachable=SEOUL)

    def test_promotion(self):
        self.apply(*self.stacks())
        before = self.cloud.resource("two", "R").id
        secret = {"S": ("AWS::SecretsManager::Secret", {}),
                  "A": ("AWS::SecretsManager::SecretTargetAttachment", {"SecretId": {"Ref": "S"}})}
        promoted = self.stacks(replica={**self.PROMOTED, "MasterUserPassword": "y"}, **secret)[1]
        self.apply(promoted, unreachable=SEOUL)
        found = self.cloud.resource("two", "R")
        self.assertEqual((found.id, found.promoted), (before, True))
        self.apply(promoted, unreachable=SEOUL)
        self.refuses("a living database cannot become a replica", *self.stacks())

    def test_promotions_that_fail(self):
        for fragment, replica in (
                ("SourceRegion must stay as it is", self.without("SourceRegion", of=self.PROMOTED)),
                ("would replace AWS::RDS::DBInstance", {**self.PROMOTED, "KmsKeyId": "other"}),
                ("would replace AWS::RDS::DBInstance", {**self.PROMOTED, "Engine": "mysql"}),
                ("a promoted replica has no backups",
                 self.without("BackupRetentionPeriod", of=self.PROMOTED)),
                ("MultiAZ changes in the update that promotes it",
                 {**self.PROMOTED, "MultiAZ": True})):
            self.cloud = evaluator.Cloud()
            self.apply(*self.stacks())
            with self.subTest(fragment):
                if "must stay" in fragment:
                    fragment = "would replace AWS::RDS::DBInstance"
                self.refuses(fragment, self.stacks(replica=replica)[1], unreachable=SEOUL)

    def test_what_stands_beside_a_promotion(self):
        for fragment, before, after in (
                ("two/database/Q: create in the update that promotes two/database/R",
                 {}, {"Q": QUEUE}),
                ("two/database/Q: delete in the update", {"Q": QUEUE}, {}),
                ("two/database/Q: modify in the update", {"Q": QUEUE},
                 {"Q": (QUEUE[0], {"DelaySeconds": 5})})):
            self.cloud = evaluator.Cloud()
            self.apply(*self.stacks(**before))
            self.refuses(fragment, self.stacks(replica=self.PROMOTED, **after)[1],
                         unreachable=SEOUL)
        self.cloud = evaluator.Cloud()
        self.apply(*self.stacks(Q=QUEUE))
        self.apply(self.stacks(replica=self.PROMOTED, Q=(QUEUE[0], {"Tags": [1]}))[1],
                   unreachable=SEOUL)

    def test_changes_of_a_source(self):
        self.apply(*self.stacks())
        self.refuses("a database with replicas needs backups",
                     *self.stacks(source={"BackupRetentionPeriod": 0}))
        self.cloud = evaluator.Cloud()
        self.apply(*self.stacks())
        self.refuses("a replica cannot change its source", *self.stacks(replica={
            **self.REPLICA, "SourceDBInstanceIdentifier": "arn:aws:rds:x:1:db:other"}))

    def test_deleting_the_source_promotes(self):
        made = self.stacks()
        self.apply(*made)
        self.cloud.destroy(unreachable={"us-east-1"})
        self.assertTrue(self.cloud.resource("two", "R").promoted)


if __name__ == "__main__":
    harness.main()
