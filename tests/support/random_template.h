// Templates full of what YAML gets wrong, the same for the same seed on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "cfn/template.h"
#include "support/utf8.h"

namespace btsinfra {

class RandomTemplate {
 public:
  explicit RandomTemplate(std::uint64_t seed) : state_(seed) {}

  cfn::Template next() {
    cfn::Template result;
    for (std::uint64_t i = below(3); i > 0; --i) result.header.push_back(text());
    if (one_in(2)) result.description = text();
    if (one_in(2)) result.metadata = map(3);
    for (std::uint64_t i = below(3); i > 0; --i) result.parameters[key()] = parameter();
    if (one_in(3)) result.mappings[key()] = cfn::Map{{key(), cfn::Map{{key(), text()}}}};
    for (std::uint64_t i = below(5); i > 0; --i) {
      result.resources.push_back(resource("R" + std::to_string(i)));
    }
    for (std::uint64_t i = below(3); i > 0; --i) {
      cfn::Output& output = result.outputs[key()];
      output.description = one_in(2) ? text() : "";
      output.value = value(2);
      if (one_in(2)) output.export_name = value(1);
    }
    return result;
  }

  // Splitmix64: the standard library's distributions differ between implementations.
  std::uint64_t bits() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::uint64_t below(std::uint64_t n) { return bits() % n; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }

  std::string text() {
    switch (below(4)) {
      case 0:
        return std::string(known_text());
      case 1:
        return from_alphabet(U" \n\t-?:,[]{}#&*!|>'\"%@`~=ab", 9);
      case 2:
        return from_alphabet(U"0123456789.+-_:eExXoObTtZz \n", 7);
      default:
        return from_alphabet(
            U"ab\n \t\r\\'\":#\x00\x01\x07\x1B\x7F\x80\x85\x9F\xA0\xAD\u00E9\u2028\u2029\uFEFF"
            U"\uFFFD\uFFFE\u200B\u202E\uE000서울日é\u0301\U0001F600\U0001FFFF\U000E0001\U0010FFFF",
            12);
    }
  }

 private:
  cfn::Parameter parameter() {
    cfn::Parameter result;
    result.type = one_in(2) ? "String" : "CommaDelimitedList";
    result.description = one_in(2) ? text() : "";
    if (one_in(2)) result.default_value = text();
    if (one_in(3)) result.allowed_pattern = text();
    if (one_in(3)) result.constraint_description = text();
    for (std::uint64_t i = below(3); i > 0; --i) result.allowed_values.push_back(text());
    result.no_echo = one_in(3);
    return result;
  }

  cfn::Resource resource(std::string logical_id) {
    cfn::Resource result;
    result.logical_id = std::move(logical_id);
    result.type = "AWS::X::Y";
    result.properties = map(4);
    for (std::uint64_t i = below(3); i > 0; --i) result.depends_on.push_back(key());
    if (one_in(3)) result.deletion_policy = "Retain";
    if (one_in(3)) result.update_replace_policy = "Snapshot";
    if (one_in(4)) result.creation_policy = value(2);
    if (one_in(4)) result.update_policy = value(2);
    if (one_in(3)) result.metadata = map(2);
    if (one_in(2)) result.comment = text();
    return result;
  }

  std::string key() {
    if (one_in(40)) return std::string(1100, 'k') + std::to_string(below(9));
    return one_in(3) ? text() : "Key" + std::to_string(below(1000));
  }

  cfn::Map map(int depth) {
    cfn::Map result;
    for (std::uint64_t i = below(5); i > 0; --i) result.set(key(), value(depth - 1));
    return result;
  }

  cfn::List list(int depth) {
    cfn::List result;
    for (std::uint64_t i = below(6); i > 0; --i) result.push_back(value(depth - 1));
    return result;
  }

  cfn::Value value(int depth) {
    if (depth > 0 && one_in(5)) return list(depth);
    if (depth > 0 && one_in(4)) return map(depth);
    if (depth > 0 && one_in(3)) return function(depth);
    switch (below(10)) {
      case 0:
        return {};
      case 1:
        return one_in(2);
      case 2:
        return static_cast<std::int64_t>(bits()) >> below(64);
      case 3:
        return number();
      default:
        return text();
    }
  }

  double number() {
    static constexpr std::array<double, 12> interesting = {
        0.0, -0.0, 1.0, -1.5, 0.1, 1e16, 1e-5, 1.5e300, -2.5e-300, 123456.789, 1e22, 1e100};
    return interesting[below(interesting.size())];
  }

