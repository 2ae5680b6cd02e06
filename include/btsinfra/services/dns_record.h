// DNS records: settings.
#pragma once

#include "btsinfra/services/common.h"
#include "btsinfra/types/region.h"

namespace btsinfra {

struct HostedZone;
struct DnsHealthCheck;

enum class RecordType : std::uint8_t { A, Aaaa, Cname, Txt, Mx, Ns, Caa, Srv, Ptr };

enum class FailoverRole : std::uint8_t { Primary, Secondary };

// By which of several records of one name and type an answer is chosen: exactly one of these.
struct RecordRouting {
  std::optional<int> weight{};
  std::optional<Region> latency{};
  std::optional<FailoverRole> failover{};
  bool multivalue = false;
  std::string country{};
  std::string continent{};
  std::string id{};  // none: "<blueprint>-<component>"

  bool operator==(const RecordRouting&) const = default;
};

// The same records under each of several names.
struct DnsRecord {
  Ref<HostedZone> zone{};
  std::vector<std::string> names{};  // "@": the zone's own
  std::vector<RecordType> types{};   // none: of an alias those that its target has
  std::optional<AnyRef> alias{};
  std::vector<Text> values{};
  std::optional<int> ttl{};  // seconds
  std::optional<RecordRouting> routing{};
  Ref<DnsHealthCheck> health_check{};
  std::optional<bool> evaluate_target_health{};
  ComponentOptions options{};

  bool operator==(const DnsRecord&) const = default;
};

}  // namespace btsinfra
