#!/usr/bin/env python3
"""The command line keeps its promises: exit status, streams, colour, and an output folder that is
always one whole build, whatever happens on the way.

0 fine; 1 findings; 2 wrong usage; 3 the outside failed.
"""

import json
import os
import pathlib
import pty
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness  # noqa: E402

OVERLAP = re.compile(r"(^|/)one\.yaml:\d+:\d+: error\[BTS2007\]: ", re.MULTILINE)
ESCAPE = b"\x1b["
COMMANDS = ("build", "lint", "schema", "explain", "completion")
REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-2", "ap-northeast-1",
           "eu-central-1")
NAMES = ("one", "two", "three", "four", "five", "six")


def blueprint(number, tag="first", overlap=False):
    """A small blueprint of the system `tiny`: a network of its own in a region of its own."""
    public = 0 if not overlap else 1
    return f"""\
blueprint: 1
system: tiny
region: {REGIONS[number]}
tags: {{state: {tag}}}
network:
  cidr: 10.{number}.0.0/16
  zones: [a, c]
  subnets:
    private: {{access: private, cidrs: [10.{number}.1.0/24, 10.{number}.3.0/24]}}
    public: {{access: public, cidrs: [10.{number}.{public}.0/24, 10.{number}.2.0/24]}}
  nat: none
"""


def write_system(folder, count=2, **changes):
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{NAMES[number]}.yaml").write_text(blueprint(number, **changes),
                                                      encoding="utf-8")
    return folder


class CommandLine(harness.Case):
    def output(self, result):
        return result.stdout.decode("utf-8"), result.stderr.decode("utf-8")


class Usage(CommandLine):
    def test_help(self):
        for arguments in (["--help"], ["-h"], *([command, "--help"] for command in COMMANDS)):
            result = harness.run(*arguments)
            self.expect_status(result, 0)
            out, err = self.output(result)
            self.assertIn("btsinfra", out, harness.describe(result))
            self.assertEqual(err, "")
        out, _ = self.output(harness.run("--help"))
        for command in COMMANDS:
            self.assertRegex(out, rf"(?m)^\s+{command}\b", out)

    def test_version(self):
        result = harness.run("--version")
        self.expect_status(result, 0)
        out, err = self.output(result)
        self.assertRegex(out, r"^btsinfra \d+\.\d+\.\d+\S*\n$")
        self.assertEqual(err, "")

    def test_wrong_usage(self):
        folder = write_system(self.work / "in")
        for arguments in ([], ["nonsense"], ["--nonsense"], ["build"], ["explain"],
                          ["build", "--nonsense", folder], ["build", folder, "--format", "xml"],
                          ["schema", "--format", "xml"], ["build", folder, "-o"]):
            result = harness.run(*arguments, cwd=self.work)
            self.expect_status(result, 2)
            out, err = self.output(result)
            self.assertEqual(out, "", harness.describe(result))
            self.assertNotEqual(err, "", harness.describe(result))
        self.assertFalse((self.work / "templates_out").exists())

    def test_near_command(self):
        result = harness.run("biuld", "x")
        self.expect_status(result, 2)
        self.assertIn("build", self.output(result)[1])


class Explain(CommandLine):
    def test_a_known_id(self):
        result = harness.run("explain", "BTS2007")
        self.expect_status(result, 0)
        out, err = self.output(result)
        self.assertIn("BTS2007", out)
        self.assertIn("two subnets overlap", out)
        self.assertGreater(len(out.splitlines()), 2, "there is no long form")
        self.assertEqual(err, "")

    def test_an_unknown_id(self):
        for name in ("BTS20077", "BTS9999", "nonsense", ""):
            result = harness.run("explain", name)
            self.expect_status(result, 2)
            out, err = self.output(result)
            self.assertEqual(out, "", harness.describe(result))
            self.assertNotEqual(err, "", harness.describe(result))

    def test_a_near_id(self):
        self.assertIn("BTS2007", self.output(harness.run("explain", "BTS20077"))[1])


