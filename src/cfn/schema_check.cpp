#include "cfn/schema_check.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "cfn/schema/wording.h"
#include "cfn/value_presence.h"
#include "support/utf8.h"

namespace btsinfra::cfn {
namespace {

using Kind = SchemaViolation::Kind;

// A longer text is a script or document, of which no pattern says much.
constexpr std::size_t longest_matched = 512;
constexpr std::size_t most_choices_named = 12;

// ---- What a value is ----------------------------------------------------------------------------

// A macro may add whatever is missing.
bool has_macro(const Map& map) { return map.find("Fn::Transform") != nullptr; }

bool is_dynamic_reference(std::string_view text) {
  return text.find("{{resolve:") != std::string_view::npos;
}

std::optional<double> to_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_whole(double value) { return std::isfinite(value) && std::trunc(value) == value; }

bool same_but_for_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

bool is_truth_value(std::string_view text) {
  return same_but_for_case(text, "true") || same_but_for_case(text, "false");
}

// Equal values have equal digests, in whatever order the entries of maps stand.
std::size_t digest_of(const Value& value) {
  constexpr std::size_t mixer = 1'000'003;
  const std::hash<std::string_view> words;
  std::size_t digest = value.data.index();
  if (const auto* text = value.as<std::string>()) return digest + words(*text);
  if (const auto* number = value.as<std::int64_t>())
    return digest + std::hash<std::int64_t>()(*number);
  if (const auto* number = value.as<double>()) return digest + std::hash<double>()(*number);
  if (const auto* list = value.as<List>()) {
    for (const Value& item : *list) digest = digest * mixer + digest_of(item);
  } else if (const auto* map = value.as<Map>()) {
    for (const auto& [key, item] : *map) digest += words(key) * mixer + digest_of(item);
  } else if (const auto* function = value.as<Intrinsic>()) {
    digest += words(function->name) * mixer + digest_of(function->argument.value());
  }
  return digest;
}

// ---- The check ----------------------------------------------------------------------------------

class Check {
 public:
  Check(const ResourceSchema& schema, std::vector<std::optional<Pattern>>& patterns)
      : schema_(schema), patterns_(patterns) {}

  std::vector<SchemaViolation> run(const Map& properties) {
    record(properties, schema_.properties());
    nested_read_only(properties);
    return std::move(violations_);
  }

 private:
  // A key of the path, or an index where there is none.
  struct Step {
    std::string_view key;
    std::size_t index = 0;
  };

  // Adds a step to the path for as long as it lives.
  class Below {
   public:
    Below(Check& check, Step step) : check_(check) { check_.path_.push_back(step); }
    Below(const Below&) = delete;
    Below& operator=(const Below&) = delete;
    ~Below() { check_.path_.pop_back(); }

   private:
    Check& check_;
  };

  [[nodiscard]] std::vector<std::string> path() const {
    std::vector<std::string> result;
    for (const Step& step : path_) {
      result.push_back(step.key.empty() ? std::to_string(step.index) : std::string(step.key));
    }
    return result;
  }

  // The path, and `last` below it, in backticks.
  [[nodiscard]] std::string here(std::string_view last = "") const {
    std::vector<std::string> steps = path();
    if (!last.empty()) steps.emplace_back(last);
    return fmt::format("`{}`", fmt::join(steps, "."));
  }

  // The object at hand, for what concerns several of its properties.
  [[nodiscard]] std::string in_here() const { return path_.empty() ? "" : " in " + here(); }

  void report(Kind kind, std::string message, std::vector<std::string> names = {}) {
    violations_.push_back({kind, path(), std::move(message), std::move(names), ""});
  }

  void value(const Value& value, const ValueSchema& schema) {
    if (const std::optional<Function> function = function_of(value)) {
      if (const List* both = condition_of(*function)) {
        this->value((*both)[1], schema);
        this->value((*both)[2], schema);
      }
      return;
    }
    if (const auto* text = value.as<std::string>()) {
      this->text(value, *text, schema);
    } else if (const auto* truth = value.as<bool>()) {
      if (!schema.takes(ValueKind::Boolean)) as_text(value, *truth ? "true" : "false", schema);
    } else if (const auto* whole = value.as<std::int64_t>()) {
      number(value, static_cast<double>(*whole), std::to_string(*whole), schema);
    } else if (const auto* real = value.as<double>()) {
      number(value, *real, "", schema);
    } else if (const auto* list = value.as<List>()) {
      schema.takes(ValueKind::List) ? items(*list, schema) : wrong_type(value, schema);
    } else if (const auto* map = value.as<Map>()) {
      object(value, *map, schema);
    } else if (value.as<Null>() != nullptr) {
      wrong_type(value, schema);  // CloudFormation takes no null anywhere
    }
  }

