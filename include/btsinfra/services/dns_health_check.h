// Health checks from outside: settings.
#pragma once

#include "btsinfra/services/common.h"
#include "btsinfra/types/region.h"

namespace btsinfra {

enum class ProbeProtocol : std::uint8_t { Https, Http, Tcp };

struct DnsHealthCheck {
  Text host{};                            // whose address is looked up each time
  std::optional<Late<std::string>> ip{};  // a fixed address; the host then is only asked for
  ProbeProtocol protocol = ProbeProtocol::Https;
  std::optional<int> port{};  // none: 443 or 80 by the protocol
  std::string path = "/";
  std::string search{};           // words that the answer must hold
  int interval = 30;              // seconds
  int threshold = 3;              // checks in a row
  std::vector<Region> regions{};  // from which it is checked; none: all that AWS has
  bool inverted = false;
  bool measure_latency = false;
  ComponentOptions options{};

  bool operator==(const DnsHealthCheck&) const = default;
};

}  // namespace btsinfra
