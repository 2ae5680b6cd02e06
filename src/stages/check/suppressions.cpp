#include "stages/check/suppressions.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "diag/find_id.h"
#include "diag/ids/suppressions.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The rule that is named, if it can be silenced; what is wrong with it is reported.
const IdInfo* rule_named(std::string_view text, const Span& place, Diagnostics& diags) {
  const IdInfo* found = find_id(text);
  if (found == nullptr) {
    const auto near = near_id(text, Severity::Warning);
    diags.report(ids::UnknownRule, place, "there is no finding `{}`", std::string(text))
        .help(near ? did_you_mean(*near)
                   : "every finding shows its id, and `btsinfra lint --list-rules` shows them all");
  } else if (found->severity == Severity::Error) {
    diags
        .report(ids::ErrorNotSuppressible, place, "{} is an error, which nothing silences",
                id_text(found->id))
        .help(
            "mend what it finds: what it speaks of fails when it is deployed. `btsinfra explain " +
            id_text(found->id) + "` tells how");
    return nullptr;
  }
  return found;
}

// ---- comments -----------------------------------------------------------------------------------

constexpr std::string_view comment_mark = "btsinfra:";
constexpr std::string_view comment_help =
    "write `# btsinfra: ignore BTS5003: the reason`, several ids with commas between";

// Where the comment of ours begins in that line, at its `#`; npos: it has none.
std::size_t find_comment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    const bool begins = at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t';
    if (begins && trimmed(line.substr(at + 1)).starts_with(comment_mark)) return at;
  }
  return std::string_view::npos;
}

struct CommentText {
  std::vector<std::string_view> rules;
  std::string_view reason;
};

// "ignore BTS5003, BTS5004: why"; nothing in `rules` where it does not read so.
CommentText parse_comment(std::string_view comment) {
  std::string_view rest = trimmed(comment.substr(1));
  rest = trimmed(rest.substr(comment_mark.size()));
  constexpr std::string_view verb = "ignore ";
  if (!rest.starts_with(verb)) return {};
  rest = trimmed(rest.substr(verb.size()));
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos) return {};
  CommentText text;
  text.reason = trimmed(rest.substr(colon + 1));
  std::string_view rules = rest.substr(0, colon);
  while (true) {
    const std::size_t comma = rules.find(',');
    text.rules.push_back(trimmed(rules.substr(0, comma)));
    if (comma == std::string_view::npos) break;
    rules.remove_prefix(comma + 1);
  }
  if (text.reason.empty()) text.rules.clear();
  return text;
}

// The next line that says something; 0 where none does.
std::uint32_t next_line(const SourceFile& source, std::uint32_t line) {
  while (++line <= source.line_count()) {
    const std::string_view text = trimmed(source.line(line));
    if (!text.empty() && text.front() != '#') return line;
  }
  return 0;
}

}  // namespace

Suppressions::Suppressions(const LoadedSystem& base, const std::vector<std::string>& scenarios,
                           const SourceMap& sources, std::string today, Diagnostics& diags) {
  read_entries(base, scenarios, today, diags);
  for (const Document& document : base.places->documents()) {
    read_comments(document.file, sources.file(document.file), diags);
  }
}

void Suppressions::read_entries(const LoadedSystem& base, const std::vector<std::string>& scenarios,
                                const std::string& today, Diagnostics& diags) {
  for (std::size_t b = 0; b < base.system.blueprints.size(); ++b) {
    const std::vector<Suppression>& ignore = base.system.blueprints[b].ignore;
    for (std::size_t i = 0; i < ignore.size(); ++i) {
      const Suppression& given = ignore[i];
      const Place place = Place{b, Path({"ignore"})} / i;
      const auto tainted = base.tainted.lower_bound(place);
      const bool refused = tainted != base.tainted.end() && tainted->blueprint == b &&
                           tainted->path.within(place.path);
      if (refused || given.rule.empty() || given.on.empty()) continue;  // the reader told it
      const IdInfo* rule = rule_named(given.rule, base.places->value(place / "rule"), diags);
      if (!given.scenario.empty() &&
          std::find(scenarios.begin(), scenarios.end(), given.scenario) == scenarios.end()) {
        const auto near = nearest(given.scenario, scenarios);
        diags
            .report(ids::UnknownIgnoredPlace, base.places->value(place / "scenario"),
                    "the system has no scenario `{}`", given.scenario)
            .help(near ? did_you_mean(*near) : "leave it out: the entry then counts everywhere");
        continue;
      }
      if (rule == nullptr) continue;
      Entry entry;
      entry.blueprint = b;
      entry.rule = rule->id;
      entry.on = given.on;
      entry.scenario = given.scenario;
      entry.place = base.places->value(place / "on");
      entry.rule_place = base.places->value(place / "rule");
      entry.expired = !today.empty() && !given.until.empty() && given.until.text() < today;
      if (entry.expired) {
        diags
            .report(ids::IgnoreExpired, base.places->value(place / "until"),
                    "{} was to be silent about `{}` until {}, which is over", given.rule, given.on,
                    given.until.text())
            .help("mend what it finds, or give it another date with a reason that still holds");
      }
      entries_.push_back(std::move(entry));
    }
  }
}

