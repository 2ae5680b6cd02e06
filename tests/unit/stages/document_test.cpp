#include "stages/read/read_document.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

struct Read {
  SourceMap sources;
  Diagnostics diags;
  std::optional<Document> document;
};

Read read(std::string_view text, const DocumentLimits& limits = {}) {
  Read result;
  FileId file = result.sources.add("f.yaml", std::string(text));
  result.document = read_document(file, result.sources, result.diags, limits);
  return result;
}

// "1006 2:5-2:8; …": ids without prefix, and the range of each finding.
std::string findings(const Diagnostics& diags) {
  std::string found;
  for (const Diagnostic& finding : diags.sorted()) {
    if (!found.empty()) found += "; ";
    const Span& at = finding.span;
    found += fmt::format("{} {}:{}-{}:{}", finding.id.number, at.begin.line, at.begin.column,
                         at.end.line, at.end.column);
  }
  return found;
}

// Compact text of a tree: plain, "quoted", ~ for null, [lists], {maps}, tags in front.
std::string shape(const Node& node) {
  std::string text = node.tag.empty() ? "" : node.tag + " ";
  switch (node.kind) {
    case Node::Kind::Null:
      return text + "~";
    case Node::Kind::Scalar:
      return text + (node.quoted ? '"' + node.text + '"' : node.text);
    case Node::Kind::List: {
      std::string items;
      for (const Node& item : node.items) items += (items.empty() ? "" : ", ") + shape(item);
      return text + "[" + items + "]";
    }
    case Node::Kind::Map: {
      std::string items;
      for (const Node& item : node.items) {
        items += (items.empty() ? "" : ", ") + item.key + ": " + shape(item);
      }
      return text + "{" + items + "}";
    }
  }
  return text;
}

TEST_CASE("what a document is read as", "[stages][document]") {
  struct Row {
    const char* yaml;
    const char* shape;
  };
  const Row rows[] = {
      {"a: 1", "{a: 1}"},
      {"a: '1'\nb: \"2\"\nc: |\n  3\nd: >-\n  4\n  5\n",
       "{a: \"1\", b: \"2\", c: \"3\n\", d: \"4 5\"}"},
      {"a: 'it''s'\nb: \"\\u00e9 \\\"x\\\"\"\n", "{a: \"it's\", b: \"é \"x\"\"}"},
      {"a:\nb: ~\nc: null\nd: ''", "{a: ~, b: ~, c: ~, d: \"\"}"},
      {"a: []\nb: {}\nc:\n- x\n-\n", "{a: [], b: {}, c: [x, ~]}"},
      {"{a: 1, b: [x, {c: d}]}", "{a: 1, b: [x, {c: d}]}"},
      {"--- \na: 1\n", "{a: 1}"},
      {"# only a comment\na: 1 # behind\n", "{a: 1}"},
      {"a: x#y\nb: x #y\n", "{a: x#y, b: x}"},
      {"a: two\n  lines\n", "{a: two lines}"},
      {"서울: 팬 상점\n", "{서울: 팬 상점}"},
      {"a: 1\r\nb: 2\r\n", "{a: 1, b: 2}"},
      {"yes: no\n\"<<\": x\n", "{yes: no, <<: x}"},
      // Tags
      {"a: !!str 1\nb: ! 2\nc: !Ref x\nd: !GetAtt [x, y]\ne: !Sub\n  a: b\n",
       "{a: \"1\", b: \"2\", c: !Ref x, d: !GetAtt [x, y], e: !Sub {a: b}}"},
      {"a: !Sub \"x\"\nb: !Ref\n", "{a: !Sub \"x\", b: !Ref }"},
      {"a: !!map {b: c}\nd: !!seq [e]\n", "{a: {b: c}, d: [e]}"},
      // Anchors and merge keys
      {"a: &x 1\nb: *x\n", "{a: 1, b: 1}"},
      {"a: &x [1, &y 2]\nb: [*x, *y]\n", "{a: [1, 2], b: [[1, 2], 2]}"},
      {"a: &x 1\nb: &x 2\nc: *x\n", "{a: 1, b: 2, c: 2}"},
      {"a: &x {k: 1, l: 2}\nb: {<<: *x, k: 3}\n", "{a: {k: 1, l: 2}, b: {k: 3, l: 2}}"},
      {"a: &x {k: 1, l: 2}\nb: {k: 3, <<: *x}\n", "{a: {k: 1, l: 2}, b: {k: 3, l: 2}}"},
      {"b: {<<: [{k: 1}, {k: 2, l: 2}]}\n", "{b: {k: 1, l: 2}}"},
      {"b: {<<: {k: 1}, <<: {l: 2}}\n", "{b: {k: 1, l: 2}}"},
      {"b: {<<: []}\n", "{b: {}}"},
      {"a: &x {k: {m: 1}}\nb: {<<: *x, k: {n: 2}}\n", "{a: {k: {m: 1}}, b: {k: {n: 2}}}"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.yaml);
    Read result = read(row.yaml);
    CHECK(findings(result.diags).empty());
    REQUIRE(result.document);
    CHECK(shape(result.document->root) == row.shape);
  }
}

