"""Other people's tools over everything that we emit, and the list of findings we accept.

Each tool has a test file of its own in tests/conformance/. A finding is a dict {tool, rule,
severity, template, resource, type, message, line, component}; `template` is the label of the source
and the path in its build: `blueprints/hybrid-bts/seoul/database.yaml`.
"""

import collections
import fnmatch
import json
import os
import pathlib
import re
import shutil
import subprocess

from support import cfn_yaml, harness, resolved_view

HERE = pathlib.Path(__file__).resolve().parents[1] / "conformance"

CFN_LINT = "1.51"
TOOLS = ("cfn-lint", "cloudformation-validate", "cfn-guard")

# One template to check: where it lies, how it is called, its stack in the manifest and its build.
Target = collections.namedtuple("Target", "path label stack build")


class Missing(Exception):
    """A peer that is not installed."""


# ---- What is checked ----------------------------------------------------------------------------

def concerns(tool, label):
    """Whether the tool's opinion of that source is one of the compiler.

    Golden cases of raw resources and overrides hold what their author wrote, cases named warn_ what
    we warn about ourselves, and many switch a protection off on purpose, which is what Control Tower
    looks for.
    """
    if not label.startswith("golden/"):
        return True
    return (tool != "cfn-guard" and not label.startswith("golden/raw/")
            and not label.split("/")[2].startswith("warn_"))


def build_all(work, tool):
    """Every template that concerns the tool; the same bytes for the same region once."""
    targets = []
    seen = set()
    for source in harness.sources():
        if not concerns(tool, source.label):
            continue
        for build in harness.build_source(source, work):
            for stack, path in harness.templates(build):
                key = (stack["region"], stack["sha256"])
                if key not in seen:
                    seen.add(key)
                    label = f"{source.label}/{build.name}/{stack['template']}"
                    targets.append(Target(path, label, stack, build))
    return targets


def by_region(targets):
    regions = collections.defaultdict(list)
    for target in targets:
        regions[target.stack["region"]].append(target)
    return sorted(regions.items())


# ---- The tools ----------------------------------------------------------------------------------

def node_modules():
    candidates = [os.environ.get("BTSINFRA_PEERS"), os.environ.get("BTSINFRA_PEERS_DIR"),
                  str(harness.ROOT / "build" / "peers")]
    for candidate in filter(None, candidates):
        for path in (pathlib.Path(candidate), pathlib.Path(candidate, "node_modules")):
            if (path / "@aws").is_dir() or (path / "@cdklabs").is_dir():
                return path.resolve()
    raise Missing("node_modules of tests/conformance/package.json: "
                  "npm install --prefix build/peers, or BTSINFRA_PEERS")


def require(tool):
    """Where a tool is; raises Missing."""
    if tool == "cfn-lint":
        program = os.environ.get("BTSINFRA_CFN_LINT", "cfn-lint")
        if shutil.which(program) is None:
            raise Missing(f"cfn-lint {CFN_LINT}")
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
        if not said.stdout.startswith(f"cfn-lint {CFN_LINT}."):
            raise Missing(f"cfn-lint {CFN_LINT}, not {said.stdout.strip() or said.stderr.strip()}")
        return program
    if shutil.which("node") is None:
        raise Missing("node")
    modules = node_modules()
    package = {"cloudformation-validate": "@aws/cloudformation-validate",
               "cfn-guard": "@cdklabs/cdk-validator-cfnguard",
               "sarif": "@microsoft/jest-sarif"}.get(tool, tool)
    pinned = json.loads((HERE / "package.json").read_text())["dependencies"][package]
    try:
        found = json.loads((modules / package / "package.json").read_text())["version"]
    except OSError:
        raise Missing(f"{package} {pinned} in {modules}") from None
    if found != pinned:
        raise Missing(f"{package} {pinned}, not {found}")
    return modules


def output_of(command, allowed, **options):
    """A tool's JSON; raises if it ended with another status than those allowed."""
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                            check=False, timeout=540, **options)
    if result.returncode not in allowed:
        raise AssertionError(f"{command[0]} ended with status {result.returncode}\n{result.stderr}"
                             f"{result.stdout[:2000]}")
    return json.loads(result.stdout or "[]")


def cfn_lint(targets):
    """All levels. Its exit status is a sum: 2 for errors, 4 for warnings, 8 for information."""
    program = require("cfn-lint")
    findings = []
    for region, group in by_region(targets):
        labels = {str(target.path): target for target in group}
        command = [program, "-c", "I", "--format", "json", "--regions", region,
                   "-t", *[str(target.path) for target in group]]
        for found in output_of(command, (0, 2, 4, 6, 8, 10, 12, 14)):
            target = labels[found["Filename"]]
            path = (found.get("Location") or {}).get("Path") or []
            resource = path[1] if len(path) > 1 and path[0] == "Resources" else None
            findings.append(finding("cfn-lint", found["Rule"]["Id"], found["Level"].lower(), target,
                                    resource, found["Message"],
                                    found["Location"]["Start"]["LineNumber"]))
    return findings


def cloudformation_validate(targets):
    """Warnings and above: I9001 (create-only) and I9040 (could have tags) greet every template."""
    modules = require("cloudformation-validate")
    findings = []
    for region, group in by_region(targets):
        labels = {str(target.path): target for target in group}
        command = ["node", HERE / "cloudformation_validate.mjs", modules, region, *labels]
        for found in output_of(command, (0,)):
            if found["severity"] not in ("info", "debug"):
                findings.append(finding(found["tool"], found["rule"], found["severity"],
                                        labels[found["template"]], found["resource"],
                                        found["message"], found["line"]))
    return findings


