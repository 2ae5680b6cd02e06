// What a value stands for, where a value of one kind would do harm in the place of another.
#pragma once

#include <cstdint>
#include <string_view>

namespace btsinfra::fields {

// What a value stands for: an ARN is as good as another by its form, but the one of a key opens no
// connection to a site. Fields ask for it, attributes and parameters say it.
enum class Meaning : std::uint8_t {
  Unsaid,  // a field takes whatever has the form; an attribute is nothing that a field asks for
  Open,    // an attribute that may be anything: what the author or the deployment put there
  OpenArn,
  Certificate,
  EncryptionKey,
  HostedZone,
  Image,
  InstanceClass,
  KeyPair,
  MailAddress,
  AddressBlock,
  Secret,
};
// "the ARN of a certificate".
[[nodiscard]] std::string_view describe(Meaning meaning);
// Whether what stands for `given` may stand where `wanted` is asked for.
[[nodiscard]] bool fits(Meaning wanted, Meaning given);

}  // namespace btsinfra::fields
