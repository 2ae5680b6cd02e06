#include "stages/check/suppressions.h"

#include <algorithm>
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

// What was meant by ids that do not exist. Many comments may bear the same, and there are many
// ids: each is looked for once.
class NearIds {
 public:
  const std::optional<std::string>& of(std::string_view text) {
    const auto [found, fresh] = near_.try_emplace(std::string(text));
    // Beyond so many different ones, they are no misspellings.
    if (fresh && near_.size() <= most) found->second = near_id(text, Severity::Warning);
    return found->second;
  }

 private:
  static constexpr std::size_t most = 200;

  std::map<std::string, std::optional<std::string>> near_;
};

// The rule that is named, if it can be silenced; what is wrong with it is reported.
const IdInfo* rule_named(std::string_view text, const Span& place, NearIds& near_ids,
                         Diagnostics& diags) {
  const IdInfo* found = find_id(text);
  if (found == nullptr) {
    const std::optional<std::string>& near = near_ids.of(text);
    diags.report(ids::UnknownRule, place, "there is no finding `{}`", std::string(text))
        .help(near ? did_you_mean(*near)
                   : "every finding shows its id, and `lint --list-rules` shows them all");
  } else if (found->severity == Severity::Error) {
    diags
        .report(ids::ErrorNotSuppressible, place, "{} is an error, which nothing silences",
                id_text(found->id))
        .help("mend what it finds: what it speaks of fails when it is deployed. `explain " +
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
    const std::size_t word = std::min(line.find_first_not_of(" \t", at + 1), line.size());
    if (begins && line.substr(word).starts_with(comment_mark)) return at;
  }
  return std::string_view::npos;
}

// More in one line cannot be meant.
constexpr std::size_t most_rules = 100;

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
    if (text.rules.size() == most_rules) return {};
  }
  if (text.reason.empty()) text.rules.clear();
  return text;
}

// The lines of texts of several lines, but for the first: there a comment is one of a script's, and
// what does not read as ours need not be meant for us.
void mark_lines_of_texts(const Node& node, const SourceFile& source, std::vector<bool>& lines) {
  if (node.kind == Node::Kind::Scalar && node.end_offset > node.span.begin.offset) {
    const std::uint32_t last = std::min<std::uint32_t>(
        source.position_at(node.end_offset - 1).line, static_cast<std::uint32_t>(lines.size() - 1));
    for (std::uint32_t line = node.span.begin.line + 1; line <= last; ++line) lines[line] = true;
  }
  for (const Node& item : node.items) mark_lines_of_texts(item, source, lines);
}

// For each line, from 1, the next one that says something; 0 where none does.
std::vector<std::uint32_t> next_lines(const SourceFile& source) {
  const auto count = static_cast<std::uint32_t>(source.line_count());
  std::vector<std::uint32_t> next(count + 1, 0);
  for (std::uint32_t line = count; line > 1; --line) {
    const std::string_view text = trimmed(source.line(line));
    next[line - 1] = !text.empty() && text.front() != '#' ? line : next[line];
  }
  return next;
}

}  // namespace

Suppressions::Suppressions(const LoadedSystem& base, const std::vector<std::string>& scenarios,
                           const SourceMap& sources, std::string today, Diagnostics& diags) {
  read_entries(base, scenarios, today, diags);
  for (const Document& document : base.places->documents()) {
    if (document.is_yaml) read_comments(document, sources.file(document.file), diags);
  }
}

