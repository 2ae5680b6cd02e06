// Records beside each other. Route 53 keeps one set of records for each name and type (and id,
// where there are several); nothing but the deployment finds a second one, since the two may stand
// in stacks of two regions.
#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/dns.h"
#include "services/kind.h"
#include "services/route53/dns_record_parts.h"
#include "services/route53/hosted_zone.h"

namespace btsinfra {
namespace {

// One name of one component.
struct Entry {
  const Component* component = nullptr;
  std::size_t index = 0;  // among its names
  std::string name;
};

class ConflictCheck {
 public:
  ConflictCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component), system_(system), diags_(diags) {}

  void run() {
    std::vector<Entry> own;
    for (Entry& entry : entries(component_)) {
      // A name written twice, once short and once whole.
      for (const Entry& before : own) {
        if (before.name == entry.name) twice(entry, before, "");
      }
      own.push_back(std::move(entry));
    }
    for (const Component& other : system_.components()) {
      if (other.id >= component_.id) break;  // each pair is met once, at the later one
      if (other.kind == component_.kind && !other.tainted && !system_.lost(other.blueprint)) {
        against(other, own);
      }
    }
  }

 private:
  [[nodiscard]] std::vector<Entry> entries(const Component& record) const {
    std::vector<Entry> all;
    const Component* zone = zone_of_record(record, system_);
    if (zone == nullptr) return all;
    const std::string& domain = zone->as<HostedZone>().domain;
    const std::vector<std::string>& names = record.as<DnsRecord>().names;
    for (std::size_t i = 0; i < names.size(); ++i) {
      all.push_back({&record, i, record_name(names[i], domain)});
    }
    return all;
  }

  void against(const Component& other, const std::vector<Entry>& own) {
    const Component* zone = zone_of_record(other, system_);
    if (zone == nullptr || !same_zone(*zone, *zone_of_record(component_, system_))) return;
    for (const Entry& theirs : entries(other)) {
      for (const Entry& entry : own) {
        if (entry.name == theirs.name) in_order(entry, theirs);
      }
    }
  }

  // Reported at the one that is written later; of two files, at that of the later component.
  void in_order(const Entry& entry, const Entry& theirs) {
    const Span here = at(entry);
    const Span there = at(theirs);
    if (here.file == there.file && here < there) {
      judge(theirs, entry);
    } else {
      judge(entry, theirs);
    }
  }

  void judge(const Entry& entry, const Entry& theirs) {
    const std::vector<RecordType> types = types_of_record(*entry.component, system_);
    const std::vector<RecordType> others = types_of_record(*theirs.component, system_);
    for (const RecordType type : types) {
      for (const RecordType other : others) {
        if (type == other) {
          same_type(entry, theirs, type);
          return;
        }
        if (type == RecordType::Cname || other == RecordType::Cname) {
          beside_cname(entry, theirs, type == RecordType::Cname ? other : type);
          return;
        }
      }
    }
  }

  void beside_cname(const Entry& entry, const Entry& theirs, RecordType type) {
    diags_
        .report(ids::CnameAlone, at(entry),
                "`{}` has a CNAME, which suffers no other record of its name, and {} records",
                entry.name, type_name(type))
        .note(at(theirs), "the other record")
        .help("keep one of the two; an `alias` may stand beside others");
  }

  void same_type(const Entry& entry, const Entry& theirs, RecordType type) {
    const auto& record = entry.component->as<DnsRecord>();
    const auto& other = theirs.component->as<DnsRecord>();
    const Policy policy = policy_of(record);
    if (policy != policy_of(other)) {
      mixed(entry, theirs, type);
    } else if (policy == Policy::Simple) {
      twice(entry, theirs, std::string(type_name(type)) + " ");
    } else if (set_identifier(*entry.component, system_) ==
               set_identifier(*theirs.component, system_)) {
      same_id(entry, theirs);
    } else if (same_choice(policy, *record.routing, *other.routing)) {
      diags_
          .report(ids::RecordTwice, at(entry), "two records of `{}` are chosen by the same {}",
                  entry.name, policy_name(policy))
          .note(at(theirs), "the other one")
          .help("give each its own, or take one of them out");
    }
  }

  void twice(const Entry& entry, const Entry& theirs, const std::string& type) {
    diags_.report(ids::RecordTwice, at(entry), "`{}` has its {}records already", entry.name, type)
        .note(at(theirs), "they are here")
        .help("take one of the two out, or let `routing` choose between them");
  }

  void mixed(const Entry& entry, const Entry& theirs, RecordType type) {
    const auto described = [](const Component& record) {
      const Policy policy = policy_of(record.as<DnsRecord>());
      return policy == Policy::Simple ? std::string("standing alone")
                                      : "chosen by " + std::string(policy_name(policy));
    };
    diags_
        .report(ids::RecordPolicies, at(entry),
                "the {} records of `{}` do not go together: one is {}, the other {}",
                type_name(type), entry.name, described(*entry.component),
                described(*theirs.component))
        .note(at(theirs), "the other one")
        .help("choose among all records of a name and type in one way");
  }

  void same_id(const Entry& entry, const Entry& theirs) {
    diags_
        .report(ids::RecordTwice, at(entry), "two records of `{}` have the id `{}`", entry.name,
                set_identifier(*entry.component, system_))
        .note(at(theirs), "the other one")
        .help("give one of them another `routing.id`");
  }

  // A weight may be shared; a role, a region and a place may not.
  static bool same_choice(Policy policy, const RecordRouting& a, const RecordRouting& b) {
    switch (policy) {
      case Policy::Latency:
        return a.latency == b.latency;
      case Policy::Failover:
        return a.failover == b.failover;
      case Policy::Location:
        return a.country == b.country && a.continent == b.continent;
      case Policy::Simple:
      case Policy::Weighted:
      case Policy::Multivalue:
        return false;
    }
    return false;
  }

  [[nodiscard]] Span at(const Entry& entry) const {
    return system_.places().value(entry.component->place / "names" / entry.index);
  }

  const Component& component_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void check_conflicts(const Component& record, const ResolvedSystem& system, Diagnostics& diags) {
  ConflictCheck(record, system, diags).run();
}

}  // namespace btsinfra
