// What a repository is to others.
//
// AWS facts this rests on:
// - Fetching takes three actions on the repository, pushing four more. The token that opens the
//   registry is not of one repository: its action is granted on everything.
// - A repository's address is <account>.dkr.ecr.<region>.<domain>/<name>; a copy in another region
//   has the same name and account.
#include "services/ecr/repository.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "services/lowering.h"
#include "services/names.h"

namespace btsinfra {
namespace {

Statement allowing(std::string sid, std::vector<std::string> actions, cfn::Value resource) {
  Statement statement;
  statement.sid = std::move(sid);
  statement.actions = std::move(actions);
  statement.resources = {std::move(resource)};
  return statement;
}

// The account and the region are those of the stack that uses it. The name comes from the
// repository itself, so that it is made before.
cfn::Value local_uri(const Component& component) {
  return cfn::Text{{cfn::ref("AWS::AccountId"), ".dkr.ecr.", cfn::ref("AWS::Region"), ".",
                    cfn::ref("AWS::URLSuffix"), "/",
                    Lowering::symbol(component, repository_id(component.name))}};
}

bool is_word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// How many characters at the beginning can stand between two words: `.`, `_`, `__` or hyphens.
std::size_t joint_length(std::string_view text) {
  if (text.starts_with("__")) return 2;
  if (text.starts_with('.') || text.starts_with('_')) return 1;
  return std::min(text.find_first_not_of('-'), text.size());
}

// One of the parts between slashes.
bool is_name_part(std::string_view part) {
  while (true) {
    const auto* end = std::find_if_not(part.begin(), part.end(), is_word_character);
    if (end == part.begin()) return false;
    part.remove_prefix(static_cast<std::size_t>(end - part.begin()));
    if (part.empty()) return true;
    const std::size_t joint = joint_length(part);
    if (joint == 0) return false;
    part.remove_prefix(joint);
  }
}

constexpr std::size_t shortest_name = 2;
constexpr std::size_t longest_name = 256;

}  // namespace

std::string repository_id(std::string_view name) { return upper_camel(name) + "Repository"; }

std::vector<Statement> pull_statements(cfn::Value arn) {
  return {allowing("OpenRegistry", {"ecr:GetAuthorizationToken"}, "*"),
          allowing("PullImages",
                   {"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage",
                    "ecr:GetDownloadUrlForLayer"},
                   std::move(arn))};
}

std::optional<Region> replica_region(const std::string& entry, const ResolvedSystem& system) {
  if (std::optional<Region> region = Region::parse(entry)) return region;
  for (const Blueprint& blueprint : system.system().blueprints) {
    if (blueprint.name == entry) return blueprint.region;
  }
  return std::nullopt;
}

bool is_repository_name(std::string_view name) {
  if (name.size() < shortest_name || name.size() > longest_name) return false;
  while (true) {
    const std::size_t slash = name.find('/');
    if (!is_name_part(name.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

std::string proposed_repository_name(std::string_view name) {
  std::string legal;
  for (const char c : lower_case(name)) {
    if (is_word_character(c)) {
      legal += c;
    } else if (!legal.empty() && is_word_character(legal.back())) {
      legal += c == '/' || c == '_' || c == '.' ? c : '-';
    }
  }
  while (!legal.empty() && !is_word_character(legal.back())) legal.pop_back();
  legal.resize(std::min(legal.size(), longest_name));
  return is_repository_name(legal) ? legal : "";
}

std::span<const Attribute> RepositoryKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "uri", .doc = "Its address, as images are named by: `<uri>:<tag>`."},
      {.name = "local_uri",
       .doc = "The same in the region of whoever uses it: there, the address of its copy (see "
              "`replicate_to`)."},
      {.name = "name", .doc = "Its name."},
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn},
  };
  return known;
}

cfn::Value RepositoryKind::value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& /*system*/) const {
  const std::string id = repository_id(component.name);
  if (attribute == "uri") return Lowering::symbol(component, id, "RepositoryUri");
  if (attribute == "local_uri") return local_uri(component);
  if (attribute == "arn") return Lowering::symbol(component, id, "Arn");
  return Lowering::symbol(component, id);
}

std::vector<Statement> RepositoryKind::access(const Component& component, AccessKind access,
                                              const ResolvedSystem& /*system*/) const {
  const cfn::Value arn = Lowering::symbol(component, repository_id(component.name), "Arn");
  std::vector<Statement> statements = pull_statements(arn);
  if (access == AccessKind::Write) {
    statements.push_back(allowing("PushImages",
                                  {"ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload",
                                   "ecr:PutImage", "ecr:UploadLayerPart"},
                                  arn));
  }
  return statements;
}

}  // namespace btsinfra
