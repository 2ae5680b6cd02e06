#include "support/compile.h"

#include "diag/render_text.h"
#include "support/overloaded.h"

namespace btsinfra::test {

Compiled compile_files(const FileSet& files, Stage last) {
  FileSet in_folder;
  for (const auto& [name, content] : files) in_folder.emplace("blueprints/" + name, content);
  MemoryFileSystem disk(in_folder);
  CompileOptions options;
  options.paths = {"blueprints"};
  options.last = last;
  Compiled compiled;
  compiled.result = compile(options, disk);
  compiled.diagnostics = compiled.result.diagnostics.sorted();
  if (!compiled.result.systems.empty() && compiled.result.systems.front().lowered) {
    compiled.lowered = *compiled.result.systems.front().lowered;
  }
  return compiled;
}

Compiled compile_yaml(std::string_view yaml) {
  return compile_files({{"blueprint.yaml", std::string(yaml)}});
}

const cfn::Resource* find(const Compiled& compiled, std::string_view logical_id) {
  for (const LoweredResource& resource : compiled.lowered.resources) {
    if (resource.resource.logical_id == logical_id) return &resource.resource;
  }
  return nullptr;
}

namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + "\"";
}

template <class Items, class Print>
std::string joined(const Items& items, Print print) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ", ") + print(item);
  return out;
}

}  // namespace

std::string rendered(const cfn::Value& value) {
  return std::visit(Overloaded{
                        [](const cfn::Null&) -> std::string { return "null"; },
                        [](bool v) -> std::string { return v ? "true" : "false"; },
                        [](std::int64_t v) { return std::to_string(v); },
                        [](double v) { return fmt::format("{}", v); },
                        [](const std::string& v) { return quoted(v); },
                        [](const cfn::List& v) { return "[" + joined(v, rendered) + "]"; },
                        [](const cfn::Map& v) {
                          return "{" +
                                 joined(v,
                                        [](const auto& entry) {
                                          return quoted(entry.first) + ": " +
                                                 rendered(entry.second);
                                        }) +
                                 "}";
                        },
                        [](const cfn::Symbol& v) { return "<" + v.written() + ">"; },
                        [](const cfn::ParameterSymbol& v) { return "<" + v.name + ">"; },
                        [](const cfn::Text& v) { return "<" + joined(v.parts, rendered) + ">"; },
                        [](const cfn::Intrinsic& v) {
                          return "{" + quoted(v.name) + ": " + rendered(v.argument.value()) + "}";
                        },
                    },
                    value.data);
}

std::vector<std::string> found_ids(const Compiled& compiled) {
  std::vector<std::string> found;
  for (const Diagnostic& diagnostic : compiled.diagnostics) found.push_back(id_text(diagnostic.id));
  return found;
}

std::string text(const Compiled& compiled) {
  std::string out;
  for (const Diagnostic& diagnostic : compiled.diagnostics) {
    out += render_text(diagnostic, *compiled.result.sources, false);
  }
  return out;
}

}  // namespace btsinfra::test
