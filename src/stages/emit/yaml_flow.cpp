#include "stages/emit/yaml_flow.h"

#include <algorithm>
#include <array>

#include "support/check.h"

namespace btsinfra {
namespace {

// Fn::GetAtt's argument as one text, "Logical.Attribute": it may be a list of the two, too.
std::optional<std::string> get_att_text(const cfn::Value& argument) {
  if (const auto* text = argument.as<std::string>()) return *text;
  const auto* list = argument.as<cfn::List>();
  if (list == nullptr || list->size() != 2) return std::nullopt;
  const auto* logical_id = (*list)[0].as<std::string>();
  const auto* attribute = (*list)[1].as<std::string>();
  if (logical_id == nullptr || attribute == nullptr) return std::nullopt;
  if (logical_id->find('.') != std::string::npos) return std::nullopt;
  return *logical_id + '.' + *attribute;
}

bool has_short_form(std::string_view name) {
  static constexpr std::array<std::string_view, 18> names = {
      "Ref",           "Condition",       "Fn::And",    "Fn::Base64", "Fn::Cidr", "Fn::Equals",
      "Fn::FindInMap", "Fn::GetAtt",      "Fn::GetAZs", "Fn::If",     "Fn::Join", "Fn::Not",
      "Fn::Or",        "Fn::ImportValue", "Fn::Select", "Fn::Split",  "Fn::Sub",  "Fn::Transform"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Writes one value, and gives up as soon as it turns out not to belong on one line.
class FlowWriter {
 public:
  bool value(const cfn::Value& value, FlowPlace place) {
    if (out_.size() > longest) return false;
    const auto* text = value.as<std::string>();
    if (text != nullptr && fits_literal_block(*text)) return false;
    if (const auto scalar = one_line_scalar(value, YamlContext::Flow)) {
      out_ += *scalar;
      return true;
    }
    if (const auto* intrinsic = value.as<cfn::Intrinsic>()) return function(*intrinsic, place);
    if (place == FlowPlace::List) return false;
    if (const auto* items = value.as<cfn::List>()) return list(*items, place);
    if (const auto* entries = value.as<cfn::Map>()) return map(*entries, place);
    unresolved_in_emitter();
  }

  bool list(const cfn::List& list, FlowPlace place) {
    out_ += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out_ += ", ";
      if (!value(list[i], place)) return false;
    }
    out_ += ']';
    return true;
  }

  std::string take() { return std::move(out_); }

 private:
  // In bytes, and only so that a long list is not written in vain.
  static constexpr std::size_t longest = std::size_t{4} * widest_yaml_line;

  bool map(const cfn::Map& map, FlowPlace place) {
    out_ += '{';
    bool first = true;
    for (const auto& [key, item] : map) {
      if (!first) out_ += ", ";
      first = false;
      out_ += yaml_scalar(key, YamlContext::Flow) + ": ";
      if (!value(item, place)) return false;
    }
    out_ += '}';
    return true;
  }

  bool function(const cfn::Intrinsic& function, FlowPlace place) {
    const std::optional<std::string> tag = short_tag(function);
    if (!tag) return false;
    const cfn::Value argument = short_argument(function);
    if (place == FlowPlace::List && argument.as<std::string>() == nullptr) return false;
    out_ += *tag + ' ';
    return value(argument, FlowPlace::Function);
  }

  std::string out_;
};

}  // namespace

std::optional<std::string> short_tag(const cfn::Intrinsic& function) {
  std::string_view name = function.name;
  if (!has_short_form(name)) return std::nullopt;
  const cfn::Value argument = short_argument(function);
  const bool text = argument.as<std::string>() != nullptr;
  const bool items = argument.as<cfn::List>() != nullptr || argument.as<cfn::Map>() != nullptr;
  if (!text && (!items || name == "Fn::GetAtt")) return std::nullopt;
  if (name.starts_with("Fn::")) name.remove_prefix(4);
  return '!' + std::string(name);
}

cfn::Value short_argument(const cfn::Intrinsic& function) {
  const cfn::Value& argument = function.argument.value();
  if (function.name == "Fn::GetAtt") {
    if (auto text = get_att_text(argument)) return *std::move(text);
  }
  return argument;
}

std::optional<std::string> one_line_scalar(const cfn::Value& value, YamlContext context) {
  if (value.as<cfn::Null>() != nullptr) return "null";
  if (const auto* truth = value.as<bool>()) return *truth ? "true" : "false";
  if (const auto* integer = value.as<std::int64_t>()) return std::to_string(*integer);
  if (const auto* number = value.as<double>()) return yaml_number(*number);
  if (const auto* text = value.as<std::string>()) return yaml_scalar(*text, context);
  return std::nullopt;
}

std::optional<std::string> flow_list(const cfn::List& list, FlowPlace place) {
  FlowWriter writer;
  if (!writer.list(list, place)) return std::nullopt;
  return writer.take();
}

void unresolved_in_emitter() {
  check_failed(__FILE__, __LINE__, "cfn::Value", "a symbol or text came through to the emitter");
}

}  // namespace btsinfra
