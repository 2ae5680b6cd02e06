#include "stages/emit/emit.h"

#include "btsinfra_version.h"
#include "cfn/limits.h"
#include "stages/check/limits.h"
#include "stages/emit/deploy_script.h"
#include "stages/emit/json_writer.h"
#include "stages/emit/manifest.h"
#include "stages/emit/size_bound.h"
#include "stages/emit/yaml_writer.h"
#include "support/sha256.h"

namespace btsinfra {
namespace {

constexpr std::size_t build_digits = 16;

// Smaller templates are of no concern to check_size.
constexpr std::size_t near_template_bytes =
    cfn::limits::template_bytes * cfn::limits::near_percent / std::size_t{100};

// What makes a deployed stack recognisable: a digest of everything else in its template.
std::string build_digest(const cfn::Template& body) {
  return sha256_hex(write_json(body)).substr(0, build_digits);
}

cfn::Template finished(const Stack& stack, const std::string& file, const std::string& scenario) {
  cfn::Template body = stack.body;
  body.metadata.set("btsinfra", cfn::Map{{"scenario", scenario.empty() ? "base" : scenario},
                                         {"build", build_digest(body)}});
  std::string name = file.substr(file.rfind('/') + 1);
  body.header = {"Stack " + stack.name + " in " + std::string(stack.region.name()) + " (" +
                     std::string(stack.region.display_name()) + ")" +
                     (scenario.empty() ? "." : ", scenario " + scenario + "."),
                 "Made by btsinfra from " + name + ": change the blueprint, not this file."};
  return body;
}

std::string written(const Stack& stack, const EmitInput& input) {
  const cfn::Template body = finished(stack, input.files[stack.blueprint], input.scenario);
  return input.format == TemplateFormat::Json ? write_json(body) : write_yaml(body);
}

}  // namespace

void check_sizes(const EmitInput& input, Diagnostics& diags) {
  for (const Stack& stack : input.plan.stacks) {
    if (size_bound(stack.body) < near_template_bytes) continue;
    check_size(stack, written(stack, input).size(), input.system, diags);
  }
}

std::string generator() { return std::string("btsinfra ") + BTSINFRA_VERSION; }

FileSet emit(const EmitInput& input, Diagnostics& diags) {
  FileSet files;
  std::vector<TemplateFile> templates;
  std::vector<std::size_t> sizes;
  bool json = input.format == TemplateFormat::Json;
  for (const Stack& stack : input.plan.stacks) {
    std::string text = written(stack, input);
    check_size(stack, text.size(), input.system, diags);
    std::string path = stack.id + (json ? ".json" : ".yaml");
    templates.push_back({path, sha256_hex(text)});
    sizes.push_back(text.size());
    files.emplace(std::move(path), std::move(text));
  }
  files.emplace("manifest.json", write_manifest(input, templates));
  files.emplace(deploy_script_name, write_deploy_script(input, templates, sizes));
  return files;
}

}  // namespace btsinfra
