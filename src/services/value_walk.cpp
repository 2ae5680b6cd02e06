#include "services/value_walk.h"

#include "support/overloaded.h"

namespace btsinfra {

Path path_of(std::string_view dotted) {
  Path path;
  while (true) {
    const std::size_t dot = dotted.find('.');
    path = path / dotted.substr(0, dot);
    if (dot == std::string_view::npos) return path;
    dotted.remove_prefix(dot + 1);
  }
}

const cfn::Value* value_at(const cfn::Map& map, std::string_view dotted) {
  const std::size_t dot = dotted.find('.');
  const cfn::Value* value = map.find(dotted.substr(0, dot));
  if (value == nullptr || dot == std::string_view::npos) return value;
  const auto* inner = value->as<cfn::Map>();
  // What only the deployment knows is handed back as it is.
  if (inner == nullptr) return value->as<cfn::Intrinsic>() == nullptr ? nullptr : value;
  return value_at(*inner, dotted.substr(dot + 1));
}

void each_literal(const cfn::Value& value, FunctionRef<void(const std::string&)> visit) {
  if (const auto* text = value.as<std::string>()) visit(*text);
  if (const auto* list = value.as<cfn::List>()) {
    for (const cfn::Value& item : *list) each_literal(item, visit);
  }
  if (const auto* map = value.as<cfn::Map>()) {
    for (const auto& [key, item] : *map) each_literal(item, visit);
  }
  if (const auto* function = value.as<cfn::Intrinsic>()) {
    each_literal(function->argument.value(), visit);
  }
}

namespace {

using VisitFunction = FunctionRef<void(const cfn::Intrinsic&, const Path&)>;

// `path` is where the walk is; it comes back as it went in.
void functions_below(const cfn::Value& value, Path& path, VisitFunction visit) {
  if (const auto* list = value.as<cfn::List>()) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      path.push(std::to_string(i));
      functions_below((*list)[i], path, visit);
      path.pop();
    }
  }
  if (const auto* map = value.as<cfn::Map>()) {
    for (const auto& [key, item] : *map) {
      path.push(key);
      functions_below(item, path, visit);
      path.pop();
    }
  }
  if (const auto* text = value.as<cfn::Text>()) {
    for (const cfn::Value& part : text->parts) functions_below(part, path, visit);
  }
  if (const auto* function = value.as<cfn::Intrinsic>()) {
    visit(*function, path);
    functions_below(function->argument.value(), path, visit);
  }
}

}  // namespace

void each_function(const cfn::Value& value, const Path& path, VisitFunction visit) {
  Path at = path;
  functions_below(value, at, visit);
}

void each_symbol(const cfn::Value& value, FunctionRef<void(const cfn::Symbol&)> visit) {
  std::visit(
      Overloaded{
          [&](const cfn::Symbol& symbol) { visit(symbol); },
          [&](const cfn::List& list) {
            for (const cfn::Value& item : list) each_symbol(item, visit);
          },
          [&](const cfn::Map& map) {
            for (const auto& [key, item] : map) each_symbol(item, visit);
          },
          [&](const cfn::Text& text) {
            for (const cfn::Value& part : text.parts) each_symbol(part, visit);
          },
          [&](const cfn::Intrinsic& function) { each_symbol(function.argument.value(), visit); },
          [](const auto&) {},
      },
      value.data);
}

}  // namespace btsinfra
