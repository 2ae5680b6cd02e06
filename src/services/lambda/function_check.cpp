// What Lambda demands of functions beyond types and bounds.
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/compute.h"
#include "btsinfra/services/network.h"

#include "diag/ids/events.h"
#include "diag/ids/names_and_addresses.h"
#include "services/given_text.h"
#include "services/kind.h"
#include "services/lambda/function.h"
#include "services/lambda/function_parts.h"
#include "services/lambda/runtimes.h"
#include "services/log_retention.h"
#include "services/peering/reach.h"
#include "services/tags.h"
#include "support/date.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

// "Defined runtime environment variables" of the developer guide; nobody may set them.
constexpr std::array<std::string_view, 22> reserved_variables{
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_DOTNET_PREJIT",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_MAX_CONCURRENCY",
    "AWS_LAMBDA_METADATA_API",
    "AWS_LAMBDA_METADATA_TOKEN",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SECRET_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
    "_HANDLER",
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; }
bool is_name_character(char c) { return is_word(c) || c == '-'; }

class FunctionCheck {
 public:
  FunctionCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        function_(component.as<LambdaFunction>()),
        system_(system),
        diags_(diags) {}

  void run() {
    name();
    source();
    runtime();
    handler();
    switched();
    environment();
    tier();
    outside();
    check_retention(component_.place / "retention", function_.retention, system_, diags_);
    check_tags(component_.place / "tags", function_.options.tags, system_, diags_);
  }

 private:
  [[nodiscard]] Span at(std::string_view field) const { return system_.at(component_, field); }

  void name() {
    for (const Text::Part& part : function_.name.parts()) {
      const auto* words = std::get_if<std::string>(&part);
      if (words == nullptr || std::all_of(words->begin(), words->end(), is_name_character)) {
        continue;
      }
      diags_.report(ids::FunctionName, at("name"), "`{}` cannot name a function", *words)
          .help("names are made of Latin letters, digits, `-` and `_`");
      return;
    }
  }

  // Exactly one place for the code to come from.
  void source() {
    std::vector<std::string_view> given;
    if (!function_.code.empty()) given.emplace_back("code");
    if (!function_.bucket.empty()) given.emplace_back("bucket");
    if (!function_.starts.empty()) given.emplace_back("starts");
    if (!function_.stops.empty()) given.emplace_back("stops");
    if (given.empty()) {
      diags_.report(ids::FunctionCode, system_.at(component_), "this function has no code")
          .help(
              "write it in `code`, name the package by `bucket` and `key`, or say which bastions "
              "it `starts` or `stops`");
    } else if (given.size() > 1) {
      diags_
          .report(ids::FunctionCode, at(given[1]),
                  "the code of a function comes from one place: "
                  "not from `{}` and `{}`",
                  given[0], given[1])
          .note(at(given[0]), "the other one")
          .help("make two functions of it");
    }
    if (!function_.bucket.empty() && function_.key.empty()) {
      diags_
          .report(ids::FunctionCode, at("bucket"), "nothing says which object of the bucket it is")
          .help("name the package in `key`, as `functions/thumbnails.zip`");
    }
    for (const std::string_view field : {"key", "version"}) {
      if (!function_.bucket.empty()) break;
      if ((field == "key" ? function_.key : function_.version).empty()) continue;
      diags_
          .report(ids::FunctionCode, at(field), "`{}` is of an object, but no bucket is named",
                  field)
          .help("name the package's bucket in `bucket`");
    }
    package_region();
  }

  void package_region() {
    const Component* bucket = system_.target(component_, function_.bucket.target(), "buckets");
    if (bucket == nullptr || bucket->tainted) return;
    if (system_.region(*bucket) == system_.region(component_)) return;
    diags_
        .report(ids::FunctionPackageElsewhere, at("bucket"),
                "`{}` stands in `{}`, and Lambda fetches packages within its own region, `{}`",
                function_.bucket.target().path, system_.region(*bucket).name(),
                system_.region(component_).name())
        .note(system_.at(*bucket), "the bucket")
        .help("name a bucket of this region");
  }

