#include "model/meaning.h"

namespace btsinfra::fields {

std::string_view describe(Meaning meaning) {
  switch (meaning) {
    case Meaning::Unsaid:
    case Meaning::Open:
      return "a value";
    case Meaning::OpenArn:
      return "an ARN";
    case Meaning::Certificate:
      return "the ARN of a certificate";
    case Meaning::EncryptionKey:
      return "a KMS key";
    case Meaning::HostedZone:
      return "the id of a hosted zone";
    case Meaning::Image:
      return "the id of an image";
    case Meaning::InstanceClass:
      return "an instance class";
    case Meaning::KeyPair:
      return "the name of a key pair";
    case Meaning::MailAddress:
      return "a mail address";
    case Meaning::AddressBlock:
      return "an address block";
    case Meaning::Secret:
      return "the ARN of a secret";
  }
  return "";
}

bool fits(Meaning wanted, Meaning given) {
  if (wanted == Meaning::Unsaid || wanted == given || given == Meaning::Open) return true;
  const bool arn = wanted == Meaning::Certificate || wanted == Meaning::EncryptionKey ||
                   wanted == Meaning::Secret;
  return arn && given == Meaning::OpenArn;
}

}  // namespace btsinfra::fields
