"""Reads tests/mutations/sample.txt, whose head says what it holds, and applies what it says."""

import collections
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# file: name of a blueprint; line: how its line is found; change: what becomes of it
Edit = collections.namedtuple("Edit", "file line change")
# edits: the first one is the row's own; allowed: how many findings there may be;
# at: where the finding is expected, as (file, line) or None for the first edit's own line
Mutation = collections.namedtuple("Mutation", "number group edits id allowed at row")

USUALLY_ALLOWED = 3


class TableError(Exception):
    """A row that cannot be read or applied."""


def unescape(text):
    return text.replace("\\s", " ").replace("\\t", "\t").replace("\\n", "\n")


def read(path=HERE / "sample.txt"):
    """The mutations of the table, in order."""
    found = []
    group = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("== "):
            group = line[3:]
            continue
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split(" | ")]
        if line.startswith("& "):
            edit = Edit(cells[0][2:].strip(), *cells[1:])
            found[-1].edits.append(edit)
            continue
        if len(cells) not in (4, 5):
            raise TableError(f"{path.name}:{number}: 4 or 5 cells, not {len(cells)}")
        rule, allowed = re.fullmatch(r"(BTS\d{4})(?: of (\d+))?", cells[3]).groups()
        at = None
        if len(cells) == 5 and cells[4] != "+":
            match = re.match(r"(\w+)\.yaml: (.*)", cells[4])
            at = (match[1], match[2]) if match else (cells[0], cells[4])
        elif len(cells) == 5:
            at = "+"
        found.append(Mutation(number, group, [Edit(*cells[:3])], rule,
                              int(allowed or USUALLY_ALLOWED), at, line))
    return found


def line_of(lines, where):
    """Index of the line that a cell names."""
    parts = where.split(" >> ")
    if len(parts) == 1:
        hits = [index for index, line in enumerate(lines) if where in line]
        if len(hits) != 1:
            raise TableError(f"{len(hits)} lines hold `{where}`")
        return hits[0]
    index = -1
    for part in parts:
        index = next((i for i in range(index + 1, len(lines)) if part in lines[i]), None)
        if index is None:
            raise TableError(f"no line for `{part}` of `{where}`")
    return index


def indent(line):
    return len(line) - len(line.lstrip(" "))


def apply_edit(lines, edit):
    """The lines of the original, each with what it becomes: a list of lists of lines."""
    index = line_of([line[0] for line in lines], edit.line)
    original = lines[index][0]
    change = edit.change
    if change in ("drop", "drop block"):
        end = index + 1
        if change == "drop block":
            while end < len(lines) and (not lines[end][0].strip()
                                        or indent(lines[end][0]) > indent(original)):
                end += 1
        for i in range(index, end):
            lines[i] = (lines[i][0], [])
    elif change.startswith("+"):
        deeper = change.startswith("+> ")
        text = unescape(change[3:] if deeper else change[2:])
        pad = " " * (indent(original) + (2 if deeper else 0))
        lines[index] = (original, lines[index][1] + [pad + each for each in text.split("\n")])
    else:
        match = re.fullmatch(r"(.+?) =>(?: (.*))?", change)
        if match is None:
            raise TableError(f"`{change}` is no change")
        old, new = unescape(match[1]), unescape(match[2] or "")
        if original.count(old) != 1:
            raise TableError(f"`{old}` stands {original.count(old)} times in `{original}`")
        lines[index] = (original, original.replace(old, new).split("\n"))
    return index


def apply(mutation, texts):
    """(the changed texts, (file, line number) of the expected finding)."""
    lines = {name: [(line, [line]) for line in text.split("\n")] for name, text in texts.items()}
    for edit in mutation.edits:
        apply_edit(lines[edit.file], edit)

    def position(name, index, added=False):
        before = sum(len(made) for _, made in lines[name][:index])
        if added:
            return before + 2
        if not lines[name][index][1]:
            raise TableError("the line of the finding is dropped")
        return before + 1

    first = mutation.edits[0]
    if mutation.at == "+":
        if not first.change.startswith("+"):
            raise TableError("nothing is added")
        at = (first.file, position(first.file, line_of(original(lines[first.file]), first.line),
                                   True))
    elif mutation.at is None:
        at = (first.file, position(first.file, line_of(original(lines[first.file]), first.line)))
    else:
        name, where = mutation.at
        at = (name, position(name, line_of(original(lines[name]), where)))
    changed = {name: "\n".join(made for _, each in parts for made in each)
               for name, parts in lines.items()}
    if changed == texts:
        raise TableError("nothing is changed")
    return changed, at


def original(lines):
    return [line for line, _ in lines]


def sample():
    return {path.stem: path.read_text(encoding="utf-8")
            for path in sorted((ROOT / "blueprints").glob("*.yaml"))}
