#!/usr/bin/env python3
"""How long `btsinfra build blueprints` takes, for the base and for all states.

Run by `./dev bench build`, on the release build; see timing.py.
"""

import os
import pathlib
import tempfile

import timing


def main():
    root = pathlib.Path(os.environ["BTSINFRA_SOURCE_DIR"])
    with tempfile.TemporaryDirectory() as folder:
        build = ["build", str(root / "blueprints"), "-o", folder]
        timing.measure("build blueprints", build)
        timing.measure("build blueprints --all-scenarios", [*build, "--all-scenarios"])


if __name__ == "__main__":
    main()
