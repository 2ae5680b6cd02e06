#!/usr/bin/env python3
"""The YAML language server of the editors completes, explains and checks blueprints by our schema.

It is run as an editor runs it, over the Language Server Protocol on its standard streams, and finds
the schema by the first line of the blueprint alone.
"""

import json
import pathlib
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness, peers  # noqa: E402

SERVER = pathlib.Path("yaml-language-server", "bin", "yaml-language-server")
SCHEMA = harness.ROOT / "schemas" / "blueprint.schema.json"
# What the server asks the editor for; nothing is fetched.
SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "http": {}, "[yaml]": {}, "editor": {}, "files": {}}


class Server:
    """One server, spoken to by one thread."""

    def __init__(self, modules, folder):
        self.process = subprocess.Popen(
            ["node", str(modules / SERVER), "--stdio"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder)
        self.watchdog = threading.Timer(240, self.process.kill)
        self.watchdog.daemon = True
        self.watchdog.start()
        self.last = 0
        self.found = {}  # by file: what it last published
        self.request("initialize", {
            "processId": None, "rootUri": folder.as_uri(), "workspaceFolders": None,
            "capabilities": {
                "workspace": {"configuration": True},
                "textDocument": {"hover": {"contentFormat": ["markdown"]},
                                 "completion": {"completionItem": {"snippetSupport": True}}}}})
        self.send("initialized", {})
        self.send("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def close(self):
        self.watchdog.cancel()
        self.process.kill()
        self.process.communicate()

    def send(self, method, params, **extra):
        self.write({"method": method, "params": params, **extra})

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self):
        """The next message that is neither a question to the editor nor what it takes notice of."""
        while True:
            size = 0
            while line := self.process.stdout.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    size = int(value)
            if not size:
                raise AssertionError("the server ended, or said nothing for minutes")
            message = json.loads(self.process.stdout.read(size))
            if "method" not in message:
                return message
            params = message.get("params") or {}
            if message["method"] == "textDocument/publishDiagnostics":
                self.found[params["uri"]] = params["diagnostics"]
                return message
            if "id" in message:
                asked = message["method"] == "workspace/configuration"
                self.write({"id": message["id"],
                            "result": [SETTINGS.get(item.get("section"), {})
                                       for item in params["items"]] if asked else None})

    def request(self, method, params):
        self.last += 1
        self.send(method, params, id=self.last)
        while True:
            answer = self.read()
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise AssertionError(answer["error"])
                return answer["result"]

    def open(self, path, text):
        uri = path.as_uri()
        self.send("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        return uri

    def diagnostics(self, uri):
        while uri not in self.found:
            self.read()
        return [f"{each['range']['start']['line'] + 1}: {each['message']}"
                for each in self.found[uri]]


class YamlLanguageServer(peers.Case):
    def setUp(self):
        super().setUp()
        self.server = Server(self.peer("yaml-language-server"), self.work)
        self.addCleanup(self.server.close)
        self.count = 0

    def open(self, text):
        """A blueprint with the line that names the schema, and where `|` stands in it."""
        text = f"# yaml-language-server: $schema={SCHEMA.as_uri()}\nblueprint: 1\n{text}"
        before, _, after = text.partition("|")
        self.count += 1
        uri = self.server.open(self.work / f"{self.count}.yaml", before + after)
        line = before.count("\n")
        return uri, {"textDocument": {"uri": uri}, "position": {
            "line": line, "character": len(before) - (before.rfind("\n") + 1)}}

    def completions(self, text):
        _, place = self.open(text)
        answer = self.server.request("textDocument/completion", place)
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: item for item in items}

    def hover(self, text):
        _, place = self.open(text)
        contents = self.server.request("textDocument/hover", place)["contents"]
        return contents["value"] if isinstance(contents, dict) else contents

    def test_keys_are_completed(self):
        top = self.completions("system: demo\n|")
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]
        self.assertEqual(set(schema) - set(top), {"blueprint", "system"})
        self.assertIn("databases", top)
        below = self.completions("system: demo\nnetwork:\n  |")
        self.assertLessEqual({"cidr", "nat", "subnets", "zones"}, set(below))
        self.assertNotIn("databases", below)
        # By name of an item, where the schema has a pattern.
        items = self.completions("system: demo\ndatabases:\n  main:\n    |")
        self.assertLessEqual({"engine", "version", "multi_az", "subnets"}, set(items))

    def test_values_are_completed(self):
        values = self.completions(
            "system: demo\nnetwork:\n  subnets:\n    front:\n      access: |\n")
        self.assertLessEqual({"public", "private", "isolated"}, set(values))
        self.assertIn("ap-northeast-2", self.completions("system: demo\nregion: |\n"))

    def test_what_is_under_the_mouse_is_explained(self):
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]
        # A paragraph more tells where it is from.
        said = self.hover("sys|tem: demo\n")
        self.assertIn(schema["system"]["description"].split(". ")[0], said.replace("\\", ""))
        self.assertIn("zones", self.hover("system: demo\nnetwork:\n  zo|nes: [a, c]\n").lower())

    def test_mistakes_are_marked(self):
        uri, _ = self.open("system: demo\nregion: ap-northeast-2\nnetwrok: {}\n")
        self.assertEqual(self.server.diagnostics(uri), ["5: Property netwrok is not allowed."])

    def test_our_blueprints_have_none(self):
        found, paths = [], []
        for folder in (harness.blueprint_folder(), harness.ROOT / "examples"):
            paths += sorted(folder.rglob("*.yaml"))
        for path in paths:
            text = path.read_text(encoding="utf-8")
            if not text.startswith("# yaml-language-server: $schema="):
                continue
            uri = self.server.open(path, text)
            found += [f"{path.name}:{each}" for each in self.server.diagnostics(uri)]
        self.assertGreater(len(self.server.found), 5)
        self.expect_none(found)


if __name__ == "__main__":
    harness.main()
