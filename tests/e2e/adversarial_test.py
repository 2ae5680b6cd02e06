#!/usr/bin/env python3
"""Blueprints that an attacker or an accident made: a clear answer, soon, and in little memory.

A blueprint is untrusted input. Whatever stands in it, the program ends with a status that is
documented, says what is wrong in few words without anything that steers a terminal, and takes
neither long nor much memory. The bounds here are generous, because test machines are slow and busy
and this may be a debug build; an optimised one needs a tenth of the time.
"""

import ast
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness  # noqa: E402

HEAD = "blueprint: 1\nsystem: s\nregion: ap-northeast-2\n"
NETWORK = ("network: {cidr: 10.0.0.0/16, zones: [a, c], nat: none,\n"
           "          subnets: {private: {access: private, size: 24}}}\n")
BUCKET = "buckets: {code: {}}\n"

# Sanitizers take a multiple of both, and address space without end.
SANITIZED = harness.SANITIZED
CPU_SECONDS = 60 if SANITIZED else 20
MOST_MEMORY = 200 * 1024  # KiB
MOST_OUTPUT = 500_000     # bytes, of what people are shown


def many(count):
    """Of what is there only in numbers: under sanitizers, which are not about time, a tenth."""
    return count // 10 if SANITIZED else count


# Of what steers a terminal nothing may come out: C0 but the line end and the tab, DEL, C1, marks
# that change the direction of text. In JSON and XML such marks are data.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f]")

# Starts the program from a small process: what it is charged with begins with the memory of the
# process that started it, and the test's own is large. Last it tells status, KiB and seconds.
LAUNCHER = """
import os, resource, sys
report, cpu, space = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
process = os.fork()
if process == 0:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    if space: resource.setrlimit(resource.RLIMIT_AS, (space, space))
    os.execv(sys.argv[4], sys.argv[4:])
_, status, usage = os.wait4(process, 0)
os.write(report, repr((os.waitstatus_to_exitcode(status), usage.ru_maxrss,
                       usage.ru_utime + usage.ru_stime)).encode())
"""


class Outcome:
    def __init__(self, arguments, facts, stdout, stderr):
        self.arguments = arguments
        self.status, self.memory, self.seconds = facts
        self.stdout = stdout
        self.stderr = stderr

    def __str__(self):
        return (f"$ btsinfra {' '.join(self.arguments)[:300]}\nexit status {self.status}, "
                f"{self.seconds:.2f} s, {self.memory // 1024} MiB, {len(self.stdout)} and "
                f"{len(self.stderr)} bytes\n{self.stdout[:1500]}\n{self.stderr[:1500]}")


def execute(*arguments):
    arguments = [str(argument) for argument in arguments]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, \
            tempfile.TemporaryFile() as report:
        subprocess.run(
            [sys.executable, "-S", "-c", LAUNCHER, str(report.fileno()), str(CPU_SECONDS),
             "0" if SANITIZED else str(2 << 30), harness.PROGRAM, *arguments],
            env=harness.environment(), stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            pass_fds=[report.fileno()], check=True, timeout=1_000)
        for file in (out, err, report):
            file.seek(0)
        return Outcome(arguments, ast.literal_eval(report.read().decode()),
                       out.read().decode("utf-8"), err.read().decode("utf-8"))


class Adversarial(harness.Case):
    def setUp(self):
        super().setUp()
        self.folder = self.work / "in"
        self.folder.mkdir()

    def put(self, content, name="a.yaml"):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def bounded(self, outcome, statuses, most_output=MOST_OUTPUT):
        self.assertIn(outcome.status, statuses, str(outcome))
        for text in (outcome.stdout, outcome.stderr):
            found = (CONTROLS if "--format" in outcome.arguments else STEERING).search(text)
            self.assertIsNone(found, f"{found and ascii(found.group())} in\n{ascii(str(outcome))}")
            self.assertLess(len(text), most_output, str(outcome))
        if not SANITIZED:
            self.assertLess(outcome.memory, MOST_MEMORY, str(outcome))
        return outcome

    def lint(self, content=None, *options, most_output=MOST_OUTPUT):
        """Lints the folder, after putting that blueprint into it."""
        if content is not None:
            self.put(content)
        return self.bounded(execute("lint", self.folder, *options), (0, 1), most_output)

    def refused(self, content, identity, *words, options=()):
        outcome = self.lint(content, *options)
        self.assertEqual(outcome.status, 1, str(outcome))
        self.assertIn(f"[{identity}]", outcome.stdout, str(outcome))
        for word in words:
            self.assertIn(word, outcome.stdout, str(outcome))
        return outcome


