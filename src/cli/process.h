// The real doors out: standard streams, the disk, the clock.
#pragma once

namespace btsinfra {

// What main does: runs the command line on this process and returns its exit status.
[[nodiscard]] int run_process(int argc, const char* const* argv);

}  // namespace btsinfra
