// What the text of a container's image says: which repository, which tag.
#pragma once

#include <optional>
#include <string>

#include "btsinfra/model/text.h"

#include "services/resolved.h"

namespace btsinfra {

enum class ImageTagForm : std::uint8_t {
  Missing,  // which means `latest`
  Latest,
  Given,
  Digest,
  Unknown,  // only the deployment knows
};

// A literal address in a registry of ECR.
struct EcrAddress {
  std::string account;
  std::string region;
  std::string repository;  // empty where references stand in it
};

struct ImageName {
  const Component* repository = nullptr;  // of the system, where it begins with its address
  bool local = false;                     // in the region of the user: `local_uri`
  std::optional<EcrAddress> ecr{};
  ImageTagForm tag_form = ImageTagForm::Unknown;
  Text tag{};             // with ImageTagForm::Given
  std::string literal{};  // all of it before the tag, where no reference stands in it
};

[[nodiscard]] ImageName image_name(const Component& component, const Text& image,
                                   const ResolvedSystem& system);

// Whether Docker takes such a name: lower-case parts with slashes between them, behind an optional
// host.
[[nodiscard]] bool is_image_name(std::string_view literal);

}  // namespace btsinfra
