// Values as YAML in block style, with flow style where it is short.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cfn/value.h"

namespace btsinfra {

// Builds a document line by line. Every call ends the line it is on.
class YamlValueWriter {
 public:
  static constexpr std::size_t step = 2;  // columns per level

  // "key: value" from `indent` on, on as many lines as it takes.
  void entry(std::size_t indent, std::string_view key, const cfn::Value& value);
  // "key:" alone, for a caller who writes the entries below it.
  void heading(std::size_t indent, std::string_view key);
  void comment(std::size_t indent, std::string_view text);
  // An empty line between parts. None after a text that keeps its trailing newlines, where it would
  // become part of the text.
  void gap();

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  enum class After : std::uint8_t { Key, LongKey, Dash };

  void pair(std::size_t indent, std::string_view key, const cfn::Value& value);
  After key(std::size_t indent, std::string_view key);
  void value(After head, std::size_t indent, const cfn::Value& value);
  void text(std::size_t indent, std::string_view text);
  void list(After head, std::size_t indent, const cfn::List& list);
  void map(After head, std::size_t indent, const cfn::Map& map);
  void function(After head, std::size_t indent, const cfn::Intrinsic& function);
  void start_child(After head, std::size_t indent, bool first);
  [[nodiscard]] bool append_if_it_fits(const std::optional<std::string>& flow);

  std::string out_;
  bool keeps_newlines_ = false;  // the last thing written was a `|+` block
};

}  // namespace btsinfra
