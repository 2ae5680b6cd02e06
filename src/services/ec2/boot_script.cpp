// AWS facts this rests on:
// - User data is handed over in Base64; cloud-init runs it once, as root, by the program that its
//   first line names.
// - The agent of an ECS-optimised image reads /etc/ecs/ecs.config when it starts, which is after
//   user data has run. Without ECS_CLUSTER it joins a cluster called `default`.
// - ECS_AWSVPC_BLOCK_IMDS keeps tasks with a network interface of their own from the credentials
//   of the host's role.
//
// Between single quotes a shell takes every character as it is, but for the quote that ends them.
// What a deployment gives for a parameter may hold one, so such values come from a here-document.
#include "services/ec2/boot_script.h"

#include <algorithm>
#include <array>

#include "btsinfra/services/cluster.h"
#include "btsinfra/services/compute.h"

#include "diag/ids/compute.h"
#include "support/overloaded.h"

namespace btsinfra {
namespace {

constexpr std::string_view default_interpreter = "#!/bin/bash\n";
constexpr std::string_view end_of_value = "BTSINFRA_END";

// ---- variables --------------------------------------------------------------------------------

bool is_variable_name(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

// Bash refuses to set these.
bool is_read_only(std::string_view name) {
  constexpr std::array names{"BASHOPTS", "BASH_VERSINFO", "EUID", "PPID", "SHELLOPTS", "UID"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string between_quotes(std::string_view words) {
  std::string quoted;
  for (const char c : words) {
    if (c == '\'') {
      quoted += R"('\'')";
    } else {
      quoted += c;
    }
  }
  return quoted;
}

// Whether only the deployment knows what characters the value has.
bool is_open(const Component& component, const Text& value, const ResolvedSystem& system) {
  return std::any_of(value.parts().begin(), value.parts().end(), [&](const Text::Part& part) {
    const auto* reference = std::get_if<Reference>(&part);
    const Component* named = reference == nullptr ? nullptr : system.target(component, *reference);
    return named != nullptr && named->kind->key() == "parameters";
  });
}

void export_variable(const Component& component, const std::string& name, const Text& value,
                     const Lowering& lowering, cfn::List& script) {
  if (is_open(component, value, lowering.system())) {
    script.emplace_back("export " + name + "=\"$(cat <<'" + std::string(end_of_value) + "'\n");
    script.push_back(lowering.text(component, value));
    script.emplace_back("\n" + std::string(end_of_value) + "\n)\"\n");
    return;
  }
  script.emplace_back("export " + name + "='");
  for (const Text::Part& part : value.parts()) {
    script.push_back(std::visit(
        Overloaded{
            [](const std::string& words) -> cfn::Value { return between_quotes(words); },
            [&](const Reference& reference) { return lowering.reference(component, reference); },
        },
        part));
  }
  script.emplace_back("'\n");
}

// ---- the author's script ----------------------------------------------------------------------

// The first words; nullptr where the text begins with a reference or is empty.
const std::string* beginning(const Text& text) {
  return text.empty() ? nullptr : std::get_if<std::string>(&text.parts().front());
}

// "#!/bin/bash -e\n", or the default where there is no script.
std::string interpreter_line(const Text& user_data) {
  const std::string* words = beginning(user_data);
  if (words == nullptr) return std::string(default_interpreter);
  const std::size_t end = words->find('\n');
  return words->substr(0, end) + "\n";
}

// What stands behind the line of the interpreter.
void append_rest(const Component& component, const Text& user_data, const Lowering& lowering,
                 cfn::List& script) {
  const std::string* words = beginning(user_data);
  if (words == nullptr) return;
  const std::size_t end = words->find('\n');
  if (end != std::string::npos) script.emplace_back(words->substr(end + 1));
  for (std::size_t i = 1; i < user_data.parts().size(); ++i) {
    script.push_back(std::visit(
        Overloaded{
            [](const std::string& part) -> cfn::Value { return part; },
            [&](const Reference& reference) { return lowering.reference(component, reference); },
        },
        user_data.parts()[i]));
  }
}

// Whether a shell runs it, so that lines of a shell can stand before it.
bool is_shell_script(const Text& user_data) {
  if (user_data.empty()) return true;
  const std::string* words = beginning(user_data);
  if (words == nullptr || !words->starts_with("#!")) return false;
  std::string_view line = std::string_view(*words).substr(2, words->find('\n') - 2);
  constexpr std::array shells{"sh", "bash", "dash", "ash", "ksh", "zsh"};
  while (!line.empty()) {
    const std::size_t blank = line.find(' ');
    std::string_view word = line.substr(0, blank);
    line = blank == std::string_view::npos ? "" : line.substr(blank + 1);
    word = word.substr(word.rfind('/') + 1);  // npos + 1 is 0: all of it
    if (std::find(shells.begin(), shells.end(), word) != shells.end()) return true;
    if (!word.empty() && word != "env") return false;
  }
  return false;
}

void join_cluster(const Component& cluster, const ResolvedSystem& system, cfn::List& script) {
  script.emplace_back("cat >> /etc/ecs/ecs.config <<'END'\nECS_CLUSTER=");
  script.push_back(cluster.kind->value(cluster, "name", system));
  script.emplace_back("\nECS_AWSVPC_BLOCK_IMDS=true\nEND\n");
}

}  // namespace

bool has_boot_script(const InstanceSettings& settings) {
  return !settings.user_data.empty() || !settings.environment.empty() || !settings.cluster.empty();
}

cfn::Value boot_script(const Component& component, const InstanceSettings& settings,
                       const Lowering& lowering) {
  const Component* cluster =
      lowering.system().target(component, settings.cluster.target(), "clusters");
  if (cluster == nullptr && settings.environment.empty()) {
    return cfn::intrinsic("Fn::Base64", lowering.text(component, settings.user_data));
  }
  cfn::List script{interpreter_line(settings.user_data)};
  if (cluster != nullptr) join_cluster(*cluster, lowering.system(), script);
  for (const auto& [name, value] : settings.environment) {
    export_variable(component, name, value, lowering, script);
  }
  append_rest(component, settings.user_data, lowering, script);
  return cfn::intrinsic("Fn::Base64", cfn::Text{std::move(script)});
}

void check_boot_script(const Component& component, const InstanceSettings& settings,
                       const ResolvedSystem& system, Diagnostics& diags) {
  for (const auto& [name, value] : settings.environment) {
    if (is_variable_name(name) && !is_read_only(name)) continue;
    diags
        .report(ids::VariableName, system.places().key(component.place / "environment" / name),
                "`{}` {}", name,
                is_read_only(name) ? "is a variable that a shell does not let be set"
                                   : "cannot be the name of a variable")
        .help(
            "names have Latin letters, digits and `_`, no digit first, as in DB_HOST; the shell "
            "keeps UID, EUID and PPID to itself");
  }
  if (!settings.environment.empty() && settings.user_data.empty()) {
    diags
        .report(ids::EnvironmentUnused, system.at(component, "environment"),
                "variables are set for a script, and there is none")
        .help(
            "write the script into `user_data`; what the image starts by itself does not see "
            "them");
  }
  const bool put_before = !settings.environment.empty() || !settings.cluster.empty();
  if (!put_before || is_shell_script(settings.user_data)) return;
  diags
      .report(ids::UserDataNotShell, system.at(component, "user_data"),
              "{} before this user data, which is no shell script",
              settings.cluster.empty() ? "variables cannot be set"
                                       : "the lines that join the cluster cannot stand")
      .help("begin it with `#!/bin/bash`; such a script can call what is written otherwise");
}

}  // namespace btsinfra
