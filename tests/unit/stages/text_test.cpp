#include "stages/partition/text.h"

#include "model/interpolation.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::rendered;

cfn::Value import(const char* stack, const char* output) {
  return cfn::intrinsic("Fn::ImportValue", cfn::sub(std::string("${") + stack + "}-" + output));
}

TEST_CASE("parts become the simplest value that says the same", "[stages][text]") {
  struct Row {
    const char* name;
    cfn::List parts;
    const char* value;
  };
  const cfn::Value vpc = cfn::ref("Vpc");
  const cfn::Value arn = cfn::intrinsic("Fn::GetAtt", "Code.Arn");
  const cfn::Value id = import("NetworkStackName", "VpcId");
  const cfn::Value other = import("OtherNetworkStackName", "VpcId");
  const cfn::Value joined = cfn::intrinsic("Fn::Join", cfn::List{",", cfn::List{vpc, "x"}});
  const Row rows[] = {
      {"nothing", {}, R"("")"},
      {"words", {"a", "b", "c"}, R"("abc")"},
      {"words that look like Sub's", {"${VAR} ${!x}"}, R"("${VAR} ${!x}")"},
      {"one value", {vpc}, R"({"Ref": "Vpc"})"},
      {"one import", {id}, R"({"Fn::ImportValue": {"Fn::Sub": "${NetworkStackName}-VpcId"}})"},
      {"words and a value", {"in ", vpc}, R"({"Fn::Sub": "in ${Vpc}"})"},
      {"values alone", {vpc, arn}, R"({"Fn::Sub": "${Vpc}${Code.Arn}"})"},
      {"a pseudo parameter",
       {"in ", cfn::ref("AWS::Region")},
       R"({"Fn::Sub": "in ${AWS::Region}"})"},
      {"a Sub inside",
       {"a ", cfn::sub("${AWS::Region}a"), "!"},
       R"({"Fn::Sub": "a ${AWS::Region}a!"})"},
      {"an import and words",
       {"in ", id},
       R"({"Fn::Sub": ["in ${VpcId}", {"VpcId": {"Fn::ImportValue": {"Fn::Sub": "${NetworkStackName}-VpcId"}}}]})"},
      {"an import twice",
       {id, " ", id},
       R"({"Fn::Sub": ["${VpcId} ${VpcId}", {"VpcId": {"Fn::ImportValue": {"Fn::Sub": "${NetworkStackName}-VpcId"}}}]})"},
      {"two imports of one name",
       {id, " ", other},
       R"({"Fn::Sub": ["${VpcId} ${VpcId1}", {"VpcId": {"Fn::ImportValue": {"Fn::Sub": "${NetworkStackName}-VpcId"}}, "VpcId1": {"Fn::ImportValue": {"Fn::Sub": "${OtherNetworkStackName}-VpcId"}}}]})"},
      {"an import called like a resource",
       {cfn::ref("VpcId"), id},
       R"({"Fn::Sub": ["${VpcId}${VpcId1}", {"VpcId1": {"Fn::ImportValue": {"Fn::Sub": "${NetworkStackName}-VpcId"}}}]})"},
      {"a function",
       {"x ", joined},
       R"({"Fn::Sub": ["x ${Value1}", {"Value1": {"Fn::Join": [",", [{"Ref": "Vpc"}, "x"]]}}]})"},
      {"a shell's variable", {"echo ${HOME} ", vpc}, R"({"Fn::Sub": "echo ${!HOME} ${Vpc}"})"},
      {"nested braces",
       {"${A:-${B}} ", vpc},
       R"({"Fn::Join": ["", ["${A:-${B}} ", {"Ref": "Vpc"}]]})"},
      {"a shell's indirection",
       {"${!x} ", vpc},
       R"({"Fn::Join": ["", ["${!x} ", {"Ref": "Vpc"}]]})"},
      {"an open brace at the end", {"${", vpc}, R"({"Fn::Join": ["", ["${", {"Ref": "Vpc"}]]})"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(rendered(join_parts(row.parts)) == row.value);
  }
}

// What CloudFormation makes of a value, every reference giving its own name in < >.
std::string evaluated(const cfn::Value& value, const cfn::Map& variables = {});

std::string substituted(std::string_view text, const cfn::Map& variables) {
  std::string result;
  std::size_t at = 0;
  while (at < text.size()) {
    if (!text.substr(at).starts_with("${")) {
      result += text[at++];
      continue;
    }
    std::size_t close = text.find('}', at);
    REQUIRE(close != std::string_view::npos);
    std::string name(text.substr(at + 2, close - at - 2));
    at = close + 1;
    REQUIRE_FALSE(name.empty());
    if (name[0] == '!') {
      result += "${" + name.substr(1) + "}";
    } else if (const cfn::Value* variable = variables.find(name)) {
      result += evaluated(*variable);
    } else {
      // CloudFormation refuses any other name.
      REQUIRE(name.find_first_not_of(
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:") ==
              std::string::npos);
      result += "<" + name + ">";
    }
  }
  return result;
}

std::string evaluated(const cfn::Value& value, const cfn::Map& /*variables*/) {
  if (const auto* words = value.as<std::string>()) return *words;
  const auto* function = value.as<cfn::Intrinsic>();
  REQUIRE(function != nullptr);
  const cfn::Value& argument = function->argument.value();
  if (function->name == "Ref" || function->name == "Fn::GetAtt") {
    return "<" + *argument.as<std::string>() + ">";
  }
  if (function->name == "Fn::ImportValue") return "<import " + evaluated(argument) + ">";
  if (function->name == "Fn::Sub") {
    if (const auto* text = argument.as<std::string>()) return substituted(*text, {});
    const cfn::List& list = *argument.as<cfn::List>();
    return substituted(*list[0].as<std::string>(), *list[1].as<cfn::Map>());
  }
  REQUIRE(function->name == "Fn::Join");
  std::string result;
  for (const cfn::Value& item : *(*argument.as<cfn::List>())[1].as<cfn::List>())
    result += evaluated(item);
  return result;
}

TEST_CASE("words survive byte for byte beside whatever stands there", "[stages][text]") {
  const char* words[] = {
      "",
      "plain",
      "${VAR}",
      "${VAR:-x}",
      "${VAR:-}",
      "${VAR%%.*}",
      "${#VAR}",
      "${A:-${B}}",
      "${A:-${B:-${C}}}",
      "${!x}",
      "${!x@}",
      "$VAR",
      "$(cmd)",
      "$((1 + 2))",
      "$$",
      "$",
      "${",
      "${}",
      "}",
      "{{resolve:ssm:x}}",
      "{{resolve:secretsmanager:a:SecretString:password}}",
      "${{ x }}",
      "${ x }",
      "${a\nb}",
      "${AWS::Region}",
      "awk '{print $5; exit}'",
      "\"quoted\" 'text' \\ back",
      "서울 ${도시}",
      "a\nb\n",
      "#!/bin/bash\nset -euo pipefail\necho ${PATH} $(ls ${HOME})\n",
      "$${VAR}",
      "${VAR",
  };
  const cfn::Value values[] = {
      cfn::ref("Vpc"),
      cfn::intrinsic("Fn::GetAtt", "Code.Arn"),
      import("NetworkStackName", "VpcId"),
      cfn::sub("${AWS::Region}a"),
  };
  for (const char* before : words) {
    for (const char* behind : words) {
      for (const cfn::Value& value : values) {
        CAPTURE(before, behind, rendered(value));
        const cfn::List parts{before, value, behind, value};
        std::string wanted;
        for (const cfn::Value& part : parts) wanted += evaluated(part);
        CHECK(evaluated(join_parts(parts)) == wanted);
      }
    }
  }
}

TEST_CASE("a text in a blueprint comes out as it was meant", "[stages][text]") {
  struct Row {
    const char* written;
    const char* emitted;
  };
  const Row rows[] = {
      {"${VAR} of ${{ resources.Topic }}", R"({"Fn::Sub": "${!VAR} of ${Topic}"})"},
      {"$${{ x }}", R"("${{ x }}")"},
      {"$${{ x }} ${{ resources.Topic }}",
       R"({"Fn::Join": ["", ["${{ x }} ", {"Ref": "Topic"}]]})"},
      {"{{resolve:ssm:x}} ${{ resources.Topic }}", R"({"Fn::Sub": "{{resolve:ssm:x}} ${Topic}"})"},
      {"${{resources.Topic}}", R"({"Ref": "Topic"})"},
      {"  ${{  resources.Topic  }}  ", R"({"Fn::Sub": "  ${Topic}  "})"},
      {"}} ${{ resources.Topic }} }}", R"({"Fn::Sub": "}} ${Topic} }}"})"},
      {"${{ resources.Topic.TopicName }}${{ resources.Topic }}",
       R"({"Fn::Sub": "${Topic.TopicName}${Topic}"})"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.written);
    auto compiled = test::compile_files(
        {{"seoul.yaml",
          fmt::format("blueprint: 1\n"
                      "system: bts\n"
                      "region: ap-northeast-2\n"
                      "resources:\n"
                      "  Topic: {{Type: \"AWS::SNS::Topic\"}}\n"
                      "  Queue: {{Type: \"AWS::SQS::Queue\", Properties: {{Note: '{}'}}}}\n",
                      row.written)}},
        Stage::Partition);
    INFO(test::text(compiled));
    REQUIRE(compiled.result.systems.front().plan);
    for (const cfn::Resource& resource :
         compiled.result.systems.front().plan->stacks.front().body.resources) {
      if (resource.logical_id == "Queue")
        CHECK(rendered(*resource.properties.find("Note")) == row.emitted);
    }
  }
}

