// One CloudFormation template, as data: what the emitters print and nothing else.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cfn/value.h"

namespace btsinfra::cfn {

struct Parameter {
  std::string type = "String";
  std::string description;
  std::optional<Value> default_value;
  std::string allowed_pattern;
  std::string constraint_description;
  std::vector<std::string> allowed_values;
  bool no_echo = false;

  bool operator==(const Parameter&) const = default;
};

struct Resource {
  std::string logical_id;
  std::string type;
  Map properties;
  std::vector<std::string> depends_on;  // logical ids of the same template
  std::string deletion_policy;          // "" = CloudFormation's default
  std::string update_replace_policy;
  std::optional<Value> creation_policy;
  std::optional<Value> update_policy;
  Map metadata;
  std::string comment;  // printed once above the first resource that bears it
};

struct Output {
  std::string description;
  Value value;
  std::optional<Value> export_name;
};

struct Template {
  std::vector<std::string> header;  // comment lines at the top, without "# "
  std::string description;
  Map metadata;
  std::map<std::string, Parameter> parameters;
  std::map<std::string, Map> mappings;
  std::vector<Resource> resources;
  std::map<std::string, Output> outputs;
};

}  // namespace btsinfra::cfn
