#include "stages/read/read_document.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <unordered_map>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "diag/ids/reading.h"
#include "stages/read/yaml_slip.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

// Thrown through yaml-cpp by our own handler and caught in this file: the finding is already made.
struct Stop {};

constexpr std::string_view core_tag = "tag:yaml.org,2002:";

bool is_space(char c) { return c == ' ' || c == '\t'; }

// The byte offset past the quote that closes the one at `begin`; npos where none does.
std::size_t closing_quote(std::string_view source, std::size_t begin) {
  char quote = source[begin];
  for (std::size_t i = begin + 1; i < source.size(); ++i) {
    if (source[i] == '\\' && quote == '"') {
      ++i;
    } else if (source[i] == quote) {
      if (quote != '\'' || i + 1 >= source.size() || source[i + 1] != '\'') return i + 1;
      ++i;
    }
  }
  return std::string_view::npos;
}

// The byte offset past a scalar's text that starts at `begin`.
std::size_t scalar_end(std::string_view source, std::size_t begin, std::string_view value) {
  if (begin >= source.size()) return source.size();
  char first = source[begin];
  if (first == '"' || first == '\'') return std::min(closing_quote(source, begin), source.size());
  if (first != '|' && first != '>' && source.substr(begin, value.size()) == value) {
    return begin + value.size();
  }
  // A block scalar's head, or a plain scalar over several lines: to the end of the line.
  std::size_t line_end = std::min(source.find_first_of("\r\n", begin), source.size());
  while (line_end > begin + 1 && is_space(source[line_end - 1])) --line_end;
  return line_end;
}

// Skips `!tag` and `&anchor` and the blanks behind them.
std::size_t skip_properties(std::string_view source, std::size_t at) {
  while (at < source.size() && (source[at] == '!' || source[at] == '&')) {
    while (at < source.size() && !is_space(source[at]) && source[at] != '\n' &&
           source[at] != '\r') {
      ++at;
    }
    while (at < source.size() && is_space(source[at])) ++at;
  }
  return at;
}

// What a node comes to with all below it.
struct Extent {
  std::size_t nodes = 0;
  std::size_t text = 0;  // bytes
  std::size_t depth = 0;
};

// A text becomes parts where references stand in it, so each counts as a value.
std::size_t references_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2))
    ++count;
  return count;
}

Extent extent_of(const Node& node) {
  Extent extent{1 + references_in(node.text), node.key.size() + node.text.size(), 0};
  for (const Node& item : node.items) {
    const Extent inner = extent_of(item);
    extent.nodes += inner.nodes;
    extent.text += inner.text;
    extent.depth = std::max(extent.depth, inner.depth);
  }
  ++extent.depth;
  return extent;
}

void mark_aliased(Node& node) {
  node.aliased = true;
  for (Node& item : node.items) mark_aliased(item);
}

class Builder : public YAML::EventHandler {
 public:
  Builder(FileId file, const SourceFile& source, Diagnostics& diags, const DocumentLimits& limits)
      : file_(file), source_(source), diags_(diags), limits_(limits) {}