void Suppressions::read_comments(FileId file, const SourceFile& source, Diagnostics& diags) {
  if (source.text().find(comment_mark) == std::string_view::npos) return;
  for (std::uint32_t number = 1; number <= source.line_count(); ++number) {
    const std::string_view line = source.line(number);
    const std::size_t at = find_comment(line);
    if (at == std::string_view::npos) continue;
    const auto begin =
        static_cast<std::size_t>(line.data() - source.text().data()) + at;  // in the file
    const Span place{file, source.position_at(begin), source.position_at(begin + line.size() - at)};
    const CommentText text = parse_comment(line.substr(at));
    if (text.rules.empty()) {
      diags
          .report(ids::IgnoreComment, place,
                  "the comment is addressed to btsinfra and does not say what to ignore, or why")
          .help(std::string(comment_help));
      continue;
    }
    const bool alone = trimmed(line.substr(0, at)).empty();
    const std::uint32_t counts_for = alone ? next_line(source, number) : number;
    for (const std::string_view rule : text.rules) {
      const IdInfo* found = rule_named(rule, place, diags);
      if (found != nullptr) comments_.push_back({file, counts_for, found->id, place});
    }
  }
}

void Suppressions::add_state(const State& state, const Places& places) {
  for (Entry& entry : entries_) {
    if (!entry.scenario.empty() && entry.scenario != state.name) continue;
    entry.known = entry.known || places.find(entry.blueprint, entry.on).has_value();
  }
}

void Suppressions::report_unknown(Diagnostics& diags) const {
  for (const Entry& entry : entries_) {
    if (entry.known) continue;
    diags
        .report(ids::UnknownIgnoredPlace, entry.place, "the blueprint has no `{}`{}", entry.on,
                entry.scenario.empty() ? "" : " in the scenario `" + entry.scenario + "`")
        .help(
            "write the path of a component or of one of its fields as it stands in this blueprint, "
            "as `databases.main`; an entry stands in the blueprint whose part it speaks of");
  }
}

bool Suppressions::is_silenced(const State& state, const Places& places,
                               const Diagnostic& finding) {
  if (finding.severity == Severity::Error) return false;
  bool silenced = false;
  for (Comment& comment : comments_) {
    if (comment.rule != finding.id || comment.file != finding.span.file ||
        comment.line != finding.span.begin.line) {
      continue;
    }
    comment.used = true;
    silenced = true;
  }
  for (Entry& entry : entries_) {
    if (entry.rule != finding.id || (!entry.scenario.empty() && entry.scenario != state.name)) {
      continue;
    }
    const std::optional<Place> place = places.find(entry.blueprint, entry.on);
    if (!place || !places.covers(*place, finding.span)) continue;
    entry.used = true;  // an expired one, too: it was told that it is over, and not that it is idle
    silenced = silenced || !entry.expired;
  }
  return silenced;
}

Diagnostics Suppressions::remaining(const State& state, const Places& places,
                                    const Diagnostics& found) {
  Diagnostics result;
  for (const Diagnostic& finding : found.all()) {
    if (is_silenced(state, places, finding)) {
      ++silenced_;
    } else {
      result.append(finding);
    }
  }
  return result;
}

void Suppressions::report_unused(Diagnostics& diags) const {
  constexpr std::string_view help = "take it out: there is nothing left to accept";
  for (const Entry& entry : entries_) {
    if (entry.used || entry.expired || !entry.known) continue;
    diags
        .report(ids::IgnoreUnused, entry.rule_place, "{} finds nothing at `{}`{}",
                id_text(entry.rule), entry.on,
                entry.scenario.empty() ? "" : " in the scenario `" + entry.scenario + "`")
        .help(std::string(help));
  }
  for (const Comment& comment : comments_) {
    if (comment.used) continue;
    diags
        .report(ids::IgnoreUnused, comment.place, "{} finds nothing in line {}",
                id_text(comment.rule), comment.line)
        .help(std::string(help));
  }
}

}  // namespace btsinfra
