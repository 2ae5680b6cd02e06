#!/usr/bin/env python3
"""Nothing of the sample is built into the compiler: under other names it compiles and deploys.

The sample's blueprints are copied with other names, addresses, a domain and regions; no value of
the original may appear in what comes out.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import cloud_rules, evaluator, harness, sample  # noqa: E402

# In this order; what is left of the compiler's own name is mended at the end.
WORDS = (("hybridbts.com", "fans.example"), ("hybrid", "mixed"), ("Hybrid", "Mixed"),
         ("HYBRID", "MIXED"), ("bts", "qrs"), ("BTS", "QRS"), ("seoul", "dublin"),
         ("Seoul", "Dublin"), ("virginia", "carolina"), ("Virginia", "Carolina"),
         ("ap-northeast-2", "eu-west-1"), ("172.16.", "10.96."), ("10.0.", "10.64."),
         ("192.168.", "10.200."), ("58.237.166.233", "203.0.113.9"), ("sessions", "visits"),
         ("media", "films"), ("admin", "staff"), ("qrsinfra", "btsinfra"),
         ("db.t3.micro", "db.m6g.large"), ("db.t3.small", "db.r6g.large"),
         ("cache.t4g.micro", "cache.m7g.large"), ("t3.micro", "m6i.large"), ('"1.0"', '"7.3"'))

# What is asked when the templates are deployed, in its own words too.
ANSWERS = {"AdminEmail": "staff@fans.example", "ZoneId": "Z0OTHER9876543210ABC"}

# Words of CloudFormation, of MediaConvert, of rules and of addresses of documentation that the
# replacement must leave alone.
KEPT = re.compile(r"mediaconvert|admin@|AdminCidr|AdminEmail|rule: BTS")

# What must not be found, and is no part of a word that AWS or the compiler uses.
TRACES = re.compile(r"hybrid|bts(?!infra)|seoul|virginia|ap-northeast|\b172\.16\.|\b10\.0\.\d"
                    r"|\b192\.168\.|58\.237\.|\bt3\.|\bt4g\.|:1\.0$|@example\.com|Z0EXAMPLE",
                    re.IGNORECASE)


def renamed(text):
    kept = []

    def hide(match):
        kept.append(match.group())
        return f"\0{len(kept) - 1}\0"

    text = KEPT.sub(hide, text)
    for old, new in WORDS:
        text = text.replace(old, new)
    return re.sub("\0(\\d+)\0", lambda match: kept[int(match.group(1))], text)


def copy(folder, target, more=lambda name, text: text):
    target.mkdir(parents=True)
    for path in sorted(folder.glob("*.yaml")):
        name = renamed(path.name)
        (target / name).write_text(more(name, renamed(path.read_text(encoding="utf-8"))),
                                   encoding="utf-8")
    return target


def traces(build, cloud):
    """Every text of a build, resolved or as written, in which the sample shows."""
    for resource, path, text in cloud.texts():
        if TRACES.search(text):
            yield f"{resource.label}.{path}: {text[:200]}"
    for stack_id, template in build.templates.items():
        for path, text in cloud_rules.strings(template):
            if TRACES.search(text):
                yield f"{stack_id}: {path}: {text[:200]}"
    for path, text in cloud_rules.strings(build.manifest):
        if TRACES.search(text):
            yield f"manifest: {path}: {text[:200]}"


class Renamed(harness.Case):
    def deploy(self, folder, scenario=None, cloud=None, unreachable=()):
        options = ["--scenario", scenario] if scenario else []
        made, = harness.build_source(harness.Source("renamed", folder, options), self.work)
        build = evaluator.Build.read(made)
        cloud = cloud or evaluator.Cloud(ANSWERS)
        cloud.apply(build, unreachable)
        self.expect_none(traces(build, cloud))
        for path in sorted(made.rglob("*.sh")):
            self.expect_none(line for line in path.read_text(encoding="utf-8").splitlines()
                             if TRACES.search(line))
        return cloud

    def test_the_base(self):
        cloud = self.deploy(copy(harness.blueprint_folder(), self.work / "in"))
        first = sample.standing()
        self.assertEqual(len(cloud.resources()), len(first.resources()))
        self.assertIn("eu-west-1", {resource.region for resource in cloud.resources()})
        texts = [text for _, _, text in cloud.texts()]
        for given in (*ANSWERS.values(), "www.fans.example", "203.0.113.9/32", "QRS_WEB_KEY",
                      "db.m6g.large", "db.r6g.large", "cache.m7g.large", "m6i.large"):
            self.assertIn(given, texts)
        self.assertTrue([text for text in texts if text.endswith("/qrs-web:7.3")])

    def test_the_states(self):
        folder = copy(harness.blueprint_folder(), self.work / "in")
        cloud = self.deploy(folder)
        self.deploy(folder, "failover", cloud, {"eu-west-1"})
        self.deploy(folder, "failback", cloud)
        self.deploy(folder, "switchback", cloud)
        cloud.destroy()

    def test_another_second_region(self):
        """Virginia's part in us-west-2; the edge stays in us-east-1, as CloudFront demands."""
        def elsewhere(name, text):
            return text.replace("us-east-1", "us-west-2") if name == "carolina.yaml" else text
        cloud = self.deploy(copy(harness.blueprint_folder(), self.work / "in", elsewhere))
        self.assertEqual({resource.region for resource in cloud.resources("carolina")},
                         {"us-west-2"})


class TheTestItself(harness.Case):
    def test_names(self):
        self.assertEqual(renamed("hybrid-bts in ap-northeast-2: 10.0.1.0/24, BTS_admin, btsinfra"),
                         "mixed-qrs in eu-west-1: 10.64.1.0/24, QRS_staff, btsinfra")
        self.assertEqual(renamed("mediaconvert of media"), "mediaconvert of films")
        self.assertEqual(renamed("www.hybridbts.com on db.t3.micro and t3.micro"),
                         "www.fans.example on db.m6g.large and m6i.large")

    def test_traces(self):
        for text in ("BTS-ALB", "10.0.1.0/24", "hybridbts.com", "x.ap-northeast-2.y", "t3.micro",
                     "db.t3.small", "cache.t4g.micro", "bucket:1.0"):
            self.assertTrue(TRACES.search(text), text)
        for text in ("btsinfra", "10.64.0.0/16", "110.0.1.2", "mixed-qrs", "m6i.large", "web:7.3"):
            self.assertFalse(TRACES.search(text), text)


if __name__ == "__main__":
    harness.main()
