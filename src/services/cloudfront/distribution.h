// The kind `distributions`: content of buckets and hosts, served by Amazon CloudFront.
#pragma once

#include "btsinfra/services/distribution.h"

#include "services/alias_target.h"
#include "services/kind.h"

namespace btsinfra {

class DistributionKind : public MapKind<Distribution>, public AliasTarget {
 public:
  static constexpr std::string_view summary =
      "Content delivery (Amazon CloudFront), by name: what buckets and hosts hold, kept near those "
      "who ask for it.";

  [[nodiscard]] std::string_view key() const override { return "distributions"; }
  [[nodiscard]] std::string_view noun() const override { return "distribution"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "domain_name"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void contribute(const Component& component, Contributor& contributor) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;

  [[nodiscard]] AliasTraits alias_traits(const Component& component) const override;
  [[nodiscard]] std::vector<ShownCertificate> shown_certificates(
      const Component& component, const ResolvedSystem& system) const override;
  [[nodiscard]] bool answers(const Component& component, std::string_view host) const override;
};

// Logical id: "MediaDistribution".
[[nodiscard]] std::string distribution_id(std::string_view name);
// The stack in which a distribution stands.
[[nodiscard]] Layer distribution_layer(const Component& distribution);
// `arn:…:cloudfront::<account>:distribution/<id>`: the type has no such attribute.
[[nodiscard]] cfn::Value distribution_arn(const Component& distribution);
// Name of the source of its access logs, known without it.
[[nodiscard]] std::string log_source_name(const Component& distribution,
                                          const ResolvedSystem& system);

// Parts of the check.
void check_origins(const Component& component, const ResolvedSystem& system, Diagnostics& diags);
void check_behaviors(const Component& component, const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
