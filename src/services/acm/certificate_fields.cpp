// The field table of certificates.
#include "btsinfra/services/certificate.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<KeyAlgorithm>();

namespace {

struct AlgorithmNames {
  static constexpr std::string_view names[] = {"rsa-2048", "ec-p256", "ec-p384"};
};

constexpr Field certificate_fields[] = {
    field<&Certificate::names>(
        "names",
        "Names it is good for; `*.example.com` stands for any one label. The first, of up to 64 "
        "characters, becomes the certificate's own.")
        .within(1, 100)
        .required(),
    field<&Certificate::zone>("zone", "The public zone in which AWS finds the proof of ownership.")
        .required(),
    field<&Certificate::zones>("zones", "Further zones, for names that do not lie under `zone`.")
        .within(0, 100),
    field<&Certificate::key_algorithm>(
        "key_algorithm", "Of its key. CloudFront takes `rsa-2048` and `ec-p256` only."),
    field<&Certificate::transparency>(
        "transparency", "Whether public logs list it; browsers refuse a certificate they miss."),
    field<&Certificate::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<KeyAlgorithm>() {
  static const Type type = describe_choice<KeyAlgorithm, AlgorithmNames>("key algorithm");
  return type;
}

template <>
const Type& type_of<Certificate>() {
  static const Type type =
      record<Certificate>("a certificate", "A certificate validated by DNS.", certificate_fields);
  return type;
}

}  // namespace btsinfra::fields