  void wrong_type(const Value& value, const ValueSchema& schema) {
    report(Kind::WrongType, fmt::format("{} must be {}, not {}", here(),
                                        schema.takes_everything() ? "a value" : kinds_text(schema),
                                        describe(value)));
  }

  // ---- Scalars

  void text(const Value& value, std::string_view text, const ValueSchema& schema) {
    if (is_dynamic_reference(text)) return;
    if (schema.takes(ValueKind::String)) {
      string(value, text, schema);
      return;
    }
    if (schema.takes(ValueKind::Boolean) && is_truth_value(text)) return;
    if (schema.takes(ValueKind::Integer) || schema.takes(ValueKind::Number)) {
      if (const std::optional<double> converted = to_number(text)) {
        number(value, *converted, text, schema);
        return;
      }
    }
    // Where any object will do, it may come as JSON text.
    if (schema.takes(ValueKind::Object) && !schema.record()) return;
    wrong_type(value, schema);
  }

  void number(const Value& value, double number, std::string_view text, const ValueSchema& schema) {
    const bool fits =
        schema.takes(ValueKind::Number) || (schema.takes(ValueKind::Integer) && is_whole(number));
    if (!fits) {
      as_text(value, text, schema);
      return;
    }
    choices(value, text, number, schema);
    const std::optional<Bounds> bounds = schema.bounds();
    if (!bounds || (number >= bounds->least && number <= bounds->most)) return;
    std::string wanted;
    if (std::isinf(bounds->most)) {
      wanted = fmt::format("at least {}", bounds->least);
    } else if (std::isinf(bounds->least)) {
      wanted = fmt::format("at most {}", bounds->most);
    } else {
      wanted = fmt::format("between {} and {}", bounds->least, bounds->most);
    }
    report(Kind::OutOfBounds,
           fmt::format("{} must be {}, not {}", here(), wanted, describe(value)));
  }

  // A number or truth value where a string is wanted; an empty text is not known.
  void as_text(const Value& value, std::string_view text, const ValueSchema& schema) {
    if (!schema.takes(ValueKind::String)) {
      wrong_type(value, schema);
    } else if (!text.empty()) {
      string(value, text, schema);
    }
  }

  void string(const Value& value, std::string_view text, const ValueSchema& schema) {
    if (!choices(value, text, std::nullopt, schema)) return;
    length(text, schema.length());
    const std::optional<std::size_t> pattern = schema.pattern();
    if (!pattern || fits(*pattern, text)) return;
    report(Kind::PatternMismatch, fmt::format("{} must fit the pattern `{}`, which {} does not",
                                              here(), pattern_text(*pattern), describe(value)));
  }

  void length(std::string_view text, Count wanted) {
    if (wanted == Count{}) return;
    const std::size_t size = count_code_points(text);
    if (size >= wanted.least && size <= wanted.most) return;
    std::string limits;
    if (wanted.most == Count::unlimited) {
      limits = fmt::format("at least {}", counted(wanted.least, "character", "characters"));
    } else if (wanted.least == wanted.most) {
      limits = counted(wanted.most, "character", "characters");
    } else if (wanted.least == 0) {
      limits = fmt::format("at most {}", counted(wanted.most, "character", "characters"));
    } else {
      limits = fmt::format("{} to {} characters", wanted.least, wanted.most);
    }
    report(Kind::OutOfBounds, fmt::format("{} must have {}, not {}", here(), limits, size));
  }

  // False: reported. A number may be written in another way than in the list; `number` is nothing
  // where only the text is known.
  bool choices(const Value& value, std::string_view text, std::optional<double> number,
               const ValueSchema& schema) {
    const Names names = schema.choices();
    if (names.empty()) return true;
    if (!number) number = to_number(text);
    for (const std::string_view name : names) {
      if (name == text || (number && to_number(name) == number)) return true;
      // Some lists say "True"; which way CloudFormation writes it out is its affair.
      if (value.as<bool>() != nullptr && same_but_for_case(name, text)) return true;
    }
    std::string wanted = names.size() <= most_choices_named
                             ? joined(in_backticks(names), "or")
                             : fmt::format("one of {} values", names.size());
    report(Kind::NotInEnum,
           fmt::format("{} must be {}, not {}", here(), std::move(wanted), describe(value)),
           {names.begin(), names.end()});
    if (!number) violations_.back().word = text;
    return false;
  }

