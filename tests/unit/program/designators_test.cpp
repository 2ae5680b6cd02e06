#include "program/designators.h"

#include <string>
#include <vector>

#include "support/catch.h"

namespace btsinfra::program {
namespace {

// The text at a span, with `|` for the ends of lines.
std::string at(const SourceFile& source, const Span& span) {
  std::string text(source.text().substr(span.begin.offset, span.end.offset - span.begin.offset));
  for (char& c : text) {
    if (c == '\n') c = '|';
  }
  return text;
}

// What a path from the call at a line leads to: fields, "entries" in quotes, items by [number].
std::string found(const std::string& text, unsigned line, const std::string& name,
                  const std::vector<std::string>& path) {
  SourceMap sources;
  const FileId file = sources.add("main.cpp", text);
  const Designators designators(file, sources.file(file));
  Found place = designators.call(line, {name});
  for (const std::string& step : path) {
    std::optional<Found> next;
    if (step.front() == '[') {
      next = designators.item(place, std::stoul(step.substr(1)));
    } else if (step.front() == '"') {
      next = designators.entry(place, step.substr(1, step.size() - 2));
    } else {
      next = designators.field(place, step);
    }
    if (!next) return "none";
    place = *next;
  }
  const SourceFile& source = sources.file(file);
  return at(source, place.name) + " -> " + at(source, designators.value(place));
}

TEST_CASE("the parts of a call are found in its source", "[program][designators]") {
  const std::string text = R"source(
// .storage = 1, "main"
  seoul.databases.add(
      "main",
      Database{.engine = DatabaseEngine::Mysql,
               .version = "8.4",  // "8.0"
               .storage = size(20, 30),
               .allow = {{web}, {.from = admin, .ports = {22}}},
               .settings = {{"max_connections", "100"}, {"time_zone", zone}}});
  b.containers.edit("web").containers.at("BTS-WEB").memory = 256;
  b.autoscaling.edit("web").environment["DB_HOST"] = db.endpoint();
  seoul.load_balancers.add("web", LoadBalancer{.target_group = {.name = "tg"}, .name = "alb"});
  seoul.buckets.add(name_of(1), Bucket{.expire = 30});
  blueprint.network(Network{.cidr = block, .subnets = {{"public", {.cidrs = {a, b}}}}});
)source";
  struct Row {
    unsigned line;
    std::string name;
    std::vector<std::string> path;
    std::string expected;
  };
  const std::vector<Row> rows{
      {3, "main", {"engine"}, ".engine -> DatabaseEngine::Mysql"},
      {3, "main", {"storage"}, ".storage -> size(20, 30)"},
      {3, "main", {"version"}, ".version -> \"8.4\""},
      {3, "main", {"allow", "[1]", "ports", "[0]"}, "22 -> 22"},
      {3, "main", {"allow", "[0]"}, "{web} -> {web}"},
      {3, "main", {"allow", "[2]"}, "none"},
      {3, "main", {"settings", "\"time_zone\""}, "\"time_zone\" -> zone"},
      {3, "main", {"iops"}, "none"},
      {10, "web", {"containers", "\"BTS-WEB\""}, "\"BTS-WEB\" -> .memory = 256"},
      {10, "web", {"memory"}, ".memory -> 256"},
      {11, "web", {"environment", "\"DB_HOST\""}, "\"DB_HOST\" -> db.endpoint()"},
      {12, "web", {"name"}, ".name -> \"alb\""},
      {12, "web", {"target_group", "name"}, ".name -> \"tg\""},
      {13, "code", {}, "seoul.buckets.add(name_of(1), Bucket{.expire = 30}); -> "},
      {14, "network", {"subnets", "\"public\"", "cidrs", "[1]"}, "b -> b"},
      {99, "code", {}, " -> "},
  };
  for (const Row& row : rows) {
    INFO(row.line << ' ' << row.expected);
    CHECK(found(text, row.line, row.name, row.path) == row.expected);
  }
}

TEST_CASE("tokens of C++ sources", "[program][designators]") {
  const auto words = [](std::string_view source) {
    std::string all;
    for (const CppToken& token : cpp_tokens(source)) {
      all += token.kind == CppToken::Kind::Text ? '\'' + std::string(token.words) + '\''
                                                : std::string(token.words);
      all += ' ';
    }
    return all;
  };
  CHECK(words("a.b(\"x\\\"y\") /* \"c */ + 1'000; // \"d\n'e'") ==
        "a . b ( 'x\\\"y' ) + 1'000 ; 'e' ");
  CHECK(words("R\"(a \" ) b)\" R\"x(c)\" )x\"") == "'a \" ) b' 'c)\" ' ");
  CHECK(words("#define A \"b\" \\\n  \"c\"\n d") == "d ");
  // What no compiler would take ends somewhere, too.
  CHECK(words("\"open\n x") == "'open' x ");
  CHECK(words("R\"(open") == "'open' ");
  CHECK(words("R\"open").empty());
  CHECK(words("/* open").empty());
  CHECK(words("\"\\") == "'\\' ");
}

}  // namespace
}  // namespace btsinfra::program
