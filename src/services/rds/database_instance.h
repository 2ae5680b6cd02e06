// The instance of a database, and the values of it that attributes and lowering share.
#pragma once

#include <string>

#include "btsinfra/services/common.h"
#include "btsinfra/services/database.h"

#include "cfn/value.h"
#include "services/component.h"
#include "services/lowering.h"

namespace btsinfra {

// One database on its way into resources.
struct LoweredDatabase {
  const Component& component;
  const Database& database;  // whole (replica.h)
  Lowering& lowering;
  Layer layer;
  std::string id;

  [[nodiscard]] cfn::Value symbol(std::string_view role, std::string attribute = "") const {
    return Lowering::symbol(component, id + std::string(role), std::move(attribute));
  }
  [[nodiscard]] cfn::List tags() const {
    return lowering.tags(component, database.options.tags, lowering.default_name(component));
  }
  cfn::Resource& add(std::string_view role, std::string type) const {
    return lowering.add(component, layer, id + std::string(role), std::move(type));
  }
  // "databases.main"
  [[nodiscard]] std::string label() const { return component.label(); }
};

void lower_database_instance(const LoweredDatabase& subject, const cfn::Value& security_group);

// Of the secret that holds the master user's password: its own, the one that RDS keeps, or, of a
// replica, that of its source.
[[nodiscard]] cfn::Value database_secret_arn(const Component& component,
                                             const ResolvedSystem& system);
// A dynamic reference to that secret, which CloudFormation resolves and no template holds.
[[nodiscard]] cfn::Value database_password(const Component& component,
                                           const ResolvedSystem& system);

}  // namespace btsinfra
