#!/usr/bin/env python3
"""The formats of `btsinfra lint` say the same, each in the form that its readers demand.

What the JSON says is what SARIF, the commands of a GitHub workflow and JUnit must say too, over
golden cases of all topics. SARIF is held to the part of its schema that we use, in our own words:
nothing may stand there that is not listed here (tests/conformance/sarif_test.py has the schema that
was published).
"""

import json
import pathlib
import re
import sys
import unittest
import urllib.parse
import xml.etree.ElementTree as ElementTree

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness  # noqa: E402

LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
COMMANDS = {"error": "error", "warning": "warning", "advice": "notice"}


# ---- SARIF 2.1.0, as far as we use it -----------------------------------------------------------

def record(required, **optional):
    """An object with these keys; those of `required` must be there, others may not."""
    return {"type": "object", "properties": {**required, **optional}, "required": [*required],
            "additionalProperties": False}


def several(items, **bounds):
    return {"type": "array", "items": items, **bounds}


TEXT = {"type": "string", "minLength": 1}
POSITION = {"type": "integer", "minimum": 1}
INDEX = {"type": "integer", "minimum": 0}
LEVEL = {"enum": ["note", "warning", "error"]}
MESSAGE = record({"text": TEXT})
URI_PATH = "([A-Za-z0-9._~/-]|%[0-9A-F]{2})+"
PLACE = record({
    "artifactLocation": {"oneOf": [
        record({"uri": {"type": "string", "pattern": f"^file:///{URI_PATH}$"}}),
        record({"uri": {"type": "string", "pattern": f"^(?!/){URI_PATH}$"},
                "uriBaseId": {"const": "%SRCROOT%"}}),
    ]},
    "region": record({"startLine": POSITION, "startColumn": POSITION, "endLine": POSITION,
                      "endColumn": POSITION}),
})
DESCRIPTOR = record(
    {"id": {"type": "string", "pattern": "^BTS[0-9]{4}$"},
     "name": {"type": "string", "pattern": "^([A-Z][a-z0-9]*)+$"},
     "shortDescription": MESSAGE, "fullDescription": MESSAGE,
     "defaultConfiguration": record({"level": LEVEL}),
     "help": record({"text": TEXT, "markdown": TEXT})},
    properties=record({"tags": several(TEXT, minItems=1, maxItems=20, uniqueItems=True)}))
RESULT = record(
    {"ruleId": TEXT, "ruleIndex": INDEX, "level": LEVEL, "message": MESSAGE,
     "locations": several(record({"physicalLocation": PLACE}), minItems=1, maxItems=1),
     "partialFingerprints": record({
         "btsinfra/v1": {"type": "string", "pattern": "^[0-9a-f]{64}$"}})},
    relatedLocations=several(record({"id": INDEX, "physicalLocation": PLACE, "message": MESSAGE}),
                             minItems=1, maxItems=1000, uniqueItems=True))
NOTIFICATION = record({"descriptor": record({"id": TEXT, "index": INDEX}), "level": LEVEL,
                       "message": MESSAGE})
SARIF = record({
    "$schema": {"const": "https://json.schemastore.org/sarif-2.1.0.json"},
    "version": {"const": "2.1.0"},
    "runs": several(record({
        "tool": record({"driver": record(
            {"name": {"const": "btsinfra"}, "version": TEXT, "semanticVersion": TEXT,
             "rules": several(DESCRIPTOR, uniqueItems=True)},
            notifications=several(DESCRIPTOR, minItems=1, uniqueItems=True))}),
        "invocations": several(
            record({"executionSuccessful": {"type": "boolean"}},
                   toolExecutionNotifications=several(NOTIFICATION, minItems=1)),
            minItems=1, maxItems=1),
        "originalUriBaseIds": record({"%SRCROOT%": record({"description": MESSAGE})}),
        "columnKind": {"const": "unicodeCodePoints"},
        "results": several(RESULT),
    }), minItems=1, maxItems=1),
})


def wrong_in_sarif(log):
    """What is wrong with a log, a line each: its form, then what in it points to what."""
    validator = jsonschema.validators.validator_for(SARIF)(SARIF)
    found = [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
             for error in validator.iter_errors(log)]
    if found:
        return found
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    for key in ("rules", "notifications"):
        ids = [rule["id"] for rule in driver.get(key, [])]
        if ids != sorted(set(ids)):
            found.append(f"{key} are not in order: {ids}")
    for result in run["results"]:
        rules = driver["rules"]
        if result["ruleIndex"] >= len(rules) \
                or rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            found.append(f"{result['ruleId']} points to another rule")
        for place in [*result["locations"], *result.get("relatedLocations", [])]:
            region = place["physicalLocation"]["region"]
            if (region["endLine"], region["endColumn"]) \
                    < (region["startLine"], region["startColumn"]):
                found.append(f"{result['ruleId']} ends before it begins")
    used = {result["ruleId"] for result in run["results"]}
    if used != {rule["id"] for rule in driver["rules"]}:
        found.append("rules that no result is of")
    prints = [result["partialFingerprints"]["btsinfra/v1"] for result in run["results"]]
    if len(set(prints)) != len(prints):
        found.append("two results have one fingerprint")
    for notification in run["invocations"][0].get("toolExecutionNotifications", []):
        descriptor = notification["descriptor"]
        if driver["notifications"][descriptor["index"]]["id"] != descriptor["id"]:
            found.append(f"{descriptor['id']} points to another notification")
    return found


