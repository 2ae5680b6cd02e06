#include "cfn/schema/compiler/table_writer.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "cfn/schema/tables.h"
#include "support/pattern.h"

namespace btsinfra::cfn::schema {
namespace {

// A row as the text of its initialiser, which also tells equal rows from others.
using Row = std::string;

std::string integer(std::uint64_t value) { return value == none ? "none" : std::to_string(value); }

std::string real(double value) {
  if (value == std::numeric_limits<double>::infinity()) return "infinity";
  if (value == -std::numeric_limits<double>::infinity()) return "-infinity";
  char text[32];
  const auto result = std::to_chars(std::begin(text), std::end(text), value);
  return {std::begin(text), result.ptr};
}

std::string boolean(bool value) { return value ? "true" : "false"; }

template <class... Columns>
Row row(const Columns&... columns) {
  Row result = "{";
  ((result += columns, result += ','), ...);
  result.back() = '}';
  return result;
}

// Rows of one kind. `add` gives back the place of an equal run that is already there.
class Table {
 public:
  std::uint32_t add(const Row& entry) { return add(std::vector<Row>{entry}); }

  std::uint32_t add(const std::vector<Row>& entries) {
    if (entries.empty()) return 0;
    const auto [known, added] = runs_.try_emplace(entries, next());
    if (added) rows_.insert(rows_.end(), entries.begin(), entries.end());
    return known->second;
  }

  Row add_range(const std::vector<Row>& entries) {
    const std::uint32_t first = add(entries);
    return row(integer(first), integer(entries.size()));
  }

  // For a row whose content is known only later.
  std::uint32_t reserve() {
    rows_.emplace_back();
    return next() - 1;
  }
  void fill(std::uint32_t place, Row entry) { rows_[place] = std::move(entry); }

  [[nodiscard]] std::uint32_t next() const { return static_cast<std::uint32_t>(rows_.size()); }

  void write(std::string& out, std::string_view type, std::string_view name) const {
    out.append("const ").append(type).append(" ").append(name).append("[] = {\n");
    std::size_t width = 0;
    for (const Row& entry : rows_) {
      out.append(entry).append(",");
      width += entry.size() + 1;
      if (width > 90) {
        out += '\n';
        width = 0;
      }
    }
    // An array has to hold something.
    out.append(rows_.empty() ? "{}};\n\n" : "};\n\n");
  }

 private:
  std::vector<Row> rows_;
  std::map<std::vector<Row>, std::uint32_t> runs_;
};

class Texts {
 public:
  std::uint32_t add(const std::string& text) {
    const auto [known, added] = known_.try_emplace(text, static_cast<std::uint32_t>(all_.size()));
    if (added) all_.push_back(text);
    return known->second;
  }

  void write(std::string& out) const {
    std::uint32_t end = 0;
    Table ends;
    ends.fill(ends.reserve(), integer(end));
    out.append("const char characters[] =\n");
    for (const std::string& text : all_) {
      end += static_cast<std::uint32_t>(text.size());
      ends.fill(ends.reserve(), integer(end));
      out.append("\"").append(escaped(text)).append("\"\n");
    }
    out.append(all_.empty() ? "\"\";\n\n" : ";\n\n");
    ends.write(out, "std::uint32_t", "text_ends");
  }

 private:
  static std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\' || c == '?') {  // `??/` could be a trigraph
        result.append("\\").append(1, c);
      } else if (byte < 0x20 || byte >= 0x7F) {
        result += '\\';
        for (const unsigned shift : {6U, 3U, 0U}) {
          result += static_cast<char>('0' + ((byte >> shift) & 7U));
        }
      } else {
        result += c;
      }
    }
    return result;
  }

  std::vector<std::string> all_;
  std::map<std::string, std::uint32_t> known_;
};

class TableWriter {
 public:
  explicit TableWriter(const Facts& facts) : facts_(facts) {}

