// The words of load balancers that AWS takes only in certain forms. Each function answers why a
// text is refused, in the words of a message, or nothing where it is fine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace btsinfra {

enum class NameOf : std::uint8_t { LoadBalancer, TargetGroup };

// 1 to 32 Latin letters, digits and hyphens, no hyphen at the ends; a load balancer's does not
// begin with `internal-`.
[[nodiscard]] std::optional<std::string> name_fault(std::string_view name, NameOf of);
// A name of that form that still tells what was meant ("BTS_ALB" -> "BTS-ALB"); empty: none does.
[[nodiscard]] std::string proposed_name(std::string_view name);

// A path of a health check: from `/` on, in ASCII without blanks.
[[nodiscard]] std::optional<std::string> path_fault(std::string_view path);

// Codes that count as healthy: codes and ranges from 200 to 499 with commas between.
[[nodiscard]] std::optional<std::string> codes_fault(std::string_view codes);

// Where access logs begin in their bucket: no slash at the ends, no `AWSLogs` in it (which the
// delivery adds).
[[nodiscard]] std::optional<std::string> prefix_fault(std::string_view prefix);

}  // namespace btsinfra
