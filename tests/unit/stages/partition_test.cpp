#include "stages/partition/partition.h"

#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::rendered;

std::string blueprint(const std::string& body, const char* region = "ap-northeast-2") {
  return fmt::format("blueprint: 1\nsystem: bts\nregion: {}\n", region) + body;
}

test::Compiled partitioned(const FileSet& files) {
  return test::compile_files(files, Stage::Check);
}

const Plan& plan_of(const test::Compiled& compiled) {
  REQUIRE(compiled.result.systems.front().plan);
  return *compiled.result.systems.front().plan;
}

const Stack& stack_of(const Plan& plan, std::string_view id) {
  for (const Stack& stack : plan.stacks) {
    if (stack.id == id) return stack;
  }
  FAIL("no stack " << id);
  return plan.stacks.front();
}

const cfn::Resource& resource_of(const Stack& stack, std::string_view id) {
  for (const cfn::Resource& resource : stack.body.resources) {
    if (resource.logical_id == id) return resource;
  }
  FAIL("no resource " << id);
  return stack.body.resources.front();
}

std::string property(const Stack& stack, std::string_view id, std::string_view name = "X") {
  return rendered(*resource_of(stack, id).properties.find(name));
}

template <class Map>
std::vector<std::string> keys(const Map& map) {
  std::vector<std::string> found;
  for (const auto& [key, value] : map) found.push_back(key);
  return found;
}

TEST_CASE("a reference becomes what its two stacks admit", "[stages][partition]") {
  struct Row {
    const char* written;
    const char* emitted;
    std::vector<std::string> outputs;     // of the storage stack
    std::vector<std::string> parameters;  // of the app stack
  };
  const Row rows[] = {
      // In one stack
      {"!Ref Near", R"({"Ref": "Near"})", {}, {}},
      {"!GetAtt Near.Arn", R"({"Fn::GetAtt": "Near.Arn"})", {}, {}},
      {"!GetAtt [Strange, A.B]", R"({"Fn::GetAtt": "Strange.A.B"})", {}, {}},
      {"!Sub '${Near}-${Near.Arn}'", R"({"Fn::Sub": "${Near}-${Near.Arn}"})", {}, {}},
      {"'${{ resources.Near }}'", R"({"Ref": "Near"})", {}, {}},
      {"'${{ resources.Near.Arn }}'", R"({"Fn::GetAtt": "Near.Arn"})", {}, {}},
      // Between two
      {"!Ref Far",
       R"({"Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-FarUrl"}})",
       {"FarUrl"},
       {"StorageStackName"}},
      {"!GetAtt Far.Arn",
       R"({"Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-FarArn"}})",
       {"FarArn"},
       {"StorageStackName"}},
      {"!GetAtt Odd.A.B",
       R"({"Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-OddAB"}})",
       {"OddAB"},
       {"StorageStackName"}},
      {"!GetAtt Odd.a_b",
       R"({"Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-Oddab"}})",
       {"Oddab"},
       {"StorageStackName"}},
      {"!Sub 'in ${Far}'",
       R"({"Fn::Sub": ["in ${FarUrl}", {"FarUrl": {"Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-FarUrl"}}}]})",
       {"FarUrl"},
       {"StorageStackName"}},
      {"[!Ref Far, !Ref Far]",
       R"([{"Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-FarUrl"}}, {"Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-FarUrl"}}])",
       {"FarUrl"},
       {"StorageStackName"}},
      {"{a: {b: [!Ref Far]}}",
       R"({"a": {"b": [{"Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-FarUrl"}}]}})",
       {"FarUrl"},
       {"StorageStackName"}},
      {"!Join [',', [!Ref Near, !GetAtt Far.Arn]]",
       R"({"Fn::Join": [",", [{"Ref": "Near"}, {"Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-FarArn"}}]]})",
       {"FarArn"},
       {"StorageStackName"}},
      // A type of which nobody wrote down what Ref gives
      {"!Ref Odd",
       R"({"Fn::ImportValue": {"Fn::Sub": "${StorageStackName}-OddRef"}})",
       {"OddRef"},
       {"StorageStackName"}},
      // Parameters and pseudo parameters
      {"!Ref Show", R"({"Ref": "Show"})", {}, {"Show"}},
      {"'${{ parameters.Show }}'", R"({"Ref": "Show"})", {}, {"Show"}},
      {"!Sub '${Show} ${AWS::Region}'", R"({"Fn::Sub": "${Show} ${AWS::Region}"})", {}, {"Show"}},
      {"!Ref AWS::Region", R"({"Ref": "AWS::Region"})", {}, {}},
      {"plain", R"("plain")", {}, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.written);
    auto compiled = partitioned({{"seoul.yaml", blueprint(fmt::format(R"(parameters:
  Show: {{}}
  Unused: {{}}
resources:
  User: {{Type: "AWS::SNS::Topic", Properties: {{X: {}}}}}
  Near: {{Type: "AWS::SQS::Queue"}}
  Strange: {{Type: "AWS::Odd::Thing"}}
  Far: {{Type: "AWS::SQS::Queue", stack: storage}}
  Odd: {{Type: "AWS::Odd::Thing", stack: storage}}
)",
                                                                      row.written))}});
    INFO(test::text(compiled));
    const Plan& plan = plan_of(compiled);
    const Stack& app = stack_of(plan, "seoul/app");
    const Stack& storage = stack_of(plan, "seoul/storage");
    CHECK(property(app, "User") == row.emitted);
    CHECK(keys(storage.body.outputs) == row.outputs);
    CHECK(keys(storage.outputs) == row.outputs);
    CHECK(keys(app.body.parameters) == row.parameters);
    CHECK(keys(app.parameters) == row.parameters);
    for (const std::string& output : row.outputs) {
      CHECK(rendered(*storage.body.outputs.at(output).export_name) ==
            R"({"Fn::Sub": "${AWS::StackName}-)" + output + "\"}");
      CHECK(storage.outputs.at(output).export_name == "bts-seoul-storage-" + output);
    }
  }
}

