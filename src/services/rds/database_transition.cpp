// AWS facts this rests on (provider of AWS::RDS::DBInstance):
// - SourceDBInstanceIdentifier may stay as it is or go. Adding or changing it, or SourceRegion,
//   makes another instance. So what was promoted never follows again, and the way back is a new
//   replica.
// - Database, user, key, encryption, engine and zone are settled at creation: another value means
//   another, empty instance. Its identifier is a physical name, which the stages watch over.
// - Each database has a subnet group of its own, whose subnets change in place; but RDS takes none
//   out of a group while an instance uses it.
// - Storage grows, and never shrinks.
// - If anything else in the update that promotes fails, the rollback cannot make it a replica again
//   and fails too.
#include "btsinfra/model/blueprint.h"

#include "diag/ids/replicas.h"
#include "services/named.h"
#include "services/rds/database.h"
#include "services/rds/engine_facts.h"
#include "services/rds/replica.h"

namespace btsinfra {
namespace {

// One database in the state that is left and in the one that is entered.
struct Subject {
  const Component& before;
  const ResolvedSystem& left;
  const Component& after;
  const ResolvedSystem& entered;
  Diagnostics& diags;

  [[nodiscard]] const Database& was() const { return before.as<Database>(); }
  [[nodiscard]] const Database& is() const { return after.as<Database>(); }
  [[nodiscard]] std::string label() const { return after.label(); }
};

std::string source_named(const Component& component, const ResolvedSystem& system) {
  const Reference& source = component.as<Database>().replica_of.target();
  return source.path.empty() ? "" : named(component, source, "databases", system);
}

// ---- replicas ----------------------------------------------------------------------------------

// False: it does not follow as before, which is reported, so that nothing else need be.
bool check_following(const Subject& subject) {
  const Database& was = subject.was();
  const Database& is = subject.is();
  if ((made_as_replica(is) && !made_as_replica(was)) || (is_replica(is) && was.promoted)) {
    subject.diags
        .report(ids::ReplicaAgain, subject.entered.at(subject.after, "replica_of"),
                "`{}` {} in the state before, and never becomes a replica{}", subject.label(),
                made_as_replica(was) ? "was promoted" : "stood alone",
                made_as_replica(was) ? " again" : "")
        .note(made_as_replica(was) ? subject.left.at(subject.before, "promoted")
                                   : subject.left.at(subject.before),
              "the state before")
        .help("add another component that replicates, as `" + subject.label() +
              "_returned`, and promote that one when it has caught up");
    return false;
  }
  if (is_replica(was) && !made_as_replica(is)) {
    subject.diags
        .report(ids::ReplicaAgain, subject.entered.at(subject.after, "replica_of"),
                "`{}` was a replica in the state before: without `replica_of` it would be another, "
                "empty database",
                subject.label())
        .note(subject.left.at(subject.before, "replica_of"), "the state before")
        .help("leave `replica_of` where it was and add `promoted: true`");
    return false;
  }
  return true;
}

bool check_source_kept(const Subject& subject) {
  const auto region = [](const Component& component, const ResolvedSystem& system) {
    const std::optional<Region> elsewhere = foreign_source_region(component, system);
    return elsewhere ? elsewhere->name() : system.region(component).name();
  };
  const bool follows = is_replica(subject.is());
  const bool same =
      follows ? source_named(subject.before, subject.left) ==
                    source_named(subject.after, subject.entered)
              : region(subject.before, subject.left) == region(subject.after, subject.entered);
  if (same) return true;
  subject.diags
      .report(ids::ReplicaSourceChanged,
              subject.entered.at(subject.after,
                                 subject.is().source_region ? "source_region" : "replica_of"),
              "`{}` {} in the state before", subject.label(),
              follows ? "replicated another database" : "came from another region")
      .note(subject.left.at(subject.before,
                            subject.was().source_region ? "source_region" : "replica_of"),
            "the state before")
      .help("leave it as it was, and add another component for the other replica");
  return false;
}

// ---- what is settled at creation ---------------------------------------------------------------

// Whether its line ends at a database that says what it is: else nothing of it is known, which was
// reported.
bool is_known(const Component& component, const ResolvedSystem& system) {
  return source_of(*lineage(component, system).back(), system) == nullptr &&
         whole_database(component, system).engine.has_value();
}

void check_subnets(const Subject& subject) {
  const std::string then =
      named(subject.before, subject.was().subnets.target(), "subnets", subject.left);
  const std::string now =
      named(subject.after, subject.is().subnets.target(), "subnets", subject.entered);
  if (then == now) return;
  subject.diags
      .report(ids::DatabaseReplaced, subject.entered.at(subject.after, "subnets"),
              "this state moves `{}` from `{}` to `{}`, and RDS takes no subnets away from an "
              "instance that uses them",
              subject.label(), then, now)
      .note(subject.left.at(subject.before, "subnets"), "the state before")
      .help("leave it as it was, or add another component there and carry the data over");
}

// What CloudFormation is told, before and after; of a replica that says nothing it is not.
struct Sizes {
  int then = 0;
  int now = 0;

