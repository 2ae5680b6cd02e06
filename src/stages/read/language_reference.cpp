#include "stages/read/language_reference.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "btsinfra/model/blueprint.h"

#include "services/records.h"
#include "stages/read/language.h"

namespace btsinfra {
namespace {

using fields::Field;
using fields::Form;
using fields::Type;
using fields::ValueType;

// More choices than this are not listed in a table's cell: the type has a name.
constexpr std::size_t most_choices = 12;

constexpr std::string_view beginning =
    R"(<!-- Printed by `btsinfra schema --format markdown`; edits are lost. -->

# The blueprint language

A blueprint is one YAML file: what a region, or one concern, of a system consists of. All
blueprints of a folder that bear the same `system` are one system and are compiled together, so
each can name what the others hold. This page lists everything that can stand in a blueprint.
Editors read the same from `schemas/blueprint.schema.json` and then complete and check while you
type.

```yaml
# yaml-language-server: $schema=../schemas/blueprint.schema.json
blueprint: 1
system: shop
region: ap-northeast-2
parameters:
  AdminCidr: {type: cidr, description: Where administrators come from}
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
buckets:
  code: {}
load_balancers:
  web: {subnets: public, allow: [internet], plain_http: true}
bastions:
  admin: {subnets: public, allow: [parameters.AdminCidr]}
autoscaling:
  web:
    subnets: private
    size: {min: 2, max: 4}
    target_cpu: 75
    behind: web
    reads: [buckets.code]
    user_data: |
      #!/bin/bash
      aws s3 cp "s3://${{ buckets.code.name }}/site.zip" /tmp/site.zip
```

## How to read this page

Each section is a record: a map whose keys are the fields of its table. A field that is not
`required` can be left out; the column "Default" says what then holds. To have a record with
nothing but defaults, write `{}`: an empty value is an error, so that nothing half-written goes
unseen. The order of keys never matters, that of lists does.

What many other YAML readers would take for a number, a boolean or a date is a text only in
quotes: `version: "8.4"`.

### Names

- Components (what stands under a key such as `buckets`) have names that you choose: a
  lower-case letter, then lower-case letters, digits and `_`, 40 characters at most.
- Parameters, resources and overrides are named by CloudFormation logical ids: letters and
  digits, 255 characters at most.
- Systems and blueprints: a lower-case letter, then lower-case letters, digits and `-`, 40
  characters at most. A blueprint is not named like a kind of component.

### References

`[blueprint.]kind.name[.attribute]` names a component or one of its attributes:

- `buckets.code` is the component `code` among the `buckets` of the same blueprint;
- `buckets.code.name` is its attribute `name`. The attributes of each kind stand at the end of
  its section;
- `virginia.buckets.code` is that of the blueprint `virginia` of the same system;
- `network.vpc_id`: a blueprint has one network, which has no name;
- `resources.Topic.TopicArn`: a resource of your own has the attributes that CloudFormation
  gives it, and without one what its `Ref` returns;
- a field that takes one kind only takes the bare name: `subnets: private`.

A reference to a value that AWS makes is also an order: what is named exists before what names it;
constant values need nothing to exist. Only in fields about traffic and logs, such as `allow`, two
components may name each other.

### The four kinds of value

| In the column "Type" | What can stand there |
| --- | --- |
| integer, text, address block and so on | the value itself; a reference there is an error, as the value must be known when the blueprint is compiled |
| integer or reference, text or reference | the value itself, or one reference `${{ parameters.TargetCpu }}` and nothing around it |
| text with references | words with any number of references inside: `s3://${{ buckets.code.name }}/site.zip` |
| one of a kind, component | the name of a component, without `${{ }}` |

In brackets `[ ]` and braces `{ }` of YAML, a reference needs quotes:
`["${{ buckets.code.name }}"]`. For a literal `${{` write `$${{`, and
`US$$${{ parameters.Cost }}` for a dollar before a reference. A shell's `${VARIABLE}` and
CloudFormation's `{{resolve:…}}` pass through untouched.

### Values that a deployment chooses

What stands under `parameters` is asked for when the system is deployed, or keeps its default.
`${{ parameters.AdminCidr }}` is its value; in lists such as `allow` it is named without braces:
`parameters.AdminCidr`. A secret parameter, and every attribute marked secret below, cannot
enter a text with references, since user data and tags can be read by many.
)";

std::string_view words(ValueType type) {
  switch (type) {
    case ValueType::Text:
      return "text";
    case ValueType::Integer:
      return "integer";
    case ValueType::Boolean:
      return "true or false";
    case ValueType::Cidr:
      return "address block";
    case ValueType::Arn:
      return "ARN";
    case ValueType::List:
      return "list";
  }
  return "";
}

std::string with_article(std::string_view noun) {
  bool vowel = std::string_view("aeiouAEIOU").find(noun.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", noun);
}

// As GitHub makes them of headings.
std::string anchor(std::string_view heading) {
  std::string name;
  for (char c : heading) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (word) {
      name += c;
    } else if (c == ' ') {
      name += '-';
    }
  }
  return name;
}

// A bar would end the cell of a table.
std::string cell(std::string_view text) {
  std::string safe;
  for (char c : text) {
    if (c == '|') safe += '\\';
    safe += c;
  }
  return safe.empty() ? "–" : safe;
}

std::string heading_of(const LanguageRecord& record) {
  if (record.is_key) return "`" + record.name + "`";
  std::string heading(without_article(record.type->name));
  if (heading[0] >= 'a' && heading[0] <= 'z')
    heading[0] = static_cast<char>(heading[0] - 'a' + 'A');
  return heading;
}

std::string top_level_key(std::string_view place) {
  return std::string(place.substr(0, place.find_first_of(".[")));
}

class Page {
 public:
  std::string write() {
    text_ = beginning;
    const LanguageRecord& blueprint = records_.front();
    section(2, "The keys of a blueprint", blueprint);
    bool any_shared = false;
    for (const LanguageRecord& record : records_) {
      if (&record == &blueprint) continue;
      std::optional<std::string> owner = owner_of(record);
      any_shared = any_shared || !owner;
      if (!owner || !is_direct(record)) continue;
      section(2, heading_of(record), record);
      for (const LanguageRecord& inner : records_) {
        if (&inner != &blueprint && !is_direct(inner) && owner_of(inner) == owner) {
          section(3, heading_of(inner), inner);
        }
      }
    }
    if (any_shared) {
      text_ += "\n## Records that several keys share\n";
      for (const LanguageRecord& record : records_) {
        if (&record != &blueprint && !owner_of(record)) section(3, heading_of(record), record);
      }
    }
    return std::move(text_);
  }

