// AWS facts this rests on:
// - Inside Fn::Sub, `${Name}` is replaced and `${!Name}` becomes `${Name}`; `$VAR`, `$(cmd)` and
//   `{{resolve:…}}` mean nothing to it.
// - What Sub does with nested braces (`${A:-${B}}`) or `${!ref}` of a shell is nowhere promised, so
//   words with them go through Fn::Join, which never looks inside.
#include "stages/partition/text.h"

#include <algorithm>
#include <set>

namespace btsinfra {
namespace {

// Whether every `${` of the words can be escaped so that Sub gives back exactly these words.
bool sub_keeps(std::string_view words) {
  std::size_t at = 0;
  while ((at = words.find("${", at)) != std::string_view::npos) {
    std::size_t close = words.find('}', at);
    if (close == std::string_view::npos) return false;
    std::string_view inside = words.substr(at + 2, close - at - 2);
    if (inside.empty() || inside.front() == '!' ||
        inside.find_first_of("${\n") != std::string_view::npos) {
      return false;
    }
    at = close + 1;
  }
  return true;
}

std::string escaped(std::string_view words) {
  std::string text;
  std::size_t at = 0;
  while (true) {
    std::size_t open = words.find("${", at);
    text += words.substr(at, open - at);
    if (open == std::string_view::npos) return text;
    text += "${!";
    at = open + 2;
  }
}

// The text between `${` and `}` that stands for a value; empty where Sub has no name for it.
std::string sub_name(const cfn::Value& value) {
  const auto* function = value.as<cfn::Intrinsic>();
  if (function == nullptr) return "";
  const auto* argument = function->argument.value().as<std::string>();
  if (argument == nullptr) return "";
  if (function->name == "Ref" || function->name == "Fn::GetAtt") return *argument;
  return "";
}

// A Sub of one string, whose text can stand inside another.
const std::string* plain_sub(const cfn::Value& value) {
  const auto* function = value.as<cfn::Intrinsic>();
  if (function == nullptr || function->name != "Fn::Sub") return nullptr;
  return function->argument.value().as<std::string>();
}

// A name for a value that Sub takes from its map: the import's output, or a number. `named` are the
// names that the text uses already for something else.
std::string variable_name(const cfn::Value& value, const cfn::Map& taken,
                          const std::set<std::string>& named) {
  std::string name = "Value";
  if (const auto* function = value.as<cfn::Intrinsic>();
      function != nullptr && function->name == "Fn::ImportValue") {
    if (const std::string* sub = plain_sub(function->argument.value())) {
      std::size_t dash = sub->rfind('-');
      if (dash != std::string::npos) name = sub->substr(dash + 1);
    }
  }
  auto free = [&](const std::string& wanted) {
    const cfn::Value* present = taken.find(wanted);
    return !named.contains(wanted) && (present == nullptr || *present == value);
  };
  if (name != "Value" && free(name)) return name;
  for (int i = 1;; ++i) {
    std::string numbered = name + std::to_string(i);
    if (free(numbered)) return numbered;
  }
}

}  // namespace

cfn::Value join_parts(cfn::List parts) {
  cfn::List merged;
  merged.reserve(parts.size());
  for (cfn::Value& part : parts) {
    if (const auto* number = part.as<std::int64_t>()) part = cfn::Value(std::to_string(*number));
    const auto* words = part.as<std::string>();
    auto* last = merged.empty() ? nullptr : merged.back().as<std::string>();
    if (words != nullptr && last != nullptr) {
      *last += *words;
    } else {
      merged.push_back(std::move(part));
    }
  }
  if (merged.empty()) return "";
  if (merged.size() == 1) return std::move(merged.front());

  bool sub = std::all_of(merged.begin(), merged.end(), [](const cfn::Value& part) {
    const auto* words = part.as<std::string>();
    return words == nullptr || sub_keeps(*words);
  });
  if (!sub) return cfn::intrinsic("Fn::Join", cfn::List{"", merged});

  std::set<std::string> named;
  for (const cfn::Value& part : merged) named.insert(sub_name(part));
  std::string text;
  cfn::Map variables;
  for (const cfn::Value& part : merged) {
    if (const auto* words = part.as<std::string>()) {
      text += escaped(*words);
    } else if (const std::string* inner = plain_sub(part)) {
      text += *inner;
    } else if (std::string name = sub_name(part); !name.empty()) {
      text += "${" + name + "}";
    } else {
      std::string variable = variable_name(part, variables, named);
      variables.set(variable, part);
      text += "${" + variable + "}";
    }
  }
  if (variables.empty()) return cfn::sub(text);
  return cfn::intrinsic("Fn::Sub", cfn::List{text, variables});
}

}  // namespace btsinfra
