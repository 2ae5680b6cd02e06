#!/usr/bin/env python3
"""Files that cannot be used as blueprints are told apart from those that are none of ours."""

import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness  # noqa: E402

GOOD = b"blueprint: 1\nsystem: s\nregion: ap-northeast-2\nname: good\nbuckets: {code: {}}\n"


class Files(harness.Case):
    def setUp(self):
        super().setUp()
        self.folder = self.work / "in"
        self.folder.mkdir()
        (self.folder / "good.yaml").write_bytes(GOOD)

    def build(self, *words):
        return harness.run("build", *words, "-o", self.work / "out")

    def refused(self, result, identity):
        self.assertEqual(result.returncode, 1, harness.describe(result))
        self.assertIn(f"error[{identity}]", result.stderr.decode())
        self.assertFalse((self.work / "out").exists())

    def test_a_link_out_of_the_folder(self):
        (self.work / "elsewhere.yaml").write_bytes(GOOD)
        (self.folder / "link.yaml").symlink_to(self.work / "elsewhere.yaml")
        self.refused(self.build(self.folder), "BTS1040")

    def test_a_name_that_is_not_utf8(self):
        path = os.fsencode(self.folder) + b"/\xff.yaml"
        with open(path, "wb") as file:
            file.write(GOOD.replace(b"good", b"other"))
        self.refused(self.build(self.folder), "BTS1040")

    def test_other_yaml_is_left_alone(self):
        (self.folder / "compose.yaml").write_text("services: {web: {image: nginx}}\n")
        (self.folder / ".#good.yaml").symlink_to("somebody@somewhere.1")
        self.assertEqual(self.build(self.folder).returncode, 0)

    def test_a_named_file_is_read_whatever_it_looks_like(self):
        (self.folder / "compose.yaml").write_text("services: {web: {image: nginx}}\n")
        self.refused(self.build(self.folder / "good.yaml", self.folder / "compose.yaml"), "BTS1020")

    def test_an_empty_output_folder(self):
        result = harness.run("build", self.folder, "-o", "")
        self.assertEqual(result.returncode, 2, harness.describe(result))

    def test_a_lock_that_cannot_be_written(self):
        (self.folder / "net.yaml").write_text(
            "blueprint: 1\nsystem: s\nregion: ap-northeast-2\n"
            "network: {cidr: 10.0.0.0/16, zones: [a], subnets: {data: {size: 24}}}\n")
        (self.folder / "net.lock.json").mkdir()
        result = self.build(self.folder)
        self.assertNotEqual(result.returncode, 0, harness.describe(result))
        self.assertFalse((self.work / "out" / "s").exists())


if __name__ == "__main__":
    unittest.main()
