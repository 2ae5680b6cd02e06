#include "stages/emit/yaml_writer.h"

#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include "stages/emit/json_writer.h"
#include "stages/emit/yaml_value.h"
#include "support/catch.h"
#include "support/plain_scalar.h"
#include "support/random_template.h"

namespace btsinfra {
namespace {

using cfn::intrinsic;
using cfn::List;
using cfn::Map;
using cfn::ref;
using cfn::sub;
using cfn::Value;

std::string written(const Value& value) {
  YamlValueWriter writer;
  writer.entry(0, "K", value);
  return writer.take();
}

TEST_CASE("values as YAML", "[emit][yaml]") {
  const std::string long_text(60, 'x');
  struct Row {
    std::string name;
    Value value;
    std::string expected;
  };
  const Row rows[] = {
      {"null", {}, "K: null\n"},
      {"bool", true, "K: true\n"},
      {"integer", -12, "K: -12\n"},
      {"number", 0.5, "K: 0.5\n"},
      {"text", "a b", "K: a b\n"},
      {"quoted", "yes", "K: 'yes'\n"},
      {"literal", "a\nb\n", "K: |\n  a\n  b\n"},
      {"literal with empty line", "a\n\nb", "K: |-\n  a\n\n  b\n"},
      {"literal that starts with a space", " a\nb\n", "K: |2\n   a\n  b\n"},
      {"empty list", List{}, "K: []\n"},
      {"empty map", Map{}, "K: {}\n"},
      {"scalars", List{"a", 1, true, {}}, "K: [a, 1, true, null]\n"},
      {"references", List{ref("A"), intrinsic("Fn::GetAtt", "B.C.D")},
       "K: [!Ref A, !GetAtt B.C.D]\n"},
      {"too wide", List{long_text, long_text},
       "K:\n  - " + long_text + "\n  - " + long_text + "\n"},
      {"wide characters count double",
       List{std::string("서울서울서울서울서울서울서울서울서울서울"
                        "서울서울서울서울서울서울서울서울서울서울"),
            "서울서울서울서울서울서울"},
       "K:\n  - 서울서울서울서울서울서울서울서울서울서울서울서울서울서울서울서울서울서울서울서울\n"
       "  - 서울서울서울서울서울서울\n"},
      {"list of maps", List{Map{{"a", 1}, {"b", List{}}}, Map{}},
       "K:\n  - a: 1\n    b: []\n  - {}\n"},
      {"list of lists", List{List{List{"a"}, Map{{"b", "c"}}}}, "K:\n  - - [a]\n    - b: c\n"},
      {"nested map", Map{{"a", Map{{"b", "c"}}}}, "K:\n  a:\n    b: c\n"},
      {"odd keys", Map{{"yes", 1}, {"", 2}, {"a: b", 3}}, "K:\n  'yes': 1\n  '': 2\n  'a: b': 3\n"},
      {"long key", Map{{std::string(1001, 'k'), Map{{"a", 1}}}},
       "K:\n  ? " + std::string(1001, 'k') + "\n  :\n    a: 1\n"},
      {"ref", ref("AWS::Region"), "K: !Ref AWS::Region\n"},
      {"get att as list", intrinsic("Fn::GetAtt", List{"A", "B.C"}), "K: !GetAtt A.B.C\n"},
      {"get att of a reference", intrinsic("Fn::GetAtt", List{"A", ref("B")}),
       "K:\n  Fn::GetAtt: [A, !Ref B]\n"},
      {"sub", sub("${A}-b"), "K: !Sub ${A}-b\n"},
      {"sub over lines", sub("a\n${B}\n"), "K: !Sub |\n  a\n  ${B}\n"},
      {"sub with a map", intrinsic("Fn::Sub", List{"${A}", Map{{"A", ref("B")}}}),
       "K: !Sub ['${A}', {A: !Ref B}]\n"},
      {"sub with a map, over lines", intrinsic("Fn::Sub", List{"a\n${A}\n", Map{{"A", ref("B")}}}),
       "K: !Sub\n  - |\n    a\n    ${A}\n  - A: !Ref B\n"},
      {"sub over lines in a list", List{sub("a\n${B}"), 1},
       "K:\n  - Fn::Sub: |-\n      a\n      ${B}\n  - 1\n"},
      {"base64 of sub", intrinsic("Fn::Base64", sub("a\nb\n")),
       "K:\n  Fn::Base64: !Sub |\n    a\n    b\n"},
      {"base64 of text", intrinsic("Fn::Base64", "a\n b\n"), "K: !Base64 |\n  a\n   b\n"},
      {"import", intrinsic("Fn::ImportValue", sub("${S}-X")),
       "K:\n  Fn::ImportValue: !Sub ${S}-X\n"},
      {"import in a list", List{intrinsic("Fn::ImportValue", sub("${S}-X")), "b"},
       "K:\n  - Fn::ImportValue: !Sub ${S}-X\n  - b\n"},
      {"three deep", intrinsic("Fn::A", intrinsic("Fn::Base64", intrinsic("Fn::Sub", "x"))),
       "K:\n  Fn::A:\n    Fn::Base64: !Sub x\n"},
      {"select", intrinsic("Fn::Select", List{0, intrinsic("Fn::GetAZs", "")}),
       "K: !Select [0, !GetAZs '']\n"},
      {"find in map", intrinsic("Fn::FindInMap", List{"M", ref("AWS::Region"), "ami"}),
       "K: !FindInMap [M, !Ref 'AWS::Region', ami]\n"},
      {"join that is too long", intrinsic("Fn::Join", List{"", List{long_text, ref(long_text)}}),
       "K: !Join\n  - ''\n  - - " + long_text + "\n    - !Ref " + long_text + "\n"},
      {"join in a list", List{intrinsic("Fn::Join", List{"", List{"a", ref("B")}})},
       "K:\n  - !Join ['', [a, !Ref B]]\n"},
      {"long join in a list",
       List{intrinsic("Fn::Join", List{"", List{long_text, ref(long_text)}}), 1},
       "K:\n  - !Join\n    - ''\n    - - " + long_text + "\n      - !Ref " + long_text +
           "\n  - 1\n"},
      {"transform", intrinsic("Fn::Transform", Map{{"Name", "Macro"}}),
       "K: !Transform\n  Name: Macro\n"},
      {"without a short form", intrinsic("Fn::GetStackOutput", Map{{"StackName", "S"}}),
       "K:\n  Fn::GetStackOutput:\n    StackName: S\n"},
      {"a number as argument", intrinsic("Fn::Not", 1), "K:\n  Fn::Not: 1\n"},
      {"condition", intrinsic("Condition", "C"), "K: !Condition C\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(written(row.value) == row.expected);
  }
}

TEST_CASE("a template as YAML", "[emit][yaml]") {
  cfn::Template source;
  source.header = {"Generated by btsinfra.", "", "Do not edit."};
  source.description = "hybrid-bts: seoul, network";
  source.metadata = {{"btsinfra", Map{{"scenario", {}}, {"build", "012"}}}};
  source.parameters["AdminCidr"] = {.type = "String",
                                    .description = "Where administrators come from",
                                    .default_value = "58.237.166.233/32",
                                    .allowed_pattern = "^[0-9./]+$",
                                    .constraint_description = "an address block",
                                    .allowed_values = {"a", "1"},
                                    .no_echo = true};
  source.mappings["Zones"] = {{"ap-northeast-2", Map{{"first", "a"}}}};
  source.resources = {
      {.logical_id = "Vpc",
       .type = "AWS::EC2::VPC",
       .properties = {{"CidrBlock", "10.0.0.0/16"}, {"EnableDnsSupport", true}},
       .depends_on = {},
       .deletion_policy = "Retain",
       .update_replace_policy = "Retain",
       .creation_policy = {},
       .update_policy = {},
       .metadata = {{"btsinfra", Map{{"component", "network"}}}},
       .comment = "network"},
      {.logical_id = "SubnetA",
       .type = "AWS::EC2::Subnet",
       .properties = {{"VpcId", ref("Vpc")}},
       .depends_on = {"Vpc"},
       .deletion_policy = {},
       .update_replace_policy = {},
       .creation_policy = {},
       .update_policy = {},
       .metadata = {},
       .comment = "network"},
      {.logical_id = "Group",
       .type = "AWS::AutoScaling::AutoScalingGroup",
       .properties = {},
       .depends_on = {"SubnetA", "Vpc"},
       .deletion_policy = {},
       .update_replace_policy = {},
       .creation_policy = Map{{"ResourceSignal", Map{{"Count", 1}}}},
       .update_policy = Map{{"AutoScalingRollingUpdate", Map{}}},
       .metadata = {},
       .comment = "autoscaling.web"},
  };
  source.outputs["VpcId"] = {
      .description = "The VPC", .value = ref("Vpc"), .export_name = sub("${AWS::StackName}-VpcId")};
  CHECK(write_yaml(source) == R"(# Generated by btsinfra.
#
# Do not edit.
AWSTemplateFormatVersion: '2010-09-09'
Description: 'hybrid-bts: seoul, network'

Metadata:
  btsinfra:
    scenario: null
    build: '012'

Parameters:
  AdminCidr:
    Type: String
    Description: Where administrators come from
    Default: 58.237.166.233/32
    AllowedValues: [a, '1']
    AllowedPattern: ^[0-9./]+$
    ConstraintDescription: an address block
    NoEcho: true

Mappings:
  Zones:
    ap-northeast-2:
      first: a

Resources:
  # network
  Vpc:
    Type: AWS::EC2::VPC
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Metadata:
      btsinfra:
        component: network
    Properties:
      CidrBlock: 10.0.0.0/16
      EnableDnsSupport: true

  SubnetA:
    Type: AWS::EC2::Subnet
    DependsOn: Vpc
    Properties:
      VpcId: !Ref Vpc

  # autoscaling.web
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    CreationPolicy:
      ResourceSignal:
        Count: 1
    DependsOn: [SubnetA, Vpc]
    UpdatePolicy:
      AutoScalingRollingUpdate: {}

Outputs:
  VpcId:
    Description: The VPC
    Value: !Ref Vpc
    Export:
      Name: !Sub ${AWS::StackName}-VpcId
)");
}

TEST_CASE("an empty template", "[emit][yaml]") {
  CHECK(write_yaml({}) == "AWSTemplateFormatVersion: '2010-09-09'\n\nResources: {}\n");
}

TEST_CASE("no gap follows a text that keeps its newlines", "[emit][yaml]") {
  cfn::Template source;
  source.resources.resize(2);
  source.resources[0].logical_id = "A";
  source.resources[0].properties = {{"Text", "a\n\n"}};
  source.resources[1].logical_id = "B";
  const std::string text = write_yaml(source);
  CHECK(text.find("Text: |+\n        a\n\n  B:\n") != std::string::npos);
}

// What yaml-cpp, a reader of YAML 1.2, makes of a node. Plain scalars that we meant as texts are
// those that no reader takes for anything else.
nlohmann::ordered_json read_back(const YAML::Node& node);

nlohmann::ordered_json content_of(const YAML::Node& node, bool tagged) {
  nlohmann::ordered_json result;
  switch (node.Type()) {
    case YAML::NodeType::Sequence:
      result = nlohmann::ordered_json::array();
      for (const auto& item : node) result.push_back(read_back(item));
      return result;
    case YAML::NodeType::Map:
      result = nlohmann::ordered_json::object();
      for (const auto& item : node) result[item.first.Scalar()] = read_back(item.second);
      return result;
    case YAML::NodeType::Scalar: {
      const bool plain = node.Tag() == "?";
      if (!plain || tagged) return node.Scalar();
      if (classify_plain_scalar(node.Scalar()) == PlainScalar::Text) return node.Scalar();
      return nlohmann::ordered_json::parse(node.Scalar());
    }
    default:
      return nullptr;
  }
}

nlohmann::ordered_json read_back(const YAML::Node& node) {
  const std::string tag = node.Tag();
  if (tag.size() < 2 || tag[0] != '!') return content_of(node, false);
  std::string name = tag.substr(1);
  if (name != "Ref" && name != "Condition") name.insert(0, "Fn::");
  nlohmann::ordered_json content = content_of(node, true);
  if (name == "Fn::GetAtt") {
    const std::string text = content;
    content = {text.substr(0, text.find('.')), text.substr(text.find('.') + 1)};
  }
  return {{name, content}};
}

TEST_CASE("yaml-cpp reads back what was meant", "[emit][yaml][property]") {
  RandomTemplate random(2026);
  for (int i = 0; i < 1500; ++i) {
    const cfn::Template source = random.next();
    const std::string yaml = write_yaml(source);
    const auto expected = nlohmann::ordered_json::parse(write_json(source));
    nlohmann::ordered_json found;
    try {
      found = read_back(YAML::Load(yaml));
    } catch (const std::exception& error) {
      found = error.what();
    }
    if (found == expected) continue;
    INFO(yaml);
    INFO(nlohmann::ordered_json::diff(expected, found).dump());
    FAIL("read back differently");
  }
}

TEST_CASE("layout of every template", "[emit][yaml][property]") {
  RandomTemplate random(7);
  for (int i = 0; i < 500; ++i) {
    const std::string yaml = write_yaml(random.next());
    CAPTURE(yaml);
    REQUIRE(yaml.ends_with('\n'));
    REQUIRE(yaml.find('\r') == std::string::npos);
    REQUIRE(yaml.find("\n\n\n\n\n\n") == std::string::npos);
  }
}

}  // namespace
}  // namespace btsinfra
