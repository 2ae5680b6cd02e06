// What a lost blueprint is recognised by in a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/types/cidr.h"
#include "btsinfra/types/region.h"

namespace btsinfra {

// What is lost and how to say so.
struct LostThing {
  std::size_t blueprint = 0;
  std::string what;  // "the region of `seoul`"
};

struct LostMention {
  std::string text;  // the whole word as it stands there: "ap-northeast-2a"
  LostThing thing;
};

class LostNames {
 public:
  // The region itself, its zones, and whatever has it in a name: host names, ARNs.
  void add_region(const Region& region, LostThing thing);
  // The block, blocks in it and addresses in it.
  void add_block(const Cidr& block, LostThing thing);
  // A name that stands alone or begins a longer one with a hyphen.
  void add_prefix(std::string name, LostThing thing);
  // A name that stands alone.
  void add_name(std::string name, LostThing thing);
  // A name that is still there although a lost one is part of it.
  void keep(std::string name);

  [[nodiscard]] bool empty() const { return words_.empty() && blocks_.empty(); }
  // What the text names first of each; nothing where it names nothing that is lost.
  [[nodiscard]] std::vector<LostMention> in(std::string_view text) const;

 private:
  enum class End : std::uint8_t { NoDigit, NoWord, NoWordOrHyphen };
  struct Word {
    std::string text;
    LostThing thing;
    End end{};
  };
  struct Block {
    Cidr block;
    LostThing thing;
  };

  [[nodiscard]] bool kept(std::string_view text, std::size_t at, std::size_t length) const;
  [[nodiscard]] std::optional<LostMention> find(const Word& word, std::string_view text) const;
  void find_addresses(std::string_view text, std::vector<LostMention>& found) const;

  std::vector<Word> words_;
  std::vector<Block> blocks_;
  std::vector<std::string> kept_;
};

}  // namespace btsinfra
