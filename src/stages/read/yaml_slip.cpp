#include "stages/read/yaml_slip.h"

#include <algorithm>
#include <vector>

namespace btsinfra {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t'; }

class SlipScanner {
 public:
  SlipScanner(std::string_view text, std::size_t end) : text_(text), end_(end) {}

  std::optional<YamlSlip> run() {
    while (at_ < text_.size() && !slip_) {
      if (block_ && !starts_block_line()) continue;
      line();
    }
    if (!slip_ && !open_.empty()) tell(YamlSlip::Kind::OpenBracket, open_.back());
    return slip_ && slip_->offset <= end_ ? slip_ : std::nullopt;
  }

 private:
  void tell(YamlSlip::Kind kind, std::size_t offset) {
    if (!slip_) slip_ = YamlSlip{kind, offset};
  }

  [[nodiscard]] std::size_t line_end() const {
    return std::min(text_.find('\n', at_), text_.size());
  }
  void next_line() { at_ = std::min(line_end() + 1, text_.size()); }
  [[nodiscard]] std::size_t indent() const {
    return std::min(text_.find_first_not_of(' ', at_), text_.size()) - at_;
  }

  // Whether the line is no longer of the block scalar (`|`, `>`) that the lines before it are of;
  // one that is, is passed over.
  bool starts_block_line() {
    const std::string_view words = text_.substr(at_, line_end() - at_);
    const bool blank = words.find_first_not_of(" \t\r") == std::string_view::npos;
    if (blank || indent() > indent_) {
      next_line();
      return false;
    }
    block_ = false;
    return true;
  }

  // One line, or several where a quote holds them together; behind it stands the next.
  void line() {
    const std::size_t first = at_ + indent();
    const char begins = first < text_.size() ? text_[first] : '\n';
    const bool blank = begins == '\n' || begins == '\r' || begins == '#';
    if (open_.empty()) {
      if (!blank) indent_ = indent();
    } else if (!blank && indent() <= indent_ && begins != ']' && begins != '}') {
      tell(YamlSlip::Kind::OpenBracket, open_.back());
      return;
    }
    at_ = first;
    bool token = true;  // something may begin here: a quote or bracket inside words is one of them
    while (at_ < text_.size() && text_[at_] != '\n' && !slip_) token = step(token);
    at_ = std::min(at_ + 1, text_.size());
  }

  // One character, or a whole quoted scalar. Whether something may begin behind it.
  bool step(bool token) {
    const char c = text_[at_];
    const bool behind_space = at_ == 0 || is_space(text_[at_ - 1]) || text_[at_ - 1] == '\n';
    if (c == '#' && behind_space) {
      at_ = line_end();
      return false;
    }
    if (token && (c == '"' || c == '\'')) {
      quoted(c);
      return false;
    }
    if (token && (c == '!' || c == '&')) {  // a tag or an anchor, and the value behind it
      at_ = std::min(text_.find_first_of(" \n", at_), text_.size());
      return true;
    }
    const bool flow = !open_.empty();
    if (flow && text_.substr(at_).starts_with("${{")) {
      tell(YamlSlip::Kind::Reference, at_);
      return false;
    }
    if ((token || flow) && (c == '[' || c == '{')) {
      open_.push_back(at_++);
      return true;
    }
    if (flow && (c == ']' || c == '}')) {
      if (text_[open_.back()] != (c == ']' ? '[' : '{')) {
        tell(YamlSlip::Kind::OpenBracket, open_.back());
      }
      open_.pop_back();
      ++at_;
      return false;
    }
    if (token && !flow && (c == '|' || c == '>')) {
      block_ = true;
      at_ = line_end();
      return false;
    }
    ++at_;
    if (is_space(c)) return token || ends_key(at_ - 1);
    const bool behind_quote =
        c == ':' && at_ >= 2 && (text_[at_ - 2] == '"' || text_[at_ - 2] == '\'');
    return flow && (c == ',' || behind_quote);  // JSON puts no space behind the colon
  }

  // Whether the space at `space` stands behind `key:`, or the `-` of a list.
  [[nodiscard]] bool ends_key(std::size_t space) const {
    const char before = space == 0 ? '\n' : text_[space - 1];
    if (before == ':') return true;
    const bool alone = space < 2 || is_space(text_[space - 2]) || text_[space - 2] == '\n';
    return open_.empty() && before == '-' && alone;
  }

  void quoted(char quote) {
    const std::size_t begin = at_++;
    bool lines = false;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\' && quote == '"') {
        ++at_;
      } else if (c == quote) {
        if (quote != '\'' || at_ + 1 >= text_.size() || text_[at_ + 1] != '\'') break;
        ++at_;
      }
      lines = lines || c == '\n';
      ++at_;
    }
    if (at_ >= text_.size()) {
      tell(YamlSlip::Kind::OpenQuote, begin);
      return;
    }
    ++at_;
    // A value of several lines may be meant; words right behind its end say that it was not.
    std::size_t behind = at_;
    while (behind < text_.size() && is_space(text_[behind])) ++behind;
    const char next = behind < text_.size() ? text_[behind] : '\n';
    constexpr std::string_view may_follow = ",]}:#\r\n";
    if (lines && may_follow.find(next) == std::string_view::npos) {
      tell(YamlSlip::Kind::OpenQuote, begin);
    }
  }

  std::string_view text_;
  std::size_t end_;
  std::size_t at_ = 0;
  std::size_t indent_ = 0;         // of the line that is not inside brackets
  bool block_ = false;             // in a block scalar
  std::vector<std::size_t> open_;  // brackets
  std::optional<YamlSlip> slip_;
};

}  // namespace

std::optional<YamlSlip> find_slip(std::string_view text, std::size_t end) {
  return SlipScanner(text, end).run();
}

}  // namespace btsinfra