  cfn::Value function(int depth) {
    switch (below(11)) {
      case 0:
        return cfn::ref(text());
      case 1:
        return cfn::intrinsic("Fn::GetAtt", "Logical.Attribute." + std::to_string(below(9)));
      case 2:
        return cfn::sub(text());
      case 3:
        return cfn::intrinsic("Fn::Sub", cfn::List{text(), map(depth - 1)});
      case 4:
        return cfn::intrinsic("Fn::Join", cfn::List{text(), list(depth)});
      case 5:
        return cfn::intrinsic("Fn::Base64", value(depth - 1));
      case 6:
        return cfn::intrinsic("Fn::ImportValue", cfn::sub(text()));
      case 7:
        return cfn::intrinsic("Fn::Select", cfn::List{1, cfn::intrinsic("Fn::GetAZs", "")});
      case 8:
        return cfn::intrinsic("Fn::Transform", map(depth));
      case 9:
        return cfn::intrinsic("Fn::FindInMap", cfn::List{text(), cfn::ref(text()), text()});
      default:
        return cfn::intrinsic("Fn::GetStackOutput", value(depth - 1));
    }
  }

  std::string_view known_text() {
    static constexpr std::array<std::string_view, 104> texts = {"",
                                                                " ",
                                                                "\n",
                                                                "\n\n",
                                                                "\t",
                                                                "x",
                                                                "null",
                                                                "Null",
                                                                "NULL",
                                                                "~",
                                                                "true",
                                                                "True",
                                                                "FALSE",
                                                                "yes",
                                                                "No",
                                                                "ON",
                                                                "off",
                                                                "y",
                                                                "N",
                                                                "0",
                                                                "012",
                                                                "0o17",
                                                                "0x1F",
                                                                "0b101",
                                                                "1_000",
                                                                "-1",
                                                                "+1",
                                                                "1.5",
                                                                ".5",
                                                                "5.",
                                                                "1e3",
                                                                "1.0e+3",
                                                                "-.inf",
                                                                ".NaN",
                                                                ".INF",
                                                                "12:30",
                                                                "1:00:00",
                                                                "03:00",
                                                                "190:20:30.15",
                                                                "2026-11-22",
                                                                "2012-10-17",
                                                                "2026-11-22T10:00:00Z",
                                                                "2001-12-14 21:59:43.10 -5",
                                                                "=",
                                                                "<<",
                                                                "- a",
                                                                "-",
                                                                "--",
                                                                "---",
                                                                "--- a",
                                                                "...",
                                                                "... a",
                                                                "? a",
                                                                "?",
                                                                ": a",
                                                                ":",
                                                                "a:",
                                                                "a: b",
                                                                "a:b",
                                                                "a :b",
                                                                "a #b",
                                                                "a#b",
                                                                "#a",
                                                                "@a",
                                                                "`a",
                                                                "%a",
                                                                "!Ref x",
                                                                "&a",
                                                                "*a",
                                                                "{a",
                                                                "}a",
                                                                "[a",
                                                                "]a",
                                                                ",a",
                                                                "a, b",
                                                                "|",
                                                                "|-",
                                                                ">",
                                                                "'",
                                                                "\"",
                                                                "\\",
                                                                "it's",
                                                                "say \"x\"",
                                                                "'a'",
                                                                "a\nb",
                                                                "a\nb\n",
                                                                "a\n\n",
                                                                "a\n\n\n",
                                                                "\na",
                                                                "\n a\n",
                                                                " a\nb",
                                                                "\ta\nb",
                                                                "a\n b\n  c\n",
                                                                "a \nb\n",
                                                                "a\n \nb",
                                                                "a\n  ",
                                                                "#!/bin/bash\necho \"$X\" # y\n",
                                                                "a\r\nb\r\n",
                                                                "---\na\n...\n",
                                                                "10.0.0.0/16",
                                                                "arn:aws:s3:::b/*",
                                                                "\xEF\xBB\xBFx",
                                                                "\xEC\x84\x9C\xEC\x9A\xB8",
                                                                "a\xFF"};
    return texts[below(texts.size())];
  }

  std::string from_alphabet(std::u32string_view alphabet, std::uint64_t longest) {
    std::string result;
    for (std::uint64_t i = below(longest + 1); i > 0; --i) {
      append_utf8(result, alphabet[below(alphabet.size())]);
    }
    return result;
  }

  std::uint64_t state_;
};

}  // namespace btsinfra
