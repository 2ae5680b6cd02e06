#include "cfn/schema/compiler/facts_reader.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <vector>

#include "cfn/schema/tables.h"

namespace btsinfra::cfn::schema {
namespace {

// Thrown within this file only, to leave a line from any depth.
struct LineError {
  std::string text;
};

[[noreturn]] void fail(std::string text) { throw LineError{std::move(text)}; }

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

// ---- Words --------------------------------------------------------------------------------------

class Line {
 public:
  explicit Line(std::string_view text) : left_(text) {}

  [[nodiscard]] bool at_end() const { return left_.empty(); }
  [[nodiscard]] bool sees(char c) const { return !left_.empty() && left_.front() == c; }
  [[nodiscard]] std::string_view left() const { return left_; }

  bool take(std::string_view text) {
    if (!left_.starts_with(text)) return false;
    left_.remove_prefix(text.size());
    return true;
  }

  void expect(std::string_view text) {
    if (!take(text)) fail("expected " + quoted(text) + found());
  }

  // Up to the next space or one of `ends`.
  std::string word(std::string_view ends = "") {
    const std::string stops = " " + std::string(ends);
    const std::size_t size = std::min(left_.find_first_of(stops), left_.size());
    if (size == 0) fail("expected a word" + found());
    std::string result(left_.substr(0, size));
    left_.remove_prefix(size);
    return result;
  }

  // All words left.
  std::vector<std::string> words() {
    std::vector<std::string> result;
    while (take(" ")) result.push_back(word());
    if (!at_end()) fail("expected a space" + found());
    if (result.empty()) fail("expected a name");
    return result;
  }

  std::set<std::string> names() {
    std::set<std::string> result;
    for (std::string& name : words()) {
      if (!result.insert(name).second) fail(quoted(name) + " stands there twice");
    }
    return result;
  }

  // /…/: a slash within is escaped, for our sake only.
  std::string regular_expression() {
    expect("/");
    std::string result;
    while (!take("/")) {
      if (take("\\/")) {
        result += '/';
        continue;
      }
      const std::size_t size = sees('\\') ? 2 : 1;
      if (left_.size() < size) fail("a regular expression is not closed by `/`");
      result += left_.substr(0, size);
      left_.remove_prefix(size);
    }
    return result;
  }

  // "…", with JSON's escapes of quotes and backslashes.
  std::string quoted_text() {
    expect("\"");
    std::string result;
    while (!sees('"')) {
      if (take("\\") && !sees('"') && !sees('\\')) fail("unknown escape in a quoted choice");
      if (at_end()) fail("a quoted choice is not closed by `\"`");
      result += left_.front();
      left_.remove_prefix(1);
    }
    take("\"");
    return result;
  }

  [[nodiscard]] std::string found() const {
    return at_end() ? " at the end of the line" : " at " + quoted(left_.substr(0, 30));
  }

