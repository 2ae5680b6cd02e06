#include "diag/render_github.h"

#include <algorithm>

#include "diag/report_text.h"
#include "diag/source_excerpt.h"

namespace btsinfra {
namespace {

// The runner takes these back, and no others: a message is one line to it, and a property ends at a
// comma or at `::`.
std::string escaped(std::string_view text, bool property) {
  std::string result;
  for (const char c : text) {
    if (c == '%') {
      result += "%25";
    } else if (c == '\r') {
      result += "%0D";
    } else if (c == '\n') {
      result += "%0A";
    } else if (property && c == ':') {
      result += "%3A";
    } else if (property && c == ',') {
      result += "%2C";
    } else {
      result += c;
    }
  }
  return result;
}

std::string_view command_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Advice:
      return "notice";
  }
  return {};
}

std::string shown_path(const Span& span, const SourceMap& sources) {
  return printable(plain_path(sources.file(span.file).path()));
}

std::string place(const Span& span, const SourceMap& sources) {
  if (!span.known()) return {};
  const Position end = std::max(span.begin, span.end);
  std::string result =
      fmt::format("file={},line={},endLine={},", escaped(shown_path(span, sources), true),
                  span.begin.line, end.line);
  if (end.line == span.begin.line) {
    result += fmt::format("col={},endColumn={},", span.begin.column, end.column);
  }
  return result;
}

std::string message(const Diagnostic& diagnostic, const SourceMap& sources) {
  std::string result = printable(diagnostic.message);
  for (const RelatedPlace& related : diagnostic.related) {
    result += '\n';
    if (related.span.known()) {
      result += fmt::format("{}:{}:{}: ", shown_path(related.span, sources),
                            related.span.begin.line, related.span.begin.column);
    }
    result += "note: " + printable(related.message);
  }
  return result + help_lines(diagnostic);
}

}  // namespace

std::string render_github(const Diagnostic& diagnostic, const SourceMap& sources) {
  return fmt::format("::{} {}title={}::{}\n", command_of(diagnostic.severity),
                     place(diagnostic.span, sources), id_text(diagnostic.id),
                     escaped(message(diagnostic, sources), false));
}

}  // namespace btsinfra
