#include "stages/emit/manifest.h"

#include <nlohmann/json.hpp>

#include "btsinfra/model/blueprint.h"

#include "support/overloaded.h"

namespace btsinfra {
namespace {

using Json = nlohmann::ordered_json;

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

Json output_json(const OutputName& output) {
  return {{"stack", output.stack}, {"name", output.name}};
}

Json parameters_json(const Stack& stack) {
  Json json = Json::object();
  for (const auto& [name, parameter] : stack.parameters) {
    if (parameter.value) {
      json[name] = {{"value", *parameter.value}};
    } else if (parameter.output) {
      json[name] = {{"output", output_json(*parameter.output)}};
    } else {
      json[name] = {{"ask", true}, {"noEcho", parameter.no_echo}};
    }
  }
  return json;
}

Json outputs_json(const Stack& stack) {
  Json json = Json::object();
  for (const auto& [name, output] : stack.outputs) {
    json[name] = Json::object();
    if (!output.export_name.empty()) json[name]["export"] = output.export_name;
    if (!output.users.empty()) json[name]["usedBy"] = output.users;
  }
  return json;
}

Json resources_json(const Stack& stack, const EmitInput& input) {
  Json json = Json::object();
  for (const auto& [id, origin] : stack.resources) {
    Span place = input.system.places().key(origin.place);
    json[id] = {{"type", origin.type},
                {"component", origin.component},
                {"file", base_name(input.files[stack.blueprint])},
                {"line", place.begin.line},
                {"column", place.begin.column}};
  }
  return json;
}

// One part stands for itself, several are joined: {"parts": [...]}.
Json fact_json(const std::vector<FactPart>& fact) {
  Json parts = Json::array();
  for (const FactPart& part : fact) {
    parts.push_back(std::visit(Overloaded{[](const std::string& words) {
                                            return Json{{"value", words}};
                                          },
                                          [](const ParameterName& parameter) {
                                            return Json{{"parameter", parameter.name}};
                                          },
                                          [](const OutputName& output) {
                                            return Json{{"output", output_json(output)}};
                                          }},
                               part));
  }
  return parts.size() == 1 ? parts.front() : Json{{"parts", std::move(parts)}};
}

Json gates_json(const Stack& stack) {
  Json gates = Json::array();
  for (const Gate& gate : stack.gates) {
    Json facts = Json::object();
    for (const auto& [name, parts] : gate.facts) facts[name] = fact_json(parts);
    gates.push_back({{"type", gate.type}, {"facts", std::move(facts)}, {"remedy", gate.remedy}});
  }
  return gates;
}

Json stack_json(const Stack& stack, const TemplateFile& file, const EmitInput& input) {
  Json depends_on = Json::array();
  for (std::size_t index : stack.depends_on) depends_on.push_back(input.plan.stacks[index].id);
  return {{"id", stack.id},
          {"blueprint", input.system.system().blueprints[stack.blueprint].name},
          {"layer", std::string(layer_name(stack.layer))},
          {"stackName", stack.name},
          {"region", std::string(stack.region.name())},
          {"template", file.path},
          {"sha256", file.sha256},
          {"wave", stack.wave},
          {"dependsOn", std::move(depends_on)},
          {"updateAfter", stack.update_after},
          {"capabilities", stack.capabilities},
          {"tags", stack.tags.empty() ? Json::object() : Json(stack.tags)},
          {"terminationProtection", stack.termination_protection},
          {"gates", gates_json(stack)},
          {"parameters", parameters_json(stack)},
          {"outputs", outputs_json(stack)},
          {"resources", resources_json(stack, input)}};
}

Json retired_json(const RetiredStack& stack) {
  return {{"id", stack.id},
          {"stackName", stack.name},
          {"region", std::string(stack.region.name())},
          {"lost", stack.lost},
          {"dependsOn", stack.depends_on}};
}

}  // namespace

std::string write_manifest(const EmitInput& input, const std::vector<TemplateFile>& templates) {
  Json stacks = Json::array();
  for (std::size_t i = 0; i < input.plan.stacks.size(); ++i) {
    stacks.push_back(stack_json(input.plan.stacks[i], templates[i], input));
  }
  Json retired = Json::array();
  for (const RetiredStack& stack : input.plan.retired) retired.push_back(retired_json(stack));
  const bool native = input.cross_region == CrossRegion::Native;
  Json manifest = {{"version", 1},
                   {"system", input.system.system().name},
                   {"generator", generator()},
                   {"crossRegion", native ? "native" : "parameters"},
                   {"scenario", input.scenario.empty() ? Json(nullptr) : Json(input.scenario)},
                   {"stacks", std::move(stacks)},
                   {"retired", std::move(retired)}};
  return manifest.dump(2) + "\n";
}

std::optional<std::vector<std::string>> listed_templates(std::string_view manifest) {
  nlohmann::json json = nlohmann::json::parse(manifest, nullptr, false);
  if (!json.is_object() || !json.contains("stacks") || !json["stacks"].is_array())
    return std::nullopt;
  if (!json.contains("generator") || !json["generator"].is_string() ||
      !json["generator"].get_ref<const std::string&>().starts_with("btsinfra ")) {
    return std::nullopt;
  }
  std::vector<std::string> templates;
  for (const nlohmann::json& stack : json["stacks"]) {
    if (stack.is_object() && stack.contains("template") && stack["template"].is_string()) {
      templates.push_back(stack["template"].get<std::string>());
    }
  }
  return templates;
}

}  // namespace btsinfra