# ---- One finding as a tuple, from each format ---------------------------------------------------
# (id, severity in the format's words, file, first line, begin of the message); a finding about the
# run has no file.

def place_in_json(finding):
    if finding["file"] is None:
        return "", 0
    return finding["file"], finding["range"]["start"]["line"]


def from_json(data, words):
    return [(finding["id"], words[finding["severity"]], *place_in_json(finding),
             finding["message"]) for finding in data["diagnostics"]]


def said_in_sarif(message):
    text = message["text"]
    # Brackets that would make a link are escaped, and backslashes with them.
    return re.sub(r"\\([][\\])", r"\1", text) if "\\](" in text else text


def from_sarif(log):
    run = log["runs"][0]
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        path = urllib.parse.unquote(place["artifactLocation"]["uri"]).removeprefix("file://")
        yield (result["ruleId"], result["level"], path, place["region"]["startLine"],
               said_in_sarif(result["message"]))
    for notification in run["invocations"][0].get("toolExecutionNotifications", []):
        yield (notification["descriptor"]["id"], notification["level"], "", 0,
               said_in_sarif(notification["message"]))


def decoded(text):
    """As a runner takes back what was escaped."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def from_github(text):
    for line in text.splitlines():
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        properties = {key: decoded(value) for key, _, value in
                      (each.partition("=") for each in match[2].split(","))}
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}, line
        yield (properties["title"], match[1], properties.get("file", ""),
               int(properties.get("line", 0)), decoded(match[3]))


def from_junit(root):
    for case in root.iter("testcase"):
        outcome = list(case)
        if not outcome:
            continue
        identity, _, name = case.get("name").partition(": ")
        yield (identity, outcome[0].tag, case.get("file", ""), int(case.get("line", 0)), name)


def wrong_in_junit(root):
    found = []
    keys = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    if len(set(keys)) != len(keys):
        found.append("two test cases have one name and class")
    for element in [root, *root.iter("testsuite")]:
        cases = list(element.iter("testcase"))
        for attribute, tag in (("failures", "failure"), ("skipped", "skipped")):
            count = sum(case.find(tag) is not None for case in cases)
            if element.get(attribute) != str(count):
                found.append(f"{attribute}={element.get(attribute)}, and there are {count}")
        if element.get("tests") != str(len(cases)):
            found.append(f"tests={element.get('tests')}, and there are {len(cases)}")
    return found


class Formats(harness.Case):
    def lint(self, form, folder, *arguments):
        result = harness.run("lint", folder, "--format", form, "--today", "2026-11-26", *arguments,
                             cwd=self.work)
        self.assertIn(result.returncode, (0, 1), harness.describe(result))
        return result.stdout.decode("utf-8")

    def agree(self, name, expected, found):
        """Both lists name the same findings; a message may be followed by more."""
        expected, found = sorted(expected), sorted(found)
        self.assertEqual([each[:4] for each in found], [each[:4] for each in expected], name)
        for ours, theirs in zip(expected, found):
            self.assertTrue(theirs[4].startswith(ours[4].split("\n")[0]), f"{name}: {theirs[4]}")

    def check(self, folder):
        data = json.loads(self.lint("json", folder))
        log = json.loads(self.lint("sarif", folder))
        self.expect_none(wrong_in_sarif(log))
        self.agree("sarif", from_json(data, LEVELS), from_sarif(log))
        self.agree("github", from_json(data, COMMANDS), from_github(self.lint("github", folder)))
        for threshold, failing in (("error", {"error"}), ("advice", {"error", "warning", "advice"}),
                                   ("never", set())):
            root = ElementTree.fromstring(self.lint("junit", folder, "--fail-on", threshold))
            self.expect_none(wrong_in_junit(root))
            words = {severity: "failure" if severity in failing else "skipped"
                     for severity in COMMANDS}
            self.agree("junit", from_json(data, words), from_junit(root))
        return data["diagnostics"]

    def test_golden_cases(self):
        # One in eight: a case is compiled six times.
        folders = [folder for folder, _, _ in harness.sample(harness.golden_cases())][::8]
        seen = set()
        for number, folder in enumerate(folders):
            with self.subTest(folder.relative_to(harness.ROOT).as_posix()):
                inputs = harness.copy_inputs(folder, self.work / f"in {number}")
                seen |= {finding["severity"] for finding in self.check(inputs.name)}
        self.assertEqual(seen, {"error", "warning", "advice"}, "too few kinds of findings")

    def test_names_that_need_care(self):
        folder = self.work / "서 (1), 100%: a"
        folder.mkdir()
        (folder / "a&b<c>,d.yaml").write_text(
            'blueprint: 1\nsystem: odd\nregion: us-east-1\n"서<&>\\"%0A::error::[x](y)": 1\n'
            "${{ a }}: 1\n", encoding="utf-8")
        self.assertGreaterEqual(len(self.check(folder.name)), 2)
        self.assertGreaterEqual(len(self.check(folder)), 2)  # the whole path

    def test_a_finding_about_no_file(self):
        (self.work / "empty").mkdir()
        found = self.check("empty")
        self.assertEqual([(each["id"], each["file"]) for each in found], [("BTS1041", None)])

    def test_no_findings(self):
        folder = self.work / "good"
        folder.mkdir()
        for name in ("one", "two"):
            (folder / f"{name}.yaml").write_text(
                "blueprint: 1\nsystem: good\nregion: us-east-1\n", encoding="utf-8")
        self.assertEqual(self.check("good"), [])
        root = ElementTree.fromstring(self.lint("junit", "good"))
        self.assertEqual([case.get("file") for case in root.iter("testcase")],
                         ["good/one.yaml", "good/two.yaml"])


class TheTestItself(unittest.TestCase):
    """A check that cannot fail checks nothing."""

    PLACE = {"artifactLocation": {"uri": "a.yaml", "uriBaseId": "%SRCROOT%"},
             "region": {"startLine": 1, "startColumn": 2, "endLine": 1, "endColumn": 3}}
    RULE = {"id": "BTS1020", "name": "UnknownKey", "shortDescription": {"text": "s"},
            "fullDescription": {"text": "f"}, "defaultConfiguration": {"level": "error"},
            "help": {"text": "h", "markdown": "h"}}
    RESULT = {"ruleId": "BTS1020", "ruleIndex": 0, "level": "error", "message": {"text": "m"},
              "locations": [{"physicalLocation": PLACE}],
              "partialFingerprints": {"btsinfra/v1": "0" * 64}}

    def log(self, **changes):
        return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
                "runs": [{
                    "tool": {"driver": {"name": "btsinfra", "version": "1", "semanticVersion": "1",
                                        "rules": [self.RULE]}},
                    "invocations": [{"executionSuccessful": True}],
                    "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "d"}}},
                    "columnKind": "unicodeCodePoints",
                    "results": [{**self.RESULT, **changes}]}]}

    def test_sarif(self):
        self.assertEqual(wrong_in_sarif(self.log()), [])
        region = {"startLine": 2, "startColumn": 1, "endLine": 1, "endColumn": 9}
        for changes in ({"ruleIndex": 1}, {"ruleId": "BTS1021"}, {"level": "advice"},
                        {"locations": []}, {"message": {}}, {"extra": 1},
                        {"partialFingerprints": {}},
                        {"locations": [{"physicalLocation": {**self.PLACE, "region": region}}]},
                        {"locations": [{"physicalLocation": {
                            **self.PLACE, "artifactLocation": {"uri": "/a.yaml"}}}]}):
            self.assertNotEqual(wrong_in_sarif(self.log(**changes)), [], changes)

    def test_github(self):
        self.assertEqual(list(from_github("::notice file=a%2C.yaml,line=3,title=BTS1020::x%0Ay")),
                         [("BTS1020", "notice", "a,.yaml", 3, "x\ny")])

    def test_junit(self):
        case = '<testcase classname="a" name="BTS1020: x" file="a.yaml" line="2">{}</testcase>'
        suite = '<testsuite tests="1" failures="{}" skipped="0">{}</testsuite>'
        good = ElementTree.fromstring(suite.format(1, case.format("<failure/>")))
        self.assertEqual(list(from_junit(good)), [("BTS1020", "failure", "a.yaml", 2, "x")])
        self.assertEqual(wrong_in_junit(good), [])
        self.assertNotEqual(wrong_in_junit(ElementTree.fromstring(
            suite.format(0, case.format("<failure/>")))), [])
        self.assertNotEqual(wrong_in_junit(ElementTree.fromstring(
            suite.format(0, case.format("") * 2))), [])


if __name__ == "__main__":
    harness.main()
