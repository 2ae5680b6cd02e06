// Descriptions of the types that several services share.
#include <algorithm>
#include <charconv>

#include "btsinfra/services/common.h"
#include "btsinfra/types/cidr.h"
#include "btsinfra/types/date.h"
#include "btsinfra/types/region.h"

#include "diag/ids/names_and_addresses.h"
#include "diag/ids/reading.h"
#include "diag/ids/suppressions.h"
#include "diag/suggest.h"
#include "model/interpolation.h"
#include "services/records.h"
#include "support/date.h"
#include "support/edit_distance.h"

namespace btsinfra::fields {
namespace {

using Visit = FunctionRef<void(const ReferenceUse&)>;

Fault reference_fault(std::string_view what) {
  return {ids::ReferenceNotAllowed,
          "a reference where " + std::string(what) + " must be known at once",
          "write the value itself"};
}

std::optional<Fault> parse_block(Cidr& out, std::string_view text) {
  CidrResult result = Cidr::parse(text);
  if (result) {
    out = result.value();
    return std::nullopt;
  }
  if (result.error() == CidrError::HostBitsSet) {
    std::string meant = result.meant()->to_string();
    return Fault{
        ids::HostBits,
        "`" + std::string(text) + "` has bits set behind its prefix; that block is `" + meant + "`",
        "write " + meant + ", or a longer prefix if a smaller block was meant", std::string(text),
        meant};
  }
  return Fault{ids::BadCidr,
               "`" + std::string(text) +
                   "` is not an address block: " + std::string(describe(*result.error())),
               "write four numbers and a prefix length, as in 10.0.0.0/16"};
}

struct LayerNames {
  static constexpr std::string_view names[] = {"dns",     "certificates", "network", "peering",
                                               "storage", "database",     "cache",   "cdn",
                                               "app",     "edge"};
};

std::optional<Fault> parse_source(Source& out, const ScalarInput& input) {
  std::string_view text = input.text;
  if (text == "internet") {
    out = Internet{};
  } else if (text == "on_premises") {
    out = OnPremises{};
  } else if (!text.empty() &&
             (text.find('/') != std::string_view::npos || (text[0] >= '0' && text[0] <= '9'))) {
    if (text.find('/') == std::string_view::npos) {
      return Fault{ids::BadCidr,
                   "`" + std::string(text) + "` is an address without a prefix length",
                   "a single address is a block of 32 bits: " + std::string(text) + "/32"};
    }
    Cidr block;
    if (auto fault = parse_block(block, text)) return fault;
    out = block;
  } else {
    AnyRef reference;
    if (auto fault = type_of<AnyRef>().parse(&reference, input)) return fault;
    if (text.find('.') == std::string_view::npos) {
      static constexpr std::string_view words[] = {"internet", "on_premises"};
      auto near = nearest(text, words);
      return Fault{ids::BadReferenceSyntax,
                   "`" + std::string(text) + "` does not say who may connect",
                   near ? "did you mean `" + *near + "`?"
                        : "write `internet`, `on_premises`, a block as 10.0.0.0/16, "
                          "`parameters.Name`, or a component as `autoscaling." +
                              std::string(text) + "`"};
    }
    out = reference;
  }
  return std::nullopt;
}

std::string print_source(const Source& source) {
  if (std::holds_alternative<Internet>(source)) return "internet";
  if (std::holds_alternative<OnPremises>(source)) return "on_premises";
  if (const auto* block = std::get_if<Cidr>(&source)) return block->to_string();
  const auto* reference = std::get_if<AnyRef>(&source);
  return reference == nullptr ? "" : reference->target.path;
}

std::optional<Fault> parse_port(std::uint16_t& out, std::string_view text) {
  unsigned number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return Fault{ids::WrongScalar, "`" + std::string(text) + "` is not a port",
                 "write a number, or a range as 8000-8100"};
  }
  if (number < 1 || number > 65535) {
    return Fault{ids::OutOfBounds, "port " + std::string(text) + " does not exist",
                 "ports go from 1 to 65535"};
  }
  out = static_cast<std::uint16_t>(number);
  return std::nullopt;
}

std::optional<Fault> parse_ports(PortRange& out, const ScalarInput& input) {
  if (input.text.find("${{") != std::string_view::npos) return reference_fault("a port");
  std::size_t dash = input.text.find('-');
  if (auto fault = parse_port(out.first, input.text.substr(0, dash))) return fault;
  out.last = out.first;
  if (dash == std::string_view::npos) return std::nullopt;
  if (auto fault = parse_port(out.last, input.text.substr(dash + 1))) return fault;
  if (out.last < out.first) {
    return Fault{ids::OutOfBounds,
                 "the range `" + std::string(input.text) + "` ends before it begins",
                 "write the lower port first"};
  }
  return std::nullopt;
}

constexpr Field options_fields[] = {
    field<&ComponentOptions::tags>("tags", "Tags of its own, beside those of the blueprint."),
    field<&ComponentOptions::stack>("stack", "The stack to stand in, instead of the usual one.")
        .without("the usual stack of the kind"),
};

constexpr Field allow_fields[] = {
    field<&AllowRule::from>("from",
                            "Who may connect: `internet`, `on_premises`, an address block, "
                            "`parameters.Name` or a component as `autoscaling.web`.")
        .required()
        .no_order(),
    field<&AllowRule::ports>("ports", "Ports or ranges (`8000-8100`).")
        .without("the ports that the component serves")
        .within(0, 20),
    field<&AllowRule::description>("description", "Goes into the rule's description.")
        .within(0, 200),
};

constexpr Field volume_fields[] = {
    field<&Volume::size>("size", "Size.").unit("GiB").within(1, 16384),
    field<&Volume::type>(
        "type", "EBS volume type: `gp3`, `gp2`, `io1`, `io2`, `st1`, `sc1` or `standard`."),
};

}  // namespace

