#include "driver/program_findings.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "btsinfra/model/blueprint.h"

#include "model/fields.h"
#include "services/records.h"

namespace btsinfra {
namespace {

// Keys that are words of C++, with the names of the members; of `default` there are two.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> renamed{
    {{"namespace", "name_space"}, {"private", "is_private"}, {"public", "is_public"}}};

void collect_fields(const fields::Type& type, std::set<const fields::Type*>& seen,
                    std::set<std::string_view>& names) {
  if (!seen.insert(&type).second) return;
  for (const fields::Field& field : type.fields) {
    names.insert(field.name);
    collect_fields(field.type(), seen, names);
  }
  if (type.element != nullptr) {
    if (const fields::Type* element = type.element()) collect_fields(*element, seen, names);
  }
}

// Whether a member of some struct has that name.
bool is_field(std::string_view key) {
  static const std::set<std::string_view> known = [] {
    std::set<const fields::Type*> seen;
    std::set<std::string_view> names;
    collect_fields(fields::type_of<Blueprint>(), seen, names);
    names.erase("default");
    return names;
  }();
  return known.contains(key);
}

// Whether it means the same in C++ for whatever field.
bool is_literal(std::string_view value) {
  if (value == "true" || value == "false") return true;
  const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
  return quoted ||
         std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What stands between two backticks.
std::string of_code(std::string_view code) {
  const std::size_t colon = code.find(':');
  if (colon == std::string_view::npos || !is_field(code.substr(0, colon))) return std::string(code);
  const auto* member = std::find_if(renamed.begin(), renamed.end(), [&](const auto& entry) {
    return entry.first == code.substr(0, colon);
  });
  std::string field = ".";
  field += member == renamed.end() ? code.substr(0, colon) : member->second;
  std::string_view value = code.substr(colon + 1);
  if (value.empty()) return field;
  if (value.front() != ' ' || value.size() < 2) return std::string(code);
  value.remove_prefix(1);
  return is_literal(value) ? field.append(" = ").append(value) : std::string(code);
}

}  // namespace

std::string as_in_programs(std::string_view text) {
  std::string said;
  while (true) {
    const std::size_t open = text.find('`');
    const std::size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
    if (close == std::string_view::npos) return said.append(text);
    said.append(text.substr(0, open + 1));
    said.append(of_code(text.substr(open + 1, close - open - 1))).append("`");
    text.remove_prefix(close + 1);
  }
}

Diagnostics program_findings(const Diagnostics& found, const SourceMap& sources) {
  Diagnostics said;
  for (Diagnostic finding : found.all()) {
    finding.message = as_in_programs(finding.message);
    finding.help = as_in_programs(finding.help);
    for (RelatedPlace& related : finding.related) related.message = as_in_programs(related.message);
    if (finding.span.known()) {
      const std::string& part = sources.part(finding.span.file);
      if (!part.empty()) finding.message = "`" + part + "`: " + finding.message;
    }
    said.append(std::move(finding));
  }
  return said;
}

}  // namespace btsinfra
