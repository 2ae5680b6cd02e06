// What a key is to others.
//
// AWS facts this rests on:
// - IAM policies name a key by its own ARN only; an alias does where a service is told which key
//   to use.
// - A key never leaves its region, and an alias is unique in account and region.
#include "services/kms/encryption_key.h"

#include "services/lowering.h"
#include "services/resolved.h"

namespace btsinfra {

std::string encryption_key_id(std::string_view name) { return upper_camel(name) + "Key"; }

std::span<const Attribute> EncryptionKeyKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "arn",
       .doc = "Its ARN.",
       .type = fields::ValueType::Arn,
       .meaning = fields::Meaning::EncryptionKey},
      {.name = "id",
       .doc = "Its id, which is of use in its own region only.",
       .meaning = fields::Meaning::EncryptionKey},
      {.name = "alias",
       .doc = "Its alias, as `alias/data`.",
       .meaning = fields::Meaning::EncryptionKey},
      {.name = "alias_arn",
       .doc = "The ARN of its alias.",
       .type = fields::ValueType::Arn,
       .meaning = fields::Meaning::EncryptionKey},
  };
  return known;
}

cfn::Value EncryptionKeyKind::value(const Component& component, std::string_view attribute,
                                    const ResolvedSystem& system) const {
  const std::string id = encryption_key_id(component.name);
  if (attribute == "id") return Lowering::symbol(component, id);
  if (attribute == "arn") return Lowering::symbol(component, id, "Arn");
  cfn::Value alias = Lowering::symbol(component, id + "Alias");
  if (attribute == "alias") return alias;
  // The region is written out: whoever uses the ARN may stand in another one.
  return cfn::Text{cfn::List{
      cfn::sub("arn:${AWS::Partition}:kms:" + std::string(system.region(component).name()) +
               ":${AWS::AccountId}:"),
      std::move(alias)}};
}

}  // namespace btsinfra
