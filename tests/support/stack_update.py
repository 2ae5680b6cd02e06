"""How the simulated cloud creates or updates one stack, resource by resource."""

import re

from support import cfn_quotas, cloud_rules, cloud_types, parameters
from support.cfn_functions import Failure, Scope, references, text_of
from support.cloud_state import Resource, Stack


def fail_first(problems, where):
    for problem in problems:
        raise Failure(f"{where}: {problem}")


def retained(resource):
    return resource.body.get("DeletionPolicy") in ("Retain", "RetainExceptOnCreate")


def drop(cloud, resource):
    """Deletes one resource, or leaves it behind, with its name, if its policy says so."""
    if retained(resource):
        cloud.kept.append(resource)
        cloud.log.append(("keep", resource.label))
    else:
        cloud.release(resource)
        if resource.type == "AWS::RDS::DBInstance":
            for replica in cloud.replicas_of(resource):
                replica.promoted = True  # AWS does it by itself when the source goes
        cloud.gone.append(resource)
        cloud.log.append(("delete", resource.label))


class StackUpdate(Scope):
    """One stack created or updated; the scope of its names."""

    def __init__(self, deployment, entry):
        self.deployment = deployment
        self.cloud = deployment.cloud
        self.entry = entry
        self.template = deployment.build.templates[entry["id"]]
        self.region = entry["region"]
        self.mappings = self.template.get("Mappings", {})
        self.conditions = self.template.get("Conditions", {})
        self.declared = self.template.get("Resources", {})
        self.old = self.cloud.stacks.get((entry["region"], entry["stackName"]))
        self.stack = self.old or Stack(entry["id"], entry["stackName"], entry["region"])
        self.imports = {}
        self.reads = set()
        self.changes = []
        self.pseudo = {
            "AWS::AccountId": cloud_types.ACCOUNT, "AWS::Region": self.region,
            "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com",
            "AWS::StackName": entry["stackName"], "AWS::NotificationARNs": [],
            "AWS::StackId": f"arn:aws:cloudformation:{self.region}:{cloud_types.ACCOUNT}:stack/"
                            f"{entry['stackName']}/{cloud_types.digest(entry['stackName'])[:32]}"}

    @property
    def where(self):
        return self.stack.where

    def fail(self, message):
        raise Failure(f"{self.where}: {message}")

    def run(self):
        try:
            self.deploy()
        except Failure as error:
            if str(error).startswith(self.where):
                raise
            raise Failure(f"{self.where}: {error}") from error

    def deploy(self):
        size = self.deployment.build.sizes[self.entry["id"]]
        fail_first(cfn_quotas.problems(self.template, size, self.entry["stackName"]), self.where)
        missing = cfn_quotas.missing_capability(self.template, self.entry.get("capabilities", []))
        if missing:
            self.fail(f"the manifest does not acknowledge {missing}")
        self.parameters = parameters.given(self)
        wanted = [name for name, body in self.declared.items()
                  if "Condition" not in body or self.condition(body["Condition"], name)]
        self.wanted = set(wanted)
        self.gates()
        self.existing = dict(self.stack.resources)
        self.stack.resources = {}
        for name in self.ordered(wanted):
            self.bring(name)
        fail_first(cloud_rules.beside_promotion(self.changes + self.removals()), self.where)
        self.remove()
        self.finish()

    # ---- Names ----------------------------------------------------------------------------------

    def is_resource(self, name):
        return name in self.declared

    def ref(self, name, path):
        if name in self.pseudo:
            return self.pseudo[name]
        if name in self.parameters:
            return self.parameters[name]
        return self.standing(name, path).physical.id

    def attribute(self, logical, name, path):
        resource = self.standing(logical, path)
        try:
            return resource.attribute(name)
        except cloud_types.UnknownAttribute:
            raise Failure(f"{path}: {resource.type} has no attribute {name}") from None

    def standing(self, name, path):
        if name in self.stack.resources:
            return self.stack.resources[name]
        if name in self.declared:
            raise Failure(f"{path}: {name} is not there yet" if name in self.wanted else
                          f"{path}: {name} is not created: its condition is false")
        raise Failure(f"{path}: there is no parameter or resource {name}")

    def imported(self, name, path):
        exporter = self.cloud.exporter(self.region, name)
        if exporter is None:
            elsewhere = [stack for stack in self.cloud.stacks.values() if name in stack.exports]
            hint = f"; {elsewhere[0].where} does, in another region" if elsewhere else ""
            raise Failure(f"{path}: nobody in {self.region} exports `{name}`{hint}")
        self.imports[name] = exporter.id
        self.reads.add(exporter.id)
        return exporter.exports[name]

    def stack_output(self, argument, path):
        region = argument.get("Region", self.region)
        return self.output_of(region, argument["StackName"], argument["OutputName"], path)

    def output_of(self, region, name, output, path):
        """An output of a stack in any region, as DescribeStacks tells it."""
        if region in self.cloud.unreachable:
            raise Failure(f"{path}: the output {output} of {name} cannot be read: {region} is "
                          f"unreachable")
        stack = self.cloud.stacks.get((region, name))
        if stack is None:
            raise Failure(f"{path}: there is no stack {name} in {region}")
        if output not in stack.outputs:
            raise Failure(f"{path}: {stack.where} has no output {output}")
        if stack is not self.stack:
            self.reads.add(stack.id)
        return stack.outputs[output]

    # ---- Resources ------------------------------------------------------------------------------

    def ordered(self, wanted):
        """The resources, each after those it refers to or depends on."""
        needs = {}
        for name in wanted:
            body = self.declared[name]
            after = body.get("DependsOn", [])
            after = [after] if isinstance(after, str) else after
            for other in after:
                if other not in self.declared:
                    self.fail(f"Resources.{name}: DependsOn names {other}, which is no resource")
            found = [*after, *references({key: body[key] for key in body if key != "DependsOn"})]
            needs[name] = [other for other in found if other in self.wanted]
            if name in needs[name]:
                self.fail(f"Resources.{name}: refers to itself")
        order, state = [], {}

        def visit(name, trail):
            if state.get(name) == "done":
                return
            if state.get(name) == "open":
                self.fail(f"circular dependency: {' -> '.join([*trail[trail.index(name):], name])}")
            state[name] = "open"
            for other in needs[name]:
                visit(other, [*trail, name])
            state[name] = "done"
            order.append(name)

        for name in wanted:
            visit(name, [])
        return order

    def bring(self, name):
        """Creates, updates or replaces one resource."""
        body = self.declared[name]
        component = self.entry.get("resources", {}).get(name, {}).get("component")
        resource = Resource(self.stack, name, body, component)
        if not cloud_types.known(resource.type) and not resource.by_author:
            self.fail(f"Resources.{name}: the evaluator does not know {resource.type}: "
                      f"tests/support/add_cloud_types.py")
        path = f"Resources.{name}"
        for key in ("CreationPolicy", "UpdatePolicy"):
            self.value(body.get(key), f"{path}.{key}")
        resource.properties = self.value(body.get("Properties", {}), f"{path}.Properties")
        old = self.existing.get(name)
        if old is None:
            self.create(resource)
        elif old.type != resource.type:
            self.fail(f"{path}: is a {old.type}, and cannot become a {resource.type}")
        else:
            self.update(old, resource)

    def create(self, resource):
        generation = self.cloud.next_generation(resource)
        resource.physical = cloud_types.Physical(
            resource.type, self.region, self.stack.name, resource.logical_id, resource.properties,
            generation)
        where = f"{self.where}: Resources.{resource.logical_id}"
        fail_first(cloud_rules.created(resource, self.cloud), where)
        self.stack.resources[resource.logical_id] = resource
        self.take(resource)
        self.changes.append((resource, "create", set(resource.properties)))
        self.cloud.log.append(("create", resource.label))

    def take(self, resource):
        self.cloud.stacks.setdefault((self.region, self.stack.name), self.stack)
        try:
            self.cloud.take(resource)
        except Failure as error:
            self.fail(f"Resources.{resource.logical_id}: {error}")

    def update(self, old, new):
        before = old.properties
        names = {name for name in {*before, *new.properties}
                 if before.get(name) != new.properties.get(name)}
        replaced = [path for path in cloud_types.create_only(new.type)
                    if cloud_types.at_path(before, path)
                    != cloud_types.at_path(new.properties, path)]
        replaced += [name for name in cloud_types.NEVER_CHANGED.get(new.type, ()) if name in names]
        where = f"Resources.{new.logical_id}"
        if replaced and new.type in cloud_types.DATA_BEARING:
            self.fail(f"{where}: {', '.join(sorted(replaced))} would replace {new.type}, and what "
                      f"it holds")
        if replaced:
            self.replace(old, new, replaced)
            return
        old.stack, old.body, old.component = self.stack, new.body, new.component
        self.cloud.release(old)
        old.properties = new.properties
        if names and new.type == "AWS::EC2::LaunchTemplate":
            old.version += 1
        self.stack.resources[old.logical_id] = old
        fail_first(cloud_rules.updated(old, before, self.cloud), f"{self.where}: {where}")
        self.take(old)
        if names:
            self.changes.append((old, "modify", names))
            self.cloud.log.append(("modify", old.label))
        if "SourceDBInstanceIdentifier" in names:
            old.promoted = True

    def replace(self, old, new, replaced):
        if old.physical.given and new.type not in cloud_types.REVISIONS:
            fresh = cloud_types.Physical(new.type, self.region, self.stack.name, new.logical_id,
                                         new.properties)
            if fresh.given == old.physical.given:
                self.fail(f"Resources.{new.logical_id}: {', '.join(sorted(replaced))} would "
                          f"replace it, but its name {fresh.given} is taken by itself")
        self.cloud.release(old)
        self.create(new)
        self.changes[-1] = (new, "replace", set(replaced))
        self.cloud.log[-1] = ("replace", new.label)
        self.cloud.gone.append(old)

    def removals(self):
        return [(old, "delete", set()) for name, old in self.existing.items()
                if name not in self.stack.resources]

    def remove(self):
        for old, _, _ in reversed(self.removals()):
            drop(self.cloud, old)

    # ---- Outputs --------------------------------------------------------------------------------

    def finish(self):
        outputs, exports = {}, {}
        for name, body in self.template.get("Outputs", {}).items():
            path = f"Outputs.{name}"
            if "Condition" in body and not self.condition(body["Condition"], path):
                continue
            outputs[name] = self.text(body.get("Value"), f"{path}.Value")
            if "Export" in body:
                export = self.export_name(body["Export"], path)
                other = self.cloud.exporter(self.region, export)
                if export in exports or (other and other is not self.stack):
                    self.fail(f"{path}: `{export}` is exported already, by "
                              f"{other.where if other else self.where}")
                exports[export] = outputs[name]
        self.check_exports(exports)
        self.check_manifest(outputs, exports)
        self.stack.template, self.stack.parameters = self.template, self.given_parameters
        self.stack.outputs, self.stack.exports = outputs, exports
        self.stack.imports, self.stack.reads = self.imports, self.reads
        self.cloud.stacks.setdefault((self.region, self.stack.name), self.stack)

    def export_name(self, export, path):
        for name in references(export):
            if self.is_resource(name):
                self.fail(f"{path}: the name of an export depends on the resource {name}")
        found = self.text(export.get("Name"), f"{path}.Export.Name")
        if not re.fullmatch(r"[A-Za-z0-9:-]{1,255}", found):
            self.fail(f"{path}: `{found}` is no name for an export")
        return found

    def check_exports(self, exports):
        for name, value in self.stack.exports.items():
            users = self.cloud.importers(self.stack, name)
            if users and name not in exports:
                self.fail(f"the export `{name}` vanishes, but {users[0].where} imports it")
            if users and exports[name] != value:
                self.fail(f"the export `{name}` changes from {value} to {exports[name]}, but "
                          f"{users[0].where} imports it")

    def check_manifest(self, outputs, exports):
        """The manifest says of outputs and resources what the template says."""
        listed = self.entry.get("outputs", {})
        if set(listed) != set(self.template.get("Outputs", {})):
            different = sorted(set(listed) ^ set(self.template.get("Outputs", {})))
            self.fail(f"manifest and template differ on the output {different[0]}")
        for name, body in listed.items():
            if body.get("export") and body["export"] not in exports:
                self.fail(f"Outputs.{name}: the manifest exports {body['export']}")
        listed = {name: body["type"] for name, body in self.entry.get("resources", {}).items()}
        if listed != {name: body["Type"] for name, body in self.declared.items()}:
            self.fail("manifest and template differ on the resources")

    # ---- Gates ----------------------------------------------------------------------------------

    def gates(self):
        """What is asked of the outside must be known before the stack is deployed."""
        for number, gate in enumerate(self.entry.get("gates", [])):
            for name, fact in gate["facts"].items():
                self.fact(fact, f"gates[{number}].{name}")

    def fact(self, fact, path):
        if "parts" in fact:
            return "".join(self.fact(part, path) for part in fact["parts"])
        if "value" in fact:
            return fact["value"]
        if "parameter" in fact:
            return text_of(self.parameters[fact["parameter"]], path)
        producer = self.deployment.build.stacks.get(fact["output"]["stack"])
        if producer is None:
            raise Failure(f"{path}: there is no stack {fact['output']['stack']}")
        return self.output_of(producer["region"], producer["stackName"], fact["output"]["name"],
                              path)
