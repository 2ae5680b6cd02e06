// What EC2 and Systems Manager demand of the three ways to name an image.
#include <algorithm>

#include "btsinfra/services/compute.h"
#include "btsinfra/types/region.h"

#include "diag/ids/compute.h"
#include "diag/ids/names_and_addresses.h"
#include "diag/suggest.h"
#include "services/ec2/image.h"
#include "services/records.h"
#include "services/resolved.h"

namespace btsinfra {
namespace {

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// `ami-` and 8 digits, as ids were until 2016, or 17.
bool is_image_id(std::string_view text) {
  constexpr std::string_view prefix = "ami-";
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return (text.size() == 8 || text.size() == 17) && is_hex(text);
}

bool is_ssm_name(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_.-/:").find(c) != std::string_view::npos;
  });
}

bool is_device_name(std::string_view text) {
  constexpr std::string_view prefix = "/dev/";
  return text.starts_with(prefix) && text.size() > prefix.size() &&
         std::all_of(text.begin() + prefix.size(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

// Names that AWS still publishes for systems that it no longer mends: Amazon Linux 2 ended on
// 2026-06-30, the first Amazon Linux on 2023-12-31 (Amazon Linux FAQs).
struct RetiredImage {
  std::string_view in_name;
  std::string_view system;
  std::string_view since;
};
constexpr RetiredImage retired_images[] = {
    {"/amzn2-ami-", "Amazon Linux 2", "2026-06-30"},
    {"/optimized-ami/amazon-linux-2/", "Amazon Linux 2", "2026-06-30"},
    {"/amzn-ami-", "the first Amazon Linux", "2023-12-31"},
    {"/optimized-ami/amazon-linux/", "the first Amazon Linux", "2023-12-31"},
};

void check_retired(const Component& component, const Image& image, const ResolvedSystem& system,
                   Diagnostics& diags) {
  for (const RetiredImage& retired : retired_images) {
    if (image.ssm.find(retired.in_name) == std::string::npos) continue;
    const bool arm = image.ssm.find("arm64") != std::string::npos;
    const bool ecs = image.ssm.find("/ecs/") != std::string::npos;
    std::string name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-";
    name += arm ? "arm64" : "x86_64";
    if (ecs) {
      name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/";
      name += arm ? "arm64/recommended/image_id" : "recommended/image_id";
    }
    diags
        .report(ids::ImageRetired, system.at(component, "ssm"),
                "this is {}, which AWS has not mended since {}", retired.system, retired.since)
        .help("write " + name + ", or leave the image out: that is the default");
    return;
  }
}

bool has_id(const Image& image) {
  return image.id.literal() == nullptr || !image.id.literal()->empty();
}

void check_sources(const Component& component, const Image& image, const ResolvedSystem& system,
                   Diagnostics& diags) {
  std::vector<std::string_view> given;
  if (!image.ssm.empty()) given.push_back("ssm");
  if (has_id(image)) given.push_back("id");
  if (!image.by_region.empty()) given.push_back("by_region");
  if (given.size() == 1) return;
  if (given.empty()) {
    diags.report(ids::ImageSource, system.at(component), "the image has no source")
        .help("give one of `ssm` (name of an SSM parameter), `id` (ami-…) and `by_region`");
    return;
  }
  diags
      .report(ids::ImageSource, system.at(component, given[1]),
              "the image has more than one source: `{}` and `{}`", given[0], given[1])
      .note(system.at(component, given[0]), "the other one stands here")
      .help("keep one of them");
}

void check_id(const std::string& id, const Span& here, Diagnostics& diags) {
  if (is_image_id(id)) return;
  diags.report(ids::BadImageId, here, "`{}` is not the id of an image", id)
      .help("ids read `ami-` and 17 (old ones: 8) digits of 0-9 and a-f, as ami-0c0123456789abcde");
}

void check_regions(const Component& component, const Image& image, const ResolvedSystem& system,
                   Diagnostics& diags) {
  if (image.by_region.empty()) return;
  const Place place = component.place / "by_region";
  bool all_known = true;
  for (const auto& [name, id] : image.by_region) {
    check_id(id, system.places().value(place / name), diags);
    if (Region::parse(name)) continue;
    all_known = false;
    Report report = diags.report(ids::UnknownRegion, system.places().key(place / name),
                                 "`{}` is not an AWS region", name);
    if (suggest(report, name, fields::region_names()).empty()) {
      report.help("regions read as ap-northeast-2 or us-east-1");
    }
  }
  const std::string_view region = system.region(component).name();
  if (!all_known || image.by_region.contains(std::string(region))) return;
  diags
      .report(ids::ImageNotInRegion, system.places().key(place),
              "the image has no id in `{}`, the region of this blueprint", region)
      .help("add the line `" + std::string(region) +
            ": ami-…`; a copy of the image gets an id of its "
            "own in each region");
}

// Parameters and mappings are declared by name: a second one would take the first one's place.
// A parameter of that name is found when the image becomes one (Lowering::parameter).
void check_names(const Component& component, const ResolvedSystem& system, Diagnostics& diags) {
  const std::string id = image_parameter_id(component.name);
  const Component* taken = nullptr;
  for (const Component& other : system.components()) {
    const bool earlier_image = other.kind == component.kind && other.id < component.id &&
                               other.blueprint == component.blueprint;
    if (earlier_image && image_parameter_id(other.name) == id) taken = &other;
  }
  if (taken == nullptr) return;
  diags
      .report(ids::LogicalIdTaken, system.at(component),
              "`{}` and `{}` would both be `{}` in templates", component.label(), taken->label(),
              id)
      .note(system.at(*taken), "the other is here")
      .help("rename one of the two");
}

}  // namespace

void ImageKind::check(const Component& component, const ResolvedSystem& system,
                      Diagnostics& diags) const {
  const auto& image = component.as<Image>();
  check_sources(component, image, system, diags);
  check_names(component, system, diags);
  if (image.id.literal() != nullptr && !image.id.literal()->empty()) {
    check_id(*image.id.literal(), system.at(component, "id"), diags);
  }
  check_regions(component, image, system, diags);
  if (!is_ssm_name(image.ssm)) {
    diags
        .report(ids::BadSsmName, system.at(component, "ssm"),
                "`{}` is not the name of an SSM parameter", image.ssm)
        .help(
            "names are made of letters, digits and `_.-/`, as in "
            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64");
  }
  check_retired(component, image, system, diags);
  if (!image.root_device.empty() && !is_device_name(image.root_device)) {
    diags
        .report(ids::BadRootDevice, system.at(component, "root_device"),
                "`{}` is not the name of a device", image.root_device)
        .help("images of Amazon Linux use /dev/xvda, those of Ubuntu and Windows /dev/sda1");
  }
}

}  // namespace btsinfra
