#include "cli/process.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include <unistd.h>

#include "support/date.h"
#include "support/heap.h"

namespace btsinfra {
namespace {

bool wants_colour(int stream) {
  const char* no_colour = std::getenv("NO_COLOR");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  const char* terminal = std::getenv("TERM");
  if (terminal == nullptr || std::string_view(terminal) == "dumb") return false;
  return isatty(stream) == 1;
}

// The end of the process gives everything back at once, and a result of a compilation is made of
// many small pieces. Sanitizers would take it for a leak, so there it is freed like all else.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool ends_with_process = false;
#elif defined(__has_feature)
constexpr bool ends_with_process = !__has_feature(address_sanitizer);
#else
constexpr bool ends_with_process = true;
#endif

void leave_to_process(std::shared_ptr<const void> made) {
  new std::shared_ptr<const void>(std::move(made));  // NOLINT: never freed, as told above
}

}  // namespace

std::string current_folder() {
  std::error_code failed;
  const std::filesystem::path path = std::filesystem::current_path(failed);
  return failed ? "" : path.string();
}

int run_process(int argc, const char* const* argv, const OwnSystems& own) {
  constexpr const char* unnamed[] = {"btsinfra"};
  if (argc < 1) {  // allowed by the language, if not by any shell
    argc = 1;
    argv = unnamed;
  }
  expect_small_allocations();
  std::ios::sync_with_stdio(false);
  RealFileSystem files;
  Env env{std::cout, std::cerr, files};
  if (own && argc > 0) {
    const std::string_view path = argv[0];
    env.program = path.substr(path.rfind('/') + 1);
  }
  env.colour = wants_colour(STDERR_FILENO);
  env.out_colour = wants_colour(STDOUT_FILENO);
  env.seconds = [] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
  };
  env.today = current_date;
  if (ends_with_process) env.leave = leave_to_process;
  ExitStatus status = run_app(argc, argv, env, own);
  std::cout.flush();
  if (!std::cout) {
    std::cerr << env.program << ": cannot write to standard output\n";
    return static_cast<int>(ExitStatus::Outside);
  }
  return static_cast<int>(status);
}

}  // namespace btsinfra
