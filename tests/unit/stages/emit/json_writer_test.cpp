#include "stages/emit/json_writer.h"

#include "support/catch.h"

namespace btsinfra {
namespace {

using cfn::intrinsic;
using cfn::List;
using cfn::Map;
using cfn::ref;
using cfn::sub;
using cfn::Value;

TEST_CASE("values as JSON", "[emit][json]") {
  struct Row {
    Value value;
    std::string expected;
  };
  const Row rows[] = {
      {{}, "null"},
      {true, "true"},
      {-3, "-3"},
      {1.5, "1.5"},
      {"yes", "\"yes\""},
      {"서울\n\"", "\"서울\\n\\\"\""},
      {"\xFF", "\"\xEF\xBF\xBD\""},
      {List{1, List{}}, "[1,[]]"},
      {Map{{"b", 1}, {"a", Map{}}}, R"({"b":1,"a":{}})"},
      {ref("A"), R"({"Ref":"A"})"},
      {sub("${A}"), R"({"Fn::Sub":"${A}"})"},
      {intrinsic("Fn::GetAtt", "A.Endpoint.Address"), R"({"Fn::GetAtt":["A","Endpoint.Address"]})"},
      {intrinsic("Fn::GetAtt", List{"A", ref("B")}), R"({"Fn::GetAtt":["A",{"Ref":"B"}]})"},
      {intrinsic("Fn::Base64", sub("x")), R"({"Fn::Base64":{"Fn::Sub":"x"}})"},
  };
  for (const Row& row : rows) CHECK(write_json(row.value) == row.expected);
}

TEST_CASE("a template as JSON", "[emit][json]") {
  cfn::Template source;
  source.header = {"not in JSON"};
  source.description = "d";
  source.resources.resize(1);
  source.resources[0].logical_id = "Vpc";
  source.resources[0].type = "AWS::EC2::VPC";
  source.outputs["Id"] = {.description = "", .value = ref("Vpc"), .export_name = {}};
  CHECK(write_json(source) == R"({
  "AWSTemplateFormatVersion": "2010-09-09",
  "Description": "d",
  "Resources": {
    "Vpc": {
      "Type": "AWS::EC2::VPC"
    }
  },
  "Outputs": {
    "Id": {
      "Value": {
        "Ref": "Vpc"
      }
    }
  }
}
)");
}

}  // namespace
}  // namespace btsinfra
