#include "cfn/value_presence.h"

#include <string>

namespace btsinfra::cfn {
namespace {

bool is_no_value(const Function& function) {
  if (function.name != "Ref") return false;
  const auto* target = function.argument->as<std::string>();
  return target != nullptr && *target == "AWS::NoValue";
}

}  // namespace

std::optional<Function> function_of(const Value& value) {
  if (const auto* intrinsic = value.as<Intrinsic>()) {
    return Function{intrinsic->name, &intrinsic->argument.value()};
  }
  const auto* map = value.as<Map>();
  if (map == nullptr || map->size() != 1) return std::nullopt;
  const auto& [key, argument] = *map->begin();
  if (key != "Ref" && !key.starts_with("Fn::")) return std::nullopt;
  return Function{key, &argument};
}

const List* condition_of(const Function& function) {
  if (function.name != "Fn::If") return nullptr;
  const auto* list = function.argument->as<List>();
  return list != nullptr && list->size() == 3 ? list : nullptr;
}

Presence presence(const Value& value) {
  const std::optional<Function> function = function_of(value);
  if (!function) return Presence::Certain;
  if (is_no_value(*function)) return Presence::Absent;
  const List* both = condition_of(*function);
  if (both == nullptr) return Presence::Certain;
  const Presence first = presence((*both)[1]);
  return first == presence((*both)[2]) ? first : Presence::Possible;
}

Presence presence(const Map& map, std::string_view name) {
  const Value* value = map.find(name);
  return value == nullptr ? Presence::Absent : presence(*value);
}

}  // namespace btsinfra::cfn
