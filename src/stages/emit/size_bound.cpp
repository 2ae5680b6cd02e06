#include "stages/emit/size_bound.h"

#include <algorithm>
#include <string>

#include "support/overloaded.h"

namespace btsinfra {
namespace {

// Indentation, quotes, separators of one value or line.
constexpr std::size_t around = 96;
// The longest escape of a byte: "\u00e9" of JSON.
constexpr std::size_t escaped = 6;

std::size_t of_text(const std::string& text) {
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  return escaped * text.size() + (lines + 1) * around;
}

std::size_t of_value(const cfn::Value& value);

std::size_t of_map(const cfn::Map& map) {
  std::size_t bound = around;
  for (const auto& [key, item] : map) bound += of_text(key) + of_value(item);
  return bound;
}

std::size_t of_value(const cfn::Value& value) {
  return std::visit(Overloaded{
                        [](const std::string& text) { return of_text(text); },
                        [](const cfn::List& list) {
                          std::size_t bound = around;
                          for (const cfn::Value& item : list) bound += of_value(item);
                          return bound;
                        },
                        [](const cfn::Map& map) { return of_map(map); },
                        [](const cfn::Intrinsic& function) {
                          return around + of_text(function.name) +
                                 of_value(function.argument.value());
                        },
                        [](const auto&) { return around; },
                    },
                    value.data);
}

std::size_t of_optional(const std::optional<cfn::Value>& value) {
  return value ? of_value(*value) : 0;
}

}  // namespace

std::size_t size_bound(const cfn::Template& body) {
  // What every template begins with, its digest and the places in the blueprints.
  std::size_t bound = 4096 + of_text(body.description) + of_map(body.metadata);
  for (const std::string& line : body.header) bound += of_text(line);
  for (const auto& [name, parameter] : body.parameters) {
    bound += 8 * around + of_text(name) + of_text(parameter.type) + of_text(parameter.description) +
             of_optional(parameter.default_value) + of_text(parameter.allowed_pattern) +
             of_text(parameter.constraint_description);
    for (const std::string& each : parameter.allowed_values) bound += of_text(each);
  }
  for (const auto& [name, mapping] : body.mappings) bound += of_text(name) + of_map(mapping);
  for (const cfn::Resource& resource : body.resources) {
    bound += 8 * around + of_text(resource.logical_id) + of_text(resource.type) +
             of_map(resource.properties) + of_map(resource.metadata) +
             of_text(resource.deletion_policy) + of_text(resource.update_replace_policy) +
             of_text(resource.comment) + of_optional(resource.creation_policy) +
             of_optional(resource.update_policy);
    for (const std::string& id : resource.depends_on) bound += of_text(id);
  }
  for (const auto& [name, output] : body.outputs) {
    bound += 8 * around + of_text(name) + of_text(output.description) + of_value(output.value) +
             of_optional(output.export_name);
  }
  return bound;
}

}  // namespace btsinfra
