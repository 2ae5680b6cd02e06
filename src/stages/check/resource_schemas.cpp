#include "stages/check/resource_schemas.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "btsinfra/model/blueprint.h"

#include "cfn/schema.h"
#include "cfn/schema_check.h"
#include "diag/ids/stacks.h"
#include "diag/suggest.h"
#include "services/raw/written_references.h"
#include "services/value_walk.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

using cfn::SchemaViolation;
using Kind = SchemaViolation::Kind;

// Where people wrote the resource, and what lies over it; neither where the compiler made all.
struct Written {
  std::optional<Place> resource;
  std::optional<Place> override;

  [[nodiscard]] bool any() const { return resource || override; }
};

Written written_at(std::size_t b, const std::string& id, const ResolvedSystem& system) {
  const Blueprint& blueprint = system.system().blueprints[b];
  Written written;
  if (blueprint.resources.contains(id)) written.resource = Place{b, Path({"resources", id})};
  if (blueprint.overrides.contains(id)) written.override = Place{b, Path({"overrides", id})};
  return written;
}

Id id_of(Kind kind) {
  switch (kind) {
    case Kind::UnknownProperty:
      return ids::PropertyUnknown;
    case Kind::MissingProperty:
      return ids::PropertyMissing;
    case Kind::ReadOnlyProperty:
      return ids::PropertyReadOnly;
    case Kind::WrongType:
      return ids::PropertyKind;
    case Kind::Exclusive:
    case Kind::Incomplete:
      return ids::PropertiesTogether;
    default:
      return ids::PropertyValue;
  }
}

