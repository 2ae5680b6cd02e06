#include "program/to_document.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "stages/read/read_document.h"

namespace btsinfra::program {
namespace {

using fields::Form;
using fields::Type;

Node scalar(std::string text, bool quoted) {
  Node node;
  node.kind = Node::Kind::Scalar;
  node.text = std::move(text);
  node.quoted = quoted;
  return node;
}

Node of_kind(Node::Kind kind) {
  Node node;
  node.kind = kind;
  return node;
}

Node free_node(const FreeValue& value, std::size_t depth);

struct FreeWriter {
  std::size_t depth = 0;

  Node operator()(std::monostate /*null*/) const { return {}; }
  Node operator()(bool value) const { return scalar(value ? "true" : "false", false); }
  Node operator()(std::int64_t value) const { return scalar(std::to_string(value), false); }
  // With a fraction, so that it is read as what it was.
  Node operator()(double value) const {
    if (std::isnan(value)) return scalar(std::string(not_a_number), false);
    const std::string text = fmt::format("{}", value);
    const bool whole = text.find_first_not_of("-0123456789") == std::string::npos;
    return scalar(whole ? text + ".0" : text, false);
  }
  Node operator()(const std::string& value) const { return scalar(value, true); }
  Node operator()(const FreeList& list) const {
    Node node = of_kind(Node::Kind::List);
    for (const FreeValue& item : list) node.items.push_back(free_node(item, depth));
    return node;
  }
  Node operator()(const FreeMap& map) const {
    Node node = of_kind(Node::Kind::Map);
    for (const FreeEntry& entry : map) {
      Node& item = node.items.emplace_back(free_node(entry.value, depth));
      item.key = entry.key;
    }
    return node;
  }
};

Node free_node(const FreeValue& value, std::size_t depth) {
  // A raw value stands at most this deep in a file, so none that is refused there is taken here.
  if (depth == DocumentLimits{}.depth) return scalar(std::string(nested_too_deeply), false);
  return std::visit(FreeWriter{depth + 1}, value.data);
}

bool same(const Node& a, const Node& b) {
  return a.kind == b.kind && a.text == b.text && a.quoted == b.quoted &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                    [](const Node& x, const Node& y) { return x.key == y.key && same(x, y); });
}

void write_fields(const Type& type, const void* record, const void* defaults, Node& out) {
  for (const fields::Field& field : type.fields) {
    const void* value = field.in(record);
    const void* usual = field.in(defaults);
    if (field.is_inline) {
      write_fields(field.type(), value, usual, out);
      continue;
    }
    const Type& inner = field.type();
    // An optional that is given is written whatever it holds: another default may stand for none.
    if (inner.form == Form::Optional && !inner.is_set(value)) continue;
    if (inner.form == Form::Free && !inner.is_set(value)) continue;
    Node node = to_node(inner, value);
    if (inner.form != Form::Optional && inner.form != Form::Free &&
        same(node, to_node(inner, usual))) {
      continue;
    }
    node.key = field.name;
    out.items.push_back(std::move(node));
  }
}

}  // namespace

Node to_node(const Type& type, const void* value) {
  switch (type.form) {
    case Form::Record: {
      Node node = of_kind(Node::Kind::Map);
      write_fields(type, value, type.defaults(), node);
      return node;
    }
    case Form::List:
    case Form::Map: {
      Node node = of_kind(type.form == Form::Map ? Node::Kind::Map : Node::Kind::List);
      type.each(value, [&](std::string_view key, const void* element) {
        Node& item = node.items.emplace_back(to_node(*type.element(), element));
        if (type.form == Form::Map) item.key = key;
      });
      return node;
    }
    case Form::Optional: {
      Node node;
      type.each(value,
                [&](std::string_view, const void* held) { node = to_node(*type.element(), held); });
      return node;
    }
    case Form::Scalar:
      return scalar(type.print(value), type.json_type == "string");
    case Form::Free:
      return type.laid_over ? of_kind(Node::Kind::Map)
                            : free_node(*static_cast<const FreeValue*>(value), 0);
  }
  return {};
}

std::optional<Node> difference(const Node& before, const Node& after) {
  if (same(before, after)) return std::nullopt;
  if (before.kind != Node::Kind::Map || after.kind != Node::Kind::Map) return after;
  Node changed = of_kind(Node::Kind::Map);
  changed.key = after.key;
  for (const Node& item : after.items) {
    const Node* old = before.find(item.key);
    if (old == nullptr) {
      changed.items.push_back(item);
    } else if (auto inner = difference(*old, item)) {
      inner->key = item.key;
      changed.items.push_back(std::move(*inner));
    }
  }
  for (const Node& item : before.items) {
    if (after.find(item.key) != nullptr) continue;
    Node gone;  // null
    gone.key = item.key;
    changed.items.push_back(std::move(gone));
  }
  return changed;
}

}  // namespace btsinfra::program
