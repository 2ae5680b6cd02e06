#include "support/pattern_tree.h"

#include <algorithm>
#include <string>
#include <utility>

#include "support/pattern_characters.h"

namespace btsinfra::pattern {
namespace {

constexpr std::size_t deepest_group = 100;

// ---- Sets ---------------------------------------------------------------------------------------

void add_range(Set& set, char32_t first, char32_t last) {
  for (char32_t c = first; c <= last && c < 128; ++c) set.ascii.set(c);
  if (last >= 128) set.others.emplace_back(std::max<char32_t>(first, 128), last);
  // Halves of characters past U+FFFF: such a range means these.
  if (first <= 0xDFFF && last >= 0xD800) set.any_astral = true;
}

void negate(Set& set) {
  set.ascii.flip();
  set.negated = !set.negated;
}

template <class Predicate>
void add_if(Set& set, bool wanted, Predicate predicate) {
  for (char32_t c = 0; c < 128; ++c) {
    if (predicate(c) == wanted) set.ascii.set(c);
  }
  if (!wanted) set.any_other = true;  // the predicates hold in ASCII alone
}

// \d, \W and the like; false: `letter` is none of them.
bool add_class(Set& set, char32_t letter) {
  switch (letter) {
    case U'd':
    case U'D':
      add_if(set, letter == U'd', is_digit);
      return true;
    case U'w':
    case U'W':
      add_if(set, letter == U'w', is_word);
      return true;
    case U's':
    case U'S':
      add_if(set, letter == U's', is_space);
      return true;
    default:
      return false;
  }
}

// The ASCII part of a Unicode property; whatever lies outside has it, as far as we can tell.
bool add_property(Set& set, const std::string& name, bool wanted) {
  const auto is_any_of = [](std::string_view of) {
    return [of](char32_t c) { return of.find(static_cast<char>(c)) != std::string_view::npos; };
  };
  set.any_other = true;
  if (name == "L" || name == "Alpha" || name == "IsAlphabetic") {
    add_if(set, wanted, is_letter);
  } else if (name == "Lu" || name == "Upper") {
    add_if(set, wanted, [](char32_t c) { return c >= U'A' && c <= U'Z'; });
  } else if (name == "Ll" || name == "Lower") {
    add_if(set, wanted, [](char32_t c) { return c >= U'a' && c <= U'z'; });
  } else if (name == "N" || name == "Nd" || name == "Digit") {
    add_if(set, wanted, is_digit);
  } else if (name == "Alnum") {
    add_if(set, wanted, [](char32_t c) { return is_letter(c) || is_digit(c); });
  } else if (name == "Z" || name == "Zs") {
    add_if(set, wanted, [](char32_t c) { return c == U' '; });
  } else if (name == "Space") {
    add_if(set, wanted, is_space);
  } else if (name == "P") {
    add_if(set, wanted, is_any_of(R"(!"#%&'()*,-./:;?@[\]_{})"));
  } else if (name == "S") {
    add_if(set, wanted, is_any_of("$+<=>^`|~"));
  } else if (name == "Punct") {
    add_if(set, wanted, is_any_of(R"(!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~)"));
  } else if (name == "M") {
    add_if(set, wanted, [](char32_t) { return false; });
  } else if (name == "C" || name == "Cc" || name == "Cntrl") {
    add_if(set, wanted, [](char32_t c) { return c < 0x20 || c == 0x7F; });
  } else if (name == "Graph") {
    add_if(set, wanted, [](char32_t c) { return c > 0x20 && c < 0x7F; });
  } else if (name == "Print") {
    add_if(set, wanted, [](char32_t c) { return c >= 0x20 && c < 0x7F; });
  } else {
    return false;
  }
  return true;
}

// ---- Parsing ------------------------------------------------------------------------------------

// Whether `node` can be repeated: an assertion cannot.
bool is_repeatable(const Node& node) {
  return node.kind != Node::Kind::Assertion && node.kind != Node::Kind::Look;
}

class Parser {
 public:
  explicit Parser(std::string_view expression) : text_(characters(expression)) {}

  std::optional<Node> parse() {
    Node node = choice(0);
    if (failed_ || at_ != text_.size()) return std::nullopt;
    return node;
  }

 private:
  Node fail() {
    failed_ = true;
    at_ = text_.size();
    return {};
  }

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] bool sees(char32_t c) const { return !at_end() && text_[at_] == c; }
  bool take(char32_t c) {
    if (!sees(c)) return false;
    ++at_;
    return true;
  }
  bool take(std::u32string_view wanted) {
    if (text_.size() - at_ < wanted.size() ||
        !std::equal(wanted.begin(), wanted.end(),
                    text_.begin() + static_cast<std::ptrdiff_t>(at_))) {
      return false;
    }
    at_ += wanted.size();
    return true;
  }

  Node choice(std::size_t depth) {
    if (depth > deepest_group) return fail();
    Node node{.kind = Node::Kind::Choice};
    do {
      node.inner.push_back(sequence(depth));
    } while (take(U'|'));
    return node.inner.size() == 1 ? std::move(node.inner.front()) : node;
  }

  Node sequence(std::size_t depth) {
    Node node;
    while (!failed_ && !at_end() && !sees(U'|') && !sees(U')')) {
      node.inner.push_back(quantified(depth));
    }
    return node;
  }

  Node quantified(std::size_t depth) {
    Node node = atom(depth);
    const bool repeatable = is_repeatable(node);
    std::uint32_t least = 0;
    std::uint32_t most = unbounded;
    if (take(U'+')) {
      least = 1;
    } else if (take(U'?')) {
      most = 1;
    } else if (sees(U'{')) {
      if (!counts(least, most)) return node;
    } else if (!take(U'*')) {
      return node;
    }
    if (!take(U'?')) take(U'+');  // lazy, possessive: the same answer, or more that fits
    const bool again = sees(U'*') || sees(U'+') || sees(U'?');
    std::uint32_t ignored = 0;
    if (!repeatable || again || (sees(U'{') && counts(ignored, ignored))) return fail();
    Node repeat{.kind = Node::Kind::Repeat, .least = least, .most = most};
    repeat.inner.push_back(std::move(node));
    return repeat;
  }

  // `{2}`, `{2,}`, `{2,5}`; otherwise nothing is taken and the brace means itself.
  bool counts(std::uint32_t& least, std::uint32_t& most) {
    const std::size_t start = at_;
    ++at_;
    if (std::optional<std::uint32_t> low = count()) {
      std::optional<std::uint32_t> high = low;
      if (take(U',')) high = sees(U'}') ? unbounded : count();
      if (high && take(U'}')) {
        if (*low > *high) fail();
        least = *low;
        most = *high;
        return true;
      }
    }
    if (sees(U',')) fail();  // `{,5}`: to some five at most, to others just these characters
    at_ = failed_ ? at_ : start;
    return false;
  }

  std::optional<std::uint32_t> count() {
    std::uint32_t value = 0;
    const std::size_t start = at_;
    while (!at_end() && is_digit(text_[at_]) && at_ - start < 6) {
      value = value * 10 + static_cast<std::uint32_t>(text_[at_++] - U'0');
    }
    if (at_ == start) return std::nullopt;
    return value;
  }

  Node atom(std::size_t depth) {
    const char32_t c = text_[at_++];
    switch (c) {
      case U'(':
        return group(depth);
      case U'[':
        return set();
      case U'\\':
        return escape();
      case U'^':
        return assertion(Step::Start);
      case U'$':
        return assertion(Step::End);
      case U'*':
      case U'+':
      case U'?':
        return fail();
      case U'.': {
        Node node{.kind = Node::Kind::Characters};
        node.set.ascii.set(U'\n').set(U'\r');
        negate(node.set);
        return node;
      }
      default:
        return literal(c);
    }
  }

  static Node assertion(Step step) { return {.kind = Node::Kind::Assertion, .assertion = step}; }

  static Node literal(char32_t c) {
    Node node{.kind = Node::Kind::Characters};
    add_range(node.set, c, c);
    return node;
  }

  Node group(std::size_t depth) {
    Node look{.kind = Node::Kind::Look};
    bool looks = false;
    if (take(U"?=") || take(U"?!")) {
      looks = true;
      look.assertion = text_[at_ - 1] == U'=' ? Step::Ahead : Step::NotAhead;
    } else if (!take(U"?:") && sees(U'?')) {
      return fail();  // flags, names, lookbehind
    }
    Node node = choice(depth + 1);
    if (!take(U')')) return fail();
    if (!looks) return node;
    look.inner.push_back(std::move(node));
    return look;
  }

  Node escape() {
    if (at_end()) return fail();
    const char32_t c = text_[at_];
    Node node{.kind = Node::Kind::Characters};
    if (add_class(node.set, c)) {
      ++at_;
      return node;
    }
    switch (c) {
      case U'b':
        ++at_;
        return assertion(Step::Boundary);
      case U'B':
        ++at_;
        return assertion(Step::NoBoundary);
      case U'A':
        ++at_;
        return assertion(Step::Start);
      case U'Z':
      case U'z':
        ++at_;
        return assertion(Step::End);
      case U'p':
      case U'P':
        return property(node.set) ? node : fail();
      default: {
        const std::optional<char32_t> character = escaped_character();
        return character ? literal(*character) : fail();
      }
    }
  }

  // `p{Lu}`, `P{L}`.
  bool property(Set& set) {
    const bool wanted = text_[at_++] == U'p';
    if (!take(U'{')) return false;
    std::string name;
    while (!at_end() && !sees(U'}')) name += static_cast<char>(text_[at_++]);
    return take(U'}') && add_property(set, name, wanted);
  }

  // What follows a backslash, where it stands for one character.
  std::optional<char32_t> escaped_character() {
    const char32_t c = text_[at_++];
    switch (c) {
      case U't':
        return U'\t';
      case U'n':
        return U'\n';
      case U'r':
        return U'\r';
      case U'f':
        return U'\f';
      case U'v':
        return U'\v';
      case U'0':
        return !at_end() && is_digit(text_[at_]) ? std::nullopt : std::optional(U'\0');
      case U'x':
        return hexadecimal(2);
      case U'u':
        return hexadecimal(4);
      default:
        // Other letters mean something, or will.
        return is_letter(c) || is_digit(c) ? std::nullopt : std::optional(c);
    }
  }

  std::optional<char32_t> hexadecimal(std::size_t digits) {
    char32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (at_end()) return std::nullopt;
      const char32_t c = text_[at_++];
      const char32_t lower = c | 0x20U;
      if (is_digit(c)) {
        value = value * 16 + (c - U'0');
      } else if (lower >= U'a' && lower <= U'f') {
        value = value * 16 + 10 + (lower - U'a');
      } else {
        return std::nullopt;
      }
    }
    return value;
  }

  Node set() {
    Node node{.kind = Node::Kind::Characters};
    const bool negated = take(U'^');
    while (!take(U']')) {
      if (at_end()) return fail();
      const std::optional<char32_t> first = member(node.set);
      if (failed_) return {};
      if (!first) continue;
      if (!sees(U'-') || at_ + 1 >= text_.size() || text_[at_ + 1] == U']') {
        add_range(node.set, *first, *first);
        continue;
      }
      ++at_;
      const std::optional<char32_t> last = member(node.set);
      if (failed_) return {};
      if (!last) {  // `[a-\d]`: the dash means itself
        add_range(node.set, *first, *first);
        add_range(node.set, U'-', U'-');
      } else if (*last < *first) {
        return fail();
      } else {
        add_range(node.set, *first, *last);
      }
    }
    if (negated) negate(node.set);
    return node;
  }

  // One member of a set; nothing where it is a class, which is added at once.
  std::optional<char32_t> member(Set& set) {
    const char32_t c = text_[at_++];
    const bool doubled = c == U'&' && sees(U'&');
    if (c == U'[' || doubled) fail();  // Java reads sets within sets here
    if (c != U'\\') return c;
    if (at_end()) {
      fail();
      return std::nullopt;
    }
    if (add_class(set, text_[at_])) {
      ++at_;
      return std::nullopt;
    }
    if (sees(U'p') || sees(U'P')) {
      if (!property(set)) fail();
      return std::nullopt;
    }
    if (take(U'b')) return U'\b';
    const std::optional<char32_t> character = escaped_character();
    if (!character) fail();
    return character;
  }

  std::vector<char32_t> text_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<Node> parse(std::string_view expression) { return Parser(expression).parse(); }

}  // namespace btsinfra::pattern
