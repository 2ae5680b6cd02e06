#include "driver/program_findings.h"

#include "support/catch.h"

namespace btsinfra {
namespace {

TEST_CASE("findings name fields as programs do", "[driver]") {
  struct Row {
    const char* yaml;
    const char* program;
  };
  const Row rows[] = {
      {"", ""},
      {"add `subnets:`, or take out `multi_az: true`",
       "add `.subnets`, or take out `.multi_az = true`"},
      {"`period: 60`", "`.period = 60`"},
      {"`version: \"8.4\"`", "`.version = \"8.4\"`"},
      {"`nat: per-zone`", "`nat: per-zone`"},
      {"`keys: {database: {}}`", "`keys: {database: {}}`"},
      {"`arn:aws:s3:::x` and `AWS::SNS::Topic`", "`arn:aws:s3:::x` and `AWS::SNS::Topic`"},
      {"`aws:` and `private: true`", "`aws:` and `.is_private = true`"},
      {"`default: 5` in a `namespace:`", "`default: 5` in a `.name_space`"},
      {"`seoul.buckets.logs` is one", "`seoul.buckets.logs` is one"},
      {"a lone ` and `", "a lone ` and `"},
      {"not `closed:", "not `closed:"},
      {"`a: `", "`a: `"},
      {"`:` and ``", "`:` and ``"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.yaml);
    CHECK(as_in_programs(row.yaml) == row.program);
  }
}

}  // namespace
}  // namespace btsinfra
