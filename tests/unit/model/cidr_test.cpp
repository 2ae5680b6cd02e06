#include "btsinfra/types/cidr.h"

#include <vector>

#include "support/catch.h"

namespace btsinfra {
namespace {

using namespace literals;

// The same code answers while compiling.
static_assert("10.0.0.0/16"_cidr.overlaps("10.0.4.0/24"_cidr));
static_assert("0.0.0.0/0"_cidr.size() == std::uint64_t{1} << 32);
static_assert("10.0.0.0/24"_cidr.usable_in_vpc() == 251);
static_assert("10.0.0.0/16"_cidr.nth_subnet(24, 3) == "10.0.3.0/24"_cidr);
static_assert(Cidr::parse("10.0.3.1/28").meant() == "10.0.3.0/28"_cidr);

TEST_CASE("what is not a block says why", "[model][cidr]") {
  struct Row {
    std::string_view text;
    std::optional<CidrError> expected;
  };
  const Row rows[] = {
      {"10.0.0.0/16", {}},
      {"0.0.0.0/0", {}},
      {"255.255.255.255/32", {}},
      {"", CidrError::Empty},
      {"/16", CidrError::NotFourNumbers},
      {"10.0.0/16", CidrError::NotFourNumbers},
      {"10.0.0", CidrError::NotFourNumbers},
      {"10.0.0.0.0/16", CidrError::NotFourNumbers},
      {"10..0.0/16", CidrError::NotFourNumbers},
      {"a.b.c.d/8", CidrError::NotFourNumbers},
      {" 10.0.0.0/16", CidrError::NotFourNumbers},
      {"10.0.0.0 /16", CidrError::NotFourNumbers},
      {"-1.0.0.0/8", CidrError::NotFourNumbers},
      {"::/0", CidrError::NotFourNumbers},
      {"10.00.0.0/16", CidrError::LeadingZero},
      {"010.0.0.0/8", CidrError::LeadingZero},
      {"10.256.0.0/16", CidrError::NumberOver255},
      {"10.99999999999999999999.0.0/16", CidrError::NumberOver255},
      {"10.0.0.0", CidrError::MissingPrefix},
      {"10.0.0.0/", CidrError::MissingPrefix},
      {"10.0.0.0/33", CidrError::BadPrefix},
      {"10.0.0.0/016", CidrError::BadPrefix},
      {"10.0.0.0/-1", CidrError::BadPrefix},
      {"10.0.0.0/16 ", CidrError::BadPrefix},
      {"10.0.0.0/1x", CidrError::BadPrefix},
      {"10.0.0.0/255.255.0.0", CidrError::BadPrefix},
      {"10.0.0.0/4294967312", CidrError::BadPrefix},
      {"10.0.3.1/28", CidrError::HostBitsSet},
      {"10.0.0.1/0", CidrError::HostBitsSet},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const CidrResult result = Cidr::parse(row.text);
    CHECK(result.error() == row.expected);
    CHECK(result.has_value() == !row.expected);
    CHECK(result.meant().has_value() == (row.expected == CidrError::HostBitsSet));
    if (result) CHECK(result.value().to_string() == row.text);
    if (row.expected) CHECK_FALSE(describe(*row.expected).empty());
  }
}

TEST_CASE("the block meant", "[model][cidr]") {
  CHECK(Cidr::parse("10.0.3.1/28").meant()->to_string() == "10.0.3.0/28");
  CHECK(Cidr::parse("10.0.3.77/16").meant()->to_string() == "10.0.0.0/16");
  CHECK(Cidr::parse("10.0.3.77/0").meant()->to_string() == "0.0.0.0/0");
}

TEST_CASE("usable addresses", "[model][cidr]") {
  struct Row {
    std::string_view text;
    std::uint64_t size;
    std::uint64_t usable;
  };
  const Row rows[] = {{"10.0.0.0/16", 65536, 65531}, {"10.0.0.0/28", 16, 11},
                      {"10.0.0.0/29", 8, 3},         {"10.0.0.0/30", 4, 0},
                      {"10.0.0.0/32", 1, 0},         {"0.0.0.0/0", 4294967296, 4294967291}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Cidr block = Cidr::parse(row.text).value();
    CHECK(block.size() == row.size);
    CHECK(block.usable_in_vpc() == row.usable);
  }
}

// All 63 blocks inside a /27, against plain counting of addresses.
std::vector<Cidr> small_domain() {
  std::vector<Cidr> blocks;
  const Cidr whole = "255.255.255.224/27"_cidr;
  for (int prefix = 27; prefix <= 32; ++prefix) {
    for (std::uint64_t n = 0; n < whole.subnets(prefix); ++n) {
      blocks.push_back(*whole.nth_subnet(prefix, n));
    }
  }
  return blocks;
}

TEST_CASE("containment and overlap in a small domain", "[model][cidr]") {
  const std::vector<Cidr> blocks = small_domain();
  REQUIRE(blocks.size() == 63);
  const auto has = [](const Cidr& block, std::uint64_t address) {
    return block.first() <= address && address <= block.last();
  };
  bool all_right = true;
  for (const Cidr& a : blocks) {
    all_right = all_right && Cidr::parse(a.to_string()).value() == a;
    all_right = all_right && std::uint64_t{a.last()} - a.first() + 1 == a.size();
    for (const Cidr& b : blocks) {
      bool overlap = false;
      bool inside = true;
      for (std::uint64_t address = 0xFFFFFFE0; address <= 0xFFFFFFFF; ++address) {
        const auto narrow = static_cast<std::uint32_t>(address);
        all_right = all_right && a.contains(narrow) == has(a, address);
        overlap = overlap || (has(a, address) && has(b, address));
        inside = inside && (!has(b, address) || has(a, address));
      }
      all_right = all_right && a.overlaps(b) == overlap && a.contains(b) == inside;
      all_right = all_right &&
                  (a < b) == (std::pair(a.first(), a.prefix()) < std::pair(b.first(), b.prefix()));
    }
  }
  CHECK(all_right);
}

TEST_CASE("subnets cover their block without gap or overlap", "[model][cidr]") {
  bool all_right = true;
  for (const std::string_view text : {"0.0.0.0/0", "10.0.0.0/8", "10.0.16.0/20", "1.2.3.4/32"}) {
    const Cidr block = Cidr::parse(text).value();
    for (int prefix = block.prefix(); prefix <= std::min(32, block.prefix() + 12); ++prefix) {
      std::uint64_t expected = block.first();
      for (std::uint64_t n = 0; n < block.subnets(prefix); ++n) {
        const Cidr subnet = *block.nth_subnet(prefix, n);
        all_right = all_right && subnet.first() == expected && block.contains(subnet);
        expected = std::uint64_t{subnet.last()} + 1;
      }
      all_right = all_right && expected == std::uint64_t{block.last()} + 1;
      all_right = all_right && !block.nth_subnet(prefix, block.subnets(prefix));
    }
    all_right = all_right && block.subnets(block.prefix() - 1) == 0 && block.subnets(33) == 0;
  }
  CHECK(all_right);
}

TEST_CASE("every prefix length of one address", "[model][cidr]") {
  for (int prefix = 0; prefix <= 32; ++prefix) {
    CAPTURE(prefix);
    const CidrResult result = Cidr::parse("255.255.255.255/" + std::to_string(prefix));
    CHECK(result.has_value() == (prefix == 32));
    const Cidr block = prefix == 32 ? result.value() : *result.meant();
    CHECK(block.prefix() == prefix);
    CHECK(block.last() == 0xFFFFFFFF);
    CHECK(block.size() == std::uint64_t{1} << (32 - prefix));
  }
}

}  // namespace
}  // namespace btsinfra
