#!/usr/bin/env python3
"""The public headers before the compiler: what must compile, and what must not and how it says so.

Needs the compiler that built the tree; it is taken from the build folder.
"""

import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import harness  # noqa: E402

INCLUDE = harness.ROOT / "include"
DOCS = harness.ROOT / "docs" / "cpp.md"
PRELUDE = """#include <btsinfra/btsinfra.h>
using namespace btsinfra;
using namespace btsinfra::literals;
"""

# What a message must hold within its first ten lines, and which lines are its own fault.
FIRST_LINES = 10

MUST_FAIL = {
    "a handle of another kind": (
        """void build(BlueprintBuilder& seoul) {
  const auto database = seoul.databases.add("main", Database{});
  seoul.bastions.add("admin", Bastion{.image = database});
}""", "could not convert .database. from .*Handle<btsinfra::Database>.* to .*Ref<btsinfra::Image>"),
    "a list of handles of another kind": (
        """void build(BlueprintBuilder& seoul) {
  const auto database = seoul.databases.add("main", Database{});
  seoul.alarms.add("full", Alarm{.on = database, .notify = {database}});
}""", r"could not convert .\{database\}. .* to .*vector<btsinfra::Ref<btsinfra::Topic>"),
    "settings of another kind": (
        """void build(BlueprintBuilder& seoul) { seoul.databases.add("main", Cache{}); }""",
        "these are settings of another kind of component"),
    "a field that does not exist": (
        """void build(BlueprintBuilder& seoul) {
  seoul.databases.add("main", Database{.multi_zone = true});
}""", "Database. has no non-static data member named .multi_zone."),
    "an attribute that does not exist": (
        """Text host(BlueprintBuilder& seoul) { return seoul.databases["main"].endpont(); }""",
        "has no member named .endpont.; did you mean .endpoint."),
    "a block with host bits": (
        """constexpr Cidr block = "10.0.3.1/28"_cidr;""", r'10\.0\.3\.1/28(.|\n)*has_host_bits_set'),
    "a block that is none": (
        """constexpr Cidr block = "10.0.300.0/24"_cidr;""",
        r"10\.0\.300\.0/24(.|\n)*has_a_number_over_255"),
    "a block without its length": (
        """constexpr Cidr block = "10.0.0.0"_cidr;""", "lacks_its_prefix_length"),
    "a plan with an overlap": (
        """constexpr Cidr seoul = "10.0.0.0/16"_cidr;
constexpr Cidr virginia = "10.0.128.0/20"_cidr;
static_assert(!seoul.overlaps(virginia), "Seoul and Virginia share addresses");""",
        "static assertion failed: Seoul and Virginia share addresses"),
    "a plan of many with an overlap": (
        """constexpr Cidr all = "10.0.0.0/8"_cidr;
static_assert(disjoint({all.subnet(16, 0), all.subnet(16, 1), all.subnet(24, 256)}),
              "two sites share addresses");""", "two sites share addresses"),
    "a subnet past the last": (
        """constexpr Cidr block = "10.0.0.0/16"_cidr;
constexpr Cidr past = block.subnet(24, 256);""", r"subnet\(24, 256\)(.|\n)*has_no_such_subnet"),
    "a region that is none": (
        """constexpr Region region = "ap-northeast-9"_region;""",
        "ap-northeast-9(.|\n)*region_literal_is_not_a_region_of_aws"),
    "a zone that is none": (
        """constexpr Zone zone = "ap-northeast-2e"_zone;""",
        "ap-northeast-2e(.|\n)*zone_literal_is_not_a_zone_of_aws"),
    "a text with an open reference": (
        """const Text words = text("s3://${{ code /site.zip");""",
        "has_a_reference_that_is_not_closed_on_its_line"),
    "a text with a reference that is no path": (
        """const Text words = text("s3://${{ code name }}/site.zip");""",
        "has_a_reference_that_is_not_made_of_names_with_dots"),
}


def compiler():
    cache = (harness.BUILD_DIR / "CMakeCache.txt").read_text(encoding="utf-8")
    return re.search(r"^CMAKE_CXX_COMPILER:[A-Z]+=(.+)$", cache, re.MULTILINE).group(1)


class Sources(harness.Case):
    def compile(self, text, *flags, by=None):
        source = self.work / "source.cpp"
        source.write_text(text, encoding="utf-8")
        command = [by or compiler(), "-std=c++20", "-O0", "-fsyntax-only", f"-I{INCLUDE}", *flags,
                   str(source)]
        return subprocess.run(command, capture_output=True, text=True, check=False,
                              timeout=harness.TIMEOUT, env=harness.environment())

    def expect_compiles(self, text, what, *flags):
        result = self.compile(text, *flags)
        self.assertEqual(result.returncode, 0, f"{what}\n{shlex.join(result.args)}\n{result.stderr}")

    def test_mistakes_do_not_compile(self):
        for what, (text, message) in MUST_FAIL.items():
            with self.subTest(what):
                result = self.compile(PRELUDE + text)
                self.assertNotEqual(result.returncode, 0, what)
                first = "\n".join(result.stderr.splitlines()[:FIRST_LINES])
                self.assertRegex(first, message)
                self.assertIn("source.cpp:", first)

    def test_each_header_compiles_alone(self):
        headers = sorted(INCLUDE.rglob("*.h"))
        self.assertGreater(len(headers), 40)
        alone = "".join(f"#include <{header.relative_to(INCLUDE)}>\n" for header in headers)
        self.expect_compiles(alone, "all headers", "-Wall", "-Wextra", "-Wpedantic", "-Werror")
        for header in headers:
            if header.parent.name != "services":  # these are many and alike: all at once, above
                with self.subTest(header.name):
                    self.expect_compiles(f"#include <{header.relative_to(INCLUDE)}>\n", header.name,
                                         "-Wall", "-Wextra", "-Wpedantic", "-Werror")

    def test_another_compiler_takes_them(self):
        # What one compiler puts off, as to look into types that are incomplete, another does at
        # once.
        others = [path for name in ("clang++", "g++") if (path := shutil.which(name))
                  and pathlib.Path(path).resolve() != pathlib.Path(compiler()).resolve()]
        if not others:
            self.skipTest("there is only the compiler that built the tree")
        for other in others:
            for source in ("hybrid_bts", "tenants"):
                text = (harness.ROOT / "examples" / source / "main.cpp").read_text(encoding="utf-8")
                result = self.compile(text, "-Wall", "-Wextra", "-Wpedantic", "-Werror", by=other)
                self.assertEqual(result.returncode, 0, f"{other}, {source}\n{result.stderr}")

    def test_snippets_of_the_guide_compile(self):
        # A block of the guide is a whole program, or the inside of a function that has the two
        # blueprints of the guide.
        blocks = re.findall(r"^```cpp\n(.*?)^```", DOCS.read_text(encoding="utf-8"),
                            re.MULTILINE | re.DOTALL)
        self.assertGreater(len(blocks), 8)
        for number, block in enumerate(blocks, 1):
            with self.subTest(number):
                whole = block if "#include" in block else (
                    PRELUDE + "void guide(SystemBuilder& system, BlueprintBuilder& seoul, "
                    "BlueprintBuilder& virginia) {\nstatic_cast<void>(system);\n"
                    "static_cast<void>(seoul);\nstatic_cast<void>(virginia);\n" + block + "}\n")
                self.expect_compiles(whole, block, "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                                     "-Wno-unused-variable", "-Wno-unused-but-set-variable")


if __name__ == "__main__":
    harness.main()
