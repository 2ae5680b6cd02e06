"""Edits of a YAML text that change no data: order of keys, comments, blank lines, spaces.

All work on the text, guided by the marks of a parse, so that what people write between the data
(comments, layout) is moved about as an editor would move it. `edit` applies a few at random.
"""

import random

import yaml


# libyaml's is the same parser, thirty times as fast.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def walk(node, seen):
    """Collects the nodes of a document by id, outermost first; whether it has aliases."""
    seen[id(node)] = node
    children = []
    if isinstance(node, yaml.MappingNode):
        children = [child for pair in node.value for child in pair]
    elif isinstance(node, yaml.SequenceNode):
        children = node.value
    aliases = False
    for child in children:
        if id(child) in seen:
            aliases = True
        else:
            aliases |= walk(child, seen)
    return aliases


class Text:
    """A text with what a parse says of it. Editing makes a new text."""

    def __init__(self, text):
        self.text = text
        self.lines = text.split("\n")
        found = {}
        self.has_aliases = walk(yaml.compose(text, Loader=LOADER), found)
        nodes = list(found.values())
        self.mappings = [node for node in nodes if isinstance(node, yaml.MappingNode)]
        # Block mappings; flow mappings; those of either that hold nothing are of no use.
        self.blocks = [node for node in self.mappings if node.value and not node.flow_style]
        self.flows = [node for node in self.mappings if node.value and node.flow_style]
        # Lines of literal text; lines on which another scalar goes on; lines to which it does.
        self.literal = set()
        self.continued = set()
        self.inside = set()
        for node in nodes:
            if isinstance(node, yaml.ScalarNode):
                start, end = node.start_mark.line, node.end_mark.line
                if node.style in ("|", ">"):
                    self.literal |= set(range(start + 1, end))
                else:
                    self.continued |= set(range(start, end))
                    self.inside |= set(range(start + 1, end + 1))

    def opening(self, flow):
        """Where the brace of a flow mapping stands; before it may stand a tag or an anchor."""
        return self.text.index("{", flow.start_mark.index)

    def last_line(self, node):
        """The line after a block node: that of the next token, or the end of the text."""
        end = node.end_mark
        if end.line >= len(self.lines) - 1 and end.column == 0:
            return len(self.lines) - 1  # the text ends with a newline: the last line is empty
        return end.line if end.column == 0 or self.lines[end.line][:end.column].strip(" -") == "" \
            else end.line + 1


# ---- The edits: each takes a Text and a generator, and gives a new text or None if it cannot -----

def swap_keys(text, chance):
    """Puts the entries of one block mapping into another order, comments and all."""
    if text.has_aliases:  # an alias must stand after its anchor
        return None
    candidates = [node for node in text.blocks if len(node.value) > 1]
    if not candidates:
        return None
    node = chance.choice(candidates)
    starts = [key.start_mark.line for key, _ in node.value]
    end = text.last_line(node)
    if len(set(starts)) != len(starts):
        return None
    column = node.start_mark.column
    first = text.lines[starts[0]]
    # "- key: …": the dash stays where it is, whichever entry comes to stand there.
    lead = first[:column]
    lines = list(text.lines)
    lines[starts[0]] = " " * column + first[column:]
    chunks = [lines[start:stop] for start, stop in zip(starts, [*starts[1:], end])]
    shuffled = list(chunks)
    chance.shuffle(shuffled)
    body = [line for chunk in shuffled for line in chunk]
    body[0] = lead + body[0][column:]
    return "\n".join(lines[:starts[0]] + body + lines[end:])


def permute_flow(text, chance):
    """Puts the entries of a map written { … } on one line into another order."""
    if text.has_aliases:
        return None
    candidates = [
        node for node in text.flows
        if len(node.value) > 1 and node.start_mark.line == node.end_mark.line
        and all(value.end_mark.index > value.start_mark.index for _, value in node.value)]
    if not candidates:
        return None
    node = chance.choice(candidates)
    spans = [(key.start_mark.index, value.end_mark.index) for key, value in node.value]
    pieces = [text.text[start:stop] for start, stop in spans]
    chance.shuffle(pieces)
    result, at = "", 0
    for (start, stop), piece in zip(spans, pieces):
        result += text.text[at:start] + piece
        at = stop
    return result + text.text[at:]