bool holds(std::string_view text, std::string_view word) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::search(text.begin(), text.end(), word.begin(), word.end(),
                     [&](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

constexpr std::size_t most_listed = 12;

// The first of them, those that hold `word` before the others.
template <class Text>
std::string listed(std::vector<Text> names, std::string_view word) {
  std::stable_partition(names.begin(), names.end(),
                        [&](const Text& name) { return holds(name, word); });
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most_listed; ++i) {
    text.append(text.empty() ? "`" : ", `").append(names[i]).append("`");
  }
  if (names.size() > most_listed) {
    text += " and " + std::to_string(names.size() - most_listed) + " more";
  }
  return text;
}

class SchemaFindings {
 public:
  SchemaFindings(const Stack& stack, const cfn::Resource& resource, const ResolvedSystem& system,
                 Diagnostics& diags)
      : stack_(stack),
        resource_(resource),
        system_(system),
        written_(written_at(stack.blueprint, resource.logical_id, system)),
        diags_(diags) {}

  void add(const SchemaViolation& violation) {
    std::optional<Place> place = place_of(violation);
    if (!place) {
      ours(violation);
      return;
    }
    const bool of_key = violation.kind == Kind::UnknownProperty ||
                        violation.kind == Kind::MissingProperty ||
                        violation.kind == Kind::KeyMismatch;
    const Span span = of_key ? system_.places().key(*place) : system_.places().value(*place);
    Report report =
        diags_.report(id_of(violation.kind), span, "{}: {}", resource_.type, violation.message);
    if (violation.kind == Kind::UnknownProperty) {
      const std::string& word = violation.path.back();
      if (!suggest(report, word, violation.names).empty()) return;
      if (violation.names.empty()) {
        report.help("it takes no properties there");
      } else {
        report.help("there are " + listed(violation.names, word));
      }
    } else if (violation.kind == Kind::NotInEnum) {
      choose(violation, report);
    }
  }

 private:
  // Few choices stand in the message. Only what is the same word but for its letters' case is safe
  // to write without asking: the next version is one letter away, too.
  static void choose(const SchemaViolation& violation, Report& report) {
    const std::string& word = violation.word;
    const auto near = nearest(word, violation.names);
    if (near && edit_distance_halves(word, *near) <= 1) {
      report.meant(word, *near);
    } else if (near) {
      report.help(did_you_mean(*near));
    } else if (violation.names.size() > most_listed) {
      report.help("the choices are " + listed(violation.names, word));
    }
  }

  // In an override what it sets or takes out is the author's, and lies over the resource; of a raw
  // resource all the rest, too.
  [[nodiscard]] std::optional<Place> place_of(const SchemaViolation& violation) const {
    std::optional<Place> place = in_override(violation);
    if (!place && written_.resource) place = property_of(*written_.resource, violation);
    return place;
  }

  [[nodiscard]] static Place property_of(const Place& record, const SchemaViolation& violation) {
    Place place = record / "Properties";
    for (const std::string& key : violation.path) place = place / key;
    return place;
  }

  [[nodiscard]] std::optional<Place> in_override(const SchemaViolation& violation) const {
    if (!written_.override) return std::nullopt;
    const Place place = property_of(*written_.override, violation);
    const auto sets = [&](const Place& at) {
      return system_.places().find(at.blueprint, at.path.to_string()).has_value();
    };
    if (violation.kind == Kind::MissingProperty || violation.kind == Kind::Exclusive ||
        violation.kind == Kind::Incomplete) {
      for (const std::string& name : violation.names) {
        if (sets(place / name)) return place / name;
      }
    }
    return !violation.path.empty() && sets(place) ? std::optional(place) : std::nullopt;
  }

  void ours(const SchemaViolation& violation) {
    const auto origin = stack_.resources.find(resource_.logical_id);
    if (origin == stack_.resources.end()) return;
    diags_
        .report(ids::CompilerMistake, system_.places().key(origin->second.place),
                "the {} `{}` made of `{}` breaks CloudFormation's schema: {}", resource_.type,
                resource_.logical_id, origin->second.component, violation.message)
        .help(
            "a value of this component is one that AWS does not take, and the compiler should "
            "have said so: change it if you see which, and report this as a mistake of btsinfra");
  }

  const Stack& stack_;
  const cfn::Resource& resource_;
  const ResolvedSystem& system_;
  Written written_;
  Diagnostics& diags_;
};

// The resources of a plan, by blueprint and logical id.
class ResourceIndex {
 public:
  explicit ResourceIndex(const Plan* plan) {
    if (plan == nullptr) return;
    for (const Stack& stack : plan->stacks) {
      for (const cfn::Resource& resource : stack.body.resources) {
        resources_.emplace(std::pair{stack.blueprint, std::string_view(resource.logical_id)},
                           &resource);
      }
    }
  }

  // nullptr: there is none.
  [[nodiscard]] const cfn::Resource* find(std::size_t blueprint, std::string_view id) const {
    const auto found = resources_.find({blueprint, id});
    return found == resources_.end() ? nullptr : found->second;
  }

 private:
  std::map<std::pair<std::size_t, std::string_view>, const cfn::Resource*> resources_;
};

bool is_of_aws(std::string_view type) { return type.starts_with("AWS::"); }

// The type, if it is one that people chose: where it stands.
Span type_place(const Stack& stack, const cfn::Resource& resource, const ResolvedSystem& system) {
  return system.places().value(
      Place{stack.blueprint, Path({"resources", resource.logical_id, "Type"})});
}

// "AWS::EC2::VPC" by its parts.
std::vector<std::string_view> parts_of(std::string_view type) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = type.find("::");
    parts.push_back(type.substr(0, end));
    if (end != std::string_view::npos) type.remove_prefix(end + 2);
  }
  return parts;
}

// Whether each part could be meant by its counterpart: a long name forgives more mistakes than the
// three letters of a service, of which there are hundreds.
bool parts_are_near(std::string_view type, std::string_view other) {
  const std::vector<std::string_view> parts = parts_of(type);
  const std::vector<std::string_view> others = parts_of(other);
  if (parts.size() != others.size()) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] != others[i] && !nearest(parts[i], std::span(&others[i], 1))) return false;
  }
  return true;
}

// The types that were meant by those that AWS does not have. More than a thousand are compared with
// each, and many resources may bear the same.
class NearTypes {
 public:
  const std::vector<std::string>& of(const std::string& type) {
    const auto [found, fresh] = near_.try_emplace(type);
    if (fresh && is_of_aws(type) && !cfn::is_published(type)) found->second = search(type);
    return found->second;
  }

 private:
  static std::vector<std::string> search(const std::string& type) {
    constexpr std::size_t most_edits = 4;  // more than `nearest` forgives
    std::vector<std::string_view> candidates = cfn::published_types();
    std::erase_if(candidates, [&](std::string_view candidate) {
      const std::size_t longer = std::max(type.size(), candidate.size());
      return longer - std::min(type.size(), candidate.size()) > most_edits ||
             !parts_are_near(type, candidate);
    });
    return nearest_names(type, std::span<const std::string_view>(candidates));
  }

  std::map<std::string, std::vector<std::string>> near_;
};

}  // namespace

