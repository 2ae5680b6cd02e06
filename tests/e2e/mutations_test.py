#!/usr/bin/env python3
"""Single mistakes in the sample system, each found with the id and at the line that its row of
tests/mutations/sample.txt expects, and docs/mutations.md, which says how many are.

A program start a row: so every twelfth row is taken, and fewer of a program with sanitizers.
BTSINFRA_ALL_MUTATIONS=1 takes all, and where cfn-lint is there it is asked about the same mistakes
and the page is held to what comes out; with BTSINFRA_ACCEPT=1 the page is written.
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import re
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "mutations")]
import cfn_lint_rows  # noqa: E402
import mutation_table  # noqa: E402
import page  # noqa: E402
from support import expected, harness, peers  # noqa: E402

PAGE = harness.ROOT / "docs" / "mutations.md"


def take_all():
    return os.environ.get("BTSINFRA_ALL_MUTATIONS") == "1"


def step():
    if take_all():
        return 1
    cache = harness.BUILD_DIR / "CMakeCache.txt"
    sanitized = cache.is_file() and "BTSINFRA_SANITIZE:STRING=address" in cache.read_text()
    return 40 if sanitized else 12


# verdict: "found", "wrong place", "noisy" or "missed"; compiles: nothing found is an error
Result = collections.namedtuple("Result", "verdict compiles")


class Mutations(harness.Case):
    def findings(self, texts):
        """[(id, blueprint, line, severity)]; None: the program broke."""
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            for name, text in texts.items():
                pathlib.Path(folder, f"{name}.yaml").write_text(text, encoding="utf-8")
            result = harness.run("lint", folder, "--format", "json", "--today", "2026-11-26",
                                 "--fail-on", "never")
        if result.returncode != 0:
            return None
        return [(item["id"], pathlib.Path(item["file"] or "").stem,
                 item["range"]["start"]["line"] if item["range"] else 0, item["severity"])
                for item in json.loads(result.stdout)["diagnostics"]]

    def judge(self, mutation, texts):
        changed, (name, line) = mutation_table.apply(mutation, texts)
        found = self.findings(changed)
        if found is None:
            return Result("missed", False)
        compiles = all(severity != "error" for *_, severity in found)
        if any(item[:3] == (mutation.id, name, line) for item in found):
            return Result("found" if len(found) <= mutation.allowed else "noisy", compiles)
        anywhere = any(mutation.id == rule for rule, *_ in found)
        return Result("wrong place" if anywhere else "missed", compiles)

    def judge_all(self, mutations):
        texts = mutation_table.sample()
        with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            return list(pool.map(lambda mutation: self.judge(mutation, texts), mutations))

    def test_the_sample_itself(self):
        self.assertEqual(self.findings(mutation_table.sample()), [])

    def test_every_row_can_be_applied(self):
        texts = mutation_table.sample()
        rows = mutation_table.read()
        self.assertGreater(len(rows), 1000)
        for mutation in rows:
            mutation_table.apply(mutation, texts)

    def test_mistakes_are_found_where_they_are(self):
        mutations = mutation_table.read()[::step()]
        results = self.judge_all(mutations)
        verdicts = collections.defaultdict(collections.Counter)
        for mutation, result in zip(mutations, results):
            verdicts[mutation.group][result.verdict] += 1
        print(page.table(verdicts, [], []), file=sys.stderr)
        self.expect_none([f"{mutation.number}: {result.verdict}: {mutation.row}"
                          for mutation, result in zip(mutations, results)
                          if result.verdict != "found"], "rows of tests/mutations/sample.txt")
        if take_all():
            self.check_page(verdicts, [mutation for mutation, result in zip(mutations, results)
                                       if result.compiles])

    def check_page(self, verdicts, compiling):
        try:
            version = cfn_lint_rows.version()
        except peers.Missing as error:
            self.skipTest(f"missing: {error}")
        work = self.work / "templates"
        work.mkdir()
        equivalents = cfn_lint_rows.equivalents(work)
        work = self.work / "compiled"
        work.mkdir()
        made = page.page(verdicts, equivalents, cfn_lint_rows.compiling(compiling, work),
                         version).encode("utf-8")
        if harness.accepting():
            PAGE.write_bytes(made)
            print("accepted: docs/mutations.md: not a test", file=sys.stderr)
            return
        self.expect_none(expected.differences({PAGE.name: PAGE.read_bytes()}, {PAGE.name: made}),
                         "docs/mutations.md is not what is measured now")


class Page(harness.Case):
    """What can be held to the tables without measuring anew."""

    def test_it_is_about_these_tables(self):
        text = PAGE.read_text(encoding="utf-8")
        rows = mutation_table.read()
        counts = collections.Counter(mutation.group for mutation in rows)
        made = collections.Counter(row.group for row in cfn_lint_rows.read())
        shown = {}
        for line in text.split("## ")[0].splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if len(cells) == 8 and cells[0] in counts:
                shown[cells[0]] = (int(cells[1]), int((re.findall(r"of (\d+)", cells[6]) or [0])[0]))
        self.assertEqual(shown, {group: (count, made[group]) for group, count in counts.items()})

    def test_every_mistake_in_templates_is_one_of_the_sample(self):
        rows = mutation_table.read()
        ids = {mutation.id for mutation in rows}
        groups = {mutation.group for mutation in rows}
        for row in cfn_lint_rows.read():
            self.assertIn(row.id, ids, row.what)
            self.assertIn(row.group, groups, row.what)
            changed = cfn_lint_rows.apply(row)
            for name, text in changed.items():
                self.assertNotEqual(text, cfn_lint_rows.text_of(name), row.what)


if __name__ == "__main__":
    harness.main()
