#include "stages/check/lost_names.h"

#include <algorithm>
#include <utility>

namespace btsinfra {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

char at_or_blank(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : ' ';
}

// The word that the piece of the text is part of.
std::string_view whole_word(std::string_view text, std::size_t at, std::size_t length) {
  auto inside = [](char c) { return is_word(c) || c == '-'; };
  std::size_t end = at + length;
  while (at > 0 && inside(text[at - 1])) --at;
  while (end < text.size() && inside(text[end])) ++end;
  return text.substr(at, end - at);
}

// "10.0.1.0/24" at the beginning of the text, or "10.0.1.7" as a block of one address.
std::optional<std::pair<Cidr, std::size_t>> leading_block(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
  while (end > 0 && text[end - 1] == '.') --end;  // the end of a sentence
  std::size_t with_prefix = end;
  if (at_or_blank(text, end) == '/') {
    ++with_prefix;
    while (with_prefix < text.size() && is_digit(text[with_prefix])) ++with_prefix;
  }
  if (auto block = Cidr::parse(text.substr(0, with_prefix))) {
    return std::pair{block.value(), with_prefix};
  }
  if (auto address = Cidr::parse(std::string(text.substr(0, end)) + "/32")) {
    return std::pair{address.value(), end};
  }
  return std::nullopt;
}

}  // namespace

void LostNames::add_region(const Region& region, LostThing thing) {
  words_.push_back({std::string(region.name()), std::move(thing), End::NoDigit});
}

void LostNames::add_block(const Cidr& block, LostThing thing) {
  blocks_.push_back({block, std::move(thing)});
}

void LostNames::add_prefix(std::string name, LostThing thing) {
  words_.push_back({std::move(name), std::move(thing), End::NoWord});
}

void LostNames::add_name(std::string name, LostThing thing) {
  words_.push_back({std::move(name), std::move(thing), End::NoWordOrHyphen});
}

void LostNames::keep(std::string name) { kept_.push_back(std::move(name)); }

std::vector<LostMention> LostNames::in(std::string_view text) const {
  std::vector<LostMention> found;
  for (const Word& word : words_) {
    if (auto mention = find(word, text)) found.push_back(std::move(*mention));
  }
  if (!blocks_.empty()) find_addresses(text, found);
  return found;
}

// Whether the piece of the text is part of a longer name that is still there.
bool LostNames::kept(std::string_view text, std::size_t at, std::size_t length) const {
  return std::any_of(kept_.begin(), kept_.end(), [&](const std::string& name) {
    for (std::size_t whole = text.find(name); whole != std::string_view::npos && whole <= at;
         whole = text.find(name, whole + 1)) {
      if (whole + name.size() >= at + length) return true;
    }
    return false;
  });
}

std::optional<LostMention> LostNames::find(const Word& word, std::string_view text) const {
  for (std::size_t at = text.find(word.text); at != std::string_view::npos;
       at = text.find(word.text, at + 1)) {
    const char behind = at_or_blank(text, at + word.text.size());
    const char before = at > 0 ? text[at - 1] : ' ';
    if (is_word(before) && (before != '_' || word.end != End::NoDigit)) continue;
    if (word.end == End::NoDigit ? is_digit(behind) : is_word(behind)) continue;
    if (word.end == End::NoWordOrHyphen && (behind == '-' || before == '-')) continue;
    if (!kept(text, at, word.text.size())) {
      return LostMention{std::string(whole_word(text, at, word.text.size())), word.thing};
    }
  }
  return std::nullopt;
}

void LostNames::find_addresses(std::string_view text, std::vector<LostMention>& found) const {
  std::vector<bool> told;  // in most texts there is nothing to tell
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    if (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '.')) continue;
    const auto block = leading_block(text.substr(at));
    if (!block) continue;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if ((!told.empty() && told[i]) || !blocks_[i].block.contains(block->first)) continue;
      told.resize(blocks_.size());
      told[i] = true;
      found.push_back({std::string(text.substr(at, block->second)), blocks_[i].thing});
      break;
    }
    at += block->second - 1;
  }
}

}  // namespace btsinfra
