#include "stages/check/resource_advice.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/resilience.h"
#include "diag/ids/security.h"
#include "services/value_walk.h"

namespace btsinfra {
namespace {

using cfn::Map;
using cfn::Value;

// ---- properties that shall have a value ---------------------------------------------------------

// What a property shall be. Values that only the deployment knows are taken to be right.
enum class Wanted : std::uint8_t { True, NotFalse, Given };

struct PropertyRule {
  std::string_view type;
  std::string_view path;  // "Encrypted", or deeper with dots
  Wanted wanted;
  Id id;
  std::string_view problem;  // behind the resource's name
  // Where one of these is given, the rule does not hold: a member of a cluster is as that is, a
  // copy as its source.
  std::array<std::string_view, 3> unless{};
};

constexpr std::string_view unencrypted = "does not encrypt what it stores";

const std::array property_rules{
    PropertyRule{"AWS::RDS::DBInstance",
                 "StorageEncrypted",
                 Wanted::True,
                 ids::NotEncrypted,
                 unencrypted,
                 {"DBClusterIdentifier", "SourceDBInstanceIdentifier", "DBSnapshotIdentifier"}},
    PropertyRule{
        "AWS::RDS::DBCluster",
        "StorageEncrypted",
        Wanted::True,
        ids::NotEncrypted,
        unencrypted,
        {"SnapshotIdentifier", "SourceDBClusterIdentifier", "ReplicationSourceIdentifier"}},
    PropertyRule{"AWS::EC2::Volume",
                 "Encrypted",
                 Wanted::True,
                 ids::NotEncrypted,
                 unencrypted,
                 {"SnapshotId"}},
    PropertyRule{"AWS::EFS::FileSystem", "Encrypted", Wanted::True, ids::NotEncrypted, unencrypted},
    PropertyRule{"AWS::ElastiCache::ReplicationGroup",
                 "AtRestEncryptionEnabled",
                 Wanted::True,
                 ids::NotEncrypted,
                 unencrypted,
                 {"GlobalReplicationGroupId"}},
    PropertyRule{"AWS::ElastiCache::ReplicationGroup",
                 "TransitEncryptionEnabled",
                 Wanted::True,
                 ids::PlainConnections,
                 "takes connections without TLS",
                 {"GlobalReplicationGroupId"}},
    PropertyRule{"AWS::OpenSearchService::Domain", "EncryptionAtRestOptions.Enabled", Wanted::True,
                 ids::NotEncrypted, unencrypted},
    PropertyRule{"AWS::SQS::Queue",
                 "SqsManagedSseEnabled",
                 Wanted::NotFalse,
                 ids::NotEncrypted,
                 unencrypted,
                 {"KmsMasterKeyId"}},
    PropertyRule{"AWS::ECR::Repository", "ImageScanningConfiguration.ScanOnPush", Wanted::True,
                 ids::ImagesNotScanned, "does not look through the images that come in"},
    PropertyRule{"AWS::Logs::LogGroup", "RetentionInDays", Wanted::Given, ids::EndlessLogs,
                 "keeps its records, and what they cost, for ever"},
};

// The texts of these shall be one of those.
struct WordRule {
  std::string_view type;
  std::string_view path;
  std::array<std::string_view, 2> words;
  Id id;
  std::string_view problem;
};

const std::array word_rules{
    WordRule{"AWS::EC2::LaunchTemplate",
             "LaunchTemplateData.MetadataOptions.HttpTokens",
             {"required"},
             ids::MetadataWithoutToken,
             "makes instances whose metadata, with the role's credentials, answer any request"},
    WordRule{"AWS::AutoScaling::LaunchConfiguration",
             "MetadataOptions.HttpTokens",
             {"required"},
             ids::MetadataWithoutToken,
             "makes instances whose metadata, with the role's credentials, answer any request"},
    WordRule{"AWS::ECR::Repository",
             "ImageTagMutability",
             {"IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"},
             ids::MutableTags,
             "lets a tag be given to another image"},
};

bool is_literal(const Value& value) {
  return value.as<bool>() != nullptr || value.as<std::int64_t>() != nullptr ||
         value.as<double>() != nullptr || value.as<std::string>() != nullptr ||
         value.as<cfn::List>() != nullptr || value.as<Map>() != nullptr;
}

bool is_true(const Value& value) {
  const auto* text = value.as<std::string>();
  const auto* flag = value.as<bool>();
  return (flag != nullptr && *flag) || (text != nullptr && *text == "true");
}

bool satisfies(const Value* value, Wanted wanted) {
  if (value != nullptr && !is_literal(*value)) return true;
  switch (wanted) {
    case Wanted::True:
      return value != nullptr && is_true(*value);
    case Wanted::NotFalse:
      return value == nullptr || is_true(*value);
    case Wanted::Given:
      return value != nullptr;
  }
  return true;
}

// ---- policies -----------------------------------------------------------------------------------

constexpr std::array<std::string_view, 6> policy_types{
    "AWS::IAM::Role",       "AWS::IAM::Policy",     "AWS::IAM::ManagedPolicy",
    "AWS::IAM::UserPolicy", "AWS::IAM::RolePolicy", "AWS::IAM::GroupPolicy"};

// Visits a value, or each one of a list, with its path.
void each_of(const Value* value, const Path& path,
             FunctionRef<void(const Value&, const Path&)> visit) {
  if (value == nullptr) return;
  const auto* list = value->as<cfn::List>();
  if (list == nullptr) {
    visit(*value, path);
    return;
  }
  for (std::size_t i = 0; i < list->size(); ++i) visit((*list)[i], path / i);
}

bool is_word(const Value& value, std::string_view word) {
  const auto* text = value.as<std::string>();
  return text != nullptr && *text == word;
}

bool has_word(const Value* value, std::string_view word) {
  bool found = false;
  each_of(value, Path(), [&](const Value& item, const Path&) { found |= is_word(item, word); });
  return found;
}

// "*" and "s3:*", not "s3:Get*".
bool is_every_action(const Value& value) {
  const auto* text = value.as<std::string>();
  return text != nullptr && (*text == "*" || text->ends_with(":*"));
}

// Managed policies that allow all of a service, or all there is.
bool is_broad_policy(std::string_view arn) {
  constexpr std::string_view mark = ":iam::aws:policy/";
  const std::size_t at = arn.find(mark);
  if (at == std::string_view::npos) return false;
  const std::string_view name = arn.substr(at + mark.size());
  constexpr std::array<std::string_view, 4> endings{"FullAccess", "ReadOnlyAccess",
                                                    "PowerUserAccess", "AdministratorAccess"};
  return std::any_of(endings.begin(), endings.end(),
                     [name](std::string_view ending) { return name.ends_with(ending); });
}

// ---- one resource -------------------------------------------------------------------------------

class ResourceAdvice {
 public:
  ResourceAdvice(const Stack& stack, const cfn::Resource& resource, const Plan& plan,
                 const ResolvedSystem& system, Diagnostics& diags)
      : resource_(resource), plan_(plan), system_(system), diags_(diags) {
    const Blueprint& blueprint = system.system().blueprints[stack.blueprint];
    raw_ = blueprint.resources.contains(resource.logical_id);
    const Path top({raw_ ? "resources" : "overrides", resource.logical_id});
    record_ = Place{stack.blueprint, top};
    const auto origin = stack.resources.find(resource.logical_id);
    if (origin != stack.resources.end()) component_ = origin->second.place;
    written_ = raw_ || blueprint.overrides.contains(resource.logical_id);
  }

