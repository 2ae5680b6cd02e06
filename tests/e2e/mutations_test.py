#!/usr/bin/env python3
"""Single mistakes in the sample system, each found with the id and at the line that its row of
tests/mutations/sample.txt expects.

A program start a row: so every twelfth row is taken, and fewer of a program with sanitizers.
BTSINFRA_ALL_MUTATIONS=1 takes all, and prints how many of each group were found.
"""

import collections
import json
import os
import pathlib
import sys

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "mutations")]
import mutation_table  # noqa: E402
from support import harness  # noqa: E402

GAPS = TESTS / "mutations" / "known_gaps.txt"


def known_gaps():
    lines = GAPS.read_text(encoding="utf-8").splitlines()
    return {line.split(": ", 1)[1] for line in lines if line and not line.startswith("#")}


def step():
    if os.environ.get("BTSINFRA_ALL_MUTATIONS") == "1":
        return 1
    cache = harness.BUILD_DIR / "CMakeCache.txt"
    sanitized = cache.is_file() and "BTSINFRA_SANITIZE:STRING=address" in cache.read_text()
    return 40 if sanitized else 12


class Mutations(harness.Case):
    def findings(self, texts):
        for name, text in texts.items():
            (self.work / f"{name}.yaml").write_text(text, encoding="utf-8")
        result = harness.run("lint", self.work, "--format", "json", "--today", "2026-11-26",
                             "--fail-on", "never")
        self.expect_status(result, 0)
        found = json.loads(result.stdout)["diagnostics"]
        return [(item["id"], pathlib.Path(item["file"] or "").stem,
                 item["range"]["start"]["line"] if item["range"] else 0) for item in found]

    def verdict(self, mutation, texts):
        changed, (name, line) = mutation_table.apply(mutation, texts)
        found = self.findings(changed)
        if (mutation.id, name, line) in found:
            return "found" if len(found) <= mutation.allowed else "noisy"
        return "wrong place" if any(mutation.id == rule for rule, _, _ in found) else "missed"

    def test_the_sample_itself(self):
        self.assertEqual(self.findings(mutation_table.sample()), [])

    def test_every_row_can_be_applied(self):
        texts = mutation_table.sample()
        rows = mutation_table.read()
        self.assertGreater(len(rows), 1000)
        for mutation in rows:
            mutation_table.apply(mutation, texts)
        self.assertLessEqual(known_gaps(), {mutation.row for mutation in rows})

    def test_mistakes_are_found_where_they_are(self):
        texts = mutation_table.sample()
        gaps = known_gaps()
        groups = collections.defaultdict(collections.Counter)
        problems = []
        for mutation in mutation_table.read()[::step()]:
            verdict = self.verdict(mutation, texts)
            groups[mutation.group][verdict] += 1
            if (verdict == "found") == (mutation.row in gaps):
                problems.append(f"{mutation.number}: {verdict}, "
                                f"{'though known as a gap' if verdict == 'found' else 'not known'}:"
                                f" {mutation.row}")
        if step() == 1:
            for group, counts in groups.items():
                print(f"{group}: {dict(counts)}", file=sys.stderr)
        self.expect_none(problems, "rows of tests/mutations/sample.txt")


if __name__ == "__main__":
    harness.main()
