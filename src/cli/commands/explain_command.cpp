#include "cli/commands/explain_command.h"

#include <fmt/format.h>

#include "cli/views/findings.h"
#include "diag/diagnostics.h"
#include "diag/explain.h"
#include "diag/find_id.h"
#include "diag/render_text.h"

namespace btsinfra {

ExitStatus explain_all(const Env& env) {
  struct Range {
    std::uint16_t first;
    std::string_view title;
  };
  constexpr Range ranges[] = {{1000, "Reading"},
                              {2000, "Names, references, addresses, states"},
                              {3000, "What services demand"},
                              {4000, "Stacks and quotas"},
                              {5000, "Security advice"},
                              {6000, "Resilience advice"}};
  env.out << "# Findings\n\n"
             "What `btsinfra` finds, by id. This page is what `btsinfra explain --all` prints.\n"
             "Errors stop a build; warnings do not; advice is given by `btsinfra lint` alone.\n";
  const Range* next = std::begin(ranges);
  for (const IdInfo& entry : all_ids()) {
    while (next != std::end(ranges) && next->first <= entry.id.number) {
      env.out << fmt::format("\n## {}: {}xxx\n", next->title, next->first / 1000);
      ++next;
    }
    env.out << fmt::format("\n### {}: {}\n\n*{}, {}*\n\n{}", id_text(entry.id), entry.title,
                           entry.name, severity_word(entry.severity), explanation(entry.id));
  }
  return ExitStatus::Success;
}

ExitStatus run_explain(const std::string& id, const Env& env) {
  if (const IdInfo* found = find_id(id)) {
    env.out << fmt::format("{} ({}): {}\n\n{}", id_text(found->id), severity_word(found->severity),
                           found->title, explanation(found->id));
    return ExitStatus::Success;
  }
  const auto near = near_id(id);
  complain(env, fmt::format("there is no finding `{}`{}", id,
                            near ? fmt::format("; did you mean {}?", *near) : ""));
  return ExitStatus::Usage;
}

}  // namespace btsinfra