bool check_resource_schemas(const Plan& plan, const ResolvedSystem& system, const Plan* passed,
                            Diagnostics& diags) {
  const ResourceIndex before(passed);
  cfn::SchemaChecker checker;
  NearTypes near_types;
  bool fit = true;
  for (const Stack& stack : plan.stacks) {
    const Blueprint& blueprint = system.system().blueprints[stack.blueprint];
    for (const cfn::Resource& resource : stack.body.resources) {
      const bool raw = blueprint.resources.contains(resource.logical_id);
      const auto schema = cfn::find_resource_schema(resource.type);
      if (!schema) {
        if (!raw || near_types.of(resource.type).empty()) continue;
        Report report = diags.report(ids::ResourceTypeMisspelt, type_place(stack, resource, system),
                                     "no resource type `{}` is known", resource.type);
        suggest(report, resource.type, near_types.of(resource.type));
        continue;
      }
      if (raw && schema->exists_in(stack.region.name()) == false) {
        diags
            .report(ids::ResourceTypeElsewhere, type_place(stack, resource, system),
                    "{} ({}) had no {} in {}", stack.region.name(), stack.region.display_name(),
                    resource.type, cfn::schemas_published())
            .help(
                "see the service's page of endpoints whether it has come since, or make it in "
                "another region");
      }
      const cfn::Resource* same = before.find(stack.blueprint, resource.logical_id);
      if (same != nullptr && same->type == resource.type &&
          same->properties == resource.properties) {
        continue;
      }
      const std::vector<SchemaViolation> violations = checker.check(*schema, resource.properties);
      if (violations.empty()) continue;
      fit = false;
      SchemaFindings findings(stack, resource, system, diags);
      for (const SchemaViolation& violation : violations) findings.add(violation);
    }
  }
  return fit;
}

// ---- attributes
// -----------------------------------------------------------------------------------

namespace {

constexpr std::array<std::string_view, 8> pseudo_parameters{
    "AWS::AccountId", "AWS::NotificationARNs", "AWS::NoValue",   "AWS::Partition",
    "AWS::Region",    "AWS::StackId",          "AWS::StackName", "AWS::URLSuffix"};

class AttributeCheck {
 public:
  AttributeCheck(const Lowered& lowered, const ResolvedSystem& system, Diagnostics& diags)
      : lowered_(lowered), system_(system), diags_(diags) {
    for (const LoweredResource& resource : lowered.resources) {
      types_[{resource.blueprint, resource.resource.logical_id}] = resource.resource.type;
    }
  }

  void run() {
    for (const LoweredResource& resource : lowered_.resources) {
      if (!written_at(resource.blueprint, resource.resource.logical_id, system_).any()) continue;
      wrong_.clear();
      for (const cfn::Map* map : {&resource.resource.properties, &resource.resource.metadata}) {
        for (const auto& [key, inner] : *map) value(inner);
      }
      for (const std::optional<cfn::Value>* policy :
           {&resource.resource.creation_policy, &resource.resource.update_policy}) {
        if (*policy) value(**policy);
      }
      if (!wrong_.empty()) report(resource);
    }
  }

 private:
  // Blueprint, logical id, attribute; of a pseudo parameter only its name.
  using Named = std::tuple<std::size_t, std::string, std::string>;

  // What is wrong is told at each place where it is written; what the compiler refers to has none.
  void report(const LoweredResource& resource) {
    for (const WrittenReference& written :
         written_references(resource.blueprint, resource.resource.logical_id, system_)) {
      if (wrong_.contains({0, written.id, ""})) {
        pseudo_parameter(written);
      } else if (wrong_.contains({written.blueprint, written.id, written.attribute})) {
        attribute(written);
      }
    }
  }

  void value(const cfn::Value& value) {
    each_symbol(value, [&](const cfn::Symbol& symbol) {
      if (without(symbol.blueprint(), symbol.logical_id(), symbol.attribute())) {
        wrong_.emplace(symbol.blueprint(), symbol.logical_id(), symbol.attribute());
      }
    });
    each_function(value, Path(), [&](const cfn::Intrinsic& function, const Path&) {
      const auto* name = function.argument.value().as<std::string>();
      if (function.name == "Ref" && name != nullptr && is_of_aws(*name) &&
          std::find(pseudo_parameters.begin(), pseudo_parameters.end(), *name) ==
              pseudo_parameters.end()) {
        wrong_.insert({0, *name, ""});
      }
    });
  }

