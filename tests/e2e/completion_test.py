#!/usr/bin/env python3
"""`btsinfra completion SHELL` prints scripts with which those shells really complete.

Bash and zsh complete on a terminal only, so they get one, and a TAB; what they were offered is
written to a file by a wrapper. Fish can be asked. A shell that is not installed is skipped.
"""

import os
import pathlib
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness  # noqa: E402

SHELLS = ("bash", "zsh", "fish")
PATIENCE = 60  # seconds; a shell that starts on a busy machine takes its time

# What is typed -> what is offered, all of it.
EXACTLY = {
    "btsinfra bui": {"build"},
    "btsinfra completion ": set(SHELLS),
    "btsinfra build --format ": {"yaml", "json"},
    "btsinfra build --format=": {"yaml", "json"},
    "btsinfra build --format=j": {"json"},
    "btsinfra build one.yaml --format json --template-format y": {"yaml"},
    "btsinfra lint --fail-on ": {"error", "warning", "advice", "never"},
    "btsinfra lint --format ": {"text", "json", "sarif", "github", "junit"},
    "btsinfra build one.yaml --loc": {"--locked"},
    "btsinfra build --out": {"--output"},
    # A value that looks like a command is none.
    "btsinfra build --scenario lint --all": {"--all-scenarios"},
    "btsinfra build ": {"one.yaml", "two.yml", "plain", "my blueprints"},
    "btsinfra lint one.yaml t": {"two.yml"},
    "btsinfra build my\\ blueprints/": {"three.yaml"},
    "btsinfra build -o ": {"plain", "my blueprints"},
    "btsinfra build --output p": {"plain"},
    "btsinfra build --scenario ": set(),
    "btsinfra explain BTS2007": {"BTS2007"},
    "btsinfra lint --select BTS2007": {"BTS2007"},
}


def commands():
    """The commands that the help lists."""
    text = harness.run("--help").stdout.decode("utf-8")
    return set(re.findall(r"(?m)^  ([a-z]\S*)", text.partition("Subcommands:")[2]))


def options(*command):
    """The names of options that the help of a command lists."""
    text = harness.run(*command, "--help").stdout.decode("utf-8")
    return {name for names in re.findall(r"(?m)^  (-\S+)", text) for name in names.split(",")}


class Terminal:
    """A shell on a terminal. Its setup writes lines to `log` and says there when it is done."""

    def __init__(self, arguments, setup, work):
        self.log = work / "offered"
        self.log.write_text("", encoding="utf-8")
        (work / "setup").write_text(setup, encoding="utf-8")
        env = harness.environment(TERM="dumb", HOME=str(work), OFFERED=str(self.log))
        self.child, self.screen = pty.fork()
        if self.child == 0:
            os.chdir(work / "in")
            os.execvpe(arguments[0], arguments, env)
        self.said = b""
        self.type(f". '{work}/setup'\n")
        self.lines_until("READY")

    def type(self, text):
        os.write(self.screen, text.encode("utf-8"))

    def lines_until(self, last):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if select.select([self.screen], [], [], 0.02)[0]:
                try:
                    self.said += os.read(self.screen, 65536)
                except OSError:
                    break
            lines = self.log.read_text(encoding="utf-8").split("\n")
            if last in lines:
                return lines[:lines.index(last)]
        raise AssertionError(f"no {last} from the shell, which said\n"
                             + self.said.decode("utf-8", "replace"))

    def offered(self, line):
        """What TAB brings behind the line; the line is thrown away then."""
        self.log.write_text("", encoding="utf-8")
        self.type("\x15" + line + "\t")
        return self.lines_until("END")

    def close(self):
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.screen)


def plain(word):
    """A word as it was meant: without the quoting, the slash of a folder, the option before it."""
    word = word.split("\t")[0].replace("\\", "").rstrip("/")
    word = word.rstrip("=") if word.startswith("--") and word.endswith("=") else word
    word = word.split("=", 1)[1] if word.startswith("--") and "=" in word else word
    return word.rsplit("/", 1)[-1]


class Completion:
    """What holds in every shell; a subclass says how to ask it."""

    shell = ""

    def setUp(self):
        super().setUp()
        if not shutil.which(self.shell):
            self.skipTest(f"there is no {self.shell}")
        inputs = self.work / "in"
        for folder in (inputs / "plain", inputs / "my blueprints"):
            folder.mkdir(parents=True)
        for name in ("one.yaml", "two.yml", "notes.txt", "my blueprints/three.yaml"):
            (inputs / name).write_text("", encoding="utf-8")
        result = harness.run("completion", self.shell)
        self.expect_status(result, 0)
        self.script = self.work / f"btsinfra.{self.shell}"
        self.script.write_bytes(result.stdout)
        self.start()

    def start(self):
        pass

    def offered(self, line):
        raise NotImplementedError

    def test_what_is_offered(self):
        for line, expected in EXACTLY.items():
            with self.subTest(line):
                self.assertEqual({plain(word) for word in self.offered(line)}, expected)

    def test_every_command_and_option(self):
        known = commands()
        self.assertLessEqual({"build", "lint", "schema", "explain", "completion"}, known)
        self.assertEqual({plain(word) for word in self.offered("btsinfra ")}, known)
        for command in ([], *([name] for name in sorted(known))):
            expected = {name for name in options(*command) if name.startswith("--")}
            self.assertIn("--help", expected)
            line = " ".join(["btsinfra", *command, "--"])
            self.assertEqual({plain(word) for word in self.offered(line)}, expected, line)

    def test_its_syntax(self):
        option = {"fish": "--no-execute"}.get(self.shell, "-n")
        result = subprocess.run([self.shell, option, self.script], capture_output=True, check=False)
        self.assertEqual((result.returncode, result.stderr), (0, b""))


