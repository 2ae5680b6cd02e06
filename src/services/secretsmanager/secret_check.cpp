// What Secrets Manager demands of a name, and dynamic references of what they name.
#include <algorithm>

#include "diag/ids/secrets.h"
#include "services/resolved.h"
#include "services/secretsmanager/secret.h"
#include "services/storage_key.h"
#include "services/tags.h"

namespace btsinfra {
namespace {

constexpr std::size_t longest_name = 512;

bool name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("/_+=.@-").find(c) != std::string_view::npos;
}

void check_name(const Component& component, const Secret& secret, const ResolvedSystem& system,
                Diagnostics& diags) {
  const std::string& name = secret.name;
  if (name.size() <= longest_name && std::all_of(name.begin(), name.end(), name_character)) return;
  std::string legal;
  for (const char c : name) {
    if (name_character(c)) {
      legal += c;
    } else if (!legal.empty() && legal.back() != '-') {
      legal += '-';
    }
  }
  while (!legal.empty() && legal.back() == '-') legal.pop_back();
  diags
      .report(ids::SecretName, system.at(component, "name"),
              "Secrets Manager takes no `{}` as the name of a secret: up to {} Latin letters, "
              "digits and `/_+=.@-`",
              name, longest_name)
      .help(legal.empty() ? "write a name as `shop/token`"
                          : "write `" + legal.substr(0, longest_name) + "`");
}

// A dynamic reference is made of words between colons and ends with two braces.
void check_generated(const Component& component, const Secret& secret, const ResolvedSystem& system,
                     Diagnostics& diags) {
  if (secret.values.contains(secret.generated)) {
    diags
        .report(ids::SecretMember, system.at(component, "generated"),
                "the generated value stands under `{}`, and so does one that is given",
                secret.generated)
        .note(system.places().key(component.place / "values" / secret.generated),
              "it is given here")
        .help("name one of the two otherwise");
  }
  if (secret.generated.find_first_of(":{}\"\\") != std::string::npos) {
    diags
        .report(ids::SecretMember, system.at(component, "generated"),
                "`{}` cannot be the name of a generated value: references to it would end there",
                secret.generated)
        .help("write letters, digits, `_` and `-`");
  }
}

}  // namespace

void SecretKind::check(const Component& component, const ResolvedSystem& system,
                       Diagnostics& diags) const {
  const auto& secret = component.as<Secret>();
  check_name(component, secret, system, diags);
  check_generated(component, secret, system, diags);
  check_granted_key(component, secret.key, ids::SecretKey, system, diags);
  check_tags(component.place / "tags", secret.options.tags, system, diags);
}

}  // namespace btsinfra
