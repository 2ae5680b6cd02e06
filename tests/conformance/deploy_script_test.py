#!/usr/bin/env python3
"""deploy.sh with the real AWS CLI, against moto's emulation of AWS: what a build says arrives, a
closed gate stops the way and is opened, and a second run changes nothing."""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness  # noqa: E402

SEOUL = """\
blueprint: 1
system: demo
region: ap-northeast-2
parameters:
  Stage: {description: Which one this is}
  AdminEmail: {type: email, description: Who is told}
buckets:
  code: {}
topics:
  admin: {name: "admin-${{ parameters.Stage }}", email: ["${{ parameters.AdminEmail }}"]}
functions:
  work: {bucket: code, key: work.zip}
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
# moto knows no termination protection.
WRAPPER = """\
#!/bin/sh
case " $* " in *" update-termination-protection "*) exit 0 ;; esac
exec {} "$@"
"""


class Emulated(harness.Case):
    def setUp(self):
        super().setUp()
        for program in ("aws", "moto_server"):
            if shutil.which(program) is None:
                missing = self.fail if os.environ.get("BTSINFRA_REQUIRE_PEERS") == "1" \
                    else self.skipTest
                missing(f"missing: {program}")
        self.port = free_port()
        server = subprocess.Popen(["moto_server", "-p", str(self.port)],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        self.wait_for_server()
        (self.work / "bin").mkdir()
        wrapper = self.work / "bin" / "aws"
        wrapper.write_text(WRAPPER.format(shutil.which("aws")), encoding="utf-8")
        wrapper.chmod(0o755)

    def wait_for_server(self):
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/moto-api/"):
                    return
            except OSError:
                time.sleep(0.2)
        self.fail("moto_server does not answer")

    def environment(self):
        env = harness.environment(AWS_ENDPOINT_URL=f"http://127.0.0.1:{self.port}",
                                  AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test",
                                  BTSINFRA_POLL_SECONDS="0")
        return {**env, "PATH": f"{self.work / 'bin'}:{env['PATH']}"}

    def aws(self, *arguments):
        result = subprocess.run(["aws", *arguments, "--output", "json"], env=self.environment(),
                                capture_output=True, check=False)
        self.assertEqual(result.returncode, 0, harness.describe(result))
        return json.loads(result.stdout) if result.stdout.strip() else None

    def deploy(self, *arguments):
        return subprocess.run([self.work / "out" / "demo" / "deploy.sh", *map(str, arguments)],
                              env=self.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, check=False, timeout=300)

    def test_from_nothing_to_everything(self):
        for name, text in (("seoul", SEOUL), ("virginia", VIRGINIA)):
            (self.work / "in").mkdir(exist_ok=True)
            (self.work / "in" / f"{name}.yaml").write_text(text, encoding="utf-8")
        self.expect_status(harness.run("build", self.work / "in", "-o", self.work / "out"), 0)
        values = self.work / "values"
        values.write_text("Stage=live\nAdminEmail=admin@example.com\n", encoding="utf-8")

        closed = self.deploy("--values", values)
        self.expect_status(closed, 1)
        self.assertIn("first put the package of function work into the bucket as work.zip",
                      closed.stderr.decode())

        [bucket] = self.aws("s3api", "list-buckets")["Buckets"]
        package = self.work / "work.zip"
        package.write_bytes(b"PK\x05\x06" + bytes(18))  # an empty archive
        self.aws("s3api", "put-object", "--bucket", bucket["Name"], "--key", "work.zip", "--body",
                 str(package), "--region", "ap-northeast-2")
        self.expect_status(self.deploy("--values", values), 0)

        [topic] = self.aws("sns", "list-topics", "--region", "ap-northeast-2")["Topics"]
        self.assertEqual(topic["TopicArn"].rpartition(":")[2], "admin-live")
        # moto makes no subscriptions.
        [stack] = self.aws("cloudformation", "describe-stacks", "--region", "ap-northeast-2",
                           "--stack-name", "demo-seoul-app")["Stacks"]
        self.assertIn({"ParameterKey": "AdminEmail", "ParameterValue": "admin@example.com"},
                      stack["Parameters"])
        [watch] = self.aws("lambda", "list-functions", "--region", "us-east-1")["Functions"]
        self.assertEqual(watch["Environment"]["Variables"], {"TOPIC": topic["TopicArn"]})

        self.expect_status(self.deploy(), 0)  # values are kept


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    harness.main()
