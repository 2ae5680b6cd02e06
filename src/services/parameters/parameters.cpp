// AWS facts this rests on:
// - A template parameter has at most 4,096 bytes of value; NoEcho masks it in the console only.
// - CloudFormation's own types (key pair, image, SSM image, hosted zone) are checked against the
// account before
//   anything is created; all else is a String that an AllowedPattern guards.
// - The default of an SSM type is the SSM parameter's name, not the value.
#include "services/parameters/parameters.h"

#include <algorithm>
#include <charconv>

#include "btsinfra/services/parameters.h"
#include "btsinfra/types/cidr.h"

#include "diag/ids/network.h"
#include "services/lowering.h"
#include "services/records.h"

namespace btsinfra {
namespace {

using fields::Meaning;
using fields::ValueType;

// What CloudFormation is told of each type, in the order of ParameterType.
struct TypeFacts {
  std::string_view cloudformation;
  std::string_view pattern;     // for AllowedPattern; empty: none
  std::string_view constraint;  // in words
  ValueType value;
  Meaning meaning;
};

constexpr TypeFacts type_facts[] = {
    {"String", "", "", ValueType::Text, Meaning::Open},
    {"Number", "", "", ValueType::Integer, Meaning::Unsaid},
    {"String", "", "true or false", ValueType::Boolean, Meaning::Unsaid},
    {"String",
     R"(^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\.){3}([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])/(3[0-2]|[12]?[0-9])$)",
     "an address block as 203.0.113.7/32", ValueType::Cidr, Meaning::AddressBlock},
    {"String", R"(^[^@\s]+@[^@\s]+\.[^@\s]+$)", "a mail address", ValueType::Text,
     Meaning::MailAddress},
    {"AWS::EC2::KeyPair::KeyName", "", "the name of a key pair in the region", ValueType::Text,
     Meaning::KeyPair},
    {"AWS::EC2::Image::Id", "", "an image in the region", ValueType::Text, Meaning::Image},
    {"AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", "",
     "the name of an SSM parameter that holds an image", ValueType::Text, Meaning::Image},
    {"String", R"(^[a-z][a-z0-9-]*\.([a-z0-9-]+\.)?[a-z0-9-]+$)", "an instance class as t3.micro",
     ValueType::Text, Meaning::InstanceClass},
    {"String", R"(^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]+$)",
     "the ARN of an ACM certificate", ValueType::Text, Meaning::Certificate},
    {"String", R"(^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{0,12}:.+$)", "an ARN",
     ValueType::Text, Meaning::OpenArn},
    {"AWS::Route53::HostedZone::Id", "", "the id of a hosted zone in the account", ValueType::Text,
     Meaning::HostedZone},
};

const TypeFacts& facts(const Parameter& parameter) {
  return type_facts[static_cast<std::size_t>(parameter.type)];
}

bool is_integer(std::string_view text) {
  long long number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

// Why a literal does not fit; empty: it does. The richer patterns are CloudFormation's to check.
std::string misfit(ParameterType type, std::string_view text) {
  switch (type) {
    case ParameterType::Integer:
      return is_integer(text) ? "" : "is not an integer";
    case ParameterType::Boolean:
      return text == "true" || text == "false" ? "" : "is neither true nor false";
    case ParameterType::Cidr: {
      CidrResult block = Cidr::parse(text);
      return block ? "" : "is not an address block: " + std::string(describe(*block.error()));
    }
    case ParameterType::Email:
      return text.find('@') != std::string_view::npos && text.find(' ') == std::string_view::npos
                 ? ""
                 : "is not a mail address";
    case ParameterType::Image:
      return text.starts_with("ami-") ? "" : "is not an image id (ami-…)";
    case ParameterType::SsmImage:
      return text.starts_with("/") ? "" : "is not the name of an SSM parameter (/…)";
    case ParameterType::InstanceType:
      return text.find('.') != std::string_view::npos ? ""
                                                      : "is not an instance class (as t3.micro)";
    case ParameterType::Certificate:
      return text.starts_with("arn:") && text.find(":acm:") != std::string_view::npos
                 ? ""
                 : "is not the ARN of an ACM certificate";
    case ParameterType::Arn:
      return text.starts_with("arn:") ? "" : "is not an ARN";
    case ParameterType::HostedZone:
      return text.starts_with("Z") ? "" : "is not the id of a hosted zone (Z…)";
    case ParameterType::String:
    case ParameterType::KeyPair:
      return "";
  }
  return "";
}

}  // namespace

std::optional<Attribute> ParameterKind::attribute(const Component& component,
                                                  std::string_view name) const {
  if (name != "value") return std::nullopt;
  const auto& parameter = component.as<Parameter>();
  return Attribute{.name = "value",
                   .doc = "What the deployment chose.",
                   .type = facts(parameter).value,
                   .secret = parameter.secret,
                   .constant = true,
                   .meaning = facts(parameter).meaning};
}

cfn::Value ParameterKind::value(const Component& component, std::string_view /*attribute*/,
                                const ResolvedSystem& /*system*/) const {
  return cfn::ParameterSymbol{static_cast<std::uint32_t>(component.blueprint), component.name};
}

void ParameterKind::check(const Component& component, const ResolvedSystem& system,
                          Diagnostics& diags) const {
  const auto& parameter = component.as<Parameter>();
  bool fits = true;
  auto judge = [&](const std::string& value, const Span& here) {
    std::string why = misfit(parameter.type, value);
    if (why.empty()) return;
    fits = false;
    diags.report(ids::ParameterDefault, here, "`{}` {}", value, why)
        .note(system.at(component, "type"), "the parameter's type is given here")
        .help("change the value, or the type of the parameter");
  };
  if (parameter.default_value) judge(*parameter.default_value, system.at(component, "default"));
  for (std::size_t i = 0; i < parameter.allowed.size(); ++i) {
    judge(parameter.allowed[i], system.places().value(component.place / "allowed" / i));
  }
  if (fits && parameter.default_value && !parameter.allowed.empty() &&
      std::find(parameter.allowed.begin(), parameter.allowed.end(), *parameter.default_value) ==
          parameter.allowed.end()) {
    diags
        .report(ids::ParameterDefault, system.at(component, "default"),
                "the default `{}` is not among the allowed values", *parameter.default_value)
        .note(system.at(component, "allowed"), "they are listed here")
        .help("add it to `allowed`, or choose one of them");
  }
  if (parameter.secret && parameter.default_value) {
    diags
        .report(ids::ParameterSecret, system.at(component, "default"),
                "the default of a secret parameter would stand in the template for all to read")
        .help("remove the default; the deployment then asks for the value");
  }
}

std::vector<std::string> ParameterKind::possible_values(const Component& component) const {
  const auto& parameter = component.as<Parameter>();
  if (!parameter.allowed.empty()) return parameter.allowed;
  if (parameter.default_value) return {*parameter.default_value};
  return {};
}

void ParameterKind::lower(const Component& component, Lowering& lowering) const {
  const auto& parameter = component.as<Parameter>();
  const TypeFacts& type = facts(parameter);
  cfn::Parameter declared;
  declared.type = type.cloudformation;
  declared.description = parameter.description;
  declared.allowed_pattern = type.pattern;
  if (!type.constraint.empty()) declared.constraint_description = type.constraint;
  declared.allowed_values = parameter.allowed;
  if (parameter.type == ParameterType::Boolean && declared.allowed_values.empty()) {
    declared.allowed_values = {"true", "false"};
  }
  declared.no_echo = parameter.secret;
  if (parameter.default_value) declared.default_value = cfn::Value(*parameter.default_value);
  lowering.parameter(component, component.name, std::move(declared));
}

namespace fields {

template <>
const Type& type_of<ParameterType>();

namespace {

struct TypeNames {
  static constexpr std::string_view names[] = {
      "string", "integer",   "boolean",       "cidr",        "email", "key_pair",
      "image",  "ssm_image", "instance_type", "certificate", "arn",   "hosted_zone"};
};

constexpr Field parameter_fields[] = {
    field<&Parameter::type>("type", "What the value is; a deployment with another is refused."),
    field<&Parameter::default_value>("default", "The value where the deployment gives none.")
        .without("the deployment asks for it")
        .within(0, 4096),
    field<&Parameter::description>("description", "Shown to whoever deploys.").within(0, 4000),
    field<&Parameter::allowed>("allowed", "The only values admitted.")
        .without("any")
        .within(0, 200),
    field<&Parameter::secret>("secret", "Never shown (NoEcho)."),
};

}  // namespace

template <>
const Type& type_of<ParameterType>() {
  static const Type type = describe_choice<ParameterType, TypeNames>("type of parameter");
  return type;
}

template <>
const Type& type_of<Parameter>() {
  static const Type type =
      record<Parameter>("a parameter", "A value that a deployment chooses.", parameter_fields);
  return type;
}

}  // namespace fields
}  // namespace btsinfra