 private:
  std::string_view left_;
};

std::optional<double> read_number(Line& line, std::string_view ends) {
  if (line.at_end() || line.sees(' ') || ends.find(line.left().front()) != std::string_view::npos) {
    return std::nullopt;
  }
  double value = 0;
  const char* begin = line.left().data();
  const auto [end, error] = std::from_chars(begin, begin + line.left().size(), value);
  if (error != std::errc()) fail("expected a number" + line.found());
  line.take(line.left().substr(0, static_cast<std::size_t>(end - begin)));
  return value;
}

// "1..5", "1..", "..5"
Interval read_interval(Line& line) {
  Interval result;
  if (!line.sees('.')) {
    // The number must not eat the dots: "1." is one, too.
    const std::size_t dots = line.left().find("..");
    if (dots == std::string_view::npos) fail("expected `..` between two limits" + line.found());
    Line number(line.left().substr(0, dots));
    result.least = read_number(number, "");
    if (!number.at_end()) fail("expected a number" + line.found());
    line.take(line.left().substr(0, dots));
  }
  line.expect("..");
  result.most = read_number(line, "]},");
  if (!result.least && !result.most) fail("`..` alone limits nothing");
  if (result.least && result.most && *result.least > *result.most) {
    fail("the lower limit lies above the upper one");
  }
  return result;
}

// ---- Values -------------------------------------------------------------------------------------

struct KindName {
  std::string_view name;
  std::uint8_t bits;
};
constexpr KindName kind_names[] = {{"string", 1}, {"integer", 2}, {"number", 4},     {"boolean", 8},
                                   {"list", 16},  {"object", 32}, {"any", all_kinds}};
constexpr std::uint8_t list_kind = 16;
constexpr std::uint8_t object_kind = 32;

ValueFacts read_value(Line& line);

void read_map(Line& line, ValueFacts& value) {
  line.expect("{");
  do {
    if (line.take("...")) {
      value.open_map = true;
      break;
    }
    KeyFacts key{.pattern = line.regular_expression(), .value = {}};
    line.expect(" ");
    key.value = read_value(line);
    value.keys.push_back(std::move(key));
  } while (line.take(", "));
  line.expect("}");
  if (value.keys.empty()) fail("a map without a key");
}

void read_kind(Line& line, ValueFacts& value) {
  std::uint8_t bits = 0;
  if (line.sees('[')) {
    line.expect("[");
    value.items.push_back(read_value(line));
    line.expect("]");
    bits = list_kind;
  } else if (line.sees('{')) {
    read_map(line, value);
    bits = object_kind;
  } else if (line.take("#")) {
    value.record = line.word("|]},");
    bits = object_kind;
  } else {
    const std::string name = line.word("|]},");
    const auto* found = std::find_if(std::begin(kind_names), std::end(kind_names),
                                     [&](const KindName& kind) { return kind.name == name; });
    if (found == std::end(kind_names)) fail("unknown kind " + quoted(name));
    bits = found->bits;
  }
  if ((value.kinds & bits) != 0) fail("a kind stands there twice");
  value.kinds = static_cast<std::uint8_t>(value.kinds | bits);
}

void read_choices(Line& line, ValueFacts& value) {
  do {
    value.choices.push_back(line.sees('"') ? line.quoted_text() : line.word(")"));
  } while (line.take(" "));
  line.expect(")");
}

void read_constraint(Line& line, ValueFacts& value) {
  if (line.sees('/')) {
    value.pattern = line.regular_expression();
  } else if (line.take("enum(")) {
    read_choices(line, value);
  } else if (line.take("length=")) {
    value.length = read_interval(line);
  } else if (line.take("value=")) {
    value.bounds = read_interval(line);
  } else if (line.take("items=")) {
    value.item_count = read_interval(line);
  } else if (line.take("entries=")) {
    value.entries = read_interval(line);
  } else if (line.take("unique")) {
    value.unique_items = true;
  } else {
    fail("unknown constraint" + line.found());
  }
}

ValueFacts read_value(Line& line) {
  ValueFacts value;
  do {
    read_kind(line, value);
  } while (line.take("|"));
  while (line.take(" ")) read_constraint(line, value);
  return value;
}

// ---- Lines --------------------------------------------------------------------------------------

class FileReader {
 public:
  explicit FileReader(Facts& facts) : facts_(facts) {}

  void read(std::string_view text) {
    if (text.empty() || text.starts_with('#')) return;
    Line line(text);
    if (line.take("  ")) {
      property(line);
    } else {
      directive(line);
    }
    if (!line.at_end()) fail("cannot read the rest" + line.found());
  }

 private:
  void property(Line& line) {
    if (record_ == nullptr) fail("a property before the first type");
    if (line.sees('/')) {
      KeyFacts key{.pattern = line.regular_expression(), .value = {}};
      line.expect(" ");
      key.value = read_value(line);
      record_->keys.push_back(std::move(key));
      return;
    }
    std::string name = line.word();
    PropertyFacts facts;
    if (name.ends_with('!')) {
      facts.required = true;
      name.pop_back();
    }
    line.expect(" ");
    facts.value = read_value(line);
    if (!record_->properties.try_emplace(name, std::move(facts)).second) {
      fail("property " + quoted(name) + " stands there twice");
    }
  }

  void directive(Line& line) {
    const std::string name = line.word();
    if (name == "published") {
      facts_.published = line.words().front();
    } else if (name == "regions") {
      facts_.regions = line.names();
    } else if (name == "names") {
      type_names_of_service(line);
    } else if (name == "type") {
      begin_type(line.words().front());
    } else if (type_ == nullptr) {
      fail(quoted(name) + " before the first type");
    } else if (name == "def") {
      const std::string record = line.words().front();
      const auto [entry, added] = type_->records.try_emplace(record);
      if (!added) fail("definition " + quoted(record) + " stands there twice");
      record_ = &entry->second;
    } else if (std::set<std::string>* names = type_names(name)) {
      *names = line.names();
    } else if (name == "tags") {
      type_->tags = line.words().front();
    } else {
      record_directive(name, line);
    }
  }

