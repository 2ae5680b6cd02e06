// The doors out of the program: everything a command may touch, handed to it.
#pragma once

#include <ostream>

#include "support/file_system.h"

namespace btsinfra {

struct Env {
  std::ostream& out;  // results
  std::ostream& err;  // everything else
  FileSystem& files;
  bool colour = false;            // stderr is a terminal that wants colour
  double (*seconds)() = nullptr;  // a clock that only goes forward, for the summary
};

}  // namespace btsinfra
