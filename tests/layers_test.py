#!/usr/bin/env python3
"""Holds every #include under src/ and include/ to the layers of src/README.md.

The linker cannot: all layers share one include path, and a header that reaches upwards links
nothing. Third parties and the doors to the outside have their places here too.
"""

import os
import pathlib
import re
import tempfile
import unittest

ROOT = pathlib.Path(os.environ.get("BTSINFRA_SOURCE_DIR", pathlib.Path(__file__).parent.parent))

# Each layer with those right below it; all further down come along.
RIGHT_BELOW = {
    "support": [],
    "diag": ["support"],
    "model": ["diag"],
    "cfn": ["diag"],
    "services": ["model", "cfn"],
    "stages": ["services"],
    "driver": ["stages"],
    "cli": ["driver"],
    "program": ["cli"],
}

# Public headers belong to the layer that implements them: the first prefix that fits.
PUBLIC = [
    ("btsinfra/types/", "model"),
    ("btsinfra/model/", "model"),
    ("btsinfra/services/", "model"),
    ("btsinfra/", "program"),
]

# Where a header from outside may be included: paths below src/, by prefix. Public headers may
# include none of these.
PLACES = [
    (r"yaml-cpp/", ["stages/read/"]),
    (r"nlohmann/", ["diag/", "stages/read/lock_file.", "stages/read/schema.", "stages/emit/", "cli/"]),
    (r"CLI/", ["cli/"]),
    (r"fmt/", ["diag/", "model/", "cfn/", "services/", "stages/", "driver/", "cli/", "program/"]),
    # The doors to the outside: who includes these could print, or open a file on its own.
    (r"iostream$", ["cli/"]),
    (r"fstream$", ["support/", "cli/"]),
    (r"(sys/.*|linux/.*|arpa/.*|unistd|malloc|fcntl|dirent|spawn|termios)(\.h)?$", ["support/", "cli/"]),
]

# Compile time of everybody who includes us (<ranges> was measured).
NOT_IN_PUBLIC = re.compile(r"ranges$")