class Bombs(Adversarial):
    """Little text that would become much."""

    def test_aliases_of_aliases(self):
        text = HEAD + "tags:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for i in range(1, 12):
            text += f"  a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]\n"
        self.refused(text, "BTS1010", "80000 values")

    def test_a_long_text_by_many_aliases(self):
        self.refused(HEAD + "tags:\n  a: &a '" + "x" * 2_000_000 + "'\n  b: ["
                     + ", ".join(["*a"] * 30_000) + "]\n", "BTS1010", "bytes of text")

    def test_a_long_key_by_many_aliases(self):
        self.refused(HEAD + "tags:\n  a: &a {? '" + "k" * 1_000 + "' : 1}\n  b: ["
                     + ", ".join(["*a"] * 30_000) + "]\n", "BTS1010", "bytes of text")

    def test_merge_keys(self):
        text = HEAD + "tags: &m {" + ", ".join(f"k{i}: 1" for i in range(300)) + "}\n"
        text += "".join(f"x{i}: {{<<: *m}}\n" for i in range(400))
        self.refused(text, "BTS1010")

    def test_an_alias_and_a_merge_key_of_what_they_stand_in(self):
        self.refused(HEAD + "tags: &a [*a]\n", "BTS1015")
        self.refused(HEAD + "tags: &a\n  <<: *a\n", "BTS1015")

    def test_references(self):
        text = HEAD + "tags:\n  a: \"" + "${{ x.y }} " * 300_000 + "\"\n"
        self.refused(text, "BTS1010", "references")
        self.lint(HEAD + "tags:\n  a: \"" + "${{ x.y }} " * many(75_000) + "\"\n")
        self.lint(HEAD + "tags:\n  a: \"" + "${{ " * many(75_000) + "}}" * many(75_000) + "\"\n")
        self.lint(HEAD + "tags:\n  a: \"" + "$${{" * many(75_000) + "\"\n")

    def test_references_in_functions(self):
        text = HEAD + "resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties: {TopicName: "
        self.refused(text + "!Sub \"" + "${A}" * 700_000 + "\"}\n", "BTS1010", "references")
        self.lint(text + "!Sub \"" + "${A}" * many(75_000) + "\"}\n")
        self.lint(text + "!Sub \"" + "${" * many(75_000) + "\"}\n")

    def test_tags_times_components(self):
        self.refused(HEAD + "tags:\n" + "".join(f"  t{i}: v\n" for i in range(2_000))
                     + "topics:\n" + "".join(f"  t{i}: {{}}\n" for i in range(400)), "BTS3004",
                     "50 at most")

    def test_scenarios(self):
        text = HEAD + BUCKET + "scenarios:\n"
        for after in ("", "after: s{next}, ", "after: nowhere{next}, "):
            self.refused(text + "".join(
                "  s%d: {%sset: {tags.a: b}}\n" % (i, after.format(next=(i + 1) % 5_000))
                for i in range(5_000)), "BTS2113", "100 are the most")

    def test_scenarios_times_values(self):
        self.refused(HEAD + "topics:\n" + "".join(f"  t{i}: {{}}\n" for i in range(20_000))
                     + "scenarios:\n"
                     + "".join(f"  s{i}: {{set: {{tags.a: b}}}}\n" for i in range(99)),
                     "BTS2113", "1000000 are the most")
        self.refused(HEAD + "resources:\n  Q: {Type: 'AWS::SQS::Queue', stack: storage}\n"
                     + "  A: {Type: 'AWS::SQS::Queue', Properties: {QueueName: \""
                     + "${{ resources.Q }}" * 60_000 + "\"}}\nscenarios:\n"
                     + "".join(f"  s{i}: {{set: {{description: d}}}}\n" for i in range(70)),
                     "BTS2113", "1000000 are the most")

    def test_files(self):
        values = "resources:\n  A: {x: [" + ", ".join(["1"] * 60_000) + "]}\n"
        for i in range(10):
            self.put(HEAD + values, f"b{i}.yaml")
        self.refused(None, "BTS1010", "of the run", "200000")
        for i in range(10):
            self.put(HEAD + "tags: {a: \"" + "${P}" * 60_000 + "\"}\n", f"b{i}.yaml")
        self.refused(None, "BTS1010", "of the run", "200000")

    def test_large_files(self):
        comment = "# " + "x" * 3_900_000 + "\n"
        for i in range(10):
            self.put(HEAD + comment, f"b{i}.yaml")
        self.refused(None, "BTS1003", "of the run", "8 MiB")


