#!/usr/bin/env python3
"""Systems described by C++ programs: the examples, and the command line that such a program has."""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import harness  # noqa: E402

EXAMPLES = harness.BUILD_DIR / "examples"
HYBRID = EXAMPLES / "hybrid_bts"
TENANTS = EXAMPLES / "tenants"


def run(program, *arguments, cwd=None):
    return harness.run(*arguments, program=str(program), cwd=cwd)


def comparable(folder):
    """The files of a build without what may differ: names of sources, lines, and what counts them."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = str(path.relative_to(folder))
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".yaml":
            text, count = re.subn(r"^# Made by btsinfra from \S+: ", "# Made by btsinfra from FILE: ",
                                  text, flags=re.MULTILINE)
            assert count == 1, name
        elif path.name == "manifest.json":
            text = json.dumps(without_places(json.loads(text)), indent=1)
        elif path.name == "deploy.sh":
            # stack … <digest of the template> <bytes of the template> …
            text = re.sub(r"^(  stack .*) [0-9a-f]{64} [0-9]+ ", r"\1 DIGEST BYTES ", text,
                          flags=re.MULTILINE)
        files[name] = text
    return files


def without_places(value):
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items()
                if key not in ("file", "line", "column", "sha256")}
    if isinstance(value, list):
        return [without_places(item) for item in value]
    return value


class Hybrid(harness.Case):
    def test_writes_what_the_yaml_blueprints_give(self):
        out = self.work
        own = run(HYBRID, "build", "--all-scenarios", "-q", "-o", out / "cpp")
        self.assertEqual(own.returncode, 0, harness.describe(own))
        yaml = harness.run("build", harness.ROOT / "blueprints", "--all-scenarios", "-q", "-o",
                           out / "yaml")
        self.assertEqual(yaml.returncode, 0, harness.describe(yaml))
        from_cpp, from_yaml = comparable(out / "cpp"), comparable(out / "yaml")
        self.assertEqual(sorted(from_cpp), sorted(from_yaml))
        self.assertGreater(len(from_cpp), 80)
        for name, text in from_yaml.items():
            self.assertEqual(from_cpp[name], text, name)

    def test_places_are_lines_of_the_source(self):
        source = (harness.ROOT / "examples/hybrid_bts/main.cpp").read_text(encoding="utf-8")
        out = self.work
        run(HYBRID, "build", "-q", "-o", out)
        manifest = json.loads((out / "hybrid-bts/manifest.json").read_text(encoding="utf-8"))
        lines = source.splitlines()
        pointed_at = set()
        for place in places(manifest):
            self.assertEqual(place["file"], "main.cpp")
            pointed_at.add(lines[place["line"] - 1][place["column"] - 1:].split(",")[0])
        self.assertIn('"web"', pointed_at)
        self.assertIn('"sessions"', pointed_at)
        # Every component is added by its name, and everything else is of the network or a policy
        # on top of it.
        self.assertTrue(all(word.startswith(('"', "network", "blueprint")) for word in pointed_at),
                        pointed_at)

    def test_lints_as_the_yaml_blueprints_do(self):
        own = run(HYBRID, "lint", "--today", "2026-11-01", "--fail-on", "advice")
        self.assertEqual(own.returncode, 0, harness.describe(own))
        yaml = harness.run("lint", "--today", "2026-11-01", harness.ROOT / "blueprints")
        self.assertEqual(own.stdout, yaml.stdout)


def places(value):
    if isinstance(value, dict):
        if {"file", "line", "column"} <= value.keys():
            yield value
        for item in value.values():
            yield from places(item)
    elif isinstance(value, list):
        for item in value:
            yield from places(item)


class Tenants(harness.Case):
    def test_fifty_systems(self):
        out = self.work
        built = run(TENANTS, "build", "-q", "-o", out)
        self.assertEqual(built.returncode, 0, harness.describe(built))
        self.assertEqual(built.stderr, b"")
        systems = sorted(path.name for path in out.iterdir())
        self.assertEqual(systems, [f"tenant-{number:02}" for number in range(1, 51)])
        for system in systems:
            self.assertTrue((out / system / "main/app.yaml").is_file())
            self.assertTrue((out / system / "copy/network.yaml").is_file())

    def test_lints_clean(self):
        linted = run(TENANTS, "lint", "--today", "2026-11-01", "--fail-on", "advice")
        self.assertEqual(linted.returncode, 0, harness.describe(linted))


class CommandLine(harness.Case):
    """A program has the commands of btsinfra, under its own name and for its own systems."""

    def test_help_names_the_program(self):
        text = run(HYBRID, "--help").stdout.decode()
        self.assertIn("Usage: hybrid_bts", text)
        for command in ("build", "lint", "explain", "schema", "completion"):
            self.assertIn(f"  {command} ", text)

    def test_takes_no_paths_and_mends_nothing(self):
        for command in ("build", "lint"):
            refused = run(HYBRID, command, "blueprints")
            self.assertEqual(refused.returncode, 2, harness.describe(refused))
            self.assertIn(b"hybrid_bts: ", refused.stderr)
        self.assertEqual(run(HYBRID, "lint", "--fix").returncode, 2)
        self.assertNotIn(b"--fix", run(HYBRID, "lint", "--help").stdout)

    def test_an_empty_folder_of_locks_is_no_folder(self):
        for command in ("build", "lint"):
            done = run(HYBRID, command, "--locks", "")
            self.assertEqual(done.returncode, 2, harness.describe(done))
            self.assertIn(b"--locks: the folder is empty", done.stderr)

    def test_completes_its_own_name(self):
        for shell in ("bash", "zsh", "fish"):
            script = run(HYBRID, "completion", shell).stdout.decode()
            self.assertIn("hybrid_bts", script)
            self.assertNotIn("btsinfra", script)

    def test_formats_of_lint(self):
        for form in ("text", "json", "sarif", "github", "junit"):
            linted = run(HYBRID, "lint", "--format", form)
            self.assertEqual(linted.returncode, 0, harness.describe(linted))
        report = json.loads(run(HYBRID, "lint", "--format", "json").stdout)
        self.assertEqual(report["formatVersion"], 1)

    def test_paths_below_the_folder_are_shown_short(self):
        out = self.work
        told = run(HYBRID, "build", "-v", "-o", out, cwd=harness.ROOT)
        self.assertIn(b"examples/hybrid_bts/main.cpp", told.stderr)
        self.assertNotIn(str(harness.ROOT).encode() + b"/examples", told.stderr)

    def test_one_scenario(self):
        out = self.work
        built = run(HYBRID, "build", "--scenario", "failover", "-q", "-o", out)
        self.assertEqual(built.returncode, 0, harness.describe(built))
        self.assertEqual([path.name for path in out.iterdir()], ["hybrid-bts.failover"])
        unknown = run(HYBRID, "build", "--scenario", "failovr", "-q", "-o", out)
        self.assertEqual(unknown.returncode, 1)
        self.assertIn(b"did you mean `failover`", unknown.stderr)

    def test_the_hint_names_the_program(self):
        unknown = run(HYBRID, "build", "--scenario", "failovr")
        self.assertIn(b"`hybrid_bts explain BTS2100` tells more", unknown.stderr)


if __name__ == "__main__":
    harness.main()
