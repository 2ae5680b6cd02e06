#!/usr/bin/env python3
"""What other repositories use of this one to lint their blueprints, and what docs/ci.md says of it:
the GitHub action, the hook for pre-commit, the examples.
"""

import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import unittest

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from support import harness  # noqa: E402

ACTION = harness.ROOT / "action.yml"
HOOKS = harness.ROOT / ".pre-commit-hooks.yaml"
DOCS = harness.ROOT / "docs" / "ci.md"

# Prints its arguments, a line each, and ends as the test says.
PROGRAM = """\
#!/bin/sh
for word; do printf '%s\\n' "$word"; done >>"$SAID"
printf 'END\\n' >>"$SAID"
echo output
exit "${STATUS:-0}"
"""


def action():
    return yaml.safe_load(ACTION.read_text(encoding="utf-8"))


def steps():
    return {step["name"]: step for step in action()["runs"]["steps"]}


def examples(language):
    """The blocks of docs/ci.md in a language."""
    text = DOCS.read_text(encoding="utf-8")
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text)


def commands_in(text):
    """The words of every `btsinfra …` of a script, up to where it goes to a file or a program."""
    pattern = r"(?:^|[ (-])btsinfra ((?:lint|build|schema|completion)\b[^|<>)#]*)"
    for line in text.splitlines():
        for match in re.finditer(pattern, line):
            yield shlex.split(match[1])


def unknown_options(words):
    """Those that the command's help does not have."""
    text = harness.run(words[0], "--help").stdout.decode("utf-8")
    known = {name for names in re.findall(r"(?m)^  (-\S+)", text) for name in names.split(",")}
    return [word for word in words[1:] if word.startswith("-") and word not in known]


