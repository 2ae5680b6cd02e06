// The doors out of the program: everything a command may touch, handed to it.
#pragma once

#include <memory>
#include <ostream>
#include <string>

#include "support/file_system.h"

namespace btsinfra {

struct Env {
  std::ostream& out;  // results
  std::ostream& err;  // everything else
  FileSystem& files;
  std::string program = "btsinfra";  // by which messages and hints call it
  bool colour = false;               // stderr is a terminal that wants colour
  bool out_colour = false;           // stdout is one
  double (*seconds)() = nullptr;     // a clock that only goes forward, for the summary
  std::string (*today)() = nullptr;  // "2027-01-31"
  // Takes what a command has made and needs no more. Where the process ends after the command, to
  // free it piece by piece would be for nothing; nullptr: it is freed as ever.
  void (*leave)(std::shared_ptr<const void> made) = nullptr;
};

}  // namespace btsinfra
