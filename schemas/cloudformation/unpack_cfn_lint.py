#!/usr/bin/env python3
"""Writes the schemas that an installed cfn-lint brings along as folders that update.py reads.

    python3 unpack_cfn_lint.py <folder>

For places that cannot reach the published archives. cfn-lint stores the published schemas without
their descriptions and with corrections of its own; the corrections are taken back here, so that the
facts say what was published. Nearly all of them can be: they name the value that they replace. Where
one removes a thing without naming it (mostly an enum), it stays removed: a fact fewer, never a wrong
one.
"""

import argparse
import importlib
import json
import pathlib

# cfn-lint copies us-east-1 for the regions whose archives are not public, and no longer fetches
# me-south-1: what it has of them says nothing about them.
NOT_PUBLISHED = ("-iso", "eusc-", "me-south-1")


def pointer(path):
    return [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:]]


def without_format(value):
    """Corrections are stacked: a later one adds `format`, which is undone before the earlier."""
    if isinstance(value, dict):
        return {key: without_format(inner) for key, inner in value.items() if key != "format"}
    if isinstance(value, list):
        return [without_format(inner) for inner in value]
    return value


def undo(schema, operations):
    """Takes one JSON patch back, operation by operation from the last."""
    for index in range(len(operations) - 1, -1, -1):
        operation = operations[index]
        if operation["op"] == "test":
            continue
        before = operations[index - 1] if index else {}
        known = before.get("op") == "test" and before["path"] == operation["path"]
        *parents, key = pointer(operation["path"])
        try:
            holder = schema
            for step in parents:
                holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        except (KeyError, IndexError, ValueError):
            continue  # was never applied: its schema has changed since it was written
        if operation["op"] == "remove":
            if known and isinstance(holder, dict):
                holder.setdefault(key, before["value"])
            continue
        if isinstance(holder, list):
            key = int(key) if key != "-" else len(holder) - 1
            present = 0 <= key < len(holder)
        else:
            present = key in holder
        if not present or without_format(holder[key]) != without_format(operation["value"]):
            continue  # likewise
        if known:
            holder[key] = before["value"]
        elif operation["op"] == "add":
            if parents and parents[-1] == "properties":
                continue  # may have taken the place of one that was published: then it would be missed
            del holder[key]


def corrections(folder, type_name):
    """The JSON patches of a type, in the order in which cfn-lint applies them."""
    name = type_name.lower().replace("::", "_")
    for kind in ("providers", "extensions"):
        for path in sorted((folder / "patches" / kind / "all" / name).glob("*.json")):
            yield json.loads(path.read_text(encoding="utf-8"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=pathlib.Path, help="gets one folder per region")
    out = parser.parse_args().folder

    package = importlib.import_module("cfnlint.data.schemas")
    data = pathlib.Path(package.__file__).parent
    written = {}  # hash: the first file with that schema; most regions share most of them
    for module in sorted((data / "providers").glob("*_*.py")):
        region = module.stem.replace("_", "-")
        if module.stem.startswith("__") or any(part in region for part in NOT_PUBLISHED):
            continue
        types = importlib.import_module(f"cfnlint.data.schemas.providers.{module.stem}").types
        (out / region).mkdir(parents=True, exist_ok=True)
        for type_name, digest in types.items():
            if not type_name.startswith("AWS::") or type_name == "AWS::CDK::Metadata":
                continue  # cfn-lint's own
            path = out / region / f"{type_name.lower().replace('::', '-')}.json"
            path.unlink(missing_ok=True)
            if digest in written:
                path.hardlink_to(written[digest])
                continue
            schema = json.loads((data / "resources" / f"{digest}.json").read_text("utf-8"))
            for operations in reversed(list(corrections(data, type_name))):
                undo(schema, operations)
            path.write_text(json.dumps(schema, indent=1, sort_keys=True) + "\n", encoding="utf-8")
            written[digest] = path


if __name__ == "__main__":
    main()
