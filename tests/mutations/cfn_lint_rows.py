"""What cfn-lint finds of the same mistakes: those of tests/mutations/templates.txt, made in
templates of the sample system, and those of sample.txt that leave a blueprint which compiles.
"""

import collections
import pathlib
import re
import shutil
import subprocess

from support import harness, peers

import mutation_table

HERE = pathlib.Path(__file__).resolve().parent
BUILDS = harness.ROOT / "templates_out"
AT_ONCE = 40  # templates to one process

# what: in words; edits: of templates ("<build>/<blueprint>/<layer>"); id: the compiler's
Row = collections.namedtuple("Row", "group what edits id")


def full_name(template):
    return template if template.count("/") == 2 else f"hybrid-bts/{template}"


def read(path=HERE / "templates.txt"):
    rows = []
    group = None
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split(" | ")]
        if line.startswith("== "):
            group = line[3:]
        elif line.startswith("& "):
            rows[-1].edits.append(mutation_table.Edit(full_name(cells[0][2:].strip()), *cells[1:]))
        elif line.strip() and not line.startswith("#"):
            what, template, where, change, rule = cells
            rows.append(Row(group, what,
                            [mutation_table.Edit(full_name(template), where, change)], rule))
    return rows


def heard(text):
    """With nothing that tells cfn-lint to be silent."""
    return re.sub(r"(?m)^      cfn-lint:\n        config:\n          ignore_checks: .*\n", "", text)


def text_of(template):
    return heard((BUILDS / f"{template}.yaml").read_text(encoding="utf-8"))


def apply(row):
    """{template: its changed text}."""
    names = {edit.file for edit in row.edits}
    lines = {name: [(line, [line]) for line in text_of(name).split("\n")] for name in names}
    for edit in row.edits:
        mutation_table.apply_edit(lines[edit.file], edit)
    return {name: "\n".join(made for _, each in parts for made in each)
            for name, parts in lines.items()}


def region_in(text):
    """From the head of a template: "# Stack hybrid-bts-seoul-app in ap-northeast-2 (Seoul)."."""
    return re.match(r"# Stack \S+ in (\S+)", text)[1]


def version():
    return subprocess.run([peers.require("cfn-lint"), "--version"], capture_output=True, text=True,
                          check=True).stdout.split()[-1]


def findings(texts, work):
    """For each (key, region, text): what cfn-lint says, of all levels, as (id, place, message)."""
    folder = pathlib.Path(work)
    by_region = collections.defaultdict(dict)
    for number, (key, region, text) in enumerate(texts):
        path = folder / f"{number:04}.yaml"
        path.write_text(text, encoding="utf-8")
        by_region[region][str(path)] = key
    found = {key: set() for key, _, _ in texts}
    for region, keys in sorted(by_region.items()):
        paths = sorted(keys)
        for at in range(0, len(paths), AT_ONCE):
            command = [peers.require("cfn-lint"), "-c", "I", "--format", "json",
                       "--regions", region, "-t", *paths[at:at + AT_ONCE]]
            for item in peers.output_of(command, (0, 2, 4, 6, 8, 10, 12, 14)):
                place = "/".join(map(str, (item.get("Location") or {}).get("Path") or []))
                found[keys[item["Filename"]]].add((item["Rule"]["Id"], place, item["Message"]))
    return found


def ids_of(found):
    return sorted({rule for rule, _, _ in found})


def equivalents(work):
    """[(row, ids of what cfn-lint says since the mistake was made, and not before)]."""
    rows = read()
    texts = []
    for number, row in enumerate(rows):
        for name, text in apply(row).items():
            texts.append(((number, name), region_in(text_of(name)), text))
    for name in sorted({name for (_, name), _, _ in texts}):
        texts.append(((None, name), region_in(text_of(name)), text_of(name)))
    found = findings(texts, work)
    result = []
    for number, row in enumerate(rows):
        new = set()
        for name in {edit.file for edit in row.edits}:
            new |= found[number, name] - found[None, name]
        result.append((row, ids_of(new)))
    return result


def changed_templates(texts, before, work):
    """The templates that these blueprints compile to and that differ from those before; None where
    they do not compile."""
    source, out = pathlib.Path(work, "in"), pathlib.Path(work, "out")
    for folder in (source, out):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    for name, text in texts.items():
        (source / f"{name}.yaml").write_text(text, encoding="utf-8")
    if harness.run("build", source, "-o", out).returncode != 0:
        return None
    made = {path.relative_to(out).as_posix()[:-len(".yaml")]: path.read_text(encoding="utf-8")
            for path in sorted(out.glob("*/*/*.yaml"))}
    return {name: text for name, text in made.items() if comparable(text) != before.get(name)}


def comparable(text):
    """Without the number of the build, which every change gives another."""
    return re.sub(r"(?m)^    build: .*$", "", heard(text))


def compiling(mutations, work):
    """[(mutation, ids that cfn-lint gives since)], of those that compile nevertheless."""
    sample = mutation_table.sample()
    lint = pathlib.Path(work, "lint")
    lint.mkdir()
    made = changed_templates(sample, {}, work)
    before = {name: comparable(text) for name, text in made.items()}
    texts = [((None, name), region_in(text), heard(text)) for name, text in made.items()]
    kept = []
    for mutation in mutations:
        templates = changed_templates(mutation_table.apply(mutation, sample)[0], before, work)
        if templates is None:
            continue
        kept.append(mutation)
        texts += [((mutation.number, name), region_in(text), heard(text))
                  for name, text in templates.items()]
    found = findings(texts, lint)
    new = collections.defaultdict(set)
    for (number, name), said in found.items():
        if number is not None:
            new[number] |= said - found.get((None, name), set())
    return [(mutation, ids_of(new[mutation.number])) for mutation in kept]
