#!/usr/bin/env python3
"""Writes facts/ from the resource provider schemas that AWS publishes; README.md tells the whole.

    python3 update.py --published 2026-05 schemas/us-east-1 schemas/eu-central-1 …

A folder holds the unpacked archive of the region it is named after. Wherever a schema says what the
facts cannot, they say less: a fact must never forbid what the schema allows.
"""

import argparse
import json
import pathlib
import re
import sys
from dataclasses import dataclass, field, replace

HERE = pathlib.Path(__file__).resolve().parent
KINDS = ("string", "integer", "number", "boolean", "list", "object")
PRIMARY = "us-east-1"  # where schemas arrive first; what others say besides is added to it

# Lists that grow with every machine or version that AWS adds: such a fact is wrong within months.
GROWING = re.compile(r"AcceleratorNames|\bInstanceTypes?\b|DbInstanceType|EngineVersion|Runtime\b")
LONGEST_ENUM = 60

# Its schema lists what CloudFormation reads itself; all else goes to what the user wrote.
OPEN = {"AWS::CloudFormation::CustomResource"}


# ---- Reading ------------------------------------------------------------------------------------

def load(folders, type_name):
    """The schema of a type, all regions taken together, and the regions that know the type."""
    name = f"{type_name.lower().replace('::', '-')}.json"
    found = {}
    for region, folder in folders.items():
        path = folder / name
        if path.exists():
            found[region] = path.read_text(encoding="utf-8")
    if not found:
        return None, []
    first = PRIMARY if PRIMARY in found else min(found)
    schema = json.loads(found[first])
    for text in sorted(set(found.values()) - {found[first]}):
        other = json.loads(text)
        hidden = {path.split("/")[2] for path in other.get("readOnlyProperties", [])
                  if path.startswith("/properties/")}
        properties = other.get("properties", {})
        other["properties"] = {key: properties[key] for key in properties if key not in hidden}
        widen(schema, other)
    return schema, sorted(found)


def widen(schema, other):
    """Lets `schema` allow what `other` allows too: a new property reaches the regions one by one."""
    if not isinstance(schema, dict) or not isinstance(other, dict):
        return
    for group in ("properties", "definitions", "patternProperties"):
        if isinstance(schema.get(group), dict) and isinstance(other.get(group), dict):
            for key, value in other[group].items():
                if key in schema[group]:
                    widen(schema[group][key], value)
                else:
                    schema[group][key] = value
        elif group == "definitions" and group in other:
            schema[group] = other[group]
    widen(schema.get("items"), other.get("items"))
    # Where only one of the two says anything, it is the newer one.
    if "enum" in schema and "enum" in other:
        schema["enum"] += [value for value in other["enum"] if value not in schema["enum"]]
    if "required" in schema:
        schema["required"] = [key for key in schema["required"] if key in other.get("required", [])]
    for names, weaker in ((("minimum", "minLength", "minItems"), min),
                         (("maximum", "maxLength", "maxItems"), max)):
        for key in names:
            if key in schema and key in other:
                schema[key] = weaker(schema[key], other[key])


# ---- Facts --------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Value:
    """What a property takes. Each constraint concerns one kind only and leaves the others alone."""

    kinds: frozenset = frozenset(KINDS)
    length: tuple = (None, None)
    pattern: str = None
    enum: tuple = ()
    bounds: tuple = (None, None)
    items: "Value" = None
    count: tuple = (None, None)
    unique: bool = False
    record: str = None  # the object's definition …
    map: tuple = ()     # … or (pattern of the key, value), …
    open_map: bool = False
    entries: tuple = (None, None)

    def __str__(self):
        if self == Value():
            return "any"
        kinds = []
        for kind in KINDS:
            if kind not in self.kinds:
                continue
            if kind == "object" and self.record:
                kind = f"#{self.record}"
            elif kind == "object" and self.map:
                inner = [f"{regex(key)} {value}" for key, value in self.map]
                kind = f"{{{', '.join(inner + ['...'] * self.open_map)}}}"
            elif kind == "list" and self.items:
                kind = f"[{self.items}]"
            kinds.append(kind)
        parts = ["any" if self.kinds == frozenset(KINDS) and len(kinds) == len(KINDS)
                 and kinds == list(KINDS) else "|".join(kinds)]
        for name, limits in (("length", self.length), ("value", self.bounds),
                             ("items", self.count), ("entries", self.entries)):
            if limits != (None, None):
                parts.append(f"{name}={between(limits)}")
        if self.unique:
            parts.append("unique")
        if self.enum:
            parts.append(f"enum({' '.join(map(word, self.enum))})")
        if self.pattern is not None:
            parts.append(regex(self.pattern))
        return " ".join(parts)


