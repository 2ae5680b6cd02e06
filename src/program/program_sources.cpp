#include "program/program_sources.h"

#include <cstddef>

namespace btsinfra::program {
namespace {

// A source is hand-written: what is larger was made by a program, and nobody looks into it.
constexpr std::size_t largest_source = std::size_t{4} * 1024 * 1024;
constexpr std::size_t longest_unread = 100'000;  // lines

}  // namespace

const Designators& ProgramSources::designators(const SourceLine& at) {
  auto [found, fresh] = known_.try_emplace(at.file);
  if (fresh) {
    const std::string path(at.file);
    auto text = files_.read(path, largest_source);
    // Of a source that is not here lines are known, and nothing in them.
    const bool here = text && text.value->find('\0') == std::string::npos;
    std::string content = here ? std::move(*text.value) : std::string(longest_unread, '\n');
    const FileId file = sources_.add(shown(path), std::move(content));
    found->second = std::make_unique<Designators>(file, sources_.file(file));
  }
  return *found->second;
}

bool ProgramSources::is_here(const SourceLine& at) const {
  const auto text = files_.read(at.file, largest_source);
  return text && text.value->find("blueprint") != std::string::npos;
}

std::string ProgramSources::shown(const std::string& path) const {
  const std::string prefix = folder_ + "/";
  return !folder_.empty() && path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

void SharedLines::add(const SourceLine& at, const std::string& thing) {
  auto [found, fresh] = things_.try_emplace(key_of(at), thing);
  if (!fresh && found->second != thing) shared_.insert(key_of(at));
}

FileId SharedLines::part(FileId file, const std::string& thing) {
  auto [found, fresh] = parts_.try_emplace({file, thing});
  if (fresh) found->second = sources_.add_part(file, thing);
  return found->second;
}

}  // namespace btsinfra::program
