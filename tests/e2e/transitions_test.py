#!/usr/bin/env python3
"""The sample between its states, on one simulated cloud: what recovery does is what was promised.

Regions that were lost do not answer: their stacks can be neither read nor changed. What must not
happen to a database, an export or a name on the way is the evaluator's business; here stands what
the states are for. A docstring quotes the row of the state.
"""

import copy
import pathlib
import re
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import cloud_types, evaluator, harness, sample  # noqa: E402
from support import questions as ask  # noqa: E402
from support.facts import natively  # noqa: E402

SEOUL, VIRGINIA = sample.SEOUL, sample.VIRGINIA
VIRGINIAS_PRIVATE = {"172.16.2.0/24", "172.16.3.0/24"}


def traces(cloud, blueprints, region):
    """What gives away a lost part: its region, addresses, stacks, ids, endpoints and names."""
    found = {region}
    names = set()
    for blueprint in blueprints:
        for resource in cloud.resources(blueprint):
            if not cloud_types.is_global(resource.type):
                found |= cloud_types.marks(resource)
            if resource.physical.given and len(resource.physical.given) > 5:
                names.add(resource.physical.given)
            if resource.type in ("AWS::EC2::VPC", "AWS::EC2::Subnet"):
                found.add(resource.get("CidrBlock"))
        found |= {stack.name for stack in cloud.stacks.values()
                  if stack.id.split("/")[0] == blueprint}
    # A name that the living share tells nothing of the lost.
    shared = {resource.physical.given for resource in cloud.resources()
              if resource.stack.id.split("/")[0] not in blueprints}
    return found | (names - shared)


def telling(build, cloud, lost):
    """(where, text) of every text of a build, resolved or as written, that gives the lost away."""
    pattern = re.compile("|".join(sorted(map(re.escape, lost), key=len, reverse=True)))
    for resource, path, text in cloud.texts():
        if resource.stack.id in build.stacks and pattern.search(text):
            yield f"{resource.label}.{path}", text
    for stack_id, template in build.templates.items():
        for section in ("Parameters", "Outputs", "Mappings", "Metadata"):
            for path, text in walk(template.get(section, {}), f"{stack_id}.{section}"):
                if pattern.search(text):
                    yield path, text
        for name, value in cloud.stack(stack_id).parameters.items():
            if pattern.search(value):
                yield f"{stack_id}.Parameters.{name}", value
        for name, value in cloud.stack(stack_id).outputs.items():
            if pattern.search(value):
                yield f"{stack_id}.Outputs.{name}", value


def walk(value, path):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, f"{path}.{key}")
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from walk(item, f"{path}[{at}]")
    elif isinstance(value, str):
        yield path, value


def put(record, key, value):
    """What `set` of a scenario does: records merge, other values replace, null removes."""
    if value is None:
        del record[key]
    elif isinstance(value, dict) and isinstance(record.get(key), dict):
        for each, inner in value.items():
            put(record[key], each, inner)
    else:
        record[key] = value


def written_into_the_base(scenario):
    """A change of blueprints: what a scenario sets is the base, and there are no other states."""
    def change(documents):
        for document in documents.values():
            settings = (document.pop("scenarios", None) or {}).get(scenario, {}).get("set", {})
            for path, value in sorted(settings.items(), key=lambda item: len(item[0])):
                record = document
                *way, last = path.split(".")
                for key in way:
                    record = record.setdefault(key, {})
                put(record, last, copy.deepcopy(value))
    return change


def data(cloud):
    """{label: (id, properties)} of all that holds data. A secret's copies are no data of its own:
    they follow from who reads it where."""
    return {resource.label: (resource.id, {name: copy.deepcopy(value) for name, value
                                           in resource.properties.items()
                                           if name != "ReplicaRegions"})
            for resource in cloud.resources() if resource.type in cloud_types.DATA_BEARING}


