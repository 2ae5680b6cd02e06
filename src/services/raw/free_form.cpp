#include "services/raw/free_form.h"

#include <algorithm>
#include <optional>

#include "btsinfra/model/blueprint.h"

#include "model/interpolation.h"
#include "support/overloaded.h"

namespace btsinfra {
namespace {

bool is_logical_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

class Converter {
 public:
  Converter(const Component& component, const Lowering& lowering)
      : component_(component), lowering_(lowering) {}

  cfn::Value convert(const FreeValue& value) const {
    return std::visit(Overloaded{
                          [](std::monostate) { return cfn::Value{}; },
                          [](bool v) -> cfn::Value { return v; },
                          [](std::int64_t v) -> cfn::Value { return v; },
                          [](double v) -> cfn::Value { return v; },
                          [&](const std::string& words) { return text(words); },
                          [&](const FreeList& list) -> cfn::Value {
                            cfn::List out;
                            for (const FreeValue& item : list) out.push_back(convert(item));
                            return out;
                          },
                          [&](const FreeMap& map) { return convert_map(map); },
                      },
                      value.data);
  }

 private:
  cfn::Value text(const std::string& words) const {
    auto parsed = parse_text(words);
    if (const auto* text = std::get_if<Text>(&parsed)) return lowering_.text(component_, *text);
    return words;  // reported by the reader
  }

  cfn::Value convert_map(const FreeMap& map) const {
    if (map.size() == 1) {
      const auto& [key, argument] = map.front();
      if (key == "Ref" || key.starts_with("Fn::")) return function(key, argument);
    }
    cfn::Map out;
    for (const auto& [key, item] : map) out.append(key, convert(item));
    return out;
  }

  cfn::Value function(const std::string& name, const FreeValue& argument) const {
    if (const auto* words = std::get_if<std::string>(&argument.data)) {
      if (name == "Ref") return named(*words, "");
      if (name == "Fn::GetAtt") {
        std::size_t dot = words->find('.');
        if (dot != std::string::npos) return named(words->substr(0, dot), words->substr(dot + 1));
      }
      if (name == "Fn::Sub") return substituted(*words, {});
    }
    if (const auto* list = std::get_if<FreeList>(&argument.data);
        list != nullptr && list->size() == 2) {
      const auto* first = std::get_if<std::string>(&(*list)[0].data);
      const auto* second = std::get_if<std::string>(&(*list)[1].data);
      const auto* variables = std::get_if<FreeMap>(&(*list)[1].data);
      if (name == "Fn::GetAtt" && first != nullptr && second != nullptr)
        return named(*first, *second);
      if (name == "Fn::Sub" && first != nullptr && variables != nullptr) {
        return substituted(*first, *variables);
      }
    }
    return cfn::intrinsic(name, convert(argument));
  }

  // What a logical id, parameter or pseudo parameter gives.
  cfn::Value named(const std::string& id, const std::string& attribute) const {
    if (id.starts_with("AWS::")) return cfn::ref(id);
    const Blueprint& blueprint = lowering_.system().blueprint(component_);
    if (attribute.empty() && blueprint.parameters.contains(id)) {
      return cfn::ParameterSymbol{static_cast<std::uint32_t>(component_.blueprint), id};
    }
    return Lowering::symbol(component_, id, attribute);
  }

  // Fn::Sub's text with the values of its variables, in parts: partition puts it together again for
  // the stack it ends up in.
  cfn::Value substituted(const std::string& words, const FreeMap& variables) const {
    cfn::Text parts;
    auto parsed = parse_text(words);
    const auto* text = std::get_if<Text>(&parsed);
    if (text == nullptr) return words;  // reported by the reader
    for (const Text::Part& part : text->parts()) {
      if (const auto* literal = std::get_if<std::string>(&part)) {
        substitute(*literal, variables, parts.parts);
      } else {
        parts.parts.push_back(lowering_.reference(component_, std::get<Reference>(part)));
      }
    }
    return parts;
  }

  void substitute(const std::string& words, const FreeMap& variables, cfn::List& parts) const {
    std::string literal;
    std::size_t at = 0;
    while (at < words.size()) {
      std::size_t open = words.find("${", at);
      std::size_t close = open == std::string::npos ? open : words.find('}', open);
      if (close == std::string::npos) break;
      std::string inside = words.substr(open + 2, close - open - 2);
      literal += words.substr(at, open - at);
      at = close + 1;
      if (inside.starts_with("!")) {
        literal += "${" + inside.substr(1) + "}";
        continue;
      }
      std::optional<cfn::Value> value = variable(inside, variables);
      if (!value) {
        literal += "${" + inside + "}";
        continue;
      }
      if (!literal.empty()) parts.emplace_back(std::move(literal));
      literal.clear();
      parts.push_back(std::move(*value));
    }
    literal += words.substr(at);
    if (!literal.empty()) parts.emplace_back(std::move(literal));
  }

  // What `${name}` of Fn::Sub stands for; nothing where it is no name.
  std::optional<cfn::Value> variable(const std::string& name, const FreeMap& variables) const {
    for (const FreeEntry& entry : variables) {
      if (entry.key == name) return convert(entry.value);
    }
    std::size_t dot = name.find('.');
    std::string id = name.substr(0, dot);
    if (!id.starts_with("AWS::") && !is_logical_id(id)) return std::nullopt;
    return named(id, dot == std::string::npos ? "" : name.substr(dot + 1));
  }

  const Component& component_;
  const Lowering& lowering_;
};

}  // namespace

cfn::Value from_free_form(const Component& component, const FreeValue& value,
                          const Lowering& lowering) {
  return Converter(component, lowering).convert(value);
}

cfn::Map map_from_free_form(const Component& component, const FreeValue& value,
                            const Lowering& lowering) {
  cfn::Value converted = from_free_form(component, value, lowering);
  if (auto* map = converted.as<cfn::Map>()) return std::move(*map);
  return {};
}

}  // namespace btsinfra
