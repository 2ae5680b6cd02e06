// BTS_CHECK: our own mistakes end the program at once, with the place; a user's mistake is a
// diagnostic and never comes here.
#pragma once

#include <string_view>

namespace btsinfra {

[[noreturn]] void check_failed(const char* file, int line, std::string_view condition,
                               std::string_view why);

}  // namespace btsinfra

#define BTS_CHECK(condition, why)                                      \
  do {                                                                 \
    if (!(condition)) {                                                \
      ::btsinfra::check_failed(__FILE__, __LINE__, #condition, (why)); \
    }                                                                  \
  } while (false)