class Depth(Adversarial):
    def test_every_way_to_nest(self):
        deep = 100_000
        for name, value in {
                "lists": "[" * deep, "maps": "{a: " * deep, "items": "\n  " + "- " * deep,
                "keys": "\n  " + "? " * deep, "closed": "[" * deep + "]" * deep,
                "indented": "\n" + "".join(" " * i + "a:\n" for i in range(1, 2_000)),
                "anchors": "".join(f"&a{i} [" for i in range(deep)),
                "tags": "!!seq [" * deep}.items():
            with self.subTest(name):
                self.refused(HEAD + "tags: " + value + "\n", "BTS1009", "64 levels")

    def test_deep_raw_resources(self):
        self.lint(HEAD + "resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties: "
                  + "{a: " * 58 + "1" + "}" * 58 + "\n")
        self.lint(HEAD + "resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties: {TopicName: "
                  + "!If [a, b, " * 50 + "1" + "]" * 50 + "}\n")

    def test_circles_through_thousands(self):
        count = many(8_000)
        self.lint(HEAD + "topics:\n" + "".join(
            f"  t{i}: {{display: \"${{{{ topics.t{(i + 1) % count}.name }}}}\"}}\n"
            for i in range(count)))
        self.lint(HEAD + "alarms:\n" + "".join(
            f"  t{i}: {{on: alarms.t{(i + 1) % count}}}\n" for i in range(count)))
        self.refused(HEAD + "resources:\n" + "".join(
            f"  A{i}: {{Type: 'AWS::SNS::Topic', Properties: "
            f"{{TopicName: !Ref A{(i + 1) % count}}}}}\n" for i in range(count)), "BTS4006")

    def test_a_chain_through_thousands(self):
        count = many(8_000)
        self.lint(HEAD + "resources:\n" + "".join(
            f"  A{i}: {{Type: 'AWS::SNS::Topic', Properties: {{TopicName: !Ref A{i + 1}}}}}\n"
            for i in range(count)) + f"  A{count}: {{Type: 'AWS::SNS::Topic'}}\n")


class Bytes(Adversarial):
    def test_what_is_no_text(self):
        for content, identity in {
                HEAD.encode() + b"tags: {a: \0}\n": "BTS1002",
                HEAD.encode() + b"tags: {a: \xff\xfe}\n": "BTS1001",
                HEAD.encode() + b"tags: {a: \xed\xa0\x80}\n": "BTS1001",
                HEAD.encode() + b"# \x1b[31m\n": "BTS1002",
                HEAD.encode() + "# \x9b31m\n".encode(): "BTS1002",
                HEAD.encode("utf-16"): "BTS1001",
                b"\0" * 1_000_000: "BTS1002"}.items():
            self.put(content)
            outcome = self.bounded(execute("lint", self.folder / "a.yaml"), (1,))
            self.assertIn(f"[{identity}]", outcome.stdout, str(outcome))

    def test_escapes_and_marks_of_direction(self):
        self.refused(HEAD + '"\\e[31mX\\x07": 1\n', "BTS1002")
        self.refused(HEAD + 'tags: {a: "\\e]0;x\\a"}\n', "BTS1002")
        self.refused(HEAD + '"\u202eabc\u2066": 1\n', "BTS1020")
        self.refused(HEAD + 'name: "\\u202e"\n', "BTS1027")
        self.refused(HEAD + 'a\u2028b: 1\n', "BTS1020")
        for form in ("json", "sarif", "junit", "github"):
            self.lint(HEAD + '"\u202eabc\\r\\n::error::": 1\nname: "a\\nb"\n', "--format", form)

    def test_sizes(self):
        self.put(HEAD + "#" + "x" * 50_000_000)
        self.refused(None, "BTS1003", "4 MiB")
        for content in ("k" * many(4_000_000) + ": 1\n", "name: " + "k" * many(4_000_000) + "\n",
                        "buckets:\n  " + "k" * 1_000 + ": {}\n",
                        "".join("k" * 900 + f"{i}: 1\n" for i in range(many(4_000))),
                        "buckets: {" + ", ".join(f"{'k' * 200}{i}: {{}}" for i in range(many(9_000)))
                        + "}\n"):
            self.assertEqual(self.lint(HEAD + content).status, 1)

    def test_a_long_text_in_every_finding(self):
        self.lint(HEAD + "topics:\n  a: {display: \"" + "".join(
            "${{ topics.q%d.name }}" % i for i in range(many(30_000))) + "\"}\n")
        long_name = "q" * 100_000
        self.lint(HEAD + f"a: &a {long_name}\ntopics:\n"
                  + "".join(f"  t{i}: {{key: *a}}\n" for i in range(150)), "--format", "json",
                  most_output=5_000_000)


