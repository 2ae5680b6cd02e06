// What a peering demands. That VPCs of one system never overlap is the resolver's: two whose blocks
// meet are refused whether peered or not.
#include <algorithm>
#include <cctype>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/peering.h"

#include "diag/ids/peerings.h"
#include "services/peering/link.h"
#include "services/peering/peering.h"
#include "services/resolved.h"
#include "services/tags.h"
#include "support/arn.h"
#include "support/edit_distance.h"
#include "support/graph.h"

namespace btsinfra {
namespace {

bool is_account(std::string_view text) {
  constexpr std::size_t digits = 12;
  return text.size() == digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "vpc-" and 8 or 17 hexadecimal digits.
bool is_vpc_id(std::string_view text) {
  constexpr std::string_view prefix = "vpc-";
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return (text.size() == 8 || text.size() == 17) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

const std::string* literal(const std::optional<Late<std::string>>& value) {
  return value ? value->literal() : nullptr;
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "`" : ", `") + name + "`";
  return list;
}

// One check of one peering.
class PeeringCheck {
 public:
  PeeringCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        settings_(component.as<Peering>()),
        peer_(settings_.with),
        own_(system.find(component.blueprint, "network", "")),
        system_(system),
        diags_(diags) {}

  void run() {
    check_tags(component_.place / "tags", settings_.options.tags, system_, diags_);
    if (own_ == nullptr) {
      without_network();
      return;
    }
    if (peer_.blueprint.empty()) {
      outside();
    } else {
      inside();
    }
  }

 private:
  [[nodiscard]] Place with() const { return component_.place / "with"; }
  [[nodiscard]] Span at_peer(std::string_view field) const {
    return system_.places().value(with() / field);
  }
  [[nodiscard]] const std::string& name_of(const Component& component) const {
    return system_.blueprint(component).name;
  }

  void without_network() {
    diags_
        .report(ids::PeeringWithoutNetwork, system_.at(component_),
                "this blueprint has no network that could be peered")
        .help(peer_.blueprint.empty()
                  ? "add `network:`, or declare the peering in a blueprint that has one"
                  : "add `network:`; or, if two others were meant, declare the peering in one of "
                    "them");
  }

  // ---- with a blueprint of the system -----------------------------------------------------------

  void inside() {
    only_of_outside();
    const Component* peer = peer_network(component_, system_);
    if (peer == nullptr) return;  // reported with the names
    if (peer->blueprint == component_.blueprint) {
      diags_
          .report(ids::PeeredWithItself, system_.places().value(with()),
                  "`{}` is this blueprint: its network cannot be peered with itself",
                  peer_.blueprint.blueprint())
          .help(
              "name the blueprint at the other end; inside a network every subnet reaches every "
              "other");
      return;
    }
    partition(system_.region(component_), system_.region(*peer), system_.places().value(with()));
    if (twice(*peer) || ring()) return;
    if (own_->tainted || peer->tainted) return;
    peer_tier_names(*peer);
    if (settings_.tiers.empty()) has_tiers(requester_tiers(component_, system_), *own_, "tiers");
    if (settings_.peer_tiers.empty()) {
      has_tiers(accepter_tiers(component_, system_), *peer, "peer_tiers");
    }
  }

  // What a blueprint says of itself.
  void only_of_outside() {
    const auto refuse = [&](std::string_view field) {
      diags_
          .report(ids::PeerIncomplete, at_peer(field),
                  "`{}` is of a network outside the system, and `blueprint` names one inside",
                  field)
          .help("leave out one of the two: of a blueprint everything is known");
    };
    if (peer_.vpc_id) refuse("vpc_id");
    if (peer_.region) refuse("region");
    if (!peer_.cidrs.empty()) refuse("cidrs");
    if (peer_.account) refuse("account");
    if (peer_.role) refuse("role");
  }

  // Only one connection can join two VPCs. Reported at the later one.
  bool twice(const Component& peer) {
    const Component* first = peering_between(component_.blueprint, peer.blueprint, system_);
    if (first == nullptr || first->id == component_.id) return false;
    const bool same_side = first->blueprint == component_.blueprint;
    diags_
        .report(ids::PeeredTwice, system_.at(component_),
                "the networks of `{}` and `{}` are peered already", name_of(component_),
                name_of(peer))
        .note(system_.at(*first),
              same_side ? "by this one" : "by this one, which makes the routes of both sides")
        .help(
            "take one of the two out; which side declares the peering makes no difference to the "
            "traffic");
    return true;
  }

  // Each blueprint's peering stack holds what it requests and the routes of what others request of
  // it: requests in a circle would make those stacks wait for each other. Reported at the first.
  bool ring() {
    Graph graph(system_.system().blueprints.size());
    for (const Component& other : system_.components()) {
      const Component* peer = requested_of(other);
      if (peer != nullptr) graph.edge(other.blueprint, peer->blueprint);
    }
    const std::vector<std::size_t> circle = shortest_cycle(graph);
    if (circle.size() < 3) return false;
    std::vector<const Component*> requests;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < circle.size(); ++i) {
      requests.push_back(request(circle[i], circle[(i + 1) % circle.size()]));
      names.push_back(system_.system().blueprints[circle[i]].name);
    }
    if (std::find(requests.begin(), requests.end(), &component_) == requests.end()) return false;
    if (requests.front() != &component_) return true;
    Report report = diags_.report(
        ids::PeeringRing, system_.at(component_),
        "peerings are requested in a circle, so no peering stack could be created first: {}",
        circle_text(names));
    for (std::size_t i = 1; i < std::min(circle.size(), most_steps_shown); ++i) {
      report.note(system_.at(*requests[i]),
                  names[i] + " requests " + names[(i + 1) % names.size()] + " here");
    }
    report.help("turn one round: declare `" + component_.label() + "` of `" + names[0] + "` in `" +
                names[1] + "` instead, with `with: " + names[0] + "`");
    return true;
  }

  // The other network of a peering that is one.
  [[nodiscard]] const Component* requested_of(const Component& component) const {
    if (component.kind != component_.kind) return nullptr;
    const Component* peer = peer_network(component, system_);
    if (peer == nullptr || peer->blueprint == component.blueprint) return nullptr;
    return peering_between(component.blueprint, peer->blueprint, system_) == &component ? peer
                                                                                        : nullptr;
  }

  [[nodiscard]] const Component* request(std::size_t from, std::size_t to) const {
    return peering_between(from, to, system_);
  }

  void peer_tier_names(const Component& peer) {
    const auto& tiers = system_.blueprint(peer).network->subnets;
    std::vector<std::string> known;
    for (const auto& [name, tier] : tiers) known.push_back(name);
    for (std::size_t i = 0; i < settings_.peer_tiers.size(); ++i) {
      const std::string& name = settings_.peer_tiers[i];
      if (tiers.contains(name)) continue;
      const auto near = nearest(name, known);
      diags_
          .report(ids::PeeringTier, system_.places().value(component_.place / "peer_tiers" / i),
                  "the network of `{}` has no tier `{}`", name_of(peer), name)
          .note(system_.at(peer, "subnets"), "its tiers are here")
          .help(near ? did_you_mean(*near) : "its tiers are " + listed(known));
    }
  }

  void has_tiers(const std::vector<const Component*>& tiers, const Component& network,
                 std::string_view field) {
    if (!tiers.empty()) return;
    std::vector<std::string> known;
    for (const auto& [name, tier] : system_.blueprint(network).network->subnets) {
      known.push_back(name);
    }
    const bool own = network.blueprint == component_.blueprint;
    diags_
        .report(ids::PeeringWithoutTier, system_.at(component_),
                "{} has no private tier, and nothing else is said of where routes shall stand",
                own ? std::string("this network") : "the network of `" + name_of(network) + "`")
        .note(system_.at(network, "subnets"), "its tiers are here")
        .help("name the tiers that take part: `" + std::string(field) + ": [" +
              (known.empty() ? std::string("…") : known.front()) + "]`");
  }

  // ---- with a network outside -------------------------------------------------------------------

  void outside() {
    if (!peer_.vpc_id && !peer_.region && peer_.cidrs.empty() && !peer_.account && !peer_.role) {
      diags_
          .report(ids::PeerNotNamed, system_.places().key(with()),
                  "the peering does not say with what network")
          .help(
              "name a blueprint of the system, as `with: virginia`, or describe the VPC: "
              "`with: {vpc_id: …, region: …, cidrs: […]}`");
      return;
    }
    complete();
    identities();
    if (peer_.region) partition(system_.region(component_), *peer_.region, at_peer("region"));
    if (!settings_.peer_tiers.empty()) {
      diags_
          .report(ids::PeerIncomplete, system_.at(component_, "peer_tiers"),
                  "tiers of a network outside the system are not known here")
          .help(
              "leave `peer_tiers` out: its blocks are under `cidrs`, and its own routes are made "
              "where it is");
    }
    if (own_->tainted) return;
    if (settings_.tiers.empty()) has_tiers(requester_tiers(component_, system_), *own_, "tiers");
    for (std::size_t i = 0; i < peer_.cidrs.size(); ++i) overlap(i);
  }

  void missing(std::string_view field, const std::string& why, const std::string& help) {
    diags_
        .report(ids::PeerIncomplete, system_.places().key(with()), "`with` needs `{}`: {}", field,
                why)
        .help(help);
  }

  void complete() {
    const std::string own(system_.region(component_).name());
    if (!peer_.vpc_id) {
      missing("vpc_id", "only its id tells the VPC from others",
              "add `vpc_id: vpc-…`, or name a blueprint of the system: `with: virginia`");
    }
    if (!peer_.region) {
      missing("region", "without it the VPC would be sought in " + own + " alone",
              "add `region: " + own + "` if it is there, else the region that it is in");
    }
    if (peer_.cidrs.empty()) {
      missing("cidrs", "nothing else says where routes lead",
              "add the blocks of the VPC, as `cidrs: [10.9.0.0/16]`");
    }
    if (peer_.account && !peer_.role) {
      missing("role", "a request to another account waits until somebody there accepts it",
              "add the ARN of a role of that account which this one may take on and which may do "
              "ec2:AcceptVpcPeeringConnection");
    }
    if (peer_.role && !peer_.account) {
      missing("account", "the role is that of another account, which owns the VPC",
              "add `account: \"…\"`, the twelve digits in quotes; within one account no role is "
              "needed");
    }
  }

  void identity(std::string_view field, const std::string& message, const std::string& help) {
    diags_.report(ids::PeerIdentity, at_peer(field), "{}", message).help(help);
  }

  void identities() {
    const std::string* vpc = literal(peer_.vpc_id);
    if (vpc != nullptr && !is_vpc_id(*vpc)) {
      identity("vpc_id", "`" + *vpc + "` is not the id of a VPC",
               "such an id reads vpc-0123456789abcdef0");
    }
    const std::string* account = literal(peer_.account);
    if (account != nullptr && !is_account(*account)) {
      identity("account", "`" + *account + "` is not the number of an account",
               "such a number has twelve digits, leading zeros included");
    }
    const std::string* role = literal(peer_.role);
    if (role == nullptr) return;
    const std::optional<Arn> arn = parse_arn(*role);
    const std::string known = account == nullptr || !is_account(*account) ? "<account>" : *account;
    const std::string form = "arn:" + std::string(system_.region(component_).partition()) +
                             ":iam::" + known + ":role/<name>";
    if (!arn || arn->service != "iam" || !arn->resource.starts_with("role/")) {
      identity("role", "`" + *role + "` is not the ARN of a role", "such an ARN reads " + form);
    } else if (account != nullptr && is_account(*account) && arn->account != *account) {
      identity("role",
               "the role is of account " + arn->account + ", and the VPC of account " + *account,
               "the role that accepts the request is one of the VPC's own account: " + form);
    }
  }

  void partition(const Region& own, const Region& other, const Span& here) {
    if (own.partition() == other.partition()) return;
    diags_
        .report(ids::PeerPartition, here,
                "{} and {} belong to different partitions of AWS ({} and {}), and no peering joins "
                "those",
                own.name(), other.name(), own.partition(), other.partition())
        .help("connect them by a VPN, as networks of two providers");
  }

  // A block of the other network against everything that has a route of its own here.
  void overlap(std::size_t index) {
    const Cidr& block = peer_.cidrs[index];
    const Span here = system_.places().value(with() / "cidrs" / index);
    const Network& network = *system_.blueprint(component_).network;
    const auto clashes = [&](const Cidr& other, const std::string& what, const Span& there) {
      if (!block.overlaps(other)) return false;
      diags_
          .report(ids::PeerOverlap, here, "{} overlaps {} ({})", block.to_string(), what,
                  other.to_string())
          .note(there, "in use here")
          .help(
              "networks that overlap cannot be peered; if only some subnets of the other are "
              "meant, list their blocks");
      return true;
    };
    if (network.cidr && clashes(*network.cidr, "this VPC", system_.at(*own_, "cidr"))) return;
    for (std::size_t i = 0; i < network.on_premises.size(); ++i) {
      if (clashes(network.on_premises[i], "an on-premises range",
                  system_.places().value(own_->place / "on_premises" / i))) {
        return;
      }
    }
    for (std::size_t i = 0; i < index; ++i) {
      if (clashes(peer_.cidrs[i], "another block of the list",
                  system_.places().value(with() / "cidrs" / i))) {
        return;
      }
    }
    other_peerings(clashes);
  }

  // Networks that this one is peered with besides: a table has one route for a destination.
  template <class Clashes>
  void other_peerings(const Clashes& clashes) {
    for (const Component& other : system_.components()) {
      if (other.kind != component_.kind || other.id == component_.id || other.tainted) continue;
      const Component* peer = peer_network(other, system_);
      const bool own = other.blueprint == component_.blueprint;
      if (peer == nullptr) {
        if (!own || other.id > component_.id) continue;
        const std::vector<Cidr>& blocks = other.as<Peering>().with.cidrs;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
          if (clashes(blocks[i], "a network that `" + other.label() + "` joins",
                      system_.places().value(other.place / "with" / "cidrs" / i))) {
            return;
          }
        }
      } else if (own || peer->blueprint == component_.blueprint) {
        const Component* far = own ? peer : system_.find(other.blueprint, "network", "");
        if (far == nullptr || far->tainted || !far->as<Network>().cidr) continue;
        if (clashes(*far->as<Network>().cidr, "the VPC of `" + name_of(*far) + "`",
                    system_.at(*far, "cidr"))) {
          return;
        }
      }
    }
  }

  const Component& component_;
  const Peering& settings_;
  const PeerNetwork& peer_;
  const Component* own_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void PeeringKind::check(const Component& component, const ResolvedSystem& system,
                        Diagnostics& diags) const {
  PeeringCheck(component, system, diags).run();
}

}  // namespace btsinfra