 private:
  // The one top-level key that it stands under; none where several lead to it.
  static std::optional<std::string> owner_of(const LanguageRecord& record) {
    std::string owner = top_level_key(record.places.front());
    for (const std::string& place : record.places) {
      if (top_level_key(place) != owner) return std::nullopt;
    }
    return owner;
  }

  // Whether the top-level key holds it and not a record in between.
  static bool is_direct(const LanguageRecord& record) {
    return record.is_key && record.name == top_level_key(record.places.front());
  }

  void section(int level, std::string_view heading, const LanguageRecord& record) {
    text_ += fmt::format("\n{} {}\n\n{}\n\n", std::string(static_cast<std::size_t>(level), '#'),
                         heading, record.type->doc);
    if (!record.places.empty()) {
      std::string places;
      for (const std::string& place : record.places) {
        places += fmt::format("{}`{}`", places.empty() ? "" : ", ", place);
      }
      text_ += fmt::format("Stands at {}.\n\n", places);
    }
    if (record.type->shorthand != nullptr) {
      text_ += fmt::format("Short form: {} in place of the whole record.\n\n",
                           type_text(*record.type->shorthand_type, true));
    }
    text_ += "| Field | Type | Default | Bounds | Meaning |\n| --- | --- | --- | --- | --- |\n";
    fields::each_field(
        *record.type, record.type->defaults(), [&](const Field& field, const void* holder) {
          text_ += fmt::format(
              "| `{}` | {} | {} | {} | {} |\n", field.name, cell(type_text(field.type(), false)),
              cell(default_text(field, holder)), cell(bounds_in_words(field)), cell(field.doc));
        });
    if (record.kind != nullptr) references_to(record);
  }

