// What would be better in a database that works.
#include <algorithm>

#include "btsinfra/services/database.h"

#include "diag/ids/resilience.h"
#include "diag/ids/security.h"
#include "services/advising.h"
#include "services/rds/database.h"
#include "services/rds/replica.h"

namespace btsinfra {
namespace {

class DatabaseAdvice {
 public:
  DatabaseAdvice(const Component& component, const Advising& advising)
      : component_(component),
        database_(whole_database(component, advising.system)),
        advising_(advising),
        system_(advising.system),
        diags_(advising.diags) {}

  void run() {
    if (database_.is_public) {
      diags_
          .report(ids::PublicDatabase, at("public"), "`{}` has an address in the internet",
                  component_.label())
          .help("leave `public` out, and reach it from the network, over a peering or a bastion");
    }
    // A replica is encrypted as its source is, and found there.
    if (!database_.encrypted && !made_as_replica(database_)) {
      diags_
          .report(ids::NotEncrypted, at("encrypted"), "what `{}` stores is not encrypted",
                  component_.label())
          .help(
              "leave `encrypted` out; an instance that exists is encrypted by a copy of a "
              "snapshot only");
    }
    plain_connections();
    if (!database_.deletion_protection) {
      diags_
          .report(ids::NoDeletionProtection, at("deletion_protection"), "one command deletes `{}`",
                  component_.label())
          .help("leave `deletion_protection` out; whoever means to delete it takes it off first");
    }
    if (is_replica(database_)) {
      idle_replica();
    } else {
      standby();
    }
    advise_own_tier(component_, advising_);
  }

 private:
  [[nodiscard]] Span at(std::string_view field) const { return system_.at(component_, field); }

  void standby() {
    if (!database_.multi_az) {
      diags_
          .report(
              ids::SingleZoneDatabase, at("multi_az"),
              "`{}` stands in one zone: while that fails, or an instance is replaced, it is gone",
              component_.label())
          .help(database_.promoted
                    ? "write `multi_az: true` while it still follows, or in an update "
                      "after the promotion: nothing may change with that one"
                    : "write `multi_az: true`");
    }
    if (database_.backups == 0) {
      diags_
          .report(ids::NoBackups, at("backups"),
                  "nothing of `{}` is kept that it could be restored "
                  "from",
                  component_.label())
          .help("leave `backups` out: seven days are kept then, to any second of them");
    }
  }

  // Its own setting only: a replica that says nothing takes its source's.
  void plain_connections() {
    const auto& own = component_.as<Database>().settings;
    for (const std::string_view name : {"require_secure_transport", "rds.force_ssl"}) {
      const auto found = own.find(std::string(name));
      const std::string* value = found == own.end() ? nullptr : found->second.literal();
      if (value == nullptr || (*value != "0" && *value != "off" && *value != "OFF")) continue;
      diags_
          .report(ids::PlainDatabase, system_.places().value(component_.place / "settings" / name),
                  "`{}` takes connections without TLS, which everybody on the way can read",
                  component_.label())
          .help("leave the setting out: connections must be encrypted then");
    }
  }

  // Whether anything in any state leans on it as it is there: by an address, or by its promotion.
  [[nodiscard]] bool serves_somebody() const {
    return std::any_of(advising_.states.begin(), advising_.states.end(),
                       [this](const ResolvedSystem* state) {
                         const Component* here =
                             state->find(component_.blueprint, *component_.kind, component_.name);
                         if (here == nullptr) return false;
                         return here->as<Database>().promoted || is_named(*here, *state);
                       });
  }

  [[nodiscard]] static bool is_named(const Component& replica, const ResolvedSystem& state) {
    const std::vector<const ComponentUse*> uses = state.uses_of(replica);
    return std::any_of(uses.begin(), uses.end(), [&](const ComponentUse* use) {
      const Component& user = state.component(use->user);
      if (user.id == replica.id || user.tainted || state.lost(user.blueprint)) return false;
      const std::optional<Attribute> attribute = state.described(*use);
      return attribute && attribute->address;
    });
  }

  void idle_replica() {
    if (serves_somebody()) return;
    diags_
        .report(ids::IdleReplica, at("replica_of"),
                "nobody reads from `{}`, and no state of the system promotes it",
                component_.label())
        .help(
            "give its endpoint to what only reads, or write the scenario in which it takes over "
            "(`promoted: true`)");
  }

  const Component& component_;
  const Database database_;
  const Advising& advising_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void DatabaseKind::advise(const Component& component, const Advising& advising) const {
  DatabaseAdvice(component, advising).run();
}

}  // namespace btsinfra
