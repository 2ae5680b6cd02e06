#include "program/placer.h"

#include <algorithm>
#include <optional>

namespace btsinfra::program {
namespace {

// CloudFormation's own words are members of settings in another spelling: DeletionPolicy is
// `deletion_policy`.
std::string member_of(std::string_view key) {
  std::string member;
  for (const char c : key) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !member.empty()) member += '_';
    member += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return member;
}

}  // namespace

void Placer::blueprint(Node& root) {
  mark(root, otherwise({}));
  if (shared_.shared(otherwise_)) name_part(root, things_.substr(0, things_.size() - 1));
  for (Node& field : root.items) {
    if (field.key == "network") {
      said(field, "network", {"network", "edit_network"});
    } else if (field.kind == Node::Kind::Scalar) {
      said(field, field.key, {field.text, field.key});
    } else if (!of_components(field)) {
      said(field, field.key, {field.key});
    }
  }
}

void Placer::scenario(Node& node) {
  const Found call = otherwise({node.key});
  mark(node, call);
  parts(node, {{&sources_.designators(otherwise_), call}});
}

Found Placer::otherwise(Names names) {
  return sources_.designators(otherwise_).call(otherwise_.line, names);
}

void Placer::mark(Node& node, const Found& found) {
  node.key_span = found.name;
  node.span = found.name;
  node.end_offset = found.name.end.offset;
}

void Placer::mark(Node& node, const Spot& spot) {
  mark(node, spot.found);
  const Span value = spot.source->value(spot.found);
  if (!value.known()) return;
  if (node.kind == Node::Kind::Scalar) node.span = value;
  node.end_offset = std::max(node.end_offset, value.end.offset);
}

bool Placer::of_components(Node& field) {
  const bool list = field.kind == Node::Kind::List;
  bool any = false;
  for (std::size_t i = 0; i < field.items.size(); ++i) {
    Node& item = field.items[i];
    const std::string name = list ? std::to_string(i) : item.key;
    any = said(item, field.key + "." + name, {list ? field.key : name}) || any;
  }
  if (any) {
    const Node& first = field.items.front();
    field.key_span = first.key_span;
    field.span = first.span;
    field.end_offset = field.key_span.end.offset;
  }
  return any;
}

bool Placer::said(Node& node, const std::string& path, Names names) {
  const auto lines = lines_.find(path);
  if (lines == lines_.end()) {
    mark(node, otherwise(names));
    parts(node, {});
    if (shared_.shared(otherwise_)) name_parts(node, things_ + path);
    return false;
  }
  Spots spots;
  for (const SourceLine& line : lines->second) {
    const Designators& source = sources_.designators(line);
    spots.push_back({&source, source.call(line.line, names)});
  }
  mark(node, spots.front());
  node.span = node.key_span;
  parts(node, spots);
  if (std::any_of(lines->second.begin(), lines->second.end(),
                  [this](const SourceLine& line) { return shared_.shared(line); })) {
    name_parts(node, things_ + path);
  }
  return true;
}

void Placer::name_part(Node& node, const std::string& thing) {
  node.key_span.file = shared_.part(node.key_span.file, thing);
  node.span.file = shared_.part(node.span.file, thing);
}

void Placer::name_parts(Node& node, const std::string& thing) {
  name_part(node, thing);
  for (Node& item : node.items) name_parts(item, thing);
}

void Placer::parts(Node& node, const Spots& spots) {
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    Node& item = node.items[i];
    Spots inner;
    for (const Spot& spot : spots) {
      std::optional<Found> found;
      if (node.kind == Node::Kind::List) {
        found = spot.source->item(spot.found, i);
      } else {
        found = spot.source->field(spot.found, item.key);
        if (!found) found = spot.source->field(spot.found, member_of(item.key));
        if (!found) found = spot.source->entry(spot.found, item.key);
      }
      if (found) inner.push_back({spot.source, *found});
    }
    if (inner.empty()) {
      item.key_span = node.key_span;
      item.span = node.key_span;
      item.end_offset = node.key_span.end.offset;
    } else {
      mark(item, inner.back());  // the one that counts
    }
    parts(item, inner);
  }
}

}  // namespace btsinfra::program
