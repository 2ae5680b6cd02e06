#include "stages/resolve/addresses.h"

#include "services/kind.h"
#include "stages/resolve/allocate.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

Cidr block(std::string_view text) { return Cidr::parse(text).value(); }

TEST_CASE("the first free block", "[stages][addresses]") {
  struct Row {
    const char* space;
    int prefix;
    std::vector<const char*> taken;
    const char* found;  // empty: none
  };
  const Row rows[] = {
      {"10.0.0.0/16", 24, {}, "10.0.0.0/24"},
      {"10.0.0.0/16", 16, {}, "10.0.0.0/16"},
      {"10.0.0.0/16", 15, {}, ""},
      {"10.0.0.0/24", 24, {"10.0.0.128/28"}, ""},
      {"10.0.0.0/16", 24, {"10.0.0.0/24"}, "10.0.1.0/24"},
      {"10.0.0.0/16", 24, {"10.0.1.0/24"}, "10.0.0.0/24"},
      {"10.0.0.0/16", 24, {"10.0.0.0/28"}, "10.0.1.0/24"},
      {"10.0.0.0/16", 24, {"10.0.0.240/28"}, "10.0.1.0/24"},
      {"10.0.0.0/16", 22, {"10.0.1.0/24", "10.0.4.0/24"}, "10.0.8.0/22"},
      {"10.0.0.0/16", 28, {"10.0.0.0/17"}, "10.0.128.0/28"},
      {"10.0.0.0/16", 24, {"10.0.2.0/24", "10.0.0.0/23"}, "10.0.3.0/24"},
      {"10.0.0.0/16", 24, {"10.0.0.0/24", "10.0.0.0/24", "10.0.0.0/20"}, "10.0.16.0/24"},
      {"10.0.0.0/16", 17, {"10.0.0.0/28"}, "10.0.128.0/17"},
      {"10.0.0.0/16", 17, {"10.0.0.0/28", "10.0.255.240/28"}, ""},
      {"10.0.0.0/16", 24, {"192.168.0.0/16", "9.0.0.0/8"}, "10.0.0.0/24"},
      {"10.0.0.0/16", 24, {"10.0.0.0/8"}, ""},
      {"255.255.255.0/24", 28, {"255.255.255.0/25"}, "255.255.255.128/28"},
      {"255.255.255.0/24", 28, {"255.255.255.0/24"}, ""},
      {"255.255.255.0/24", 25, {"255.255.255.128/28"}, "255.255.255.0/25"},
      {"255.255.255.0/24", 25, {"255.255.255.0/28", "255.255.255.128/28"}, ""},
      {"0.0.0.0/24", 28, {"0.0.0.0/28"}, "0.0.0.16/28"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.space, row.prefix, row.taken);
    std::vector<Cidr> taken;
    for (const char* text : row.taken) taken.push_back(block(text));
    std::optional<Cidr> found = first_free(block(row.space), row.prefix, taken);
    CHECK((found ? found->to_string() : "") == row.found);
  }
}

// Slow and plain, to hold the quick one against.
std::optional<Cidr> first_free_by_trying(const Cidr& space, int prefix,
                                         const std::vector<Cidr>& taken) {
  for (std::uint64_t i = 0;; ++i) {
    std::optional<Cidr> candidate = space.nth_subnet(prefix, i);
    if (!candidate) return std::nullopt;
    bool free = true;
    for (const Cidr& other : taken) {
      free = free && (other.last() < candidate->first() || candidate->last() < other.first());
    }
    if (free) return candidate;
  }
}

TEST_CASE("the first free block, all small cases", "[stages][addresses]") {
  const Cidr space = block("10.0.0.0/27");
  for (unsigned mask = 0; mask < 256; ++mask) {  // which of the eight /30 are taken
    std::vector<Cidr> taken;
    for (unsigned i = 0; i < 8; ++i) {
      if ((mask >> i & 1U) != 0) taken.push_back(*space.nth_subnet(30, i));
    }
    for (int prefix = 27; prefix <= 32; ++prefix) {
      CAPTURE(mask, prefix);
      CHECK(first_free(space, prefix, taken) == first_free_by_trying(space, prefix, taken));
    }
  }
}

std::string network(const std::string& body) {
  return "blueprint: 1\nsystem: bts\nregion: ap-northeast-2\nnetwork:\n  zones: [a, c]\n  nat: "
         "none\n" +
         body;
}

// "private a 10.0.0.0/24, c 10.0.1.0/24; …" of the first blueprint.
std::string blocks(const test::Compiled& compiled) {
  std::string text;
  const ResolvedSystem& system = *compiled.result.systems.front().resolution.system;
  for (const Component& component : system.components()) {
    if (component.blueprint != 0 || component.kind->key() != "subnets") continue;
    std::string tier = component.name;
    for (const SubnetBlock& at : system.blocks(component)) {
      tier += (tier == component.name ? " " : ", ") + at.zone + " " + at.cidr.to_string();
    }
    text += (text.empty() ? "" : "; ") + tier;
  }
  return text;
}

