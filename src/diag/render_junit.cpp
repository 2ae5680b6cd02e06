#include "diag/render_junit.h"

#include <algorithm>
#include <map>

#include "diag/render_text.h"
#include "diag/report_text.h"
#include "diag/source_excerpt.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

// Of findings that belong to no file.
constexpr std::string_view suite_of_the_run = "btsinfra";

// Characters that XML 1.0 cannot hold in any spelling (C0, U+FFFE, U+FFFF) and those that it
// advises against (C1) become replacement characters, broken UTF-8 too. The line ends and tabs of
// an attribute are spelled out, since a parser makes blanks of them.
std::string escaped(std::string_view text, bool attribute) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (c == U'&') {
      result += "&amp;";
    } else if (c == U'<') {
      result += "&lt;";
    } else if (c == U'>') {
      result += "&gt;";
    } else if (c == U'"') {
      result += "&quot;";
    } else if (c == U'\r' || (attribute && (c == U'\n' || c == U'\t'))) {
      result += fmt::format("&#{};", static_cast<unsigned>(c));
    } else {
      const bool allowed = !is_control_character(c) && c != 0xFFFE && c != 0xFFFF;
      append_utf8(result, allowed ? c : 0xFFFD);
    }
  }
  return result;
}

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, escaped(value, true));
}

// "blueprints/seoul.yaml" -> "blueprints.seoul": Jenkins takes what stands in front of the last dot
// for a package, so the file's extension would become the class.
std::string class_of(std::string_view path) {
  std::string name(plain_path(path));
  while (name.starts_with("../")) name.erase(0, 3);
  const std::size_t slash = name.rfind('/');
  const std::size_t dot = name.rfind('.');
  const std::size_t stem = slash == std::string::npos ? 0 : slash + 1;
  if (dot != std::string::npos && dot > stem) name.erase(dot);
  if (name.starts_with('/')) name.erase(0, 1);
  std::replace(name.begin(), name.end(), '/', '.');
  return name;
}

struct Suite {
  std::string file;  // empty: the run
  std::vector<const Diagnostic*> findings;
};

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t skipped = 0;

  void add(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    skipped += other.skipped;
  }
};

std::string attributes(const Counts& counts) {
  return fmt::format(R"( tests="{}" failures="{}" errors="0" skipped="{}" time="0")", counts.tests,
                     counts.failures, counts.skipped);
}

// The files that were looked at, then others that findings are in, then the run.
std::vector<Suite> suites_of(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                             const std::vector<std::string>& files) {
  std::vector<Suite> suites;
  std::map<std::string, std::size_t> by_file;
  const auto suite = [&](const std::string& file) -> Suite& {
    const auto [entry, first] = by_file.emplace(file, suites.size());
    if (first) suites.push_back({file, {}});
    return suites[entry->second];
  };
  for (const std::string& file : files) suite(file);
  Suite run;
  for (const Diagnostic& diagnostic : diagnostics) {
    const bool placed = diagnostic.span.known();
    Suite& target = placed ? suite(sources.file(diagnostic.span.file).path()) : run;
    target.findings.push_back(&diagnostic);
  }
  if (!run.findings.empty()) suites.push_back(std::move(run));
  return suites;
}

class JunitWriter {
 public:
  JunitWriter(const SourceMap& sources, std::optional<Severity> fail_on)
      : sources_(sources), fail_on_(fail_on) {}

  std::string write(const std::vector<Suite>& suites) {
    Counts all;
    std::string body;
    for (const Suite& suite : suites) body += test_suite(suite, all);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
           attribute("name", suite_of_the_run) + attributes(all) + ">\n" + body + "</testsuites>\n";
  }

 private:
  std::string test_suite(const Suite& suite, Counts& all) {
    const std::string file = printable(plain_path(suite.file));
    const std::string class_name =
        suite.file.empty() ? std::string(suite_of_the_run) : class_of(file);
    const std::string in_file = suite.file.empty() ? std::string() : attribute("file", file);
    Counts counts;
    std::string cases;
    for (const Diagnostic* finding : suite.findings) {
      cases += test_case(*finding, class_name, in_file, counts);
    }
    if (suite.findings.empty()) {
      ++counts.tests;
      cases = "    <testcase" + attribute("name", "no findings") +
              attribute("classname", class_name) + in_file + " time=\"0\"/>\n";
    }
    all.add(counts);
    const std::string name = suite.file.empty() ? std::string(suite_of_the_run) : file;
    return "  <testsuite" + attribute("name", name) + attributes(counts) + ">\n" + cases +
           "  </testsuite>\n";
  }

  std::string test_case(const Diagnostic& finding, const std::string& class_name,
                        const std::string& in_file, Counts& counts) {
    const bool fails = fail_on_ && finding.severity >= *fail_on_;
    const std::string_view element = fails ? "failure" : "skipped";
    ++counts.tests;
    ++(fails ? counts.failures : counts.skipped);
    std::string result = "    <testcase" + attribute("name", unique_name(finding, class_name)) +
                         attribute("classname", class_name) + in_file;
    if (finding.span.known()) result += fmt::format(" line=\"{}\"", finding.span.begin.line);
    result += fmt::format(" time=\"0\">\n      <{}", element);
    result += attribute("message", printable(finding.message));
    if (fails) result += attribute("type", severity_word(finding.severity));
    // GitLab shows the element's text and drops its attributes, so the text says all of it.
    result += '>' + escaped(render_text(finding, sources_, false), false);
    return result + fmt::format("</{}>\n    </testcase>\n", element);
  }

  std::string unique_name(const Diagnostic& finding, const std::string& class_name) {
    std::string name = id_text(finding.id) + ": " + printable(finding.message);
    const int number = ++seen_[{class_name, name}];
    return number == 1 ? name : fmt::format("{} ({})", name, number);
  }

  const SourceMap& sources_;
  std::optional<Severity> fail_on_;
  std::map<std::pair<std::string, std::string>, int> seen_;
};

}  // namespace

std::string to_junit(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                     const JunitOptions& options) {
  return JunitWriter(sources, options.fail_on)
      .write(suites_of(diagnostics, sources, options.files));
}

}  // namespace btsinfra
