// Generated secrets: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Secret {
  std::string name{};  // none: CloudFormation chooses
  std::string description{};
  ByName<std::string> values{};        // what stands in it beside the generated one
  std::string generated = "password";  // the name under which the generated one stands
  int length = 32;                     // characters
  bool punctuation = false;
  std::string exclude{};                   // characters that are not to occur
  std::optional<Late<std::string>> key{};  // ARN of a KMS key; none: aws/secretsmanager
  ComponentOptions options{};

  bool operator==(const Secret&) const = default;
};

}  // namespace btsinfra
