// What KMS demands of an alias.
#include <algorithm>

#include "diag/ids/secrets.h"
#include "services/kms/encryption_key.h"
#include "services/resolved.h"
#include "services/tags.h"

namespace btsinfra {
namespace {

constexpr std::string_view alias_prefix = "alias/";
constexpr std::string_view reserved_prefix = "alias/aws/";
constexpr std::size_t longest_alias = 256;

bool alias_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' ||
         c == '/' || c == '_' || c == '-';
}

// "BTS key" -> "alias/BTS-key"
std::string legal_alias(std::string_view text) {
  if (text.starts_with(reserved_prefix)) text.remove_prefix(reserved_prefix.size());
  if (text.starts_with(alias_prefix)) text.remove_prefix(alias_prefix.size());
  std::string legal(alias_prefix);
  for (const char c : text) {
    if (alias_character(c)) {
      legal += c;
    } else if (legal.back() != '-' && legal.back() != '/') {
      legal += '-';
    }
  }
  if (legal.back() == '-') legal.pop_back();
  return legal.substr(0, longest_alias);
}

void check_alias(const Component& component, const std::string& alias, const ResolvedSystem& system,
                 Diagnostics& diags) {
  if (alias.empty()) return;
  const bool reserved = alias.starts_with(reserved_prefix);
  const bool legal = alias.starts_with(alias_prefix) && alias.size() > alias_prefix.size() &&
                     alias.size() <= longest_alias &&
                     std::all_of(alias.begin(), alias.end(), alias_character);
  if (legal && !reserved) return;
  std::string instead = legal_alias(alias);
  if (instead == alias_prefix) instead = "alias/data";
  Report report =
      reserved ? diags.report(ids::KeyAlias, system.at(component, "alias"),
                              "`{}` is one of the aliases that AWS keeps for its own keys", alias)
               : diags.report(ids::KeyAlias, system.at(component, "alias"),
                              "`{}` is no alias of a key: it begins with `alias/`, then up to 250 "
                              "Latin letters, digits and `:/_-`",
                              alias);
  report.help("write `" + instead + "`");
}

}  // namespace

void EncryptionKeyKind::check(const Component& component, const ResolvedSystem& system,
                              Diagnostics& diags) const {
  const auto& key = component.as<EncryptionKey>();
  check_alias(component, key.alias, system, diags);
  check_tags(component.place / "tags", key.options.tags, system, diags);
}

}  // namespace btsinfra
