#include "services/elasticache/cache.h"

#include <array>

#include "btsinfra/services/cache.h"
#include "btsinfra/services/common.h"

#include "services/contributor.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

constexpr std::string_view primary_address = "PrimaryEndPoint.Address";
constexpr std::string_view reader_address = "ReaderEndPoint.Address";

// "tls://host:6379", as PHP's session handler and most clients take it.
cfn::Value url(const Component& component) {
  const auto& cache = component.as<Cache>();
  const bool plain = cache.transit_encryption == TransitEncryption::None;
  return cfn::Text{cfn::List{plain ? "tcp://" : "tls://",
                             Lowering::symbol(component, cache_id(component.name), primary_address),
                             ":" + std::to_string(cache.port)}};
}

}  // namespace

std::string cache_id(std::string_view name) { return upper_camel(name) + "Cache"; }

bool fails_over(const Cache& cache) {
  return cache.automatic_failover.value_or(cache.replicas > 0);
}

std::span<const Attribute> CacheKind::attributes() const {
  using fields::ValueType;
  static constexpr Attribute known[] = {
      {.name = "address",
       .doc = "Host name of the primary; it stays when a replica takes over.",
       .address = true},
      {.name = "reader_address", .doc = "Host name that leads to the replicas.", .address = true},
      {.name = "port",
       .doc = "Port on which it serves.",
       .type = ValueType::Integer,
       .constant = true},
      {.name = "url",
       .doc = "Address and port of the primary: `tls://host:6379`, and `tcp://` where connections "
              "are not encrypted.",
       .address = true},
      {.name = "id", .doc = "The replication group's name in ElastiCache."},
      {.name = "security_group", .doc = "Id of its security group."},
  };
  return known;
}

cfn::Value CacheKind::value(const Component& component, std::string_view attribute,
                            const ResolvedSystem& /*system*/) const {
  const std::string id = cache_id(component.name);
  if (attribute == "address") return Lowering::symbol(component, id, primary_address);
  if (attribute == "reader_address") return Lowering::symbol(component, id, reader_address);
  if (attribute == "port") return component.as<Cache>().port;
  if (attribute == "url") return url(component);
  if (attribute == "security_group") {
    return Lowering::symbol(component, security_group(component));
  }
  return Lowering::symbol(component, id);
}

std::string CacheKind::security_group(const Component& component) const {
  return cache_id(component.name) + "SecurityGroup";
}

void CacheKind::contribute(const Component& component, Contributor& contributor) const {
  const auto& cache = component.as<Cache>();
  const auto port = static_cast<std::uint16_t>(cache.port);
  const std::array served{PortRange{port, port}};
  contributor.allow(component, cache.allow, served);
}

}  // namespace btsinfra