TEST_CASE("stacks stand in an order in which they can be created", "[stages][partition]") {
  auto compiled = partitioned({{"data.yaml", blueprint(R"(resources:
  Orders: {Type: "AWS::SQS::Queue"}
)")},
                               {"web.yaml", blueprint(R"(resources:
  First: {Type: "AWS::SQS::Queue", stack: edge}
  Second: {Type: "AWS::SQS::Queue", stack: dns, DependsOn: [First]}
  Third: {Type: "AWS::SNS::Topic", stack: cache, Properties: {X: !Ref Second, Y: "${{ data.resources.Orders }}"}}
  Alone: {Type: "AWS::SNS::Topic"}
)")}});
  INFO(test::text(compiled));
  const Plan& plan = plan_of(compiled);
  std::string order;
  for (const Stack& stack : plan.stacks) {
    order += fmt::format("{} {} [{}]\n", stack.wave, stack.id, fmt::join(stack.depends_on, ","));
  }
  CHECK(order ==
        "1 data/app []\n"
        "1 web/app []\n"
        "1 web/edge []\n"
        "2 web/dns [2]\n"
        "3 web/cache [0,3]\n");
  const Stack& cache = stack_of(plan, "web/cache");
  CHECK(cache.name == "bts-web-cache");
  CHECK(keys(cache.parameters) == std::vector<std::string>{"DataAppStackName", "DnsStackName"});
  CHECK(cache.parameters.at("DataAppStackName").value == "bts-data-app");
  // What waits for another stack needs no DependsOn.
  CHECK(resource_of(stack_of(plan, "web/dns"), "Second").depends_on.empty());
}

TEST_CASE("DependsOn says only what no reference says", "[stages][partition]") {
  struct Row {
    const char* resource;
    std::vector<std::string> depends_on;
  };
  const Row rows[] = {
      {"DependsOn: [A, B]", {"A", "B"}},
      {"DependsOn: [B, A, B]", {"B", "A"}},
      {"DependsOn: [A, B], Properties: {X: !Ref A}", {"B"}},
      {"DependsOn: [A, B], Properties: {X: [{Y: !GetAtt A.Arn}, !Sub '${B}']}", {}},
      {"DependsOn: [A], Properties: {X: \"${{ resources.A.Arn }}\"}", {}},
      {"DependsOn: [A, Far]", {"A"}},
      {"DependsOn: []", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.resource);
    auto compiled = partitioned({{"seoul.yaml", blueprint(fmt::format(R"(resources:
  User: {{Type: "AWS::SNS::Topic", {}}}
  A: {{Type: "AWS::SQS::Queue"}}
  B: {{Type: "AWS::SQS::Queue"}}
  Far: {{Type: "AWS::SQS::Queue", stack: storage}}
)",
                                                                      row.resource))}});
    INFO(test::text(compiled));
    CHECK(resource_of(stack_of(plan_of(compiled), "seoul/app"), "User").depends_on ==
          row.depends_on);
  }
}

TEST_CASE("circles of stacks and of resources", "[stages][partition]") {
  struct Row {
    const char* name;
    const char* resources;
    const char* finding;
    const char* message;
    std::vector<std::string> places;  // line:column of the finding and of its notes
  };
  const Row rows[] = {
      {"two stacks",
       "  A: {Type: \"AWS::SQS::Queue\", stack: storage, Properties: {X: !Ref B}}\n"
       "  B: {Type: \"AWS::SQS::Queue\", Properties: {X: !Ref C}}\n"
       "  C: {Type: \"AWS::SQS::Queue\", stack: storage}\n",
       "BTS4001",
       "seoul/storage → seoul/app → seoul/storage (resources.A uses B of seoul/app)",
       {"5:69", "6:53"}},
      {"two stacks, by references and DependsOn",
       "  A: {Type: \"AWS::SQS::Queue\", stack: storage, Properties: {X: \"서울 ${{ "
       "resources.B.Arn }}\"}}\n"
       "  B: {Type: \"AWS::SQS::Queue\", DependsOn: [C]}\n"
       "  C: {Type: \"AWS::SQS::Queue\", stack: storage}\n",
       "BTS4001",
       "(resources.A uses B of seoul/app)",
       {"5:72", "6:44"}},
      {"the shortest of two",
       "  A: {Type: \"AWS::SQS::Queue\", stack: dns, Properties: {X: !Ref B}}\n"
       "  B: {Type: \"AWS::SQS::Queue\", stack: storage, Properties: {X: !Ref C}}\n"
       "  C: {Type: \"AWS::SQS::Queue\", stack: cache, Properties: {X: !Ref D, Y: !Ref E}}\n"
       "  D: {Type: \"AWS::SQS::Queue\", stack: dns}\n"
       "  E: {Type: \"AWS::SQS::Queue\", stack: storage}\n",
       "BTS4001",
       "seoul/storage → seoul/cache → seoul/storage",
       {"6:69", "7:78"}},
      {"resources of one stack",
       "  A: {Type: \"AWS::SQS::Queue\", Properties: {X: !Ref B}}\n"
       "  B: {Type: \"AWS::SQS::Queue\", Properties: {X: !Sub '${A.Arn}'}}\n",
       "BTS4006",
       "A → B → A",
       {"5:53", "6:56"}},
      {"by DependsOn",
       "  A: {Type: \"AWS::SQS::Queue\", DependsOn: [B]}\n"
       "  B: {Type: \"AWS::SQS::Queue\", Properties: {X: !Ref A}}\n",
       "BTS4006",
       "A → B → A",
       {"5:44", "6:53"}},
      {"a resource that needs itself",
       "  A: {Type: \"AWS::SQS::Queue\", Properties: {X: !Ref A}}\n",
       "BTS4006",
       "A → A",
       {"5:53"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    auto compiled =
        partitioned({{"seoul.yaml", blueprint(std::string("resources:\n") + row.resources)}});
    INFO(test::text(compiled));
    CHECK_FALSE(compiled.result.systems.front().plan);
    REQUIRE(test::found_ids(compiled) == std::vector<std::string>{row.finding});
    const Diagnostic& found = compiled.diagnostics.front();
    CHECK(found.message.find(row.message) != std::string::npos);
    std::vector<std::string> places{
        fmt::format("{}:{}", found.span.begin.line, found.span.begin.column)};
    for (const RelatedPlace& note : found.related) {
      places.push_back(fmt::format("{}:{}", note.span.begin.line, note.span.begin.column));
    }
    CHECK(places == row.places);
  }
}

TEST_CASE("a circle that an override makes is shown in the override", "[stages][partition]") {
  auto compiled = partitioned({{"seoul.yaml", blueprint(R"(network:
  cidr: 10.0.0.0/16
  zones: [a]
  endpoints: []
  subnets:
    data: {access: isolated, cidrs: [10.0.1.0/24]}
overrides:
  Vpc:
    DependsOn: [DataSubnetA]
)")}});
  INFO(test::text(compiled));
  REQUIRE(test::found_ids(compiled) == std::vector<std::string>{"BTS4006"});
  const Diagnostic& found = compiled.diagnostics.front();
  CHECK(found.message == "resources need each other in a circle: Vpc → DataSubnetA → Vpc");
  CHECK(found.span.begin.line == 12);
  CHECK(found.span.begin.column == 17);
}

TEST_CASE("values cross regions by parameters that a deployment fills", "[stages][partition]") {
  const std::string seoul = blueprint("resources:\n  Orders: {Type: \"AWS::SQS::Queue\"}\n");
  auto compiled = partitioned({{"seoul.yaml", seoul},
                               {"virginia.yaml", blueprint(R"(resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: 서울 ${{ seoul.resources.Orders.Arn }}
)",
                                                           "us-east-1")}});
  INFO(test::text(compiled));
  REQUIRE(compiled.diagnostics.empty());
  const Plan& plan = *compiled.result.systems.front().plan;
  REQUIRE(plan.stacks.size() == 2);
  CHECK(plan.stacks[1].depends_on == std::vector<std::size_t>{0});
  const StackParameter& parameter = plan.stacks[1].parameters.at("SeoulOrdersArn");
  CHECK(parameter.output == OutputName{"seoul/app", "OrdersArn"});
  CHECK_FALSE(parameter.value);
  CHECK(plan.stacks[0].outputs.at("OrdersArn").export_name.empty());
  CHECK(plan.stacks[0].outputs.at("OrdersArn").users == std::set<std::string>{"virginia/app"});
}

TEST_CASE("a secret read from another region is read as its copy there", "[stages][partition]") {
  const std::string seoul =
      blueprint("resources:\n  Password: {Type: \"AWS::SecretsManager::Secret\"}\n");
  auto compiled = partitioned({{"seoul.yaml", seoul},
                               {"virginia.yaml", blueprint(R"(resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: ${{ seoul.resources.Password }}
)",
                                                           "us-east-1")}});
  INFO(test::text(compiled));
  REQUIRE(compiled.diagnostics.empty());
  const Plan& plan = *compiled.result.systems.front().plan;
  CHECK(test::rendered(plan.stacks[0].body.resources[0].properties) ==
        R"({"ReplicaRegions": [{"Region": "us-east-1"}]})");
  CHECK(test::rendered(plan.stacks[0].body.outputs.at("PasswordArnUsEast1").value) ==
        R"({"Fn::Join": [":", ["arn", {"Ref": "AWS::Partition"}, "secretsmanager", "us-east-1", )"
        R"({"Ref": "AWS::AccountId"}, "secret", )"
        R"({"Fn::Select": [6, {"Fn::Split": [":", {"Ref": "Password"}]}]}]]})");
  CHECK(plan.stacks[1].parameters.contains("SeoulPasswordArnUsEast1"));
}

TEST_CASE("names that the compiler needs itself", "[stages][partition]") {
  const std::string rest = R"(resources:
  Far: {Type: "AWS::SQS::Queue", stack: storage}
  User: {Type: "AWS::SNS::Topic", Properties: {X: !Ref Far}}
)";
  for (const std::string& taken : {std::string("parameters:\n  StorageStackName: {}\n") + rest,
                                   rest + "  StorageStackName: {Type: \"AWS::SQS::Queue\"}\n"}) {
    CAPTURE(taken);
    auto compiled = partitioned({{"seoul.yaml", blueprint(taken)}});
    INFO(test::text(compiled));
    REQUIRE(test::found_ids(compiled) == std::vector<std::string>{"BTS2024"});
    CHECK(compiled.diagnostics.front().span.begin.column == 3);
  }
  SECTION("two attributes that make one output") {
    auto compiled = partitioned({{"seoul.yaml", blueprint(R"(resources:
  Far: {Type: "Custom::Far", stack: storage}
  User: {Type: "AWS::SNS::Topic", Properties: {X: !GetAtt Far.a_b, Y: !GetAtt Far.ab}}
)")}});
    INFO(test::text(compiled));
    CHECK(test::found_ids(compiled) == std::vector<std::string>{"BTS2024"});
  }
  SECTION("two blueprints whose names make one parameter") {
    auto compiled = partitioned(
        {{"a-1.yaml", blueprint("resources:\n  One: {Type: \"AWS::SQS::Queue\"}\n")},
         {"a1.yaml", blueprint("resources:\n  Two: {Type: \"AWS::SQS::Queue\"}\n")},
         {"user.yaml",
          blueprint("resources:\n  User: {Type: \"AWS::SNS::Topic\", Properties: {X: \"${{ "
                    "a-1.resources.One }}\", Y: \"${{ a1.resources.Two }}\"}}\n")}});
    INFO(test::text(compiled));
    CHECK(test::found_ids(compiled) == std::vector<std::string>{"BTS2024"});
  }
}

TEST_CASE("what a stack needs to be deployed", "[stages][partition]") {
  struct Row {
    const char* resource;
    std::vector<std::string> capabilities;
    bool protection;
  };
  const Row rows[] = {
      {R"({Type: "AWS::SNS::Topic"})", {}, false},
      {R"({Type: "AWS::IAM::Role"})", {"CAPABILITY_IAM"}, false},
      {R"({Type: "AWS::IAM::Role", Properties: {RoleName: x}})", {"CAPABILITY_NAMED_IAM"}, false},
      {R"({Type: "AWS::SNS::Topic", DeletionPolicy: Retain})", {}, true},
      {R"({Type: "AWS::SNS::Topic", DeletionPolicy: Delete})", {}, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.resource);
    auto compiled =
        partitioned({{"seoul.yaml", blueprint(std::string("resources:\n  X: ") + row.resource)}});
    INFO(test::text(compiled));
    const Stack& stack = plan_of(compiled).stacks.front();
    CHECK(stack.capabilities == row.capabilities);
    CHECK(stack.termination_protection == row.protection);
  }
}

TEST_CASE("descriptions, tags and parameters of a stack", "[stages][partition]") {
  auto compiled = partitioned({{"seoul.yaml", blueprint(R"(description: |
  팬 상점
tags: {Team: Web, Show: "${{ parameters.Show }}"}
parameters:
  Show: {default: concert}
  Secret: {secret: true}
resources:
  Topic: {Type: "AWS::SNS::Topic", Properties: {X: !Ref Show, Y: !Ref Secret}}
)")}});
  INFO(test::text(compiled));
  const Stack& stack = plan_of(compiled).stacks.front();
  CHECK(stack.body.description ==
        "팬 상점 bts, seoul (ap-northeast-2): load balancers and compute");
  CHECK(stack.tags ==
        std::map<std::string, std::string>{{"Team", "Web"}});  // what is known beforehand
  CHECK(stack.parameters.at("Show").value == "concert");
  CHECK_FALSE(stack.parameters.at("Show").no_echo);
  CHECK_FALSE(stack.parameters.at("Secret").value);
  CHECK(stack.parameters.at("Secret").no_echo);
}

TEST_CASE("a name too long for an export", "[stages][check]") {
  auto with_name = [](std::size_t length) {
    const std::string name(length, 'N');
    return partitioned({{"seoul.yaml", blueprint(fmt::format(R"(resources:
  {0}: {{Type: "AWS::SQS::Queue", stack: storage}}
  User: {{Type: "AWS::SNS::Topic", Properties: {{DisplayName: !Ref {0}}}}}
)",
                                                             name))}});
  };
  // "bts-seoul-storage-" and "Url" are 21 characters of the 255.
  CHECK(test::found_ids(with_name(182)).empty());
  CHECK(test::found_ids(with_name(183)) == std::vector<std::string>{"BTS4004"});
  CHECK(test::found_ids(with_name(234)) == std::vector<std::string>{"BTS4004"});
  CHECK(test::found_ids(with_name(235)) == std::vector<std::string>{"BTS4003"});
}

}  // namespace
}  // namespace btsinfra
