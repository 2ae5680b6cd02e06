#!/usr/bin/env python3
"""How long `btsinfra lint blueprints` takes: every state of the system, all findings, no files.

Run by `./dev bench lint`, on the release build; see timing.py.
"""

import os
import pathlib

import timing


def main():
    root = pathlib.Path(os.environ["BTSINFRA_SOURCE_DIR"])
    timing.measure("lint blueprints", ["lint", str(root / "blueprints")])


if __name__ == "__main__":
    main()