void Suppressions::read_entries(const LoadedSystem& base, const std::vector<std::string>& scenarios,
                                const std::string& today, Diagnostics& diags) {
  NearIds near_ids;
  for (std::size_t b = 0; b < base.system.blueprints.size(); ++b) {
    const std::vector<Suppression>& ignore = base.system.blueprints[b].ignore;
    for (std::size_t i = 0; i < ignore.size(); ++i) {
      const Suppression& given = ignore[i];
      const Place place = Place{b, Path({"ignore"})} / i;
      const auto tainted = base.tainted.lower_bound(place);
      const bool refused = tainted != base.tainted.end() && tainted->blueprint == b &&
                           tainted->path.within(place.path);
      if (refused || given.rule.empty() || given.on.empty()) continue;  // the reader told it
      const IdInfo* rule =
          rule_named(given.rule, base.places->value(place / "rule"), near_ids, diags);
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

void Suppressions::read_comments(const Document& document, const SourceFile& source,
                                 Diagnostics& diags) {
  if (source.text().find(comment_mark) == std::string_view::npos) return;
  const FileId file = document.file;
  std::vector<bool> within(source.line_count() + 2, false);
  mark_lines_of_texts(document.root, source, within);
  const std::vector<std::uint32_t> next = next_lines(source);
  NearIds near_ids;
  for (std::uint32_t number = 1; number <= source.line_count(); ++number) {
    const std::string_view line = source.line(number);
    const std::size_t at = find_comment(line);
    if (at == std::string_view::npos) continue;
    const auto begin =
        static_cast<std::size_t>(line.data() - source.text().data()) + at;  // in the file
    const Span place{file, source.position_at(begin), source.position_at(begin + line.size() - at)};
    const CommentText text = parse_comment(line.substr(at));
    if (text.rules.empty()) {
      if (within[number]) continue;
      diags
          .report(ids::IgnoreComment, place,
                  "the comment is addressed to btsinfra and does not say what to ignore, or why")
          .help(std::string(comment_help));
      continue;
    }
    const bool alone = trimmed(line.substr(0, at)).empty();
    const std::uint32_t counts_for = alone ? next[number] : number;
    for (const std::string_view rule : text.rules) {
      const IdInfo* found = rule_named(rule, place, near_ids, diags);
      if (found == nullptr) continue;
      comments_of_[{file, counts_for, found->id}].push_back(comments_.size());
      comments_.push_back({counts_for, found->id, place, false});
    }
  }
}

void Suppressions::add_state(const State& state, const DocumentPlaces& places) {
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

bool Suppressions::silenced_by_comment(const Diagnostic& finding) {
  const auto found = comments_of_.find({finding.span.file, finding.span.begin.line, finding.id});
  if (found == comments_of_.end()) return false;
  for (const std::size_t comment : found->second) comments_[comment].used = true;
  return true;
}

// Entries are gone through once a state and look up the findings that lie in their part of the
// file: to look at all entries for each finding would take the product of their numbers.
std::vector<bool> Suppressions::silenced(const State& state, const DocumentPlaces& places,
                                         const std::vector<Diagnostic>& findings) {
  std::vector<bool> silenced(findings.size(), false);
  std::map<std::tuple<Id, FileId, std::uint32_t>, std::vector<std::size_t>> by_place;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Diagnostic& finding = findings[i];
    if (finding.severity == Severity::Error) continue;
    silenced[i] = silenced_by_comment(finding);
    if (!finding.span.known()) continue;
    by_place[{finding.id, finding.span.file, finding.span.begin.offset}].push_back(i);
  }
  // Several entries may name one place.
  std::map<std::pair<Id, Place>, std::vector<std::size_t>> entries;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (!entry.scenario.empty() && entry.scenario != state.name) continue;
    if (const std::optional<Place> place = places.find(entry.blueprint, entry.on)) {
      entries[{entry.rule, *place}].push_back(i);
    }
  }
  for (const auto& [rule_and_place, same] : entries) {
    const auto& [rule, place] = rule_and_place;
    for (const DocumentPlaces::Part& part : places.parts(place)) {
      auto found = by_place.lower_bound({rule, part.file, part.begin});
      const auto end = by_place.lower_bound({rule, part.file, part.end});
      for (; found != end; ++found) {
        for (const std::size_t index : same) {
          Entry& entry = entries_[index];
          // An expired one, too: it was told that it is over, and not that it is idle.
          entry.used = true;
          if (entry.expired) continue;
          for (const std::size_t finding : found->second) silenced[finding] = true;
        }
      }
    }
  }
  return silenced;
}

Diagnostics Suppressions::remaining(const State& state, const DocumentPlaces& places,
                                    const Diagnostics& found) {
  Diagnostics result;
  const std::vector<bool> silent = silenced(state, places, found.all());
  for (std::size_t i = 0; i < silent.size(); ++i) {
    if (silent[i]) {
      ++silenced_;
    } else {
      result.append(found.all()[i]);
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
