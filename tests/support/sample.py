"""The sample system in the simulated cloud, in both ways of crossing regions; built once a run."""

import functools
import json
import pathlib
import tempfile

from support import evaluator, harness

SEOUL, VIRGINIA = "ap-northeast-2", "us-east-1"
MODES = {"parameters": [], "native": ["--cross-region", "native"]}

ANSWERS = {"AdminEmail": "admin@example.com", "ZoneId": "Z0EXAMPLE1234567890A"}

_holder = tempfile.TemporaryDirectory(prefix="btsinfra-sample-")


@functools.cache
def build(mode="parameters", scenario=None, folder=None):
    """A build of the sample (or of another folder of blueprints)."""
    options = [*MODES[mode], *(["--scenario", scenario] if scenario else [])]
    source = harness.Source("blueprints", pathlib.Path(folder or harness.blueprint_folder()),
                            options)
    made, = harness.build_source(source, _holder.name)
    return evaluator.Build.read(made)


def edited(target, change):
    """A folder of the sample's blueprints, after `change` of {name: blueprint}. In JSON, which is
    YAML too."""
    documents = harness.documents(harness.blueprint_folder())
    change(documents)
    for name, document in documents.items():
        (target / f"{name}.yaml").write_text(json.dumps(document, indent=1), encoding="utf-8")
    return target


def cloud(mode="parameters"):
    """A cloud of its own with the base in it."""
    return evaluator.Cloud(ANSWERS).apply(build(mode))


@functools.cache
def standing(mode="parameters"):
    """The base, for those that only look at it."""
    return cloud(mode)
