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
  Ref<Bucket> replicate_to{};        // its objects are copied to that one
  std::string replicate_prefix{};    // only those whose keys begin so
  bool replicate_deletions = true;   // as delete markers: old versions stay in both
  ComponentOptions options{};

  bool operator==(const Bucket&) const = default;
};

}  // namespace btsinfra
