// Completion in shells, made from the tree of commands that parses the arguments.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

namespace btsinfra {

enum class Shell : std::uint8_t { Bash, Zsh, Fish };

// A script for that shell, which completes the command line of `program`; sourcing it is all that
// has to be done. It starts no program while somebody types.
//
// What a place takes is read from its CLI::Option: the words of a CLI::IsMember, else by type name
// (or by name, where it is positional): PATH blueprints and folders, FOLDER folders, ID and RULES
// diagnostic ids. For anything else nothing is offered. Options of an empty group are left out.
[[nodiscard]] std::string completion_script(Shell shell, const CLI::App& app,
                                            std::string_view program = "btsinfra");

}  // namespace btsinfra