# Made by CMake, for whoever wants it.
GENERATED = {"btsinfra_version.h", "stages/emit/deploy_program.h"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(<[^>\n]+>|"[^"\n]+")', re.MULTILINE)
STANDARD = re.compile(r"[a-z0-9_]+$")


def below(layer):
    """The layers that `layer` may include, itself among them."""
    found = {layer}
    for next_layer in RIGHT_BELOW[layer]:
        found |= below(next_layer)
    return found


def layer_of(path):
    """The layer of a header or source, by its path below src/ or include/; None if it has none."""
    for prefix, layer in PUBLIC:
        if path.startswith(prefix):
            return layer
    first = path.split("/")[0]
    return first if first in RIGHT_BELOW else None


def sources(root):
    """(path below src/ or include/, whether it is public, its text), in order."""
    for top in ("include", "src"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in (".h", ".cpp", ".def"):
                text = path.read_text(encoding="utf-8")
                yield path.relative_to(root / top).as_posix(), top == "include", text


def judge(root):
    """What is wrong in the tree, a line each; and how many includes were read."""
    files = {path: (public, text) for path, public, text in sources(root)}
    problems = []
    graph = {}
    count = 0
    for path, (public, text) in files.items():
        layer = layer_of(path)
        if layer is None:
            problems.append(f"{path}: belongs to no layer")
            continue
        for match in INCLUDE.finditer(text):
            count += 1
            target = match.group(1)[1:-1]
            at = f"{path}:{text.count(chr(10), 0, match.start()) + 1}"
            if target in GENERATED and not public:
                continue
            if match.group(1)[0] == '"' or target.startswith("btsinfra/"):
                graph.setdefault(path, []).append(target)
                problems += judge_ours(at, layer, public, target, files)
            else:
                problems += judge_foreign(at, path, public, target)
    problems += cycles(graph)
    problems += shadows(root, files)
    return problems, count


def judge_ours(at, layer, public, target, files):
    if target not in files:
        yield f'{at}: "{target}" is no file below src/ or include/ (paths start there)'
    elif public and not files[target][0]:
        yield f'{at}: a public header includes "{target}", which is not installed'
    elif layer_of(target) not in below(layer):
        yield f'{at}: {layer} must not see {layer_of(target)} ("{target}")'


def judge_foreign(at, path, public, target):
    for pattern, places in PLACES:
        if re.match(pattern, target):
            if public:
                yield f"{at}: <{target}> in a public header"
            elif not path.startswith(tuple(places)):
                yield f"{at}: <{target}> belongs in {', '.join(places)} only"
            return
    if not STANDARD.match(target):
        yield f"{at}: <{target}> is not known here; give it a place in tests/layers_test.py"
    elif public and NOT_IN_PUBLIC.match(target):
        yield f"{at}: <{target}> in a public header"


def cycles(graph):
    """Headers that include each other: #pragma once hides it until the order changes."""
    done, trail = set(), []

    def visit(path):
        if path in trail:
            yield "include cycle: " + " -> ".join(trail[trail.index(path):] + [path])
            return
        if path in done:
            return
        trail.append(path)
        for target in graph.get(path, []):
            yield from visit(target)
        trail.pop()
        done.add(path)

    for path in graph:
        yield from visit(path)


def shadows(root, files):
    """Tests find "support/x.h" in both trees, so a name must stand in one only."""
    for path in sorted((root / "tests" / "support").glob("*.h")):
        if f"support/{path.name}" in files:
            yield f"tests/support/{path.name}: src/support has a header of that name"


class Layers(unittest.TestCase):
    def test_the_tree_keeps_to_its_layers(self):
        problems, count = judge(ROOT)
        self.assertEqual(problems, [], "\n" + "\n".join(problems))
        self.assertGreater(count, 100, "no includes found: looked in the wrong place?")

    def test_every_folder_of_src_is_a_layer(self):
        folders = {path.name for path in (ROOT / "src").iterdir() if path.is_dir()}
        self.assertEqual(folders, set(RIGHT_BELOW))


class TheTestItself(unittest.TestCase):
    """A check that cannot fail checks nothing: made-up trees, each with one fault."""

    def judge(self, files):
        with tempfile.TemporaryDirectory() as folder:
            for path, text in files.items():
                full = pathlib.Path(folder, path)
                full.parent.mkdir(parents=True, exist_ok=True)
                full.write_text(text, encoding="utf-8")
            return judge(pathlib.Path(folder))[0]

    def expect(self, problem, files):
        self.assertEqual(self.judge(files), [problem] if problem else [])

    def test_downwards_is_fine(self):
        self.expect(None, {
            "src/support/a.h": "#pragma once\n#include <vector>\n#include <unistd.h>\n",
            "src/diag/b.cpp": '#include "support/a.h"\n#include <fmt/format.h>\n',
            "src/cli/c.cpp": '#include "btsinfra_version.h"\n#include <CLI/CLI.hpp>\n'
                             '#include "support/a.h"\n#include <btsinfra/types/t.h>\n',
            "include/btsinfra/types/t.h": "#include <string>\n",
            "include/btsinfra/compile.h": "#include <btsinfra/types/t.h>\n",
        })

    def test_upwards(self):
        self.expect('support/a.h:2: support must not see diag ("diag/b.h")', {
            "src/support/a.h": '#pragma once\n#include "diag/b.h"\n',
            "src/diag/b.h": "",
        })

    def test_sideways(self):
        self.expect('cfn/a.cpp:1: cfn must not see model ("btsinfra/types/t.h")', {
            "src/cfn/a.cpp": '#include "btsinfra/types/t.h"\n',
            "include/btsinfra/types/t.h": "",
        })

    def test_a_textual_include_counts(self):
        self.expect('support/list.def:1: support must not see cli ("cli/x.def")', {
            "src/support/list.def": '#  include "cli/x.def"\n',
            "src/cli/x.def": "",
        })

    def test_public_header_reaches_into_src(self):
        self.expect(
            'btsinfra/model/m.h:1: a public header includes "support/a.h", which is not installed',
            {"include/btsinfra/model/m.h": '#include "support/a.h"\n', "src/support/a.h": ""})

    def test_third_party_in_public_header(self):
        for header in ("fmt/format.h", "nlohmann/json.hpp", "yaml-cpp/yaml.h", "CLI/CLI.hpp",
                       "ranges"):
            self.expect(f"btsinfra/model/m.h:1: <{header}> in a public header",
                        {"include/btsinfra/model/m.h": f"#include <{header}>\n"})

    def test_third_party_out_of_place(self):
        self.expect("stages/emit/a.cpp:1: <yaml-cpp/yaml.h> belongs in stages/read/ only",
                    {"src/stages/emit/a.cpp": "#include <yaml-cpp/yaml.h>\n"})
        self.expect("driver/a.cpp:1: <CLI/CLI.hpp> belongs in cli/ only",
                    {"src/driver/a.cpp": "#include <CLI/CLI.hpp>\n"})
        self.assertTrue(self.judge({"src/support/a.cpp": "#include <fmt/format.h>\n"}))
        self.assertTrue(self.judge({"src/services/a.cpp": "#include <nlohmann/json.hpp>\n"}))

    def test_unknown_third_party(self):
        self.assertTrue(self.judge({"src/cli/a.cpp": "#include <boost/any.hpp>\n"}))

    def test_doors_to_the_outside(self):
        self.expect("stages/read/a.cpp:1: <iostream> belongs in cli/ only",
                    {"src/stages/read/a.cpp": "#include <iostream>\n"})
        self.expect("driver/a.cpp:1: <fstream> belongs in support/, cli/ only",
                    {"src/driver/a.cpp": "#include <fstream>\n"})

    def test_relative_and_missing(self):
        self.assertTrue(self.judge({"src/cli/a.cpp": '#include "b.h"\n', "src/cli/b.h": ""}))

    def test_cycle(self):
        self.expect("include cycle: diag/a.h -> diag/b.h -> diag/a.h", {
            "src/diag/a.h": '#include "diag/b.h"\n',
            "src/diag/b.h": '#include "diag/a.h"\n',
        })

    def test_no_layer(self):
        self.expect("util/a.h: belongs to no layer", {"src/util/a.h": ""})

    def test_shadowed_test_header(self):
        self.expect("tests/support/a.h: src/support has a header of that name",
                    {"tests/support/a.h": "", "src/support/a.h": ""})


if __name__ == "__main__":
    unittest.main()
