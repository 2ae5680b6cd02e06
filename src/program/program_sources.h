// The sources that a program was compiled from, and which of their lines say what.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "btsinfra/program/source_line.h"

#include "program/designators.h"
#include "support/file_system.h"
#include "support/source.h"

namespace btsinfra::program {

// Each is read when something in it is pointed at.
class ProgramSources {
 public:
  // `folder` is left out of the paths that people see.
  ProgramSources(const std::string& folder, const FileSystem& files, SourceMap& sources)
      : folder_(folder), files_(files), sources_(sources) {}

  const Designators& designators(const SourceLine& at);

  Span line(const SourceLine& at) { return designators(at).call(at.line, {}).name; }

  // Whether the source that declares a blueprint at that line is at hand. One that was compiled
  // from a relative path may be another file of that name.
  [[nodiscard]] bool is_here(const SourceLine& at) const;

  [[nodiscard]] std::string shown(const std::string& path) const;

 private:
  const std::string& folder_;
  const FileSystem& files_;
  SourceMap& sources_;
  std::map<std::string, std::unique_ptr<Designators>, std::less<>> known_;
};

// Which lines make several things, as those of a loop or of a function that is called twice do.
// Of what stands there, places bear the thing's own name.
class SharedLines {
 public:
  explicit SharedLines(SourceMap& sources) : sources_(sources) {}

  // `thing` is made, or changed, at the line.
  void add(const SourceLine& at, const std::string& thing);

  [[nodiscard]] bool shared(const SourceLine& at) const { return shared_.contains(key_of(at)); }

  // The file as the place of that thing.
  FileId part(FileId file, const std::string& thing);

 private:
  using Key = std::pair<std::string_view, unsigned>;

  static Key key_of(const SourceLine& at) { return {at.file, at.line}; }

  SourceMap& sources_;
  std::map<Key, std::string> things_;  // the first of each line
  std::set<Key> shared_;
  std::map<std::pair<FileId, std::string>, FileId> parts_;
};

}  // namespace btsinfra::program