class Case(unittest.TestCase):
    maxDiff = None
    mode = "parameters"

    def enter(self, *states):
        """A cloud that went through states: (scenario or None, regions that do not answer)."""
        cloud = sample.cloud(self.mode)
        for scenario, unreachable in states:
            self.lost = traces(cloud, ("seoul",), SEOUL) if scenario == "failover" else \
                traces(cloud, ("virginia", "edge"), VIRGINIA)
            cloud.apply(sample.build(self.mode, scenario), unreachable)
            self.assertEqual(cloud.incomplete(), [], scenario)
        return cloud

    def failover(self):
        return self.enter(("failover", {SEOUL}))

    def failback(self):
        return self.enter(("failover", {SEOUL}), ("failback", ()))

    def switchback(self):
        return self.enter(("failover", {SEOUL}), ("failback", ()), ("switchback", ()))

    def alone(self):
        return self.enter(("alone", {VIRGINIA}))

    def container(self, cloud):
        service = cloud.only("virginia", "AWS::ECS::Service")
        return ask.task_of(cloud, service).get("ContainerDefinitions")[0]

    def database(self, cloud, blueprint, component):
        return cloud.only(blueprint, "AWS::RDS::DBInstance", f"databases.{component}")

    def groups(self, cloud):
        """{region: dial} of the accelerator."""
        return {group.get("EndpointGroupRegion"): group.get("TrafficDialPercentage")
                for group in cloud.resources("edge", "AWS::GlobalAccelerator::EndpointGroup")}

    def origins(self, cloud):
        """The buckets that the distribution asks, in their order."""
        config = cloud.only("edge", "AWS::CloudFront::Distribution").get("DistributionConfig")
        found = {origin["Id"]: origin["DomainName"] for origin in config["Origins"]}
        asked = config["DefaultCacheBehavior"]["TargetOriginId"]
        members = [[member["OriginId"] for member in group["Members"]["Items"]]
                   for group in config.get("OriginGroups", {}).get("Items", [])
                   if group["Id"] == asked]
        order = members[0] if members else [asked]
        self.assertEqual(set(order), set(found))
        return [found[each] for each in order]

    def media(self, cloud, blueprint):
        return cloud.only(blueprint, "AWS::S3::Bucket", "buckets.media").attribute(
            "RegionalDomainName")

    def hosts(self, cloud):
        """The component that the containers' hosts are."""
        return cloud.only("virginia", "AWS::AutoScaling::AutoScalingGroup").component

    def admits(self, cloud, resource, port, sources):
        """Whether exactly these are admitted, to that port alone."""
        self.assertEqual(ask.into(cloud, resource),
                         {("tcp", port, port, source) for source in sources})

    def writes_to(self, cloud, database):
        """Whether the containers write to a database, with a secret that they can read."""
        container = self.container(cloud)
        self.assertEqual(ask.environment(container)["DB_HOST"],
                         database.attribute("Endpoint.Address"))
        for arn in ask.secrets(container).values():
            self.assertIsNotNone(cloud.secret(arn, VIRGINIA), arn)


class Failover(Case):
    def test_promotion(self):
        """the replica is promoted, with a master password from a secret of Virginia's own"""
        before = self.database(sample.standing(self.mode), "virginia", "replica")
        cloud = self.failover()
        replica = self.database(cloud, "virginia", "replica")
        self.assertTrue(replica.promoted)
        self.assertEqual((replica.id, replica.get("DBSubnetGroupName"), replica.get("KmsKeyId")),
                         (before.id, before.get("DBSubnetGroupName"), before.get("KmsKeyId")))
        secret = ask.password_secret(cloud, replica)
        self.assertEqual((secret.region, secret.stack.id.split("/")[0]), (VIRGINIA, "virginia"))
        self.assertGreater(replica.get("BackupRetentionPeriod"), 0)

    def test_sessions_and_containers(self):
        """Virginia has a session store of its own; containers use both"""
        cloud = self.failover()
        cache = cloud.only("virginia", "AWS::ElastiCache::ReplicationGroup")
        self.assertEqual(cache.region, VIRGINIA)
        container = self.container(cloud)
        self.assertIn(cache.attribute("PrimaryEndPoint.Address"),
                      ask.environment(container)["SESSIONS"])
        self.writes_to(cloud, self.database(cloud, "virginia", "replica"))
        self.admits(cloud, cache, 6379, [self.hosts(cloud)])
        self.admits(cloud, self.database(cloud, "virginia", "replica"), 3306, [self.hosts(cloud)])

    def test_secrets(self):
        """every secret of a container resolves in Virginia, and to what is left there"""
        cloud = self.failover()
        replica = self.database(cloud, "virginia", "replica")
        wanted = ask.password_secret(cloud, replica)
        self.assertEqual({cloud.secret(arn, VIRGINIA)
                          for arn in ask.secrets(self.container(cloud)).values()}, {wanted})

    def test_edge(self):
        """the accelerator has only Virginia's endpoint group, the distribution only Virginia's
        copy"""
        cloud = self.failover()
        self.assertEqual(self.groups(cloud), {VIRGINIA: 100})
        self.assertEqual(self.origins(cloud), [self.media(cloud, "virginia")])

    def test_hosts(self):
        """hosts' minimum rises"""
        least = [int(cloud.only("virginia", "AWS::AutoScaling::AutoScalingGroup").get("MinSize"))
                 for cloud in (sample.standing(self.mode), self.failover())]
        self.assertLess(*least)

    def test_nothing_names_seoul(self):
        """nothing names Seoul but SourceRegion; no peering"""
        cloud = self.failover()
        build = sample.build(self.mode, "failover")
        self.assertEqual({stack["region"] for stack in build.manifest["stacks"]}, {VIRGINIA})
        replica = self.database(cloud, "virginia", "replica")
        found = sorted(set(telling(build, cloud, self.lost)))
        self.assertEqual(found, [(f"{replica.label}.SourceRegion", SEOUL)])
        for route in cloud.resources("virginia", "AWS::EC2::Route"):
            self.assertNotIn("VpcPeeringConnectionId", route.properties)

    def test_the_search_finds(self):
        """In the base, Seoul is named all over Virginia: the search is not blind."""
        cloud = sample.standing(self.mode)
        lost = traces(cloud, ("seoul",), SEOUL)
        found = " ".join(where for where, _ in telling(sample.build(self.mode), cloud, lost)
                         if where.startswith("virginia/"))
        for words in ("SourceDBInstanceIdentifier", "ContainerDefinitions",
                      "DestinationCidrBlock"):
            self.assertIn(words, found)

    def test_once_more(self):
        """The same state entered again changes nothing."""
        cloud = self.failover()
        done = len(cloud.log)
        cloud.apply(sample.build(self.mode, "failover"), {SEOUL})
        self.assertEqual(cloud.log[done:], [])