def comment_lines(text, chance):
    """Sets comments and blank lines before a few keys."""
    places = sorted({key.start_mark.line for node in text.blocks for key, _ in node.value
                     if text.lines[key.start_mark.line][:key.start_mark.column].strip() == ""
                     and key.start_mark.line not in text.inside})
    if not places:
        return None
    lines = list(text.lines)
    for place in sorted(chance.sample(places, min(len(places), chance.randint(1, 5))),
                        reverse=True):
        indent = len(lines[place]) - len(lines[place].lstrip(" "))
        # No blank line: what ends a literal text with "+" belongs to it.
        noise = [" " * chance.choice([0, indent]) + chance.choice(
            ["# noise", "#", "#noise: {a: [", "# - \"it's\"", "# ${{ none.of.these }} 한글"])]
        if place - 1 not in text.literal:
            noise = chance.choice([noise, [""], noise + [""], ["", *noise]])
        lines[place:place] = noise
    return "\n".join(lines)


def trailing_comments(text, chance):
    """Adds comments behind a few lines, headers of literal texts among them."""
    places = [number for number, line in enumerate(text.lines)
              if line.strip() and number not in text.literal and number not in text.continued
              and not line.lstrip().startswith(("#", "%"))]
    if not places:
        return None
    lines = list(text.lines)
    for place in chance.sample(places, min(len(places), chance.randint(1, 6))):
        lines[place] += chance.choice(["  # noise", " #", "   # a: b", " # - {", " # \"'"])
    return "\n".join(lines)


def indent_more(text, chance):
    """Moves one nested block to the right, what is below it included."""
    candidates = []
    for mapping in text.blocks:
        for key, value in mapping.value:
            if not isinstance(value, yaml.ScalarNode) and not value.flow_style and value.value \
                    and value.start_mark.line > key.start_mark.line:
                candidates.append(value)
    if not candidates:
        return None
    node = chance.choice(candidates)
    start, end = node.start_mark.line, text.last_line(node)
    more = " " * chance.randint(1, 5)
    return "\n".join(text.lines[:start]
                     + [more + line if line.strip() else line for line in text.lines[start:end]]
                     + text.lines[end:])


def spaces_in_lines(text, chance):
    """Widens the gap behind a few colons, and inside maps on one line; adds trailing spaces."""
    places = []
    for node in text.mappings:
        for key, value in node.value:
            at = key.end_mark.index
            if key.end_mark.line == value.start_mark.line and text.text[at:at + 2] == ": ":
                places.append(at + 2)
    for node in text.flows:
        places += [text.opening(node) + 1, node.end_mark.index - 1]
    result = text.text
    for place in sorted(chance.sample(places, min(len(places), chance.randint(1, 8))),
                        reverse=True):
        result = result[:place] + " " * chance.randint(1, 4) + result[place:]
    lines = result.split("\n")
    bare = [number for number, line in enumerate(lines)
            if line.strip() and number not in text.literal]
    for place in chance.sample(bare, min(len(bare), chance.randint(0, 3))):
        lines[place] += " " * chance.randint(1, 3)
    return "\n".join(lines)


EDITS = (swap_keys, swap_keys, swap_keys, permute_flow, comment_lines, trailing_comments,
         indent_more, spaces_in_lines)


def edit(text, seed):
    """The text after a few edits, and their names. The same seed gives the same."""
    chance = random.Random(seed)
    names = []
    for _ in range(chance.randint(1, 6)):
        change = chance.choice(EDITS)
        result = change(Text(text), chance)
        if result is not None:
            names.append(change.__name__)
            text = result
    return text, names
