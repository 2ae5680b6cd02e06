#include "cli/completion.h"

#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "diag/diagnostics.h"

namespace btsinfra {
namespace {

// ---- What there is to complete ------------------------------------------------------------------

enum class Offer : std::uint8_t { Nothing, Words, Blueprints, Folders, Rules };

// What an option or a positional argument takes.
struct Value {
  Offer offer = Offer::Nothing;
  std::string type;                // as in the help
  std::vector<std::string> words;  // Offer::Words
  bool many = false;
};

struct Option {
  std::vector<std::string> names;  // with dashes, short ones first
  std::string description;
  std::optional<Value> value;  // none: a flag
};

struct Command {
  std::string name;  // empty: the program itself
  std::string description;
  std::vector<Option> options;
  std::optional<Value> positional;
};

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

// CLI11 shows no validator's data, but all of it in the type name: `FORMAT:{yaml,json}`.
Value value_of(const CLI::Option& option, std::string_view name) {
  Value value;
  value.many = option.get_items_expected_max() > 1;
  const std::string type = option.get_type_name();
  const std::size_t open = type.find(":{");
  if (open != std::string::npos && type.ends_with('}')) {
    value.offer = Offer::Words;
    value.words = split(std::string_view(type).substr(open + 2, type.size() - open - 3), ',');
  }
  value.type = name.empty() ? type.substr(0, type.find(':')) : std::string(name);
  if (value.offer == Offer::Words) return value;
  if (value.type == "PATH") value.offer = Offer::Blueprints;
  if (value.type == "FOLDER") value.offer = Offer::Folders;
  if (value.type == "ID" || value.type == "RULES") value.offer = Offer::Rules;
  return value;
}

Option option_of(const CLI::Option& option) {
  Option result;
  for (const std::string& name : option.get_snames()) result.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) result.names.push_back("--" + name);
  result.description = option.get_description();
  if (option.get_items_expected_max() > 0) result.value = value_of(option, "");
  return result;
}

Command command_of(const CLI::App& app, bool program) {
  Command command;
  if (!program) command.name = app.get_name();
  command.description = app.get_description();
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    if (option->nonpositional()) {
      command.options.push_back(option_of(*option));
    } else if (!command.positional) {
      command.positional = value_of(*option, option->get_name(true));
    }
  }
  return command;
}

// The program first, with its commands as the words of its positional argument.
std::vector<Command> commands_of(const CLI::App& app) {
  std::vector<Command> commands{command_of(app, true)};
  Value names;
  names.offer = Offer::Words;
  names.type = "COMMAND";
  for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (each->get_group().empty()) continue;
    commands.push_back(command_of(*each, false));
    names.words.push_back(each->get_name());
  }
  commands.front().positional = std::move(names);
  return commands;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string result;
  for (const std::string& word : words) {
    if (!result.empty()) result += separator;
    result += word;
  }
  return result;
}

// What all three shells take as it stands, once `'` is seen to.
std::string quoted(std::string_view text, std::string_view quote) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += quote;
    } else {
      result += c;
    }
  }
  return result + "'";
}

std::string with_backslashes(std::string_view text, std::string_view marked) {
  std::string result;
  for (const char c : text) {
    if (marked.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

// ---- bash ---------------------------------------------------------------------------------------

constexpr std::string_view bash_head = R"(# Completion of btsinfra for bash:
#   source <(btsinfra completion bash)

)";

constexpr std::string_view bash_tail = R"(
_btsinfra_add() { # WORDS...: those that fit what is typed
  local word
  for word; do
    [[ $word != "$typed"* ]] || COMPREPLY+=("$front$word")
  done
}

_btsinfra_add_paths() { # ARGUMENTS of compgen
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do
    COMPREPLY+=("$front$path")
  done < <(compgen "$@" -- "$typed")
}

_btsinfra() {
  local typed=${COMP_WORDS[COMP_CWORD]} front='' command='' option='' only_paths=''
  local offer words word i IFS=$' \t\n'
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $word == '=' ]]; then # bash splits --format=json in three
      continue
    elif [[ $option ]]; then
      option=''
    elif [[ $only_paths || $word != -?* ]]; then
      [[ $command ]] || command=$word
    elif [[ $word == -- ]]; then
      only_paths=1
    elif [[ $word != *=* ]] && _btsinfra_offer "$command" "$word"; then
      option=$word
    fi
  done
  if [[ $option && $typed == '=' ]]; then
    typed=''
  elif [[ ! $option && ! $only_paths && $typed == --*=* ]]; then # where = splits no words
    option=${typed%%=*} front=${typed%%=*}= typed=${typed#*=}
  fi
  if [[ ! $option && ! $only_paths && $typed == -* ]]; then
    # shellcheck disable=SC2046 # options are words
    _btsinfra_add $(_btsinfra_options "$command")
    return
  fi
  _btsinfra_offer "$command" "$option" || return
  case $offer in
    words) # shellcheck disable=SC2086 # the words of the place
      _btsinfra_add $words ;;
    folders) _btsinfra_add_paths -d ;;
    blueprints)
      _btsinfra_add_paths -d
      _btsinfra_add_paths -f -X '!*.yaml'
      _btsinfra_add_paths -f -X '!*.yml'
      ;;
    rules) # shellcheck disable=SC2046 # ids are words
      _btsinfra_add $(_btsinfra_rules) ;;
  esac
}

