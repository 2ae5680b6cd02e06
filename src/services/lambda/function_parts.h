// What check, contributions and lowering of a function all ask of its settings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/services/function.h"

#include "services/resolved.h"

namespace btsinfra {

// The runtime, also where none is given.
[[nodiscard]] std::string_view runtime_of(const LambdaFunction& function);

// Instances that it starts or stops.
struct Switched {
  const std::vector<AnyRef>* targets = nullptr;
  std::string_view field;   // "starts"
  std::string_view action;  // "ec2:StartInstances"
  std::string_view method;  // boto3's: "start_instances"
};
// Nothing (targets nullptr) for a function with code of its own.
[[nodiscard]] Switched switched_by(const LambdaFunction& function);

// The environment variable that holds the ids of those instances.
inline constexpr std::string_view instances_variable = "INSTANCE_IDS";

}  // namespace btsinfra
