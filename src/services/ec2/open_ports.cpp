#include "services/ec2/open_ports.h"

#include <algorithm>
#include <array>

#include "diag/ids/compute.h"
#include "services/admission.h"

namespace btsinfra {
namespace {

struct GuardedPort {
  int port;
  std::string_view name;
  Id id;
  std::string_view help;
};

constexpr std::string_view login_help =
    "allow the addresses that administrators come from, as 203.0.113.7/32, or nobody: Session "
    "Manager needs no open port";
constexpr std::string_view data_help =
    "an instance that only asks a database or cache needs no open port for it; one that serves it "
    "allows its clients, as `autoscaling.web`";

// What nobody may offer to the whole internet.
constexpr std::array guarded_ports{
    GuardedPort{22, "SSH", ids::WorldOpenLogin, login_help},
    GuardedPort{3389, "Remote Desktop", ids::WorldOpenLogin, login_help},
    GuardedPort{1433, "SQL Server", ids::WorldOpenData, data_help},
    GuardedPort{3306, "MySQL", ids::WorldOpenData, data_help},
    GuardedPort{5432, "PostgreSQL", ids::WorldOpenData, data_help},
    GuardedPort{6379, "Redis", ids::WorldOpenData, data_help},
    GuardedPort{11211, "Memcached", ids::WorldOpenData, data_help},
    GuardedPort{27017, "MongoDB", ids::WorldOpenData, data_help},
};

}  // namespace

void check_open_ports(const Component& component, const std::vector<AllowRule>& rules,
                      std::span<const PortRange> own_ports, const ResolvedSystem& system,
                      Diagnostics& diags) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const AllowRule& rule = rules[i];
    const std::optional<Everybody> everybody = admits_everybody(component, rule.from, system);
    if (!everybody) continue;
    const std::span<const PortRange> ports = rule.ports.empty() ? own_ports : rule.ports;
    bool told_of_data = false;  // one finding per rule says it
    for (const GuardedPort& guarded : guarded_ports) {
      if (guarded.id == ids::WorldOpenData && told_of_data) continue;
      const bool open = std::any_of(ports.begin(), ports.end(), [&](const PortRange& range) {
        return range.first <= guarded.port && guarded.port <= range.last;
      });
      if (!open) continue;
      told_of_data = told_of_data || guarded.id == ids::WorldOpenData;
      Report report = diags.report(
          guarded.id, system.places().value(component.place / "allow" / i / "from"),
          "port {} ({}) would be open to the whole internet", guarded.port, guarded.name);
      if (everybody->parameter != nullptr) {
        report.note(system.at(*everybody->parameter, "default"), "the parameter admits everybody");
      }
      report.help(std::string(guarded.help));
    }
  }
}

void check_open_behind(const Component& component, const std::vector<AllowRule>& rules,
                       const PortRange& served, const Component& balancer,
                       const ResolvedSystem& system, Diagnostics& diags) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::vector<PortRange>& ports = rules[i].ports;
    const bool to_service =
        ports.empty() || std::any_of(ports.begin(), ports.end(), [&](const PortRange& range) {
          return range.first <= served.last && served.first <= range.last;
        });
    const std::optional<Everybody> everybody = admits_everybody(component, rules[i].from, system);
    if (!to_service || !everybody) continue;
    Report report =
        diags.report(ids::OpenBehind, system.places().value(component.place / "allow" / i / "from"),
                     "`{}` stands behind `{}`, and would let in everybody past it",
                     component.label(), balancer.label());
    report.note(system.at(balancer), "the load balancer");
    if (everybody->parameter != nullptr) {
      report.note(system.at(*everybody->parameter, "default"), "the parameter admits everybody");
    }
    report.help("leave it out: the load balancer is let in anyway");
    return;
  }
}

}  // namespace btsinfra
