#include "stages/read/overlay.h"

#include "stages/read/read_document.h"
#include "support/catch.h"

namespace btsinfra {
namespace {

// As flow YAML, so that a row shows what came of it: {a: 1, b: [x]}.
std::string shown(const Node& node) {
  std::string items;
  for (const Node& item : node.items) {
    if (!items.empty()) items += ", ";
    if (node.kind == Node::Kind::Map) items += item.key + ": ";
    items += shown(item);
  }
  switch (node.kind) {
    case Node::Kind::Null:
      return "null";
    case Node::Kind::Scalar:
      return node.text;
    case Node::Kind::List:
      return "[" + items + "]";
    case Node::Kind::Map:
      return (node.tag.empty() ? "{" : node.tag + " {") + items + "}";
  }
  return "";
}

struct Laid {
  SourceMap sources;
  Diagnostics diags;
  Document document;
};

// `set` stands in a file of its own behind a line, so that places show which of the two is meant.
std::unique_ptr<Laid> laid(const std::string& base, const std::string& set, bool renames = false) {
  auto made = std::make_unique<Laid>();
  auto read = [&](const char* name, const std::string& text) {
    FileId file = made->sources.add(name, text);
    auto document = read_document(file, made->sources, made->diags);
    REQUIRE(document);
    return std::move(*document);
  };
  const Document below = read("base.yaml", base);
  const Document above = read("set.yaml", "\n" + set);
  made->document = overlaid(below, above.root, {.renames = renames}, made->sources, made->diags);
  return made;
}

TEST_CASE("what a scenario lays over a document", "[stages][overlay]") {
  struct Row {
    const char* name;
    const char* base;
    const char* set;
    const char* result;
  };
  const Row rows[] = {
      {"a value", "buckets: {a: {expire: 1}}", "buckets.a.expire: 2",
       "{buckets: {a: {expire: 2}}}"},
      {"records merge", "buckets: {a: {expire: 1, key: k}}", "buckets.a: {expire: 2, name: n}",
       "{buckets: {a: {expire: 2, key: k, name: n}}}"},
      {"deep in a record", "buckets: {a: {tags: {x: 1, y: 2}}}", "buckets: {a: {tags: {y: 3}}}",
       "{buckets: {a: {tags: {x: 1, y: 3}}}}"},
      {"lists replace", "network: {zones: [a, c]}", "network.zones: [b]",
       "{network: {zones: [b]}}"},
      {"null removes", "buckets: {a: {key: k}, b: {}}", "{buckets.b.name: n, buckets.a: null}",
       "{buckets: {b: {name: n}}}"},
      {"null in a record removes", "buckets: {a: {key: k, name: n}}", "buckets.a: {key: null}",
       "{buckets: {a: {name: n}}}"},
      {"an empty value removes, too", "buckets: {a: {}, b: {}}",
       "buckets.a:", "{buckets: {b: {}}}"},
      {"a new component", "buckets: {a: {}}", "buckets.b: {name: n}",
       "{buckets: {a: {}, b: {name: n}}}"},
      {"of a new kind", "buckets: {a: {}}", "caches.s: {engine: redis}",
       "{buckets: {a: {}}, caches: {s: {engine: redis}}}"},
      {"where the kind is there and empty", "buckets:\n", "buckets.a: {}", "{buckets: {a: {}}}"},
      {"a record that was left out", "autoscaling: {w: {}}", "autoscaling.w.size.min: 3",
       "{autoscaling: {w: {size: {min: 3}}}}"},
      {"a name with dots", "tags: {a.b: x, a.b.c: y}", "{tags.a.b.c: z, tags.a.b: w}",
       "{tags: {a.b: w, a.b.c: z}}"},
      {"a new name has no dots", "tags: {a: x}", "tags: {b.c: y}", "{tags: {a: x, b.c: y}}"},
      {"a name with a hyphen", "containers: {w: {containers: {BTS-WEB: {port: 80}}}}",
       "containers.w.containers.BTS-WEB.port: 81",
       "{containers: {w: {containers: {BTS-WEB: {port: 81}}}}}"},
      {"a short form by its record", "autoscaling: {w: {size: 2}}",
       "autoscaling.w.size: {min: 1, max: 3}", "{autoscaling: {w: {size: {min: 1, max: 3}}}}"},
      {"CloudFormation", "resources: {R: {Type: T, Properties: {A: {B: 1}}}}",
       "resources.R.Properties.A.B: 2", "{resources: {R: {Type: T, Properties: {A: {B: 2}}}}}"},
      {"CloudFormation that was left out", "resources: {R: {Type: T}}",
       "resources.R.Properties.A.B: 2", "{resources: {R: {Type: T, Properties: {A: {B: 2}}}}}"},
      {"a function replaces", "resources: {R: {Properties: {A: !Sub {x: 1}}}}",
       "resources.R.Properties.A: {y: 1}", "{resources: {R: {Properties: {A: {y: 1}}}}}"},
      {"null of an override stays", "overrides: {R: {Properties: {A: 1}}}",
       "overrides.R.Properties: {B: null}", "{overrides: {R: {Properties: {A: 1, B: null}}}}"},
      {"null takes an override back", "overrides: {R: {Properties: {A: 1, B: 2}}}",
       "overrides.R.Properties.A: null", "{overrides: {R: {Properties: {B: 2}}}}"},
      {"of an alias", "buckets: {a: &x {tags: {p: 1}}, b: *x}", "buckets.b.tags.p: 2",
       "{buckets: {a: {tags: {p: 1}}, b: {tags: {p: 2}}}}"},
      {"what leads further wins", "buckets: {}",
       "{buckets.a.key: k, buckets.a: {name: n, key: j}, buckets: {b: {}}}",
       "{buckets: {b: {}, a: {name: n, key: k}}}"},
      {"nothing", "buckets: {a: {}}", "{}", "{buckets: {a: {}}}"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto made = laid(row.base, row.set);
    std::string found;
    for (const Diagnostic& finding : made->diags.all()) found += finding.message + "\n";
    CHECK(found.empty());
    INFO(found);
    CHECK(shown(made->document.root) == row.result);
  }
}

TEST_CASE("what a scenario cannot set", "[stages][overlay]") {
  struct Row {
    const char* base;
    const char* set;
    const char* found;  // "column: message; help"
  };
  const Row rows[] = {
      {"buckets: {}", "bukkets.a: {}",
       "1: a blueprint has no field `bukkets`; did you mean `buckets`?"},
      {"buckets: {media: {}}", "buckets.medai.name: x",
       "9: there is no `medai` among `buckets`; did you mean `media`?"},
      {"buckets: {media: {}}", "\"buckets.medai.name\": x",
       "10: there is no `medai` among `buckets`; did you mean `media`?"},
      {"buckets: {media: {}}", "buckets.thing.name: x",
       "9: there is no `thing` among `buckets`; to add one, give it whole: `buckets.thing: {…}`"},
      {"buckets: {media: {}}", "buckets.media.nmae: x",
       "15: a bucket has no field `nmae`; did you mean `name`?"},
      {"buckets: {media: {}}", "buckets.medai: null",
       "9: there is no `medai` here that null could remove; did you mean `media`?"},
      {"buckets: {media: {}}", "buckets.media.name: null",
       "15: there is no `name` here that null could remove; take the line out: the blueprint does "
       "not give it"},
      {"network: {zones: [a]}", "network.zones.0: b",
       "9: `zones` is a list in the blueprint; a path ends there; give it whole: `network.zones: "
       "[…]`"},
      {"network: {cidr: 10.0.0.0/16}", "network.zones.0: b",
       "9: `zones` is a list, which has no fields; a scenario gives it whole: end the path here"},
      {"network: {cidr: 10.0.0.0/16}", "network.cidr.first: b",
       "9: `cidr` is a single value in the blueprint; a path ends there; give it whole: "
       "`network.cidr: {…}`"},
      {"region: x", "region: y",
       "1: `region` is the same in every state of a system; take it out of `set`; another "
       "environment, with names of its own, says `environment: true`"},
      {"scenarios: {}", "scenarios.x: {}",
       "1: `scenarios` is the same in every state of a system; take it out of `set`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.set);
    const auto made = laid(row.base, row.set);
    REQUIRE(made->diags.all().size() == 1);
    const Diagnostic& finding = made->diags.all().front();
    CHECK(made->sources.file(finding.span.file).path() == "set.yaml");
    CHECK(finding.span.begin.line == 2);
    CHECK(std::to_string(finding.span.begin.column) + ": " + finding.message + "; " +
              finding.help ==
          row.found);
  }
}

TEST_CASE("an environment may be called otherwise", "[stages][overlay]") {
  const auto made = laid("{system: a, region: x, name: n}", "{system: b, region: y}", true);
  CHECK(made->diags.all().empty());
  CHECK(shown(made->document.root) == "{system: b, region: y, name: n}");
}

TEST_CASE("what was laid over points to the scenario", "[stages][overlay]") {
  const auto made = laid("buckets: {a: {expire: 1}}", "{buckets.a.expire: 2, buckets.b.tags.x: 1}");
  // The second is refused: `b` is not there.
  CHECK(made->diags.all().size() == 1);
  const Node* value = made->document.find(Path({"buckets", "a", "expire"}));
  REQUIRE(value != nullptr);
  CHECK(made->sources.file(value->span.file).path() == "set.yaml");
  CHECK(value->span.begin.column == 20);
  CHECK(value->key_span.begin.column == 12);
  CHECK(value->key_span.end.column == 18);
}

}  // namespace
}  // namespace btsinfra