TEST_CASE("what is asked for goes around what exists", "[stages][addresses]") {
  struct Row {
    const char* name;
    const char* body;
    const char* lock;  // of the subnets; empty: no file
    const char* blocks;
    const char* found = "";  // ids
  };
  const Row rows[] = {
      {"nothing there yet", "  cidr: 10.0.0.0/16\n  subnets: {private: {size: 24}}\n", "",
       "private a 10.0.0.0/24, c 10.0.1.0/24"},
      {"beside given blocks",
       "  cidr: 10.0.0.0/16\n  subnets: {data: {cidrs: [10.0.0.0/24, 10.0.2.0/24]}, private: "
       "{size: 24}}\n",
       "", "data a 10.0.0.0/24, c 10.0.2.0/24; private a 10.0.1.0/24, c 10.0.3.0/24"},
      {"two tiers, by name", "  cidr: 10.0.0.0/16\n  subnets: {b: {size: 24}, a: {size: 25}}\n", "",
       "a a 10.0.0.0/25, c 10.0.0.128/25; b a 10.0.1.0/24, c 10.0.2.0/24"},
      {"the lock decides", "  cidr: 10.0.0.0/16\n  subnets: {private: {size: 24}}\n",
       R"({"private": {"a": "10.0.7.0/24", "c": "10.0.3.0/24"}})",
       "private a 10.0.7.0/24, c 10.0.3.0/24"},
      {"a new zone", "  cidr: 10.0.0.0/16\n  subnets: {private: {size: 24}}\n",
       R"({"private": {"c": "10.0.0.0/24"}})", "private a 10.0.1.0/24, c 10.0.0.0/24"},
      {"a new tier before a locked one",
       "  cidr: 10.0.0.0/16\n  subnets: {a: {size: 24}, b: {size: 24}}\n",
       R"({"b": {"a": "10.0.0.0/24", "c": "10.0.1.0/24"}})",
       "a a 10.0.2.0/24, c 10.0.3.0/24; b a 10.0.0.0/24, c 10.0.1.0/24"},
      {"another size is another subnet", "  cidr: 10.0.0.0/16\n  subnets: {private: {size: 25}}\n",
       R"({"private": {"a": "10.0.0.0/24", "c": "10.0.1.0/24"}})",
       "private a 10.0.0.0/25, c 10.0.0.128/25", "BTS2031"},
      {"what left the VPC is chosen anew",
       "  cidr: 10.1.0.0/16\n  subnets: {private: {size: 24}}\n",
       R"({"private": {"a": "10.0.0.0/24", "c": "10.1.0.0/24"}})",
       "private a 10.1.1.0/24, c 10.1.0.0/24", "BTS2031"},
      {"a tier that is gone leaves its room", "  cidr: 10.0.0.0/23\n  subnets: {b: {size: 24}}\n",
       R"({"a": {"a": "10.0.0.0/24", "c": "10.0.1.0/24"}})", "b a 10.0.0.0/24, c 10.0.1.0/24"},
      {"a given tier gives up what the lock holds",
       "  cidr: 10.0.0.0/16\n  subnets: {a: {cidrs: [10.0.0.0/24, 10.0.1.0/24]}}\n",
       R"({"a": {"a": "10.0.9.0/24"}})", "a a 10.0.0.0/24, c 10.0.1.0/24", "BTS2031"},
      {"an exact fit", "  cidr: 10.0.0.0/24\n  subnets: {private: {size: 25}}\n", "",
       "private a 10.0.0.0/25, c 10.0.0.128/25"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    FileSet files{{"seoul.yaml", network(row.body)}};
    if (*row.lock != '\0') {
      files["seoul.lock.json"] = std::string(R"({"version": 1, "subnets": )") + row.lock + "}";
    }
    auto compiled = test::compile_files(files, Stage::Resolve);
    INFO(test::text(compiled));
    std::string found;
    for (const std::string& id : test::found_ids(compiled)) found += id;
    CHECK(found == row.found);
    CHECK(blocks(compiled) == row.blocks);
  }
}

TEST_CASE("addresses that cannot be", "[stages][addresses]") {
  struct Row {
    const char* name;
    const char* body;
    std::vector<std::string> findings;
    const char* message;  // a part of the first
  };
  const Row rows[] = {
      {"a subnet as large as its VPC, twice",
       "  cidr: 10.0.0.0/24\n  subnets: {a: {cidrs: [10.0.0.0/24, 10.0.0.0/24]}}\n",
       {"BTS2007"},
       "`a` in zone c (10.0.0.0/24) overlaps `a` in zone a (10.0.0.0/24)"},
      {"the later one in the file is to change",
       "  cidr: 10.0.0.0/16\n  subnets:\n    z: {cidrs: [10.0.0.0/24, 10.0.1.0/24]}\n"
       "    a: {cidrs: [10.0.2.0/24, 10.0.0.0/22]}\n",
       {"BTS2007"},
       "`a` in zone c (10.0.0.0/22) overlaps"},
      {"the VPC too large",
       "  cidr: 10.0.0.0/15\n  subnets: {a: {size: 24}}\n",
       {"BTS2012"},
       "a VPC of /15"},
      {"the VPC too small",
       "  cidr: 10.0.0.0/29\n  subnets: {a: {size: 28}}\n",
       {"BTS2012"},
       "a VPC of /29"},
      {"outside below",
       "  cidr: 10.1.0.0/16\n  subnets: {a: {cidrs: [10.0.255.0/24, 10.1.0.0/24]}}\n",
       {"BTS2008"},
       "zone a (10.0.255.0/24) lies outside"},
      {"larger than the VPC",
       "  cidr: 10.0.0.0/24\n  subnets: {a: {cidrs: [10.0.0.0/23, 10.0.0.0/24]}}\n",
       {"BTS2008"},
       "(10.0.0.0/23) lies outside"},
      {"no room", "  cidr: 10.0.0.0/24\n  subnets: {a: {size: 24}}\n", {"BTS2014"}, "in zone c"},
      {"no room beside what stays clear for others",
       "  cidr: 10.0.0.0/24\n  subnets: {a: {size: 26}, b: {cidrs: [10.0.0.0/26, 10.0.0.64/26]}, "
       "c: {size: 28}}\n",
       {"BTS2014"},
       "for a /28 of `c` in zone a"},
      {"one zone too many",
       "  cidr: 10.0.0.0/16\n  subnets: {a: {cidrs: [10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24]}}\n",
       {"BTS2013"},
       "3 address blocks for 2 zones"},
      {"both public and on premises",
       "  cidr: 8.0.0.0/16\n  on_premises: [8.0.0.0/8]\n  subnets: {a: {size: 24}}\n",
       {"BTS2009", "BTS2025", "BTS2014"},
       "overlaps the on-premises range (8.0.0.0/8)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    auto compiled = test::compile_yaml(network(row.body));
    INFO(test::text(compiled));
    REQUIRE(test::found_ids(compiled) == row.findings);
    CHECK(compiled.diagnostics.front().message.find(row.message) != std::string::npos);
  }
}

TEST_CASE("what is private", "[stages][addresses]") {
  struct Row {
    const char* block;
    bool is_private;
  };
  for (const Row& row :
       {Row{"10.0.0.0/16", true}, Row{"10.255.0.0/16", true}, Row{"11.0.0.0/16", false},
        Row{"9.255.0.0/16", false}, Row{"172.15.0.0/16", false}, Row{"172.16.0.0/16", true},
        Row{"172.31.0.0/16", true}, Row{"172.32.0.0/16", false}, Row{"192.168.0.0/16", true},
        Row{"192.169.0.0/16", false}, Row{"100.63.0.0/16", false}, Row{"100.64.0.0/16", true},
        Row{"100.127.0.0/16", true}, Row{"100.128.0.0/16", false}}) {
    CAPTURE(row.block);
    auto compiled = test::compile_yaml(
        network(fmt::format("  cidr: {}\n  subnets: {{a: {{size: 24}}}}\n", row.block)));
    CHECK(test::found_ids(compiled).empty() == row.is_private);
  }
}

TEST_CASE("networks of one system stay clear of one another", "[stages][addresses]") {
  auto blueprint = [](const char* region, const char* cidr, const char* on_premises) {
    return fmt::format(
        "blueprint: 1\nsystem: bts\nregion: {}\nnetwork: {{cidr: {}, zones: [a], on_premises: {}, "
        "nat: none, "
        "subnets: {{a: {{size: 24}}}}}}\n",
        region, cidr, on_premises);
  };
  struct Row {
    const char* name;
    const char* seoul;
    const char* virginia;
    const char* on_premises;  // of Seoul
    std::vector<std::string> messages;
  };
  const Row rows[] = {
      {"apart", "10.0.0.0/16", "10.1.0.0/16", "[10.2.0.0/16]", {}},
      {"equal",
       "10.0.0.0/16",
       "10.0.0.0/16",
       "[]",
       {"the VPC of `virginia` (10.0.0.0/16) overlaps the VPC of `seoul` (10.0.0.0/16)"}},
      {"one in the other",
       "10.0.128.0/20",
       "10.0.0.0/16",
       "[]",
       {"the VPC of `virginia` (10.0.0.0/16) overlaps the VPC of `seoul` (10.0.128.0/20)"}},
      {"the other's premises",
       "10.0.0.0/16",
       "192.168.4.0/22",
       "[192.168.0.0/16]",
       {"the VPC of `virginia` (192.168.4.0/22) overlaps the on-premises range (192.168.0.0/16)"}},
      {"premises may overlap each other",
       "10.0.0.0/16",
       "10.1.0.0/16",
       "[192.168.0.0/16, 192.168.1.0/24]",
       {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    auto compiled = test::compile_files(
        {{"seoul.yaml", blueprint("ap-northeast-2", row.seoul, row.on_premises)},
         {"virginia.yaml", blueprint("us-east-1", row.virginia, "[]")}});
    std::vector<std::string> messages;
    for (const Diagnostic& found : compiled.diagnostics) messages.push_back(found.message);
    CHECK(messages == row.messages);
  }
}

}  // namespace
}  // namespace btsinfra
