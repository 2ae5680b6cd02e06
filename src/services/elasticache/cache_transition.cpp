// What of a cache is settled when it is made.
//
// AWS facts this rests on (provider of AWS::ElastiCache::ReplicationGroup):
// - Port, encryption at rest, key and zones are create-only: CloudFormation makes another group for
//   another value, which cannot have the id while the old one has it. Without an id of its own the
//   other one begins empty: sessions end, and whoever asked the cache asks what is behind it.
// - Each cache has a subnet group of its own, whose subnets change in place; but ElastiCache takes
//   none out of a group while a node uses it.
#include "diag/ids/caches.h"
#include "services/elasticache/cache.h"
#include "services/named.h"

namespace btsinfra {
namespace {

void check_subnets(const Component& before, const ResolvedSystem& left, const Component& after,
                   const ResolvedSystem& entered, Diagnostics& diags) {
  const std::string then = named(before, before.as<Cache>().subnets.target(), "subnets", left);
  const std::string now = named(after, after.as<Cache>().subnets.target(), "subnets", entered);
  if (then == now) return;
  diags
      .report(ids::CacheSettled, entered.at(after, "subnets"),
              "this state moves `{}` from `{}` to `{}`, and ElastiCache takes no subnets away from "
              "nodes that use them",
              after.label(), then, now)
      .note(left.at(before, "subnets"), "the state before")
      .help("leave it as it was, or add another component for the other cache");
}

}  // namespace

void CacheKind::check_transition(const Component& before, const ResolvedSystem& left,
                                 const Component& after, const ResolvedSystem& entered,
                                 Diagnostics& diags) const {
  check_subnets(before, left, after, entered, diags);
  const auto& was = before.as<Cache>();
  const auto& is = after.as<Cache>();
  if (is.id != was.id) return;  // another one is meant
  const auto settled = [&](std::string_view field) {
    if (is.id.empty()) {
      diags
          .report(ids::CacheEmptied, entered.at(after, field),
                  "another `{}` makes another cache: this state begins with an empty `{}`", field,
                  after.label())
          .note(left.at(before, field), "the state before")
          .help("leave it as it was, unless what is in the cache may go");
      return;
    }
    diags
        .report(ids::CacheSettled, entered.at(after, field),
                "another `{}` makes another cache, and `{}` is still the name of this one", field,
                is.id)
        .note(left.at(before, field), "the state before")
        .help("leave `id` out, or add another component for the other cache");
  };
  if (is.port != was.port) settled("port");
  if (is.encrypted != was.encrypted) settled("encrypted");
  if (named(before, was.key, left) != named(after, is.key, entered)) settled("key");
  if (is.zones != was.zones) settled("zones");
}

}  // namespace btsinfra
