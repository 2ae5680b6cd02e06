#include "stages/resolve/addresses.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/names_and_addresses.h"
#include "services/kind.h"
#include "services/private_ranges.h"
#include "stages/resolve/allocate.h"
#include "support/intervals.h"

namespace btsinfra {
namespace {

constexpr int largest_block = 16;
constexpr int smallest_block = 28;

// A subnet, or a whole range, with its place.
struct Block {
  Cidr cidr;
  std::size_t blueprint = 0;
  std::string shown;  // "`private` in zone a"
  Place place;
  bool on_premises = false;
};

std::vector<std::pair<std::size_t, std::size_t>> overlaps(const std::vector<Block>& blocks) {
  std::vector<Interval> intervals;
  intervals.reserve(blocks.size());
  for (const Block& block : blocks) intervals.push_back({block.cidr.first(), block.cidr.last()});
  return overlapping_pairs(intervals);
}

std::set<AskedBlock> asked_of(const Blueprint& blueprint) {
  std::set<AskedBlock> asked;
  if (!blueprint.network) return asked;
  for (const auto& [name, tier] : blueprint.network->subnets) {
    if (!tier.size) continue;
    for (const std::string& zone : blueprint.network->zones) asked.emplace(name, zone);
  }
  return asked;
}

class AddressBook {
 public:
  AddressBook(ResolvedSystem& system, std::set<Place>& tainted, Diagnostics& diags)
      : system_(system), tainted_(tainted), diags_(diags) {}

  std::vector<Lock> settle(const std::vector<Lock>& locks,
                           const std::vector<std::set<AskedBlock>>& asked_elsewhere, bool locked) {
    std::vector<Lock> kept(system_.system().blueprints.size());
    for (std::size_t b = 0; b < kept.size(); ++b) {
      const Lock lock = b < locks.size() ? locks[b] : Lock{};
      const std::set<AskedBlock> elsewhere =
          b < asked_elsewhere.size() ? asked_elsewhere[b] : std::set<AskedBlock>{};
      kept[b] = settle_network(b, lock, elsewhere, locked);
    }
    check_subnet_overlaps();
    check_network_overlaps();
    return kept;
  }

 private:
  [[nodiscard]] bool tainted_below(const Place& place) const {
    auto next = tainted_.lower_bound(place);
    return next != tainted_.end() && next->blueprint == place.blueprint &&
           next->path.within(place.path);
  }

  Report report(Id id, const Place& place, const std::string& message) {
    tainted_.insert(place);
    return diags_.report(id, system_.places().value(place), "{}", message);
  }

  // What the lock holds for other states and this one does not ask for.
  static Lock reserved_for(const std::set<AskedBlock>& elsewhere, const Lock& lock,
                           const std::set<AskedBlock>& own) {
    Lock reserved;
    for (const auto& [tier, zones] : lock.subnets) {
      for (const auto& [zone, block] : zones) {
        const AskedBlock asked{tier, zone};
        if (elsewhere.contains(asked) && !own.contains(asked)) {
          reserved.subnets[tier].emplace(zone, block);
        }
      }
    }
    return reserved;
  }

  static void add(Lock& lock, const Lock& more) {
    for (const auto& [tier, zones] : more.subnets) {
      lock.subnets[tier].insert(zones.begin(), zones.end());
    }
  }