  void run() {
    alarm();
    if (!written_) return;
    for (const PropertyRule& rule : property_rules) judge(rule);
    for (const WordRule& rule : word_rules) judge(rule);
    keys();
    public_access();
    policies();
    bucket_policy();
    security_groups();
    group();
    zones();
  }

 private:
  // A property is judged where people wrote it: anywhere in a raw resource, in an override only
  // what it sets.
  [[nodiscard]] bool concerns(std::string_view type, std::string_view path) const {
    if (resource_.type != type) return false;
    if (raw_) return true;
    const std::string_view top = path.substr(0, path.find('.'));
    return system_.places()
        .find(record_.blueprint, (record_ / "Properties" / top).path.to_string())
        .has_value();
  }

  [[nodiscard]] Span at(const Path& path) const {
    Place place = record_ / "Properties";
    for (const std::string& key : path.keys()) place = place / key;
    return system_.places().value(place);
  }

  [[nodiscard]] std::string name() const { return "`" + resource_.logical_id + "`"; }

  void judge(const PropertyRule& rule) {
    if (!concerns(rule.type, rule.path)) return;
    for (const std::string_view other : rule.unless) {
      if (!other.empty() && resource_.properties.find(other) != nullptr) return;
    }
    if (is_so_by_default(rule.id)) return;
    if (satisfies(value_at(resource_.properties, rule.path), rule.wanted)) return;
    diags_.report(rule.id, at(path_of(rule.path)), "{} {}", name(), rule.problem)
        .help(rule.wanted == Wanted::Given
                  ? "give it `" + std::string(rule.path) + "`"
                  : "write `" + std::string(rule.path) + ": true`" +
                        (rule.wanted == Wanted::NotFalse ? ", or leave it out" : ""));
  }

