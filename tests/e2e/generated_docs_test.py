#!/usr/bin/env python3
"""Pages of docs/ that the program prints are committed as it prints them.

BTSINFRA_ACCEPT=1 rewrites it instead, and says so; CI never accepts.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import cfn_yaml, expected, harness  # noqa: E402

DOCS = harness.ROOT / "docs"
GENERATED = {"language.md": ["schema", "--format", "markdown"],
             "diagnostics.md": ["explain", "--all"]}


class GeneratedDocs(harness.Case):
    def test_what_is_committed(self):
        for name, command in GENERATED.items():
            result = harness.run(*command)
            self.expect_status(result, 0)
            self.assertEqual(result.stderr, b"", harness.describe(result))
            path = DOCS / name
            if harness.accepting():
                changed = not path.is_file() or path.read_bytes() != result.stdout
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(result.stdout)
                print(f"accepted: docs/{name} {'rewritten' if changed else 'unchanged'}: "
                      "not a test", file=sys.stderr)
                continue
            self.assertTrue(path.is_file(), f"there is no docs/{name}")
            self.expect_none(expected.differences({name: path.read_bytes()},
                                                  {name: result.stdout}),
                             f"docs/{name} is not current: ./dev accept, then read the diff")

    def test_it_is_tidy(self):
        for name, command in GENERATED.items():
            text = harness.run(*command).stdout.decode("utf-8")
            self.expect_none(cfn_yaml.plain_layout_problems(text), name)
            self.assertRegex(text, r"(?m)^# ")


class TheTestItself(harness.Case):
    def test_a_stale_page_is_seen(self):
        found = list(expected.differences({"language.md": b"# A\n\nold\n"},
                                          {"language.md": b"# A\n\nnew\n"}))
        self.assertEqual(found[0], "language.md is not what is made now:")
        self.assertIn("    -old", found)
        self.assertIn("    +new", found)

    def test_untidy_text_is_seen(self):
        self.assertEqual(cfn_yaml.plain_layout_problems("# A\n\ntext\n"), [])
        for text in ("# A", "# A\n\n", "# A \n", "\t# A\n", "# A\r\n", "\ufeff# A\n"):
            self.assertEqual(len(cfn_yaml.plain_layout_problems(text)), 1 + ("\r" in text), text)


if __name__ == "__main__":
    harness.main()
