"""How long commands of `btsinfra` take as whole processes, for the benchmarks beside this.

The numbers mean something only beside others from the same machine. BTSINFRA is the program that
is measured; BTSINFRA_BASE, if set, is another one, as built from the commit before a change: the
two run in turn, so that whatever else the machine does meets both alike. Where valgrind is
installed, the instructions of one run are counted, too: those do not depend on the machine's load.
"""

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time

RUNS = 30


def run_of(command):
    """How long one run takes in milliseconds, and its largest resident size in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    taken = (time.perf_counter() - start) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"`{' '.join(command)}` failed ({process.returncode})")
    return taken, used.ru_maxrss / 1024  # Linux counts in KiB


def instructions_of(command):
    """In millions; None without valgrind."""
    if shutil.which("valgrind") is None:
        return None
    count = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command]
    run = subprocess.run(count, capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", run.stderr)
    return int(found.group(1)) / 1e6 if found else None


def measure(name, arguments):
    """Prints a line for the program, and one before for the base if there is one."""
    programs = {"": os.environ["BTSINFRA"]}
    if base := os.environ.get("BTSINFRA_BASE"):
        programs = {"base: ": base, **programs}
    times = {label: [] for label in programs}
    memory = {label: 0 for label in programs}
    for turn in range(RUNS + 1):
        for label, program in programs.items():
            taken, memory[label] = run_of([program, *arguments])
            if turn > 0:  # the first one warms the file cache
                times[label].append(taken)
    # A child is charged with what it was forked from, so less than our own cannot be seen.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for label, program in programs.items():
        counted = instructions_of([program, *arguments])
        print(
            f"{label}{name}, {RUNS} runs: median {statistics.median(times[label]):.1f} ms, "
            f"min {min(times[label]):.1f} ms, max {max(times[label]):.1f} ms, "
            f"peak memory {'' if memory[label] > own else 'at most '}{max(memory[label], own):.1f} MiB"
            + (f", {counted:.0f} million instructions" if counted else "")
        )
