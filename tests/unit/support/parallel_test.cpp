#include "support/parallel.h"

#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.h"

using namespace btsinfra;

namespace {

TEST_CASE("every part is done once", "[support][parallel]") {
  for (const std::size_t count : {0U, 1U, 2U, 1000U}) {
    std::vector<int> calls(count, 0);
    for_each_part(count, [&](std::size_t i) { ++calls[i]; });
    CHECK(calls == std::vector<int>(count, 1));
  }
}

TEST_CASE("of what parts throw, the first by number is thrown on, after all are through",
          "[support][parallel]") {
  std::vector<int> calls(100, 0);
  std::string thrown;
  try {
    for_each_part(calls.size(), [&](std::size_t i) {
      ++calls[i];
      if (i % 10 == 7) throw std::runtime_error(std::to_string(i));
    });
  } catch (const std::runtime_error& error) {
    thrown = error.what();
  }
  CHECK(thrown == "7");
  CHECK(calls == std::vector<int>(calls.size(), 1));
}

}  // namespace
