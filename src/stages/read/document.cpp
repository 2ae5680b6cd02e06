#include "stages/read/document.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace btsinfra {

void Node::index() {
  // Fewer are found as fast by looking at them all.
  constexpr std::size_t large = 16;
  by_key.clear();
  if (kind != Kind::Map || items.size() <= large) return;
  by_key.resize(items.size());
  std::iota(by_key.begin(), by_key.end(), 0U);
  std::sort(by_key.begin(), by_key.end(),
            [this](std::uint32_t a, std::uint32_t b) { return items[a].key < items[b].key; });
}

const Node* Node::find(std::string_view wanted) const {
  if (kind != Kind::Map) return nullptr;
  if (!items.empty() && by_key.size() == items.size()) {
    const auto at = std::lower_bound(
        by_key.begin(), by_key.end(), wanted,
        [this](std::uint32_t item, std::string_view key) { return items[item].key < key; });
    return at != by_key.end() && items[*at].key == wanted ? &items[*at] : nullptr;
  }
  for (const Node& item : items) {
    if (item.key == wanted) return &item;
  }
  return nullptr;
}

namespace {

// One step down the path, or nullptr.
const Node* step(const Node& node, const std::string& key) {
  if (node.kind == Node::Kind::Map) return node.find(key);
  if (node.kind == Node::Kind::List) {
    std::size_t index = 0;
    auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    if (error == std::errc{} && end == key.data() + key.size() && index < node.items.size()) {
      return &node.items[index];
    }
  }
  return nullptr;
}

}  // namespace

const Node& Document::nearest(const Path& path) const {
  const Node* node = &root;
  for (const std::string& key : path.keys()) {
    const Node* next = step(*node, key);
    if (next == nullptr) {
      auto gone = std::find_if(node->removed.begin(), node->removed.end(),
                               [&](const Node& item) { return item.key == key; });
      return gone == node->removed.end() ? *node : *gone;
    }
    node = next;
  }
  const bool emptied = node->items.empty() && !node->removed.empty();
  return emptied ? node->removed.back() : *node;
}

std::string_view first_step(const Node& map, std::string_view text) {
  std::size_t length = std::min(text.find('.'), text.size());
  for (std::size_t end = text.size(); end > length; end = text.rfind('.', end - 1)) {
    if (map.find(text.substr(0, end)) != nullptr) length = end;
  }
  return text.substr(0, length);
}

std::optional<Path> Document::parse_path(std::string_view text) const {
  Path path;
  const Node* node = &root;
  while (true) {
    const std::string_view key = first_step(*node, text);
    node = step(*node, std::string(key));
    if (node == nullptr) return std::nullopt;
    path = path / key;
    if (key.size() == text.size()) return path;
    text.remove_prefix(key.size() + 1);
  }
}

const Node* Document::find(const Path& path) const {
  const Node* node = &root;
  for (const std::string& key : path.keys()) {
    node = step(*node, key);
    if (node == nullptr) return nullptr;
  }
  return node;
}

namespace {

bool continues_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

// The first occurrence of `word` that is no piece of a longer one: the id `Topic` is not meant by
// `AWS::SNS::Topic`, nor `buckets.code` by `buckets.code.name` or `buckets.codes`. A word followed
// by a dot is the second choice (`!GetAtt Topic.Arn`), any occurrence the third.
std::size_t find_word(std::string_view text, std::string_view word) {
  std::size_t dotted = std::string_view::npos;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    char before = at == 0 ? ' ' : text[at - 1];
    std::size_t end = at + word.size();
    char behind = end < text.size() ? text[end] : ' ';
    if (continues_word(before) || before == '.' || before == ':' || continues_word(behind))
      continue;
    if (behind != '.') return at;
    dotted = std::min(dotted, at);
  }
  return dotted != std::string_view::npos ? dotted : text.find(word);
}

}  // namespace

Span part_of(const Node& node, std::string_view part, const SourceMap& sources) {
  const Span& whole = node.kind == Node::Kind::Scalar ? node.span : node.place();
  if (!whole.known() || part.empty()) return whole;
  const SourceFile& source = sources.file(whole.file);
  std::size_t begin = node.span.begin.offset;
  std::size_t end = node.end_offset > begin ? node.end_offset : source.text().size();
  std::size_t at = find_word(source.text().substr(begin, end - begin), part);
  if (at == std::string_view::npos) return whole;
  return {whole.file, source.position_at(begin + at), source.position_at(begin + at + part.size())};
}

}  // namespace btsinfra