  // Aurora encrypts every new cluster and Valkey every new group; a log group of class DELIVERY
  // keeps its records for a day.
  [[nodiscard]] bool is_so_by_default(Id id) const {
    const Value* engine = resource_.properties.find("Engine");
    const auto* name = engine == nullptr ? nullptr : engine->as<std::string>();
    if (id == ids::NotEncrypted && name != nullptr) {
      return name->starts_with("aurora") || *name == "valkey";
    }
    const Value* kind = resource_.properties.find("LogGroupClass");
    return id == ids::EndlessLogs && kind != nullptr && is_word(*kind, "DELIVERY");
  }

  void judge(const WordRule& rule) {
    if (!concerns(rule.type, rule.path)) return;
    if (rule.id == ids::MetadataWithoutToken) {
      const std::string beside(rule.path.substr(0, rule.path.rfind('.')));
      const Value* endpoint = value_at(resource_.properties, beside + ".HttpEndpoint");
      if (endpoint != nullptr && is_word(*endpoint, "disabled")) return;
    }
    const Value* value = value_at(resource_.properties, rule.path);
    if (value != nullptr) {
      const auto* text = value->as<std::string>();
      if (text == nullptr ||
          std::find(rule.words.begin(), rule.words.end(), *text) != rule.words.end()) {
        return;
      }
    }
    diags_.report(rule.id, at(path_of(rule.path)), "{} {}", name(), rule.problem)
        .help("write `" + std::string(rule.path) + ": " + std::string(rule.words.front()) + "`");
  }

  // Only symmetric keys of KMS's own material are rotated.
  void keys() {
    if (!concerns("AWS::KMS::Key", "EnableKeyRotation")) return;
    const Value* spec = resource_.properties.find("KeySpec");
    const Value* origin = resource_.properties.find("Origin");
    if ((spec != nullptr && !is_word(*spec, "SYMMETRIC_DEFAULT")) ||
        (origin != nullptr && !is_word(*origin, "AWS_KMS"))) {
      return;
    }
    if (satisfies(resource_.properties.find("EnableKeyRotation"), Wanted::True)) return;
    diags_
        .report(ids::KeyNotRotated, at(Path({"EnableKeyRotation"})),
                "{} encrypts with the same material for ever", name())
        .help("write `EnableKeyRotation: true`: what is encrypted already stays readable");
  }

  // S3 blocks all public access unless a configuration says otherwise; of one that is given, what
  // is left out is off.
  void public_access() {
    constexpr std::string_view name_of_block = "PublicAccessBlockConfiguration";
    if (!concerns("AWS::S3::Bucket", name_of_block)) return;
    const Value* block = resource_.properties.find(name_of_block);
    const auto* parts = block == nullptr ? nullptr : block->as<Map>();
    if (parts == nullptr) return;
    constexpr std::array<std::string_view, 4> all{"BlockPublicAcls", "BlockPublicPolicy",
                                                  "IgnorePublicAcls", "RestrictPublicBuckets"};
    for (const std::string_view each : all) {
      if (satisfies(parts->find(each), Wanted::True)) continue;
      diags_
          .report(ids::PublicBucket, at(Path({std::string(name_of_block)}) / each),
                  "{} does not rule out that it becomes public: `{}` is off", name(), each)
          .help("write `" + std::string(each) +
                ": true`, or leave the whole configuration out: S3 then blocks all of it");
      return;
    }
  }

  void policies() {
    if (std::find(policy_types.begin(), policy_types.end(), resource_.type) == policy_types.end()) {
      return;
    }
    document(resource_.properties.find("PolicyDocument"), Path({"PolicyDocument"}));
    each_of(resource_.properties.find("Policies"), Path({"Policies"}),
            [&](const Value& policy, const Path& path) {
              const auto* map = policy.as<Map>();
              if (map != nullptr) document(map->find("PolicyDocument"), path / "PolicyDocument");
            });
    each_of(resource_.properties.find("ManagedPolicyArns"), Path({"ManagedPolicyArns"}),
            [&](const Value& arn, const Path& path) { managed_policy(arn, path); });
  }

