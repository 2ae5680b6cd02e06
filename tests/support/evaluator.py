"""A small simulated cloud: it deploys builds as CloudFormation would, and keeps what came of it.

    cloud = evaluator.Cloud()
    cloud.apply(evaluator.Build.read(folder))
    cloud.resource("seoul", "MainDatabase").properties["MultiAZ"]
    cloud.apply(failover, unreachable={"ap-northeast-2"})

`apply` creates or updates the stacks in the manifest's order, fills parameters from live outputs,
resolves every function to plain values, and deletes what is retired. What would fail in AWS raises
Failure with the stack and the place. The parts: deployment and stack_update (how a build is taken),
parameters, cfn_functions, cfn_quotas (what any template must keep), cloud_types (ids, attributes),
cloud_rules (what services refuse).
"""

import json
import pathlib

from support import cfn_yaml, cloud_rules, cloud_services, cloud_types, deployment, harness
from support.cfn_functions import Failure
from support.cloud_state import Resource, Stack

__all__ = ["Build", "Cloud", "Failure", "Resource", "Stack"]


class Build:
    """A build to deploy: a manifest and the templates it lists."""

    def __init__(self, manifest, templates, sizes=None):
        self.manifest = manifest
        self.templates = templates
        self.sizes = sizes or {name: len(json.dumps(body)) for name, body in templates.items()}
        self.stacks = {stack["id"]: stack for stack in manifest["stacks"]}

    @classmethod
    def read(cls, folder):
        folder = pathlib.Path(folder)
        problems = harness.whole(folder)
        if problems:
            raise Failure(f"{folder.name}: {problems[0]}")
        manifest = harness.read_manifest(folder)
        templates, sizes = {}, {}
        for stack in manifest["stacks"]:
            text = (folder / stack["template"]).read_text(encoding="utf-8")
            templates[stack["id"]] = cfn_yaml.normalise(
                json.loads(text) if stack["template"].endswith(".json")
                else cfn_yaml.load_template_quickly(text))
            sizes[stack["id"]] = len(text.encode("utf-8"))
        return cls(manifest, templates, sizes)


class Cloud:
    """One account in every region."""

    def __init__(self, answers=None):
        self.answers = answers or {}
        self.stacks = {}  # (region, name) -> Stack, in the order of creation
        self.unreachable = set()
        self.kept = []  # resources that outlived their stack
        self.gone = []  # resources that were deleted
        self.log = []  # (what was done, label)
        self._generations = {}  # (region, stack name, logical id) -> how often it was made
        self._taken = {}  # identity -> resource
        self._marks = {}  # id, ARN or endpoint -> resource

    # ---- Asking ---------------------------------------------------------------------------------

    def stack(self, stack_id):
        for stack in self.stacks.values():
            if stack.id == stack_id:
                return stack
        raise Failure(f"there is no stack {stack_id}")

    def resources(self, blueprint=None, type=None, component=None, region=None, stack=None):
        """The living resources that fit, in order of creation."""
        found = []
        for each in self.stacks.values():
            if (blueprint and each.id.split("/")[0] != blueprint) or (stack and each.id != stack) \
                    or (region and each.region != region):
                continue
            found += [resource for resource in each.resources.values()
                      if type in (None, resource.type) and component in (None, resource.component)]
        return found

    def resource(self, blueprint, logical_id):
        for found in self.resources(blueprint):
            if found.logical_id == logical_id:
                return found
        raise Failure(f"{blueprint} has no resource {logical_id}")

    def only(self, blueprint=None, type=None, component=None, **more):
        """The one resource that fits."""
        found = self.resources(blueprint, type, component, **more)
        if len(found) != 1:
            raise Failure(f"{len(found)} resources fit {blueprint} {type} {component}: {found}")
        return found[0]

    def find(self, mark):
        """The living resource with that id, ARN or endpoint; None if there is none."""
        return self._marks.get(mark)

    def bucket(self, name):
        return self._taken.get(("bucket name", "the world", name))

    def secret(self, name, region):
        """The secret with that ARN or name, its own or a copy, as a region sees it."""
        for secret in [*self.resources(type="AWS::SecretsManager::Secret"),
                       *[kept for kept in self.kept
                         if kept.type == "AWS::SecretsManager::Secret"]]:
            regions = {secret.region} | {copy["Region"] for copy in
                                         secret.properties.get("ReplicaRegions", [])}
            for each in regions:
                arn = secret.arn.replace(f":{secret.region}:", f":{each}:")
                if each == region and name in (arn, secret.name):
                    return secret
        return None

    def replicas_of(self, database):
        return [found for found in self.resources(type="AWS::RDS::DBInstance")
                if found.properties.get("SourceDBInstanceIdentifier")
                in (database.arn, database.name)]

    def exporter(self, region, export):
        for stack in self.stacks.values():
            if stack.region == region and export in stack.exports:
                return stack
        return None

    def importers(self, stack, export):
        return [other for other in self.stacks.values()
                if other is not stack and other.region == stack.region and export in other.imports]

    def incomplete(self):
        """What does not work although all was created; nothing if the system is whole."""
        return list(cloud_services.incomplete(self))

    def texts(self, **which):
        """(resource, path, text) of every text of the resources that fit."""
        for resource in self.resources(**which):
            for path, text in resource.texts():
                yield resource, path, text

    def mentions(self, region, **which):
        """(resource, path, text, what) wherever ids and endpoints of a region's resources stand."""
        there = [(mark, resource) for mark, resource in self._marks.items()
                 if resource.region == region and not cloud_types.is_global(resource.type)]
        for resource, path, text in self.texts(**which):
            for mark, other in there:
                if mark in text:
                    yield resource, path, text, other

    # ---- Deploying ------------------------------------------------------------------------------

    def apply(self, build, unreachable=(), answers=None):
        """Brings the cloud to what a build says. `unreachable`: regions that do not answer."""
        if not isinstance(build, Build):
            build = Build.read(build)
        self.unreachable = set(unreachable)
        self.answers.update(answers or {})
        deployment.Deployment(self, build).run()
        return self

    def destroy(self, unreachable=()):
        """Deletes all stacks that answer, the last made first. What stays is in `kept`."""
        self.unreachable = set(unreachable)
        going = [stack for stack in reversed(list(self.stacks.values()))
                 if stack.region not in self.unreachable]
        while going:  # who imports goes before who exports, whenever it was made
            free = next((stack for stack in going
                         if not any(self.importers(stack, export) for export in stack.exports)),
                        going[0])
            going.remove(free)
            deployment.delete(self, [free])
        return self

    # ---- Keeping books --------------------------------------------------------------------------

    def next_generation(self, resource):
        """What is made anew has another id than what stood there before."""
        place = (resource.region, resource.stack.name, resource.logical_id)
        self._generations[place] = self._generations.get(place, 0) + 1
        return self._generations[place]

    def take(self, resource):
        for identity in cloud_rules.identities(resource):
            other = self._taken.setdefault(identity, resource)
            if other is not resource:
                what, where, key = identity
                raise Failure(f"the {what} `{key}` is taken in {where} by {other.label}")
        for mark in cloud_types.marks(resource):
            self._marks[mark] = resource

    def release(self, resource):
        self._taken = {key: taken for key, taken in self._taken.items() if taken is not resource}
        self._marks = {key: found for key, found in self._marks.items() if found is not resource}
