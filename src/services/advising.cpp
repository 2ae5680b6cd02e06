#include "services/advising.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/network.h"

#include "diag/ids/resilience.h"
#include "diag/ids/security.h"
#include "services/admission.h"
#include "services/ec2/open_ports.h"
#include "services/peering/reach.h"

namespace btsinfra {
namespace {

std::string shown(const PortRange& ports) {
  const std::string first = std::to_string(ports.first);
  return ports.last == ports.first ? "port " + first
                                   : "ports " + first + "-" + std::to_string(ports.last);
}

bool is_web_port(const PortRange& ports) {
  return ports.first == ports.last && (ports.first == 80 || ports.first == 443);
}

}  // namespace

void advise_open_ports(const Component& component, const std::vector<AllowRule>& rules,
                       std::span<const PortRange> own_ports, const Advising& advising) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!admits_everybody(component, rules[i].from, advising.system)) continue;
    const std::span<const PortRange> ports = rules[i].ports.empty() ? own_ports : rules[i].ports;
    const auto open = std::find_if_not(ports.begin(), ports.end(), is_web_port);
    if (open == ports.end()) continue;
    advising.diags
        .report(ids::WorldOpenPort,
                advising.system.places().value(component.place / "allow" / i / "from"),
                "{} of `{}` can be reached by everybody", shown(*open), component.label())
        .help(
            "allow the addresses or components that use it; what the public uses stands better "
            "behind a load balancer, on 443");
  }
}

void advise_own_tier(const Component& component, const Advising& advising) {
  const std::vector<const Component*> own = tiers_of(component, advising.system);
  for (const Component& other : advising.system.components()) {
    if (other.tainted || other.blueprint != component.blueprint) continue;
    // What nobody connects to opens no way to the data beside it.
    const bool is_reached =
        std::any_of(advising.contributions.ingress.begin(), advising.contributions.ingress.end(),
                    [&](const Ingress& rule) { return rule.to == other.id; });
    if (other.kind->holds_data() || !is_reached) continue;
    const std::vector<const Component*> tiers = tiers_of(other, advising.system);
    const auto shared = std::find_first_of(own.begin(), own.end(), tiers.begin(), tiers.end());
    if (shared == own.end()) continue;
    advising.diags
        .report(ids::SharedTier, advising.system.at(component, "subnets"),
                "`{}` stands in the same subnets as `{}`", component.label(), other.label())
        .note(advising.system.at(other), "it is declared here")
        .help(
            "give data a tier of its own with `access: isolated`: no route leads out of it, and "
            "network ACLs and flow logs can tell the two apart");
    return;
  }
}

void advise_far_data(const Component& component, const Advising& advising) {
  const ResolvedSystem& system = advising.system;
  std::set<ComponentId> told;
  for (const ComponentUse& use : system.uses_by(component)) {
    const Component& data = system.component(use.used);
    if (!data.kind->holds_data() || system.lost(data.blueprint)) continue;
    if (system.region(data) == system.region(component)) continue;
    const std::optional<Attribute> attribute = system.described(use);
    if (!attribute || !attribute->address || !told.insert(data.id).second) continue;
    advising.diags
        .report(ids::DataFarAway, system.places().reference(use.place, use.path),
                "`{}` in {} asks the {} of {}: each request pays the way there and back",
                component.label(), system.region(component).name(), data.kind->noun(),
                system.region(data).name())
        .note(system.at(data), "it is declared here")
        .help(
            "give this region a cache or a read replica of its own, and ask the far one only "
            "for what must be the same everywhere");
  }
}

void advise_retention(const Place& kept_for, int days, const Advising& advising) {
  constexpr int year = 365;
  if (days >= year) return;
  advising.diags
      .report(ids::ShortLogRetention, advising.system.places().value(kept_for),
              "these logs are gone after {} days", days)
      .help("keep them for a year at least: what happened is often asked for months later");
}

namespace {

// Programs that load from the internet. dnf and yum of Amazon Linux are served by S3, which gateway
// endpoints lead to.
constexpr std::array<std::string_view, 14> loaders{"curl", "wget",     "pip", "pip3",  "npm",
                                                   "yarn", "git",      "apt", "pecl",  "apt-get",
                                                   "gem",  "composer", "go",  "docker"};

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == '/';
}

// The program that a line of a script runs first, or behind `|`, `&&`, `;`, sudo and the like.
std::string_view loader_in(std::string_view line, bool packages_too) {
  bool at_command = true;
  for (std::size_t at = 0; at < line.size();) {
    const char c = line[at];
    if (c == '#') return {};
    if (!is_word_character(c)) {
      at_command = at_command || c == '|' || c == '&' || c == ';' || c == '(' || c == '`';
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < line.size() && is_word_character(line[end])) ++end;
    const std::string_view word = line.substr(at, end - at);
    if (at_command) {
      if (std::find(loaders.begin(), loaders.end(), word) != loaders.end()) return word;
      if (packages_too && (word == "dnf" || word == "yum")) return word;
      at_command = word == "sudo" || word == "then" || word == "do" || word == "else" ||
                   word == "if" || word == "while" || word == "exec" || word == "time";
    }
    at = end;
  }
  return {};
}

// Requests to the instance's own services leave no host.
bool is_local(std::string_view line) {
  return line.find("169.254.") != std::string_view::npos ||
         line.find("localhost") != std::string_view::npos ||
         line.find("127.0.0.1") != std::string_view::npos;
}

}  // namespace

void advise_way_out(const Component& component, const Text& user_data, const Component* tier,
                    const Advising& advising) {
  if (tier == nullptr || tier->tainted) return;
  const Access access = tier->as<SubnetTier>().access;
  const Network& network = *advising.system.blueprint(*tier).network;
  if (access == Access::Public || (access == Access::Private && network.nat != Nat::None)) return;
  const bool leads_to_s3 = std::find(network.endpoints.begin(), network.endpoints.end(),
                                     GatewayEndpoint::S3) != network.endpoints.end();
  for (const Text::Part& part : user_data.parts()) {
    const auto* words = std::get_if<std::string>(&part);
    if (words == nullptr) continue;
    for (std::size_t at = 0; at < words->size();) {
      const std::size_t end = std::min(words->find('\n', at), words->size());
      const std::string_view line = std::string_view(*words).substr(at, end - at);
      const std::string_view loader =
          is_local(line) ? std::string_view{} : loader_in(line, !leads_to_s3);
      at = end + 1;
      if (loader.empty()) continue;
      const Place place = component.place / "user_data";
      const Span found = advising.system.places().words(place, loader);
      advising.diags
          .report(ids::InstallsWithoutWayOut,
                  found.known() ? found : advising.system.places().value(place),
                  "`{}` loads from the internet, and no way leads there from these subnets", loader)
          .note(advising.system.at(*tier), access == Access::Isolated
                                               ? "the tier is isolated"
                                               : "the tier is private, and the network has no NAT")
          .help(
              "bring it along in the image, take it from a bucket (its gateway endpoint leads "
              "there), or give the network `nat: per-zone`");
      return;
    }
  }
}

}  // namespace btsinfra
