// What somebody else's program sees of an installed btsinfra.
#include <btsinfra/types/cidr.h>

#include "all_headers.h"

int main() {
  constexpr auto vpc = btsinfra::Cidr::parse("10.0.0.0/16");
  static_assert(vpc.has_value());
  const auto subnet = btsinfra::Cidr::parse("10.0.3.1/28");
  // `describe` is not inline: it comes from the library.
  return subnet.error() && !btsinfra::describe(*subnet.error()).empty() ? 0 : 1;
}