  Node take_root() { return std::move(root_); }
  [[nodiscard]] bool has_root() const { return has_root_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (has_root_) {
      diags_
          .report(ids::SeveralDocuments, line_span(offset_of(mark)),
                  "a second YAML document begins here; a blueprint is one document")
          .help(
              "move it to a file of its own; files of one folder that bear the same `system` are "
              "compiled together");
      throw Stop{};
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    // The mark of an empty value is the next token's: a null written out stands there, else
    // nothing.
    std::size_t offset = skip_properties(source_.text(), offset_of(mark));
    std::string_view rest = source_.text().substr(std::min(offset, source_.text().size()));
    for (std::string_view written : {"null", "Null", "NULL", "~"}) {
      if (rest.starts_with(written)) node.span = span(offset, offset + written.size());
    }
    note_offset(offset_of(mark));
    finish(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    std::size_t offset = offset_of(mark);
    Span here = word_span(offset);
    auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      diags_.report(ids::RecursiveAlias, here, "the alias stands inside the value it repeats")
          .help("write the value out");
      throw Stop{};
    }
    count(found->second.extent, here);
    if (stack_.size() + found->second.extent.depth > limits_.depth) too_deep(here);
    Node copy = found->second.node;
    mark_aliased(copy);
    copy.key.clear();
    copy.key_span = {};
    note_offset(offset);
    finish(std::move(copy), YAML::NullAnchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Node node;
    node.kind = Node::Kind::Scalar;
    node.text = value;
    std::size_t start = offset_of(mark);
    note_offset(start);
    std::size_t offset = skip_properties(source_.text(), start);
    char first = offset < source_.text().size() ? source_.text()[offset] : '\0';
    if (first == '"' || first == '\'') require_closed(offset);
    node.span = span(offset, scalar_end(source_.text(), offset, value));
    bool explicit_tag = tag != "?" && tag != "!" && !tag.empty();
    node.quoted = tag == "!" ||
                  (explicit_tag && (first == '"' || first == '\'' || first == '|' || first == '>'));
    node.tag = read_tag(tag, start, &node);
    if (!node.tag.empty()) node.tag_span = word_span(start);
    check_escapes(node);
    finish(std::move(node), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(Node::Kind::List, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(Node::Kind::Map, mark, tag, anchor);
  }
  void OnMapEnd() override {
    merge(stack_.back().node);
    stack_.back().node.index();
    close();
  }

 private:
  struct Open {
    Node node;
    YAML::anchor_t anchor = YAML::NullAnchor;
    bool key_next = true;  // of a map: the next node is a key
    std::string key;
    Span key_span;
    bool key_quoted = false;
    std::vector<Node> merged;                              // values of `<<`
    std::unordered_map<std::string, std::size_t> present;  // keys of a map
  };
  struct Anchored {
    Node node;
    Extent extent;
  };

  [[nodiscard]] static std::size_t offset_of(const YAML::Mark& mark) {
    return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
  }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {file_, source_.position_at(begin), source_.position_at(end)};
  }
  // The word at the offset, or one character.
  [[nodiscard]] Span word_span(std::size_t begin) const {
    std::string_view text = source_.text();
    std::size_t end = begin;
    while (end < text.size() &&
           std::string_view(" \t\r\n,]}").find(text[end]) == std::string_view::npos) {
      ++end;
    }
    return span(begin, std::max(end, begin + 1));
  }
  [[nodiscard]] Span line_span(std::size_t begin) const {
    std::size_t end = std::min(source_.text().find_first_of("\r\n", begin), source_.text().size());
    return span(begin, std::max(end, begin + 1));
  }

  void count(const Extent& more, const Span& here) {
    nodes_ += more.nodes;
    text_ += more.text;
    if (text_ > limits_.text) too_many(limits_.text, "bytes of text", here);
    if (nodes_ > limits_.nodes) too_many(limits_.nodes, "values and references", here);
  }
  [[noreturn]] void too_many(std::size_t limit, std::string_view what, const Span& here) {
    diags_
        .report(ids::TooManyNodes, here,
                "the file holds more than {} {} once its aliases are expanded", limit, what)
        .help("split the system over several blueprints, or repeat less by alias");
    throw Stop{};
  }

  [[noreturn]] void too_deep(const Span& here) {
    diags_.report(ids::TooDeep, here, "the file is nested more than {} levels deep", limits_.depth)
        .help("a blueprint needs far fewer: look for brackets that are never closed");
    throw Stop{};
  }

  // yaml-cpp takes a quoted text that the end of the file cuts off for a whole one.
  void require_closed(std::size_t quote) {
    if (closing_quote(source_.text(), quote) != std::string_view::npos) return;
    diags_
        .report(ids::YamlSyntax, span(quote, quote + 1),
                "the quote that opens here is never closed")
        .help("close it; everything to the end of the file now counts as text");
    throw Stop{};
  }

  std::string read_tag(const std::string& tag, std::size_t offset, Node* scalar) {
    if (tag.empty() || tag == "?" || tag == "!") return "";
    if (tag.starts_with(core_tag)) {
      std::string_view name = std::string_view(tag).substr(core_tag.size());
      if (name == "str" && scalar != nullptr) {
        scalar->quoted = true;
        return "";
      }
      if (name == "map" || name == "seq") return "";
    } else if (tag.size() > 1 && tag[0] == '!' && tag[1] >= 'A' && tag[1] <= 'Z') {
      return tag;  // CloudFormation's; whether it may stand here is the reader's question
    }
    diags_
        .report(ids::UnknownTag, word_span(offset),
                "the YAML tag `{}` means nothing in a blueprint",
                tag.starts_with(core_tag) ? "!!" + tag.substr(core_tag.size()) : tag)
        .help("remove the tag; a text is written in quotes");
    return "";
  }

  // What escapes in double quotes can smuggle past the check of the file's bytes. yaml-cpp decodes
  // `\N` and `\_` to single bytes that are not UTF-8.
  void check_escapes(const Node& scalar) {
    if (first_invalid_utf8(scalar.text)) {
      diags_
          .report(ids::InvalidUtf8, scalar.span,
                  "an escape here does not give UTF-8 (`\\N` or `\\_`)")
          .help("write the character itself, or `\\u0085` or `\\u00A0`");
      throw Stop{};
    }
    if (auto bad = first_control_character(scalar.text)) {
      std::size_t next = *bad;
      auto code = static_cast<unsigned>(next_code_point(scalar.text, next));
      diags_
          .report(ids::ControlCharacter, scalar.span,
                  "an escape here gives the control character U+{:04X}, which nothing can use",
                  code)
          .help("remove the escape");
      throw Stop{};
    }
  }

  // An event's offset: whatever was finished before it ends there at the latest.
  void note_offset(std::size_t offset) {
    if (pending_end_ != nullptr) {
      pending_end_->end_offset = static_cast<std::uint32_t>(offset);
      pending_end_ = nullptr;
    }
  }

  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    std::size_t offset = offset_of(mark);
    note_offset(offset);
    const bool flow = offset < source_.text().size() &&
                      (source_.text()[offset] == '[' || source_.text()[offset] == '{');
    Span here = flow ? span(offset, offset + 1) : word_span(offset);
    if (stack_.size() >= limits_.depth) too_deep(here);
    Open opened;
    opened.node.kind = kind;
    opened.node.span = here;
    opened.node.tag = read_tag(tag, offset, nullptr);
    opened.node.tag_span = here;
    opened.anchor = anchor;
    stack_.push_back(std::move(opened));
  }

  void close() {
    Open closed = std::move(stack_.back());
    stack_.pop_back();
    finish(std::move(closed.node), closed.anchor);
  }

  void finish(Node node, YAML::anchor_t anchor) {
    if (!node.aliased) count({1 + references_in(node.text), node.text.size(), 1}, node.span);
    if (anchor != YAML::NullAnchor) {
      // The copy kept for aliases counts too: anchors inside anchors would multiply it.
      const Extent extent = extent_of(node);
      count(extent, node.span);
      anchors_[anchor] = Anchored{node, extent};
    }
    if (stack_.empty()) {
      root_ = std::move(node);
      has_root_ = true;
      pending_end_ = &root_;
      return;
    }
    Open& parent = stack_.back();
    if (parent.node.kind == Node::Kind::List) {
      if (!node.span.known()) node.span = parent.node.span;  // an empty item stands at its list
      parent.node.items.push_back(std::move(node));
      pending_end_ = &parent.node.items.back();
    } else if (parent.key_next) {
      take_key(parent, node);
    } else {
      parent.key_next = true;
      attach(parent, std::move(node));
    }
  }

  void take_key(Open& map, const Node& node) {
    map.key_next = false;
    if (node.kind != Node::Kind::Scalar || !node.tag.empty()) {
      bool reference = node.kind == Node::Kind::Map;
      Span here = node.span.known() ? node.span : map.node.span;
      diags_.report(ids::KeyNotText, here, "a key must be a text")
          .help(reference ? "if a reference was meant, put it in quotes: \"${{ … }}\""
                          : "write the key as a word or in quotes");
      throw Stop{};
    }
    map.key = node.text;
    map.key_span = node.span;
    map.key_quoted = node.quoted;
  }

  void attach(Open& map, Node node) {
    node.key = map.key;
    node.key_span = map.key_span;
    if (!node.span.known()) node.span = map.key_span;  // an empty value stands at its key
    if (map.key == "<<" && !map.key_quoted) {
      map.merged.push_back(std::move(node));
      pending_end_ = nullptr;
      return;
    }
    auto [found, fresh] = map.present.emplace(map.key, map.node.items.size());
    if (!fresh) {
      diags_
          .report(ids::DuplicateKey, node.key_span, "the key `{}` stands here a second time",
                  node.key)
          .note(map.node.items[found->second].key_span, "the first is here")
          .help("remove one of the two, or merge them");
      pending_end_ = nullptr;
      return;
    }
    map.node.items.push_back(std::move(node));
    pending_end_ = &map.node.items.back();
  }

  // Keys from `<<` go behind the map's own; its own win, and of several maps the earlier.
  void merge(Node& map) {
    Open& opened = stack_.back();
    for (Node& source : opened.merged) {
      if (source.kind == Node::Kind::Map) {
        merge_one(opened, map, source);
      } else if (source.kind == Node::Kind::List &&
                 std::all_of(source.items.begin(), source.items.end(),
                             [](const Node& item) { return item.kind == Node::Kind::Map; })) {
        for (Node& item : source.items) merge_one(opened, map, item);
      } else {
        diags_.report(ids::BadMergeKey, source.key_span, "`<<` merges a map, or a list of maps")
            .help("give it an alias of a map: `<<: *common`");
      }
    }
    opened.merged.clear();
  }

  void merge_one(Open& opened, Node& map, Node& source) {
    for (Node& item : source.items) {
      if (opened.present.emplace(item.key, map.items.size()).second) {
        map.items.push_back(std::move(item));
      }
    }
  }

  FileId file_;
  const SourceFile& source_;
  Diagnostics& diags_;
  const DocumentLimits& limits_;
  std::vector<Open> stack_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  Node root_;
  bool has_root_ = false;
  std::size_t nodes_ = 0;
  std::size_t text_ = 0;
  // The node finished last, whose end is the next event's beginning. Only ever used before its
  // parent grows again.
  Node* pending_end_ = nullptr;
};

// UTF-8 and control characters: yaml-cpp lets both through.
bool check_bytes(FileId file, const SourceFile& source, Diagnostics& diags) {
  std::string_view text = source.text();
  if (auto bad = first_invalid_utf8(text)) {
    auto byte = static_cast<unsigned>(static_cast<unsigned char>(text[*bad]));
    Span here{file, source.position_at(*bad), source.position_at(*bad + 1)};
    diags.report(ids::InvalidUtf8, here, "the byte 0x{:02X} is not UTF-8", byte)
        .help("save the file as UTF-8 (Korean text in EUC-KR or CP949 has to be converted)");
    return false;
  }
  if (auto bad = first_control_character(text)) {
    std::size_t next = *bad;
    auto code = static_cast<unsigned>(next_code_point(text, next));
    Span here{file, source.position_at(*bad), source.position_at(next)};
    diags
        .report(ids::ControlCharacter, here,
                "the control character U+{:04X} cannot stand in a blueprint", code)
        .help("remove it; editors show it as a box or not at all");
    return false;
  }
  return true;
}

// What the text shows to be wrong before, or where, the parser gave up.
bool report_slip(std::size_t gave_up, FileId file, const SourceFile& source, Diagnostics& diags) {
  const std::string_view text = source.text();
  const std::optional<YamlSlip> slip = find_slip(text, gave_up);
  if (!slip) return false;
  const auto span = [&](std::size_t begin, std::size_t end) {
    return Span{file, source.position_at(begin), source.position_at(end)};
  };
  const std::size_t begin = slip->offset;
  if (slip->kind == YamlSlip::Kind::Reference) {
    const std::size_t close = std::min(text.find("}}", begin), text.size() - 2) + 2;
    diags
        .report(
            ids::UnquotedReference, span(begin, close),
            "inside `[ ]` or `{{ }}` a reference must stand in quotes, or YAML reads its braces")
        .help("write \"" + std::string(text.substr(begin, close - begin)) + "\"");
    return true;
  }
  const bool quote = slip->kind == YamlSlip::Kind::OpenQuote;
  const char opened = text[begin];
  Report report = diags.report(ids::YamlSyntax, span(begin, begin + 1),
                               "the file is not YAML here: the {} `{}` is not closed",
                               quote ? "quote" : "bracket", opened);
  const Span stopped = span(gave_up, std::min(gave_up + 1, text.size()));
  if (stopped.begin.line != source.position_at(begin).line) {
    report.note(stopped, "up to here it was taken for one value");
  }
  report.help(std::string("add the `") +
              (quote           ? opened
               : opened == '[' ? ']'
                               : '}') +
              "` that closes it");
  return true;
}

void report_syntax(const YAML::Exception& error, FileId file, const SourceFile& source,
                   Diagnostics& diags) {
  std::size_t offset = error.mark.pos < 0 ? 0 : static_cast<std::size_t>(error.mark.pos);
  offset = std::min(offset, source.text().size());
  Position at = source.position_at(offset);

  // A tab in front of the first word, on this line or the one before where the scanner gave up.
  for (std::uint32_t number : {at.line, at.line > 1 ? at.line - 1 : at.line}) {
    std::string_view line = source.line(number);
    std::size_t indent = line.find_first_not_of(" \t");
    std::size_t tab = line.substr(0, indent).find('\t');
    if (tab != std::string_view::npos) {
      auto line_offset = static_cast<std::size_t>(line.data() - source.text().data());
      Span here{file, source.position_at(line_offset + tab),
                source.position_at(line_offset + tab + 1)};
      diags.report(ids::TabIndentation, here, "a tab indents this line; YAML takes only spaces")
          .help("replace the tab by spaces (most editors: \"convert indentation to spaces\")");
      return;
    }
  }
  if (report_slip(offset, file, source, diags)) return;
  std::size_t end = std::min(offset + 1, source.text().size());
  Span here{file, at, source.position_at(end)};
  std::string why = error.msg.empty() ? std::string("not YAML") : error.msg;
  diags.report(ids::YamlSyntax, here, "the file is not YAML here: {}", why)
      .help(
          "look at this line and the one above: indentation, a missing `:` or an open quote or "
          "bracket");
}

}  // namespace

std::size_t value_count(const Node& node) { return extent_of(node).nodes; }

std::optional<Document> read_document(FileId file, const SourceMap& sources, Diagnostics& diags,
                                      const DocumentLimits& limits) {
  const SourceFile& source = sources.file(file);
  if (!check_bytes(file, source, diags)) return std::nullopt;
  std::size_t errors = diags.error_count();
  Builder builder(file, source, diags, limits);
  try {
    std::istringstream stream{std::string(source.text())};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    report_syntax(error, file, source, diags);
    return std::nullopt;
  } catch (const Stop&) {
    return std::nullopt;
  }
  if (diags.error_count() != errors && !builder.has_root()) return std::nullopt;
  Document document{file, builder.take_root()};
  if (!builder.has_root() || document.root.kind == Node::Kind::Null) {
    Span top{file, {1, 1, 0}, {1, 1, 0}};
    diags.report(ids::EmptyFile, top, "the file holds no blueprint")
        .help("begin with `blueprint: 1`, `system:` and `region:`");
    return std::nullopt;
  }
  if (document.root.kind != Node::Kind::Map) {
    diags.report(ids::WrongShape, document.root.place(), "a blueprint is a map of keys and values")
        .help("begin with `blueprint: 1`, `system:` and `region:`");
    return std::nullopt;
  }
  return document;
}

}  // namespace btsinfra
