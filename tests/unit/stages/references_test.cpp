#include "services/resolved.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

constexpr const char* seoul = R"(blueprint: 1
system: bts
region: ap-northeast-2
parameters:
  Key: {type: key_pair}
network:
  cidr: 10.0.0.0/16
  zones: [a]
  nat: none
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24]}
buckets:
  code: {}
  network: {}
autoscaling:
  web: {subnets: public}
resources:
  Topic: {Type: "AWS::SNS::Topic"}
)";

constexpr const char* data = R"(blueprint: 1
system: bts
region: ap-northeast-2
buckets:
  code: {}
  media: {}
)";

// "seoul buckets.code [arn]", or what failed: "kind bucket (buckets, …)".
std::string shown(const ResolvedSystem& system, std::size_t blueprint, std::string_view path,
                  std::string_view bare_kind) {
  auto found = system.lookup(blueprint, path, bare_kind);
  if (const auto* target = std::get_if<ReferenceTarget>(&found)) {
    std::string text = system.blueprint(*target->component).name + " " + target->component->label();
    return target->attribute.empty() ? text : text + " [" + target->attribute + "]";
  }
  const auto& failed = std::get<FailedLookup>(found);
  switch (failed.fault) {
    case LookupFault::NoSuchKind:
      return "no kind " + failed.what;
    case LookupFault::NoSuchBlueprint:
      return "no blueprint " + failed.what;
    case LookupFault::NoSuchComponent:
      return "no component " + failed.what;
    case LookupFault::NotShared:
      return "not shared: " + failed.what;
  }
  return "";
}

TEST_CASE("what a reference means", "[stages][references]") {
  auto compiled = test::compile_files({{"data.yaml", data}, {"seoul.yaml", seoul}});
  INFO(test::text(compiled));
  REQUIRE(compiled.result.systems.size() == 1);
  const ResolvedSystem& system = *compiled.result.systems.front().resolution.system;
  REQUIRE(system.system().blueprints[1].name == "seoul");

  struct Row {
    const char* path;
    const char* bare_kind;
    const char* meaning;
  };
  const Row rows[] = {
      {"buckets.code", "", "seoul buckets.code"},
      {"buckets.code.arn", "", "seoul buckets.code [arn]"},
      {"data.buckets.code", "", "data buckets.code"},
      {"data.buckets.media.arn", "", "data buckets.media [arn]"},
      {"seoul.buckets.code", "", "seoul buckets.code"},
      {"subnets.public", "", "seoul subnets.public"},
      {"parameters.Key", "", "seoul parameters.Key"},
      // A bare name where the field has a kind.
      {"code", "buckets", "seoul buckets.code"},
      {"public", "subnets", "seoul subnets.public"},
      {"buckets.code", "subnets", "seoul buckets.code"},
      {"data.buckets.code", "buckets", "data buckets.code"},
      // One of which there is one has no name.
      {"network", "", "seoul network"},
      {"network.vpc_id", "", "seoul network [vpc_id]"},
      // A word that is a kind is never a bare name.
      {"network", "buckets", "seoul network"},
      {"buckets.network", "", "seoul buckets.network"},
      // Attributes of raw resources may have dots.
      {"resources.Topic.A.B", "", "seoul resources.Topic [A.B]"},
      // Failures
      {"bucket.code", "", "no kind bucket"},
      {"code", "", "no kind code"},
      {"data.bucket.code", "", "no kind bucket"},
      {"data", "", "no kind data"},
      {"tokyo.buckets.code", "", "no blueprint tokyo"},
      {"buckets", "", "no component "},
      {"buckets.codes", "", "no component codes"},
      {"media", "buckets", "no component media"},
      {"data.network", "", "no component "},
      {"data.network.vpc_id", "", "no component vpc_id"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path, row.bare_kind);
    CHECK(shown(system, 1, row.path, row.bare_kind) == row.meaning);
  }
  CHECK(shown(system, 0, "seoul.subnets.public", "") == "not shared: subnet tier");
  CHECK(shown(system, 0, "seoul.parameters.Key", "") == "not shared: parameter");
}

