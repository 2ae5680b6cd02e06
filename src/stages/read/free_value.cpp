#include "stages/read/free_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "diag/ids/reading.h"
#include "diag/suggest.h"
#include "model/interpolation.h"
#include "support/edit_distance.h"
#include "support/plain_scalar.h"

namespace btsinfra {
namespace {

// CloudFormation's tags. Conditions do not exist in a blueprint, so neither do If, And, Equals …
constexpr std::array<std::string_view, 12> known_tags{
    "!Base64", "!Cidr", "!FindInMap", "!GetAZs", "!GetAtt", "!ImportValue",
    "!Join",   "!Ref",  "!Select",    "!Split",  "!Sub",    "!Transform"};

std::string long_form(std::string_view tag) {
  std::string_view name = tag.substr(1);
  return name == "Ref" ? "Ref" : "Fn::" + std::string(name);
}

// Functions of conditions, which a blueprint does not have.
bool is_conditional(std::string_view tag) {
  constexpr std::array<std::string_view, 6> conditional{"!And", "!Condition", "!Equals",
                                                        "!If",  "!Not",       "!Or"};
  return std::find(conditional.begin(), conditional.end(), tag) != conditional.end();
}

// What to write instead of a function of the transform AWS::LanguageExtensions, which templates
// would have to name for CloudFormation to know it; nullptr: it is none.
const char* instead_of_extension(std::string_view tag) {
  if (tag == "!ToJsonString") return "write the JSON out, as a text; `!Sub` puts values into it";
  if (tag == "!Length") return "write the number";
  if (tag.starts_with("!ForEach")) return "write out each of what it would make";
  return nullptr;
}

// The text as it will stand in the template; nullptr for what only the deployment knows.
const std::string* literal_text(const FreeValue& value, std::variant<Text, fields::Fault>& parsed) {
  const auto* words = std::get_if<std::string>(&value.data);
  if (words == nullptr) return nullptr;
  parsed = parse_text(*words);
  const auto* text = std::get_if<Text>(&parsed);
  return text == nullptr ? nullptr : text->literal();
}

bool is_function(const FreeValue& value) {
  const auto* map = std::get_if<FreeMap>(&value.data);
  return map != nullptr && map->size() == 1 &&
         (map->front().key == "Ref" || map->front().key.starts_with("Fn::"));
}

// Whether it surely is a list or map, not what a function gives.
bool is_structure(const FreeValue& value) {
  return std::holds_alternative<FreeList>(value.data) ||
         (std::holds_alternative<FreeMap>(value.data) && !is_function(value));
}

// Whether it surely is no list: a function and a reference may give one.
bool is_no_list(const FreeValue& value) {
  if (is_function(value) || std::holds_alternative<FreeList>(value.data)) return false;
  std::variant<Text, fields::Fault> parsed;
  return !std::holds_alternative<std::string>(value.data) || literal_text(value, parsed) != nullptr;
}

class FreeReader {
 public:
  FreeReader(const SourceMap& sources, bool null_removes, Diagnostics& diags)
      : sources_(sources), null_removes_(null_removes), diags_(diags) {}

  bool read(const Node& node, FreeValue& out) {
    if (node.tag.empty()) return read_untagged(node, out);
    if (std::find(known_tags.begin(), known_tags.end(), node.tag) == known_tags.end()) {
      unknown_tag(node);
      return false;
    }
    FreeValue argument;
    Node untagged = node;
    untagged.tag.clear();
    // A function's argument in a scalar is text whatever it looks like.
    untagged.quoted = true;
    if (!read_untagged(untagged, argument)) return false;
    if (!argument_fits(node, long_form(node.tag), argument)) return false;
    out.data = FreeMap{{long_form(node.tag), std::move(argument)}};
    return true;
  }

 private:
  static std::string extension_help(const char* instead) {
    return "CloudFormation knows it only in templates with the transform AWS::LanguageExtensions, "
           "which these are not: " +
           std::string(instead);
  }

  void unknown_tag(const Node& node) {
    Report report = diags_.report(
        ids::UnknownTag, node.tag_span,
        "`{}` is not a CloudFormation function that can stand in a blueprint", node.tag);
    if (const char* instead = instead_of_extension(node.tag)) {
      report.help(extension_help(instead));
    } else if (is_conditional(node.tag)) {
      report.help("a blueprint has no conditions: write the value, or let a parameter give it");
    } else if (suggest(report, node.tag, known_tags).empty()) {
      report.help(
          "remove the tag, or write one of CloudFormation's, as `!Ref`, `!GetAtt` or `!Sub`");
    }
  }

