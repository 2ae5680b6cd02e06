#include "diag/render_text.h"

#include <algorithm>

#include "diag/source_excerpt.h"

namespace btsinfra {
namespace {

// SGR codes; all of them readable on a light and on a dark ground.
constexpr std::string_view bold = "1";
constexpr std::string_view note_colour = "1;36";
constexpr std::string_view help_colour = "1;32";
constexpr std::string_view gutter_colour = "34";

std::string_view colour_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "1;31";
    case Severity::Warning:
      return "1;33";
    case Severity::Advice:
      return "1;35";
  }
  return {};
}

class TextRenderer {
 public:
  TextRenderer(const SourceMap& sources, bool colour) : sources_(sources), colour_(colour) {}

  std::string render(const Diagnostic& diagnostic) {
    gutter_ = gutter_width(diagnostic);
    const std::string_view colour = colour_of(diagnostic.severity);
    const std::string label =
        fmt::format("{}[{}]: ", severity_word(diagnostic.severity), id_text(diagnostic.id));
    place(diagnostic.span);
    paint(colour, label);
    paint(bold, printable(diagnostic.message));
    text_ += '\n';
    source_line(diagnostic.span, colour);
    for (const RelatedPlace& related : diagnostic.related) {
      place(related.span);
      paint(note_colour, "note: ");
      text_ += printable(related.message) + '\n';
      source_line(related.span, note_colour);
    }
    help(diagnostic.help);
    return std::move(text_);
  }

 private:
  // All line numbers of a finding stand in one column.
  static std::size_t gutter_width(const Diagnostic& diagnostic) {
    std::uint32_t last_line = diagnostic.span.begin.line;
    for (const RelatedPlace& related : diagnostic.related) {
      last_line = std::max(last_line, related.span.begin.line);
    }
    return fmt::formatted_size("{}", last_line) + 1;
  }

  void paint(std::string_view colour, std::string_view text) {
    if (colour_) {
      text_ += fmt::format("\x1b[{}m{}\x1b[0m", colour, text);
    } else {
      text_ += text;
    }
  }

  void place(const Span& span) {
    if (!span.known()) return;
    const std::string path = printable(sources_.file(span.file).path());
    paint(bold, fmt::format("{}:{}:{}:", path, span.begin.line, span.begin.column));
    text_ += ' ';
  }

  void source_line(const Span& span, std::string_view colour) {
    if (!span.known()) return;
    const Excerpt shown = excerpt(sources_.file(span.file), span);
    paint(gutter_colour, fmt::format("{:>{}} |", span.begin.line, gutter_));
    if (!shown.line.empty()) text_ += ' ' + shown.line;
    text_ += '\n';
    paint(gutter_colour, fmt::format("{:>{}} |", "", gutter_));
    text_ += ' ' + shown.indent;
    paint(colour, shown.marker);
    text_ += '\n';
  }

  // The only text that may have several lines.
  void help(std::string_view help) {
    if (help.empty()) return;
    text_ += "  ";
    paint(help_colour, "help:");
    for (std::size_t begin = 0; begin <= help.size();) {
      const std::size_t end = std::min(help.find('\n', begin), help.size());
      const std::string line = printable(help.substr(begin, end - begin));
      if (begin > 0 && !line.empty()) text_ += "       ";
      if (begin == 0) text_ += ' ';
      text_ += line + '\n';
      begin = end + 1;
    }
  }

  const SourceMap& sources_;
  bool colour_;
  std::size_t gutter_ = 0;
  std::string text_;
};

}  // namespace

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Advice:
      return "advice";
  }
  return {};
}

std::string render_text(const Diagnostic& diagnostic, const SourceMap& sources, bool colour) {
  return TextRenderer(sources, colour).render(diagnostic);
}

}  // namespace btsinfra