  Lock settle_network(std::size_t b, const Lock& lock, const std::set<AskedBlock>& elsewhere,
                      bool locked) {
    const Blueprint& blueprint = system_.system().blueprints[b];
    Place place{b, Path({"network"})};
    if (!blueprint.network) return reserved_for(elsewhere, lock, {});
    const Network& network = *blueprint.network;
    note_ranges(b, network, place);
    if (!network.cidr || !blueprint.region || tainted_.contains(place / "cidr") ||
        !check_zones(*blueprint.region, network, place)) {
      // Without blocks no tier is fit to be judged.
      for (const auto& [name, tier] : network.subnets) tainted_.insert(place / "subnets" / name);
      return lock;
    }

    std::vector<Cidr> taken = network.on_premises;
    std::vector<const Component*> asked;
    Lock refused;  // of tiers that were refused: no reason to move what they have
    for (const auto& [name, tier] : network.subnets) {
      const Component* component = system_.find(b, "subnets", name);
      if (tainted_below(component->place)) {
        auto held = lock.subnets.find(name);
        if (held != lock.subnets.end()) refused.subnets.insert(*held);
        continue;
      }
      if (tier.size.has_value() == !tier.cidrs.empty()) {
        report(ids::SubnetCount, component->place / (tier.size ? "size" : "cidrs"),
               tier.size ? "`" + name + "` has both `cidrs` and `size`"
                         : "`" + name + "` has no address blocks")
            .help(tier.size
                      ? "keep one of the two"
                      : "give one block for each zone, as `cidrs: [10.0.1.0/24, …]`, or ask for "
                        "blocks with `size: 24`");
      } else if (tier.size) {
        asked.push_back(component);
      } else if (check_tier(network, name, tier, *component)) {
        std::vector<SubnetBlock> blocks;
        for (std::size_t i = 0; i < tier.cidrs.size(); ++i) {
          blocks.push_back({network.zones[i], tier.cidrs[i]});
          taken.push_back(tier.cidrs[i]);
        }
        note_blocks(*component, blocks, true);
        system_.set_blocks(component->id, std::move(blocks));
      }
    }
    const Lock reserved = reserved_for(elsewhere, lock, asked_of(blueprint));
    for (const auto& [tier, zones] : reserved.subnets) {
      for (const auto& [zone, block] : zones) taken.push_back(block);
    }
    std::optional<Lock> kept = allocate(b, network, lock, asked, taken);
    if (!kept) return lock;
    if (!locked) report_moved(b, lock);  // else one finding says it all
    kept->subnets.merge(refused.subnets);
    add(*kept, reserved);
    if (locked) check_locked(b, lock, *kept);
    return *kept;
  }

  struct LockedBlock {
    std::string tier;
    std::string zone;
    Cidr block;
  };

  // The first block that `one` holds and `other` does not.
  static std::optional<LockedBlock> only_in(const Lock& one, const Lock& other) {
    for (const auto& [tier, zones] : one.subnets) {
      auto held = other.subnets.find(tier);
      for (const auto& [zone, block] : zones) {
        if (held == other.subnets.end()) return LockedBlock{tier, zone, block};
        auto same = held->second.find(zone);
        if (same == held->second.end() || same->second != block)
          return LockedBlock{tier, zone, block};
      }
    }
    return std::nullopt;
  }

  // One finding says it: a lock file is written anew as a whole.
  void check_locked(std::size_t b, const Lock& lock, const Lock& kept) {
    std::optional<LockedBlock> found = only_in(kept, lock);
    const bool missing = found.has_value();
    if (!missing) found = only_in(lock, kept);
    if (!found) return;
    const Component* tier = system_.find(b, "subnets", found->tier);
    Place place = tier != nullptr ? tier->place : Place{b, Path({"network", "subnets"})};
    diags_
        .report(ids::LockOutdated, system_.places().key(place),
                "the lock file {} a block for `{}` in zone {}{}: {}", missing ? "lacks" : "holds",
                found->tier, found->zone, missing ? "" : " that nothing asks for",
                found->block.to_string())
        .help("build without --locked, look at what changed in the lock file and commit it");
  }