complete -F _btsinfra btsinfra
)";

std::string bash_offer(const Value& value) {
  switch (value.offer) {
    case Offer::Nothing:
      return "offer='' words=''";
    case Offer::Words:
      return "offer=words words=" + quoted(joined(value.words, " "), "");
    case Offer::Blueprints:
      return "offer=blueprints words=''";
    case Offer::Folders:
      return "offer=folders words=''";
    case Offer::Rules:
      return "offer=rules words=''";
  }
  return {};
}

// The patterns of a `case` over "<command> <option>".
std::string bash_patterns(const std::string& command, const std::vector<std::string>& names) {
  std::vector<std::string> patterns;
  patterns.reserve(names.size());
  for (const std::string& name : names) {
    patterns.push_back(fmt::format("'{} {}'", command, name));
  }
  return joined(patterns, " | ");
}

std::string bash_script(const std::vector<Command>& commands) {
  std::string offers =
      "_btsinfra_offer() { # COMMAND OPTION: what comes next; fails where nothing does\n"
      "  case \"$1 $2\" in\n";
  std::string options = "_btsinfra_options() { # COMMAND\n  case $1 in\n";
  for (const Command& command : commands) {
    std::vector<std::string> names;
    for (const Option& option : command.options) {
      names.insert(names.end(), option.names.begin(), option.names.end());
      if (!option.value) continue;
      offers += fmt::format("    {}) {} ;;\n", bash_patterns(command.name, option.names),
                            bash_offer(*option.value));
    }
    if (command.positional) {
      offers += fmt::format("    {}) {} ;;\n", bash_patterns(command.name, {""}),
                            bash_offer(*command.positional));
    }
    options += fmt::format("    {}) echo {} ;;\n", quoted(command.name, ""), joined(names, " "));
  }
  std::string rules = "_btsinfra_rules() {\n  echo";
  for (const IdInfo& id : all_ids()) rules += " " + id_text(id.id);
  return fmt::format("{}{}    *) return 1 ;;\n  esac\n}}\n\n{}  esac\n}}\n\n{}\n}}\n{}", bash_head,
                     offers, options, rules, bash_tail);
}

// ---- zsh ----------------------------------------------------------------------------------------

constexpr std::string_view zsh_head = R"(#compdef btsinfra
# Completion of btsinfra for zsh, after compinit:
#   source <(btsinfra completion zsh)
# or as a file _btsinfra in a folder of $fpath.

)";

constexpr std::string_view zsh_tail = R"(
if [[ ${funcstack[1]} == _btsinfra ]]; then
  _btsinfra "$@"
else
  compdef _btsinfra btsinfra
fi
)";

std::string zsh_quoted(std::string_view text) { return quoted(text, R"('\'')"); }

// `word:description`, as _describe takes it.
std::string zsh_described(std::string_view word, std::string_view description) {
  return "    " + zsh_quoted(with_backslashes(word, ":\\") + ":" + std::string(description)) + "\n";
}

std::string zsh_action(const Value& value) {
  switch (value.offer) {
    case Offer::Nothing:
      return " ";
    case Offer::Words:
      return "(" + joined(value.words, " ") + ")";
    case Offer::Blueprints:
      return R"zsh(_files -g "*.(yaml|yml)")zsh";
    case Offer::Folders:
      return "_files -/";
    case Offer::Rules:
      return "_btsinfra_rules";
  }
  return {};
}

// One specification per name; a flag or an option that was given is not offered again.
std::string zsh_option(const Option& option) {
  std::string tail = "[" + with_backslashes(option.description, "[]\\:") + "]";
  bool many = false;
  if (option.value) {
    many = option.value->many;
    tail += ":" + option.value->type + ":" + zsh_action(*option.value);
  }
  std::string result;
  for (const std::string& name : option.names) {
    std::string spec = many ? "*" : "(" + joined(option.names, " ") + ")";
    spec += name;
    if (option.value) spec += name.starts_with("--") ? "=" : "+";
    result += fmt::format("    {} \\\n", zsh_quoted(spec + tail));
  }
  return result;
}

std::string zsh_arguments(const Command& command) {
  std::string result;
  for (const Option& option : command.options) result += zsh_option(option);
  if (command.positional) {
    const Value& value = *command.positional;
    result += fmt::format("    {} \\\n", zsh_quoted((value.many ? "*:" : "1:") + value.type + ":" +
                                                    zsh_action(value)));
  }
  return result;
}

