#include "driver/fixes.h"

#include "diag/ids/reading.h"
#include "support/catch.h"

using namespace btsinfra;

namespace {

// The source with the marked words as the span of a fix.
struct Case {
  SourceMap sources;
  FileId file = 0;
  std::vector<Diagnostic> findings;

  explicit Case(const std::string& text) { file = sources.add("a.yaml", text); }

  void fix(std::size_t begin, std::size_t end, std::string from, std::string to) {
    const SourceFile& source = sources.file(file);
    Diagnostic finding;
    finding.id = ids::UnknownKey;
    finding.fix = Fix{
        {file, source.position_at(begin), source.position_at(end)}, std::move(from), std::move(to)};
    findings.push_back(std::move(finding));
  }
};

}  // namespace

TEST_CASE("fixes change their words and nothing else") {
  Case given("a: {cird: 10.0.0.1/16}  # why\nb: \"x\"\n");
  given.fix(4, 8, "cird", "cidr");
  given.fix(10, 21, "10.0.0.1/16", "10.0.0.0/16");
  given.fix(33, 36, "x", "y");
  const std::vector<FixedFile> files = fixed_files(given.findings, given.sources);
  REQUIRE(files.size() == 1);
  CHECK(files[0].after == "a: {cidr: 10.0.0.0/16}  # why\nb: \"y\"\n");
  CHECK(files[0].changes == 3);
}

TEST_CASE("a fix whose words are not there is left out") {
  Case given("a: {cird: 1}\n");
  given.fix(4, 8, "card", "cidr");    // other words
  given.fix(0, 12, "cird", "cidr");   // a span around more than quotes
  given.fix(4, 8, "cird", "ci\ndr");  // a line more
  CHECK(fixed_files(given.findings, given.sources).empty());
}

TEST_CASE("of two fixes of the same words one is made") {
  Case given("a: cird\n");
  given.fix(3, 7, "cird", "cidr");
  given.fix(3, 7, "cird", "card");
  const std::vector<FixedFile> files = fixed_files(given.findings, given.sources);
  REQUIRE(files.size() == 1);
  CHECK(files[0].after == "a: cidr\n");
}

namespace {

// The text with its safe fixes made.
std::string mended(const Case& given) {
  Diagnostics findings;
  for (const Diagnostic& finding : given.findings) findings.append(finding);
  const Diagnostics safe = with_safe_fixes(findings, given.sources);
  CHECK(safe.all().size() == given.findings.size());
  const std::vector<FixedFile> files = fixed_files(safe.all(), given.sources);
  return files.empty() ? "" : files[0].after;
}

}  // namespace

TEST_CASE("a fix that would make a key stand twice is taken away") {
  SECTION("before it") {
    Case given("a: {cidr: 1, cird: 2}\nb: {cird: 3}\n");
    given.fix(13, 17, "cird", "cidr");
    given.fix(26, 30, "cird", "cidr");
    CHECK(mended(given) == "a: {cidr: 1, cird: 2}\nb: {cidr: 3}\n");
  }
  SECTION("behind it") {
    Case given("a: {cird: 1, \"cidr\": 2}\n");
    given.fix(4, 8, "cird", "cidr");
    CHECK(mended(given).empty());
  }
  SECTION("by another fix") {
    Case given("a: {cird: 1, cidd: 2, zoen: 3}\n");
    given.fix(4, 8, "cird", "cidr");
    given.fix(13, 17, "cidd", "cidr");
    given.fix(22, 26, "zoen", "zone");
    CHECK(mended(given) == "a: {cird: 1, cidd: 2, zone: 3}\n");
  }
  SECTION("told for several states") {
    Case given("a: {cidr: 1, cird: 2}\n");
    given.fix(13, 17, "cird", "cidr");
    given.fix(13, 17, "cird", "cidr");
    CHECK(mended(given).empty());
  }
  SECTION("where a fix that was taken away leaves its key") {
    Case given("a: {one: 1, twoo: 2, onee: 3, noe: 4}\n");
    given.fix(12, 16, "twoo", "one");
    given.fix(21, 25, "onee", "twoo");
    CHECK(mended(given).empty());
  }
}

TEST_CASE("a fix after which the text is no YAML is taken away") {
  Case given("a: cird\n");
  given.fix(3, 7, "cird", "[cidr");
  CHECK(mended(given).empty());
}

TEST_CASE("a difference reads as patch wants it") {
  FixedFile file{"a.yaml", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12", "", 2};
  file.after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\ntwelve";
  CHECK(unified_diff(file) ==
        "--- a.yaml\n+++ a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        "@@ -9,4 +9,4 @@\n 9\n 10\n 11\n-12\n\\ No newline at end of file\n+twelve\n"
        "\\ No newline at end of file\n");
}