def cfn_guard(targets, work):
    """The Control Tower rules, over the resolved view of each template."""
    modules = require("cfn-guard")
    folder = pathlib.Path(work, "resolved")
    folder.mkdir()
    labels = {}
    systems = {}
    for number, target in enumerate(targets):
        if target.build not in systems:
            systems[target.build] = resolved_view.System([
                (stack, cfn_yaml.normalise(cfn_yaml.load_template(path.read_text("utf-8"))))
                for stack, path in harness.templates(target.build)])
        view = systems[target.build].view(target.stack["id"])
        path = folder / f"{number:04}.json"
        path.write_text(json.dumps(view, indent=1), encoding="utf-8")
        labels[str(path)] = target
    findings = []
    if labels:
        for found in output_of(["node", HERE / "cfn_guard.mjs", modules, *labels], (0,)):
            findings.append(finding("cfn-guard", found["rule"], "error", labels[found["template"]],
                                    found["resource"], f"{found['message']} [{found['detail']}]"))
    return findings


def finding(tool, rule, severity, target, resource, message, line=None):
    known = target.stack.get("resources", {}).get(resource, {}) if resource else {}
    return {"tool": tool, "rule": rule, "severity": severity, "template": target.label,
            "resource": resource, "type": known.get("type"), "message": message, "line": line,
            "component": known.get("component")}


# ---- What we accept -----------------------------------------------------------------------------

KEYS = {"tool", "rule", "type", "resource", "template", "reason"}


def read_accepted(path=None):
    return json.loads((path or HERE / "accepted.json").read_text(encoding="utf-8"))


def misshapen(entries):
    """What is wrong with the list itself."""
    seen = set()
    for number, entry in enumerate(entries):
        where = f"accepted.json entry {number} ({entry.get('tool')} {entry.get('rule')})"
        if set(entry) - KEYS:
            yield f"{where}: unknown {sorted(set(entry) - KEYS)}"
        if entry.get("tool") not in TOOLS:
            yield f"{where}: the tool is none of {TOOLS}"
        if not re.match(r"[A-Z][A-Za-z0-9.]*$", entry.get("rule", "")):
            yield f"{where}: no rule"
        if not {"type", "template"} & set(entry):
            yield f"{where}: neither a type nor a template; that would accept it everywhere"
        if len(entry.get("reason", "")) < 20:
            yield f"{where}: no reason worth the name"
        key = tuple(sorted((name, value) for name, value in entry.items() if name != "reason"))
        if key in seen:
            yield f"{where}: stands twice"
        seen.add(key)


def fits(entry, found):
    return (entry["tool"] == found["tool"] and entry["rule"] == found["rule"]
            and entry.get("type") in (None, found["type"])
            and entry.get("resource") in (None, found["resource"])
            and fnmatch.fnmatchcase(found["template"], entry.get("template", "*")))


def judge(tool, findings, entries):
    """(findings that nobody accepted, entries of this tool that accept nothing any more)."""
    entries = [entry for entry in entries if entry["tool"] == tool]
    left = [found for found in findings if not any(fits(entry, found) for entry in entries)]
    stale = [entry for entry in entries if not any(fits(entry, found) for found in findings)]
    return left, stale


def report(findings):
    """Findings for people: a line for each rule and type, then each place."""
    groups = collections.defaultdict(list)
    for found in findings:
        groups[(found["rule"], found["type"])].append(found)
    for (rule, kind), group in sorted(groups.items(), key=lambda item: str(item[0])):
        yield f"{rule} on {kind or 'the template'}, {len(group)}: {group[0]['message']}"
        for found in group:
            line = f":{found['line']}" if found["line"] else ""
            component = f" ({found['component']})" if found["component"] else ""
            yield f"    {found['template']}{line}: {found['resource'] or '-'}{component}"


# ---- The frame of the three test files ----------------------------------------------------------

class Case(harness.Case):
    """`check(tool, run)`: builds all, runs the tool, holds its findings to accepted.json."""

    def peer(self, tool):
        try:
            return require(tool)
        except Missing as error:
            if os.environ.get("BTSINFRA_REQUIRE_PEERS") == "1":
                self.fail(f"missing: {error}")
            self.skipTest(f"missing: {error}")

    def check(self, tool, findings_of):
        self.peer(tool)
        self.assertTrue(harness.blueprint_folder().is_dir(), "there is no blueprints/")
        targets = build_all(self.work, tool)
        self.assertTrue(targets, "nothing came out")
        # Resources that an author wrote himself are his, not ours.
        findings = [found for found in findings_of(targets)
                    if not (found["component"] or "").startswith("resources.")]
        left, stale = judge(tool, findings, read_accepted())
        lines = list(report(left))
        lines += [f"accepted.json: {entry['tool']} {entry['rule']} "
                  f"{entry.get('type') or entry.get('template')} is found no more: drop the entry"
                  for entry in stale]
        self.expect_none(lines, f"{tool}: {len(left)} findings in {len(targets)} templates, "
                                f"{len(stale)} stale entries", most=400)

    def made_up(self, template, region="us-east-1", manifest=None):
        """A build of one hand-written template (JSON), to see a tool find something."""
        build = self.work / "made-up"
        (build / "one").mkdir(parents=True)
        path = build / "one" / "app.json"
        path.write_text(json.dumps(template), encoding="utf-8")
        stack = {"id": "one/app", "stackName": "made-up-one-app", "region": region,
                 "template": "one/app.json", "sha256": harness.digest(path), "parameters": {},
                 "outputs": {},
                 "resources": {name: {"type": body["Type"], "component": f"raw.{name}"}
                               for name, body in template["Resources"].items()}}
        stack.update(manifest or {})
        (build / "manifest.json").write_text(json.dumps({"stacks": [stack]}), encoding="utf-8")
        return [Target(path, "made-up/one/app.json", stack, build)]