class Values(Adversarial):
    def test_absurd_numbers(self):
        for number in ("1e999", "-0", "9" * 100_000, "0x" + "f" * 5_000, "-0x7fffffffffffffff",
                       "1.0e-400", ".inf", ".nan", "0o777777777777777777777777", "1_000", "1:2:3",
                       "18446744073709551616", "99999999999999999999.5"):
            outcome = self.lint(HEAD + NETWORK + "databases:\n  main: {engine: mysql, version: "
                                f"{number}, instance: db.t3.micro, storage: {number}, subnets: "
                                f"private, port: {number}, multi_az: {number}}}\n")
            self.assertEqual(outcome.status, 1, str(outcome))

    def test_keys_that_look_like_something_else(self):
        self.refused(HEAD + "buckets: {yes: {}, 1: {}, 0x10: {}, 'null': {}, 1.5: {}, true: {}, "
                     "'': {}, 2020-01-01: {}, .inf: {}, =: {}}\n", "BTS1027")
        for key in ("~", "null", "[a]", "{a: b}", "!!binary aGk=", "*x"):
            self.assertEqual(self.lint(HEAD + f"buckets: {{{key} : {{}}}}\n").status, 1)

    def test_names_that_lead_elsewhere(self):
        for name in ("../../etc/passwd", "/etc/passwd", "..", ".", "a/b", "a\\\\b", "-rf", "$(id)"):
            for key in ("name", "system"):
                text = HEAD if key == "name" else HEAD.replace("system: s\n", "")
                self.refused(text + f'{key}: "{name}"\n' + BUCKET, "BTS1027")
            self.refused(HEAD + BUCKET + f'scenarios: {{"{name}": {{set: {{tags.a: b}}}}}}\n',
                         "BTS1027")
        self.put(HEAD + BUCKET)
        for name in ("../x", "\x1b[31m" + "x" * 100_000):
            outcome = self.bounded(execute("build", self.folder, "--scenario", name, "-o",
                                           self.work / "out"), (1, 2))
            self.assertFalse((self.work / "out").exists(), str(outcome))