class Build(CommandLine):
    def setUp(self):
        super().setUp()
        self.inputs = write_system(self.work / "in")
        self.out = self.work / "out"

    def good(self, *arguments, **options):
        result = harness.run("build", self.inputs, "-o", self.out, *arguments, **options)
        self.expect_status(result, 0)
        return result

    def break_it(self):
        (self.inputs / "one.yaml").write_text(blueprint(0, overlap=True), encoding="utf-8")

    def test_a_good_one(self):
        self.good()
        builds = harness.builds_below(self.out)
        self.assertEqual([build.name for build in builds], ["tiny"])
        self.assertEqual(harness.whole(builds[0]), [])
        manifest = harness.read_manifest(builds[0])
        self.assertEqual(manifest["version"], 1)
        self.assertEqual(manifest["system"], "tiny")
        self.assertIsNone(manifest["scenario"])
        self.assertEqual({stack["id"] for stack in manifest["stacks"]},
                         {"one/network", "two/network"})
        said = self.output(harness.run("--version"))[0].strip()
        self.assertEqual(manifest["generator"], said)

    def test_the_manifest_keeps_its_contract(self):
        self.good()
        manifest = harness.read_manifest(self.out / "tiny")
        ids = []
        for stack in manifest["stacks"]:
            self.assertLessEqual({
                "id", "blueprint", "layer", "stackName", "region", "template", "sha256", "wave",
                "dependsOn", "updateAfter", "capabilities", "tags", "terminationProtection",
                "gates", "parameters", "outputs", "resources"}, set(stack))
            self.assertEqual(stack["id"], f"{stack['blueprint']}/{stack['layer']}")
            self.assertEqual(stack["stackName"], f"tiny-{stack['blueprint']}-{stack['layer']}")
            self.assertEqual(stack["template"], f"{stack['id']}.yaml")
            # They stand in an order in which they can be created.
            self.assertLessEqual(set(stack["dependsOn"]), set(ids))
            ids.append(stack["id"])
            for name, resource in stack["resources"].items():
                self.assertLessEqual({"type", "component", "file", "line", "column"},
                                     set(resource), name)
                self.assertIn(resource["file"], ("one.yaml", "two.yaml"))

    def test_a_file_stands_for_its_system(self):
        self.good()
        whole = harness.tree(self.out)
        result = harness.run("build", self.inputs / "two.yaml", "-o", self.work / "other")
        self.expect_status(result, 0)
        self.assertEqual(harness.tree(self.work / "other"), whole)

    def test_the_usual_output_folder(self):
        result = harness.run("build", self.inputs, cwd=self.work)
        self.expect_status(result, 0)
        self.assertEqual(harness.whole(self.work / "templates_out" / "tiny"), [])

    def test_two_systems_in_a_folder(self):
        text = blueprint(2).replace("system: tiny", "system: small")
        (self.inputs / "three.yaml").write_text(text, encoding="utf-8")
        self.good()
        self.assertEqual([build.name for build in harness.builds_below(self.out)],
                         ["small", "tiny"])

    def test_json(self):
        result = self.good("--format", "json")
        data = json.loads(result.stdout)
        self.assertIsInstance(data, dict)
        self.assertEqual(data["formatVersion"], 1)
        self.assertEqual([found for found in data["diagnostics"] if found["severity"] == "error"],
                         [])
        stacks = harness.templates(self.out / "tiny")
        self.assertTrue(stacks)
        for _, path in stacks:
            self.assertEqual(path.suffix, ".json")
            json.loads(path.read_bytes())

    def test_from_yaml_to_json_and_back_leaves_no_files_behind(self):
        self.good()
        first = harness.tree(self.out)
        self.good("--format", "json")
        self.assertEqual(harness.whole(self.out / "tiny"), [])
        self.good()
        self.assertEqual(harness.tree(self.out), first)

    def test_locked(self):
        self.good()
        first = harness.tree(self.out)
        self.good("--locked")
        self.assertEqual(harness.tree(self.out), first)

    def test_findings(self):
        self.break_it()
        result = harness.run("build", self.inputs, "-o", self.out)
        self.expect_status(result, 1)
        out, err = self.output(result)
        self.assertRegex(err, OVERLAP)
        self.assertNotIn("BTS2007", out)
        self.assertFalse(self.out.exists(), "something was written")

    def test_findings_in_json(self):
        self.break_it()
        result = harness.run("build", self.inputs, "-o", self.out, "--format", "json")
        self.expect_status(result, 1)
        data = json.loads(result.stdout)
        found = [item for item in data["diagnostics"] if item["id"] == "BTS2007"]
        self.assertEqual(len(found), 1, harness.describe(result))
        self.assertEqual(found[0]["severity"], "error")
        self.assertTrue(found[0]["file"].endswith("one.yaml"))
        self.assertGreater(found[0]["range"]["start"]["line"], 1)
        self.assertNotIn(b"BTS2007", result.stderr)
        self.assertFalse(self.out.exists(), "something was written")

    def test_a_bad_blueprint_leaves_the_last_good_build(self):
        self.good()
        before = harness.tree(self.out)
        times = {path: path.stat().st_mtime_ns for path in self.out.rglob("*")}
        self.break_it()
        for arguments in ([], ["--format", "json"]):
            self.expect_status(harness.run("build", self.inputs, "-o", self.out, *arguments), 1)
            self.assertEqual(harness.tree(self.out), before)
            self.assertEqual({path: path.stat().st_mtime_ns for path in self.out.rglob("*")},
                             times)

    def test_a_blueprint_that_is_not_there(self):
        result = harness.run("build", self.inputs / "nobody.yaml", "-o", self.out)
        self.assertIn(result.returncode, (1, 3), harness.describe(result))
        out, err = self.output(result)
        self.assertEqual(out, "")
        self.assertIn("nobody.yaml", err)

    def test_the_input_is_left_alone(self):
        before = harness.tree(self.inputs)
        self.good()
        self.assertEqual(harness.tree(self.inputs), before)