  void document(const Value* policy, const Path& path) {
    const auto* map = policy == nullptr ? nullptr : policy->as<Map>();
    if (map == nullptr) return;
    each_of(map->find("Statement"), path / "Statement",
            [&](const Value& statement, const Path& where) {
              const auto* parts = statement.as<Map>();
              if (parts != nullptr) this->statement(*parts, where);
            });
  }

  void statement(const Map& parts, const Path& path) {
    const Value* effect = parts.find("Effect");
    // A condition may narrow it to very little.
    if (effect == nullptr || !is_word(*effect, "Allow") || !has_word(parts.find("Resource"), "*") ||
        parts.find("Condition") != nullptr) {
      return;
    }
    bool told = false;
    each_of(parts.find("Action"), path / "Action", [&](const Value& action, const Path& where) {
      if (told || !is_every_action(action)) return;
      told = true;
      diags_
          .report(ids::WildcardPolicy, at(where), "{} allows `{}` on everything there is", name(),
                  *action.as<std::string>())
          .help(
              "list the actions that are used, on the ARNs they are used on; `reads:` and "
              "`writes:` of a component make such statements");
    });
  }

  void managed_policy(const Value& arn, const Path& path) {
    std::string text;
    each_literal(arn, [&](const std::string& part) { text += part; });
    if (!is_broad_policy(text)) return;
    diags_
        .report(ids::BroadManagedPolicy, at(path), "{} gets `{}`, which speaks of all there is",
                name(), text.substr(text.rfind('/') + 1))
        .help("allow the actions that are used on the ARNs they are used on");
  }

  void bucket_policy() {
    if (!concerns("AWS::S3::BucketPolicy", "PolicyDocument")) return;
    const Value* statements = value_at(resource_.properties, "PolicyDocument.Statement");
    each_of(statements, Path({"PolicyDocument", "Statement"}),
            [&](const Value& value, const Path& path) {
              const auto* parts = value.as<Map>();
              if (parts == nullptr) return;
              const Value* effect = parts->find("Effect");
              const Value* principal = parts->find("Principal");
              const auto* by_kind = principal == nullptr ? nullptr : principal->as<Map>();
              const bool everybody = has_word(principal, "*") ||
                                     (by_kind != nullptr && has_word(by_kind->find("AWS"), "*"));
              if (effect == nullptr || !is_word(*effect, "Allow") || !everybody ||
                  parts->find("Condition") != nullptr) {
                return;
              }
              diags_
                  .report(ids::PublicBucket, at(path / "Principal"),
                          "{} lets everybody in the internet at its bucket", name())
                  .help(
                      "publish through a distribution (`distributions:`), which alone may read "
                      "it");
            });
  }

  void security_groups() {
    if (resource_.type == "AWS::EC2::SecurityGroupIngress") {
      ingress(resource_.properties, Path());
    } else if (resource_.type == "AWS::EC2::SecurityGroup") {
      each_of(resource_.properties.find("SecurityGroupIngress"), Path({"SecurityGroupIngress"}),
              [&](const Value& rule, const Path& path) {
                const auto* parts = rule.as<Map>();
                if (parts != nullptr) ingress(*parts, path);
              });
    }
  }

  void ingress(const Map& rule, const Path& path) {
    const bool v4 = has_word(rule.find("CidrIp"), "0.0.0.0/0");
    if (!v4 && !has_word(rule.find("CidrIpv6"), "::/0")) return;
    const Value* protocol = rule.find("IpProtocol");
    constexpr std::array<std::string_view, 4> without_ports{"icmp", "icmpv6", "1", "58"};
    if (protocol != nullptr &&
        std::any_of(without_ports.begin(), without_ports.end(),
                    [&](std::string_view word) { return is_word(*protocol, word); })) {
      return;
    }
    const std::optional<Port> first = port_of(rule.find("FromPort"));
    const std::optional<Port> last = port_of(rule.find("ToPort"));
    if (!first || !last) return;
    if (*first == *last && (*first == 80 || *first == 443)) return;
    const std::string ports = *first < 0 ? "every port"
                              : *first == *last
                                  ? "port " + std::to_string(*first)
                                  : "ports " + std::to_string(*first) + "-" + std::to_string(*last);
    diags_
        .report(ids::WorldOpenPort, at(path / (v4 ? "CidrIp" : "CidrIpv6")),
                "{} opens {} to everybody", name(), ports)
        .help("name the addresses or the security group that may connect");
  }

  using Port = std::int64_t;  // below 0: all of them