  bool read_untagged(const Node& node, FreeValue& out) {
    switch (node.kind) {
      case Node::Kind::Null:
        out.data = std::monostate{};
        return true;
      case Node::Kind::Scalar:
        return read_scalar(node, out);
      case Node::Kind::List: {
        FreeList list;
        bool good = true;
        for (const Node& item : node.items) {
          if (is_null(item)) {
            good = false;
            null_value(item, "write the item, or remove it");
          }
          good = read(item, list.emplace_back()) && good;
        }
        out.data = std::move(list);
        return good;
      }
      case Node::Kind::Map: {
        FreeMap map;
        bool good = true;
        for (const Node& item : node.items) {
          if (node.items.size() == 1 && !known_function(item)) return false;
          if (is_null(item) && !null_removes_) {
            good = false;
            null_value(item, "write the value, or remove the key: CloudFormation takes no null");
          }
          FreeValue value;
          good = read(item, value) && good;
          map.push_back({item.key, std::move(value)});
        }
        // The order of keys never matters, so it must not show in what comes out.
        std::sort(map.begin(), map.end(),
                  [](const auto& a, const auto& b) { return a.key < b.key; });
        if (good && map.size() == 1 &&
            !argument_fits(node.items.front(), map.front().key, map.front().value)) {
          return false;
        }
        out.data = std::move(map);
        return good;
      }
    }
    return false;
  }

  // Whether a function gets what it takes, as far as that tells before the deployment (AWS
  // CloudFormation User Guide, "Intrinsic function reference").
  bool argument_fits(const Node& node, std::string_view name, const FreeValue& argument) {
    const auto* words = std::get_if<std::string>(&argument.data);
    const auto* list = std::get_if<FreeList>(&argument.data);
    const auto is_text = [&](std::size_t i) {
      return list->size() > i && std::holds_alternative<std::string>((*list)[i].data);
    };
    std::string_view wanted;
    if (null_removes_ && std::holds_alternative<std::monostate>(argument.data)) return true;
    if (name == "Ref" && (words == nullptr || words->empty())) {
      wanted = "a logical id or the name of a parameter";
    } else if (name == "Fn::GetAtt" &&
               !(words != nullptr && words->find('.') != std::string::npos) &&
               !(list != nullptr && list->size() == 2 && is_text(0))) {
      wanted = "a logical id and an attribute, as `Bucket.Arn` or `[Bucket, Arn]`";
    } else if (name == "Fn::Sub" && !(words != nullptr && !words->empty()) &&
               !(list != nullptr && list->size() == 2 && is_text(0) &&
                 std::holds_alternative<FreeMap>((*list)[1].data))) {
      wanted = "a text, or a list of a text and a map of its variables";
    } else if ((name == "Fn::Join" || name == "Fn::Split" || name == "Fn::Select") &&
               !(list != nullptr && list->size() == 2)) {
      wanted = "a list of two things";
    } else if (name == "Fn::Base64" && is_structure(argument)) {
      wanted = "a text";
    } else if (name == "Fn::FindInMap") {
      diags_
          .report(ids::FunctionArgument, node.tag.empty() ? node.place() : node.tag_span,
                  "`FindInMap` finds nothing: a blueprint has no mappings")
          .help("write the value, or give it by a parameter or `images.*.by_region`");
      return false;
    }
    if (wanted.empty()) {
      return list == nullptr || node.items.size() != 2 || parts_fit(node, name, *list);
    }
    diags_
        .report(ids::FunctionArgument, node.tag.empty() ? node.place() : node.tag_span,
                "`{}` takes {}", name, wanted)
        .help("CloudFormation would refuse the whole template");
    return false;
  }

  // What a function takes as its two parts. Only plain literals are judged.
  bool parts_fit(const Node& node, std::string_view name, const FreeList& list) {
    const auto refuse = [&](const Node& part, const std::string& wanted) {
      diags_.report(ids::FunctionArgument, part.place(), "`{}` takes {}", name, wanted)
          .help("CloudFormation would refuse the whole template");
      return false;
    };
    const Node& second = node.items[1];
    const auto* values = std::get_if<FreeList>(&list[1].data);
    if (name == "Fn::Join") {
      if (is_no_list(list[1])) return refuse(second, "a list of texts as its second part");
      if (values == nullptr || second.items.size() != values->size()) return true;
      bool good = true;
      for (std::size_t i = 0; i < values->size(); ++i) {
        if (!is_structure((*values)[i])) continue;
        good = refuse(second.items[i], "texts to join, not lists or maps");
      }
      return good;
    }
    if (name != "Fn::Select") return true;
    if (is_no_index(list[0])) {
      return refuse(node.items[0], "a whole number from 0 as its first part, the index");
    }
    const std::optional<std::uint64_t> index = index_of(list[0]);
    if (!index || values == nullptr || *index < values->size()) return true;
    return refuse(node.items[0], values->empty() ? "an item of a list, and this one is empty"
                                                 : "an index within its list, here 0 to " +
                                                       std::to_string(values->size() - 1));
  }

