// Keys and secrets: 3350-3379.
#include "diag/ids/secrets.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> secrets() {
  static constexpr Entry entries[] = {
      {ids::KeyAlias, R"(The alias of a key begins with `alias/` and goes on with Latin letters,
digits and `:/_-`, up to 256 characters in all; what begins with `alias/aws/` are the
keys that AWS makes for its own services (AWS KMS API Reference, "CreateAlias").

Wrong:

    keys:
      database: {alias: BTS database}
      media: {alias: alias/aws/s3}

Right:

    keys:
      database: {alias: alias/BTS-database}
      media: {}

Without `alias` one is made of the names of system, blueprint and component.
)"},
      {ids::SecretName, R"(A secret's name has up to 512 Latin letters, digits and `/_+=.@-` (AWS
Secrets Manager API Reference, "CreateSecret").

Wrong:

    secrets:
      token: {name: "shop token"}

Right:

    secrets:
      token: {name: shop/token}

Without `name` CloudFormation chooses one. A name of your own cannot be used again while
a deleted secret of that name can still be taken back.
)"},
      {ids::SecretMember, R"(A generated secret is a JSON object: what `values` gives, and the
generated value under the name that `generated` says (AWS Secrets Manager User Guide,
"Create a secret"). So that name must be free. Templates use the value through a dynamic
reference, `{{resolve:secretsmanager:<ARN>:SecretString:<name>}}`, in which the name ends
at the next colon or brace.

Wrong:

    secrets:
      shop: {values: {password: changeme}}
      token: {generated: "api:token"}

Right:

    secrets:
      shop: {values: {username: shop}}
      token: {generated: token}

What stands under `values` can be read in the template: nothing there may be secret.
)"},
      {ids::SecretKey, R"(`key` is the ARN of a KMS key in the secret's own region, or a reference
that gives one (AWS Secrets Manager User Guide, "Secret encryption and decryption").
An alias is not enough: roles that may read the secret are granted the use of its key,
and IAM grants that only by the key's own ARN.

Wrong:

    secrets:
      token: {key: alias/data}

Right:

    keys:
      data: {}
    secrets:
      token: {key: "${{ keys.data.arn }}"}

Without `key` the secret is encrypted with Secrets Manager's own key. A copy in another
region is always encrypted with the one there.
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
