#include "support/check.h"

#include <cstdio>
#include <cstdlib>

namespace btsinfra {

void check_failed(const char* file, int line, std::string_view condition, std::string_view why) {
  std::fprintf(stderr, "%s:%d: a mistake in btsinfra itself: %.*s [%.*s]\n", file, line,
               static_cast<int>(why.size()), why.data(), static_cast<int>(condition.size()),
               condition.data());
  std::fflush(stderr);
  std::abort();
}

}  // namespace btsinfra
