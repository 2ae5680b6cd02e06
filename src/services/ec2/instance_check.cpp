// What EC2 demands of every instance.
#include <algorithm>
#include <array>

#include "btsinfra/services/common.h"
#include "btsinfra/services/compute.h"

#include "diag/ids/compute.h"
#include "diag/ids/stacks.h"
#include "services/ec2/boot_script.h"
#include "services/ec2/instance.h"
#include "services/ec2/open_ports.h"
#include "services/given_text.h"

namespace btsinfra {
namespace {

// ---- class and image ------------------------------------------------------------------------

// <family>.<size>, of lower-case letters, digits and hyphens.
// nano to large, xlarge with or without a number, metal with or without a size (Amazon EC2 Instance
// Types guide, "Amazon EC2 instance type naming conventions").
bool is_size(std::string_view text) {
  constexpr std::array<std::string_view, 6> plain{"nano",   "micro", "small",
                                                  "medium", "large", "xlarge"};
  if (std::find(plain.begin(), plain.end(), text) != plain.end()) return true;
  if (text.starts_with("metal")) return text.size() == 5 || text[5] == '-';
  const std::size_t digits = text.find_first_not_of("0123456789");
  return digits != 0 && digits != std::string_view::npos && text.substr(digits) == "xlarge";
}

bool is_instance_class(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == text.size()) return false;
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.begin() + dot, is_word) && is_size(text.substr(dot + 1));
}

void check_class(const Component& component, const InstanceSettings& settings,
                 const ResolvedSystem& system, Diagnostics& diags) {
  const std::string* literal = settings.instance.literal();
  if (literal == nullptr || is_instance_class(*literal)) return;
  std::string help = "classes read <family>.<size>, as t3.micro or m7g.large";
  for (std::string_view prefix : {"db.", "cache."}) {
    if (!literal->starts_with(prefix)) continue;
    help = "classes of instances bear no `" + std::string(prefix) + "`: write " +
           literal->substr(prefix.size());
  }
  diags
      .report(ids::BadInstanceClass, system.at(component, "instance"),
              "`{}` is not a class of EC2 instances", *literal)
      .help(std::move(help));
}

// What the name of a public SSM parameter says of the processor.
std::optional<Architecture> architecture_in(std::string_view ssm) {
  if (ssm.find("arm64") != std::string_view::npos) return Architecture::Arm;
  const bool x86 =
      ssm.find("x86_64") != std::string_view::npos || ssm.find("amd64") != std::string_view::npos;
  return x86 ? std::optional(Architecture::X86) : std::nullopt;
}

std::string_view words(Architecture architecture) {
  return architecture == Architecture::Arm ? "Arm" : "x86";
}

void check_default_image(const Component& component, const std::vector<std::string>& classes,
                         const ResolvedSystem& system, Diagnostics& diags) {
  const auto other = std::find_if(classes.begin(), classes.end(), [&](const std::string& one) {
    return architecture(one) != architecture(classes.front());
  });
  if (!classes.empty() && other == classes.end()) return;
  if (classes.empty()) {
    diags
        .report(ids::ArchitectureUnknown, system.at(component, "instance"),
                "no image can be chosen for a class that only the deployment knows")
        .help("give the parameter a default or `allowed` classes, or name an `image`");
    return;
  }
  diags
      .report(ids::ArchitectureUnknown, system.at(component, "instance"),
              "no one image runs on both `{}` and `{}`, whose processors differ", classes.front(),
              *other)
      .help(
          "allow classes of one processor architecture only, or name an `image` that a parameter "
          "chooses together with the class");
}

void check_image(const Component& component, const InstanceSettings& settings,
                 const ResolvedSystem& system, Diagnostics& diags) {
  const std::vector<std::string> classes = possible_classes(component, settings.instance, system);
  const Component* image = system.target(component, settings.image.target(), "images");
  if (image == nullptr) {
    if (settings.image.empty()) check_default_image(component, classes, system, diags);
    return;
  }
  const std::optional<Architecture> made_for = architecture_in(image->as<Image>().ssm);
  if (!made_for) return;
  for (const std::string& one : classes) {
    if (architecture(one) == *made_for) continue;
    diags
        .report(ids::ImageArchitecture, system.at(component, "image"),
                "`{}` is an image for {} processors, but `{}` has an {} one", image->label(),
                words(*made_for), one, words(architecture(one)))
        .note(system.at(*image, "ssm"), "the image is named here")
        .help("change the class, or take the image of the same system for the other processor");
    return;
  }
}

// ---- root volume ----------------------------------------------------------------------------

struct VolumeTypeFacts {
  std::string_view name;
  int largest;               // GiB, as a root volume
  std::string_view refused;  // why it cannot be a root volume here; empty: it can
};

constexpr std::array volume_types{
    VolumeTypeFacts{"gp3", 16384, ""},
    VolumeTypeFacts{"gp2", 16384, ""},
    VolumeTypeFacts{"standard", 1024, ""},
    VolumeTypeFacts{"io1", 0, "needs provisioned IOPS"},
    VolumeTypeFacts{"io2", 0, "needs provisioned IOPS"},
    VolumeTypeFacts{"st1", 0, "cannot be booted from"},
    VolumeTypeFacts{"sc1", 0, "cannot be booted from"},
};

