// What the program tells whoever started it.
#pragma once

namespace btsinfra {

enum class ExitStatus : int {
  Success = 0,
  Findings = 1,  // errors in the blueprints
  Usage = 2,     // a command or option that does not exist
  Outside = 3,   // the file system failed
};

}  // namespace btsinfra
