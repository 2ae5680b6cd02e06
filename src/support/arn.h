// Amazon Resource Names: `arn:partition:service:region:account:resource`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace btsinfra {

struct Arn {
  std::string partition;  // "aws", "aws-cn"
  std::string service;    // "acm"
  std::string region;     // empty for what has none, as roles
  std::string account;    // empty for what belongs to none, as buckets
  std::string resource;   // all that follows, colons included: "certificate/1234", "db:main"

  bool operator==(const Arn&) const = default;
};

// Nothing where the text is not an ARN: six parts, the first `arn`, partition, service and resource
// not empty, the account twelve digits or empty, no blanks. Whether the parts name something that
// exists is not asked.
[[nodiscard]] std::optional<Arn> parse_arn(std::string_view text);

}  // namespace btsinfra