void check_volume(const Component& component, const InstanceSettings& settings,
                  const ResolvedSystem& system, Diagnostics& diags) {
  if (!settings.volume) return;
  const Volume& volume = *settings.volume;
  const Place place = component.place / "volume";
  const auto type =
      std::find_if(volume_types.begin(), volume_types.end(),
                   [&](const VolumeTypeFacts& facts) { return facts.name == volume.type; });
  if (type == volume_types.end() || !type->refused.empty()) {
    const std::string why =
        type == volume_types.end() ? "is not a type of EBS volume" : std::string(type->refused);
    diags
        .report(ids::RootVolumeType, system.places().value(place / "type"),
                "a root volume of type `{}` is not possible: it {}", volume.type, why)
        .help("write gp3 (or gp2, standard)");
    return;
  }
  if (volume.size > type->largest) {
    diags
        .report(ids::RootVolumeSize, system.places().value(place / "size"),
                "a root volume of {} GiB is too large: `{}` ends at {} GiB", volume.size,
                volume.type, type->largest)
        .help("write a smaller size, or type gp3");
  }
  const int needed = default_image_size(settings);
  if (settings.image.empty() && volume.size < needed) {
    diags
        .report(
            ids::RootVolumeSize, system.places().value(place / "size"),
            "a root volume of {} GiB is smaller than {}, which takes {} GiB", volume.size,
            settings.cluster.empty() ? "Amazon Linux 2023" : "the image for hosts of containers",
            needed)
        .help("write at least " + std::to_string(needed));
  }
}

// ---- user data ------------------------------------------------------------------------------

std::size_t literal_size(const Text& text) {
  std::size_t size = 0;
  for (const Text::Part& part : text.parts()) {
    if (const auto* words = std::get_if<std::string>(&part)) size += words->size();
  }
  return size;
}

void check_size(const Component& component, const InstanceSettings& settings,
                const ResolvedSystem& system, Diagnostics& diags) {
  constexpr std::size_t most = 16 * 1024;  // before Base64; EC2 API, RunInstances
  std::size_t size = literal_size(settings.user_data);
  for (const auto& [name, value] : settings.environment) {
    constexpr std::size_t around = sizeof("export =''");
    size += name.size() + literal_size(value) + around;
  }
  if (size <= most) return;
  diags
      .report(ids::UserDataTooLarge, system.at(component, "user_data"),
              "user data of {} bytes: EC2 takes at most {}", size, most)
      .help(
          "keep the bulk in a bucket (see `reads`) and let user data fetch and run it, or make an "
          "image that has it");
}

// What cloud-init, EC2Launch and Bottlerocket know user data by.
bool has_known_beginning(std::string_view text) {
  constexpr std::string_view known[] = {"#!",
                                        "#cloud-",
                                        "#include",
                                        "#part-handler",
                                        "## template:",
                                        "Content-Type:",
                                        "MIME-Version:",
                                        "<",
                                        "["};
  return std::any_of(std::begin(known), std::end(known),
                     [&](std::string_view beginning) { return text.starts_with(beginning); });
}

void check_beginning(const Component& component, const Text& user_data,
                     const ResolvedSystem& system, Diagnostics& diags) {
  if (user_data.empty()) return;
  const auto* first = std::get_if<std::string>(&user_data.parts().front());
  if (first == nullptr || has_known_beginning(*first)) return;
  diags
      .report(ids::UserDataIgnored, system.at(component, "user_data"),
              "user data begins with `{}`, so nothing will run it",
              first->substr(0, std::min(first->find('\n'), std::size_t{20})))
      .help(
          "a script begins with `#!/bin/bash`, on the very first line and without blanks before "
          "it; cloud-init's own form with `#cloud-config`");
}

// Amazon Linux 2 had it; in Amazon Linux 2023 packages bear their version in the name (Amazon Linux
// 2023 User Guide, "Comparing AL2 and AL2023").
void check_extras(const Component& component, const InstanceSettings& settings,
                  const ResolvedSystem& system, Diagnostics& diags) {
  if (!settings.image.empty()) return;
  for (const Text::Part& part : settings.user_data.parts()) {
    const auto* words = std::get_if<std::string>(&part);
    if (words == nullptr || words->find("amazon-linux-extras") == std::string::npos) continue;
    const Span found = system.places().words(component.place / "user_data", "amazon-linux-extras");
    diags
        .report(ids::NoExtras, found.known() ? found : system.at(component, "user_data"),
                "Amazon Linux 2023 has no `amazon-linux-extras`: user data would stop there")
        .help("install packages by name, as `dnf install -y php8.3 php8.3-fpm`");
    return;
  }
}

void check_texts(const Component& component, const InstanceSettings& settings,
                 const ResolvedSystem& system, Diagnostics& diags) {
  check_given_text(component, settings.user_data, component.place / "user_data", system, diags);
  for (const auto& [name, value] : settings.environment) {
    check_given_text(component, value, component.place / "environment" / name, system, diags);
  }
}

}  // namespace

void check_instance(const Component& component, const InstanceSettings& settings,
                    const ResolvedSystem& system, Diagnostics& diags) {
  check_class(component, settings, system, diags);
  check_image(component, settings, system, diags);
  check_volume(component, settings, system, diags);
  check_size(component, settings, system, diags);
  check_beginning(component, settings.user_data, system, diags);
  check_boot_script(component, settings, system, diags);
  check_extras(component, settings, system, diags);
  check_texts(component, settings, system, diags);
  check_open_ports(component, settings.allow, settings.own_ports, system, diags);
}

}  // namespace btsinfra
