#include "services/contributor.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/common.h"
#include "btsinfra/services/network.h"

#include "diag/ids/names_and_addresses.h"
#include "diag/ids/network.h"
#include "services/lowering.h"
#include "services/names.h"
#include "services/peering/reach.h"
#include "support/overloaded.h"

namespace btsinfra {
namespace {

std::string ports_text(const PortRange& ports) {
  std::string text = std::to_string(ports.first);
  if (ports.last != ports.first) text += "-" + std::to_string(ports.last);
  return text;
}

// Of a component with a security group: "WebInstance" for WebInstanceSecurityGroup.
std::string group_stem(const Component& component) {
  constexpr std::string_view ending = "SecurityGroup";
  std::string id = component.kind->security_group(component);
  if (id.ends_with(ending)) id.resize(id.size() - ending.size());
  return id;
}

// EC2's characters for the description of a rule, up to 255 of them.
bool ec2_description(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(" ._-:/()#,@[]+=&;{}!$*").find(c) != std::string_view::npos;
  });
}

// Who may connect, as the rules of one component need it.
struct ResolvedSource {
  std::variant<Cidr, ParameterBlock, GroupOf> from;
  std::string name;
  std::string shown;
};

class AllowExpansion {
 public:
  AllowExpansion(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component), system_(system), diags_(diags) {}

  // What those of other networks wait for, who are among the sources.
  [[nodiscard]] const std::vector<Wait>& waits() const { return waits_; }

  std::vector<ResolvedSource> sources(const AllowRule& rule, const Place& place) {
    return std::visit(
        Overloaded{
            [](std::monostate) -> std::vector<ResolvedSource> { return {}; },
            [](const Internet&) -> std::vector<ResolvedSource> {
              return {{Cidr::parse("0.0.0.0/0").value(), "Internet", "the internet"}};
            },
            [&](const OnPremises&) { return on_premises(place); },
            [](const Cidr& block) -> std::vector<ResolvedSource> {
              if (block.prefix() == 0) return {{block, "Internet", "the internet"}};
              return {{block, cidr_word(block), block.to_string()}};
            },
            [&](const AnyRef& reference) { return component_source(reference, place); },
        },
        rule.from);
  }

 private:
  std::vector<ResolvedSource> on_premises(const Place& place) const {
    std::vector<ResolvedSource> found;
    const Component* network = system_.find(component_.blueprint, "network", "");
    if (network != nullptr) {
      if (network->tainted) return {};  // the addresses may be what was refused
      for (const Cidr& block : network->as<Network>().on_premises) {
        found.push_back(
            {block, "OnPremises" + cidr_word(block), "on-premises " + block.to_string()});
      }
    }
    if (found.empty()) {
      diags_
          .report(ids::NotASource, system_.places().value(place),
                  "`on_premises` is allowed in, but the network names no such addresses")
          .help("list the blocks under `network.on_premises`");
    }
    return found;
  }

  std::vector<ResolvedSource> component_source(const AnyRef& reference, const Place& place) {
    const Component* from = system_.target(component_, reference.target);
    if (from == nullptr || from->tainted) return {};  // reported with the names
    auto value = from->kind->attribute(*from, from->kind->default_attribute());
    if (value && value->type == fields::ValueType::Cidr) {
      return {{ParameterBlock{from->name}, upper_camel(from->name), "parameter " + from->name}};
    }
    const std::vector<const Component*> owners = from->kind->group_owners(*from, system_);
    if (owners.empty()) {
      // What it runs on may be among what was refused.
      if (system_.incomplete(from->blueprint)) return {};
      diags_
          .report(ids::NotASource, system_.places().value(place),
                  "`{}` is allowed in, but {} makes no connections", reference.target.path,
                  with_article(from->kind->noun()))
          .note(system_.at(*from), "it is declared here")
          .help(
              "name what connects (as `autoscaling.web`), an address block, `internet` or "
              "`on_premises`");
      return {};
    }
    if (from->blueprint != component_.blueprint) return over_peering(*from, reference, place);
    std::vector<ResolvedSource> sources;
    for (const Component* owner : owners) {
      sources.push_back({GroupOf{owner->id}, group_stem(*owner), from->label()});
    }
    return sources;
  }