  void runtime() {
    if (function_.runtime.empty()) return;
    const Runtime* known = find_runtime(function_.runtime);
    if (known == nullptr) {
      unknown_runtime();
      return;
    }
    const std::string newest(known->successor.empty() ? "" : known->successor);
    const std::string help = newest.empty()
                                 ? "take the next version of its language once Lambda has it"
                                 : "write `" + newest + "`";
    const std::string_view today = system_.judged_on(runtime_facts_date);
    if (known->creation_blocked <= today) {
      diags_
          .report(ids::RuntimeBlocked, at("runtime"),
                  "Lambda has made no new functions with `{}` since {}", known->name,
                  known->creation_blocked)
          .help(help);
    } else if (known->deprecated <= months_later(today, runtime_notice_months)) {
      diags_
          .report(ids::RuntimeDeprecated, at("runtime"),
                  "`{}` gets no security fixes from {} on, and no new functions from {} on",
                  known->name, known->deprecated, known->creation_blocked)
          .help(help);
    }
  }

  void unknown_runtime() {
    std::vector<std::string_view> usable;
    for (const Runtime& runtime : runtimes()) {
      if (runtime.deprecated > system_.judged_on(runtime_facts_date))
        usable.push_back(runtime.name);
    }
    const auto near = nearest(function_.runtime, std::span<const std::string_view>(usable));
    std::string known;
    for (const std::string_view name : usable) {
      known += (known.empty() ? "`" : ", `") + std::string(name) + "`";
    }
    diags_
        .report(ids::RuntimeUnknown, at("runtime"), "`{}` is no runtime that was known on {}",
                function_.runtime, runtime_facts_date)
        .help(near ? did_you_mean(*near) : "known are " + known);
  }

  [[nodiscard]] bool interpreted() const {
    const std::string_view name = runtime_of(function_);
    return name.starts_with("python") || name.starts_with("nodejs");
  }

  void handler() {
    const bool written = !function_.starts.empty() || !function_.stops.empty();
    if (written) {
      for (const std::string_view field : {"handler", "runtime"}) {
        if ((field == "handler" ? function_.handler : function_.runtime).empty()) continue;
        diags_
            .report(ids::FunctionHandler, at(field),
                    "the code of this function is written by the compiler, for the newest Python")
            .help("leave `" + std::string(field) + "` out");
      }
      return;
    }
    if (function_.code.empty()) return;
    if (!interpreted()) {
      diags_
          .report(ids::FunctionHandler, at("code"),
                  "code in the template is for Python and Node.js only, not for `{}`",
                  runtime_of(function_))
          .help("put a package into a bucket and name it by `bucket` and `key`");
      return;
    }
    if (function_.handler.empty()) {
      defines("handler");
      return;
    }
    constexpr std::string_view module = "index.";
    if (!function_.handler.starts_with(module) || function_.handler.size() == module.size()) {
      diags_
          .report(ids::FunctionHandler, at("handler"),
                  "code in the template is the module `index`, and `{}` is in none of that name",
                  function_.handler)
          .help("write `index.<name of the function>`");
      return;
    }
    defines(std::string_view(function_.handler).substr(module.size()));
  }

  // The name must at least occur in code that is literal.
  void defines(std::string_view name) {
    for (const Text::Part& part : function_.code.parts()) {
      const auto* words = std::get_if<std::string>(&part);
      if (words == nullptr || words->find(name) != std::string::npos) return;
    }
    diags_
        .report(ids::FunctionHandler, at(function_.handler.empty() ? "code" : "handler"),
                "the code defines no `{}`", name)
        .help("name the function that is called: `handler: index.<name>`");
  }

  void switched() {
    const Switched switched = switched_by(function_);
    if (switched.targets == nullptr) return;
    for (std::size_t i = 0; i < switched.targets->size(); ++i) {
      const AnyRef& target = (*switched.targets)[i];
      const Component* bastion = system_.target(component_, target.target);
      if (bastion == nullptr || bastion->tainted) continue;
      const Span here = system_.places().value(component_.place / switched.field / i);
      if (bastion->kind->key() != "bastions") {
        diags_
            .report(ids::SwitchedSubject, here, "{} is nothing that a function {}",
                    with_article(bastion->kind->noun()), switched.field)
            .note(system_.at(*bastion), "it is declared here")
            .help(
                "name bastions; an Auto Scaling group starts and stops instances itself, by "
                "`size`");
      } else if (system_.region(*bastion) != system_.region(component_)) {
        diags_
            .report(ids::SwitchedSubject, here,
                    "`{}` stands in `{}`, and the function acts in its own region, `{}`",
                    target.target.path, system_.region(*bastion).name(),
                    system_.region(component_).name())
            .note(system_.at(*bastion), "it is declared here")
            .help("declare the function in the bastion's blueprint");
      } else if (!bastion->as<Bastion>().elastic_ips) {
        diags_
            .report(ids::AddressOfStopped, here,
                    "each time `{}` has been stopped it comes back with another public address",
                    target.target.path)
            .note(system_.at(*bastion, "elastic_ips"), "it has no Elastic IP")
            .help("leave out `elastic_ips: false`, or log in through Session Manager");
      }
    }
  }