  // The index that a literal gives; a text of digits is one, too.
  static std::optional<std::uint64_t> index_of(const FreeValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value.data)) {
      if (*number < 0) return std::nullopt;
      return static_cast<std::uint64_t>(*number);
    }
    std::variant<Text, fields::Fault> parsed;
    const std::string* words = literal_text(value, parsed);
    if (words == nullptr) return std::nullopt;
    std::uint64_t index = 0;
    const char* end = words->data() + words->size();
    const auto [stopped, error] = std::from_chars(words->data(), end, index);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return index;
  }

  // Whether it surely is no index: what a function or a reference gives may be one.
  static bool is_no_index(const FreeValue& value) {
    if (is_function(value) || index_of(value)) return false;
    std::variant<Text, fields::Fault> parsed;
    if (std::holds_alternative<std::string>(value.data)) {
      return literal_text(value, parsed) != nullptr;
    }
    const auto* number = std::get_if<double>(&value.data);
    return number == nullptr || *number < 0 || *number != std::floor(*number);
  }

  static bool is_null(const Node& node) {
    return node.tag.empty() && (node.kind == Node::Kind::Null ||
                                (node.kind == Node::Kind::Scalar && !node.quoted &&
                                 classify_plain_scalar(node.text) == PlainScalar::Null));
  }

  void null_value(const Node& node, const char* help) {
    diags_.report(ids::WrongShape, node.place(), "expected a value, found nothing").help(help);
  }

  // The long form of a function: the same ones as by tag, and Fn::GetStackOutput, which has no tag
  // that older tools know.
  bool known_function(const Node& item) {
    if (!item.key.starts_with("Fn::") || item.key == "Fn::GetStackOutput") return true;
    std::string tag = "!" + item.key.substr(4);
    if (std::find(known_tags.begin(), known_tags.end(), tag) != known_tags.end()) return true;
    Report report = diags_.report(
        ids::UnknownTag, item.key_span,
        "`{}` is not a CloudFormation function that can stand in a blueprint", item.key);
    if (const char* instead = instead_of_extension(tag)) {
      report.help(extension_help(instead));
    } else if (is_conditional(tag)) {
      report.help("a blueprint has no conditions: write the value, or let a parameter give it");
    } else if (auto near = nearest(tag, known_tags)) {
      report.help(did_you_mean(long_form(*near)));
    }
    return false;
  }

  bool read_scalar(const Node& node, FreeValue& out) {
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
        diags_
            .report(ids::AmbiguousScalar, node.span,
                    "some YAML readers take `{}` for a boolean, others for a text", node.text)
            .help("write true or false, or put it in quotes");
        return false;
      case PlainScalar::Integer:
      case PlainScalar::Float:
        return read_number(node, kind, out);
      case PlainScalar::Timestamp:  // as in `Version: 2012-10-17`: CloudFormation means the text
      case PlainScalar::Text:
        out.data = node.text;
        return references_fit(node);
    }
    return false;
  }

  bool read_number(const Node& node, PlainScalar kind, FreeValue& out) {
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
    diags_
        .report(ids::AmbiguousScalar, node.span, "YAML readers do not agree on what number `{}` is",
                node.text)
        .help("put it in quotes, or write plain decimal digits");
    return false;
  }

  // Later stages read `${{ }}` in these texts like in any other.
  bool references_fit(const Node& node) {
    auto parsed = parse_text(node.text);
    const auto* fault = std::get_if<fields::Fault>(&parsed);
    if (fault == nullptr) return true;
    diags_.report(fault->id, part_of(node, fault->part, sources_), "{}", fault->message)
        .help(fault->help);
    return false;
  }

  const SourceMap& sources_;
  bool null_removes_;
  Diagnostics& diags_;
};

}  // namespace

bool read_free_value(const Node& node, FreeValue& out, bool null_removes, const SourceMap& sources,
                     Diagnostics& diags) {
  return FreeReader(sources, null_removes, diags).read(node, out);
}

}  // namespace btsinfra
