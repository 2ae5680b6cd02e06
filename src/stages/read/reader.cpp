#include "stages/read/reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "diag/ids/reading.h"
#include "diag/suggest.h"
#include "services/records.h"
#include "stages/read/free_value.h"
#include "support/check.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

using fields::Field;
using fields::Form;
using fields::NameForm;
using fields::Type;

std::string_view found(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Null:
      return "nothing";
    case Node::Kind::Scalar:
      return "a single value";
    case Node::Kind::List:
      return "a list";
    case Node::Kind::Map:
      return "a map";
  }
  return "";
}

bool is_word(std::string_view name, bool upper, std::string_view more) {
  return std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (upper && c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           more.find(c) != std::string_view::npos;
  });
}

bool is_component_name(std::string_view name) {
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && is_word(name, false, "_") &&
         name.size() <= 40;
}

bool is_stack_word(std::string_view name) {
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && name.back() != '-' &&
         is_word(name, false, "-") && name.size() <= 40;
}

// "write `web_1`: " for `Web-1`; empty where nothing near is a name.
std::string component_name_like(std::string name) {
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-' || c == ' ' || c == '.') c = '_';
  }
  return is_component_name(name) ? "write `" + name + "`: " : "";
}

class Reader {
 public:
  Reader(const SourceMap& sources, Diagnostics& diags, std::set<Place>& tainted)
      : sources_(sources), diags_(diags), tainted_(tainted) {}

  void read(const Type& type, void* out, const Node& node, const Place& place) {
    if (type.form == Form::Optional) {
      const Type& element = *type.element();
      read(element, type.emplace(out), node, place);
      // Never a value that nobody wrote; but a record with a mistake in it is still there.
      if (element.form != Form::Record && tainted_.contains(place)) type.reset(out);
      return;
    }
    if (type.form == Form::Free) {
      // CloudFormation's own content, but each of these fields holds a map of it.
      if (node.kind != Node::Kind::Map || !node.tag.empty()) {
        wrong_shape("a map", node, place,
                    type.laid_over ? "write `path.to.a.field: value` pairs"
                                   : "write `Name: value` pairs, as CloudFormation names them");
        return;
      }
      if (type.laid_over) {
        type.emplace(out);
        return;
      }
      if (!read_free_value(node, *static_cast<FreeValue*>(out), null_removes_, sources_, diags_))
        taint(place);
      return;
    }
    if (!node.tag.empty()) {
      diags_
          .report(ids::CloudFormationTag, node.tag_span,
                  "the CloudFormation function `{}` can stand only in `resources` and `overrides`",
                  node.tag)
          .help("write a reference of the blueprint, as in `${{ buckets.code.name }}`");
      taint(place);
      return;
    }
    switch (type.form) {
      case Form::Record: {
        const bool outside = std::exchange(null_removes_, null_removes_ || type.null_removes);
        read_record(type, out, node, place);
        null_removes_ = outside;
        return;
      }
      case Form::List:
        read_list(type, out, node, place);
        return;
      case Form::Map:
        read_map(type, out, node, place);
        return;
      case Form::Scalar:
        read_scalar(type, out, node, place);
        return;
      case Form::Optional:
      case Form::Free:
        break;
    }
  }

 private:
  void taint(const Place& place) { tainted_.insert(place); }

  void wrong_shape(std::string_view wanted, const Node& node, const Place& place,
                   std::string help) {
    const Span& here = node.kind == Node::Kind::Scalar ? node.span : node.place();
    diags_.report(ids::WrongShape, here, "expected {}, found {}", wanted, found(node))
        .help(std::move(help));
    taint(place);
  }

  void read_record(const Type& type, void* out, const Node& node, const Place& place) {
    if (node.kind == Node::Kind::Scalar && type.shorthand != nullptr) {
      if (auto fault = type.shorthand(out, {node.text, node.quoted})) report(*fault, node, place);
      return;
    }
    if (node.kind != Node::Kind::Map) {
      std::string wanted = "a map with the fields of " + std::string(type.name);
      wrong_shape(wanted, node, place,
                  node.kind == Node::Kind::Null ? "write `{}` if it should have only defaults"
                                                : "its fields are: " + field_list(type));
      return;
    }
    for (const Node& item : node.items) {
      fields::FoundField field = fields::find_field(type, out, item.key);
      if (field.field == nullptr) {
        // What it would have held is missing because of it, which need not be told again.
        const auto meant = unknown_key(type, item);
        if (meant) taint(place / *meant);
        taint(place);
        continue;
      }
      read(field.field->type(), field.field->member(field.record), item, place / item.key);
    }
  }

  static std::string field_list(const Type& type) {
    std::string list;
    for (std::string_view name : fields::field_names(type)) {
      if (!list.empty()) list += ", ";
      list += '`';
      list += name;
      list += '`';
    }
    return list;
  }

