#include "support/function_ref.h"

#include <string>
#include <utility>

#include "support/catch.h"

using namespace btsinfra;

namespace {

int twice(FunctionRef<int(int)> function) { return function(1) + function(2); }

struct CountsCopies {
  int* copies;
  explicit CountsCopies(int& count) : copies(&count) {}
  CountsCopies(const CountsCopies& other) : copies(other.copies) { ++*copies; }
  int operator()(int value) const { return value; }
};

}  // namespace

TEST_CASE("a function is called where it stands", "[support]") {
  int calls = 0;
  CHECK(twice([&](int value) {
          ++calls;
          return 10 * value;
        }) == 30);
  CHECK(calls == 2);

  int copies = 0;
  const CountsCopies counts(copies);
  CHECK(twice(counts) == 3);
  CHECK(copies == 0);
}

TEST_CASE("arguments are passed on as they are", "[support]") {
  const std::string text = "text";
  const std::string* seen = nullptr;
  const auto look = [&](const std::string& given) { seen = &given; };
  const FunctionRef<void(const std::string&)> visit = look;
  visit(text);
  CHECK(seen == &text);

  std::string kept;
  const auto take = [&](std::string given) { kept = std::move(given); };
  const FunctionRef<void(std::string)> taken = take;
  taken("moved in");
  CHECK(kept == "moved in");
}
