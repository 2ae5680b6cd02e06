// IPv4 address blocks.
//
// Parsing is strict, where many tools are lax: `010.0.0.0/8` is an error and not octal, and
// `10.0.3.1/28` is an error that names the block meant, not silently another block. The YAML reader
// and the literal of C++ blueprints share it:
//
//   using namespace btsinfra::literals;
//   static_assert("10.0.0.0/16"_cidr.contains("10.0.4.0/24"_cidr));
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace btsinfra {

enum class CidrError : std::uint8_t {
  Empty,
  NotFourNumbers,  // `10.0.0/16`, `a.b.c.d/16`
  LeadingZero,     // `10.00.0.0/16`
  NumberOver255,
  MissingPrefix,  // `10.0.0.0`
  BadPrefix,      // not a number from 0 to 32
  HostBitsSet,    // `10.0.3.1/28`
};

// What is wrong, in the words of a message: "a number is over 255".
[[nodiscard]] std::string_view describe(CidrError error);

class CidrResult;

// A block: every address whose first `prefix()` bits are those of `first()`. Ordered by address, a
// block before the smaller ones that start with it.
class Cidr {
 public:
  [[nodiscard]] static constexpr CidrResult parse(std::string_view text) noexcept;
  // 0.0.0.0/0: containers of settings need some value before one is read.
  constexpr Cidr() : Cidr(0, 0) {}

  [[nodiscard]] constexpr std::uint32_t first() const { return first_; }
  [[nodiscard]] constexpr std::uint32_t last() const { return first_ | ~mask(prefix_); }
  [[nodiscard]] constexpr int prefix() const { return prefix_; }
  [[nodiscard]] constexpr std::uint64_t size() const { return std::uint64_t{1} << (32 - prefix_); }

  // Addresses left for machines in a subnet: AWS keeps the first four and the last.
  [[nodiscard]] constexpr std::uint64_t usable_in_vpc() const {
    constexpr std::uint64_t kept = 5;
    return size() > kept ? size() - kept : 0;
  }

  [[nodiscard]] constexpr bool contains(std::uint32_t address) const {
    return (address & mask(prefix_)) == first_;
  }
  // A block contains itself.
  [[nodiscard]] constexpr bool contains(const Cidr& other) const {
    return prefix_ <= other.prefix_ && contains(other.first_);
  }
  // Two blocks overlap only if one contains the other.
  [[nodiscard]] constexpr bool overlaps(const Cidr& other) const {
    return contains(other) || other.contains(*this);
  }

  // How many blocks of that prefix length fit; 0 where they would be larger than this one or where
  // there is no such length.
  [[nodiscard]] constexpr std::uint64_t subnets(int prefix) const {
    if (prefix < prefix_ || prefix > 32) return 0;
    return std::uint64_t{1} << (prefix - prefix_);
  }
  // The n-th of them, from 0 and in order of address; nothing past the last.
  [[nodiscard]] constexpr std::optional<Cidr> nth_subnet(int prefix, std::uint64_t n) const {
    if (n >= subnets(prefix)) return std::nullopt;
    const std::uint64_t step = std::uint64_t{1} << (32 - prefix);
    return Cidr(static_cast<std::uint32_t>(first_ + n * step), prefix);
  }

  // The same where there must be one: past the last, the build stops (in a constant) or the
  // program.
  [[nodiscard]] constexpr Cidr subnet(int prefix, std::uint64_t n) const;

  // "10.0.0.0/16"; parses back to the same block.
  [[nodiscard]] std::string to_string() const;

  constexpr auto operator<=>(const Cidr&) const = default;

 private:
  friend class CidrResult;
  constexpr Cidr(std::uint32_t first, int prefix) : first_(first), prefix_(prefix) {}

  [[nodiscard]] static constexpr std::uint32_t mask(int prefix) {
    return prefix == 0 ? 0 : ~std::uint32_t{0} << (32 - prefix);
  }

  std::uint32_t first_;
  int prefix_;
};

// Deliberately not constexpr: a literal with the fault calls the function of that name, so that the
// compiler's message says what is wrong. At run time they end the program.
namespace cidr_literal {
[[noreturn]] void is_empty();
[[noreturn]] void has_not_four_numbers();
[[noreturn]] void has_a_leading_zero();
[[noreturn]] void has_a_number_over_255();
[[noreturn]] void lacks_its_prefix_length();
[[noreturn]] void has_a_prefix_length_not_from_0_to_32();
[[noreturn]] void has_host_bits_set();
[[noreturn]] void has_no_such_subnet();
}  // namespace cidr_literal

constexpr Cidr Cidr::subnet(int prefix, std::uint64_t n) const {
  const std::optional<Cidr> found = nth_subnet(prefix, n);
  if (!found) cidr_literal::has_no_such_subnet();
  return *found;
}

// Whether no two of the blocks, a constexpr address plan, share an address.
template <class Blocks>
[[nodiscard]] constexpr bool disjoint(const Blocks& blocks) {
  for (auto a = blocks.begin(); a != blocks.end(); ++a) {
    for (auto b = blocks.begin(); b != a; ++b) {
      if (a->overlaps(*b)) return false;
    }
  }
  return true;
}
[[nodiscard]] constexpr bool disjoint(std::initializer_list<Cidr> blocks) {
  return disjoint<std::initializer_list<Cidr>>(blocks);
}

// A block or what kept the text from being one.
class CidrResult {
 public:
  [[nodiscard]] constexpr bool has_value() const { return !error_; }
  [[nodiscard]] constexpr explicit operator bool() const { return has_value(); }

  // Only where there is one: else the build stops (in a constant) or the program.
  [[nodiscard]] constexpr Cidr value() const {
    if (error_) fail(*error_);
    return block_;
  }
  [[nodiscard]] constexpr std::optional<CidrError> error() const { return error_; }

  // With HostBitsSet: the block that was probably meant, the host bits cleared.
  [[nodiscard]] constexpr std::optional<Cidr> meant() const {
    if (error_ != CidrError::HostBitsSet) return std::nullopt;
    return block_;
  }

 private:
  friend class Cidr;
  constexpr CidrResult(CidrError error) : block_(0, 0), error_(error) {}  // NOLINT: for `return`
  constexpr CidrResult(std::uint32_t address, int prefix)
      : block_(address & Cidr::mask(prefix), prefix) {
    if (block_.first() != address) error_ = CidrError::HostBitsSet;
  }

  static constexpr void fail(CidrError error) {
    switch (error) {
      case CidrError::Empty:
        return cidr_literal::is_empty();
      case CidrError::NotFourNumbers:
        return cidr_literal::has_not_four_numbers();
      case CidrError::LeadingZero:
        return cidr_literal::has_a_leading_zero();
      case CidrError::NumberOver255:
        return cidr_literal::has_a_number_over_255();
      case CidrError::MissingPrefix:
        return cidr_literal::lacks_its_prefix_length();
      case CidrError::BadPrefix:
        return cidr_literal::has_a_prefix_length_not_from_0_to_32();
      case CidrError::HostBitsSet:
        return cidr_literal::has_host_bits_set();
    }
  }

  Cidr block_;
  std::optional<CidrError> error_;
};

constexpr CidrResult Cidr::parse(std::string_view text) noexcept {
  if (text.empty()) return CidrError::Empty;
  std::size_t at = 0;
  const auto digit = [&] { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  // A number that cannot be told from a huge one stays at 1000, so nothing overflows.
  const auto number = [&] {
    int value = 0;
    for (; digit(); ++at) value = value > 99 ? 1000 : value * 10 + (text[at] - '0');
    return value;
  };
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && (at >= text.size() || text[at++] != '.')) return CidrError::NotFourNumbers;
    const std::size_t start = at;
    const int value = number();
    if (at == start) return CidrError::NotFourNumbers;
    if (at - start > 1 && text[start] == '0') return CidrError::LeadingZero;
    if (value > 255) return CidrError::NumberOver255;
    address = (address << 8) | static_cast<std::uint32_t>(value);
  }
  if (at == text.size()) return CidrError::MissingPrefix;
  if (text[at++] != '/') return CidrError::NotFourNumbers;
  if (at == text.size()) return CidrError::MissingPrefix;
  const std::size_t start = at;
  const int prefix = number();
  const bool leading_zero = at - start > 1 && text[start] == '0';
  if (at == start || at != text.size() || leading_zero || prefix > 32) return CidrError::BadPrefix;
  return {address, prefix};
}

namespace literals {

consteval Cidr operator""_cidr(const char* text, std::size_t size) {
  return Cidr::parse({text, size}).value();
}

}  // namespace literals
}  // namespace btsinfra
