// AWS facts this rests on (Amazon ECS API reference, Secret):
// - ValueFrom is the ARN of a secret, to which `:<key>:<stage>:<version>` may be added, each part
//   of it empty or not but all three colons there; or the ARN of a parameter of Systems Manager, or
//   its name where it is of the same region.
// - The execution role fetches it, with secretsmanager:GetSecretValue or ssm:GetParameters, and
//   kms:Decrypt where the secret has a key of its own.
#include "services/ecs/secret_source.h"

#include <algorithm>

#include "support/arn.h"

namespace btsinfra {
namespace {

constexpr std::string_view secret_resource = "secret:";
constexpr std::string_view parameter_resource = "parameter/";

// ":<key>:<stage>:<version>"
bool is_selection(std::string_view text) {
  constexpr auto colons = 3;
  return text.starts_with(':') && std::count(text.begin(), text.end(), ':') == colons;
}

std::string selection_help(std::string_view written) {
  std::string key(written.substr(written.find_first_not_of(':') == std::string_view::npos
                                     ? written.size()
                                     : written.find_first_not_of(':')));
  key = key.substr(0, key.find(':'));
  return "one key of a secret is picked by `:" + (key.empty() ? "password" : key) +
         "::` behind its ARN, all three colons written";
}

// The secret's own ARN and what is picked of it.
struct SecretParts {
  std::string arn;
  std::string selection;
};
SecretParts split(const std::string& text, const Arn& arn) {
  const std::size_t begin = text.size() - arn.resource.size() + secret_resource.size();
  const std::size_t colon = text.find(':', begin);
  if (colon == std::string::npos) return {text, ""};
  return {text.substr(0, colon), text.substr(colon)};
}

bool is_parameter_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_.-/").find(c) != std::string_view::npos;
  });
}

std::optional<SecretFault> literal_fault(const std::string& text) {
  const std::optional<Arn> arn = parse_arn(text);
  if (!arn) {
    if (is_parameter_name(text)) return std::nullopt;
    return SecretFault{"`" + text + "` names no secret",
                       "write the ARN of a secret, as `${{ databases.main.secret_arn }}`, or the "
                       "name of a parameter of Systems Manager. The value itself belongs nowhere "
                       "in a blueprint"};
  }
  if (arn->service == "ssm" && arn->resource.starts_with(parameter_resource)) return std::nullopt;
  if (arn->service == "secretsmanager" && arn->resource.starts_with(secret_resource)) {
    const SecretParts parts = split(text, *arn);
    if (parts.selection.empty() || is_selection(parts.selection)) return std::nullopt;
    return SecretFault{"`" + parts.selection + "` does not say what of the secret is wanted",
                       selection_help(parts.selection)};
  }
  return SecretFault{"`" + text + "` is the ARN of neither a secret nor a parameter",
                     "an ARN of a secret reads arn:aws:secretsmanager:<region>:<account>:secret:<"
                     "name>, one of a parameter arn:aws:ssm:<region>:<account>:parameter/<name>"};
}

std::optional<SecretFault> reference_fault(const Component& component, const Text& source,
                                           const ResolvedSystem& system) {
  const auto* reference = std::get_if<Reference>(&source.parts().front());
  if (reference == nullptr || source.parts().size() > 2) {
    return SecretFault{"a secret is named by one reference, with what is picked of it behind",
                       "write `${{ databases.main.secret_arn }}`, or the same with `:password::`"};
  }
  const auto found = system.lookup(component.blueprint, reference->path, "");
  const auto* target = std::get_if<ReferenceTarget>(&found);
  if (target == nullptr) return std::nullopt;  // reported with the names
  const std::optional<Attribute> attribute = target->described();
  if (attribute && !fields::fits(fields::Meaning::Secret, attribute->meaning)) {
    return SecretFault{"`" + reference->path + "` is not the ARN of a secret",
                       "name the ARN, as `${{ databases.main.secret_arn }}`"};
  }
  if (source.parts().size() == 1) return std::nullopt;
  const auto* selection = std::get_if<std::string>(&source.parts().back());
  if (selection != nullptr && is_selection(*selection)) return std::nullopt;
  const std::string written = selection == nullptr ? "" : *selection;
  return SecretFault{"`" + written + "` does not say what of the secret is wanted",
                     selection_help(written)};
}

Statement fetching(const char* action, cfn::Value resource) {
  Statement statement;
  statement.actions = {action};
  statement.resources = {std::move(resource)};
  return statement;
}

Statement fetching_literal(const std::string& text) {
  const std::optional<Arn> arn = parse_arn(text);
  if (!arn) {
    const std::string name = text.starts_with('/') ? text.substr(1) : text;
    return fetching("ssm:GetParameters",
                    cfn::sub("arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:" +
                             std::string(parameter_resource) + name));
  }
  if (arn->service == "ssm") return fetching("ssm:GetParameters", text);
  return fetching("secretsmanager:GetSecretValue", split(text, *arn).arn);
}

// Whether all that the statement allows is the use of a key.
bool is_about_key(const Statement& statement) {
  return std::all_of(statement.actions.begin(), statement.actions.end(),
                     [](const std::string& action) { return action.starts_with("kms:"); });
}

}  // namespace

std::optional<SecretFault> secret_fault(const Component& component, const Text& source,
                                        const ResolvedSystem& system) {
  if (source.empty()) return literal_fault("");
  if (const std::string* words = source.literal()) return literal_fault(*words);
  return reference_fault(component, source, system);
}

std::vector<Statement> secret_statements(const Component& component, const Text& source,
                                         const Lowering& lowering) {
  if (const std::string* words = source.literal()) return {fetching_literal(*words)};
  const auto* reference =
      source.empty() ? nullptr : std::get_if<Reference>(&source.parts().front());
  if (reference == nullptr) return {};  // reported by the check
  std::vector<Statement> statements{
      fetching("secretsmanager:GetSecretValue", lowering.reference(component, *reference))};
  // A secret of this region may have a key of its own; a copy in another has that of its region.
  const Component* named = lowering.system().target(component, *reference);
  if (named != nullptr && lowering.system().region(*named) == lowering.system().region(component)) {
    for (Statement& statement : named->kind->access(*named, AccessKind::Read, lowering.system())) {
      if (is_about_key(statement)) statements.push_back(std::move(statement));
    }
  }
  return statements;
}

}  // namespace btsinfra
