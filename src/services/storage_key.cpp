#include "services/storage_key.h"

#include "support/arn.h"

namespace btsinfra {
namespace {

void check_arn(const Component& component, const std::string& text, Id id,
               const ResolvedSystem& system, Diagnostics& diags) {
  const Region& region = system.region(component);
  const std::optional<Arn> arn = parse_arn(text);
  if (!arn || arn->service != "kms") {
    diags.report(id, system.at(component, "key"), "`{}` is not the ARN of a KMS key", text)
        .help("such an ARN reads arn:" + std::string(region.partition()) +
              ":kms:" + std::string(region.name()) +
              ":<account>:key/<id>; an alias as `alias/data` does as well");
  } else if (arn->region != region.name()) {
    diags
        .report(
            id, system.at(component, "key"),
            "the key is of `{}`, and a {} in `{}` is encrypted with a key of its own region only",
            arn->region, component.kind->noun(), region.name())
        .help("name a key of " + std::string(region.name()));
  }
}

}  // namespace

void check_storage_key(const Component& component, const std::optional<Late<std::string>>& key,
                       bool encrypted, Id id, const ResolvedSystem& system, Diagnostics& diags) {
  if (!key) return;
  if (!encrypted) {
    diags
        .report(id, system.at(component, "key"), "a key is named for a {} that is not encrypted",
                component.kind->noun())
        .note(system.at(component, "encrypted"), "encryption is turned off here")
        .help("leave out `encrypted: false`");
    return;
  }
  const std::string* text = key->literal();
  if (text != nullptr && text->starts_with("arn:")) check_arn(component, *text, id, system, diags);
}

}  // namespace btsinfra
