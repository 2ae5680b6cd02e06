#include "btsinfra/types/cidr.h"

#include "support/check.h"

namespace btsinfra {

std::string_view describe(CidrError error) {
  switch (error) {
    case CidrError::Empty:
      return "it is empty";
    case CidrError::NotFourNumbers:
      return "the address is not four numbers with dots between";
    case CidrError::LeadingZero:
      return "a number has a leading zero";
    case CidrError::NumberOver255:
      return "a number is over 255";
    case CidrError::MissingPrefix:
      return "the prefix length is missing (as in `/16`)";
    case CidrError::BadPrefix:
      return "the prefix length is not a number from 0 to 32";
    case CidrError::HostBitsSet:
      return "the address has bits set behind the prefix";
  }
  return {};
}

std::string Cidr::to_string() const {
  std::string text;
  for (unsigned shift = 32; shift > 0; shift -= 8) {
    text += std::to_string((first_ >> (shift - 8)) & 0xFFU);
    text += shift > 8 ? '.' : '/';
  }
  return text + std::to_string(prefix_);
}

namespace cidr_literal {
namespace {

[[noreturn]] void stop(CidrError error) {
  check_failed(__FILE__, __LINE__, describe(error), "the value of a CIDR that did not parse");
}

}  // namespace

void is_empty() { stop(CidrError::Empty); }
void has_not_four_numbers() { stop(CidrError::NotFourNumbers); }
void has_a_leading_zero() { stop(CidrError::LeadingZero); }
void has_a_number_over_255() { stop(CidrError::NumberOver255); }
void lacks_its_prefix_length() { stop(CidrError::MissingPrefix); }
void has_a_prefix_length_not_from_0_to_32() { stop(CidrError::BadPrefix); }
void has_host_bits_set() { stop(CidrError::HostBitsSet); }
void has_no_such_subnet() {
  check_failed(__FILE__, __LINE__, "Cidr::subnet", "a subnet past the last of its block");
}

}  // namespace cidr_literal
}  // namespace btsinfra
