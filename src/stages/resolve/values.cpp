#include "stages/resolve/values.h"

#include <cmath>

#include "diag/ids/reading.h"

namespace btsinfra {
namespace {

using fields::Field;
using fields::Form;
using fields::Type;

std::string number(double value) {
  return std::to_string(static_cast<long long>(std::llround(value)));
}

class Walker {
 public:
  Walker(const Places& places, std::set<Place>& tainted, Diagnostics& diags)
      : places_(places), tainted_(tainted), diags_(diags) {}

  // `place` is where the walk is; it comes back as it went in.
  void record(const Type& type, const void* value, Place& place) {
    const bool shape_refused = tainted_.contains(place);
    fields::each_field(type, value, [&](const Field& field, const void* inner) {
      place.path.push(field.name);
      if (!tainted_.contains(place)) check(type, field, field.in(inner), place, shape_refused);
      place.path.pop();
    });
  }

 private:
  static bool set(const Type& type, const void* value) {
    // A number has no empty value: zero is what a default-constructed one holds.
    if (type.form == Form::Scalar && type.json_type == "integer" && type.magnitude != nullptr) {
      return type.magnitude(value).value_or(1) != 0;
    }
    return type.is_set == nullptr || type.is_set(value);
  }

  void check(const Type& record, const Field& field, const void* member, Place& at,
             bool shape_refused) {
    const Type& type = field.type();
    if (field.is_required && !set(type, member)) {
      // With an unknown key in the same record, the missing one is most likely that one mistyped.
      if (!shape_refused) missing(record, field, at);
      return;
    }
    if (field.bounds) bounds(field, type, member, at);
    below(type, member, at);
  }

  void missing(const Type& type, const Field& field, const Place& at) {
    Place above = at;
    above.path.pop();
    Span record = places_.key(above);
    Span here = places_.key(at);  // the record's, where the field is not there at all
    if (here == record) {
      diags_.report(ids::MissingField, here, "{} needs `{}`", type.name, field.name)
          .help("add `" + std::string(field.name) + ":` here. " + std::string(field.doc));
    } else {
      diags_
          .report(ids::MissingField, here, "{} needs `{}`, and it is empty", type.name, field.name)
          .help(std::string(field.doc));
    }
    tainted_.insert(at);
  }

  void below(const Type& type, const void* value, Place& place) {
    if (type.form == Form::Record) {
      record(type, value, place);
    } else if (type.each != nullptr) {
      const Type& element = *type.element();
      type.each(value, [&](std::string_view key, const void* item) {
        if (key.empty()) {
          below(element, item, place);
          return;
        }
        place.path.push(key);
        if (!tainted_.contains(place)) below(element, item, place);
        place.path.pop();
      });
    }
  }

  void bounds(const Field& field, const Type& type, const void* value, const Place& place) {
    const Type* judged = &type;
    const void* held = value;
    if (type.form == Form::Optional) {
      held = nullptr;
      judged = type.element();
      type.each(value, [&held](std::string_view, const void* item) { held = item; });
      if (held == nullptr) return;
    }
    std::optional<double> magnitude;
    std::string unit(field.unit_name);
    std::string counted = "is";
    if (judged->form == Form::List || judged->form == Form::Map) {
      double count = 0;
      judged->each(held, [&count](std::string_view, const void*) { ++count; });
      magnitude = count;
      counted = "has";
      unit = "entries";
    } else if (judged->magnitude != nullptr) {
      if (judged->json_type == "string") {
        if (judged->is_set != nullptr && !judged->is_set(held)) return;
        counted = "has";
        unit = "characters";
      }
      magnitude = judged->magnitude(held);
    }
    if (!magnitude || (*magnitude >= field.bounds->min && *magnitude <= field.bounds->max)) return;
    tainted_.insert(place);
    // A shorthand fills several fields from one value, which is refused once.
    if (!out_of_bounds_.insert(places_.value(place)).second) return;
    if (field.name == "blueprint") {
      diags_
          .report(ids::UnsupportedVersion, places_.value(place),
                  "this compiler reads version {} of the blueprint language, not {}",
                  number(field.bounds->max), number(*magnitude))
          .help("write `blueprint: " + number(field.bounds->max) +
                "`, or take a compiler that knows the other version");
      return;
    }
    std::string behind = unit.empty() ? "" : " " + unit;
    const bool counts = counted == "has";
    std::string most = number(field.bounds->max) + behind;
    std::string range = field.bounds->min == field.bounds->max ? most
                        : counts && field.bounds->min == 0
                            ? "at most " + most
                            : number(field.bounds->min) + " to " + most;
    diags_
        .report(ids::OutOfBounds, places_.value(place), "`{}` {} {}{}", field.name, counted,
                number(*magnitude), behind)
        .help("it must " + std::string(counts ? "have " : "be ") + range);
  }

  const Places& places_;
  std::set<Place>& tainted_;
  Diagnostics& diags_;
  std::set<Span> out_of_bounds_;
};

}  // namespace

void check_values(const Type& type, const void* record, const Place& place, const Places& places,
                  std::set<Place>& tainted, Diagnostics& diags) {
  Place at = place;
  Walker(places, tainted, diags).record(type, record, at);
}

}  // namespace btsinfra
