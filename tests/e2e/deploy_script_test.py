#!/usr/bin/env python3
"""deploy.sh, run against an AWS CLI of our own (tests/support/fake_aws.py) that keeps stacks in a
folder: creation, updates, going on after a failure, a region that is down, values that people give,
hostile values, gates, retired stacks."""

import hashlib
import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness  # noqa: E402

FAKE = pathlib.Path(__file__).resolve().parents[1] / "support" / "fake_aws.py"

SEOUL = """\
blueprint: 1
system: demo
region: ap-northeast-2
tags: {Project: "fan shop = c: d @e/+-._"}
parameters:
  AdminEmail: {type: email, description: Who is told}
  PagerUrl: {secret: true, description: Where the pager is called}
  Stage: {default: test, description: Which one this is}
buckets:
  code: {}
topics:
  admin: {email: ["${{ parameters.AdminEmail }}"], https: ["${{ parameters.PagerUrl }}"]}
functions:
  work:
    bucket: code
    key: work.zip
    environment: {STAGE: "${{ parameters.Stage }}"}
"""
VIRGINIA = """\
blueprint: 1
system: demo
region: us-east-1
functions:
  watch:
    code: |
      def handler(event, context): pass
    environment: {TOPIC: "${{ seoul.topics.admin.arn }}"}
"""
STORAGE, APP, WATCH = "demo-seoul-storage", "demo-seoul-app", "demo-virginia-app"
GIVEN = ("# who is told\n\nAdminEmail=admin@example.com\n"
         "seoul.PagerUrl=https://pager.example.com/?a=b&c=d\n")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Deployment(harness.Case):
    def setUp(self):
        super().setUp()
        self.aws = self.work / "aws"
        self.aws.mkdir()
        (self.work / "bin").mkdir()
        shutil.copy(FAKE, self.work / "bin" / "aws")
        os.chmod(self.work / "bin" / "aws", 0o755)
        self.values = self.write("values", GIVEN)
        self.world(objects=[f"{STORAGE}.CodeBucketName/work.zip"])

    def write(self, name, text):
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def world(self, **facts):
        (self.aws / "world.json").write_text(json.dumps(facts), encoding="utf-8")

    def build(self, **changes):
        files = {"seoul": SEOUL, "virginia": VIRGINIA, **changes}
        for name, text in files.items():
            self.write(f"in/{name}.yaml", text)
        self.expect_status(harness.run("build", self.work / "in", "-o", self.work / "out"), 0)
        return self.work / "out" / "demo" / "deploy.sh"

    def environment(self):
        environment = harness.environment(FAKE_AWS=str(self.aws), BTSINFRA_POLL_SECONDS="0")
        return {**environment, "PATH": f"{self.work / 'bin'}:{environment['PATH']}"}

    def deploy(self, script, *arguments):
        return subprocess.run([script, *map(str, arguments)], env=self.environment(),
                              stdin=subprocess.DEVNULL, capture_output=True, check=False,
                              cwd=self.work, timeout=120)

    def deployed(self, script, *arguments):
        result = self.deploy(script, "--values", self.values, *arguments)
        self.expect_status(result, 0)
        return result.stdout.decode()

    def refused(self, script, *arguments, status=1):
        result = self.deploy(script, *arguments)
        self.expect_status(result, status)
        return result.stderr.decode()

    def stack(self, name):
        [path] = self.aws.glob(f"stacks/*/{name}.json")
        return json.loads(path.read_text(encoding="utf-8"))

    def names(self):
        return sorted(path.stem for path in self.aws.glob("stacks/*/*.json"))

    def calls(self):
        """The changing calls since the last time this was asked."""
        path = self.aws / "calls"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return [line for line in lines if not line.startswith("update-termination-protection")]


