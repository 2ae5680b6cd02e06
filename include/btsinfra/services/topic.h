// Topics that notify people and programs: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct LambdaFunction;

struct Topic {
  Text name{};                             // none: CloudFormation chooses
  std::string display{};                   // as whom mails come
  std::vector<Late<std::string>> email{};  // parameters that hold addresses
  std::vector<Late<std::string>> https{};  // parameters that hold URLs
  std::vector<Ref<LambdaFunction>> functions{};
  std::optional<Late<std::string>> key{};  // ARN of a KMS key; none: not encrypted by one
  ComponentOptions options{};

  bool operator==(const Topic&) const = default;
};

}  // namespace btsinfra
