#include "program/designators.h"

#include <algorithm>

namespace btsinfra::program {

Designators::Designators(FileId file, const SourceFile& source)
    : file_(file), source_(source), tokens_(cpp_tokens(source.text())) {}

Span Designators::span(std::size_t begin, std::size_t end) const {
  if (begin >= end) return {};
  return {file_, source_.position_at(tokens_[begin].begin),
          source_.position_at(tokens_[end - 1].end)};
}

Found Designators::call(unsigned line, std::initializer_list<std::string_view> names) const {
  const Found whole = whole_line(line);
  for (const std::string_view name : names) {
    if (const auto found = named(whole.begin, name)) return *found;
  }
  return whole;
}

// Without its indentation.
Found Designators::whole_line(unsigned line) const {
  const std::string_view text = source_.line(line);
  const std::size_t begin = text.empty()
                                ? source_.text().size()
                                : static_cast<std::size_t>(text.data() - source_.text().data());
  const auto first = static_cast<std::size_t>(
      std::lower_bound(tokens_.begin(), tokens_.end(), begin,
                       [](const CppToken& token, std::size_t at) { return token.begin < at; }) -
      tokens_.begin());
  const std::size_t end = begin + text.size();
  std::size_t last = first;
  while (last < tokens_.size() && tokens_[last].begin < end) ++last;
  if (first < last) {
    const Position to = source_.position_at(std::min(tokens_[last - 1].end, end));
    return {{file_, source_.position_at(tokens_[first].begin), to}, first, first};
  }
  const Position here{line, 1, static_cast<std::uint32_t>(begin)};
  return {{file_, here, here}, first, first};
}

std::optional<Found> Designators::named(std::size_t first, std::string_view name) const {
  // The statement goes on until its `;`, whatever is nested in it.
  int depth = 0;
  for (std::size_t i = first; i < tokens_.size(); ++i) {
    const CppToken& token = tokens_[i];
    if (token.opens()) ++depth;
    if (token.closes()) --depth;
    if (token.is(';') && depth <= 0) break;
    const bool is_text = token.kind == CppToken::Kind::Text;
    const bool is_function =
        token.kind == CppToken::Kind::Word && i + 1 < tokens_.size() && tokens_[i + 1].is('(');
    if (token.words != name || (!is_text && !is_function)) continue;
    Found found{span(i, i + 1), i + 1, i + 1};
    for (int outside = 0; found.end < tokens_.size(); ++found.end) {
      const CppToken& next = tokens_[found.end];
      if (next.opens()) ++outside;
      // One may close: the call whose argument the name is.
      if (next.closes() && --outside < (is_text ? -1 : 0)) break;
      if (next.is(';') && outside <= 0) break;
    }
    return found;
  }
  return std::nullopt;
}

std::size_t Designators::end_of_value(std::size_t token, std::size_t limit) const {
  int depth = 0;
  for (; token < limit; ++token) {
    if (tokens_[token].opens()) ++depth;
    if (tokens_[token].closes() && --depth < 0) break;
    if (depth == 0 && (tokens_[token].is(',') || tokens_[token].is(';'))) break;
  }
  return token;
}

std::optional<Found> Designators::field(const Found& in, std::string_view name) const {
  std::optional<Found> best;
  int best_depth = 0;
  int depth = 0;
  for (std::size_t i = in.begin; i + 2 < in.end; ++i) {
    if (tokens_[i].opens()) ++depth;
    if (tokens_[i].closes()) --depth;
    if (!tokens_[i].is('.') || tokens_[i + 1].kind != CppToken::Kind::Word ||
        tokens_[i + 1].words != name) {
      continue;
    }
    // `.name = …` and `.name{…}` give it, `.name[…]` and `.name.…` change a part of it.
    const CppToken& next = tokens_[i + 2];
    const bool gives = next.is('=') || next.is('{');
    if (!gives && !next.is('[') && !next.is('.')) continue;
    if (best && depth >= best_depth) continue;
    const std::size_t begin = next.is('=') ? i + 3 : i + 2;
    best = Found{span(i, i + 2), begin, end_of_value(begin, in.end)};
    best_depth = depth;
  }
  return best;
}

std::optional<Found> Designators::entry(const Found& in, std::string_view key) const {
  std::optional<std::size_t> best;
  int best_depth = 0;
  int depth = 0;
  for (std::size_t i = in.begin; i < in.end; ++i) {
    if (tokens_[i].opens()) ++depth;
    if (tokens_[i].closes()) --depth;
    if (tokens_[i].kind != CppToken::Kind::Text || tokens_[i].words != key) continue;
    if (best && depth >= best_depth) continue;
    best = i;
    best_depth = depth;
  }
  if (!best) return std::nullopt;
  const std::size_t begin = *best + 1;
  std::size_t end = begin;
  int outside = 0;
  // Of `{"key", value}` up to the brace, of `["key"] = …` and `at("key")…` to the end of the
  // statement.
  const bool indexed = begin < in.end && tokens_[begin].closes();
  for (; end < in.end; ++end) {
    if (tokens_[end].opens()) ++outside;
    if (tokens_[end].closes() && --outside < (indexed ? -1 : 0)) break;
  }
  std::size_t value = begin;
  while (value < end &&
         (tokens_[value].is(',') || tokens_[value].closes() || tokens_[value].is('=')))
    ++value;
  return Found{span(*best, *best + 1), value, end};
}

std::optional<Found> Designators::item(const Found& in, std::size_t index) const {
  if (in.begin >= in.end || !tokens_[in.begin].is('{')) return std::nullopt;
  std::size_t at = in.begin + 1;
  for (std::size_t i = 0; at < in.end; ++i) {
    const std::size_t end = end_of_value(at, in.end);
    if (end == at) return std::nullopt;
    if (i == index) return Found{span(at, end), at, end};
    if (end >= in.end || !tokens_[end].is(',')) return std::nullopt;
    at = end + 1;
  }
  return std::nullopt;
}

Span Designators::value(const Found& found) const { return span(found.begin, found.end); }

}  // namespace btsinfra::program