class Failback(Case):
    def test_databases(self):
        """Seoul is back: a new component databases.returned replicates Virginia's writer, the old
        database is kept aside"""
        before = self.database(sample.standing(self.mode), "seoul", "main")
        cloud = self.failback()
        writer = self.database(cloud, "virginia", "replica")
        returned = self.database(cloud, "seoul", "returned")
        self.assertEqual((returned.region, returned.get("SourceDBInstanceIdentifier"),
                          returned.get("SourceRegion")), (SEOUL, writer.arn, VIRGINIA))
        self.assertTrue(writer.promoted)
        self.assertEqual(self.database(cloud, "seoul", "main").id, before.id)
        self.writes_to(cloud, writer)
        self.admits(cloud, writer, 3306, [self.hosts(cloud)])

    def test_peering_and_dials(self):
        """peering and endpoint groups return with Seoul's dial at 0"""
        cloud = self.failback()
        peering, = cloud.resources(type="AWS::EC2::VPCPeeringConnection")
        for blueprint in ("seoul", "virginia"):
            over = [route for route in cloud.resources(blueprint, "AWS::EC2::Route")
                    if route.get("VpcPeeringConnectionId") == peering.id]
            self.assertTrue(over, blueprint)
        self.assertEqual(self.groups(cloud), {SEOUL: 0, VIRGINIA: 100})

    def test_media(self):
        """Seoul is back: its media, with the copy in Virginia to fall back to"""
        cloud = self.failback()
        self.assertEqual(self.origins(cloud), [self.media(cloud, name)
                                               for name in ("seoul", "virginia")])


class Switchback(Case):
    def test_databases(self):
        """returned is promoted, both regions write to it"""
        cloud = self.switchback()
        returned = self.database(cloud, "seoul", "returned")
        self.assertTrue(returned.promoted)
        self.writes_to(cloud, returned)
        script = cloud.only("seoul", "AWS::EC2::LaunchTemplate").get(
            "LaunchTemplateData.UserData").decoded
        self.assertIn(returned.attribute("Endpoint.Address"), script)
        self.assertNotIn(self.database(cloud, "seoul", "main").attribute("Endpoint.Address"),
                         script)
        self.assertEqual(ask.exported(script)["DB_SECRET"],
                         ask.password_secret(cloud, returned).arn)
        web = cloud.only("seoul", "AWS::AutoScaling::AutoScalingGroup").component
        self.admits(cloud, returned, 3306, [web, *VIRGINIAS_PRIVATE])

    def test_dials(self):
        """dials 100"""
        self.assertEqual(self.groups(self.switchback()), {SEOUL: 100, VIRGINIA: 100})

    def test_edited_base(self):
        """then the base blueprints are edited once to say so: which changes nothing that holds
        data"""
        cloud = self.switchback()
        before = data(cloud)
        with tempfile.TemporaryDirectory() as work:
            folder = sample.edited(pathlib.Path(work), written_into_the_base("switchback"))
            cloud.apply(sample.build(self.mode, folder=folder))
        self.assertEqual(data(cloud), before)
        self.assertEqual(cloud.incomplete(), [])
        returned = self.database(cloud, "seoul", "returned")
        self.assertTrue(returned.promoted)
        self.writes_to(cloud, returned)
        self.assertEqual(self.groups(cloud), {SEOUL: 100, VIRGINIA: 100})