class OutputFolder(CommandLine):
    def setUp(self):
        super().setUp()
        self.inputs = write_system(self.work / "in")
        self.out = self.work / "out"

    def refused(self, name):
        before = harness.tree(self.out)
        result = harness.run("build", self.inputs, "-o", self.out)
        self.assertIn(result.returncode, (1, 3), harness.describe(result))
        self.assertIn(name, self.output(result)[1], harness.describe(result))
        self.assertEqual(harness.tree(self.out), before)

    def test_a_foreign_file_beside_a_build(self):
        self.expect_status(harness.run("build", self.inputs, "-o", self.out), 0)
        (self.out / "tiny" / "notes.txt").write_text("mine\n", encoding="utf-8")
        self.refused("notes.txt")

    def test_a_foreign_file_below_a_build(self):
        self.expect_status(harness.run("build", self.inputs, "-o", self.out), 0)
        (self.out / "tiny" / "one" / "mine.yaml").write_text("mine\n", encoding="utf-8")
        self.refused("mine.yaml")

    def test_a_folder_that_is_no_build(self):
        (self.out / "tiny").mkdir(parents=True)
        (self.out / "tiny" / "thesis.tex").write_text("mine\n", encoding="utf-8")
        self.refused("thesis.tex")

    def test_a_manifest_that_is_none(self):
        (self.out / "tiny").mkdir(parents=True)
        (self.out / "tiny" / "manifest.json").write_text("{\"name\": \"mine\"}\n",
                                                          encoding="utf-8")
        self.refused("manifest.json")

    def test_a_manifest_that_points_outside(self):
        precious = self.work / "precious.yaml"
        precious.write_text("mine\n", encoding="utf-8")
        (self.out / "tiny").mkdir(parents=True)
        manifest = {"version": 1, "system": "tiny",
                    "stacks": [{"template": "../../precious.yaml"}]}
        (self.out / "tiny" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        harness.run("build", self.inputs, "-o", self.out)
        self.assertEqual(precious.read_text(encoding="utf-8"), "mine\n")

    def test_an_empty_folder_will_do(self):
        (self.out / "tiny").mkdir(parents=True)
        self.expect_status(harness.run("build", self.inputs, "-o", self.out), 0)
        self.assertEqual(harness.whole(self.out / "tiny"), [])

    def test_other_builds_and_files_beside_it_stay(self):
        self.out.mkdir()
        (self.out / "README").write_text("mine\n", encoding="utf-8")
        self.expect_status(harness.run("build", self.inputs, "-o", self.out), 0)
        self.assertEqual(sorted(path.name for path in self.out.iterdir()), ["README", "tiny"])

    def test_a_place_that_cannot_be_written(self):
        (self.work / "file").write_text("mine\n", encoding="utf-8")
        places = [self.work / "file" / "out", self.work / "file"]
        if os.geteuid() != 0:
            closed = self.work / "closed"
            closed.mkdir(mode=0o555)
            places.append(closed / "out")
        for place in places:
            result = harness.run("build", self.inputs, "-o", place)
            self.expect_status(result, 3)
            out, err = self.output(result)
            self.assertEqual(out, "")
            self.assertIn("file", err)
        self.assertEqual((self.work / "file").read_text(encoding="utf-8"), "mine\n")

    @unittest.skipUnless(os.path.exists("/dev/full"), "there is no /dev/full")
    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            result = subprocess.run([harness.PROGRAM, "schema"], stdout=full, check=False,
                                    stderr=subprocess.PIPE, env=harness.environment(),
                                    timeout=harness.TIMEOUT)
        self.assertEqual(result.returncode, 3, result.stderr)


class Colour(CommandLine):
    def on_terminal(self, **variables):
        """What a bad build says on a terminal."""
        inputs = write_system(self.work / "in", overlap=True)
        env = harness.environment(**{"TERM": "xterm-256color", **variables})
        ours, theirs = pty.openpty()
        with subprocess.Popen([harness.PROGRAM, "build", str(inputs), "-o", str(self.work / "o")],
                              stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
                              env=env) as run:
            os.close(theirs)
            said = b""
            while True:
                try:
                    some = os.read(ours, 4096)
                except OSError:  # the other side is closed
                    break
                if not some:
                    break
                said += some
            status = run.wait(timeout=harness.TIMEOUT)
        os.close(ours)
        self.assertEqual(status, 1, said)
        self.assertIn(b"BTS2007", said)
        return said

    def test_on_a_terminal(self):
        self.assertIn(ESCAPE, self.on_terminal())

    def test_never_with_no_color(self):
        self.assertNotIn(ESCAPE, self.on_terminal(NO_COLOR="1"))

    def test_not_on_a_terminal_that_knows_none(self):
        self.assertNotIn(ESCAPE, self.on_terminal(TERM="dumb"))

    def test_not_elsewhere(self):
        inputs = write_system(self.work / "in", overlap=True)
        result = harness.run("build", inputs, "-o", self.work / "o",
                             env=harness.environment(TERM="xterm-256color"))
        self.assertNotIn(b"\x1b", result.stdout + result.stderr)


class Determinism(CommandLine):
    """Bytes depend on the input and the options only."""

    def variants(self, inputs):
        """(what differs, arguments, options) of builds that must give the same bytes."""
        files = sorted(inputs.glob("*.yaml"))
        names = [path.name for path in files]
        relative = os.path.relpath(inputs, self.work)
        yield "an absolute path", [inputs], {}
        yield "a relative path", [relative], {"cwd": self.work}
        yield "the folder itself", ["."], {"cwd": inputs}
        yield "a trailing slash", [f"{inputs}/"], {}
        yield "a detour", [self.work / "other" / ".." / relative], {}
        yield "each file", files, {}
        yield "each file, from the last", files[::-1], {}
        yield "names of files", names, {"cwd": inputs}
        yield "a file twice", [files[0], files[0]], {}
        for locale in ("C", "C.UTF-8", "POSIX", "tr_TR.UTF-8", "de_DE.UTF-8"):
            yield f"the locale {locale}", [inputs], {"env": harness.environment(
                LANG=locale, LC_ALL=locale)}
        yield "another time zone", [inputs], {"env": harness.environment(TZ="Asia/Seoul")}
        yield "another user's home", [inputs], {"env": harness.environment(HOME="/nonexistent")}

    def check(self, inputs):
        (self.work / "other").mkdir()
        expected = None
        for number, (what, arguments, options) in enumerate(self.variants(inputs)):
            out = self.work / f"out-{number}"
            result = harness.run("build", *arguments, "-o", out, **options)
            self.expect_status(result, 0)
            found = harness.tree(out)
            expected = expected or found
            self.assertEqual(sorted(found), sorted(expected), what)
            self.assertEqual([name for name in found if found[name] != expected[name]], [], what)
        copy = self.work / "elsewhere" / "deeper" / "folder"
        shutil.copytree(inputs, copy)
        for path in copy.iterdir():
            os.utime(path, (0, 0))
        self.expect_status(harness.run("build", copy, "-o", self.work / "out-copy"), 0)
        self.assertEqual(harness.tree(self.work / "out-copy"), expected, "a copy elsewhere")

    def test_a_small_system(self):
        self.check(write_system(self.work / "in", count=3))

    def test_the_sample(self):
        self.assertTrue(harness.blueprint_folder().is_dir(), "there is no blueprints/")
        self.check(harness.copy_inputs(harness.blueprint_folder(), self.work / "in"))


class Killed(CommandLine):
    """Killed at any moment, the output folder holds one whole build; the next run cleans up."""

    KILLS = 30
    SEED = 20270131

    def test_killed_half_way(self):
        chance = random.Random(self.SEED)
        states = {tag: write_system(self.work / tag, count=6, tag=tag)
                  for tag in ("first", "second")}
        place = self.work / "place"
        place.mkdir()
        out = place / "out"
        wanted = {}
        start = time.monotonic()
        for tag, inputs in states.items():
            self.expect_status(harness.run("build", inputs, "-o", out), 0)
            wanted[tag] = harness.tree(out)
        self.assertNotEqual(wanted["first"], wanted["second"])
        duration = (time.monotonic() - start) / 2
        survived = killed = 0
        for number in range(self.KILLS):
            inputs = states["first" if number % 2 else "second"]
            # Writing comes last: half of the time, strike there.
            delay = chance.uniform(0 if number % 3 else 0.6, 1.05) * duration
            with subprocess.Popen([harness.PROGRAM, "build", str(inputs), "-o", str(out)],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, env=harness.environment()) as run:
                time.sleep(delay)
                run.send_signal(signal.SIGKILL)
                killed += run.wait(timeout=harness.TIMEOUT) == -signal.SIGKILL
            what = f"kill {number} of seed {self.SEED}, after {delay * 1000:.1f} ms"
            self.assertEqual(harness.whole(out / "tiny"), [], what)
            found = {f"tiny/{name}": data
                     for name, data in harness.tree(out / "tiny").items()} | {"tiny": None}
            self.assertIn(found, list(wanted.values()), what)
            survived += found == wanted["first" if number % 2 else "second"]
        print(f"killed {killed} of {self.KILLS} in time, {survived} had the new build",
              file=sys.stderr)
        self.assertGreater(killed, 0, "nothing was killed in time")
        self.expect_status(harness.run("build", states["first"], "-o", out), 0)
        self.assertEqual(harness.tree(out), wanted["first"])
        self.assertEqual([path.name for path in place.iterdir()], ["out"], "leftovers")


class TheTestItself(harness.Case):
    """What tells a whole build from a broken one sees each fault."""

    def setUp(self):
        super().setUp()
        self.build = self.work / "tiny"
        (self.build / "one").mkdir(parents=True)
        template = self.build / "one" / "network.yaml"
        template.write_text("A: 1\n", encoding="utf-8")
        self.manifest = {"stacks": [{"template": "one/network.yaml",
                                     "sha256": harness.digest(template)}]}
        self.write()

    def write(self):
        (self.build / "manifest.json").write_text(json.dumps(self.manifest), encoding="utf-8")

    def test_whole(self):
        self.assertEqual(harness.whole(self.build), [])

    def test_a_changed_file(self):
        (self.build / "one" / "network.yaml").write_text("A: 2\n", encoding="utf-8")
        self.assertEqual(harness.whole(self.build),
                         ["one/network.yaml is not the file of the manifest"])

    def test_a_missing_file(self):
        (self.build / "one" / "network.yaml").unlink()
        self.assertEqual(harness.whole(self.build), ["one/network.yaml is missing"])

    def test_a_file_too_many(self):
        (self.build / "one" / "app.yaml").write_text("A: 2\n", encoding="utf-8")
        self.assertEqual(harness.whole(self.build), ["one/app.yaml is in no manifest"])

    def test_half_a_manifest(self):
        (self.build / "manifest.json").write_text("{\"stacks\": [", encoding="utf-8")
        self.assertEqual(len(harness.whole(self.build)), 1)
        (self.build / "manifest.json").unlink()
        self.assertEqual(len(harness.whole(self.build)), 1)

    def test_the_small_blueprints_overlap_when_asked(self):
        self.assertIn("cidrs: [10.0.0.0/24", blueprint(0))
        self.assertEqual(blueprint(0, overlap=True).count("10.0.1.0/24"), 2)


if __name__ == "__main__":
    harness.main()