  // Nothing where only the deployment knows it. CloudFormation takes numbers as texts, too.
  static std::optional<Port> port_of(const Value* value) {
    if (value == nullptr) return -1;
    if (const auto* number = value->as<std::int64_t>()) return *number;
    const auto* text = value->as<std::string>();
    if (text == nullptr) return std::nullopt;
    Port port = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), port);
    if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
    return port;
  }

  void group() {
    if (!concerns("AWS::AutoScaling::AutoScalingGroup", "TargetGroupARNs")) return;
    if (resource_.properties.find("TargetGroupARNs") == nullptr) return;
    const Value* type = resource_.properties.find("HealthCheckType");
    const auto* word = type == nullptr ? nullptr : type->as<std::string>();
    if (type != nullptr && (word == nullptr || word->find("ELB") != std::string::npos)) return;
    diags_
        .report(ids::GroupIgnoresTargets, at(Path({"HealthCheckType"})),
                "{} keeps instances that run and no longer answer", name())
        .help("write `HealthCheckType: ELB`, with a `HealthCheckGracePeriod` for their start");
  }

  // Which zones an account is shown, and in which order, is its own.
  void zones() {
    bool told = false;
    each_function(
        Value(resource_.properties), Path(), [&](const cfn::Intrinsic& function, const Path& path) {
          if (told || function.name != "Fn::Select") return;
          const auto* parts = function.argument.value().as<cfn::List>();
          const auto* list =
              parts == nullptr || parts->size() != 2 ? nullptr : parts->back().as<cfn::Intrinsic>();
          if (list == nullptr || list->name != "Fn::GetAZs") return;
          told = true;
          diags_
              .report(ids::ZonesByPosition, at(path),
                      "{} takes a zone by its place in a list, which differs between "
                      "accounts and grows",
                      name())
              .help("name it: `!Sub \"${AWS::Region}a\"`, as the network's zones are");
        });
  }

  // A group sends its own metrics only if it is told to.
  void alarm() {
    if (resource_.type != "AWS::CloudWatch::Alarm") return;
    const Value* space = resource_.properties.find("Namespace");
    const Value* metric = resource_.properties.find("MetricName");
    const auto* metric_name = metric == nullptr ? nullptr : metric->as<std::string>();
    if (space == nullptr || !is_word(*space, "AWS/AutoScaling") || metric_name == nullptr ||
        !metric_name->starts_with("Group")) {
      return;
    }
    each_of(resource_.properties.find("Dimensions"), Path({"Dimensions"}),
            [&](const Value& dimension, const Path& path) {
              const auto* parts = dimension.as<Map>();
              const Value* value = parts == nullptr ? nullptr : parts->find("Value");
              const cfn::Resource* group = value == nullptr ? nullptr : group_of(*value);
              if (group == nullptr || group->properties.find("MetricsCollection") != nullptr)
                return;
              diags_
                  .report(
                      ids::AlarmCannotFire,
                      written_ ? at(path / "Value") : system_.places().value(component_ / "metric"),
                      "{} waits for `{}`, which `{}` does not send", name(), *metric_name,
                      group->logical_id)
                  .help("give the group `MetricsCollection: [{Granularity: 1Minute}]`");
            });
  }

  // The group of the plan that a dimension names.
  [[nodiscard]] const cfn::Resource* group_of(const Value& value) const {
    const cfn::Resource* found = nullptr;
    const auto* function = value.as<cfn::Intrinsic>();
    if (function == nullptr || function->name != "Ref") return nullptr;
    const auto* id = function->argument.value().as<std::string>();
    for (const Stack& stack : plan_.stacks) {
      if (id == nullptr || stack.blueprint != record_.blueprint) continue;
      for (const cfn::Resource& other : stack.body.resources) {
        if (other.logical_id == *id && other.type == "AWS::AutoScaling::AutoScalingGroup") {
          found = &other;
        }
      }
    }
    return found;
  }

  const cfn::Resource& resource_;
  const Plan& plan_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
  bool raw_ = false;
  bool written_ = false;
  Place record_;     // the raw resource or the override
  Place component_;  // that it was made for
};

}  // namespace

void advise_on_resources(const Plan& plan, const ResolvedSystem& system, Diagnostics& diags) {
  for (const Stack& stack : plan.stacks) {
    for (const cfn::Resource& resource : stack.body.resources) {
      ResourceAdvice(stack, resource, plan, system, diags).run();
    }
  }
}

}  // namespace btsinfra
