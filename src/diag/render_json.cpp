#include "diag/render_json.h"

#include <nlohmann/json.hpp>

#include "diag/render_text.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

using Json = nlohmann::ordered_json;

std::string well_formed(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) append_utf8(result, next_code_point(text, i));
  return result;
}

Json position(const Position& position) {
  return {{"line", position.line}, {"column", position.column}};
}

void add_place(Json& target, const Span& span, const SourceMap& sources) {
  target["file"] = nullptr;
  target["range"] = nullptr;
  if (!span.known()) return;
  target["file"] = well_formed(sources.file(span.file).path());
  target["range"] = {{"start", position(span.begin)}, {"end", position(span.end)}};
}

Json finding(const Diagnostic& diagnostic, const SourceMap& sources) {
  Json result = Json::object();
  result["severity"] = severity_word(diagnostic.severity);
  result["id"] = id_text(diagnostic.id);
  result["title"] = info(diagnostic.id).title;
  result["message"] = well_formed(diagnostic.message);
  add_place(result, diagnostic.span, sources);
  result["related"] = Json::array();
  for (const RelatedPlace& related : diagnostic.related) {
    Json place = Json::object();
    place["message"] = well_formed(related.message);
    add_place(place, related.span, sources);
    result["related"].push_back(std::move(place));
  }
  result["help"] = nullptr;
  if (!diagnostic.help.empty()) result["help"] = well_formed(diagnostic.help);
  result["fix"] = nullptr;
  if (diagnostic.fix && diagnostic.fix->span.known()) {
    Json fix = Json::object();
    add_place(fix, diagnostic.fix->span, sources);
    fix["from"] = well_formed(diagnostic.fix->from);
    fix["to"] = well_formed(diagnostic.fix->to);
    result["fix"] = std::move(fix);
  }
  return result;
}

}  // namespace

nlohmann::ordered_json to_json(const std::vector<Diagnostic>& diagnostics,
                               const SourceMap& sources) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) list.push_back(finding(diagnostic, sources));
  return {{"formatVersion", 1}, {"diagnostics", std::move(list)}};
}

}  // namespace btsinfra
