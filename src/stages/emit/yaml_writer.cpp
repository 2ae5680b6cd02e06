#include "stages/emit/yaml_writer.h"

#include "stages/emit/template_tree.h"
#include "stages/emit/yaml_value.h"

namespace btsinfra {
namespace {

void write_resources(YamlValueWriter& writer, const std::vector<cfn::Resource>& resources) {
  if (resources.empty()) {
    writer.entry(0, "Resources", cfn::Map{});
    return;
  }
  writer.heading(0, "Resources");
  std::string_view comment;
  for (const cfn::Resource& resource : resources) {
    if (&resource != &resources.front()) writer.gap();
    if (!resource.comment.empty() && resource.comment != comment) {
      writer.comment(YamlValueWriter::step, resource.comment);
    }
    comment = resource.comment;
    writer.entry(YamlValueWriter::step, resource.logical_id, resource_tree(resource));
  }
}

}  // namespace

std::string write_yaml(const cfn::Template& source) {
  YamlValueWriter writer;
  for (const std::string& line : source.header) writer.comment(0, line);
  for (const auto& [section, content] : template_tree(source)) {
    if (section == "Resources") {
      writer.gap();
      write_resources(writer, source.resources);
      continue;
    }
    const bool first = section == "AWSTemplateFormatVersion";
    if (!first && section != "Description") writer.gap();
    writer.entry(0, section, content);
  }
  return writer.take();
}

}  // namespace btsinfra
