// Routing policies and health checks: how one of several records of a name and type is chosen.
#include <algorithm>
#include <array>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/dns.h"
#include "services/countries.h"
#include "services/route53/dns_record_parts.h"

namespace btsinfra {
namespace {

constexpr std::array<std::string_view, 7> continents{"AF", "AN", "AS", "EU", "NA", "OC", "SA"};

class RoutingCheck {
 public:
  RoutingCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component), record_(component.as<DnsRecord>()), system_(system), diags_(diags) {}

  void run() {
    if (!record_.routing) {
      standing_alone();
      return;
    }
    const RecordRouting& routing = *record_.routing;
    const std::vector<Policy> given = policies(routing);
    if (given.size() != 1) {
      not_one(given);
      return;
    }
    if (given.front() == Policy::Location) location(routing);
    if (given.front() == Policy::Multivalue && record_.alias) {
      diags_
          .report(ids::RecordRoutingPolicy, at("multivalue"),
                  "an alias cannot be one of several values given together")
          .note(system_.at(component_, "alias"), "it is an alias")
          .help("write `weight` for an equal share of the answers, or `values` instead of `alias`");
    }
    if (routing.failover == FailoverRole::Primary) primary();
  }

 private:
  [[nodiscard]] Span at(std::string_view field) const {
    return system_.places().value(component_.place / "routing" / field);
  }

  void not_one(const std::vector<Policy>& given) {
    std::string names;
    for (const Policy policy : given) {
      names += (names.empty() ? "`" : " and `") + std::string(policy_name(policy)) + "`";
    }
    diags_
        .report(ids::RecordRoutingPolicy, system_.at(component_, "routing"),
                "record `{}` is chosen by {}", component_.name,
                names.empty() ? "nothing" : names + " at once")
        .help(
            "give exactly one of `weight`, `latency`, `failover`, `multivalue`, `country` and "
            "`continent`");
  }

  void location(const RecordRouting& routing) {
    if (!routing.country.empty() && !routing.continent.empty()) {
      diags_
          .report(ids::RecordRoutingPolicy, at("continent"),
                  "a record is for a country or for a continent, not for both")
          .note(at("country"), "the country")
          .help("take one of them out");
    } else if (!routing.country.empty() && routing.country != "*" &&
               !is_country_code(routing.country)) {
      diags_
          .report(ids::RecordRoutingPolicy, at("country"), "`{}` is not the code of a country",
                  routing.country)
          .help(
              "write the two capital letters of ISO 3166, as `KR`, or `*` for all who are nowhere "
              "else");
    } else if (!routing.continent.empty() && std::find(continents.begin(), continents.end(),
                                                       routing.continent) == continents.end()) {
      diags_
          .report(ids::RecordRoutingPolicy, at("continent"), "`{}` is not the code of a continent",
                  routing.continent)
          .help("the codes are AF, AN, AS, EU, NA, OC and SA");
    }
  }

  void primary() {
    if (!record_.health_check.empty() || evaluates_target(component_, system_)) return;
    diags_
        .report(ids::FailoverWithoutHealth, at("failover"),
                "the primary record has nothing to be judged by, so the secondary is never asked")
        .help("give it a `health_check`");
  }

  void standing_alone() {
    if (record_.health_check.empty()) return;
    diags_
        .report(ids::RecordHealthUnused, system_.at(component_, "health_check"),
                "a health check changes nothing for a record that stands alone: there is no other "
                "answer to give")
        .help(
            "take it out and let an alarm watch the check, or give `routing` and further records");
  }

  const Component& component_;
  const DnsRecord& record_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void check_routing(const Component& record, const ResolvedSystem& system, Diagnostics& diags) {
  RoutingCheck(record, system, diags).run();
}

}  // namespace btsinfra