class Whole(Deployment):
    def test_everything_is_created_and_then_left_alone(self):
        script = self.build()
        self.assertIn("account 123456789012", self.deployed(script))
        self.assertEqual(self.calls(), [f"create-stack {STORAGE}", f"create-stack {APP}",
                                        f"create-stack {WATCH}"])
        app = self.stack(APP)
        self.assertEqual(app["status"], "CREATE_COMPLETE")
        self.assertEqual(app["capabilities"], ["CAPABILITY_IAM"])
        self.assertEqual(app["tags"], {"Project": "fan shop = c: d @e/+-._"})
        self.assertEqual(app["parameters"], {
            "AdminEmail": "admin@example.com", "Stage": "test",
            "PagerUrl": "https://pager.example.com/?a=b&c=d", "StorageStackName": STORAGE})
        self.assertEqual(self.stack(WATCH)["parameters"],
                         {"SeoulAdminTopicArn": f"{APP}.AdminTopicArn"})
        self.assertTrue(self.stack(STORAGE)["protected"])
        said = self.deploy(script).stdout.decode()  # nothing has to be given a second time
        self.assertEqual(said.count("nothing to change"), 3)
        self.assertEqual(self.stack(APP)["parameters"], app["parameters"])

    def test_a_change_is_an_update(self):
        self.deployed(self.build())
        self.calls()
        script = self.build(seoul=SEOUL.replace("default: test", "default: live"))
        self.deployed(script)
        self.assertEqual(self.calls()[1], f"update-stack {APP}")
        self.assertEqual(self.stack(APP)["parameters"]["Stage"], "live")
        self.assertEqual(self.stack(APP)["status"], "UPDATE_COMPLETE")

    def test_it_goes_on_after_a_failure(self):
        script = self.build()
        self.world(objects=[f"{STORAGE}.CodeBucketName/work.zip"], fail={APP: "ROLLBACK_COMPLETE"})
        error = self.refused(script, "--values", self.values)
        self.assertIn("seoul/app: ROLLBACK_COMPLETE", error)
        self.assertIn(f"it broke in {APP}", error)
        self.assertEqual(self.names(), [APP, STORAGE])
        self.calls()
        self.world(objects=[f"{STORAGE}.CodeBucketName/work.zip"])
        said = self.deployed(script)
        self.assertIn("the first creation failed and was rolled back", said)
        self.assertEqual(self.calls(), [f"update-stack {STORAGE}", f"delete-stack {APP}",
                                        f"create-stack {APP}", f"create-stack {WATCH}"])

    def test_what_cannot_be_mended_here_is_told(self):
        script = self.build()
        self.deployed(script)
        for status, words in (("UPDATE_ROLLBACK_FAILED", "continue-update-rollback"),
                              ("DELETE_FAILED", "then delete it")):
            path = next(self.aws.glob(f"stacks/*/{APP}.json"))
            path.write_text(json.dumps({**self.stack(APP), "status": status}), encoding="utf-8")
            self.assertIn(words, self.refused(script))

    def test_a_region_that_is_down(self):
        script = self.build()
        self.deployed(script)
        before = self.stack(WATCH)["parameters"]
        path = next(self.aws.glob(f"stacks/*/{WATCH}.json"))
        path.write_text(json.dumps({**self.stack(WATCH), "template": "older"}), encoding="utf-8")
        self.calls()
        self.world(down=["ap-northeast-2"])
        result = self.deploy(script, "--only", "virginia/app")
        self.expect_status(result, 0)
        self.assertIn("SeoulAdminTopicArn stays as it is", result.stderr.decode())
        self.assertEqual(self.calls(), [f"update-stack {WATCH}"])
        self.assertEqual(self.stack(WATCH)["parameters"], before)
        # A new stack has nothing to keep, but the value can be given.
        path.unlink()
        self.assertIn("which cannot be read: Could not connect",
                      " ".join(self.refused(script, "--only", WATCH).split()))
        self.values.write_text("SeoulAdminTopicArn=arn:aws:sns:x\n", encoding="utf-8")
        self.deployed(script, "--only", WATCH)
        self.assertEqual(self.stack(WATCH)["parameters"], {"SeoulAdminTopicArn": "arn:aws:sns:x"})

    def test_single_stacks(self):
        script = self.build()
        self.deployed(script, "--only", "seoul/storage")
        self.assertEqual(self.names(), [STORAGE])
        self.deployed(script, "--from", APP)
        self.assertEqual(self.names(), [APP, STORAGE, WATCH])
        self.assertIn("no stack", self.refused(script, "--only", "seoul/none", status=2))
        self.assertIn("do not go together",
                      self.refused(script, "--only", APP, "--from", APP, status=2))

    def test_a_dry_run_changes_nothing(self):
        script = self.build()
        said = self.deployed(script, "--dry-run")
        self.assertEqual(self.calls(), [])
        self.assertEqual(self.names(), [])
        for words in (f"seoul/app: create {APP} in ap-northeast-2", "PagerUrl: (not shown)",
                      "before that: put the package of function work into the bucket",
                      "SeoulAdminTopicArn: (output AdminTopicArn of seoul/app)"):
            self.assertIn(words, said)
        self.assertNotIn("pager.example.com", said)
        self.expect_status(self.deploy(script, "--dry-run"), 0)  # nor does it ask

    def test_importers_let_go_first(self):
        self.expect_status(harness.run("build", "--all-scenarios", "-o", self.work / "out",
                                       harness.ROOT / "tests/golden/scenarios/update_order"), 0)
        base, smaller = (self.work / "out" / name / "deploy.sh" for name in ("bts", "bts.smaller"))
        self.expect_status(self.deploy(smaller), 0)  # from nothing: in the order of creation
        self.assertEqual(self.calls(), ["create-stack bts-edge-storage",
                                        "create-stack bts-seoul-storage",
                                        "create-stack bts-seoul-app"])
        self.expect_status(self.deploy(base), 0)
        self.calls()
        self.assertIn("seoul/storage gives up what edge/app still imports",
                      self.refused(smaller))
        self.assertEqual(self.calls(), [])
        said = self.deploy(smaller, "--dry-run", "--delete-retired").stdout.decode()
        self.assertLess(said.index("edge/app: delete"), said.index("seoul/storage: update"))
        self.assertEqual(self.calls(), [])
        self.expect_status(self.deploy(smaller, "--delete-retired", "--yes"), 0)
        self.assertEqual(self.calls(), ["update-stack bts-edge-storage",
                                        "update-stack bts-seoul-app", "delete-stack bts-edge-app",
                                        "update-stack bts-seoul-storage"])

    def test_nothing_but_this_build_is_deployed(self):
        script = self.build()
        shutil.copytree(self.work / "out", self.work / "other" / "out")
        for path in (self.work / "other").rglob("*.yaml"):
            path.write_text("Resources: {}\n", encoding="utf-8")
        result = subprocess.run(["out/demo/deploy.sh", "--dry-run"], stdin=subprocess.DEVNULL,
                                env={**self.environment(), "CDPATH": str(self.work / "other")},
                                capture_output=True, check=False, cwd=self.work, timeout=120)
        self.expect_status(result, 0)
        path = script.parent / "seoul" / "app.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "# one line more\n", encoding="utf-8")
        self.assertIn("seoul/app.yaml is not as it was built", self.refused(script))
        self.assertEqual(self.calls(), [])

    def test_accounts_and_options(self):
        script = self.build()
        self.assertIn("of account 123456789012, not of 999999999999",
                      self.refused(script, "--account", "999999999999"))
        self.deployed(script, "--account", "123456789012")
        self.assertIn("there is no option --fast", self.refused(script, "--fast", status=2))
        self.assertIn("--only needs a value", self.refused(script, "--only", status=2))
        self.assertIn("--values FILE", self.deploy(script, "--help").stdout.decode())

    def test_the_script_can_be_run_and_is_clean(self):
        script = self.build()
        self.assertTrue(os.access(script, os.X_OK))
        if shutil.which("shellcheck"):
            result = subprocess.run(["shellcheck", script], capture_output=True, check=False)
            self.assertEqual(result.returncode, 0, harness.describe(result))
        # An older build is exchanged with its script, as a whole.
        self.build()