std::span<const std::string_view> region_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const RegionFacts& facts : region_table) all.push_back(facts.name);
    return all;
  }();
  return names;
}

template <>
const Type& type_of<Cidr>() {
  static const Type type = [] {
    Type described;
    described.name = "address block";
    described.json_type = "string";
    described.pattern = R"(^[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}$)";
    described.parse = [](void* out, const ScalarInput& input) -> std::optional<Fault> {
      if (input.text.find("${{") != std::string_view::npos) {
        return reference_fault("an address block");
      }
      return parse_block(*static_cast<Cidr*>(out), input.text);
    };
    described.print = [](const void* value) {
      return static_cast<const Cidr*>(value)->to_string();
    };
    described.is_set = [](const void*) { return true; };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<Date>() {
  static const Type type = [] {
    Type described;
    described.name = "date";
    described.json_type = "string";
    described.pattern = R"(^[0-9]{4}-[0-9]{2}-[0-9]{2}$)";
    described.parse = [](void* out, const ScalarInput& input) -> std::optional<Fault> {
      if (!is_date(input.text)) {
        return Fault{ids::IgnoreUntil,
                     "`" + std::string(input.text) + "` is no day of the calendar",
                     "write year, month and day, as 2027-01-31"};
      }
      *static_cast<Date*>(out) = Date(std::string(input.text));
      return std::nullopt;
    };
    described.print = [](const void* value) { return static_cast<const Date*>(value)->text(); };
    described.is_set = [](const void* value) { return !static_cast<const Date*>(value)->empty(); };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<Region>() {
  static const Type type = [] {
    Type described;
    described.name = "AWS region";
    described.json_type = "string";
    described.choices = region_names();
    described.parse = [](void* out, const ScalarInput& input) -> std::optional<Fault> {
      if (input.text.find("${{") != std::string_view::npos) return reference_fault("the region");
      if (std::optional<Region> region = Region::parse(input.text)) {
        *static_cast<Region*>(out) = *region;
        return std::nullopt;
      }
      std::string instead;
      std::string help = "regions read as ap-northeast-2 (Seoul) or us-east-1 (N. Virginia)";
      for (const RegionFacts& facts : region_table) {
        if (facts.display_name == input.text) instead = facts.name;
      }
      const std::vector<std::string> near = nearest_names(input.text, region_names());
      if (near.size() == 1) instead = near.front();
      if (!instead.empty()) {
        help = did_you_mean(instead);
      } else if (!near.empty()) {
        help = did_you_mean(near);
      }
      return Fault{ids::UnknownRegion,
                   "`" + std::string(input.text) + "` is not an AWS region",
                   std::move(help),
                   {},
                   std::move(instead)};
    };
    described.print = [](const void* value) {
      return std::string(static_cast<const Region*>(value)->name());
    };
    described.is_set = [](const void*) { return true; };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<Layer>() {
  static const Type type = describe_choice<Layer, LayerNames>("stack");
  return type;
}

template <>
const Type& type_of<ComponentOptions>() {
  static const Type type = record<ComponentOptions>("the common fields", "", options_fields);
  return type;
}

template <>
const Type& type_of<Volume>() {
  static const Type type =
      record<Volume>("a volume", "The root volume of an instance.", volume_fields);
  return type;
}

template <>
const Type& type_of<PortRange>() {
  static const Type type = [] {
    Type described;
    described.name = "port or range of ports";
    described.json_type = "port";
    described.parse = [](void* out, const ScalarInput& input) {
      return parse_ports(*static_cast<PortRange*>(out), input);
    };
    described.print = [](const void* value) {
      const auto& ports = *static_cast<const PortRange*>(value);
      std::string text = std::to_string(ports.first);
      if (ports.last != ports.first) text += "-" + std::to_string(ports.last);
      return text;
    };
    described.is_set = [](const void*) { return true; };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<Source>() {
  static const Type type = [] {
    Type described;
    described.name = "source of connections";
    described.json_type = "string";
    described.parse = [](void* out, const ScalarInput& input) {
      return parse_source(*static_cast<Source*>(out), input);
    };
    described.print = [](const void* value) {
      return print_source(*static_cast<const Source*>(value));
    };
    described.is_set = [](const void* value) {
      return !std::holds_alternative<std::monostate>(*static_cast<const Source*>(value));
    };
    described.references = [](const void* value, Visit visit) {
      if (const auto* reference = std::get_if<AnyRef>(static_cast<const Source*>(value))) {
        visit({.reference = &reference->target, .component = true});
      }
    };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<AllowRule>() {
  static const Type type = [] {
    Type described = record<AllowRule>("a rule of `allow`", "Who may connect, and to which ports.",
                                       allow_fields);
    described.shorthand = [](void* rule, const ScalarInput& input) {
      return parse_source(static_cast<AllowRule*>(rule)->from, input);
    };
    described.shorthand_type = &type_of<Source>();
    return described;
  }();
  return type;
}

}  // namespace btsinfra::fields
