#!/usr/bin/env python3
"""Adds resource types to cloud_types.json, from the provider schemas that cfn-lint brings along.

    python3 tests/support/add_cloud_types.py AWS::Logs::LogStream …
"""

import importlib
import json
import pathlib
import sys

TABLE = pathlib.Path(__file__).with_name("cloud_types.json")
KEYS = {"readOnly": "readOnlyProperties", "createOnly": "createOnlyProperties",
        "conditional": "conditionalCreateOnlyProperties"}


def schema(resource_type):
    package = importlib.import_module("cfnlint.data.schemas.providers.us_east_1")
    folder = pathlib.Path(package.__file__).resolve().parents[1] / "resources"
    return json.loads((folder / f"{package.types[resource_type]}.json").read_text("utf-8"))


def facts(resource_type):
    found = schema(resource_type)
    return {key: sorted(path.replace("/properties/", "", 1).replace("/", ".")
                        for path in found.get(name) or []) for key, name in KEYS.items()}


def main(types):
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    table.update({name: facts(name) for name in types})
    lines = [f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in sorted(table.items())]
    TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