class Action(harness.Case):
    def run_step(self, name, **variables):
        """Runs a step as a runner does; the folder that it ran in."""
        program = self.work / "a program"
        program.write_text(PROGRAM, encoding="utf-8")
        program.chmod(0o755)
        env = harness.environment(PROGRAM=str(program), SAID=str(self.work / "said"),
                                  GITHUB_OUTPUT=str(self.work / "outputs"), **variables)
        (self.work / "said").write_text("", encoding="utf-8")
        (self.work / "outputs").write_text("", encoding="utf-8")
        script = self.work / "step.sh"
        script.write_text(steps()[name]["run"], encoding="utf-8")
        return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
                              cwd=self.work, env=env, capture_output=True, check=False)

    def said(self):
        return (self.work / "said").read_text(encoding="utf-8").split("\n")[:-1]

    def test_scripts_take_no_expressions(self):
        # What a pull request names would be run. Values come in by the environment.
        for name, step in steps().items():
            self.assertNotIn("${{", step.get("run", ""), name)

    def test_every_input_is_used_and_told_of(self):
        text = ACTION.read_text(encoding="utf-8")
        docs = DOCS.read_text(encoding="utf-8")
        for name, each in action()["inputs"].items():
            self.assertIn(f"inputs.{name}", text)
            self.assertIn(f"| `{name}` |", docs)
            self.assertLessEqual({"description", "default"}, set(each), name)
        self.assertEqual(set(re.findall(r"inputs\.([\w-]+)", text)), set(action()["inputs"]))

    def test_others_are_named_by_their_major_version(self):
        texts = [ACTION.read_text(encoding="utf-8"), *examples("yaml")]
        used = [each for text in texts for each in re.findall(r"uses: (\S+)", text)
                if not each.startswith("your-organisation/")]
        self.assertGreaterEqual(len(used), 4)
        for each in used:
            self.assertRegex(each, r"^[\w.-]+(/[\w.-]+)+@v\d+$")
        self.assertEqual(len(set(used)), len({each.split("@")[0] for each in used}))

    @unittest.skipUnless(shutil.which("shellcheck"), "there is no shellcheck")
    def test_style_of_the_scripts(self):
        for name, step in steps().items():
            if "run" in step:
                script = "set -eo pipefail\n" + step["run"]  # as runners start it
                result = subprocess.run(["shellcheck", "-s", "bash", "-"], check=False,
                                        input=script.encode(), capture_output=True)
                self.assertEqual(result.stdout.decode(), "", name)

    def test_lint(self):
        result = self.run_step("Lint", LINT_PATHS="blueprints\n\n  \nmy blueprints\n",
                               LINT_ARGS="--locked  --ignore\nBTS6003", FAIL_ON="warning",
                               STATUS="1")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout, b"output\n")
        self.assertEqual(self.said(), ["lint", "--locked", "--ignore", "BTS6003", "--format",
                                       "github", "--fail-on", "warning", "--", "blueprints",
                                       "my blueprints", "END"])

    def test_lint_with_no_more_than_defaults(self):
        inputs = action()["inputs"]
        result = self.run_step("Lint", LINT_PATHS=inputs["paths"]["default"],
                               FAIL_ON=inputs["fail-on"]["default"],
                               LINT_ARGS=inputs["args"]["default"])
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.said(), ["lint", "--format", "github", "--fail-on", "error", "--",
                                       "blueprints", "END"])
        words = self.said()[:-1]
        self.assertEqual(unknown_options([word for word in words if word != "--"]), [])

    def test_sarif(self):
        result = self.run_step("Write SARIF", LINT_PATHS="blueprints", LINT_ARGS="",
                               SARIF="a b.sarif")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual((self.work / "a b.sarif").read_bytes(), b"output\n")
        self.assertEqual(self.said(), ["lint", "--format", "sarif", "--fail-on", "never", "--",
                                       "blueprints", "END"])

    def test_a_program_that_is_there(self):
        self.assertEqual(self.run_step("Find out which program", SOURCE="/nowhere").returncode, 0)
        self.assertEqual((self.work / "outputs").read_text(encoding="utf-8"),
                         f"path={self.work}/a program\n")

    def test_a_program_that_is_not_there(self):
        script = self.work / "step.sh"
        script.write_text(steps()["Find out which program"]["run"], encoding="utf-8")
        result = subprocess.run(
            ["bash", "-eo", "pipefail", script], capture_output=True, check=False,
            env=harness.environment(PROGRAM=str(self.work / "no"), GITHUB_OUTPUT="/dev/null"))
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"::error", result.stdout)

    def test_a_program_by_the_digest_of_its_sources(self):
        source = self.work / "source"
        for folder in ("cmake", "include", "schemas", "src"):
            (source / folder).mkdir(parents=True)
        (source / "CMakeLists.txt").write_text("one\n", encoding="utf-8")

        def outputs():
            script = self.work / "step.sh"
            script.write_text(steps()["Find out which program"]["run"], encoding="utf-8")
            out = self.work / "outputs"
            out.write_text("", encoding="utf-8")
            subprocess.run(["bash", "-eo", "pipefail", script], check=True, env=harness.environment(
                PROGRAM="", SOURCE=str(source), HOME="/home/me", GITHUB_OUTPUT=str(out)))
            return dict(line.split("=", 1) for line in out.read_text(encoding="utf-8").splitlines())

        first = outputs()
        self.assertRegex(first["digest"], "^[0-9a-f]{64}$")
        self.assertEqual(first["path"], f"/home/me/.cache/btsinfra/{first['digest']}/btsinfra")
        self.assertEqual(outputs(), first)
        (source / "src" / "a.cpp").write_text("two\n", encoding="utf-8")
        self.assertNotEqual(outputs()["digest"], first["digest"])

    def test_what_it_builds_is_there(self):
        script = steps()["Build it"]["run"]
        cmake = (harness.ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
        options = re.findall(r"-D(BTSINFRA_\w+)=", script)
        self.assertTrue(options)
        for name in options:
            self.assertIn(f"option({name} ", cmake)
        self.assertTrue(os.access(harness.ROOT / "dev", os.X_OK))


class Hook(harness.Case):
    def test_the_hook(self):
        hooks = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
        self.assertEqual([hook["id"] for hook in hooks], ["btsinfra-lint"])
        program, *words = shlex.split(hooks[0]["entry"])
        self.assertEqual(program, "btsinfra")
        self.expect_status(harness.run(*words, "--help"), 0)
        self.assertIn("id: btsinfra-lint", DOCS.read_text(encoding="utf-8"))

    def test_its_files(self):
        pattern = re.compile(yaml.safe_load(HOOKS.read_text(encoding="utf-8"))[0]["files"])
        for path in ("blueprints/seoul.yaml", "infra/blueprints/a.yml"):
            self.assertTrue(pattern.search(path), path)
        for path in ("seoul.yaml", "my-blueprints/a.yaml", "blueprints/seoul.lock.json",
                     "blueprints/charts/values.yaml", "docs/blueprints.yaml"):
            self.assertFalse(pattern.search(path), path)


class Docs(harness.Case):
    def test_examples_are_yaml(self):
        self.assertGreaterEqual(len(examples("yaml")), 4)
        for text in examples("yaml"):
            yaml.safe_load(text)

    def test_examples_give_the_action_inputs_that_it_has(self):
        known = set(action()["inputs"])
        used = 0
        for text in examples("yaml"):
            jobs = (yaml.safe_load(text) or {}).get("jobs", {})
            for step in (step for job in jobs.values() for step in job["steps"]):
                if step.get("uses", "").startswith("your-organisation/btsinfra@"):
                    used += 1
                    self.assertLessEqual(set(step["with"]), known)
        self.assertGreaterEqual(used, 1)

    def test_commands_have_the_options_that_are_shown(self):
        found = [words for language in ("yaml", "sh") for text in examples(language)
                 for words in commands_in(text)]
        self.assertGreaterEqual(len(found), 6)
        for words in found:
            self.assertEqual(unknown_options(words), [], words)

    def test_severities(self):
        text = DOCS.read_text(encoding="utf-8")
        shown = harness.run("lint", "--help").stdout.decode("utf-8")
        choices = re.search(r"--fail-on \S*\{([^}]*)\}", shown)[1].split(",")
        for choice in choices:
            self.assertIn(f"`{choice}`", text)
        formats = re.search(r"--format \S*\{([^}]*)\}", shown)[1].split(",")
        for each in formats:
            self.assertIn(f"| `{each}` |", text)

    def test_rules_exist(self):
        for rule in sorted(set(re.findall(r"BTS\d{4}", DOCS.read_text(encoding="utf-8")))):
            self.expect_status(harness.run("explain", rule), 0)

    def test_links_lead_somewhere(self):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", DOCS.read_text(encoding="utf-8")):
            self.assertTrue((DOCS.parent / target).exists(), target)


if __name__ == "__main__":
    harness.main()
