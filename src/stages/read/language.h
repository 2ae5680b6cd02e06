// The language as its field tables hold it, in the order in which people meet it: what the JSON
// Schema and the language reference both tell.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/fields.h"
#include "services/kind.h"

namespace btsinfra {

// One record of the language.
struct LanguageRecord {
  const fields::Type* type = nullptr;
  std::string name{};          // "load_balancers", "health_check"; no two are alike
  bool is_key = false;         // the name is a key at the top of a blueprint, or a kind's
  bool is_named = false;       // stands under a name that the author chose
  const Kind* kind = nullptr;  // whose components it describes; nullptr: no kind's
  // "load_balancers.<name>.target_group", in the order of the tables.
  std::vector<std::string> places{};
};

// The blueprint itself, then every other record where it is first met.
[[nodiscard]] std::vector<LanguageRecord> language_records();
// The one of that type, which is among them.
[[nodiscard]] const LanguageRecord& record_of(const std::vector<LanguageRecord>& records,
                                              const fields::Type& type);

// What holds where a field is left out.
struct WhenAbsent {
  enum class Kind : std::uint8_t {
    Refused,      // it is required
    Described,    // `text` is a phrase
    Value,        // `text` is the value as a blueprint would write it
    OwnDefaults,  // it is a record, whose fields have defaults of their own
    Nothing,
  };

  Kind kind = Kind::Nothing;
  std::string text{};
};
// `record` is a default-constructed one that holds the field.
[[nodiscard]] WhenAbsent when_absent(const fields::Field& field, const void* record);

// Whether it names a component, and nothing else.
[[nodiscard]] bool names_component(const fields::Type& type);
// What the bounds and the unit speak of: the field's type without `optional`.
[[nodiscard]] const fields::Type& bare_type(const fields::Field& field);
// "20 to 65536 GiB", "at most 40 characters"; empty where anything goes.
[[nodiscard]] std::string bounds_in_words(const fields::Field& field);

// "an Auto Scaling group" -> "Auto Scaling group".
[[nodiscard]] std::string_view without_article(std::string_view name);

}  // namespace btsinfra
