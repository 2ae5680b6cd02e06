#include "stages/emit/yaml_value.h"

#include <algorithm>

#include "stages/emit/yaml_flow.h"
#include "stages/emit/yaml_scalar.h"
#include "support/display_width.h"

namespace btsinfra {
namespace {

// YAML readers give up on a key of more than 1024 characters, unless it is marked with `?`.
constexpr std::size_t longest_simple_key = 1000;

// yaml-cpp 0.7 loses its way at `- !Sub |`. It reads our output in tests, and maybe elsewhere.
bool holds_literal_block(const cfn::Intrinsic& function) {
  const auto* text = function.argument.value().as<std::string>();
  return text != nullptr && fits_literal_block(*text);
}

}  // namespace

void YamlValueWriter::entry(std::size_t indent, std::string_view key, const cfn::Value& value) {
  out_.append(indent, ' ');
  pair(indent, key, value);
}

void YamlValueWriter::heading(std::size_t indent, std::string_view key) {
  out_.append(indent, ' ');
  this->key(indent, key);
  out_ += '\n';
  keeps_newlines_ = false;
}

void YamlValueWriter::comment(std::size_t indent, std::string_view text) {
  out_.append(indent, ' ');
  out_ += yaml_comment(text) + '\n';
  keeps_newlines_ = false;
}

void YamlValueWriter::gap() {
  if (!keeps_newlines_ && !out_.empty()) out_ += '\n';
}

void YamlValueWriter::pair(std::size_t indent, std::string_view key, const cfn::Value& value) {
  const After head = this->key(indent, key);
  this->value(head, indent + step, value);
}

YamlValueWriter::After YamlValueWriter::key(std::size_t indent, std::string_view key) {
  const std::string written = yaml_scalar(key, YamlContext::Block);
  if (written.size() <= longest_simple_key) {
    out_ += written + ':';
    return After::Key;
  }
  out_ += "? " + written + '\n';
  out_.append(indent, ' ');
  out_ += ':';
  return After::LongKey;
}

// `indent` is where the lines below the key or behind the dash begin.
void YamlValueWriter::value(After head, std::size_t indent, const cfn::Value& value) {
  keeps_newlines_ = false;
  if (const auto* string = value.as<std::string>()) {
    text(indent, *string);
  } else if (const auto scalar = one_line_scalar(value, YamlContext::Block)) {
    out_ += ' ' + *scalar + '\n';
  } else if (const auto* items = value.as<cfn::List>()) {
    if (!append_if_it_fits(flow_list(*items, FlowPlace::List))) list(head, indent, *items);
  } else if (const auto* entries = value.as<cfn::Map>()) {
    map(head, indent, *entries);
  } else if (const auto* intrinsic = value.as<cfn::Intrinsic>()) {
    function(head, indent, *intrinsic);
  } else {
    unresolved_in_emitter();
  }
}

void YamlValueWriter::text(std::size_t indent, std::string_view text) {
  if (!fits_literal_block(text)) {
    out_ += ' ' + yaml_scalar(text, YamlContext::Block) + '\n';
    return;
  }
  out_ += ' ' + literal_block_header(text, step) + '\n';
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) out_.append(indent, ' ');
    out_ += text.substr(begin, end - begin);
    out_ += '\n';
    begin = end + 1;
  }
  keeps_newlines_ = text.ends_with("\n\n");
}

void YamlValueWriter::list(After head, std::size_t indent, const cfn::List& list) {
  bool first = true;
  for (const cfn::Value& item : list) {
    start_child(head, indent, first);
    first = false;
    out_ += '-';
    value(After::Dash, indent + step, item);
  }
}

void YamlValueWriter::map(After head, std::size_t indent, const cfn::Map& map) {
  if (map.empty()) out_ += " {}\n";
  bool first = true;
  for (const auto& [key, item] : map) {
    start_child(head, indent, first);
    first = false;
    pair(indent, key, item);
  }
}

void YamlValueWriter::function(After head, std::size_t indent, const cfn::Intrinsic& function) {
  const std::optional<std::string> tag = short_tag(function);
  if (!tag || (head != After::Key && holds_literal_block(function))) {
    start_child(head, indent, true);
    pair(indent, function.name, function.argument.value());
    return;
  }
  out_ += ' ' + *tag;
  // Behind a tag nothing begins on the same line but scalars and flow style.
  const cfn::Value argument = short_argument(function);
  if (const auto* items = argument.as<cfn::List>()) {
    if (!append_if_it_fits(flow_list(*items, FlowPlace::Function))) {
      list(After::Key, indent, *items);
    }
  } else {
    value(After::Key, indent, argument);
  }
}

// A list or map stands below its key, but begins on the line of its dash.
void YamlValueWriter::start_child(After head, std::size_t indent, bool first) {
  if (first && head == After::Dash) {
    out_ += ' ';
    return;
  }
  if (first) out_ += '\n';
  out_.append(indent, ' ');
}

bool YamlValueWriter::append_if_it_fits(const std::optional<std::string>& flow) {
  if (!flow) return false;
  const std::size_t line_start = out_.rfind('\n') + 1;  // 0 where there is none
  const int width = display_width(std::string_view(out_).substr(line_start)) + 1;
  const bool trivial = flow->size() == 2;  // "[]" has no other form
  if (!trivial && width + display_width(*flow) > widest_yaml_line) return false;
  out_ += ' ' + *flow + '\n';
  return true;
}

}  // namespace btsinfra
