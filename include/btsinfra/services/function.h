// Functions: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Bucket;
struct SubnetTier;

enum class FunctionArchitecture : std::uint8_t { X86, Arm };

// Exactly one of `code`, `bucket` with `key`, `starts` and `stops`.
struct LambdaFunction {
  Text name{};  // none: CloudFormation chooses
  std::string description{};
  std::string runtime{};  // none: the newest Python
  std::string handler{};  // none: index.handler
  Text code{};            // the source itself
  Ref<Bucket> bucket{};   // where the package is
  std::string key{};      // its key there
  std::string version{};  // of the object; none: the newest when the stack is updated
  std::vector<AnyRef> starts{};
  std::vector<AnyRef> stops{};
  int timeout = 30;  // seconds
  int memory = 128;  // MiB
  FunctionArchitecture architecture = FunctionArchitecture::X86;
  std::optional<int> concurrency{};
  ByName<Text> environment{};
  std::vector<AnyRef> reads{};
  std::vector<AnyRef> writes{};
  Ref<SubnetTier> subnets{};  // none: outside every VPC
  int retention = 365;        // days that logs are kept
  ComponentOptions options{};

  bool operator==(const LambdaFunction&) const = default;
};

}  // namespace btsinfra
