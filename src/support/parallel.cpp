#include "support/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace btsinfra {

std::size_t parts_at_a_time() {
  constexpr std::size_t most = 8;  // parts are short: more threads cost more than they do
  static const unsigned processors = std::thread::hardware_concurrency();  // reads a file
  return std::clamp<std::size_t>(processors, 1, most);
}

void for_each_part(std::size_t count, FunctionRef<void(std::size_t)> part) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::exception_ptr> failures(count);
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        part(i);
      } catch (...) {
        failures[i] = std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> helpers;
    try {
      for (std::size_t i = 1; i < std::min(count, parts_at_a_time()); ++i) {
        helpers.emplace_back(work);
      }
    } catch (const std::system_error&) {
      // No more threads are to be had: those that are there do it all.
    }
    work();
  }
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace btsinfra