  bool fits(std::size_t pattern, std::string_view text) {
    if (text.size() > longest_matched) return true;
    std::optional<Pattern>& parsed = patterns_[pattern];
    if (!parsed) parsed = Pattern::parse(pattern_text(pattern));
    return !parsed || parsed->is_in(text);
  }

  // ---- Lists

  void items(const List& list, const ValueSchema& schema) {
    std::size_t certain = 0;
    std::size_t possible = 0;
    const std::optional<ValueSchema> item_schema = schema.items();
    for (std::size_t i = 0; i < list.size(); ++i) {
      const Presence present = presence(list[i]);
      if (present == Presence::Absent) continue;
      ++possible;
      if (present == Presence::Certain) ++certain;
      if (!item_schema) continue;
      const Below below(*this, {"", i});
      value(list[i], *item_schema);
    }
    count(certain, possible, schema.item_count(), "item", "items");
    if (schema.unique_items()) duplicates(list);
  }

  void count(std::size_t certain, std::size_t possible, Count wanted, std::string_view one,
             std::string_view many) {
    if (certain > wanted.most) {
      report(Kind::TooManyItems, fmt::format("{} must have at most {}, not {}", here(),
                                             counted(wanted.most, one, many), certain));
    } else if (possible < wanted.least) {
      report(Kind::TooFewItems, fmt::format("{} must have at least {}, not {}", here(),
                                            counted(wanted.least, one, many), possible));
    }
  }

  void duplicates(const List& list) {
    // By digest, as lists may be long.
    std::unordered_multimap<std::size_t, std::size_t> earlier;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::size_t digest = digest_of(list[i]);
      const auto [first, last] = earlier.equal_range(digest);
      const auto same = std::find_if(
          first, last, [&](const auto& entry) { return list[entry.second] == list[i]; });
      if (same == last) {
        earlier.emplace(digest, i);
      } else if (presence(list[i]) == Presence::Certain) {
        const Below below(*this, {"", i});
        report(Kind::NotUnique, fmt::format("{} says the same as item {}", here(), same->second));
      }
    }
  }

  // ---- Objects

  void object(const Value& value, const Map& map, const ValueSchema& schema) {
    if (!schema.takes(ValueKind::Object)) {
      wrong_type(value, schema);
    } else if (const std::optional<RecordSchema> inner = schema.record()) {
      record(map, *inner);
    }
  }

  void record(const Map& map, const RecordSchema& schema) {
    std::size_t certain = 0;
    std::size_t possible = 0;
    for (const auto& [key, value] : map) {
      const Presence present = presence(value);
      if (present == Presence::Absent || key == "Fn::Transform") continue;
      ++possible;
      if (present == Presence::Certain) ++certain;
      const Below below(*this, {key});
      entry(key, value, schema);
    }
    if (has_macro(map)) return;
    for (std::size_t i = 0; i < schema.size(); ++i) {
      const PropertySchema property = schema[i];
      if (property.required && presence(map, property.name) == Presence::Absent) {
        report(Kind::MissingProperty, fmt::format("property {} is missing", here(property.name)),
               {std::string(property.name)});
      }
    }
    count(certain, possible, schema.entries(), "property", "properties");
    for (const PropertyGroup& group : schema.groups()) this->group(map, group);
    for (const PropertyNeed& need : schema.needs()) this->need(map, need);
  }

  void entry(std::string_view key, const Value& value, const RecordSchema& schema) {
    if (const std::optional<PropertySchema> property = schema.find(key)) {
      if (property->read_only) {
        read_only();
      } else {
        this->value(value, property->value);
      }
      return;
    }
    for (std::size_t i = 0; i < schema.key_count(); ++i) {
      const KeySchema pattern = schema.key(i);
      if (pattern.pattern && !fits(*pattern.pattern, key)) continue;
      this->value(value, pattern.value);
      return;
    }
    if (schema.is_open()) return;
    if (schema.size() == 0) {
      std::vector<std::string> patterns;
      for (std::size_t i = 0; i < schema.key_count(); ++i) {
        patterns.push_back(fmt::format("`{}`", pattern_text(*schema.key(i).pattern)));
      }
      report(Kind::KeyMismatch,
             fmt::format("the name of {} must fit the pattern {}", here(), joined(patterns, "or")));
      return;
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < schema.size(); ++i) {
      if (!schema[i].read_only) names.emplace_back(schema[i].name);
    }
    report(Kind::UnknownProperty, fmt::format("unknown property {}", here()), std::move(names));
  }

