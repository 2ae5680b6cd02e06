#include "stages/emit/template_tree.h"

namespace btsinfra {
namespace {

void set_text(cfn::Map& target, const char* key, const std::string& text) {
  if (!text.empty()) target.set(key, text);
}

void set_map(cfn::Map& target, const char* key, const cfn::Map& map) {
  if (!map.empty()) target.set(key, map);
}

cfn::List list_of(const std::vector<std::string>& texts) {
  return cfn::List(texts.begin(), texts.end());
}

cfn::Map parameter_tree(const cfn::Parameter& parameter) {
  cfn::Map result;
  result.set("Type", parameter.type);
  set_text(result, "Description", parameter.description);
  if (parameter.default_value) result.set("Default", *parameter.default_value);
  if (!parameter.allowed_values.empty()) {
    result.set("AllowedValues", list_of(parameter.allowed_values));
  }
  set_text(result, "AllowedPattern", parameter.allowed_pattern);
  set_text(result, "ConstraintDescription", parameter.constraint_description);
  if (parameter.no_echo) result.set("NoEcho", true);
  return result;
}

cfn::Map output_tree(const cfn::Output& output) {
  cfn::Map result;
  set_text(result, "Description", output.description);
  result.set("Value", output.value);
  if (output.export_name) result.set("Export", cfn::Map{{"Name", *output.export_name}});
  return result;
}

}  // namespace

cfn::Map resource_tree(const cfn::Resource& resource) {
  cfn::Map result;
  result.set("Type", resource.type);
  if (resource.creation_policy) result.set("CreationPolicy", *resource.creation_policy);
  if (resource.depends_on.size() == 1) result.set("DependsOn", resource.depends_on.front());
  if (resource.depends_on.size() > 1) result.set("DependsOn", list_of(resource.depends_on));
  set_text(result, "DeletionPolicy", resource.deletion_policy);
  set_text(result, "UpdateReplacePolicy", resource.update_replace_policy);
  if (resource.update_policy) result.set("UpdatePolicy", *resource.update_policy);
  set_map(result, "Metadata", resource.metadata);
  set_map(result, "Properties", resource.properties);
  return result;
}

cfn::Map template_tree(const cfn::Template& source) {
  cfn::Map result;
  result.set("AWSTemplateFormatVersion", "2010-09-09");
  set_text(result, "Description", source.description);
  set_map(result, "Metadata", source.metadata);

  cfn::Map parameters;
  for (const auto& [name, parameter] : source.parameters) {
    parameters.set(name, parameter_tree(parameter));
  }
  set_map(result, "Parameters", parameters);

  cfn::Map mappings;
  for (const auto& [name, mapping] : source.mappings) mappings.set(name, mapping);
  set_map(result, "Mappings", mappings);

  cfn::Map resources;
  for (const cfn::Resource& resource : source.resources) {
    resources.set(resource.logical_id, resource_tree(resource));
  }
  result.set("Resources", resources);

  cfn::Map outputs;
  for (const auto& [name, output] : source.outputs) outputs.set(name, output_tree(output));
  set_map(result, "Outputs", outputs);
  return result;
}

}  // namespace btsinfra
