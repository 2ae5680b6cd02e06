#include "cli/commands/explain_command.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "diag/diagnostics.h"
#include "diag/explain.h"
#include "diag/render_text.h"
#include "support/edit_distance.h"

namespace btsinfra {

ExitStatus run_explain(const std::string& id, const Env& env) {
  std::string wanted = id;
  std::transform(wanted.begin(), wanted.end(), wanted.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (!wanted.starts_with("BTS")) wanted = "BTS" + wanted;
  std::vector<std::string> known;
  for (const IdInfo& entry : all_ids()) {
    if (id_text(entry.id) == wanted) {
      env.out << fmt::format("{} ({}): {}\n\n{}", wanted, severity_word(entry.severity),
                             entry.title, explanation(entry.id));
      return ExitStatus::Success;
    }
    known.push_back(id_text(entry.id));
  }
  auto near = nearest(wanted, known);
  env.err << fmt::format("btsinfra: there is no finding `{}`{}\n", id,
                         near ? fmt::format("; did you mean {}?", *near) : "");
  return ExitStatus::Usage;
}

}  // namespace btsinfra
