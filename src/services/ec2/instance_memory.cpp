// Amazon EC2 Instance Types guide: within a family each size has twice the memory of the one below.
#include "services/ec2/instance_memory.h"

#include <charconv>

namespace btsinfra {
namespace {

constexpr int mib_per_gib = 1024;

// Memory of `large` in GiB.
struct Family {
  char letter;
  int large;
};
constexpr Family families[] = {{'t', 8}, {'m', 8}, {'c', 4}, {'r', 16}};

// Sizes below `large`, as parts of it.
struct SmallSize {
  std::string_view name;
  int part;
};
constexpr SmallSize small_sizes[] = {
    {"nano", 16}, {"micro", 8}, {"small", 4}, {"medium", 2}, {"large", 1}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<int> instance_memory(std::string_view instance_class) {
  const std::size_t dot = instance_class.find('.');
  if (dot == std::string_view::npos || dot < 2 || !is_digit(instance_class[1])) {
    return std::nullopt;
  }
  // Variants with another ratio: c5n, c6gn and the like, m5zn, x2….
  if (instance_class.substr(0, dot).find('n') != std::string_view::npos) return std::nullopt;
  for (const Family& family : families) {
    if (family.letter != instance_class[0]) continue;
    const std::string_view size = instance_class.substr(dot + 1);
    const int large = family.large * mib_per_gib;
    for (const SmallSize& small : small_sizes) {
      if (small.name == size) return large / small.part;
    }
    if (size == "xlarge") return large * 2;
    int times = 0;
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), times);
    if (error != std::errc{} ||
        std::string_view(end, size.data() + size.size() - end) != "xlarge") {
      return std::nullopt;
    }
    return times > 0 && times <= 64 ? std::optional(large * 2 * times) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace btsinfra