  void environment() {
    check_given_text(component_, function_.code, component_.place / "code", system_, diags_);
    for (const auto& [name, value] : function_.environment) {
      check_given_text(component_, value, component_.place / "environment" / name, system_, diags_);
    }
    const bool switches = switched_by(function_).targets != nullptr;
    for (const auto& [name, value] : function_.environment) {
      const Span here = system_.places().key(component_.place / "environment" / name);
      if (std::find(reserved_variables.begin(), reserved_variables.end(), name) !=
          reserved_variables.end()) {
        diags_.report(ids::FunctionEnvironment, here, "`{}` is set by Lambda itself", name)
            .help("choose another name, or read the value that is there");
      } else if (name.size() < 2 || !is_letter(name.front()) ||
                 !std::all_of(name.begin(), name.end(), is_word)) {
        diags_
            .report(ids::FunctionEnvironment, here, "`{}` cannot name an environment variable",
                    name)
            .help(name.size() == 1 && is_letter(name.front())
                      ? "write two characters or more, which Lambda wants of a name"
                      : "names begin with a letter and go on with letters, digits and `_`");
      } else if (switches && name == instances_variable) {
        diags_
            .report(ids::FunctionEnvironment, here,
                    "`{}` tells the compiler's code which instances it acts on", name)
            .help("choose another name");
      }
    }
  }

  // Outside of a public tier addresses are private. An override may place the function after all.
  void outside() {
    if (!function_.subnets.empty() || is_placed_by_override()) return;
    std::set<ComponentId> told;
    for (const ComponentUse& use : system_.uses_by(component_)) {
      if (!use.place.path.within((component_.place / "environment").path) &&
          !use.place.path.within((component_.place / "code").path)) {
        continue;
      }
      const Component& served = system_.component(use.used);
      const std::optional<Attribute> attribute =
          use.for_value ? system_.described(use) : std::nullopt;
      if (!attribute || !attribute->address || served.tainted || system_.lost(served.blueprint) ||
          is_public(served) || !told.insert(served.id).second) {
        continue;
      }
      diags_
          .report(ids::NotAdmitted, system_.places().value(use.place),
                  "`{}` is given the address of `{}` and stands outside of every network: what "
                  "connects there waits in vain",
                  component_.label(), system_.label_in(component_.blueprint, served))
          .note(system_.at(served), "it is declared here")
          .help("name a private tier in `subnets`, and write `allow: [" +
                system_.label_in(served.blueprint, component_) + "]` where the address leads");
    }
  }

  [[nodiscard]] bool is_placed_by_override() const {
    const auto& overrides = system_.blueprint(component_).overrides;
    const auto found = overrides.find(function_id(component_.name));
    if (found == overrides.end()) return false;
    const auto* properties = std::get_if<FreeMap>(&found->second.properties.data);
    return properties != nullptr &&
           std::any_of(properties->begin(), properties->end(),
                       [](const FreeEntry& entry) { return entry.key == "VpcConfig"; });
  }

  [[nodiscard]] bool is_public(const Component& served) const {
    const std::vector<const Component*> tiers = tiers_of(served, system_);
    return std::any_of(tiers.begin(), tiers.end(), [](const Component* tier) {
      return !tier->tainted && tier->as<SubnetTier>().access == Access::Public;
    });
  }

  // Interfaces of functions never have public addresses, not even in public subnets.
  void tier() {
    const Component* tier = system_.target(component_, function_.subnets.target(), "subnets");
    if (tier == nullptr || tier->tainted) return;
    if (tier->as<SubnetTier>().access != Access::Public) return;
    diags_
        .report(ids::FunctionInPublicTier, at("subnets"),
                "in a public tier a function reaches neither the internet nor AWS: it gets no "
                "public address there")
        .note(system_.at(*tier), "the tier")
        .help("name a private tier, whose way out is NAT");
  }

  const Component& component_;
  const LambdaFunction& function_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void LambdaFunctionKind::check(const Component& component, const ResolvedSystem& system,
                               Diagnostics& diags) const {
  FunctionCheck(component, system, diags).run();
}

}  // namespace btsinfra