  static std::string default_text(const Field& field, const void* holder) {
    WhenAbsent absent = when_absent(field, holder);
    switch (absent.kind) {
      case WhenAbsent::Kind::Refused:
        return "required";
      case WhenAbsent::Kind::Described:
        return absent.text;
      case WhenAbsent::Kind::Value:
        return "`" + absent.text + "`";
      case WhenAbsent::Kind::OwnDefaults:
        return "its fields' defaults";
      case WhenAbsent::Kind::Nothing:
        return "none";
    }
    return "";
  }

  // `single`: in a phrase about one such value, as "a text", rather than alone in a cell.
  [[nodiscard]] std::string type_text(const Type& type, bool single) const {
    switch (type.form) {
      case Form::Optional:
        return type_text(*type.element(), single);
      case Form::List:
        return (single ? "a list, each " : "list, each ") + type_text(*type.element(), true);
      case Form::Map:
        return (single ? "a map, each " : "map, each ") + type_text(*type.element(), true);
      case Form::Record: {
        const LanguageRecord& record = record_of(records_, type);
        std::string link = fmt::format("[{}](#{})", type.name, anchor(heading_of(record)));
        if (type.shorthand == nullptr) return link;
        return link + " or " + type_text(*type.shorthand_type, true);
      }
      case Form::Scalar:
        return scalar_text(type, single);
      case Form::Free:
        return std::string(type.doc);
    }
    return "";
  }

  [[nodiscard]] std::string scalar_text(const Type& type, bool single) const {
    if (!type.choices.empty() && type.choices.size() <= most_choices) {
      std::string choices;
      for (std::size_t i = 0; i < type.choices.size(); ++i) {
        if (i > 0) choices += i + 1 == type.choices.size() ? " or " : ", ";
        choices += fmt::format("`{}`", type.choices[i]);
      }
      return choices;
    }
    if (names_component(type)) {
      if (type.doc.empty()) return single ? "a component" : "component";
      return fmt::format("one of [`{}`](#{})", type.doc, anchor(type.doc));
    }
    std::string noun(type.name);
    if (single && type.json_type != "boolean") noun = with_article(noun);
    if (type.late) noun += " or reference";
    if (type.text) noun += " with references";
    return noun;
  }

  // How others refer to a component of the kind, and to its values.
  void references_to(const LanguageRecord& record) {
    const Kind& kind = *record.kind;
    const std::string& place = record.places.front();
    std::string label(kind.key());
    if (record.is_named) label += place.substr(place.rfind('.'));  // "buckets.<name>"
    if (!kind.default_attribute().empty()) {
      text_ += fmt::format("\n`${{{{ {} }}}}` is its `{}`.\n", label, kind.default_attribute());
    }
    if (!kind.attributes().empty()) {
      text_ += fmt::format("\nIts attributes, for use as `${{{{ {}.<attribute> }}}}`:\n\n", label);
      text_ += "| Attribute | Type | Meaning |\n| --- | --- | --- |\n";
      for (const Attribute& attribute : kind.attributes()) {
        std::string meaning(attribute.doc);
        if (attribute.secret) meaning += " Secret.";
        if (attribute.constant)
          meaning += " Constant: using it imports nothing from another stack.";
        text_ += fmt::format("| `{}` | {} | {} |\n", attribute.name, words(attribute.type),
                             cell(meaning));
      }
    }
    if (!kind.shared()) text_ += "\nBlueprints other than its own cannot refer to it.\n";
  }

  std::vector<LanguageRecord> records_ = language_records();
  std::string text_;
};

}  // namespace

std::string language_reference() { return Page().write(); }

}  // namespace btsinfra