@dataclass
class Record:
    """An object with named properties."""

    properties: dict = field(default_factory=dict)  # name -> Value
    required: set = field(default_factory=set)
    patterns: tuple = ()
    open: bool = False
    groups: list = field(default_factory=list)      # ("one-of" | "any-of", [[name …] …])
    needs: dict = field(default_factory=dict)       # name -> names that must be given with it
    entries: tuple = (None, None)


def between(limits):
    return "..".join("" if limit is None else format_number(limit) for limit in limits)


def format_number(number):
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def word(text):
    """A choice of an enum, quoted where it would not be read as one word."""
    return text if re.fullmatch(r"[\w.:/*+@=,-]+", text, re.ASCII) else json.dumps(text)


def regex(pattern):
    """As a regular expression literal: what would end it or the line is escaped."""
    text = re.sub(r"\\.|/", lambda found: "\\/" if found[0] == "/" else found[0], pattern,
                  flags=re.DOTALL)
    for character, escape in (("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace("\\" + character, escape).replace(character, escape)
    return f"/{text}/"


class Unsupported(Exception):
    """A schema that is not of the form this reads."""


class Reader:
    """Turns one schema into records; anonymous objects are named after the property they stand in."""

    def __init__(self, schema):
        self.definitions = {
            **{f"#/properties/{key}": (f".{key}", value)
               for key, value in schema.get("properties", {}).items()},
            **{f"#/definitions/{key}": (key, value)
               for key, value in schema.get("definitions", {}).items()}}
        self.records = {}
        self.root = self.record(schema, "")
        self.root.open |= schema.get("typeName") in OPEN

    def definition(self, reference):
        if reference not in self.definitions:
            raise Unsupported(f"reference {reference}")
        return self.definitions[reference]

    def value(self, schema, name, trail=()):
        """`name` is what an object found here is called, `trail` the references on the way."""
        if "$ref" in schema:
            target, definition = self.definition(schema["$ref"])
            if target in trail:
                return Value()  # a list or map of itself: no record in between to stop at
            if definition.get("additionalProperties") is False and \
                    not keys(definition) & {"properties", "patternProperties", "oneOf", "anyOf"}:
                return Value()  # published so where the true form, often a list, was not known
            found = self.value(definition, target, (*trail, target))
            own = self.constraints({**schema, "type": schema.get("type", definition.get("type"))})
            changes = {key: value for key, value in vars(own).items()
                       if key not in ("kinds", "items", "record", "map")
                       and value != getattr(Value(), key)}
            return replace(found, **changes)
        found = self.constraints(schema)
        if "list" in found.kinds and isinstance(schema.get("items"), dict):
            items = self.value(schema["items"], name, trail)
            found = replace(found, items=None if items == Value() else items)
        if "object" in found.kinds:
            found = self.object(schema, found, name, trail)
        return self.alternatives(schema, found, name, trail)

    def object(self, schema, found, name, trail):
        if schema.get("properties") or has_record_alternatives(schema):
            if name not in self.records:
                self.records[name] = None  # found again below while it is being read
                self.records[name] = self.record(schema, name)
            return replace(found, record=name, entries=(None, None))
        patterns = self.patterns(schema, name, trail)
        if patterns:
            return replace(found, map=patterns,
                           open_map=schema.get("additionalProperties", True) is not False)
        return found

    def patterns(self, schema, name, trail):
        found = [(key, self.value(value, name, trail))
                 for key, value in sorted(schema.get("patternProperties", {}).items())]
        if isinstance(schema.get("additionalProperties"), dict) and \
                schema["additionalProperties"]:
            found.append(("", self.value(schema["additionalProperties"], name, trail)))
        return tuple(found)

    def constraints(self, schema):
        kinds = schema.get("type")
        if kinds is None:
            kinds = implied_kinds(schema)
        kinds = {"list" if kind == "array" else kind
                 for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind != "null"}
        if not kinds <= set(KINDS):
            raise Unsupported(f"type {sorted(kinds)}")
        scalars = kinds & {"string", "integer", "number"}
        enum = [schema["const"]] if "const" in schema else schema.get("enum", [])
        enum = [choice_text(choice) for choice in enum]
        return Value(
            kinds=frozenset(kinds),
            length=limits(schema, "Length") if "string" in kinds else (None, None),
            pattern=schema.get("pattern") if "string" in kinds else None,
            enum=tuple(enum) if scalars and len(enum) <= LONGEST_ENUM else (),
            bounds=(number(schema.get("minimum")), number(schema.get("maximum")))
            if kinds & {"integer", "number"} else (None, None),
            count=limits(schema, "Items") if "list" in kinds else (None, None),
            unique=bool(schema.get("uniqueItems")) and "list" in kinds,
            entries=limits(schema, "Properties") if "object" in kinds else (None, None))

    def alternatives(self, schema, found, name, trail):
        """oneOf and anyOf of values of different kinds are one value; others say nothing here."""
        for key in ("oneOf", "anyOf"):
            options = [option for option in schema.get(key, [])
                       if keys(option) & {"type", "$ref", "items"} and "properties" not in option]
            if "type" in schema or not options or len(options) != len(schema[key]):
                continue
            values = [self.value(option, name, trail) for option in options]
            kinds = frozenset().union(*(value.kinds for value in values))
            if sum(len(value.kinds) for value in values) != len(kinds):
                return Value(kinds=kinds)
            merged = Value(kinds=kinds)
            for value in values:
                merged = replace(merged, **{key: part for key, part in vars(value).items()
                                            if key != "kinds" and part != getattr(Value(), key)})
            return merged
        return found

    def record(self, schema, name):
        found = Record(required=set(schema.get("required", [])),
                       open=schema.get("additionalProperties", True) is not False,
                       entries=limits(schema, "Properties"))
        self.add_properties(found, schema, name)
        found.patterns = self.patterns(schema, name, ())
        self.add_groups(found, schema, name)
        for key, needed in schema.get("dependencies", {}).items():
            if isinstance(needed, list):
                found.needs[key] = sorted(needed)
        return found

    def add_properties(self, found, schema, name):
        for key, value in schema.get("properties", {}).items():
            if key in found.properties:
                continue
            inner = self.value(value, f"{name}.{key}" if name else f".{key}")
            if GROWING.search(f"{name} {key}"):
                inner = replace(inner, enum=())
                if inner.items:
                    inner = replace(inner, items=replace(inner.items, enum=()))
            found.properties[key] = inner

    def add_groups(self, found, schema, name):
        for option in schema.get("allOf", []):
            found.required |= set(option.get("required", []))
            if not keys(option) - {"required", "oneOf", "anyOf", "allOf"}:
                self.add_groups(found, option, name)
        for key, kind in (("oneOf", "one-of"), ("anyOf", "any-of")):
            options = schema.get(key)
            if not options:
                continue
            sets = [sorted(option.get("required", [])) for option in options]
            if all(keys(option) <= {"required", "title"} for option in options):
                found.groups.append((kind, sets))
                continue
            # Objects of which one is meant: all their properties in one record. Where each demands
            # some of its own, which one is meant shows in them.
            names = [set(option.get("properties", {})) for option in options]
            for option in options:
                if isinstance(option.get("properties"), dict):
                    self.add_properties(found, option, name)
                    found.open = False
            closed = all(option.get("additionalProperties") is False for option in options)
            disjoint = sum(map(len, names)) == len(set().union(*names))
            if closed and disjoint and all(sets):
                found.groups.append((kind, sets))
            elif not closed:
                found.open = found.open or "additionalProperties" not in schema

    def item_at(self, path):
        """The record of the items of a list; None where there is no such."""
        record, value = self.root, None
        for step in path.split("."):
            value = record.properties.get(step) if record else None
            if value is None:
                return None
            record = self.records.get(value.record)
        return self.records.get(value.items.record) if value.items else None


def keys(schema):
    return set(schema) - {"description", "title", "$comment", "relationshipRef", "examples"}


def has_record_alternatives(schema):
    return any("properties" in option for key in ("oneOf", "anyOf") for option in schema.get(key, []))


def implied_kinds(schema):
    if keys(schema) & {"properties", "patternProperties"} or has_record_alternatives(schema):
        return ["object"]
    if "items" in schema:
        return ["array"]
    if keys(schema) & {"pattern", "minLength", "maxLength"}:
        return ["string"]
    return KINDS


def choice_text(choice):
    if isinstance(choice, bool):
        return "true" if choice else "false"
    return choice if isinstance(choice, str) else format_number(choice)


def number(limit):
    return float(limit) if isinstance(limit, str) else limit


def limits(schema, what):
    low, high = number(schema.get(f"min{what}")), number(schema.get(f"max{what}"))
    return (low or None, high)


# ---- Writing ------------------------------------------------------------------------------------

def dotted(paths):
    """`/properties/Endpoint/Address` -> `Endpoint.Address`; a star is any item of a list."""
    found = set()
    for path in paths:
        if path.startswith("/properties/"):
            steps = [step for step in path.split("/")[2:] if step not in ("properties", "items")]
            found.add(".".join(steps))
    return sorted(found)


def tag_property(schema):
    tagging = schema.get("tagging", {})
    name = tagging.get("tagProperty", "/properties/Tags").split("/")[-1]
    return name if tagging.get("taggable", True) and name in schema.get("properties", {}) else None


def read_only(schema, reader):
    """What the service gives alone, and what it gives but one may choose oneself."""
    if schema.get("typeName") in OPEN:
        return [], dotted(schema.get("readOnlyProperties", []))  # the user's, as any other name
    chosen = set(dotted(schema.get("createOnlyProperties", []))
                 + dotted(schema.get("conditionalCreateOnlyProperties", []))
                 + dotted(schema.get("writeOnlyProperties", []))) | set(schema.get("required", []))
    names = dotted(schema.get("readOnlyProperties", []))
    for holder in {name.partition(".*.")[0] for name in names if ".*." in name}:
        below = {name for name in names if name.startswith(f"{holder}.*.")}
        item = reader.item_at(holder)
        # Items that hold nothing else: were they read-only, the list would be listed itself.
        if item and {f"{holder}.*.{key}" for key in item.properties} <= below:
            chosen |= below
    return ([name for name in names if name not in chosen],
            [name for name in names if name in chosen])


def record_lines(record):
    for kind, sets in record.groups:
        yield f"{kind} {' '.join('+'.join(names) or '-' for names in sets)}"
    for key, needed in sorted(record.needs.items()):
        yield f"with {key} {' '.join(needed)}"
    if record.entries != (None, None):
        yield f"entries {between(record.entries)}"
    if record.open:
        yield "open"
    for key, value in sorted(record.properties.items()):
        yield f"  {key}{'!' if key in record.required else ''} {value}"
    for pattern, value in record.patterns:
        yield f"  {regex(pattern)} {value}"


def used_records(reader):
    """Only what the type's own properties lead to."""
    found, waiting = set(), [reader.root]

    def visit(value):
        if value.record and value.record not in found:
            found.add(value.record)
            waiting.append(reader.records[value.record])
        if value.items:
            visit(value.items)
        for _, inner in value.map:
            visit(inner)

    while waiting:
        record = waiting.pop()
        for value in (*record.properties.values(), *(value for _, value in record.patterns)):
            visit(value)
    return sorted(found)


def type_lines(type_name, schema, regions, all_regions):
    reader = Reader(schema)
    yield f"type {type_name}"
    given, chosen = read_only(schema, reader)
    facts = (("tags", [tag_property(schema)] if tag_property(schema) else []),
             ("identifier", dotted(schema.get("primaryIdentifier", []))),
             ("read-only", given),
             ("readable", chosen),
             ("create-only", dotted(schema.get("createOnlyProperties", []))),
             ("create-only-at-times", dotted(schema.get("conditionalCreateOnlyProperties", []))),
             ("deprecated", dotted(schema.get("deprecatedProperties", []))))
    for key, names in facts:
        if names:
            yield f"{key} {' '.join(names)}"
    missing = [region for region in all_regions if region not in regions]
    if missing and len(missing) <= len(regions):
        yield f"absent {' '.join(missing)}"
    elif missing:
        yield f"only {' '.join(regions)}"
    yield from record_lines(reader.root)
    for name in used_records(reader):
        yield f"def {name}"
        yield from record_lines(reader.records[name])


def published_names(folders):
    """The names of all types of all regions, those included of which no facts are wanted."""
    files = {path.name: path for folder in folders.values() for path in folder.glob("*.json")}
    return sorted(json.loads(path.read_text("utf-8"))["typeName"] for path in files.values())


def name_lines(names):
    """A line for each service, for its sake in a diff."""
    services = {}
    for name in names:
        service, _, rest = name.rpartition("::")
        services.setdefault(service, []).append(rest)
    for service, rests in sorted(services.items()):
        yield f"names {service} {' '.join(rests)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="+", type=pathlib.Path,
                        help="unpacked archives, each named after its region")
    parser.add_argument("--published", required=True, metavar="YYYY-MM",
                        help="when the archives were fetched")
    parser.add_argument("--types", type=pathlib.Path, default=HERE / "types.txt")
    parser.add_argument("--out", type=pathlib.Path, default=HERE / "facts")
    options = parser.parse_args()
    if not re.fullmatch(r"\d{4}-\d{2}", options.published):
        parser.error("--published takes a year and a month, as 2026-05")
    folders = {folder.name: folder for folder in options.folders}
    all_regions = sorted(folders)

    services, unknown = {}, []
    for type_name in sorted(set(options.types.read_text(encoding="utf-8").split())):
        schema, regions = load(folders, type_name)
        if schema is None:
            unknown.append(type_name)
            continue
        try:
            lines = list(type_lines(type_name, schema, regions, all_regions))
        except Unsupported as error:
            sys.exit(f"{type_name}: {error}")
        services.setdefault(type_name.split("::")[1], []).append("\n".join(lines))
    if unknown:
        sys.exit(f"no schema of {', '.join(unknown)}: gone, or a typing error in {options.types}?")

    options.out.mkdir(parents=True, exist_ok=True)
    for path in options.out.glob("*.txt"):
        path.unlink()
    for service, blocks in sorted(services.items()):
        heading = f"# AWS::{service}, from its resource provider schemas: made by update.py"
        text = "\n\n".join([heading, *blocks]) + "\n"
        (options.out / f"{service.lower()}.txt").write_text(text, encoding="utf-8")
    (options.out / "names.txt").write_text(
        "\n".join(["# All types that are published: made by update.py",
                   *name_lines(published_names(folders))]) + "\n", encoding="utf-8")
    (options.out / "regions.txt").write_text(
        f"published {options.published}\nregions {' '.join(all_regions)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
