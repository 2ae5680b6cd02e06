#include "diag/render_sarif.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "diag/explain.h"
#include "diag/report_text.h"
#include "diag/source_excerpt.h"
#include "support/sha256.h"

namespace btsinfra {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* schema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr const char* source_root = "%SRCROOT%";

std::string_view level(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Advice:
      return "note";
  }
  return {};
}

// ---- Text ---------------------------------------------------------------------------------------

// `[text](target)` is a link even in plain text; what we quote from a blueprint never is one.
// Braces stay as they are: SARIF would have them doubled where a message takes arguments, but
// viewers show a message without arguments as it stands, and `${{{{ … }}}}` would be read as such.
std::string without_links(std::string text) {
  if (text.find("](") == std::string::npos) return text;
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

Json message(const std::string& text) { return {{"text", without_links(text)}}; }

std::string whole_message(const Diagnostic& diagnostic) {
  std::string text = printable(diagnostic.message);
  for (const RelatedPlace& related : diagnostic.related) {
    if (!related.span.known()) text += "\nnote: " + printable(related.message);
  }
  return text + help_lines(diagnostic);
}

// The first paragraph, in one line.
std::string first_paragraph(std::string_view text) {
  std::string result(text.substr(0, text.find("\n\n")));
  while (result.ends_with('\n')) result.pop_back();
  std::replace(result.begin(), result.end(), '\n', ' ');
  return result;
}

// Explanations are written so that they are Markdown, too: examples are indented, names stand in
// backticks. Only `<word>` in running text would be taken for HTML and vanish.
std::string as_markdown(std::string_view text) {
  std::string result;
  bool code = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const std::string_view line = text.substr(begin, end - begin);
    begin = end;
    if (line == "\n") code = false;
    if (line.starts_with("    ")) {
      result += line;
      continue;
    }
    for (const char c : line) {
      if (c == '`') code = !code;
      if (c == '<' && !code) {
        result += "&lt;";
      } else {
        result += c;
      }
    }
  }
  return result;
}

// ---- Places -------------------------------------------------------------------------------------

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string result;
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos) {
      result += c;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return result;
}

Json artifact(const SourceFile& file) {
  const std::string uri = percent_encoded(plain_path(file.path()));
  if (uri.starts_with('/')) return {{"uri", "file://" + uri}};
  return {{"uri", uri}, {"uriBaseId", source_root}};
}

Json region(const Span& span) {
  const Position end = std::max(span.begin, span.end);
  return {{"startLine", span.begin.line},
          {"startColumn", span.begin.column},
          {"endLine", end.line},
          {"endColumn", end.column}};
}

Json physical_location(const Span& span, const SourceMap& sources) {
  return {{"artifactLocation", artifact(sources.file(span.file))}, {"region", region(span)}};
}

Json related_locations(const Diagnostic& diagnostic, const SourceMap& sources) {
  Json list = Json::array();
  for (const RelatedPlace& related : diagnostic.related) {
    if (!related.span.known()) continue;
    list.push_back({{"id", list.size() + 1},
                    {"physicalLocation", physical_location(related.span, sources)},
                    {"message", message(printable(related.message))}});
  }
  return list;
}

// ---- Fingerprints -------------------------------------------------------------------------------

std::string_view trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t") - first + 1);
}

// The id, the file, the text of the line, and which of several such it is: the same finding after
// lines were added above it, and another one when its line is edited.
class Fingerprints {
 public:
  explicit Fingerprints(const SourceMap& sources) : sources_(sources) {}

  std::string next(const Diagnostic& diagnostic) {
    const SourceFile& file = sources_.file(diagnostic.span.file);
    const std::string& line = digest_of(file, diagnostic.span);
    const std::string path(plain_path(file.path()));
    const int number = ++seen_[{diagnostic.id, path, line}];
    return sha256_hex(fmt::format("{}\n{}\n{}\n{}", id_text(diagnostic.id), path, line, number));
  }

 private:
  // A line of megabytes may hold thousands of findings: it is read once.
  const std::string& digest_of(const SourceFile& file, const Span& span) {
    std::string& digest = lines_[{span.file, span.begin.line}];
    if (digest.empty()) digest = sha256_hex(trimmed(file.line(span.begin.line)));
    return digest;
  }

  const SourceMap& sources_;
  std::map<std::pair<FileId, std::uint32_t>, std::string> lines_;
  std::map<std::tuple<Id, std::string, std::string>, int> seen_;
};

