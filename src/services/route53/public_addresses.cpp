#include "services/route53/public_addresses.h"

#include <algorithm>

#include "btsinfra/types/cidr.h"

#include "services/domain_names.h"

namespace btsinfra {
namespace {

struct Reserved {
  std::string_view block;
  std::string_view what;
};

// Special-purpose addresses: the registry of IANA (RFC 6890).
constexpr Reserved reserved[] = {
    {"0.0.0.0/8", "an address of no host"},
    {"10.0.0.0/8", "a private address"},
    {"100.64.0.0/10", "an address within a provider's network"},
    {"127.0.0.0/8", "the address of the host itself"},
    {"169.254.0.0/16", "a link-local address"},
    {"172.16.0.0/12", "a private address"},
    {"192.0.2.0/24", "an address for documents"},
    {"192.168.0.0/16", "a private address"},
    {"198.18.0.0/15", "an address for measurements"},
    {"198.51.100.0/24", "an address for documents"},
    {"203.0.113.0/24", "an address for documents"},
    {"224.0.0.0/3", "an address of no single host"},
};

constexpr Reserved internal_suffixes[] = {
    {"compute.internal", "names under `compute.internal` are known within a VPC only"},
    {"ec2.internal", "names under `ec2.internal` are known within a VPC only"},
    {"internal", "names under `internal` are known within a network only"},
    {"local", "names under `local` are known within a network only"},
    {"localhost", "it is the checker itself"},
};

}  // namespace

bool is_ipv4(std::string_view text) { return Cidr::parse(std::string(text) + "/32").has_value(); }

bool is_ipv6(std::string_view text) {
  constexpr std::size_t longest = 45;
  return text.size() >= 2 && text.size() <= longest &&
         std::count(text.begin(), text.end(), ':') >= 2 &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ||
                  c == ':' || c == '.';
         });
}

std::optional<std::string_view> not_public(std::string_view ipv4) {
  const CidrResult address = Cidr::parse(std::string(ipv4) + "/32");
  if (!address) return std::nullopt;
  for (const Reserved& range : reserved) {
    if (Cidr::parse(range.block).value().contains(address.value())) return range.what;
  }
  return std::nullopt;
}

std::optional<std::string_view> internal_host(std::string_view host) {
  for (const Reserved& suffix : internal_suffixes) {
    if (lies_under(host, suffix.block)) return suffix.what;
  }
  return std::nullopt;
}

}  // namespace btsinfra
