"""How the simulated cloud takes a build: stack by stack, and what is retired at the end."""

import re

from support import cloud_types
from support.cfn_functions import Failure
from support.stack_update import StackUpdate, drop, fail_first, retained


class Deployment:
    """One build brought to the cloud."""

    def __init__(self, cloud, build):
        self.cloud = cloud
        self.build = build
        self.retired = build.manifest.get("retired", [])

    def run(self):
        fail_first(self.misordered(), "manifest")
        fail_first(self.moved(), "manifest")
        done = set()
        for entry in self.build.manifest["stacks"]:
            if (entry["region"], entry["stackName"]) in self.cloud.stacks:
                self.make_way(entry, done)
            self.bring(entry, done)
        self.retire(self.retired)
        fail_first(self.orphans(), "after the deployment")
        fail_first(dangling(self.cloud), "after the deployment")

    def bring(self, entry, done):
        if entry["id"] not in done:
            StackUpdate(self, entry).run()
            self.check_reads(entry)
            done.add(entry["id"])

    def make_way(self, entry, done):
        """Who imports what a stack gives up lets go first, where anybody of them is there."""
        retired = {other["id"]: other for other in self.retired}
        before = [self.build.stacks.get(name) or retired[name] for name in entry["updateAfter"]]
        if any((other["region"], other["stackName"]) in self.cloud.stacks for other in before):
            for other in before:
                if other["id"] in retired:
                    self.retire([other])
                else:
                    self.bring(other, done)

    def misordered(self):
        """The order, the waves and the dependencies must fit each other."""
        waves = {}
        names = set()
        for entry in self.build.manifest["stacks"]:
            for needed in entry.get("dependsOn", []):
                if needed not in waves:
                    yield f"{entry['id']} depends on {needed}, which does not stand before it"
                elif waves[needed] >= entry["wave"]:
                    yield f"{entry['id']} is in wave {entry['wave']}, as is {needed} which it needs"
            waves[entry["id"]] = entry.get("wave", 0)
            name = (entry["region"], entry["stackName"])
            if name in names:
                yield f"two stacks are called {entry['stackName']} in {entry['region']}"
            names.add(name)
            if entry["region"] in self.cloud.unreachable:
                yield f"{entry['id']} is to be deployed to {entry['region']}, which is unreachable"

    def moved(self):
        """What is in both builds keeps its stack and its logical id."""
        before = {(stack.id.split("/")[0], name): stack
                  for stack in self.cloud.stacks.values() for name in stack.resources}
        lost = {}
        for entry in self.build.manifest["stacks"]:
            blueprint = entry["id"].split("/")[0]
            old = self.cloud.stacks.get((entry["region"], entry["stackName"]))
            if old and old.id != entry["id"]:
                yield f"the stack {entry['stackName']} was {old.id} and is {entry['id']}"
            for name in self.build.templates[entry["id"]].get("Resources", {}):
                stack = before.get((blueprint, name))
                if stack and stack.id != entry["id"]:
                    yield f"{blueprint}'s {name} moves from {stack.id} to {entry['id']}"
            for facts in entry.get("resources", {}).values():
                lost.setdefault((blueprint, facts.get("component")), set())
        for stack in self.cloud.stacks.values():
            blueprint = stack.id.split("/")[0]
            entry = self.build.stacks.get(stack.id)
            names = set(self.build.templates[entry["id"]]["Resources"]) if entry else set()
            for name, resource in stack.resources.items():
                if resource.type in cloud_types.DATA_BEARING and name not in names \
                        and (blueprint, resource.component) in lost:
                    yield f"{resource.component} of {blueprint} is in both builds and loses {name}"

    def needed_by(self, entry):
        """Ids of all stacks that an entry depends on, itself included."""
        found, todo = set(), [entry["id"]]
        while todo:
            stack = todo.pop()
            if stack not in found and stack in self.build.stacks:
                found.add(stack)
                todo += self.build.stacks[stack].get("dependsOn", [])
        return found

    def check_reads(self, entry):
        stack = self.cloud.stacks[(entry["region"], entry["stackName"])]
        known = self.needed_by(entry)
        for read in sorted(stack.reads):
            if read not in known:
                raise Failure(f"{stack.where}: reads values of {read}, on which the manifest does "
                              f"not make it depend")

    def retire(self, entries):
        """Retired stacks go in the manifest's order; those that are lost are left."""
        stacks = []
        for entry in entries:
            stack = self.cloud.stacks.get((entry["region"], entry["stackName"]))
            if entry["id"] in self.build.stacks:
                raise Failure(f"manifest: {entry['id']} is retired, and built")
            if entry["lost"] or stack is None:
                continue
            if entry["region"] in self.cloud.unreachable:
                raise Failure(f"{stack.where}: is retired, but {entry['region']} is unreachable")
            stacks.append(stack)
        delete(self.cloud, stacks)

    def orphans(self):
        """Every stack that answers belongs to the build, once it is deployed."""
        systems = {self.build.manifest.get("system")}
        for stack in self.cloud.stacks.values():
            if stack.id not in self.build.stacks and stack.region not in self.cloud.unreachable \
                    and any(system and stack.name.startswith(f"{system}-") for system in systems) \
                    and stack.id not in {entry["id"] for entry in self.retired}:
                yield f"{stack.where} is neither built nor retired"


def dangling(cloud):
    """Ids and endpoints of deleted resources that others still name."""
    dead = {}
    for resource in cloud.gone:
        for mark in cloud_types.marks(resource):
            if cloud.find(mark) is None:
                dead[mark] = resource
    if not dead:
        return
    pattern = re.compile("|".join(sorted(map(re.escape, dead), key=len, reverse=True)))
    for resource, path, text in cloud.texts():
        if resource.region not in cloud.unreachable:
            for found in pattern.findall(text):
                yield f"{resource.label}: {path}: still names {found}, " \
                      f"which was {dead[found].label}"


def delete(cloud, stacks):
    """Deletes stacks in that order: nobody may import from or refer to one that goes."""
    for stack in stacks:
        for export in stack.exports:
            users = cloud.importers(stack, export)
            if users:
                raise Failure(f"{stack.where}: cannot be deleted: {users[0].where} imports "
                              f"`{export}`")
        going = {mark for resource in stack.resources.values()
                 if not retained(resource)
                 for mark in cloud_types.marks(resource)}
        for resource, path, text in cloud.texts(region=stack.region):
            if resource.stack is not stack:
                used = next((mark for mark in going if mark in text), None)
                if used:
                    raise Failure(f"{stack.where}: cannot be deleted: {resource.label} uses {used} "
                                  f"in {path}")
        for resource in reversed(list(stack.resources.values())):
            drop(cloud, resource)
        del cloud.stacks[(stack.region, stack.name)]
        cloud.log.append(("delete stack", stack.id))