// ---- Rules --------------------------------------------------------------------------------------

// What GitHub files alerts under; the other ranges have no word that it knows.
Json tags(Id id) {
  if (id.number >= 5000 && id.number < 6000) return Json::array({"security"});
  if (id.number >= 6000 && id.number < 7000) return Json::array({"reliability"});
  return Json::array();
}

Json descriptor(const IdInfo& rule) {
  std::string text(explanation(rule.id));
  if (text.empty()) text = rule.title;
  Json result = {{"id", id_text(rule.id)},
                 {"name", rule.name},
                 {"shortDescription", {{"text", rule.title}}},
                 {"fullDescription", {{"text", first_paragraph(text)}}},
                 {"defaultConfiguration", {{"level", level(rule.severity)}}},
                 {"help", {{"text", text}, {"markdown", as_markdown(text)}}}};
  Json words = tags(rule.id);
  if (!words.empty()) result["properties"] = {{"tags", std::move(words)}};
  return result;
}

// The descriptors of the ids that occur, in their order.
class Descriptors {
 public:
  void add(Id id) { ids_.insert(id); }

  [[nodiscard]] std::size_t index(Id id) const {
    return static_cast<std::size_t>(std::distance(ids_.begin(), ids_.find(id)));
  }

  [[nodiscard]] Json all() const {
    Json list = Json::array();
    for (const Id id : ids_) list.push_back(descriptor(info(id)));
    return list;
  }

 private:
  std::set<Id> ids_;
};

// ---- The log ------------------------------------------------------------------------------------

class SarifWriter {
 public:
  SarifWriter(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources)
      : diagnostics_(diagnostics), sources_(sources), fingerprints_(sources) {
    for (const Diagnostic& diagnostic : diagnostics) {
      (diagnostic.span.known() ? rules_ : notices_).add(diagnostic.id);
    }
  }

  Json run(const std::string& version) {
    Json results = Json::array();
    Json notifications = Json::array();
    bool successful = true;
    for (const Diagnostic& diagnostic : diagnostics_) {
      if (diagnostic.span.known()) {
        results.push_back(result(diagnostic));
      } else {
        notifications.push_back(notification(diagnostic));
        successful = successful && diagnostic.severity != Severity::Error;
      }
    }
    Json driver = {{"name", "btsinfra"},
                   {"version", version},
                   {"semanticVersion", version},
                   {"rules", rules_.all()}};
    Json invocation = {{"executionSuccessful", successful}};
    if (!notifications.empty()) {
      driver["notifications"] = notices_.all();
      invocation["toolExecutionNotifications"] = std::move(notifications);
    }
    return {{"tool", {{"driver", std::move(driver)}}},
            {"invocations", Json::array({std::move(invocation)})},
            {"originalUriBaseIds",
             {{source_root, {{"description", {{"text", "The folder that btsinfra ran in."}}}}}}},
            {"columnKind", "unicodeCodePoints"},
            {"results", std::move(results)}};
  }

 private:
  Json result(const Diagnostic& diagnostic) {
    Json location = {{"physicalLocation", physical_location(diagnostic.span, sources_)}};
    Json result = {{"ruleId", id_text(diagnostic.id)},
                   {"ruleIndex", rules_.index(diagnostic.id)},
                   {"level", level(diagnostic.severity)},
                   {"message", message(whole_message(diagnostic))},
                   {"locations", Json::array({std::move(location)})}};
    Json related = related_locations(diagnostic, sources_);
    if (!related.empty()) result["relatedLocations"] = std::move(related);
    result["partialFingerprints"] = {{"btsinfra/v1", fingerprints_.next(diagnostic)}};
    return result;
  }

  Json notification(const Diagnostic& diagnostic) const {
    return {
        {"descriptor", {{"id", id_text(diagnostic.id)}, {"index", notices_.index(diagnostic.id)}}},
        {"level", level(diagnostic.severity)},
        {"message", message(whole_message(diagnostic))}};
  }

  const std::vector<Diagnostic>& diagnostics_;
  const SourceMap& sources_;
  Fingerprints fingerprints_;
  Descriptors rules_;
  Descriptors notices_;
};

}  // namespace

nlohmann::ordered_json to_sarif(const std::vector<Diagnostic>& diagnostics,
                                const SourceMap& sources, const std::string& version) {
  Json run = SarifWriter(diagnostics, sources).run(version);
  return {{"$schema", schema}, {"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}};
}

}  // namespace btsinfra
