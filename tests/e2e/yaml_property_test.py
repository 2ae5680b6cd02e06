"""A YAML 1.1 reader (PyYAML) must read every template back to what was meant.

yaml_probe prints templates full of difficult texts, as YAML and as JSON. Here the YAML is read with
PyYAML, by its own parser and by libyaml where that is there, and compared with the JSON.
"""

import json
import math
import os
import pathlib
import subprocess
import sys

try:
    import yaml
except ImportError:
    print("skipped: PyYAML is not installed")
    sys.exit(77)

SEEDS = range(int(os.environ.get("BTSINFRA_YAML_SEEDS", "4")))
COUNT = 400


def find_probe():
    named = os.environ.get("BTSINFRA_YAML_PROBE")
    if named:
        return pathlib.Path(named)
    build = pathlib.Path(os.environ.get("BTSINFRA_BUILD_DIR", "build"))
    return next((p for p in sorted(build.rglob("yaml_probe")) if p.is_file()), None)


def construct_function(loader, suffix, node):
    """CloudFormation's short tags, as CloudFormation reads them."""
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    name = suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix
    return {name: value}


def loaders():
    for base in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", None)):
        if base is not None:
            loader = type("Loader", (base,), {})
            loader.add_multi_constructor("!", construct_function)
            yield base.__name__, loader


def difference(expected, found, path="template"):
    """The first difference as text, or None. Types count: 1 is neither True nor 1.0 nor "1"."""
    if type(expected) is not type(found):
        return f"{path}: {expected!r} became {found!r}"
    if isinstance(expected, dict):
        if list(expected) != list(found):
            return f"{path}: keys {list(expected)!r} became {list(found)!r}"
        pairs = ((key, expected[key], found[key]) for key in expected)
    elif isinstance(expected, list):
        if len(expected) != len(found):
            return f"{path}: {expected!r} became {found!r}"
        pairs = ((i, a, b) for i, (a, b) in enumerate(zip(expected, found)))
    else:
        same = expected == found
        if isinstance(expected, float):
            same = same and math.copysign(1, expected) == math.copysign(1, found)
        return None if same else f"{path}: {expected!r} became {found!r}"
    for key, a, b in pairs:
        result = difference(a, b, f"{path}.{key}")
        if result:
            return result
    return None


def main():
    probe = find_probe()
    if probe is None:
        print("skipped: yaml_probe is not built")
        return 77
    failures = 0
    checked = 0
    for seed in SEEDS:
        output = subprocess.run(
            [probe, str(seed), str(COUNT)], check=True, capture_output=True
        ).stdout
        for line in output.decode("utf-8").splitlines():
            case = json.loads(line)
            for name, loader in loaders():
                checked += 1
                try:
                    found = yaml.load(case["yaml"], loader)
                    problem = difference(case["json"], found)
                except Exception as error:  # whatever the reader says is the finding
                    problem = f"{type(error).__name__}: {error}"
                if problem:
                    failures += 1
                    if failures <= 5:
                        print(f"seed {seed}, {name}: {problem}\n{case['yaml']}\n")
    print(f"{checked} readings, {failures} failures")
    return 1 if failures or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
