"""docs/mutations.md, from what was measured."""

import collections

HEAD = """# Mistakes made on purpose

How much of what can be mistyped, left out or mixed up does the compiler find, and does it say so where
the mistake is? `tests/mutations/sample.txt` makes {rows} single changes in the blueprints of the sample
system (`blueprints/`), one at a time, each with the finding that a user needs: its id and its line.
`btsinfra lint` judges each changed system. *Found* means that id at that line, with few other
findings beside it; *wrong place* that id elsewhere only; *too much* that more follows from the one
mistake than the row admits (three findings, unless the mistake touches more); *missed* anything else.
The unchanged system has no finding at all.

The table is ours: where it showed a gap, the compiler was mended, or the row where it expected the
wrong thing. So it says that these mistakes are found, and keeps them found; it is no measure of those
that nobody thought of.

The column *cfn-lint* is about the same classes of mistakes in CloudFormation, for comparison with a
checker of single templates: `tests/mutations/templates.txt` makes {equivalents} of the mistakes again, as they
look in the templates that the sample system compiles to (`templates_out/`), and cfn-lint {version} reads the
changed templates, each with the region of its stack. A mistake counts as caught if cfn-lint says
anything, of any level, that it does not say of the unchanged template, whether it names the mistake
or not; our own templates' request to be silent on one rule (E3691, which takes exact versions only and
so refuses the right one as well) is taken out before. Many of
the {rows} mistakes cannot be made in a template at all, for nobody writes there what the compiler
derives; others, as of names between stacks and regions, no checker of one template can see.

Of the {rows} changed systems, {compiling} compile nevertheless, with warnings or advice; the last column says of
how many of those cfn-lint says anything new about the templates that come out (of the base, without
scenarios).

Made by

```sh
BTSINFRA_ALL_MUTATIONS=1 BTSINFRA_ACCEPT=1 ctest --preset dev -R e2e/mutations
```

which takes some minutes and needs cfn-lint; without `BTSINFRA_ACCEPT` this page is compared with
what comes out.

"""


def cells(*values):
    return "| " + " | ".join(str(value) for value in values) + " |\n"


def of(part, whole):
    return f"{part} of {whole}" if whole else "–"


def group_rows(verdicts, equivalents, compiling):
    """For each group of the table, in its order: name and the cells of its row."""
    made = collections.defaultdict(lambda: [0, 0])
    for row, ids in equivalents:
        made[row.group][0] += bool(ids)
        made[row.group][1] += 1
    built = collections.defaultdict(lambda: [0, 0])
    for mutation, ids in compiling:
        built[mutation.group][0] += bool(ids)
        built[mutation.group][1] += 1
    for group, counts in verdicts.items():
        yield group, [sum(counts.values()), *(counts[name] for name in
                                              ("found", "wrong place", "noisy", "missed")),
                      made[group], built[group]]


def table(verdicts, equivalents, compiling):
    text = cells("Class of mistake", "Made", "Found", "Wrong place", "Too much", "Missed",
                 "cfn-lint, in templates", "cfn-lint, of what compiles")
    text += cells("---", *["---:"] * 7)
    total = [0] * 5 + [[0, 0], [0, 0]]
    for group, row in group_rows(verdicts, equivalents, compiling):
        text += cells(group, *row[:5], of(*row[5]), of(*row[6]))
        for index, value in enumerate(row):
            if index < 5:
                total[index] += value
            else:
                total[index] = [a + b for a, b in zip(total[index], value)]
    text += cells("**all**", *(f"**{value}**" for value in total[:5]),
                  f"**{of(*total[5])}**", f"**{of(*total[6])}**")
    return text


def page(verdicts, equivalents, compiling, version):
    text = HEAD.format(rows=sum(sum(counts.values()) for counts in verdicts.values()),
                       equivalents=len(equivalents), compiling=len(compiling), version=version)
    text += table(verdicts, equivalents, compiling)
    text += "\n## The mistakes in templates\n\n"
    text += cells("Mistake", "Class", "btsinfra", f"cfn-lint {version}")
    text += cells("---", "---", "---", "---")
    for row, ids in equivalents:
        text += cells(row.what, row.group, row.id, ", ".join(ids) or "–")
    return text