class Numbers(Adversarial):
    """Thousands of everything: what is compared with each other must not take the square."""

    def test_components(self):
        for kind in ("topics", "buckets", "secrets"):
            self.lint(HEAD + kind + ":\n" + "".join(f"  b{i}: {{}}\n" for i in range(many(3_000))))

    def test_comments(self):
        for rule in ("BTS5003", "BTS9993", "nonsense"):
            self.lint(HEAD + BUCKET + f"# btsinfra: ignore {rule}: x\n" * many(100_000))
        self.lint(HEAD + BUCKET + "# btsinfra: ignore " + ",".join(["BTS5003"] * many(400_000))
                  + ": x\n")
        self.lint(HEAD + "# btsinfra:\n#" + " #" * many(1_000_000) + " " * many(1_800_000) + "\n")

    def test_entries_of_ignore(self):
        count = many(5_000)
        self.lint(HEAD + BUCKET + "ignore:\n"
                  + "  - {rule: BTS5003, on: buckets.code, reason: r}\n" * count)
        self.lint(HEAD + BUCKET + "ignore:\n" + "".join(
            f"  - {{rule: BTS5003, on: buckets.b{i}, reason: r}}\n" for i in range(count)))
        self.lint(HEAD + "buckets:\n" + "".join(f"  b{i}: {{}}\n" for i in range(400)) + "ignore:\n"
                  + "".join(f"  - {{rule: BTS5010, on: buckets.b{i}, reason: r}}\n"
                            for i in range(400)))

    def test_parameters_and_overrides(self):
        self.lint(HEAD + BUCKET + "parameters:\n" + "".join(
            f"  P{i}: {{type: string, default: x, description: d}}\n" for i in range(many(5_000))))
        self.lint(HEAD + BUCKET + "overrides:\n" + "".join(
            f"  A{i}: {{Properties: {{a: 1}}}}\n" for i in range(many(5_000))))

    def test_blocks(self):
        text = HEAD + NETWORK + ("databases:\n  main: {engine: mysql, version: '8.4', instance: "
                                 "db.t3.micro, storage: 20, subnets: private, allow: [")
        self.lint(text + ", ".join(f"10.{i // 256 % 256}.{i % 256}.0/24"
                                   for i in range(many(20_000))) + "]}\n")
        self.lint(text + ", ".join(f"autoscaling.w{i}" for i in range(many(20_000))) + "]}\n")
        self.lint(HEAD + "network: {cidr: 10.0.0.0/8, zones: [a], nat: none, subnets: {"
                  + ", ".join(f"p{i}: {{access: private, size: 28}}" for i in range(many(3_000))) + "}}\n")

    def test_wrong_references(self):
        for name in ("topics.q{}", "bucketz.q{}", "q{}"):
            self.lint(HEAD + BUCKET + "topics:\n" + "".join(
                "  t%d: {display: \"${{ %s.name }}\"}\n" % (i, name.format(i))
                for i in range(many(5_000))))

    def test_wrong_keys_in_every_format(self):
        text = HEAD + "".join(f"k{i}: 1\n" for i in range(6_000 if SANITIZED else 20_000))
        for options in ((), ("--format", "json"), ("--format", "sarif"), ("--format", "junit"),
                        ("--format", "github")):
            outcome = self.lint(text, *options, most_output=30_000_000 if options else MOST_OUTPUT)
            self.assertEqual(outcome.status, 1, str(outcome))
            if options:
                self.assertIn("BTS1045", outcome.stdout)
        self.put(text)
        self.bounded(execute("build", self.folder, "-o", self.work / "out"), (1,))
        self.lint("{blueprint: 1, system: s, region: ap-northeast-2, "
                  + ", ".join(f"k{i}: 1" for i in range(many(20_000))) + "}")

    def test_wrong_properties(self):
        self.lint(HEAD + "resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n" + "".join(
            f"      TopicNamee{i}: t\n" for i in range(many(20_000))))
        self.lint(HEAD + "resources:\n" + "".join(
            f"  A{i}: {{Type: 'AWS::SNS::Topix', Properties: {{TopicName: t}}}}\n"
            for i in range(many(3_000))))

    def test_patterns_of_schemas(self):
        self.lint(HEAD + "resources:\n  A:\n    Type: AWS::KMS::Key\n    Properties: {Description: \""
                  + "a" * many(3_000_000) + "\", KeyPolicy: {}}\n  B:\n    Type: AWS::Lambda::Function\n"
                  "    Properties: {Role: \"arn:aws:iam::123456789012:role/" + "a" * many(900_000)
                  + "!\", Code: {}}\n")

    def test_lists_of_schemas(self):
        # A list whose items must differ.
        self.lint(HEAD + "resources:\n  A:\n    Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n"
                  "    Properties: {Subnets: ["
                  + ", ".join(f"subnet-{i:08x}" for i in range(many(75_000))) + "]}\n")


