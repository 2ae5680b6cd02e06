#include "diag/find_id.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "support/edit_distance.h"

namespace btsinfra {
namespace {

std::string canonical(std::string_view text) {
  std::string id(text);
  std::transform(id.begin(), id.end(), id.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return id.starts_with("BTS") ? id : "BTS" + id;
}

}  // namespace

const IdInfo* find_id(std::string_view text) {
  const std::string wanted = canonical(text);
  const std::vector<IdInfo>& ids = all_ids();
  const auto found = std::find_if(ids.begin(), ids.end(),
                                  [&](const IdInfo& entry) { return id_text(entry.id) == wanted; });
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