  std::string write() {
    for (const auto& [name, type] : facts_.types) add_type(name, type);
    std::vector<Row> regions;
    regions.reserve(facts_.regions.size());
    for (const std::string& region : facts_.regions) regions.push_back(text(region));
    Table region_table;
    region_table.add(regions);
    std::vector<Row> published_names;
    published_names.reserve(facts_.names.size());
    for (const std::string& name : facts_.names) published_names.push_back(text(name));
    Table published_type_table;
    published_type_table.add(published_names);
    const std::string published_text = text(facts_.published);

    std::string out =
        "// Made by cfn/schema/compiler from schemas/cloudformation/facts.\n"
        "#include <limits>\n\n"
        "#include \"cfn/schema/tables.h\"\n\n"
        "namespace btsinfra::cfn::schema {\n\n"
        "constexpr double infinity = std::numeric_limits<double>::infinity();\n\n";
    out += "const std::uint32_t type_count = " + integer(types_.next()) + ";\n";
    types_.write(out, "TypeRow", "types");
    records_.write(out, "RecordRow", "records");
    properties_.write(out, "PropertyRow", "properties");
    keys_.write(out, "KeyRow", "keys");
    groups_.write(out, "GroupRow", "groups");
    sets_.write(out, "Range", "sets");
    needs_.write(out, "NeedRow", "needs");
    values_.write(out, "ValueRow", "values");
    bounds_.write(out, "BoundsRow", "bounds");
    out += "const std::uint32_t pattern_count = " + integer(patterns_.next()) + ";\n";
    patterns_.write(out, "std::uint32_t", "patterns");
    names_.write(out, "std::uint32_t", "names");
    out += "const std::uint32_t region_count = " + integer(facts_.regions.size()) + ";\n";
    region_table.write(out, "std::uint32_t", "regions");
    out += "const std::uint32_t published_type_count = " + integer(facts_.names.size()) + ";\n";
    published_type_table.write(out, "std::uint32_t", "published_types");
    out += "const std::uint32_t published = " + published_text + ";\n\n";
    texts_.write(out);
    out += "}  // namespace btsinfra::cfn::schema\n";
    return out;
  }

 private:
  using Names = std::set<std::string>;

  std::string text(const std::string& content) { return integer(texts_.add(content)); }

  template <class Strings>
  Row name_range(const Strings& strings) {
    std::vector<Row> rows;
    rows.reserve(strings.size());
    for (const std::string& name : strings) rows.push_back(text(name));
    return names_.add_range(rows);
  }

  void add_type(const std::string& name, const TypeFacts& type) {
    type_ = &type;
    record_places_.clear();
    const std::uint32_t record = add_record(type.properties, type.read_only);
    types_.add(
        row(text(name), integer(record), type.tags.empty() ? std::string("none") : text(type.tags),
            name_range(type.read_only), name_range(type.readable), name_range(type.identifier),
            name_range(type.create_only), name_range(type.create_only_at_times),
            name_range(type.deprecated), std::to_string(absent_bits(type)) + "U"));
  }

  [[nodiscard]] std::uint64_t absent_bits(const TypeFacts& type) const {
    std::uint64_t bits = 0;
    std::uint64_t bit = 1;
    for (const std::string& region : facts_.regions) {
      const bool absent =
          type.only.empty() ? type.absent.contains(region) : !type.only.contains(region);
      if (absent) bits |= bit;
      bit <<= 1U;
    }
    return bits;
  }

  // A definition of the type at hand. While it is being added it may be met again below itself:
  // then its place is settled at once, else equal definitions of several types share one.
  std::uint32_t add_definition(const std::string& name) {
    const auto [known, added] = record_places_.try_emplace(name, std::nullopt);
    if (added) {
      const Row content = record_row(type_->records.at(name), {});
      std::optional<std::uint32_t>& place = record_places_.at(name);
      if (place) {
        records_.fill(*place, content);
      } else {
        place = records_.add(content);
      }
      return *place;
    }
    if (!known->second) known->second = records_.reserve();
    return *known->second;
  }

