#!/usr/bin/env python3
"""How long `btsinfra build blueprints` takes as a whole process, and how much memory it needs.

Run by `./dev bench build`, on the release build. The numbers mean something only beside others
from the same machine.
"""

import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 30


def peak(who):
    """The largest resident size so far, in MiB (Linux counts in KiB)."""
    return resource.getrusage(who).ru_maxrss / 1024


def main():
    root = pathlib.Path(os.environ["BTSINFRA_SOURCE_DIR"])
    program = os.environ["BTSINFRA"]
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "build", str(root / "blueprints"), "-o", folder]
        for _ in range(RUNS + 1):
            start = time.perf_counter()
            run = subprocess.run(command, capture_output=True, text=True, check=False)
            seconds.append(time.perf_counter() - start)
            if run.returncode != 0:
                print(run.stderr, file=sys.stderr)
                return f"`{' '.join(command)}` failed ({run.returncode})"
    seconds.pop(0)  # warms the file cache
    # A child is charged with what it was forked from, so less than our own cannot be seen.
    memory, own = peak(resource.RUSAGE_CHILDREN), peak(resource.RUSAGE_SELF)
    print(
        f"build blueprints, {RUNS} runs: median {statistics.median(seconds) * 1000:.1f} ms, "
        f"min {min(seconds) * 1000:.1f} ms, max {max(seconds) * 1000:.1f} ms, "
        f"peak memory {f'{memory:.1f}' if memory > own else f'at most {own:.1f}'} MiB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
