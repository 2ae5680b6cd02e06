// The field table of secrets. Bounds are of the Secrets Manager API reference (CreateSecret,
// GetRandomPassword).
#include "btsinfra/services/secret.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field secret_fields[] = {
    field<&Secret::name>("name", "Its name, unique in the region.")
        .without("chosen by CloudFormation"),
    field<&Secret::description>("description", "What it is for.")
        .within(1, 2048)
        .without("says which component it is"),
    field<&Secret::values>("values",
                           "What stands in it beside the generated value, by name, as the name of "
                           "a user. It stands in the template too, so nothing here may be secret."),
    field<&Secret::generated>("generated", "Name under which the generated value stands in it.")
        .within(1, 256),
    field<&Secret::length>("length", "Characters of the generated value.").within(8, 4096),
    field<&Secret::punctuation>("punctuation",
                                "Whether others than letters and digits may occur in it."),
    field<&Secret::exclude>("exclude", "Characters that may not occur in it.")
        .within(1, 4096)
        .without("none"),
    field<&Secret::key>("key",
                        "ARN of the KMS key that encrypts it, from the same region. Copies in "
                        "other regions are encrypted with Secrets Manager's own key there.")
        .means(Meaning::EncryptionKey)
        .without("Secrets Manager's own key"),
    field<&Secret::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Secret>() {
  static const Type type = record<Secret>(
      "a secret", "A value that AWS generates and keeps, which no template holds.", secret_fields);
  return type;
}

}  // namespace btsinfra::fields