  std::uint32_t add_record(const RecordFacts& record, const Names& read_only) {
    return records_.add(record_row(record, read_only));
  }

  Row record_row(const RecordFacts& record, const Names& read_only) {
    std::vector<Row> properties;
    for (const auto& [name, property] : record.properties) {
      const std::uint32_t value = add_value(property.value);
      properties.push_back(row(text(name), integer(value), boolean(property.required),
                               boolean(read_only.contains(name))));
    }
    std::vector<Row> groups;
    for (const GroupFacts& group : record.groups) {
      std::vector<Row> sets;
      for (const auto& set : group.sets) sets.push_back(name_range(set));
      groups.push_back(row(boolean(group.exactly_one), sets_.add_range(sets)));
    }
    std::vector<Row> needs;
    for (const auto& [name, needed] : record.needs) {
      needs.push_back(row(text(name), name_range(needed)));
    }
    return record_columns(properties_.add_range(properties), key_range(record.keys),
                          groups_.add_range(groups), needs_.add_range(needs), record.entries,
                          record.open);
  }

  static Row record_columns(const Row& properties, const Row& keys, const Row& groups,
                            const Row& needs, const Interval& entries, bool open) {
    return row(properties, keys, groups, needs, least(entries), most(entries), boolean(open));
  }

  Row key_range(const std::vector<KeyFacts>& keys) {
    std::vector<Row> rows;
    for (const KeyFacts& key : keys) {
      const std::uint32_t place = add_value(key.value);
      rows.push_back(row(pattern(key.pattern), integer(place)));
    }
    return keys_.add_range(rows);
  }

  static std::string least(const Interval& interval) {
    return integer(static_cast<std::uint64_t>(interval.least.value_or(0)));
  }
  static std::string most(const Interval& interval) {
    if (!interval.most || *interval.most >= none) return "none";
    return integer(static_cast<std::uint64_t>(*interval.most));
  }

  std::uint32_t add_value(const ValueFacts& value) {
    std::string items = "none";
    if (!value.items.empty()) items = integer(add_value(value.items.front()));
    const bool has_record =
        !value.record.empty() || !value.keys.empty() || value.entries.least || value.entries.most;
    return values_.add(
        row(integer(value.kinds), boolean(value.unique_items), name_range(value.choices),
            value.pattern ? pattern(*value.pattern) : std::string("none"), bounds(value.bounds),
            items, has_record ? value_record(value) : std::string("none"), least(value.length),
            most(value.length), least(value.item_count), most(value.item_count)));
  }

  std::string value_record(const ValueFacts& value) {
    if (!value.record.empty()) return integer(add_definition(value.record));
    const Row nothing = row(integer(0), integer(0));
    const bool open = value.open_map || value.keys.empty();
    return integer(records_.add(
        record_columns(nothing, key_range(value.keys), nothing, nothing, value.entries, open)));
  }

  std::string bounds(const Interval& interval) {
    if (!interval.least && !interval.most) return "none";
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return integer(bounds_.add(
        row(real(interval.least.value_or(-infinity)), real(interval.most.value_or(infinity)))));
  }

  std::string pattern(const std::string& expression) {
    if (expression.empty() || !Pattern::parse(expression)) return "none";
    return integer(patterns_.add(text(expression)));
  }

  const Facts& facts_;
  Texts texts_;
  Table types_;
  Table records_;
  Table properties_;
  Table keys_;
  Table groups_;
  Table sets_;
  Table needs_;
  Table values_;
  Table bounds_;
  Table patterns_;
  Table names_;
  const TypeFacts* type_ = nullptr;  // the one being added
  std::map<std::string, std::optional<std::uint32_t>> record_places_;
};

}  // namespace

std::string write_tables(const Facts& facts) { return TableWriter(facts).write(); }

}  // namespace btsinfra::cfn::schema
