// Quotas, each with its source. Defaults of a new account can be raised on request.
#pragma once

#include <cstddef>

namespace btsinfra::cfn::limits {

// CloudFormation User Guide, "Understand CloudFormation quotas".
inline constexpr std::size_t resources = 500;
inline constexpr std::size_t parameters = 200;
inline constexpr std::size_t outputs = 200;
inline constexpr std::size_t mappings = 200;
inline constexpr std::size_t template_bytes = 1'000'000;  // from S3
inline constexpr std::size_t description_bytes = 1'024;
inline constexpr std::size_t dynamic_references = 60;
inline constexpr std::size_t stack_name = 128;
inline constexpr std::size_t name = 255;  // of a resource, parameter, output or export

// Amazon VPC User Guide, "Amazon VPC quotas" (defaults).
inline constexpr std::size_t rules_per_group = 60;
inline constexpr std::size_t routes_per_table = 50;
inline constexpr std::size_t vpcs_per_region = 5;
inline constexpr std::size_t addresses_per_region = 5;  // Elastic IPs

// From this part of a quota on, in percent, it is worth a warning.
inline constexpr std::size_t near_percent = 80;

}  // namespace btsinfra::cfn::limits