  void begin_type(const std::string& name) {
    const auto [entry, added] = facts_.types.try_emplace(name);
    if (!added) fail("type " + quoted(name) + " stands there twice");
    type_ = &entry->second;
    record_ = &type_->properties;
  }

  // "AWS::SQS Queue QueuePolicy"
  void type_names_of_service(Line& line) {
    std::vector<std::string> words = line.words();
    if (words.size() < 2) fail("`names` takes a service and the names of its types");
    for (auto word = words.begin() + 1; word != words.end(); ++word) {
      const std::string name = words.front() + "::" + *word;
      if (!facts_.names.insert(name).second) fail(quoted(name) + " stands there twice");
    }
  }

  std::set<std::string>* type_names(std::string_view name) {
    if (name == "read-only") return &type_->read_only;
    if (name == "readable") return &type_->readable;
    if (name == "identifier") return &type_->identifier;
    if (name == "create-only") return &type_->create_only;
    if (name == "create-only-at-times") return &type_->create_only_at_times;
    if (name == "deprecated") return &type_->deprecated;
    if (name == "absent") return &type_->absent;
    if (name == "only") return &type_->only;
    return nullptr;
  }

  void record_directive(const std::string& name, Line& line) {
    if (name == "one-of" || name == "any-of") {
      GroupFacts group{.exactly_one = name == "one-of", .sets = {}};
      for (const std::string& word : line.words()) group.sets.push_back(set_of(word));
      record_->groups.push_back(std::move(group));
    } else if (name == "with") {
      std::vector<std::string> words = line.words();
      if (words.size() < 2) fail("`with` takes a name and what it needs");
      record_->needs[words.front()].assign(words.begin() + 1, words.end());
    } else if (name == "entries") {
      line.expect(" ");
      record_->entries = read_interval(line);
    } else if (name == "open") {
      record_->open = true;
    } else {
      fail("unknown line " + quoted(name));
    }
  }

  // "A+B", or "-" for no property at all.
  static std::vector<std::string> set_of(const std::string& word) {
    std::vector<std::string> names;
    if (word == "-") return names;
    Line line(word);
    do {
      names.push_back(line.word("+"));
    } while (line.take("+"));
    return names;
  }

  Facts& facts_;
  TypeFacts* type_ = nullptr;
  RecordFacts* record_ = nullptr;
};

// ---- Afterwards ---------------------------------------------------------------------------------

// The first definition below `value` that `type` does not have.
std::optional<std::string> unknown_record(const ValueFacts& value, const TypeFacts& type) {
  if (!value.record.empty() && !type.records.contains(value.record)) return value.record;
  for (const ValueFacts& item : value.items) {
    if (auto found = unknown_record(item, type)) return found;
  }
  for (const KeyFacts& key : value.keys) {
    if (auto found = unknown_record(key.value, type)) return found;
  }
  return std::nullopt;
}

std::optional<std::string> unknown_record(const RecordFacts& record, const TypeFacts& type) {
  for (const auto& [name, property] : record.properties) {
    if (auto found = unknown_record(property.value, type)) return found;
  }
  for (const KeyFacts& key : record.keys) {
    if (auto found = unknown_record(key.value, type)) return found;
  }
  return std::nullopt;
}

std::optional<std::string> unknown_record(const TypeFacts& type) {
  if (auto found = unknown_record(type.properties, type)) return found;
  for (const auto& [name, record] : type.records) {
    if (auto found = unknown_record(record, type)) return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> read_facts(std::string_view file, std::string_view text, Facts& facts) {
  FileReader reader(facts);
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    ++number;
    try {
      reader.read(text.substr(0, end));
    } catch (const LineError& error) {
      return std::string(file) + ":" + std::to_string(number) + ": " + error.text;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::nullopt;
}

std::optional<std::string> find_dangling(const Facts& facts) {
  if (facts.published.empty()) return "no file says when the schemas were published";
  if (facts.regions.empty()) return "no file lists the regions";
  if (facts.regions.size() > 64) return "more than 64 regions";
  for (const auto& [name, type] : facts.types) {
    for (const std::set<std::string>* list : {&type.absent, &type.only}) {
      for (const std::string& region : *list) {
        if (!facts.regions.contains(region)) return name + ": unknown region " + quoted(region);
      }
    }
    if (const auto record = unknown_record(type)) {
      return name + ": unknown definition " + quoted(*record);
    }
  }
  return std::nullopt;
}

}  // namespace btsinfra::cfn::schema