  // Blocks that were asked for: those in the lock stay, new ones take the first free room. Nothing
  // where there is not enough.
  std::optional<Lock> allocate(std::size_t b, const Network& network, const Lock& lock,
                               const std::vector<const Component*>& asked,
                               std::vector<Cidr> taken) {
    Lock kept;
    for (const Component* component : asked) {
      const auto& tier = component->as<SubnetTier>();
      auto entry = lock.subnets.find(component->name);
      if (entry == lock.subnets.end()) continue;
      for (const std::string& zone : network.zones) {
        auto block = entry->second.find(zone);
        if (block == entry->second.end() || block->second.prefix() != *tier.size ||
            !network.cidr->contains(block->second)) {
          continue;
        }
        kept.subnets[component->name].emplace(zone, block->second);
        taken.push_back(block->second);
      }
    }
    for (const Component* component : asked) {
      const auto& tier = component->as<SubnetTier>();
      std::vector<SubnetBlock> blocks;
      for (const std::string& zone : network.zones) {
        auto& zones = kept.subnets[component->name];
        auto known = zones.find(zone);
        if (known == zones.end()) {
          std::optional<Cidr> free = first_free(*network.cidr, *tier.size, taken);
          if (!free) {
            report(ids::NoRoomForSubnet, component->place / "size",
                   "no room is left in " + network.cidr->to_string() + " for a /" +
                       std::to_string(*tier.size) + " of `" + component->name + "` in zone " + zone)
                .note(system_.places().value(Place{b, Path({"network", "cidr"})}),
                      "the VPC's block")
                .help("ask for smaller subnets (a larger number), or give the VPC a larger block");
            return std::nullopt;
          }
          known = zones.emplace(zone, *free).first;
          taken.push_back(*free);
        }
        blocks.push_back({zone, known->second});
      }
      note_blocks(*component, blocks, false);
      system_.set_blocks(component->id, std::move(blocks));
    }
    return kept;
  }

  // Subnets that give up what the lock holds for them; one finding for each tier.
  void report_moved(std::size_t b, const Lock& lock) {
    for (const auto& [name, zones] : lock.subnets) {
      const Component* tier = system_.find(b, "subnets", name);
      if (tier == nullptr || tier->tainted) continue;
      for (const SubnetBlock& block : system_.blocks(*tier)) {
        auto held = zones.find(block.zone);
        if (held == zones.end() || held->second == block.cidr) continue;
        const char* const field = tier->as<SubnetTier>().size ? "size" : "cidrs";
        diags_
            .report(
                ids::AddressesMove, system_.places().value(tier->place / field),
                "the subnet of `{}` in zone {} gives up the block that the lock file holds, {}, "
                "for {}",
                name, block.zone, held->second.to_string(), block.cidr.to_string())
            .help(
                "where it exists already, CloudFormation replaces it with everything in it: take "
                "the change back, or take the lock file from version control again");
        break;
      }
    }
  }

  bool check_zones(const Region& region, const Network& network, const Place& place) {
    bool good = !network.zones.empty();
    for (std::size_t i = 0; i < network.zones.size(); ++i) {
      const std::string& zone = network.zones[i];
      Place here = place / "zones" / i;
      if (tainted_.contains(here)) {
        good = false;
      } else if (!region.has_zone(zone)) {
        std::string letters;
        for (char letter : region.zones())
          letters += (letters.empty() ? "" : ", ") + std::string(1, letter);
        bool full = zone.starts_with(region.name()) && zone.size() == region.name().size() + 1;
        report(ids::UnknownZone, here,
               std::string(region.name()) + " (" + std::string(region.display_name()) +
                   ") has no zone `" + zone + "`")
            .help(full ? "write the letter alone: " + zone.substr(zone.size() - 1)
                       : "its zones are " + letters);
        good = false;
      } else if (std::find(network.zones.begin(),
                           network.zones.begin() + static_cast<std::ptrdiff_t>(i),
                           zone) != network.zones.begin() + static_cast<std::ptrdiff_t>(i)) {
        report(ids::NameTaken, here, "the zone `" + zone + "` is listed twice")
            .help("list every zone once; a tier has one subnet in each");
        good = false;
      }
    }
    return good;
  }

  bool check_size(const Cidr& cidr, const Place& place, std::string_view what) {
    if (cidr.prefix() >= largest_block && cidr.prefix() <= smallest_block) return true;
    report(ids::BlockSize, place,
           "a " + std::string(what) + " of /" + std::to_string(cidr.prefix()) +
               " is not possible: AWS admits /16 to /28")
        .help(cidr.prefix() < largest_block
                  ? "choose a smaller block: " + cidr.nth_subnet(16, 0)->to_string()
                  : "choose a larger block: a /28 holds 11 usable addresses");
    return false;
  }

