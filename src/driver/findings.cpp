#include "driver/findings.h"

namespace btsinfra {
namespace {

// Where the scenario is defined: in the finding's own file, if it is there.
Span definition_beside(const Diagnostic& finding, const State& state, const Places& places) {
  for (const std::size_t b : state.defined_by) {
    const Span span = places.key(Place{b, Path({"scenarios", state.name})});
    if (span.file == finding.span.file) return span;
  }
  return places.key(state.place);
}

}  // namespace

void StateFindings::add(const State& state, const Diagnostics& found, const Places& places) {
  for (const Diagnostic& finding : found.all()) {
    const Key key{finding.span, finding.id, finding.message};
    auto [known, fresh] = known_.emplace(key, findings_.size());
    if (fresh) findings_.push_back(finding);
    // What holds in the base holds in general, and a state says the same thing once.
    const std::size_t index = known->second;
    if (state.is_base() || index < of_base_) continue;
    Diagnostic& shown = findings_[index];
    const std::string note = "in the scenario `" + state.name + "`";
    if (!shown.related.empty() && shown.related.back().message == note) continue;
    shown.related.push_back({definition_beside(shown, state, places), note});
  }
  if (state.is_base()) of_base_ = findings_.size();
}

void StateFindings::finish() {
  for (Diagnostic& finding : findings_) all_.append(std::move(finding));
  findings_.clear();
}

}  // namespace btsinfra
