// What a BlueprintBuilder was told, until it is compiled.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/program/source_line.h"

namespace btsinfra::program {

// The lines that said something of the part of a blueprint at a path, "databases.main".
using Lines = std::map<std::string, std::vector<SourceLine>, std::less<>>;

struct Mistake {
  enum class Kind {
    AddedTwice,  // two components of one name
    NotThere,    // one is changed or taken out that is not there
    Threw,       // a scenario's function ended with an exception
    Nested,      // a scenario inside a scenario
    Outside,     // a scenario's function changes the blueprint itself
    Moved,       // `system` or `region` outside of a scenario
  };
  Kind kind = Kind::AddedTwice;
  std::string subject;   // "databases.main"; of Threw and Nested: the scenario
  SourceLine at;         // where the program made it
  SourceLine earlier{};  // of AddedTwice: the first; of Nested and Outside: the outer scenario
  // Of Threw: what was thrown; of NotThere: a near path; of Nested and Outside: the outer scenario.
  std::string words{};
};

struct Recording {
  // What a scenario's function made of the blueprint.
  struct ScenarioRecord {
    std::string name;
    Scenario options;
    SourceLine at;
    Blueprint before;
    Blueprint after;
    Lines lines;
  };

  Blueprint blueprint;
  SourceLine at;          // of its declaration
  bool scenario = false;  // a copy, in the hands of a scenario's function
  Lines lines;
  std::vector<ScenarioRecord> scenarios;
  std::vector<Mistake> mistakes;
};

}  // namespace btsinfra::program
