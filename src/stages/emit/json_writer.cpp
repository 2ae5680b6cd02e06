#include "stages/emit/json_writer.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "stages/emit/template_tree.h"
#include "support/check.h"
#include "support/overloaded.h"

namespace btsinfra {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const cfn::Value& value);

Json object() { return Json::object(); }

// The keys of a cfn::Map are unique already, so the search that `[]` does is spared.
void append(Json& target, const std::string& key, Json value) {
  target.get_ref<Json::object_t&>().emplace_back(key, std::move(value));
}

// In JSON the argument is a list: the logical id, and the attribute with its dots.
Json get_att_argument(const cfn::Value& argument) {
  const auto* text = argument.as<std::string>();
  const std::size_t dot = text != nullptr ? text->find('.') : std::string::npos;
  if (dot == std::string::npos) return json_of(argument);
  Json list = Json::array();
  list.push_back(text->substr(0, dot));
  list.push_back(text->substr(dot + 1));
  return list;
}

Json json_of(const cfn::Intrinsic& function) {
  const cfn::Value& argument = function.argument.value();
  const bool get_att = function.name == "Fn::GetAtt";
  Json result = object();
  append(result, function.name, get_att ? get_att_argument(argument) : json_of(argument));
  return result;
}

[[noreturn]] Json unresolved() {
  check_failed(__FILE__, __LINE__, "json_of", "a symbol or text came through to the emitter");
}

Json json_of(const cfn::Value& value) {
  return std::visit(
      Overloaded{[](const cfn::Null&) { return Json(nullptr); }, [](bool v) { return Json(v); },
                 [](std::int64_t v) { return Json(v); },
                 [](double v) {
                   BTS_CHECK(std::isfinite(v), "a number without end in a template");
                   return Json(v);
                 },
                 [](const std::string& v) { return Json(v); },
                 [](const cfn::List& list) {
                   Json result = Json::array();
                   for (const cfn::Value& item : list) result.push_back(json_of(item));
                   return result;
                 },
                 [](const cfn::Map& map) {
                   Json result = object();
                   for (const auto& [key, item] : map) append(result, key, json_of(item));
                   return result;
                 },
                 [](const cfn::Symbol&) -> Json { unresolved(); },
                 [](const cfn::ParameterSymbol&) -> Json { unresolved(); },
                 [](const cfn::Text&) -> Json { unresolved(); },
                 [](const cfn::Intrinsic& function) { return json_of(function); }},
      value.data);
}

// Broken UTF-8 would throw; the reader has refused it, C++ blueprints may still hold it.
constexpr auto replace_broken = Json::error_handler_t::replace;

}  // namespace

std::string write_json(const cfn::Template& source) {
  return json_of(template_tree(source)).dump(2, ' ', false, replace_broken) + '\n';
}

std::string write_json(const cfn::Value& value) {
  return json_of(value).dump(-1, ' ', false, replace_broken);
}

}  // namespace btsinfra
