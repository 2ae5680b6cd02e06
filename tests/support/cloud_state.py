"""What stands in the simulated cloud: stacks and their resources."""

from support import cloud_rules, cloud_types


class Resource:
    """One resource as it stands in the cloud; `properties` are plain values."""

    def __init__(self, stack, logical_id, body, component):
        self.stack = stack
        self.region = stack.region
        self.logical_id = logical_id
        self.type = body["Type"]
        self.component = component
        self.body = body
        self.properties = {}
        self.physical = None
        self.version = 1
        self.promoted = False  # was a replica once, and is none now

    @property
    def label(self):
        return f"{self.stack.id}/{self.logical_id}"

    def __repr__(self):
        return f"<{self.label} {self.type} {self.physical.id if self.physical else '?'}>"

    @property
    def id(self):
        return self.physical.id

    @property
    def arn(self):
        return self.physical.arn

    @property
    def name(self):
        return self.physical.name

    @property
    def by_author(self):
        """Whether a person wrote it out in `resources:`; what it says is his."""
        return (self.component or "").startswith("resources.")

    def attribute(self, name):
        return cloud_types.attribute(self, name)

    def get(self, path, default=None):
        value = cloud_types.at_path(self.properties, path)
        return default if value is None else value

    def texts(self):
        """(path, text) of every text in the properties; user data as people read it."""
        return [(path, text) for _, path, text in cloud_rules.texts(self.properties)]

    def encrypted(self):
        return self.properties.get("StorageEncrypted") in (True, "true") \
            or "KmsKeyId" in self.properties


class Stack:
    """A stack that stands in the cloud."""

    def __init__(self, stack_id, name, region):
        self.id = stack_id
        self.name = name
        self.region = region
        self.template = {}
        self.parameters = {}
        self.resources = {}
        self.outputs = {}
        self.exports = {}
        self.imports = {}  # export name -> id of the stack that exports it
        self.reads = set()  # ids of stacks whose values were read while it was last deployed

    def __repr__(self):
        return f"<{self.id} {self.name} in {self.region}>"

    @property
    def where(self):
        return f"{self.id} ({self.name}, {self.region})"
