// S3 buckets: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Bucket {
  Text name{};                             // none: CloudFormation chooses
  std::optional<Late<std::string>> key{};  // ARN of a KMS key; none: keys of S3's own
  bool versioned = true;
  std::optional<int> expire{};               // days until objects go
  std::optional<int> expire_old_versions{};  // days until replaced versions go
  bool events = false;                       // tell EventBridge what happens to objects
  Ref<Bucket> access_logs{};
  std::string access_logs_prefix{};  // none: buckets/<name>/
  ComponentOptions options{};

  bool operator==(const Bucket&) const = default;
};

}  // namespace btsinfra
