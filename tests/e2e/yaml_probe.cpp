// Prints templates for yaml_property_test.py, one JSON object per line: {"yaml": what write_yaml
// made of it, "json": what write_json made of it}.
//
//   yaml_probe SEED COUNT
#include <cstdio>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "stages/emit/json_writer.h"
#include "stages/emit/yaml_writer.h"
#include "support/random_template.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: yaml_probe SEED COUNT\n", stderr);
    return 2;
  }
  btsinfra::RandomTemplate random(std::strtoull(argv[1], nullptr, 10));
  for (unsigned long long left = std::strtoull(argv[2], nullptr, 10); left > 0; --left) {
    const btsinfra::cfn::Template source = random.next();
    nlohmann::ordered_json line;
    line["yaml"] = btsinfra::write_yaml(source);
    line["json"] = nlohmann::ordered_json::parse(btsinfra::write_json(source));
    std::puts(line.dump().c_str());
  }
  return 0;
}