  // What the resource is and gives; nullopt where it has the attribute or that cannot be told.
  std::optional<cfn::ResourceSchema> without(std::size_t blueprint, std::string_view id,
                                             std::string_view attribute) const {
    const auto type = types_.find({blueprint, id});
    if (attribute.empty() || type == types_.end()) return std::nullopt;
    // Nested stacks and custom resources give what their authors chose.
    if (type->second.starts_with("AWS::CloudFormation::")) return std::nullopt;
    const auto schema = cfn::find_resource_schema(type->second);
    if (!schema || schema->attribute(attribute) != cfn::AttributeKind::None) return std::nullopt;
    return schema;
  }

  void attribute(const WrittenReference& written) {
    const auto schema = without(written.blueprint, written.id, written.attribute);
    if (!schema) return;
    const std::vector<std::string_view> known = schema->attributes();
    const auto near = nearest(written.attribute, known);
    diags_
        .report(ids::ResourceAttribute, written.span, "`{}` is an {}, which gives no `{}`",
                written.id, types_.at({written.blueprint, written.id}), written.attribute)
        .help(near            ? did_you_mean(*near)
              : known.empty() ? "it gives no attributes, only what `!Ref` gives"
                              : "it gives " + listed(known, written.attribute));
  }

  void pseudo_parameter(const WrittenReference& written) {
    Report report = diags_.report(ids::PseudoParameter, written.id_span,
                                  "CloudFormation has no pseudo parameter `{}`", written.id);
    if (suggest(report, written.id, pseudo_parameters).empty()) {
      report.help(
          "there are AWS::AccountId, AWS::Partition, AWS::Region, AWS::StackName and the "
          "like");
    }
  }

  const Lowered& lowered_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
  // By blueprint and logical id.
  std::map<std::pair<std::size_t, std::string_view>, std::string_view> types_;
  std::set<Named> wrong_;  // of the resource being looked at
};

}  // namespace

void check_resource_attributes(const Lowered& lowered, const ResolvedSystem& system,
                               Diagnostics& diags) {
  AttributeCheck(lowered, system, diags).run();
}

// ---- advice -------------------------------------------------------------------------------------

namespace {

void unknown_type(const std::string& type, const Span& span, Diagnostics& diags) {
  if (cfn::is_published(type)) {
    diags
        .report(ids::ResourceTypeUnknown, span,
                "the schema of {} is not among those here: its properties are not checked", type)
        .help("see that they are right; `aws cloudformation validate-template` does not");
  } else {
    diags
        .report(ids::ResourceTypeUnknown, span,
                "AWS had published no {} in {}: neither its name nor its properties are checked",
                type, cfn::schemas_published())
        .help("see that it exists; `aws cloudformation validate-template` does not");
  }
}

}  // namespace

void advise_on_schemas(const Plan& plan, const ResolvedSystem& system, Diagnostics& diags) {
  std::set<std::pair<std::string, std::string>> exports;  // region, name
  for (const Stack& stack : plan.stacks) {
    for (const auto& [name, output] : stack.outputs) {
      exports.insert({std::string(stack.region.name()), output.export_name});
    }
  }
  NearTypes near_types;
  for (const Stack& stack : plan.stacks) {
    const Blueprint& blueprint = system.system().blueprints[stack.blueprint];
    for (const cfn::Resource& resource : stack.body.resources) {
      if (blueprint.resources.contains(resource.logical_id) && is_of_aws(resource.type) &&
          !cfn::find_resource_schema(resource.type) && near_types.of(resource.type).empty()) {
        unknown_type(resource.type, type_place(stack, resource, system), diags);
      }
      const Written written = written_at(stack.blueprint, resource.logical_id, system);
      if (!written.any()) continue;
      const auto visit = [&](const cfn::Intrinsic& function, const Path&) {
        const auto* name = function.argument.value().as<std::string>();
        if (function.name != "Fn::ImportValue" || name == nullptr) return;
        if (exports.contains({std::string(stack.region.name()), *name})) return;
        Span span;
        for (const auto& record : {written.override, written.resource}) {
          if (record && !span.known()) span = system.places().words(*record, *name);
        }
        if (!span.known()) return;  // what the compiler imports
        diags
            .report(ids::ImportUnknown, span, "no stack of this system exports `{}` in {}", *name,
                    stack.region.name())
            .help(
                "it must be there, from elsewhere, before this stack is created; `${{ … }}` "
                "refers to what the system makes");
      };
      for (const auto& [key, value] : resource.properties) each_function(value, Path(), visit);
    }
  }
}

}  // namespace btsinfra
