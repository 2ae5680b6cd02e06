// The kind `repositories`: where images of containers are kept.
#pragma once

#include <string>
#include <vector>

#include "btsinfra/services/repository.h"
#include "btsinfra/types/region.h"

#include "services/kind.h"

namespace btsinfra {

class RepositoryKind : public MapKind<Repository> {
 public:
  static constexpr std::string_view summary =
      "Repositories of container images (Amazon ECR), by name.";

  [[nodiscard]] std::string_view key() const override { return "repositories"; }
  [[nodiscard]] std::string_view noun() const override { return "repository"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  // What would make another, empty one while this one has the name.
  void check_transition(const Component& before, const ResolvedSystem& left, const Component& after,
                        const ResolvedSystem& entered, Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  [[nodiscard]] std::vector<Statement> access(const Component& component, AccessKind access,
                                              const ResolvedSystem& system) const override;
};

[[nodiscard]] std::string repository_id(std::string_view name);  // "WebRepository"

// What fetching images takes, from the repository of that ARN.
[[nodiscard]] std::vector<Statement> pull_statements(cfn::Value arn);

// The region that an entry of `replicate_to` means; nothing where it means none.
[[nodiscard]] std::optional<Region> replica_region(const std::string& entry,
                                                   const ResolvedSystem& system);

// Lower-case words with `.`, `_`, `__` or hyphens between them, and `/` between such names.
[[nodiscard]] bool is_repository_name(std::string_view name);
// "BTS-Web" -> "bts-web"; empty where nothing of it can stay.
[[nodiscard]] std::string proposed_repository_name(std::string_view name);

}  // namespace btsinfra
