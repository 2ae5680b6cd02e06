#include "diag/report_text.h"

#include <algorithm>

#include "diag/source_excerpt.h"

namespace btsinfra {

std::string printable_lines(std::string_view text) {
  std::string result;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) result += '\n';
    result += printable(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

std::string help_lines(const Diagnostic& diagnostic) {
  if (diagnostic.help.empty()) return {};
  return "\nhelp: " + printable_lines(diagnostic.help);
}

std::string_view plain_path(std::string_view path) {
  while (path.starts_with("./")) {
    path.remove_prefix(2);
    while (path.starts_with('/')) path.remove_prefix(1);
  }
  return path;
}

}  // namespace btsinfra