  bool check_tier(const Network& network, const std::string& name, const SubnetTier& tier,
                  const Component& component) {
    Place place = component.place / "cidrs";
    if (tier.cidrs.size() != network.zones.size()) {
      report(ids::SubnetCount, place,
             "`" + name + "` has " + std::to_string(tier.cidrs.size()) + " address block" +
                 (tier.cidrs.size() == 1 ? "" : "s") + " for " +
                 std::to_string(network.zones.size()) + " zone" +
                 (network.zones.size() == 1 ? "" : "s"))
          .note(system_.places().value(Place{component.blueprint, Path({"network", "zones"})}),
                "the zones are listed here")
          .help("give one block for each zone, in the order of the zones");
      return false;
    }
    bool good = true;
    for (std::size_t i = 0; i < tier.cidrs.size(); ++i) {
      const Cidr& cidr = tier.cidrs[i];
      if (!check_size(cidr, place / i, "subnet")) {
        good = false;
      } else if (!network.cidr->contains(cidr)) {
        report(ids::SubnetOutsideVpc, place / i,
               "subnet `" + name + "` in zone " + network.zones[i] + " (" + cidr.to_string() +
                   ") lies outside the VPC (" + network.cidr->to_string() + ")")
            .note(system_.places().value(Place{component.blueprint, Path({"network", "cidr"})}),
                  "the VPC's block")
            .help("choose a block inside " + network.cidr->to_string());
        good = false;
      }
    }
    return good;
  }

  // The VPC and what it must stay clear of.
  void note_ranges(std::size_t b, const Network& network, const Place& place) {
    const bool refused = tainted_.contains(place / "on_premises");
    for (std::size_t i = 0; i < network.on_premises.size() && !refused; ++i) {
      Place here = place / "on_premises" / i;
      if (tainted_.contains(here)) continue;
      ranges_.push_back({network.on_premises[i], b, "on-premises range", here, true});
    }
    Place cidr = place / "cidr";
    if (!network.cidr || tainted_.contains(cidr)) return;
    if (!check_size(*network.cidr, cidr, "VPC")) return;
    ranges_.push_back(
        {*network.cidr, b, "VPC of `" + system_.system().blueprints[b].name + "`", cidr, false});
    check_private(*network.cidr, cidr);
  }

  // RFC 1918 and the shared space of RFC 6598, which AWS recommends.
  void check_private(const Cidr& cidr, const Place& place) {
    if (is_private(cidr)) return;
    diags_
        .report(
            ids::PublicAddressRange, system_.places().value(place),
            "{} is not in a private range: hosts on the internet with these addresses cannot be "
            "reached from this VPC",
            cidr.to_string())
        .help("use a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16");
  }

  void note_blocks(const Component& component, const std::vector<SubnetBlock>& blocks, bool given) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      Place place = given ? component.place / "cidrs" / i : component.place / "size";
      subnets_.push_back({blocks[i].cidr, component.blueprint,
                          "`" + component.name + "` in zone " + blocks[i].zone, place, false});
    }
  }