  [[nodiscard]] bool shrink() const { return now < then; }
};
Sizes sizes(const Subject& subject) {
  if (made_as_replica(subject.is()) && !subject.is().storage) return {};
  return {whole_database(subject.before, subject.left).storage.value_or(0),
          whole_database(subject.after, subject.entered).storage.value_or(0)};
}

void check_storage(const Subject& subject) {
  const Sizes size = sizes(subject);
  if (!size.shrink()) return;
  subject.diags
      .report(ids::DatabaseReplaced, subject.entered.at(subject.after, "storage"),
              "the storage of `{}` cannot shrink from {} to {} GiB: RDS only adds to it",
              subject.label(), size.then, size.now)
      .note(subject.left.at(subject.before, "storage"), "the state before")
      .help("leave it as it was, or add another, smaller component and carry the data over");
}

void check_settled(const Subject& subject) {
  if (!is_known(subject.before, subject.left) || !is_known(subject.after, subject.entered)) return;
  const Database was = whole_database(subject.before, subject.left);
  const Database is = whole_database(subject.after, subject.entered);
  const auto check = [&](std::string_view field, const std::string& then, const std::string& now) {
    if (then == now) return;
    const auto shown = [](const std::string& value) {
      return value.empty() ? std::string("none") : "`" + value + "`";
    };
    subject.diags
        .report(ids::DatabaseReplaced, subject.entered.at(subject.after, field),
                "the `{}` of `{}` is settled for ever, and this state changes it from {} to {}",
                field, subject.label(), shown(then), shown(now))
        .note(subject.left.at(subject.before, field), "the state before")
        .help("leave it as it was: with another one AWS makes another, empty database");
  };
  const auto engine = [](const Database& database) {
    return database.engine ? std::string(engine_name(*database.engine)) : std::string();
  };
  check("engine", engine(was), engine(is));
  check("database", was.database, is.database);
  check("user", was.user.value_or(""), is.user.value_or(""));
  check_subnets(subject);
  check_storage(subject);
  // Without one RDS leaves it where it is.
  if (!is.zone.empty()) check("zone", was.zone, is.zone);
  check("encrypted", was.encrypted ? "true" : "false", is.encrypted ? "true" : "false");
  check("key", named(subject.before, subject.was().key, subject.left),
        named(subject.after, subject.is().key, subject.entered));
}

// ---- promotion ---------------------------------------------------------------------------------

struct Comparison {
  std::string_view field;
  bool (*differs)(const Database&, const Database&);
};

template <auto Member>
constexpr Comparison compare(std::string_view field) {
  return {field, [](const Database& was, const Database& is) { return was.*Member != is.*Member; }};
}

// What changes the instance or its parameter group. Who may connect stands in another stack, and
// backups belong to the promotion; a zone is settled, and was judged above.
constexpr Comparison beside_promotion[] = {
    compare<&Database::version>("version"),
    compare<&Database::instance>("instance"),
    compare<&Database::storage>("storage"),
    compare<&Database::storage_type>("storage_type"),
    compare<&Database::iops>("iops"),
    compare<&Database::throughput>("throughput"),
    compare<&Database::max_storage>("max_storage"),
    compare<&Database::multi_az>("multi_az"),
    compare<&Database::port>("port"),
    compare<&Database::is_public>("public"),
    compare<&Database::iam_authentication>("iam_authentication"),
    compare<&Database::maintenance_window>("maintenance_window"),
    compare<&Database::minor_upgrades>("minor_upgrades"),
    compare<&Database::major_upgrades>("major_upgrades"),
    compare<&Database::settings>("settings"),
    compare<&Database::monitoring>("monitoring"),
    compare<&Database::performance_insights>("performance_insights"),
    compare<&Database::logs>("logs"),
    compare<&Database::deletion_protection>("deletion_protection"),
};

void check_promotion_alone(const Subject& subject) {
  if (!is_replica(subject.was()) || !subject.is().promoted) return;
  const bool shrinks = sizes(subject).shrink();
  for (const Comparison& one : beside_promotion) {
    if (!one.differs(subject.was(), subject.is())) continue;
    if (one.field == "storage" && shrinks) continue;  // reported
    subject.diags
        .report(ids::PromotionNotAlone, subject.entered.at(subject.after, one.field),
                "`{}` changes in the same update that promotes `{}`: if that fails, the promotion "
                "cannot be rolled back and the stack is stuck",
                one.field, subject.label())
        .note(subject.left.at(subject.before, one.field), "the state before")
        .help("give the replica this value before, or the promoted database after");
  }
}

}  // namespace

void DatabaseKind::check_transition(const Component& before, const ResolvedSystem& left,
                                    const Component& after, const ResolvedSystem& entered,
                                    Diagnostics& diags) const {
  const Subject subject{before, left, after, entered, diags};
  if (!check_following(subject) || !check_source_kept(subject)) return;
  check_settled(subject);
  check_promotion_alone(subject);
}

// CloudFormation is told neither source nor engine of what was promoted: it cannot make it.
void DatabaseKind::check_arrival(const Component& after, const ResolvedSystem& /*left*/,
                                 const ResolvedSystem& entered, Diagnostics& diags) const {
  if (!after.as<Database>().promoted) return;
  diags
      .report(ids::ReplicaHistory, entered.at(after, "promoted"),
              "`{}` is promoted here, and the state before has no such replica", after.label())
      .note(entered.at(after), "the database")
      .help(
          "let it follow in the state before, with `replica_of` alone, and promote it when it "
          "has caught up");
}

}  // namespace btsinfra