class Files(Adversarial):
    def test_what_is_no_file(self):
        os.mkfifo(self.folder / "pipe.yaml")
        (self.folder / "folder.yaml").mkdir()
        (self.folder / "loop.yaml").symlink_to("loop.yaml")
        (self.folder / "there.yaml").symlink_to("back.yaml")
        (self.folder / "back.yaml").symlink_to("there.yaml")
        (self.folder / "zero.yaml").symlink_to("/dev/zero")
        (self.folder / "passwd.yaml").symlink_to("/etc/passwd")
        (self.folder / "up.yaml").symlink_to("../elsewhere.yaml")
        (self.work / "elsewhere.yaml").write_text(HEAD)
        outcome = self.refused(HEAD + BUCKET, "BTS1040")
        self.assertNotIn("root:", outcome.stdout)
        for name in ("pipe.yaml", "loop.yaml", "zero.yaml", "up.yaml"):
            self.bounded(execute("lint", self.folder / name), (1, 3))
        for device in ("/dev/zero", "/dev/null", "/dev/stdin", "/proc/self/mem"):
            self.bounded(execute("lint", device), (1, 3))

    def test_folders_in_a_ring(self):
        (self.folder / "again").symlink_to(".")
        self.put(HEAD + BUCKET)
        self.lint()
        self.bounded(execute("lint", "/".join([str(self.folder)] + ["again"] * 60)), (1, 3))

    def test_names_of_files(self):
        for name in ("\x1b[31m.yaml", "a\nb.yaml", "\u202eabc.yaml", "x" * 240 + ".yaml",
                     "$(id).yaml", "-o.yaml"):
            self.put(HEAD.replace("system: s", "system: s" + str(len(name))) + BUCKET, name)
        self.lint()
        for form in ("json", "sarif", "junit", "github"):
            self.lint(None, "--format", form)
        self.bounded(execute("build", self.folder, "-v", "-o", self.work / "out"), (0, 1))
        self.bounded(execute("lint", str(self.folder) + "/\x1b[31m\n.yaml"), (3,))

    def test_many_files(self):
        for i in range(many(300)):
            self.put(HEAD + BUCKET, f"f{i}.yaml")
        self.lint()
        # Of systems of their own, which are looked through for mistyped names.
        for i in range(many(200)):
            self.put(HEAD.replace("system: s", f"system: s{i}") + "tags: {"
                     + ", ".join(f"a{j}: b{j}.c" for j in range(500)) + "}\n", f"f{i}.yaml")
        self.lint()

    def test_locks(self):
        for lock in ("[" * 2_000_000, '{"version":1,"subnets":' + '{"a":' * 400_000 + "1"
                     + "}" * 400_000 + "}", '{"version":' + "9" * 1_000_000 + "}",
                     '{"version":1e999999,"subnets":1}', "\0" * 1_000, "",
                     '{"version":1,"subnets":{"\\u001b[31m":{"\\u0007":"x"}}}',
                     '{"version":1,"subnets":{"private":{"a":"10.0.0.0/99999999999999999999"}}}',
                     "x" * 5_000_000, '{"version":1,"subnets":{"' + "k" * 1_000_000 + '":1}}'):
            self.put(lock, "a.lock.json")
            self.refused(HEAD + NETWORK, "BTS1043")
        self.put('{"version":1,"subnets":{' + ",".join(
            f'"t{i}":{{"a":"10.0.{i % 256}.0/24"}}' for i in range(80_000)) + "}}", "a.lock.json")
        self.lint(HEAD + NETWORK)
        (self.folder / "a.lock.json").unlink()
        os.mkfifo(self.folder / "a.lock.json")
        self.refused(HEAD + NETWORK, "BTS1043")


class Options(Adversarial):
    def test_nonsense(self):
        self.put(HEAD + BUCKET)
        hostile = "\x1b[31m" + "9" * 100_000
        for options in (("--today", hostile), ("--today", "2026-02-30"), ("--select", hostile),
                        ("--select", ",".join(["BTS9999"] * 8_000)), ("--format", hostile),
                        ("--ignore", ","), ("--max-findings", hostile), ("--fail-on", hostile),
                        ("--" + hostile,)):
            outcome = self.bounded(execute("lint", self.folder, *options), (2,))
            self.assertEqual(outcome.stdout, "", str(outcome))
        self.bounded(execute(hostile), (2,))
        self.bounded(execute("explain", hostile), (2,))

    def test_fixes(self):
        for content in ("buckets:\n" + "".join(f"  b{i}: {{versionde: true}}\n"
                                               for i in range(many(3_000))),
                        "buckets: {" + ", ".join(f"b{i}: {{versionde: true}}"
                                                 for i in range(many(3_000))) + "}\n"):
            self.put(HEAD + content)
            self.bounded(execute("lint", self.folder, "--fix", "--dry-run"), (1,),
                         most_output=2_000_000)
            self.bounded(execute("lint", self.folder, "--fix"), (0, 1))
            self.assertIn("versioned: true", (self.folder / "a.yaml").read_text())

    def test_fixes_of_what_is_no_file_of_the_folder(self):
        outside = self.work / "outside.yaml"
        outside.write_text(HEAD + "bucketz: {code: {}}\n")
        (self.folder / "a.yaml").symlink_to(outside)
        self.bounded(execute("lint", self.folder, "--fix"), (1,))
        self.assertIn("bucketz", outside.read_text())


del Adversarial  # only its heirs are tests

if __name__ == "__main__":
    harness.main()
