// The kind `databases`: RDS instances of MySQL, MariaDB and PostgreSQL, each with its secret,
// subnet group, parameter group and security group; and read replicas of them, which can be
// promoted.
#pragma once

#include <string>

#include "btsinfra/services/database.h"

#include "services/kind.h"

namespace btsinfra {

class DatabaseKind : public MapKind<Database> {
 public:
  static constexpr std::string_view summary =
      "Relational databases (Amazon RDS), by name: MySQL, MariaDB or PostgreSQL.";

  [[nodiscard]] std::string_view key() const override { return "databases"; }
  [[nodiscard]] std::string_view noun() const override { return "database"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  // `name` only where a database has one.
  [[nodiscard]] std::optional<Attribute> attribute(const Component& component,
                                                   std::string_view name) const override;
  [[nodiscard]] bool holds_data() const override { return true; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void contribute(const Component& component, Contributor& contributor) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  [[nodiscard]] std::string security_group(const Component& component) const override;
  // What would make another, empty instance of it, or cannot happen to a replica at all.
  void check_transition(const Component& before, const ResolvedSystem& left, const Component& after,
                        const ResolvedSystem& entered, Diagnostics& diags) const override;
  void check_arrival(const Component& after, const ResolvedSystem& left,
                     const ResolvedSystem& entered, Diagnostics& diags) const override;
  // To read it is to read its secret; tables are the database's own users' business.
  [[nodiscard]] std::vector<Statement> access(const Component& component, AccessKind access,
                                              const ResolvedSystem& system) const override;
};

// The logical id of its instance: "MainDatabase".
[[nodiscard]] std::string database_id(std::string_view name);
// The port on which it serves, of a whole database (replica.h).
[[nodiscard]] int database_port(const Database& database);

}  // namespace btsinfra
