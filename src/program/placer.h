// Where a program says what its blueprints hold.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "btsinfra/program/source_line.h"

#include "program/designators.h"
#include "program/program_sources.h"
#include "program/recording.h"
#include "stages/read/document.h"

namespace btsinfra::program {

// Gives every node of a document the place where the program says it.
class Placer {
 public:
  // `things` begins the names of all that the lines make: "seoul.".
  Placer(ProgramSources& sources, SharedLines& shared, std::string things, const Lines& lines,
         const SourceLine& otherwise)
      : sources_(sources),
        shared_(shared),
        things_(std::move(things)),
        lines_(lines),
        otherwise_(otherwise) {}

  // The fields of a blueprint, or of what a scenario sets of one.
  void blueprint(Node& root);
  // A scenario's own definition, at its call.
  void scenario(Node& node);

 private:
  struct Spot {
    const Designators* source;
    Found found;
  };

  // A component may be added at one line and edited at others: any may say a field of it.
  using Spots = std::vector<Spot>;

  using Names = std::initializer_list<std::string_view>;

  Found otherwise(Names names);
  static void mark(Node& node, const Found& found);
  static void mark(Node& node, const Spot& spot);
  // A map of components, by name, or a list of what was said piece by piece. True if it is one.
  bool of_components(Node& field);
  // False: no line said it, and it stands where the whole does.
  bool said(Node& node, const std::string& path, Names names);
  void name_part(Node& node, const std::string& thing);
  void name_parts(Node& node, const std::string& thing);
  void parts(Node& node, const Spots& spots);

  ProgramSources& sources_;
  SharedLines& shared_;
  std::string things_;
  const Lines& lines_;
  const SourceLine& otherwise_;
};

}  // namespace btsinfra::program