class Alone(Case):
    def test_seoul_serves_on(self):
        """Seoul serves on: no peering, no replication, no address of Virginia"""
        cloud = self.alone()
        build = sample.build(self.mode, "alone")
        self.assertEqual({stack["region"] for stack in build.manifest["stacks"]}, {SEOUL})
        self.assertEqual(cloud.resources("seoul", "AWS::EC2::VPCPeeringConnection"), [])
        for bucket in cloud.resources("seoul", "AWS::S3::Bucket"):
            self.assertNotIn("ReplicationConfiguration", bucket.properties)
        # Its copy of a secret cannot be taken back while the other region does not answer.
        secret = ask.password_secret(cloud, self.database(cloud, "seoul", "main"))
        self.assertEqual(sorted(set(telling(build, cloud, self.lost))),
                         [(f"{secret.label}.ReplicaRegions[0].Region", VIRGINIA)])
        web = cloud.only("seoul", "AWS::AutoScaling::AutoScalingGroup").component
        self.admits(cloud, self.database(cloud, "seoul", "main"), 3306, [web])

    def test_and_virginia_returns(self):
        """Back to the base, once Virginia answers again."""
        cloud = self.alone()
        cloud.apply(sample.build(self.mode))
        self.assertEqual(len(cloud.resources(type="AWS::EC2::VPCPeeringConnection")), 1)


class Beside(unittest.TestCase):
    """While one region is down, the stacks of the other can be updated."""

    def test_virginia_while_seoul_is_down(self):
        cloud = sample.cloud()
        done = len(cloud.log)
        whole = sample.build()
        entries = [stack for stack in whole.manifest["stacks"] if stack["region"] == VIRGINIA]
        ids = {stack["id"] for stack in entries}
        manifest = {**whole.manifest, "stacks": [
            {**stack, "dependsOn": [each for each in stack["dependsOn"] if each in ids]}
            for stack in entries]}
        cloud.apply(evaluator.Build(manifest, {each: whole.templates[each] for each in ids}),
                    {SEOUL})
        self.assertEqual(cloud.log[done:], [])


class Deletion(Case):
    """Every state can be taken down in reverse; what is left is what must outlive mistakes."""

    def check(self, cloud):
        labels = {resource.label for resource in cloud.resources()}
        cloud.destroy()
        self.assertEqual(cloud.stacks, {})
        kinds = {kept.type for kept in cloud.kept}
        self.assertLessEqual(kinds, {"AWS::S3::Bucket", "AWS::CertificateManager::Certificate",
                                     "AWS::SecretsManager::Secret",
                                     "AWS::KMS::Key", "AWS::ECR::Repository",
                                     "AWS::Logs::LogGroup"})
        self.assertLessEqual({kept.label for kept in cloud.kept}, labels)

    def test_base(self):
        self.check(sample.cloud(self.mode))

    def test_failover(self):
        self.check(self.failover())

    def test_failback(self):
        self.check(self.failback())

    def test_switchback(self):
        self.check(self.switchback())

    def test_alone(self):
        self.check(self.alone())


class Refused(Case):
    """The evaluator sees what the compiler must prevent: the wrong way round."""

    def test_the_base_after_a_failover(self):
        cloud = self.failover()
        # Whichever comes first: Seoul's base would also take exports away that are read.
        with self.assertRaisesRegex(evaluator.Failure,
                                    "living database cannot become a replica|export .* vanishes"):
            cloud.apply(sample.build(self.mode))

    def test_a_failover_into_nothing(self):
        with self.assertRaises(evaluator.Failure):
            evaluator.Cloud(sample.ANSWERS).apply(sample.build(self.mode, "failover"))


FailoverNatively, FailbackNatively, SwitchbackNatively, AloneNatively = map(
    natively, (Failover, Failback, Switchback, Alone))


if __name__ == "__main__":
    harness.main()
