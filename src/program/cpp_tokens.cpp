#include "program/cpp_tokens.h"

#include <string>
#include <utility>

namespace btsinfra::program {
namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class Scanner {
 public:
  explicit Scanner(std::string_view source) : source_(source) {}

  std::vector<CppToken> run() {
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        line_begins_ = line_begins_ || c == '\n';
        ++at_;
      } else if (rest().starts_with("//") || (c == '#' && line_begins_)) {
        skip_line();
      } else if (rest().starts_with("/*")) {
        const std::size_t end = source_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? source_.size() : end + 2;
      } else {
        line_begins_ = false;
        token(c);
      }
    }
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] std::string_view rest() const { return source_.substr(at_); }

  // To the end of the line, and of those that continue it.
  void skip_line() {
    while (at_ < source_.size() && source_[at_] != '\n') at_ += source_[at_] == '\\' ? 2 : 1;
  }

  void token(char c) {
    if (c == '"') {
      quoted('"');
    } else if (c == '\'') {
      quoted('\'');
    } else if (is_word_character(c)) {
      word();
    } else {
      add(CppToken::Kind::Mark, at_, at_ + 1, source_.substr(at_, 1));
    }
  }

  void word() {
    const std::size_t begin = at_;
    std::size_t end = begin;
    // 1'000'000 is one number.
    const bool number = source_[begin] >= '0' && source_[begin] <= '9';
    while (end < source_.size() &&
           (is_word_character(source_[end]) || (number && source_[end] == '\''))) {
      ++end;
    }
    const std::string_view words = source_.substr(begin, end - begin);
    const bool prefix =
        words == "R" || words == "u8R" || words == "uR" || words == "UR" || words == "LR";
    if (prefix && end < source_.size() && source_[end] == '"') {
      raw(begin, end);
    } else {
      add(CppToken::Kind::Word, begin, end, words);
    }
  }

  void quoted(char quote) {
    const std::size_t begin = at_;
    std::size_t end = begin + 1;
    while (end < source_.size() && source_[end] != quote && source_[end] != '\n') {
      end += source_[end] == '\\' ? 2 : 1;
    }
    end = end < source_.size() ? end : source_.size();
    const std::size_t after = end < source_.size() ? end + 1 : end;
    add(CppToken::Kind::Text, begin, after, source_.substr(begin + 1, end - begin - 1));
  }

  // R"delimiter( … )delimiter"
  void raw(std::size_t begin, std::size_t quote) {
    const std::size_t open = source_.find('(', quote);
    if (open == std::string_view::npos) {
      at_ = source_.size();
      return;
    }
    std::string closing = ")";
    closing += source_.substr(quote + 1, open - quote - 1);
    closing += '"';
    const std::size_t close = source_.find(closing, open);
    const std::size_t end = close == std::string_view::npos ? source_.size() : close;
    const std::size_t after =
        close == std::string_view::npos ? source_.size() : close + closing.size();
    add(CppToken::Kind::Text, begin, after, source_.substr(open + 1, end - open - 1));
  }

  void add(CppToken::Kind kind, std::size_t begin, std::size_t end, std::string_view words) {
    tokens_.push_back({kind, begin, end, words});
    at_ = end;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  bool line_begins_ = true;
  std::vector<CppToken> tokens_;
};

}  // namespace

std::vector<CppToken> cpp_tokens(std::string_view source) { return Scanner(source).run(); }

}  // namespace btsinfra::program