std::string zsh_script(const std::vector<Command>& commands) {
  std::string names;
  std::string cases;
  for (std::size_t i = 1; i < commands.size(); ++i) {
    const Command& command = commands[i];
    names += zsh_described(command.name, command.description);
    cases += fmt::format("    {}) _arguments -s \\\n{}        && return ;;\n", command.name,
                         zsh_arguments(command));
  }
  std::string rules;
  for (const IdInfo& id : all_ids()) rules += zsh_described(id_text(id.id), id.title);
  Command program = commands.front();
  program.positional.reset();
  std::string result(zsh_head);
  result += "_btsinfra_rules() {\n  local -a rules\n  rules=(\n" + rules +
            "  )\n  _describe -t rules rule rules\n}\n\n";
  result += "_btsinfra_commands() {\n  local -a commands\n  commands=(\n" + names +
            "  )\n  _describe -t commands command commands\n}\n\n";
  result +=
      "_btsinfra() {\n  local curcontext=$curcontext state line\n  local -A opt_args\n"
      "  _arguments -s -C \\\n" +
      zsh_arguments(program) +
      "    '1:COMMAND:_btsinfra_commands' '*::ARGUMENT:->arguments' && return\n"
      "  [[ $state == arguments ]] || return 1\n"
      "  curcontext=${curcontext%:*:*}:btsinfra-$line[1]:\n"
      "  case $line[1] in\n" +
      cases + "  esac\n  return 1\n}\n";
  return result + std::string(zsh_tail);
}

// ---- fish ---------------------------------------------------------------------------------------

constexpr std::string_view fish_head = R"(# Completion of btsinfra for fish:
#   btsinfra completion fish | source
# or as a file btsinfra.fish in ~/.config/fish/completions.

function __btsinfra_blueprints
    # Files of a command that fish knows nothing of, so all of them; then those that may be meant.
    complete --do-complete "'' "(commandline --current-token) |
        string match --regex '^[^\t]*(?:/|\.ya?ml)(?:\t.*)?$'
end

complete --command btsinfra --no-files
)";

std::string fish_quoted(std::string_view text) {
  return quoted(with_backslashes(text, "\\"), R"(\')");
}

std::string fish_offer(const Value& value) {
  switch (value.offer) {
    case Offer::Nothing:
      return "";
    case Offer::Words:
      return " -a " + fish_quoted(joined(value.words, " "));
    case Offer::Blueprints:
      return " -a '(__btsinfra_blueprints)'";
    case Offer::Folders:
      return " -a '(__fish_complete_directories)'";
    case Offer::Rules:
      return " -a '(__btsinfra_rules)'";
  }
  return {};
}

std::string fish_option(const Option& option, const std::string& condition) {
  std::string result = "complete -c btsinfra -n " + fish_quoted(condition);
  for (const std::string& name : option.names) {
    const bool is_long = name.starts_with("--");
    result += (is_long ? " -l " : " -s ") + name.substr(is_long ? 2 : 1);
  }
  if (option.value) result += " -x" + fish_offer(*option.value);
  return result + " -d " + fish_quoted(option.description) + "\n";
}

std::string fish_script(const std::vector<Command>& commands) {
  std::string result(fish_head);
  result += "\nfunction __btsinfra_rules\n    printf '%s\\t%s\\n' \\\n";
  for (const IdInfo& id : all_ids()) {
    result += fmt::format("        {} {}{}\n", id_text(id.id), fish_quoted(id.title),
                          &id == &all_ids().back() ? "" : " \\");
  }
  result += "end\n";
  for (const Command& command : commands) {
    const bool program = command.name.empty();
    const std::string condition =
        program ? "__fish_use_subcommand" : "__fish_seen_subcommand_from " + command.name;
    result += '\n';
    if (!program) {
      result += fmt::format("complete -c btsinfra -n __fish_use_subcommand -a {} -d {}\n",
                            command.name, fish_quoted(command.description));
    }
    for (const Option& option : command.options) result += fish_option(option, condition);
    if (!program && command.positional && command.positional->offer != Offer::Nothing) {
      result += fmt::format("complete -c btsinfra -n {}{}\n", fish_quoted(condition),
                            fish_offer(*command.positional));
    }
  }
  return result;
}

std::string script_of(Shell shell, const std::vector<Command>& commands) {
  switch (shell) {
    case Shell::Bash:
      return bash_script(commands);
    case Shell::Zsh:
      return zsh_script(commands);
    case Shell::Fish:
      return fish_script(commands);
  }
  return {};
}

std::string replaced(const std::string& text, std::string_view what, std::string_view by) {
  std::string result;
  std::size_t at = 0;
  for (std::size_t next = text.find(what); next != std::string::npos; next = text.find(what, at)) {
    result.append(text, at, next - at).append(by);
    at = next + what.size();
  }
  return result.append(text, at);
}

}  // namespace

std::string completion_script(Shell shell, const CLI::App& app, std::string_view program) {
  const std::string script = script_of(shell, commands_of(app));
  constexpr std::string_view ours = "btsinfra";
  if (program == ours) return script;
  std::string function = "_";  // names of functions admit less than those of programs
  for (const char c : program) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    function += word ? c : '_';
  }
  return replaced(replaced(script, "_btsinfra", function), ours, program);
}

}  // namespace btsinfra
