"""What every test of the built program shares: where things are, how to run it, what to build.

A test file is a program: `harness.main()` ends with 0 if all passed, 1 if anything failed and 77 if
something had to be skipped and nothing failed, which ctest shows as skipped.
"""

import collections
import hashlib
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(os.environ.get("BTSINFRA_SOURCE_DIR",
                                   pathlib.Path(__file__).resolve().parents[2]))
BUILD_DIR = pathlib.Path(os.environ.get("BTSINFRA_BUILD_DIR", ROOT / "build" / "dev"))
PROGRAM = os.environ.get("BTSINFRA", str(BUILD_DIR / "btsinfra"))

# With ASan the program needs longer than it does for a user.
TIMEOUT = 120
SANITIZED = (pathlib.Path(PROGRAM).is_file()
             and b"__asan_init" in pathlib.Path(PROGRAM).read_bytes())

SKIPPED = 77


def sample(cases):
    """All of them, or a fourth where sanitizers are in the program: another test goes through all
    of them with it, and this one is about what comes out."""
    return list(cases)[::4 if SANITIZED else 1]


def canonical(data):
    """Data as text to compare: 1, true and "1" differ, the order of keys does not matter."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1, default=repr)


def environment(**changes):
    """The environment of a plain user: no colour settings, a fixed locale, and what is asked."""
    env = {key: value for key, value in os.environ.items()
           if key not in ("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS")
           and not key.startswith("LC_") and not key.startswith("BTSINFRA_")}
    env["LANG"] = "C.UTF-8"
    env.update(changes)
    return env


def run(*arguments, program=PROGRAM, cwd=None, env=None, stdin=subprocess.DEVNULL,
        timeout=TIMEOUT):
    """Runs the program; output as bytes, whatever its exit status."""
    return subprocess.run([program, *map(str, arguments)], cwd=cwd, env=env or environment(),
                          stdin=stdin, capture_output=True, timeout=timeout, check=False)


def describe(result):
    """A finished run, for the message of a failed test."""
    return "\n".join([
        f"$ {shlex.join(map(str, result.args))}",
        f"exit status {result.returncode}",
        "--- stdout", result.stdout.decode("utf-8", "replace"),
        "--- stderr", result.stderr.decode("utf-8", "replace"),
    ])


# ---- What there is to build ---------------------------------------------------------------------

# label: how it is called in messages and in accepted.json; path: the blueprint or folder;
# options: what its case adds to the command line.
Source = collections.namedtuple("Source", "label path options")


def blueprint_folder():
    return ROOT / "blueprints"


def golden_cases(root=None):
    """(folder, its files of YAML, the words of its `args`) of every golden case, in order."""
    golden = (root or ROOT) / "tests" / "golden"
    for folder in sorted(path for path in golden.rglob("*") if path.is_dir()):
        relative = folder.relative_to(golden)
        if "expected" in relative.parts:
            continue
        inputs = sorted(folder.glob("*.yaml")) + sorted(folder.glob("*.yml"))
        if inputs:
            arguments = folder / "args"
            text = arguments.read_text(encoding="utf-8") if arguments.is_file() else ""
            yield folder, inputs, shlex.split(text, comments=True)


def must_fail(folder, root=None):
    golden = (root or ROOT) / "tests" / "golden"
    return any(part.startswith("fail_") for part in folder.relative_to(golden).parts)


def golden_sources(root=None):
    for folder, _, words in golden_cases(root):
        if must_fail(folder, root):
            continue
        if words and words[0] == "build":
            words = words[1:]
        options = build_options(words)
        if options is not None:
            label = folder.relative_to((root or ROOT) / "tests").as_posix()
            yield Source(label, folder, options)


def build_options(words):
    """The options of a case that change what is built; None if it is about something else."""
    kept = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name = word.split("=")[0]
        if name in ("--scenario", "--cross-region", "--set"):
            kept.append(word)
            if "=" not in word and rest:
                kept.append(rest.pop(0))
        elif name in ("--format", "-o", "--output", "--fail-on"):
            if "=" not in word and rest:
                rest.pop(0)
        elif name in ("--locked", "-q", "-v", "--quiet", "--verbose"):
            pass
        elif name == "--all-scenarios":
            kept.append(word)
        elif word.startswith("-") or word in ("lint", "schema", "explain", "completion", "diff"):
            return None
        # What remains is a path: the whole folder is built anyway.
    return kept


def documents(folder):
    """{name of a blueprint: what stands in it} of a folder."""
    from support import cfn_yaml
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            document = cfn_yaml.load_blueprint(path.read_text(encoding="utf-8"))
        except cfn_yaml.yaml.YAMLError:
            continue  # a file of somebody else's, as the compiler says
        if isinstance(document, dict) and "blueprint" in document:
            found[document.get("name", path.stem)] = document
    return found


# A state of a system: the one it is entered from (None: the base), the regions that are lost in it,
# and whether it is another environment instead.
State = collections.namedtuple("State", "after lost environment")


def states(folder):
    """{name: State} of what the blueprints of a folder define under `scenarios`."""
    blueprints = documents(folder)
    found = {}
    for document in blueprints.values():
        for name, scenario in (document.get("scenarios") or {}).items():
            after, lost, environment = found.get(name, State(None, frozenset(), False))
            found[name] = State(scenario.get("after", after), lost | set(scenario.get("loses", [])),
                                environment or bool(scenario.get("environment")))
    for name, state in found.items():
        lost = {blueprints[each].get("region") for each in state.lost}
        left = {document.get("region") for each, document in blueprints.items()
                if each not in state.lost}
        found[name] = state._replace(lost=frozenset(lost - left))
    return found


def whole_systems(root=None):
    """The sample and the examples, in every state and in both ways of crossing regions."""
    base = root or ROOT
    folders = {"blueprints": base / "blueprints"} if (base / "blueprints").is_dir() else {}
    folders.update({f"examples/{path.parent.name}": path.parent
                    for path in sorted((base / "examples").glob("*/blueprint.yaml"))})
    for label, folder in folders.items():
        options = ["--all-scenarios"] if states(folder) else []
        yield Source(label, folder, options)
        if len({document.get("region") for document in documents(folder).values()}) > 1:
            yield Source(f"{label}+native", folder, [*options, "--cross-region", "native"])


def sources(root=None):
    """All that must compile: the sample, the examples, the golden cases."""
    return [*whole_systems(root), *golden_sources(root)]


def copy_inputs(folder, target):
    """A folder's own files, without expected results: what a build writes beside its input
    (lock files) must not reach the source tree."""
    target.mkdir(parents=True)
    for path in sorted(folder.iterdir()):
        if path.is_file():
            shutil.copyfile(path, target / path.name)
    return target


def build_source(source, work, *options):
    """Builds a source under `work`: the build folders. Raises if it does not compile."""
    where = pathlib.Path(tempfile.mkdtemp(dir=work))
    inputs = copy_inputs(source.path, where / "in")
    result = run("build", inputs, "-o", where / "out", *source.options, *options)
    if result.returncode != 0:
        raise AssertionError(f"{source.label} does not compile\n{describe(result)}")
    return builds_below(where / "out")


def builds_below(folder):
    """The build folders in an output folder, in order."""
    return sorted(path.parent for path in folder.glob("*/manifest.json"))


# ---- Manifests ----------------------------------------------------------------------------------

def read_manifest(build):
    return json.loads((build / "manifest.json").read_text(encoding="utf-8"))


def templates(build):
    """(stack as in the manifest, path of its template), in the manifest's order."""
    return [(stack, build / stack["template"]) for stack in read_manifest(build)["stacks"]]


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tree(folder):
    """Every file below a folder: relative path -> bytes; folders as None."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
            for path in sorted(folder.rglob("*"))}


def whole(build):
    """What keeps a build folder from being one whole build; nothing if it is."""
    problems = []
    try:
        manifest = read_manifest(build)
    except (OSError, ValueError) as error:
        return [f"manifest: {error}"]
    for stack in manifest["stacks"]:
        path = build / stack["template"]
        if not path.is_file():
            problems.append(f"{stack['template']} is missing")
        elif digest(path) != stack["sha256"]:
            problems.append(f"{stack['template']} is not the file of the manifest")
    listed = {stack["template"] for stack in manifest["stacks"]}
    for path in sorted(build.rglob("*")):
        name = path.relative_to(build).as_posix()
        if path.is_file() and path.suffix in (".yaml", ".json") and name != "manifest.json" \
                and name not in listed:
            problems.append(f"{name} is in no manifest")
    return problems


# ---- Accepting what comes out -------------------------------------------------------------------

def accepting():
    """Whether expected results are to be rewritten; never in CI."""
    wanted = os.environ.get("BTSINFRA_ACCEPT")
    if wanted is None or wanted == "":
        return False
    if wanted != "1":
        raise AssertionError("BTSINFRA_ACCEPT must be exactly 1")
    if os.environ.get("CI") == "true":
        raise AssertionError("BTSINFRA_ACCEPT is refused in CI")
    return True


# ---- The frame ----------------------------------------------------------------------------------

class Case(unittest.TestCase):
    """A test case with a folder of its own and long messages."""

    maxDiff = None

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="btsinfra-test-")
        self.addCleanup(holder.cleanup)
        self.work = pathlib.Path(holder.name)

    def expect_status(self, result, status):
        self.assertEqual(result.returncode, status, describe(result))

    def expect_none(self, problems, heading="", most=40):
        problems = list(problems)
        if problems:
            more = [f"… and {len(problems) - most} more"] if len(problems) > most else []
            self.fail("\n".join([heading or f"{len(problems)} problems", *problems[:most], *more]))


def main():
    program = unittest.main(module="__main__", exit=False, verbosity=2)
    result = program.result
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(SKIPPED if result.skipped else 0)
