// What a run of the compiler is asked to do.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "stages/emit/emit.h"
#include "stages/partition/partition.h"
#include "stages/read/load.h"

namespace btsinfra {

// From where a run has its systems.
using FrontEnd = std::function<LoadResult(const FileSystem&, SourceMap&, Diagnostics&)>;

enum class Stage : std::uint8_t { Read, Resolve, Contribute, Lower, Partition, Check, Emit };

struct CompileOptions {
  std::vector<std::string> paths;       // blueprints or folders
  FrontEnd front_end;                   // a program's own; none: the YAML at `paths`
  std::optional<std::string> scenario;  // the state to build; none: the base
  bool all_scenarios = false;           // the base and every scenario
  TemplateFormat format = TemplateFormat::Yaml;
  CrossRegion cross_region = CrossRegion::Parameters;
  bool files = true;    // make the files; else only what is found in making them
  bool advice = false;  // look for what could be better, too
  // The day by which facts that age and `until` are judged, "2027-01-31"; empty: facts by the date
  // of their data.
  std::string today;
  bool locked = false;       // a change to a lock file is an error
  Stage last = Stage::Emit;  // stop after this one
  // What is known of one state is not worked out again for the next. Off: for the test that it
  // makes no difference.
  bool reuse = true;
};

}  // namespace btsinfra
