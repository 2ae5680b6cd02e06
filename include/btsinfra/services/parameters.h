// Values that a deployment chooses.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "btsinfra/model/text.h"

namespace btsinfra {

enum class ParameterType : std::uint8_t {
  String,
  Integer,
  Boolean,
  Cidr,
  Email,
  KeyPair,
  Image,
  SsmImage,
  InstanceType,
  Certificate,
  Arn,
  HostedZone,
};

struct Parameter {
  ParameterType type = ParameterType::String;
  std::optional<std::string> default_value{};  // none: the deployment asks
  std::string description{};
  std::vector<std::string> allowed{};
  bool secret = false;  // NoEcho

  bool operator==(const Parameter&) const = default;
};

}  // namespace btsinfra
