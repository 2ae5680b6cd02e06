#include "services/storage_key.h"

#include "support/arn.h"

namespace btsinfra {
namespace {

// What a check of one key looks at.
struct Subject {
  const Component& component;
  Id id;
  const ResolvedSystem& system;
  Diagnostics& diags;

  [[nodiscard]] Span here() const { return system.at(component, "key"); }
  [[nodiscard]] std::string own_form() const {
    const Region& region = system.region(component);
    return "arn:" + std::string(region.partition()) + ":kms:" + std::string(region.name()) +
           ":<account>:key/<id>";
  }
};

Report other_region(const Subject& subject, std::string_view region) {
  return subject.diags.report(
      subject.id, subject.here(),
      "the key is of `{}`, and a {} in `{}` is encrypted with a key of its own region only", region,
      subject.component.kind->noun(), subject.system.region(subject.component).name());
}

// The component among `keys` that the field names, and the attribute; {nullptr, ""} where it names
// something else.
ReferenceTarget named_key(const Component& component, const Late<std::string>& key,
                          const ResolvedSystem& system) {
  if (key.reference() == nullptr) return {};
  const auto found = system.lookup(component.blueprint, key.reference()->path, "");
  const auto* target = std::get_if<ReferenceTarget>(&found);
  if (target == nullptr || target->component->kind->key() != "keys") return {};
  ReferenceTarget named = *target;
  named.attribute = target->attribute_name();
  return named;
}

void check_reference(const Subject& subject, const ReferenceTarget& named, bool own_arn) {
  if (named.component == nullptr || named.component->tainted) return;
  const Region& region = subject.system.region(*named.component);
  if (region != subject.system.region(subject.component)) {
    other_region(subject, region.name())
        .note(subject.system.at(*named.component), "the key")
        .help("name one of `keys` of this blueprint; `keys: {" + named.component->name +
              ": {}}` makes one");
  } else if (own_arn && named.attribute != "arn") {
    subject.diags
        .report(subject.id, subject.here(),
                "`{}` of the key is named here, and IAM grants use of a key only by its own ARN",
                named.attribute)
        .note(subject.system.at(*named.component), "the key")
        .help("write `${{ keys." + named.component->name + ".arn }}`");
  }
}

void check_arn(const Subject& subject, const std::string& text) {
  const std::optional<Arn> arn = parse_arn(text);
  if (!arn || arn->service != "kms") {
    subject.diags.report(subject.id, subject.here(), "`{}` is not the ARN of a KMS key", text)
        .help("such an ARN reads " + subject.own_form() +
              "; an alias as `alias/data` does as well");
  } else if (arn->region != subject.system.region(subject.component).name()) {
    other_region(subject, arn->region)
        .help("name a key of " + std::string(subject.system.region(subject.component).name()));
  }
}

void check_own_arn(const Subject& subject, const std::string& text) {
  const Region& region = subject.system.region(subject.component);
  const std::optional<Arn> arn = parse_arn(text);
  constexpr std::string_view resource = "key/";
  if (!arn || arn->service != "kms" || arn->account.empty() ||
      !arn->resource.starts_with(resource) || arn->resource.size() == resource.size()) {
    subject.diags.report(subject.id, subject.here(), "`{}` is not the ARN of a KMS key", text)
        .help("such an ARN reads " + subject.own_form() +
              "; aliases do not do, since IAM grants use of keys only by the key's own ARN");
  } else if (arn->region != region.name() || arn->partition != region.partition()) {
    other_region(subject, arn->region)
        .help("name a key of this region; its ARN reads " + subject.own_form());
  }
}

}  // namespace

void check_storage_key(const Component& component, const std::optional<Late<std::string>>& key,
                       bool encrypted, Id id, const ResolvedSystem& system, Diagnostics& diags) {
  if (!key) return;
  const Subject subject{component, id, system, diags};
  if (!encrypted) {
    diags
        .report(id, subject.here(), "a key is named for a {} that is not encrypted",
                component.kind->noun())
        .note(system.at(component, "encrypted"), "encryption is turned off here")
        .help("leave out `encrypted: false`");
    return;
  }
  const std::string* text = key->literal();
  if (text != nullptr && text->starts_with("arn:")) check_arn(subject, *text);
  check_reference(subject, named_key(component, *key, system), false);
}

void check_granted_key(const Component& component, const std::optional<Late<std::string>>& key,
                       Id id, const ResolvedSystem& system, Diagnostics& diags) {
  if (!key) return;
  const Subject subject{component, id, system, diags};
  if (key->literal() != nullptr) check_own_arn(subject, *key->literal());
  check_reference(subject, named_key(component, *key, system), true);
}

cfn::Value key_value(const Component& component, const Late<std::string>& key,
                     const ResolvedSystem& system) {
  if (key.literal() != nullptr) return *key.literal();
  const auto found = system.lookup(component.blueprint, key.reference()->path, "");
  const auto* target = std::get_if<ReferenceTarget>(&found);
  if (target == nullptr) return {};
  return target->component->kind->value(*target->component, target->attribute_name(), system);
}

}  // namespace btsinfra
