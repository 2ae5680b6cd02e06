// Names of which there is one for all stacks of an account, or of the whole internet.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cfn/template.h"

namespace btsinfra::cfn {

// Two resources that come to the same one cannot both be.
struct AccountName {
  std::string type;   // of the resource
  std::string scope;  // within which it is the only one: a region, a hosted zone; empty: everywhere
  std::string name;   // of hosts in lower case, without a dot at the end
  // Whether no other account can have it either.
  bool worldwide = false;

  auto operator<=>(const AccountName&) const = default;
};

// The value of the property that names the resource; nullptr where CloudFormation chooses, or where
// nothing of the type can clash.
[[nodiscard]] const Value* physical_name(const Resource& resource);

// The physical name, where it is literal. IAM's and S3's are not regional, AWS WAF keeps those of
// each scope apart.
[[nodiscard]] std::optional<AccountName> literal_name(const Resource& resource,
                                                      std::string_view region);

// Names by which the internet finds it: public zones, records in zones that exist already, aliases
// of distributions. Of records those of one type (and identifier) are one name: that a CNAME stands
// alone is not seen here.
[[nodiscard]] std::vector<AccountName> internet_names(const Resource& resource);

}  // namespace btsinfra::cfn