TEST_CASE("the parts of a text", "[model][text]") {
  struct Row {
    const char* text;
    const char* parts;  // references in < >
  };
  const Row rows[] = {
      {"", ""},
      {"a", "a"},
      {"${{ a.b }}", "<a.b>"},
      {"${{a.b}}", "<a.b>"},
      {"x${{ a }}y${{ b }}", "x|<a>|y|<b>"},
      {"$${{ a }}", "${{ a }}"},
      {"$$$${{ a }}", "$${{ a }}"},
      {"US$$${{ a }}", "US$|<a>"},
      {"$$$$${{ a }}$", "$$|<a>|$"},
      {"$${{ a }}${{ b }}", "${{ a }}|<b>"},
      {"$$ $$", "$$ $$"},
      {"${ {a} }", "${ {a} }"},
      {"${{ a\nb }}", "fault ${{ a"},
      {"${{ }}", "fault ${{ }}"},
      {"${{ a b }}", "fault ${{ a b }}"},
      {"${{ .a }}", "fault ${{ .a }}"},
      {"${{ a..b }}", "fault ${{ a..b }}"},
      {"${{ a. }}", "fault ${{ a. }}"},
      {"x ${{ a", "fault ${{ a"},
      {"${{ a } }", "fault ${{ a } }"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    auto parsed = parse_text(row.text);
    std::string found;
    if (const auto* fault = std::get_if<fields::Fault>(&parsed)) {
      found = "fault " + fault->part;
    } else {
      for (const Text::Part& part : std::get<Text>(parsed).parts()) {
        if (!found.empty()) found += "|";
        const auto* reference = std::get_if<Reference>(&part);
        found += reference != nullptr ? "<" + reference->path + ">" : std::get<std::string>(part);
      }
    }
    CHECK(found == row.parts);
  }
}

}  // namespace
}  // namespace btsinfra