  // Subnets of different VPCs meet only where the VPCs do, which is a finding of its own. Of two
  // blocks that overlap one holds the other, so it is enough to compare each with the one that
  // reaches furthest before it.
  void check_subnet_overlaps() {
    std::vector<std::size_t> order(subnets_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      const Block& one = subnets_[a];
      const Block& other = subnets_[b];
      return std::tuple(one.blueprint, one.cidr.first(), one.cidr.prefix(), a) <
             std::tuple(other.blueprint, other.cidr.first(), other.cidr.prefix(), b);
    });
    // The one that stands later in the file is the one to change; with all that it overlaps.
    std::map<std::size_t, std::vector<std::size_t>> found;
    const Block* reach = nullptr;
    for (std::size_t index : order) {
      const Block& block = subnets_[index];
      if (reach == nullptr || reach->blueprint != block.blueprint ||
          reach->cidr.last() < block.cidr.first()) {
        reach = &block;
        continue;
      }
      auto outer = static_cast<std::size_t>(reach - subnets_.data());
      bool swap = system_.places().value(block.place) < system_.places().value(reach->place);
      found[swap ? outer : index].push_back(swap ? index : outer);
    }
    for (const auto& [later, earlier] : found) subnet_overlaps(later, earlier);
  }

  void subnet_overlaps(std::size_t index, const std::vector<std::size_t>& earlier) {
    constexpr std::size_t most_notes = 8;
    const Block& block = subnets_[index];
    const Block& first = subnets_[earlier.front()];
    const Cidr& vpc = *system_.system().blueprints[block.blueprint].network->cidr;
    std::vector<Cidr> taken;
    for (const Block& other : subnets_) {
      if (other.blueprint == block.blueprint) taken.push_back(other.cidr);
    }
    std::optional<Cidr> free = first_free(vpc, block.cidr.prefix(), taken);
    Report made = report(ids::SubnetOverlap, block.place,
                         "subnet " + block.shown + " (" + block.cidr.to_string() + ") overlaps " +
                             first.shown + " (" + first.cidr.to_string() + ")");
    for (std::size_t i = 0; i < std::min(earlier.size(), most_notes); ++i) {
      const Block& other = subnets_[earlier[i]];
      made.note(system_.places().value(other.place), other.shown + " is here");
    }
    made.help(free ? "the next free block of that size is " + free->to_string()
                   : "no block of that size is free in " + vpc.to_string() +
                         "; choose smaller ones");
  }

  void check_network_overlaps() {
    for (auto [first, second] : overlaps(ranges_)) {
      const Block& a = ranges_[first];
      const Block& b = ranges_[second];
      if (a.on_premises && b.on_premises) continue;
      const Block& vpc = a.on_premises ? b : (b.on_premises || a.blueprint > b.blueprint ? a : b);
      const Block& other = &vpc == &a ? b : a;
      report(ids::NetworkOverlap, vpc.place,
             "the " + vpc.shown + " (" + vpc.cidr.to_string() + ") overlaps the " + other.shown +
                 " (" + other.cidr.to_string() + ")")
          .note(system_.places().value(other.place), "the " + other.shown + " is here")
          .help("networks that overlap can never be connected; choose another block for the VPC");
    }
  }

  ResolvedSystem& system_;
  std::set<Place>& tainted_;
  Diagnostics& diags_;
  std::vector<Block> subnets_;
  std::vector<Block> ranges_;
};

}  // namespace

std::vector<Lock> settle_addresses(ResolvedSystem& system, const std::vector<Lock>& locks,
                                   const std::vector<std::set<AskedBlock>>& asked_elsewhere,
                                   bool locked, std::set<Place>& tainted, Diagnostics& diags) {
  return AddressBook(system, tainted, diags).settle(locks, asked_elsewhere, locked);
}

std::vector<std::set<AskedBlock>> asked_blocks(const System& system) {
  std::vector<std::set<AskedBlock>> asked;
  for (const Blueprint& blueprint : system.blueprints) asked.push_back(asked_of(blueprint));
  return asked;
}

void check_capacity(const ResolvedSystem& system, Diagnostics& diags) {
  struct Use {
    std::size_t addresses = 0;
    const Component* component = nullptr;
  };
  std::map<ComponentId, std::vector<Use>> uses;
  for (const Component& component : system.components()) {
    if (component.tainted || system.lost(component.blueprint)) continue;
    for (const Placement& placement : component.kind->placements(component, system)) {
      if (placement.tier != nullptr)
        uses[placement.tier->id].push_back({placement.addresses, &component});
    }
  }
  for (const auto& [id, placed] : uses) {
    const Component& tier = system.component(id);
    std::size_t wanted = 0;
    for (const Use& use : placed) wanted += use.addresses;
    for (const SubnetBlock& block : system.blocks(tier)) {
      if (wanted <= block.cidr.usable_in_vpc()) continue;
      Report report = diags.report(
          ids::SubnetTooSmall, system.at(tier),
          "subnet `{}` in zone {} ({}) has {} usable addresses, but what is placed there needs {}",
          tier.name, block.zone, block.cidr.to_string(), block.cidr.usable_in_vpc(), wanted);
      for (const Use& use : placed) {
        report.note(system.at(*use.component),
                    use.component->label() + " needs up to " + std::to_string(use.addresses));
      }
      report.help("give the tier larger blocks; AWS keeps five addresses of each subnet");
      break;  // one finding per tier says it
    }
  }
}

}  // namespace btsinfra
