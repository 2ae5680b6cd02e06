#include "support/source.h"

#include <string>

#include "support/catch.h"

namespace btsinfra {
namespace {

TEST_CASE("a source file finds its lines", "[support][source]") {
  struct Row {
    std::string text;
    std::vector<std::string> lines;
  };
  const Row rows[] = {
      {"", {""}},
      {"a", {"a"}},
      {"a\n", {"a", ""}},
      {"a\r\nb\r\n", {"a", "b", ""}},
      {"\n\nx", {"", "", "x"}},
      {"\xEF\xBB\xBF"
       "a\nb",
       {"a", "b"}},
  };
  for (const Row& row : rows) {
    const SourceFile file("f.yaml", row.text);
    CAPTURE(row.text);
    REQUIRE(file.line_count() == row.lines.size());
    for (std::size_t i = 0; i < row.lines.size(); ++i) {
      CHECK(file.line(static_cast<std::uint32_t>(i + 1)) == row.lines[i]);
    }
    CHECK(file.line(0).empty());
    CHECK(file.line(static_cast<std::uint32_t>(row.lines.size() + 1)).empty());
  }
}

TEST_CASE("positions count characters and clamp", "[support][source]") {
  const SourceFile file("f.yaml", "a: \xED\x95\x9C\xEA\xB8\x80!\nb\n");  // "a: 한글!"
  struct Row {
    std::size_t offset;
    Position expected;
  };
  const Row rows[] = {
      {0, {1, 1, 0}},   {3, {1, 4, 3}},   {6, {1, 5, 6}},   {9, {1, 6, 9}},    {10, {1, 7, 10}},
      {11, {2, 1, 11}}, {12, {2, 2, 12}}, {13, {3, 1, 13}}, {999, {3, 1, 13}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.offset);
    CHECK(file.position_at(row.offset) == row.expected);
  }
}

TEST_CASE("a byte order mark has no column", "[support][source]") {
  const SourceFile file("f.yaml",
                        "\xEF\xBB\xBF"
                        "ab");
  CHECK(file.position_at(0) == Position{1, 1, 3});
  CHECK(file.position_at(3) == Position{1, 1, 3});
  CHECK(file.position_at(4) == Position{1, 2, 4});
  CHECK(SourceFile("f.yaml", "\xEF\xBB\xBF").position_at(0) == Position{1, 1, 3});
}

TEST_CASE("positions agree with a plain count in every offset", "[support][source]") {
  std::string text;
  for (int i = 0; i < 700; ++i) text += i % 97 == 0 ? "\n" : (i % 5 == 0 ? "\xC3\xA9" : "x");
  for (const std::size_t size : {text.size(), std::size_t{256}, std::size_t{512}}) {
    const SourceFile file("f.yaml", text.substr(0, size));
    Position expected{1, 1, 0};
    bool all_equal = true;
    for (std::size_t i = 0; i <= size; ++i) {
      expected.offset = static_cast<std::uint32_t>(i);
      const bool inside = i < size && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
      if (!inside) all_equal = all_equal && file.position_at(i) == expected;
      if (i == size) break;
      if (text[i] == '\n') {
        expected = {expected.line + 1, 1, 0};
      } else if (i + 1 >= size || (static_cast<unsigned char>(text[i + 1]) & 0xC0) != 0x80) {
        ++expected.column;
      }
    }
    CHECK(all_equal);
  }
}

TEST_CASE("a source map keeps its files", "[support][source]") {
  SourceMap map;
  const FileId a = map.add("a.yaml", "x");
  const std::string_view line = map.file(a).line(1);
  for (int i = 0; i < 100; ++i) map.add("b.yaml", "y");
  CHECK(line == "x");
  CHECK(map.file(a).path() == "a.yaml");
  CHECK(map.part(a).empty());
}

TEST_CASE("a part of a file is the file under another id", "[support][source]") {
  SourceMap map;
  const FileId file = map.add("a.cpp", "x\ny");
  const FileId part = map.add_part(file, "seoul.buckets.code");
  const FileId other = map.add("b.cpp", "z");
  const FileId inner = map.add_part(part, "seoul.buckets.media");
  CHECK(part != file);
  CHECK(&map.file(part) == &map.file(file));
  CHECK(&map.file(inner) == &map.file(file));
  CHECK(map.file(other).path() == "b.cpp");
  CHECK(map.part(part) == "seoul.buckets.code");
  CHECK(map.part(inner) == "seoul.buckets.media");
}

}  // namespace
}  // namespace btsinfra
