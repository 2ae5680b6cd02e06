#include "program/check_values.h"

#include <map>
#include <string>
#include <string_view>

#include "diag/ids/reading.h"
#include "program/to_document.h"
#include "stages/read/read_document.h"
#include "support/utf8.h"

namespace btsinfra::program {
namespace {

// Words that a value which no file could hold is written as.
bool value_is_good(const Node& node, Diagnostics& diags) {
  if (!node.quoted && node.text == nested_too_deeply) {
    diags
        .report(ids::TooDeep, node.span,
                "a value of the program is nested more than {} levels deep", DocumentLimits{}.depth)
        .help("a resource needs far fewer: look for a loop that puts a value into itself");
    return false;
  }
  if (node.quoted || (node.text != not_a_number && node.text != infinite_number &&
                      node.text != "-" + std::string(infinite_number))) {
    return true;
  }
  diags
      .report(ids::WrongScalar, node.span,
              "a number of the program is `{}`, which no template holds", node.text)
      .help("look at what was worked out there");
  return false;
}

bool text_is_good(const std::string& text, const Span& span, Diagnostics& diags) {
  if (const auto bad = first_invalid_utf8(text)) {
    diags
        .report(ids::InvalidUtf8, span,
                "a text of the program is not UTF-8: it holds the byte 0x{:02X}",
                static_cast<unsigned char>(text[*bad]))
        .help("compile the source as UTF-8, and convert what the program reads");
    return false;
  }
  if (const auto bad = first_control_character(text)) {
    std::size_t next = *bad;
    const auto code = static_cast<unsigned>(next_code_point(text, next));
    diags
        .report(ids::ControlCharacter, span,
                "a text of the program holds the control character U+{:04X}", code)
        .help("leave it out: nothing can use it");
    return false;
  }
  return true;
}

}  // namespace

bool check_values(const Node& node, Diagnostics& diags) {
  bool good = text_is_good(node.key, node.place(), diags);
  if (node.kind == Node::Kind::Scalar) {
    good = text_is_good(node.text, node.span, diags) && value_is_good(node, diags) && good;
  }
  std::map<std::string_view, const Node*> keys;
  for (const Node& item : node.items) {
    good = check_values(item, diags) && good;
    if (node.kind != Node::Kind::Map) continue;
    const auto [first, fresh] = keys.try_emplace(item.key, &item);
    if (fresh) continue;
    diags.report(ids::DuplicateKey, item.place(), "the key `{}` is there twice", item.key)
        .note(first->second->place(), "the first is here")
        .help("leave one of them out");
    good = false;
  }
  return good;
}

}  // namespace btsinfra::program
