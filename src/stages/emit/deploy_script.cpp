#include "stages/emit/deploy_script.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "stages/emit/deploy_program.h"
#include "support/overloaded.h"

namespace btsinfra {
namespace {

// Characters that no shell looks at, wherever they stand in a word.
bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_./:@+,-").find(c) != std::string_view::npos;
}

// The function `build` of the script, line by line.
class BuildWriter {
 public:
  void stack(const Stack& stack, const TemplateFile& file, std::size_t bytes) {
    line("stack", {stack.id, stack.name, std::string(stack.region.name()),
                   std::to_string(stack.wave), file.path, file.sha256, std::to_string(bytes),
                   stack.termination_protection ? "protect" : "open"});
    for (const std::string& id : stack.update_after) line("  early", {id});
    for (const std::string& capability : stack.capabilities) line("  capability", {capability});
    for (const auto& [key, value] : stack.tags) line("  tag", {key, value});
    for (const auto& [name, parameter] : stack.parameters) this->parameter(name, parameter);
    for (const Gate& gate : stack.gates) this->gate(gate);
  }

  void retired(const RetiredStack& stack) {
    line("retired", {stack.id, stack.name, std::string(stack.region.name())});
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void line(std::string_view verb, const std::vector<std::string>& words) {
    text_ += "  ";
    text_ += verb;
    for (const std::string& word : words) text_ += " " + shell_word(word);
    text_ += "\n";
  }

  void parameter(const std::string& name, const StackParameter& parameter) {
    if (parameter.value) {
      line("  given", {name, *parameter.value});
    } else if (parameter.output) {
      line("  output", {name, parameter.output->stack, parameter.output->name});
    } else {
      line(parameter.no_echo ? "  secret" : "  asked", {name});
    }
  }

  void gate(const Gate& gate) {
    line("  gate", {gate.type, gate.remedy});
    for (const auto& [name, parts] : gate.facts) {
      std::vector<std::string> words{name};
      for (const FactPart& part : parts) {
        std::visit(Overloaded{[&](const std::string& literal) {
                                words.insert(words.end(), {"words", literal});
                              },
                              [&](const ParameterName& parameter) {
                                words.insert(words.end(), {"parameter", parameter.name});
                              },
                              [&](const OutputName& output) {
                                words.insert(words.end(), {"output", output.stack, output.name});
                              }},
                   part);
      }
      line("    fact", words);
    }
  }

  std::string text_;
};

}  // namespace

std::string shell_word(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

std::string write_deploy_script(const EmitInput& input, const std::vector<TemplateFile>& templates,
                                const std::vector<std::size_t>& sizes) {
  std::string script =
      "#!/usr/bin/env bash\n"
      "# Deploys the build that stands beside it with the AWS CLI alone; --help says how.\n"
      "# Made by btsinfra: change the blueprints, not this file.\n"
      "#\n"
      "# shellcheck disable=SC2016,SC2317 # texts stay as they are; not every build has all that "
      "this can do\n"
      "set -euo pipefail\n\n";
  script += "readonly system=" + shell_word(input.system.system().name) + "\n";
  script += "readonly scenario=" + shell_word(input.scenario) + "\n\n";
  script += "# The stacks in an order in which they can be created, as in manifest.json.\n";
  script += "build() {\n";
  BuildWriter writer;
  for (std::size_t i = 0; i < input.plan.stacks.size(); ++i) {
    writer.stack(input.plan.stacks[i], templates[i], sizes[i]);
  }
  for (const RetiredStack& retired : input.plan.retired) {
    if (!retired.lost) writer.retired(retired);
  }
  script += writer.take();
  script += "}\n\n";
  return script + deploy_program;
}

}  // namespace btsinfra
