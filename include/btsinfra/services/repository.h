// Repositories of container images: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Repository {
  std::string name{};                       // none: CloudFormation chooses
  bool immutable = true;                    // a tag stays with the image it was given to
  bool scan = true;                         // for known vulnerabilities, on push
  std::optional<Late<std::string>> key{};   // ARN of a KMS key; none: keys of ECR's own
  std::optional<int> keep{};                // newest images; none: all
  std::optional<int> expire_untagged{};     // days; none: they stay
  std::vector<std::string> replicate_to{};  // regions, or blueprints for theirs
  ComponentOptions options{};

  bool operator==(const Repository&) const = default;
};

}  // namespace btsinfra
