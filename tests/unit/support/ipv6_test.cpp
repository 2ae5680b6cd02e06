#include "support/ipv6.h"

#include "support/catch.h"

using namespace btsinfra;

TEST_CASE("IPv6 addresses as people write them", "[support]") {
  CHECK(parse_ipv6("2001:db8::1").value()[15] == 1);
  CHECK(parse_ipv6("::ffff:192.0.2.1").value()[12] == 192);
  for (const char* text : {"", "2001:db8::/32", "192.0.2.1", "1::2::3", "g::"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_ipv6(text));
  }
}