class Values(Deployment):
    def answer(self, script, dialogue):
        """Runs the script on a terminal and gives each answer once its question stands there: what
        is typed before may be thrown away when the terminal stops to show it."""
        terminal, here = pty.openpty()
        process = subprocess.Popen([script], env=self.environment(), stdin=here, stdout=here,
                                   stderr=here, cwd=self.work)
        os.close(here)
        said = b""
        while True:
            try:
                said += os.read(terminal, 4096)
            except OSError:  # the other end is closed
                break
            if dialogue and dialogue[0][0] in said:
                os.write(terminal, dialogue.pop(0)[1])
        os.close(terminal)
        self.assertEqual(process.wait(timeout=60), 0, said.decode())
        self.assertEqual(dialogue, [], said.decode())
        return said

    def test_what_is_not_given_is_asked_for(self):
        script = self.build()
        self.assertIn("seoul needs a value for AdminEmail", self.refused(script))
        said = self.answer(script, [(b"AdminEmail (seoul): ", b"me@example.com\n"),
                                    (b"PagerUrl (seoul, not shown): ",
                                     b"https://p.example.com/ 'x' \"y\" \\z\n")])
        self.assertNotIn(b"p.example.com", said)
        self.assertEqual(self.stack(APP)["parameters"]["AdminEmail"], "me@example.com")
        self.assertEqual(self.stack(APP)["parameters"]["PagerUrl"],
                         "https://p.example.com/ 'x' \"y\" \\z")

    def test_given_values_go_before_what_a_stack_has(self):
        script = self.build()
        self.deployed(script)
        self.values.write_text("AdminEmail=all@example.com\nseoul.AdminEmail=one@example.com\n"
                               "Stage=live", encoding="utf-8")
        self.deployed(script)
        parameters = self.stack(APP)["parameters"]
        self.assertEqual(parameters["AdminEmail"], "one@example.com")
        self.assertEqual(parameters["Stage"], "live")
        self.assertEqual(parameters["PagerUrl"], "https://pager.example.com/?a=b&c=d")

    def test_files_that_are_wrong(self):
        script = self.build()
        for text, words in (("AdminMail=x\n", "line 1: no stack of this build has a parameter"),
                            ("\nAdminEmail\n", "line 2: expected NAME=VALUE"),
                            ("AdminEmail=a\x01b\n", "control character")):
            self.values.write_text(text + GIVEN.replace("AdminEmail=", "# "), encoding="utf-8")
            self.assertIn(words, self.refused(script, "--values", self.values))
        self.assertIn("cannot read", self.refused(script, "--values", self.work / "none"))

    def test_values_are_never_run(self):
        script = self.build()
        hostile = "$(touch pwned) `touch pwned` ${HOME} ; touch pwned # 'a' \"b\" \\ , & | * ? ~ é"
        self.values.write_text(f"AdminEmail={hostile}\nPagerUrl=-n --query x\n", encoding="utf-8")
        self.deployed(script)
        self.assertEqual(self.stack(APP)["parameters"]["AdminEmail"], hostile)
        self.assertEqual(self.stack(APP)["parameters"]["PagerUrl"], "-n --query x")
        blueprint = SEOUL.replace("default: test", f"default: {json.dumps(hostile)}")
        blueprint = blueprint.replace("key: work.zip", f"key: {json.dumps(hostile)}")
        script = self.build(seoul=blueprint)
        self.world(objects=[f"{STORAGE}.CodeBucketName/{hostile}"])
        self.deployed(script)
        self.assertEqual(self.stack(APP)["parameters"]["Stage"], hostile)
        self.assertEqual(list(self.work.rglob("pwned")), [])


