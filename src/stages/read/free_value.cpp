#include "stages/read/free_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "support/edit_distance.h"
#include "support/plain_scalar.h"

namespace btsinfra {
namespace {

// CloudFormation's tags. Conditions do not exist in a blueprint, so neither do If, And, Equals …
constexpr std::array<std::string_view, 14> known_tags{
    "!Base64", "!Cidr",   "!FindInMap", "!GetAZs",    "!GetAtt",    "!ImportValue",   "!Join",
    "!Length", "!Ref",    "!Select",    "!Split",     "!Sub",       "!ToJsonString",  "!Transform"};

std::string long_form(std::string_view tag) {
  std::string_view name = tag.substr(1);
  return name == "Ref" ? "Ref" : "Fn::" + std::string(name);
}

bool read_number(const Node& node, PlainScalar kind, FreeValue& out, Diagnostics& diags) {
  const char* begin = node.text.data();
  const char* end = begin + node.text.size();
  std::string_view digits = node.text;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  bool leading_zero = digits.size() > 1 && digits[0] == '0' && digits[1] != '.';
  if (kind == PlainScalar::Integer && !leading_zero) {
    std::int64_t number = 0;
    auto [stopped, error] = std::from_chars(begin, end, number);
    if (error == std::errc{} && stopped == end) {
      out.data = number;
      return true;
    }
  }
  if (kind == PlainScalar::Float && !leading_zero) {
    double number = 0;
    auto [stopped, error] = std::from_chars(begin, end, number);
    if (error == std::errc{} && stopped == end) {
      out.data = number;
      return true;
    }
  }
  diags.report(Id::AmbiguousScalar, node.span, "YAML readers do not agree on what number `{}` is",
               node.text)
      .help("put it in quotes, or write plain decimal digits");
  return false;
}

bool read_scalar(const Node& node, FreeValue& out, Diagnostics& diags) {
  PlainScalar kind = node.quoted ? PlainScalar::Text : classify_plain_scalar(node.text);
  switch (kind) {
    case PlainScalar::Null:
      out.data = std::monostate{};
      return true;
    case PlainScalar::Boolean:
      if (node.text == "true" || node.text == "false") {
        out.data = node.text == "true";
        return true;
      }
      diags.report(Id::AmbiguousScalar, node.span,
                   "some YAML readers take `{}` for a boolean, others for a text", node.text)
          .help("write true or false, or put it in quotes");
      return false;
    case PlainScalar::Integer:
    case PlainScalar::Float:
      return read_number(node, kind, out, diags);
    case PlainScalar::Timestamp:  // as in `Version: 2012-10-17`: CloudFormation means the text
    case PlainScalar::Text:
      out.data = node.text;
      return true;
  }
  return false;
}

bool read_untagged(const Node& node, FreeValue& out, Diagnostics& diags) {
  switch (node.kind) {
    case Node::Kind::Null:
      out.data = std::monostate{};
      return true;
    case Node::Kind::Scalar:
      return read_scalar(node, out, diags);
    case Node::Kind::List: {
      FreeList list;
      bool good = true;
      for (const Node& item : node.items) {
        good = read_free_value(item, list.emplace_back(), diags) && good;
      }
      out.data = std::move(list);
      return good;
    }
    case Node::Kind::Map: {
      FreeMap map;
      bool good = true;
      for (const Node& item : node.items) {
        FreeValue value;
        good = read_free_value(item, value, diags) && good;
        map.emplace_back(item.key, std::move(value));
      }
      // The order of keys never matters, so it must not show in what comes out.
      std::sort(map.begin(), map.end(),
                [](const auto& a, const auto& b) { return a.first < b.first; });
      out.data = std::move(map);
      return good;
    }
  }
  return false;
}

}  // namespace

bool read_free_value(const Node& node, FreeValue& out, Diagnostics& diags) {
  if (node.tag.empty()) return read_untagged(node, out, diags);
  if (std::find(known_tags.begin(), known_tags.end(), node.tag) == known_tags.end()) {
    Report report = diags.report(Id::UnknownTag, node.span, "`{}` is not a CloudFormation function "
                                 "that can stand in a blueprint", node.tag);
    if (auto near = nearest(node.tag, known_tags)) report.help(did_you_mean(*near));
    return false;
  }
  FreeValue argument;
  Node untagged = node;
  untagged.tag.clear();
  // A function's argument in a scalar is text whatever it looks like.
  untagged.quoted = true;
  if (!read_untagged(untagged, argument, diags)) return false;
  out.data = FreeMap{{long_form(node.tag), std::move(argument)}};
  return true;
}

}  // namespace btsinfra