class OnTerminal(Completion):
    arguments = ()
    setup = ""

    def start(self):
        setup = f"script='{self.script}'\n{self.setup}\nprint_line READY\n"
        self.terminal = Terminal([self.shell, *self.arguments], setup, self.work)
        self.addCleanup(self.terminal.close)

    def offered(self, line):
        return [word for word in self.terminal.offered(line) if word]


class Bash(OnTerminal, harness.Case):
    shell = "bash"
    arguments = ("--norc", "--noprofile", "-i")
    setup = r"""
print_line() { printf '%s\n' "$@" >>"$OFFERED"; }
. "$script"
heard() {
  _btsinfra "$@"
  print_line "${COMPREPLY[@]}" END
}
complete -F heard btsinfra
bind 'set bell-style none'
"""

    def test_the_line_is_completed(self):
        self.terminal.offered("btsinfra build my")
        self.terminal.log.write_text("", encoding="utf-8")
        self.terminal.type("\x01print_line \x05 END\n")  # a command in front of what stands there
        words = [word.rstrip("/") for word in self.terminal.lines_until("END")]
        self.assertEqual(words, ["btsinfra", "build", "my blueprints"])

    @unittest.skipUnless(shutil.which("shellcheck"), "there is no shellcheck")
    def test_its_style(self):
        result = subprocess.run(["shellcheck", "-s", "bash", self.script], capture_output=True,
                                check=False)
        self.assertEqual(result.stdout.decode("utf-8"), "")


class Zsh(OnTerminal, harness.Case):
    shell = "zsh"
    arguments = ("-f", "-i")
    setup = r"""
print_line() { print -rl -- "$@" >>$OFFERED }
autoload -Uz compinit
compinit -D -u
. "$script"
compadd() {
  local -a hits
  if [[ " ${(j: :)@[1,(i)(-|--)]} " != *' -'[OAD]' '* ]]; then # else it only asks
    builtin compadd -O hits "$@"
    print_line $hits
  fi
  builtin compadd "$@"
}
heard() { print_line END }
comppostfuncs=(heard)
unsetopt beep
"""

    def offered(self, line):
        # A function that is called after a completion is called once.
        self.terminal.type("\x15comppostfuncs=(heard)\n")
        return super().offered(line)

    def test_as_a_file_of_fpath(self):
        folder = self.work / "functions"
        folder.mkdir()
        shutil.copyfile(self.script, folder / "_btsinfra")
        setup = self.setup.replace('. "$script"', "").replace(
            "autoload", f"fpath=('{folder}' $fpath)\nautoload") + "\nprint_line READY\n"
        terminal = Terminal([self.shell, *self.arguments], setup, self.work)
        self.addCleanup(terminal.close)
        words = {plain(word) for word in terminal.offered("btsinfra build --format ") if word}
        self.assertEqual(words, {"yaml", "json"})


class Fish(Completion, harness.Case):
    shell = "fish"

    def offered(self, line):
        result = subprocess.run(
            ["fish", "--no-config", "-c", 'source $argv[1]; complete --do-complete $argv[2]',
             self.script, line],
            cwd=self.work / "in", env=harness.environment(HOME=str(self.work)),
            capture_output=True, timeout=PATIENCE, check=False)
        self.assertEqual((result.returncode, result.stderr), (0, b""), line)
        return result.stdout.decode("utf-8").split("\n")[:-1]


class Script(harness.Case):
    def test_the_same_every_time(self):
        for shell in SHELLS:
            first = harness.run("completion", shell)
            self.expect_status(first, 0)
            self.assertEqual(first.stderr, b"")
            self.assertTrue(first.stdout.endswith(b"\n"))
            self.assertEqual(harness.run("completion", shell).stdout, first.stdout)

    def test_a_shell_that_is_not_known(self):
        for arguments in (["tcsh"], []):
            result = harness.run("completion", *arguments)
            self.expect_status(result, 2)
            self.assertEqual(result.stdout, b"")
            self.assertNotEqual(result.stderr, b"")


if __name__ == "__main__":
    harness.main()