TEST_CASE("wrong references, and the name that was meant", "[stages][references]") {
  struct Row {
    const char* reference;
    const char* finding;
    const char* help;
  };
  const Row rows[] = {
      {"bucket.code", "BTS2001", "did you mean `buckets`?"},
      {"Buckets.code", "BTS2001", "did you mean `buckets`?"},
      {"load-balancers.web", "BTS2001", "did you mean `load_balancers`?"},
      {"s3.code", "BTS2001", "a reference reads [blueprint.]kind.name[.attribute]; the kinds are "},
      {"soul.buckets.code", "BTS2001", "did you mean `seoul`?"},
      {"virginia.buckets.code", "BTS2001", "its blueprints are `data`, `seoul`"},
      {"buckets.Code", "BTS2002", "did you mean `code`?"},
      {"buckets.cdoe", "BTS2002", "did you mean `code`?"},
      {"buckets.videos", "BTS2002", "there are `code`, `network`"},
      {"databases.main", "BTS2002", "none are declared; add `databases:` to the blueprint"},
      {"buckets.code.Arn", "BTS2003", "did you mean `arn`?"},
      {"buckets.code.x", "BTS2003", "its values are `name`, `arn`"},
      {"network.vpc-id", "BTS2003", "did you mean `vpc_id`?"},
      {"network", "BTS2019", "its values are `vpc_id`, `cidr`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.reference);
    auto compiled = test::compile_files(
        {{"data.yaml", data},
         {"seoul.yaml", seoul + fmt::format("  Queue: {{Type: \"AWS::SQS::Queue\", Properties: "
                                            "{{Note: '서울 ${{{{ {} }}}}'}}}}\n",
                                            row.reference)}});
    INFO(test::text(compiled));
    REQUIRE(test::found_ids(compiled) == std::vector<std::string>{row.finding});
    const Diagnostic& found = compiled.diagnostics.front();
    CHECK(found.help.starts_with(row.help));
    // Exactly the path is marked, in characters.
    CHECK(found.span.begin.column == 63);
    CHECK(found.span.end.column - found.span.begin.column == std::string(row.reference).size());
  }
}

TEST_CASE("the shortest circle, with the line of each step", "[stages][references]") {
  std::string yaml = R"(blueprint: 1
system: bts
region: ap-northeast-2
resources:
  A: {Type: "AWS::SQS::Queue", Properties: {X: "${{ resources.B.Arn }}"}}
  B: {Type: "AWS::SQS::Queue", Properties: {X: "${{ resources.C.Arn }}"}}
  C: {Type: "AWS::SQS::Queue", Properties: {X: "${{ resources.A.Arn }}"}}
  D: {Type: "AWS::SQS::Queue", Properties: {X: "${{ resources.A.Arn }}"}}
  E: {Type: "AWS::SQS::Queue", Properties: {X: "${{ resources.F.Arn }}", Y: "${{ resources.A }}"}}
  F:
    Type: AWS::SQS::Queue
    Properties:
      X: ${{ resources.E.Arn }}
)";
  auto compiled = test::compile_yaml(yaml);
  INFO(test::text(compiled));
  REQUIRE(test::found_ids(compiled) == std::vector<std::string>{"BTS2006"});
  const Diagnostic& found = compiled.diagnostics.front();
  CHECK(found.message ==
        "components need each other in a circle: resources.E → resources.F → resources.E");
  CHECK(found.span.begin.line == 9);
  CHECK(found.span.begin.column == 53);
  REQUIRE(found.related.size() == 1);
  CHECK(found.related[0].message == "resources.F needs resources.E here");
  CHECK(found.related[0].span.begin.line == 13);
  CHECK(found.related[0].span.begin.column == 14);
}

TEST_CASE("what `allow` names makes no circle", "[stages][references]") {
  auto compiled = test::compile_yaml(R"(blueprint: 1
system: bts
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a]
  nat: none
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24]}
bastions:
  one: {subnets: public, allow: [bastions.two]}
  two: {subnets: public, allow: [bastions.one]}
)");
  INFO(test::text(compiled));
  CHECK(test::found_ids(compiled).empty());
}

TEST_CASE("one mistake, one finding", "[stages][references]") {
  struct Row {
    const char* name;
    std::string from;
    std::string to;
    std::vector<std::string> findings;
  };
  const Row rows[] = {
      {"the key of a kind", "buckets:\n", "bukets:\n", {"BTS1020"}},
      {"a name that cannot be one", "  code: {}\n", "  Code: {}\n", {"BTS1027"}},
      {"a record that cannot be read", "  code: {}\n", "  code: [x]\n", {"BTS1021"}},
      {"a kind that cannot be read", "buckets:\n  code: {}\n", "buckets: x\n", {"BTS1021"}},
      {"the network's block", "10.0.0.0/16", "10.0.0.0/161", {"BTS2010"}},
      {"the network's zones", "zones: [a]", "zones: [q]", {"BTS2021"}},
      {"a zone that is none", "zones: [a]", "zones: [[a]]", {"BTS1021"}},
      {"a tier", "access: public", "access: open", {"BTS1023"}},
      {"the region", "ap-northeast-2", "ap-northeast-9", {"BTS2020"}},
      {"the region missing", "region: ap-northeast-2\n", "", {"BTS1025"}},
      {"the cidr missing", "  cidr: 10.0.0.0/16\n", "", {"BTS1025"}},
      {"a tag of the blueprint", "tags: {}", "tags: {x: \"${{ buckets.no }}\"}", {"BTS2002"}},
      {"a tag of all, by name of a resource",
       "tags: {}",
       "tags: {x: \"${{ buckets.code.name }}\"}",
       {"BTS1029"}},
      {"an override",
       "overrides: {}",
       "overrides: {Vpc: {Properties: {X: \"${{ buckets.no }}\"}}}",
       {"BTS2002"}},
  };
  const std::string good = R"(blueprint: 1
system: bts
region: ap-northeast-2
tags: {}
network:
  cidr: 10.0.0.0/16
  zones: [a]
  nat: none
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24]}
buckets:
  code: {}
bastions:
  admin: {subnets: public}
autoscaling:
  web:
    subnets: public
    reads: [buckets.code]
    user_data: |
      #!/bin/bash
      echo ${{ buckets.code.name }} ${{ network.cidr }} ${{ subnets.public.cidrs }}
overrides: {}
)";
  auto untouched = test::compile_yaml(good);
  INFO(test::text(untouched));
  REQUIRE(test::found_ids(untouched).empty());
  for (const Row& row : rows) {
    CAPTURE(row.name);
    std::string yaml = good;
    yaml.replace(yaml.find(row.from), row.from.size(), row.to);
    auto compiled = test::compile_yaml(yaml);
    INFO(test::text(compiled));
    CHECK(test::found_ids(compiled) == row.findings);
  }
}

}  // namespace
}  // namespace btsinfra
