#include "diag/find_id.h"

#include <algorithm>
#include <cctype>
#include <charconv>
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
  const std::vector<IdInfo>& ids = all_ids();
  unsigned number = 0;
  std::from_chars(wanted.data() + prefix.size(), wanted.data() + wanted.size(), number);
  const auto found = std::find_if(ids.begin(), ids.end(), [&](const IdInfo& entry) {
    return entry.id.number == number && id_text(entry.id) == wanted;
  });
  return found == ids.end() ? nullptr : &*found;
}

std::optional<std::string> near_id(std::string_view text, Severity gravest) {
  std::vector<std::string> known;
  for (const IdInfo& entry : all_ids()) {
    if (entry.severity <= gravest) known.push_back(id_text(entry.id));
  }
  return nearest(canonical(text), known);
}

}  // namespace btsinfra
