#include "diag/find_id.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <vector>

#include "support/edit_distance.h"

namespace btsinfra {
namespace {

constexpr std::string_view prefix = "BTS";

std::string canonical(std::string_view text) {
  std::string id(text);
  std::transform(id.begin(), id.end(), id.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return id.starts_with(prefix) ? id : std::string(prefix) + id;
}

}  // namespace

const IdInfo* find_id(std::string_view text) {
  const std::string wanted = canonical(text);
  std::uint16_t number = 0;
  const char* end = wanted.data() + wanted.size();
  const auto [read, error] = std::from_chars(wanted.data() + prefix.size(), end, number);
  if (error != std::errc{} || read != end || id_text(Id{number}) != wanted) return nullptr;
  const std::vector<IdInfo>& ids = all_ids();
  const auto found = std::lower_bound(ids.begin(), ids.end(), Id{number},
                                      [](const IdInfo& a, Id id) { return a.id < id; });
  return found == ids.end() || found->id.number != number ? nullptr : &*found;
}

std::optional<std::string> near_id(std::string_view text, Severity gravest) {
  std::vector<std::string> known;
  for (const IdInfo& entry : all_ids()) {
    if (entry.severity <= gravest) known.push_back(id_text(entry.id));
  }
  return nearest(canonical(text), known);
}

}  // namespace btsinfra