  // The subnets that it stands in. Ids name the subnet and not the component, so that of two that
  // share subnets either may come first or go.
  std::vector<ResolvedSource> over_peering(const Component& from, const AnyRef& reference,
                                           const Place& place) {
    std::optional<Reach> reach =
        reach_over_peering(from, component_, reference.target.path, place, system_, diags_);
    if (!reach) return {};
    const std::string& other = system_.blueprint(from).name;
    std::vector<ResolvedSource> found;
    for (const SourceSubnet& subnet : reach->subnets) {
      const std::string& tier = subnet.tier->name;
      found.push_back(
          {subnet.block.cidr,
           upper_camel(other) + upper_camel(tier) + upper_camel(subnet.block.zone),
           other + "." + from.label() + " (" + tier + ", zone " + subnet.block.zone + ")"});
    }
    waits_.push_back(Wait{from.id, std::move(reach->routes), place});
    return found;
  }

  const Component& component_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
  std::vector<Wait> waits_;
};

}  // namespace

void Contributor::allow(const Component& component, const std::vector<AllowRule>& rules,
                        std::span<const PortRange> own_ports) {
  AllowExpansion expansion(component, system_, diags_);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const AllowRule& rule = rules[i];
    Place place = component.place / "allow" / i;
    if (!ec2_description(rule.description)) {
      diags_
          .report(ids::RuleDescription, system_.places().value(place / "description"),
                  "the description of a security group rule cannot hold `{}`", rule.description)
          .help(
              "EC2 takes Latin letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* there, and no "
              "Korean or other text; say it in a comment of the blueprint");
    }
    std::vector<PortRange> ports = rule.ports;
    if (ports.empty()) ports.assign(own_ports.begin(), own_ports.end());
    for (const ResolvedSource& source : expansion.sources(rule, place / "from")) {
      for (const PortRange& range : ports) {
        std::string description = rule.description.empty()
                                      ? "From " + source.shown + " to port " + ports_text(range)
                                      : rule.description;
        for (const Component* owner : component.kind->group_owners(component, system_)) {
          add(Ingress{owner->id, source.from, source.name, range, description, place});
        }
      }
    }
  }
  for (const Wait& wait : expansion.waits()) add(wait);
}

void Contributor::connect(const Component& from, const Component& to, PortRange ports,
                          const Place& origin) {
  if (from.blueprint != to.blueprint) {
    diags_
        .report(ids::NoRoute, system_.places().value(origin),
                "`{}` stands in another VPC than {}, and sends nothing over a peering",
                system_.label_in(to.blueprint, from), to.label())
        .note(system_.at(from), "it is declared here")
        .help("declare what sends requests in the blueprint of what answers them");
    return;
  }
  for (const Component* sender : from.kind->group_owners(from, system_)) {
    for (const Component* receiver : to.kind->group_owners(to, system_)) {
      add(Ingress{receiver->id, GroupOf{sender->id}, group_stem(*sender), ports,
                  "From " + from.label() + " to port " + ports_text(ports), origin});
    }
  }
}

void Contributor::access(const Component& component, const std::vector<AnyRef>& targets,
                         AccessKind access, std::string_view field) {
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const Component* target = system_.target(component, targets[i].target);
    if (target == nullptr || target->tainted) continue;
    Place place = component.place / field / i;
    std::vector<Statement> statements = target->kind->access(*target, access, system_);
    if (statements.empty()) {
      diags_
          .report(ids::NotAccessible, system_.places().value(place), "{} cannot be {}",
                  with_article(target->kind->noun()),
                  access == AccessKind::Read ? "read" : "written")
          .note(system_.at(*target), "it is declared here")
          .help(
              "`reads` and `writes` take what IAM guards, as buckets and (to read) databases' "
              "secrets");
      continue;
    }
    add(Grant{component.id, std::move(statements), target->label(), place});
  }
}

}  // namespace btsinfra
