// Which names a certificate is good for, and which certificate a field names: what whoever serves
// TLS asks of certificates.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "btsinfra/model/text.h"

#include "services/resolved.h"

namespace btsinfra {

// Whether a certificate for `names` is good for `host`. A wildcard stands for one label, no more
// and no less; a host that is a wildcard itself is covered by that very name alone.
[[nodiscard]] bool covers(std::span<const std::string> names, std::string_view host);

// The wildcard whose certificate is good for the host, "a.b.example.com" -> "*.b.example.com";
// nothing for a wildcard, for a zone's own name and for one of two labels: nobody has what stands
// above those.
[[nodiscard]] std::optional<std::string> covering_wildcard(std::string_view host,
                                                           const ResolvedSystem& system);

// The component of `certificates` whose ARN the field gives; nullptr for a literal, a parameter and
// whatever else is known at deployment only.
[[nodiscard]] const Component* certificate_of(const Component& from, const Late<std::string>& arn,
                                              const ResolvedSystem& system);
// The names of such a component, as written.
[[nodiscard]] std::span<const std::string> certificate_names(const Component& certificate);

}  // namespace btsinfra