  void read_only() {
    report(Kind::ReadOnlyProperty,
           fmt::format("property {} cannot be set: the service gives it", here()));
  }

  void group(const Map& map, const PropertyGroup& group) {
    std::size_t certain = 0;
    std::size_t possible = 0;
    std::vector<std::string> names;
    for (const Names& set : group.sets) {
      Presence all = Presence::Certain;
      for (const std::string_view name : set) {
        all = std::min(all, presence(map, name));
        if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
      }
      if (all == Presence::Certain) ++certain;
      if (all != Presence::Absent) ++possible;
    }
    if (possible == 0) {
      report(Kind::Incomplete, fmt::format("{} must be given{}", one_of(group), in_here()), names);
    } else if (group.exactly_one && certain > 1) {
      report(Kind::Exclusive, fmt::format("only {} may be given{}", one_of(group), in_here()),
             names);
    }
  }

  // Of an empty set and another, what is in the other excludes each other.
  static std::string one_of(const PropertyGroup& group) {
    std::vector<std::string> sets;
    std::vector<std::string> names;
    for (const Names& set : group.sets) {
      if (set.empty()) continue;
      names = in_backticks(set);
      sets.push_back(joined(names, "and"));
    }
    const bool single = std::all_of(group.sets.begin(), group.sets.end(),
                                    [](const Names& set) { return set.size() == 1; });
    if (single) return (sets.size() > 1 ? "one of " : "") + joined(sets, "and");
    if (sets.size() == 1 && group.sets.size() > 1) return "one of " + joined(names, "and");
    return sets.size() > 1 ? fmt::format("either {}", fmt::join(sets, ", or ")) : sets.front();
  }

  void need(const Map& map, const PropertyNeed& need) {
    if (presence(map, need.property) != Presence::Certain) return;
    for (const std::string_view needed : need.needed) {
      if (presence(map, needed) != Presence::Absent) continue;
      report(Kind::Incomplete,
             fmt::format("property {} needs `{}` beside it", here(need.property), needed),
             {std::string(need.property), std::string(needed)});
    }
  }

  // ---- Read-only properties below the top

  void nested_read_only(const Map& properties) {
    for (const std::string_view name : schema_.read_only()) {
      const std::size_t dot = name.find('.');
      // What stands below a read-only property was reported with it.
      if (dot == std::string_view::npos || schema_.read_only().has(name.substr(0, dot))) continue;
      follow(properties, name);
    }
  }

  void follow(const Map& map, std::string_view name) {
    const std::size_t dot = name.find('.');
    const std::string_view key = name.substr(0, dot);
    const Value* found = map.find(key);
    if (found == nullptr) return;
    const Below below(*this, {key});
    if (dot == std::string_view::npos) {
      if (presence(*found) == Presence::Certain) read_only();
    } else {
      follow(*found, name.substr(dot + 1));
    }
  }

  void follow(const Value& value, std::string_view name) {
    if (const auto* map = value.as<Map>()) {
      follow(*map, name);
    } else if (const auto* list = value.as<List>()) {
      if (!name.starts_with("*.")) return;
      for (std::size_t i = 0; i < list->size(); ++i) {
        const Below below(*this, {"", i});
        follow((*list)[i], name.substr(2));
      }
    }
  }

  const ResourceSchema& schema_;
  std::vector<std::optional<Pattern>>& patterns_;
  std::vector<Step> path_;
  std::vector<SchemaViolation> violations_;
};

}  // namespace

SchemaChecker::SchemaChecker() : patterns_(pattern_count()) {}

std::vector<SchemaViolation> SchemaChecker::check(const ResourceSchema& schema,
                                                  const Map& properties) {
  return Check(schema, patterns_).run(properties);
}

std::vector<SchemaViolation> check_properties(const ResourceSchema& schema, const Map& properties) {
  return SchemaChecker().check(schema, properties);
}

}  // namespace btsinfra::cfn