TEST_CASE("what cannot be read, and where", "[stages][document]") {
  struct Row {
    const char* name;
    std::string yaml;
    const char* findings;
  };
  const Row rows[] = {
      // Bytes
      {"EUC-KR", "a: 1\nb: x\xB0\xF8", "1001 2:5-2:5"},
      {"EUC-KR behind Korean in UTF-8", "서울: \xC6", "1001 1:5-1:6"},
      {"cut-off character", "a: \xEC\x84", "1001 1:4-1:5"},
      {"overlong", "a: \xC0\xAF", "1001 1:4-1:5"},
      {"surrogate", "a: \xED\xA0\x80", "1001 1:4-1:5"},
      {"NUL", std::string("a: \0b", 5), "1002 1:4-1:5"},
      {"bell in Korean", "서울: 팬\a상점", "1002 1:6-1:7"},
      {"end of transmission", "a: \x04", "1002 1:4-1:5"},
      {"escape", "a: \x1b[31m", "1002 1:4-1:5"},
      {"C1", "a: \xC2\x90", "1002 1:4-1:5"},
      // Not YAML
      {"open double quote", "a: \"x\nb: 1\n", "1004 1:4-1:5"},
      {"open single quote", "a: 1\n서울: 'x''\nb: 1\n", "1004 2:5-2:6"},
      {"open quote behind an escape", "a: \"x\\\"\n", "1004 1:4-1:5"},
      {"open quote in a list", "a: [x, 'y]\n", "1004 1:8-1:9"},
      {"undefined alias", "a: *x\n", "1004 1:4-1:5"},
      {"text behind a quoted text", "a: \"b\" c\n", "1004 1:8-1:9"},
      {"two keys on a line", "a: b: c\n", "1004 1:5-1:6"},
      {"indented too far", "a: 1\n b: 2\n", "1004 2:3-2:4"},
      {"stray bracket", "a: ]\n", "1004 1:4-1:5"},
      // Tabs
      {"tab", "a:\n\tb: 1\n", "1005 2:1-2:2"},
      {"tab behind spaces", "a:\n  b: 1\n \tc: 1\n", "1005 3:2-3:3"},
      {"tab before a list item", "서울:\n\t- b\n", "1005 2:1-2:2"},
      // Keys
      {"twice", "a: 1\nb: 2\na: 3\n", "1006 3:1-3:2"},
      {"three times", "a: 1\na: 2\na: 3\n", "1006 2:1-2:2; 1006 3:1-3:2"},
      {"twice, quoted", "a: 1\n\"a\": 2\n", "1006 2:1-2:4"},
      {"twice, Korean", "{서울: 1, 부산: 2, 서울: 3}", "1006 1:16-1:18"},
      {"twice, deep", "a: {b: [{c: 1, c: 2}]}\n", "1006 1:16-1:17"},
      {"list as key", "[a, b]: c\n", "1013 1:1-1:2"},
      {"map as key", "{a: b}: c\n", "1013 1:1-1:2"},
      {"null as key", "a: 1\n~: 2\n", "1013 2:1-2:2"},
      {"tagged key", "!Ref a: 1\n", "1013 1:6-1:7"},
      // Documents
      {"second document", "a: 1\n---\nb: 2\n", "1007 2:1-2:4"},
      {"second document behind an end", "a: 1\n...\n---\nb: 2\n", "1007 3:1-3:4"},
      {"nothing", "", "1008 1:1-1:1"},
      {"comments", "# a\n\n# b\n", "1008 1:1-1:1"},
      {"null", "~\n", "1008 1:1-1:1"},
      {"list", "- a\n", "1021 1:1-1:2"},
      {"text", "hello\n", "1021 1:1-1:6"},
      // Tags
      {"lower-case tag", "a: !include x\n", "1011 1:4-1:12"},
      {"core tag", "a: !!binary eA==\n", "1011 1:4-1:12"},
      {"core tag of a map", "a: !!set {b}\n", "1011 1:4-1:9"},
      {"two tags", "가: !x 1\n나: !y 2\n", "1011 1:4-1:6; 1011 2:4-2:6"},
      // Merge keys
      {"text merged", "a: {<<: b}\n", "1012 1:5-1:7"},
      {"null merged", "a:\n  <<:\n", "1012 2:3-2:5"},
      {"list with a text merged", "a: {<<: [{b: 1}, c]}\n", "1012 1:5-1:7"},
      // References
      {"reference in a list", "가: [나, ${{ a.b }}]\n", "1014 1:8-1:18"},
      {"reference in a map", "a: {b: ${{ c.d }}}\n", "1014 1:8-1:18"},
      {"reference among texts", "a: [\"x\", 's3://${{ y }}', z${{ c.d }}]\n", "1014 1:28-1:38"},
      // Aliases
      {"inside itself", "a: &x {b: *x}\n", "1015 1:11-1:13"},
      {"inside itself, in a list", "가: &나\n  - 1\n  - *나\n", "1015 3:5-3:7"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(findings(read(row.yaml).diags) == row.findings);
  }
}

TEST_CASE("a wrong key or tag hides nothing behind it", "[stages][document]") {
  Read result = read("a: 1\na: 2\nb: !no 3\nc: 4\n");
  CHECK(findings(result.diags) == "1006 2:1-2:2; 1011 3:4-3:7");
  REQUIRE(result.document);
  CHECK(shape(result.document->root) == "{a: 1, b: 3, c: 4}");
}

TEST_CASE("scalars know the characters they stand in", "[stages][document]") {
  struct Row {
    std::string yaml;
    Path path;
    const char* raw;
  };
  const Row rows[] = {
      {"a: bc\n", Path({"a"}), "bc"},
      {"서울: [팬, 'x y', \"z\\\"\"]\n", Path({"서울", "1"}), "'x y'"},
      {"서울: [팬, 'x y', \"z\\\"\"]\n", Path({"서울", "2"}), "\"z\\\"\""},
      {"a: 'it''s' # b\n", Path({"a"}), "'it''s'"},
      {"a: |\n  b\nc: d\n", Path({"a"}), "|"},
      {"a: two\n  lines\n", Path({"a"}), "two"},
      {"a: &x !!str  b\n", Path({"a"}), "b"},
      {"a: &x b\nc: *x\n", Path({"c"}), "b"},
      {"a: !Ref b\n", Path({"a"}), "b"},
      {"a: {b: ~}\n", Path({"a", "b"}), "~"},
      {"a: {b: }\n", Path({"a", "b"}), "b"},  // an empty value stands at its key
      {"a: b\r\nc: d\r\n", Path({"c"}), "d"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.yaml);
    Read result = read(row.yaml);
    REQUIRE(result.document);
    const Node* node = result.document->find(row.path);
    REQUIRE(node != nullptr);
    CHECK(row.yaml.substr(node->span.begin.offset,
                          node->span.end.offset - node->span.begin.offset) == row.raw);
  }
}

TEST_CASE("the part of a value that a finding is about", "[stages][document]") {
  struct Row {
    const char* yaml;
    const char* part;
    const char* at;  // line:column
  };
  const Row rows[] = {
      {"v: ${{ a.b }} ${{ a.bc }}\n", "a.bc", "1:19"},
      {"v: ${{ a.bc }} ${{ a.b }}\n", "a.b", "1:20"},
      {"v: ${{ a.b.c }} ${{ a.b }}\n", "a.b", "1:21"},
      {"v: |\n  서울 ${{ x }}\n  ${{ a.b }}\n", "a.b", "3:7"},
      {"v:\n  Type: AWS::SNS::Topic\n  Ref: !Ref Topic\n", "Topic", "3:13"},
      {"v:\n  Type: AWS::SNS::Topic\n  Arn: !GetAtt Topic.Arn\n", "Topic", "3:16"},
      {"v:\n  A: !Sub '${TopicOther} ${Topic}'\n", "Topic", "2:28"},
      {"v: [x, y]\nw: z\n", "z", "1:1"},  // only in the value itself
      {"v: [x, y]\n", "nowhere", "1:1"},
      {"v: text\n", "", "1:4"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.yaml, row.part);
    Read result = read(row.yaml);
    REQUIRE(result.document);
    const Node& node = *result.document->root.find("v");
    Span at = part_of(node, row.part, result.sources);
    CHECK(fmt::format("{}:{}", at.begin.line, at.begin.column) == row.at);
  }
}

TEST_CASE("depth is bounded", "[stages][document]") {
  auto nested = [](std::size_t lists) {
    return "a: " + std::string(lists, '[') + std::string(lists, ']') + "\n";
  };
  // The map at the top is the first level.
  CHECK(findings(read(nested(63)).diags).empty());
  CHECK(findings(read(nested(64)).diags) == "1009 1:67-1:68");
  // yaml-cpp itself would give up with no place, or none of it would fit on the stack.
  CHECK(findings(read(nested(100'000)).diags) == "1009 1:67-1:68");
  CHECK(findings(read("a: &x " + std::string(40, '[') + std::string(40, ']') +
                      "\nb: " + std::string(24, '[') + "*x" + std::string(24, ']'))
                     .diags) == "1009 2:28-2:30");
}

TEST_CASE("the number of values is bounded", "[stages][document]") {
  // Keys count like values: one key, three numbers, the list and the map.
  CHECK(findings(read("a: [1, 2, 3]\n", {.nodes = 6}).diags).empty());
  CHECK(findings(read("a: [1, 2, 3]\n", {.nodes = 5}).diags) == "1010 1:1-1:3");
  CHECK(findings(read("a: [1, 2, 3]\n", {.nodes = 4}).diags) == "1010 1:4-1:5");
  CHECK(findings(read("a: [1, 2, 3]\n", {.nodes = 3}).diags) == "1010 1:11-1:12");
  // An anchor's copy counts, and each alias of it.
  CHECK(findings(read("a: &x [1, 2]\nb: [*x, *x]\n", {.nodes = 12}).diags) == "1010 2:9-2:11");

  std::string many = "a: [";
  for (int i = 0; i < 100'001; ++i) many += "1,";
  CHECK(findings(read(many + "]\n").diags).starts_with("1010 1:"));
}

TEST_CASE("what aliases and anchors multiply is bounded", "[stages][document]") {
  // Ten lines for ten thousand million values.
  std::string laughs = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
  for (int i = 1; i < 10; ++i) {
    laughs += fmt::format("a{0}: &a{0} [", i);
    for (int j = 0; j < 10; ++j) laughs += fmt::format("*a{}, ", i - 1);
    laughs += "]\n";
  }
  // Anchors inside anchors: each would keep a copy of all below.
  std::string nested = "a: ";
  for (int i = 0; i < 60; ++i) nested += fmt::format("&n{} [", i);
  for (int i = 0; i < 90'000; ++i) nested += "1,";
  nested += std::string(60, ']') + "\n";
  CHECK(findings(read(laughs).diags).starts_with("1010 "));
  CHECK(findings(read(nested).diags).starts_with("1010 "));
}

TEST_CASE("a file over 4 MiB is not read", "[stages][document]") {
  const std::string head = "blueprint: 1\nsystem: bts\nregion: ap-northeast-2\n# ";
  const std::size_t most = std::size_t{4} * 1024 * 1024;
  std::string largest = head + std::string(most - head.size(), 'x');
  auto fits = test::compile_yaml(largest);
  INFO(test::text(fits));
  CHECK(test::found_ids(fits).empty());
  auto larger = test::compile_yaml(largest + "x");
  CHECK(test::found_ids(larger) == std::vector<std::string>{"BTS1003"});
}

TEST_CASE("places of paths", "[stages][document]") {
  Read result = read("a:\n  b: [x, y]\n  c: {d: e}\n");
  REQUIRE(result.document);
  const Document& document = *result.document;
  CHECK(document.find(Path({"a", "b", "1"}))->text == "y");
  CHECK(document.find(Path({"a", "b", "2"})) == nullptr);
  CHECK(document.find(Path({"a", "b", "1x"})) == nullptr);
  CHECK(document.find(Path({"a", "x"})) == nullptr);
  CHECK(document.nearest(Path({"a", "c", "d", "f"})).text == "e");
  CHECK(document.nearest(Path({"a", "c", "x"})).key == "c");
  CHECK(document.nearest(Path({"x"})).kind == Node::Kind::Map);
}

}  // namespace
}  // namespace btsinfra