  // The key that was meant, if one is near; of several the first.
  std::optional<std::string> unknown_key(const Type& type, const Node& item) {
    Report report =
        diags_.report(ids::UnknownKey, item.key_span, "{} has no field `{}`", type.name, item.key);
    std::vector<std::string_view> names = fields::field_names(type);
    const std::vector<std::string> near = suggest(report, item.key, names);
    if (!near.empty()) return near.front();
    report.help("its fields are: " + field_list(type));
    return std::nullopt;
  }

  void read_list(const Type& type, void* out, const Node& node, const Place& place) {
    if (node.kind != Node::Kind::List) {
      wrong_shape("a list", node, place,
                  node.kind == Node::Kind::Scalar ? "put it in brackets: [" + node.text + "]"
                                                  : "write [ … ], or one item a line after `- `");
      return;
    }
    type.reset(out);  // what is written replaces the default, `[]` too
    const Type& element = *type.element();
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      read(element, type.append(out), node.items[i], place / i);
    }
  }

  void read_map(const Type& type, void* out, const Node& node, const Place& place) {
    if (node.kind != Node::Kind::Map) {
      wrong_shape("a map", node, place, "write `name: value` pairs, or `{}` for none");
      return;
    }
    const Type& element = *type.element();
    for (const Node& item : node.items) {
      Place inner = place / item.key;
      if (!good_name(type.name_form, item)) taint(inner);
      read(element, type.insert(out, item.key), item, inner);
    }
  }

  bool good_name(NameForm form, const Node& item) {
    const std::string& name = item.key;
    switch (form) {
      case NameForm::Component:
        if (is_component_name(name)) return true;
        diags_.report(ids::BadName, item.key_span, "`{}` cannot be the name of a component", name)
            .help(component_name_like(name) +
                  "a name begins with a lower-case letter and goes on with lower-case letters, "
                  "digits "
                  "and `_`, 40 characters at most");
        return false;
      case NameForm::Logical:
        if (!name.empty() && is_word(name, true, "") && name.size() <= 255) return true;
        diags_
            .report(ids::BadName, item.key_span, "`{}` cannot be a CloudFormation logical id", name)
            .help("logical ids are made of letters and digits only (no `-`, no `_`), 255 at most");
        return false;
      case NameForm::Region: {
        if (Region::parse(name)) return true;
        Report report =
            diags_.report(ids::BadName, item.key_span, "`{}` is not an AWS region", name);
        suggest(report, name, fields::region_names());
        return false;
      }
      case NameForm::Stack:
        if (is_stack_word(name)) return true;
        diags_.report(ids::BadName, item.key_span, "`{}` cannot be the name of a scenario", name)
            .help(
                "it becomes part of a folder's name: lower-case letters, digits and `-`, a letter "
                "first, no `-` at the end, at most 40 characters");
        return false;
      case NameForm::Any:
        if (!name.empty()) return true;
        diags_.report(ids::BadName, item.key_span, "the name is empty").help("give it a name");
        return false;
    }
    return false;
  }

  void read_scalar(const Type& type, void* out, const Node& node, const Place& place) {
    if (node.kind != Node::Kind::Scalar) {
      std::string wanted =
          type.json_type == "boolean" ? std::string(type.name) : with_article(type.name);
      // `${{ x }}` without quotes inside brackets comes here as a map.
      bool braces = node.kind == Node::Kind::Map && node.items.size() == 1 &&
                    node.items[0].kind == Node::Kind::Null;
      std::string help;
      if (braces) help = "if a reference was meant, put it in quotes: \"${{ … }}\"";
      if (node.kind == Node::Kind::List) help = "write one value, not a list of them";
      if (node.kind == Node::Kind::Map && !braces) help = "write one value, without fields";
      if (node.kind == Node::Kind::Null) help = "write the value, or remove the key";
      wrong_shape(wanted, node, place, std::move(help));
      return;
    }
    if (auto fault = type.parse(out, {node.text, node.quoted})) report(*fault, node, place);
  }

  void report(const fields::Fault& fault, const Node& node, const Place& place) {
    const Span span = part_of(node, fault.part, sources_);
    Report made = diags_.report(fault.id, span, "{}", fault.message);
    if (!fault.help.empty()) made.help(fault.help);
    if (!fault.instead.empty()) {
      made.fix({span, fault.part.empty() ? node.text : fault.part, fault.instead});
    }
    taint(place);
  }

  const SourceMap& sources_;
  Diagnostics& diags_;
  std::set<Place>& tainted_;
  bool null_removes_ = false;  // inside a record of that kind
};

}  // namespace

void read_record(const fields::Type& type, void* out, const Node& node, const Place& place,
                 const SourceMap& sources, Diagnostics& diags, std::set<Place>& tainted) {
  Reader(sources, diags, tainted).read(type, out, node, place);
}

}  // namespace btsinfra