class Outside(Deployment):
    """Facts that only some builds have: the script's own lines, exchanged for others."""

    def with_build(self, *lines):
        script = self.build()
        text = script.read_text(encoding="utf-8")
        head, rest = text.split("build() {\n")
        lines = [re.sub(r"(\S+\.yaml) SHA256", lambda at: f"{at[1]} {digest(script.parent / at[1])}",
                        line) for line in lines]
        body = "\n".join(["build() {", *lines, "}\n\n"])
        script.write_text(head + body + rest.split("\n}\n\n", 1)[1], encoding="utf-8")
        return script

    def one_stack(self, *lines, size=10):
        return self.with_build(
            "stack seoul/storage demo-one ap-northeast-2 1 seoul/storage.yaml SHA256 "
            f"{size} open", *lines)

    def test_a_closed_gate_stops_before_the_stack(self):
        self.world()
        error = self.refused(self.build(), "--values", self.values)
        self.assertIn("seoul/app would fail", error)
        self.assertIn("first put the package of function work into the bucket as work.zip", error)
        self.assertEqual(self.names(), [STORAGE])

    def test_gates(self):
        uri = "123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/web"
        cases = [
            ("gate image 'push it'", [f"fact repository words {uri}", "fact tag words 1.0"],
             {"images": ["web:1.0"]}),
            ("gate key_pair 'make it'", ["fact name parameter Key"], {"key_pairs": ["mine"]}),
            ("gate delegation 'delegate it'",
             ["fact domain words example.com", "fact name_servers words ns1.aws.,ns2.aws"],
             {"name_servers": {"example.com": ["NS2.aws.", "ns1.aws"]}}),
        ]
        self.write("bin/dig", "#!/bin/sh\nexit 9\n").chmod(0o755)
        for gate, facts, world in cases:
            with self.subTest(gate):
                script = self.one_stack("given Key mine", gate, *facts)
                if "delegation" not in gate:
                    self.world()
                    self.assertIn("first " + gate.split("'")[1], self.refused(script))
                self.world(**world)
                result = self.deploy(script)
                self.expect_status(result, 0)
                self.assertEqual("not checked" in result.stderr.decode(), "delegation" in gate)
                next(self.aws.glob("stacks/*/demo-one.json")).unlink()

    def test_delegation(self):
        script = self.one_stack("gate delegation 'delegate it'", "fact domain words example.com",
                                "fact name_servers words ns1.aws.,ns2.aws")
        dig = self.write("bin/dig", "#!/bin/sh\nprintf 'NS2.aws.\\nns1.aws.\\n'\n")
        dig.chmod(0o755)
        self.expect_status(self.deploy(script), 0)
        dig.write_text("#!/bin/sh\necho ns1.elsewhere.\n", encoding="utf-8")
        error = self.refused(script)
        self.assertIn("the world asks: ns1.elsewhere", error)
        self.assertIn("first delegate it", error)

    def test_a_gate_that_nobody_can_judge_is_a_warning(self):
        script = self.one_stack("gate moon 'wait for it'", "fact phase words full")
        result = self.deploy(script)
        self.expect_status(result, 0)
        self.assertIn("not checked for seoul/storage: wait for it", result.stderr.decode())

    def test_large_templates_go_through_a_bucket(self):
        script = self.one_stack(size=60000)
        self.assertIn("say --bucket NAME", self.refused(script))
        self.assertIn("cannot be put into bucket", self.refused(script, "--bucket", "mine"))
        self.world(buckets={"mine": "None"})
        self.expect_status(self.deploy(script, "--bucket", "mine"), 0)
        sha256 = digest(script.parent / "seoul/storage.yaml")
        self.assertIn(f"cp s3://mine/demo/{sha256}storage.yaml", self.calls())

    def test_retired_stacks(self):
        self.deployed(self.build())
        self.calls()
        script = self.with_build(
            "retired virginia/app demo-virginia-app us-east-1",
            "retired seoul/app demo-seoul-app ap-northeast-2")
        result = self.deploy(script)
        self.expect_status(result, 0)
        self.assertIn("--delete-retired deletes demo-virginia-app", result.stdout.decode())
        self.assertIn("say --yes", self.refused(script, "--delete-retired"))
        self.assertEqual(self.calls(), [])
        self.expect_status(self.deploy(script, "--delete-retired", "--yes"), 0)
        self.assertEqual(self.calls(), [f"delete-stack {WATCH}", f"delete-stack {APP}"])
        self.assertEqual(self.names(), [STORAGE])

    def test_retired_stacks_of_a_region_that_is_down(self):
        self.deployed(self.build())
        script = self.with_build(
            "stack virginia/app demo-virginia-app us-east-1 1 virginia/app.yaml SHA256 10 open",
            "retired seoul/app demo-seoul-app ap-northeast-2")
        self.world(down=["ap-northeast-2"])
        result = self.deploy(script, "--delete-retired", "--yes")
        self.expect_status(result, 0)
        self.assertIn("so it stays", result.stderr.decode())

    def test_no_aws_at_all(self):
        script = self.build()
        (self.work / "bin" / "aws").write_text("#!/bin/sh\necho no credentials >&2; exit 1\n",
                                               encoding="utf-8")
        self.assertIn("AWS does not know you: no credentials", self.refused(script))


if __name__ == "__main__":
    harness.main()
