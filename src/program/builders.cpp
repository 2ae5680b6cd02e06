#include <algorithm>
#include <exception>
#include <utility>
#include <vector>

#include "btsinfra/program/blueprint_builder.h"
#include "btsinfra/program/system_builder.h"
#include "btsinfra/program/text.h"

#include "model/interpolation.h"
#include "program/recording.h"
#include "support/check.h"

namespace btsinfra {

using program::Lines;
using program::Mistake;
using program::Recording;

namespace {

// The lines in `after` that are not in `before`.
Lines new_lines(const Lines& before, const Lines& after) {
  Lines lines;
  for (const auto& [path, said] : after) {
    const auto old = before.find(path);
    auto first = said.begin();
    if (old != before.end()) {
      const std::vector<SourceLine>& known = old->second;
      const auto [end, next] = std::mismatch(known.begin(), known.end(), said.begin(), said.end());
      if (end == known.end()) first = next;
    }
    if (first != said.end()) lines[path].assign(first, said.end());
  }
  return lines;
}

}  // namespace

BlueprintBuilder::BlueprintBuilder(Recording&& told) : recording_(new Recording(std::move(told))) {}

BlueprintBuilder::~BlueprintBuilder() { delete recording_; }

const std::string& BlueprintBuilder::name() const { return recording_->blueprint.name; }

void BlueprintBuilder::description(std::string words, SourceLine at) {
  recording_->blueprint.description = std::move(words);
  recording_->lines["description"] = {at};
}

void BlueprintBuilder::tags(Tags tags, SourceLine at) {
  recording_->blueprint.tags = std::move(tags);
  recording_->lines["tags"] = {at};
}

void BlueprintBuilder::set_network(Network network, SourceLine at) {
  if (recording_->blueprint.network) {
    const Lines& lines = recording_->lines;
    const auto first = lines.find("network");
    recording_->mistakes.push_back(
        {.kind = Mistake::Kind::AddedTwice,
         .subject = "network",
         .at = at,
         .earlier = first == lines.end() ? SourceLine{} : first->second.front()});
    return;
  }
  recording_->blueprint.network = std::move(network);
  recording_->lines["network"].push_back(at);
}

Network& BlueprintBuilder::edit_network(SourceLine at) {
  if (!recording_->blueprint.network) {
    recording_->mistakes.push_back(
        {.kind = Mistake::Kind::NotThere, .subject = "network", .at = at});
    static thread_local Network nobodys;
    return nobodys = Network{};
  }
  recording_->lines["network"].push_back(at);
  return *recording_->blueprint.network;
}

void BlueprintBuilder::ignore(Suppression accepted, SourceLine at) {
  std::vector<Suppression>& ignored = recording_->blueprint.ignore;
  recording_->lines["ignore." + std::to_string(ignored.size())].push_back(at);
  ignored.push_back(std::move(accepted));
}

void BlueprintBuilder::system(std::string name, SourceLine at) {
  if (!recording_->scenario) {
    recording_->mistakes.push_back({.kind = Mistake::Kind::Moved, .subject = "system", .at = at});
    return;
  }
  recording_->blueprint.system = std::move(name);
  recording_->lines["system"] = {at};
}

void BlueprintBuilder::region(Region region, SourceLine at) {
  if (!recording_->scenario) {
    recording_->mistakes.push_back({.kind = Mistake::Kind::Moved, .subject = "region", .at = at});
    return;
  }
  recording_->blueprint.region = region;
  recording_->lines["region"] = {at};
}

void BlueprintBuilder::make_scenario(const std::string& name, Scenario options,
                                     void (*change)(const void* given, BlueprintBuilder& state),
                                     const void* given, SourceLine at) {
  for (const Recording::ScenarioRecord& other : recording_->scenarios) {
    if (other.name != name) continue;
    recording_->mistakes.push_back({.kind = Mistake::Kind::AddedTwice,
                                    .subject = "scenarios." + name,
                                    .at = at,
                                    .earlier = other.at});
    return;
  }
  // As they are before the function is called, which may have got hold of the blueprint itself.
  Blueprint before = recording_->blueprint;
  const Lines lines_before = recording_->lines;
  const std::size_t scenarios_before = recording_->scenarios.size();
  Recording copy;
  copy.blueprint = before;
  copy.at = recording_->at;
  copy.scenario = true;
  copy.lines = lines_before;  // for near names; what they said stays theirs
  BlueprintBuilder changed(std::move(copy));
  if (change != nullptr) {
    try {
      change(given, changed);
    } catch (const std::exception& thrown) {
      recording_->mistakes.push_back(
          {.kind = Mistake::Kind::Threw, .subject = name, .at = at, .words = thrown.what()});
    } catch (...) {
      recording_->mistakes.push_back({.kind = Mistake::Kind::Threw,
                                      .subject = name,
                                      .at = at,
                                      .words = "something that is no std::exception"});
    }
  }
  Recording& made = changed.recording();
  for (const auto& [path, said] : new_lines(lines_before, recording_->lines)) {
    recording_->mistakes.push_back({.kind = Mistake::Kind::Outside,
                                    .subject = path,
                                    .at = said.front(),
                                    .earlier = at,
                                    .words = name});
  }
  for (std::size_t i = scenarios_before; i < recording_->scenarios.size(); ++i) {
    made.scenarios.push_back(std::move(recording_->scenarios[i]));
  }
  recording_->scenarios.resize(scenarios_before);
  for (Mistake& mistake : made.mistakes) recording_->mistakes.push_back(std::move(mistake));
  for (Recording::ScenarioRecord& inner : made.scenarios) {
    recording_->mistakes.push_back({.kind = Mistake::Kind::Nested,
                                    .subject = inner.name,
                                    .at = inner.at,
                                    .earlier = at,
                                    .words = name});
  }
  recording_->scenarios.push_back({.name = name,
                                   .options = std::move(options),
                                   .at = at,
                                   .before = std::move(before),
                                   .after = std::move(made.blueprint),
                                   .lines = new_lines(lines_before, made.lines)});
}

SystemBuilder::SystemBuilder(std::string name) : name_(std::move(name)) {}
SystemBuilder::SystemBuilder(SystemBuilder&& other) noexcept = default;
SystemBuilder& SystemBuilder::operator=(SystemBuilder&& other) noexcept = default;
SystemBuilder::~SystemBuilder() = default;

BlueprintBuilder& SystemBuilder::blueprint(std::string name, Region region, SourceLine at) {
  Recording recording;
  recording.blueprint.version = 1;
  recording.blueprint.system = name_;
  recording.blueprint.name = std::move(name);
  recording.blueprint.region = region;
  recording.at = at;
  return blueprints_.emplace_back(std::move(recording));
}

Text text(TextLiteral words, const ByName<Text>& values) {
  auto parsed = parse_text(words.words());
  const Text* read = std::get_if<Text>(&parsed);
  BTS_CHECK(read != nullptr, "a text literal that the compiler took cannot be read");
  Text result;
  for (const Text::Part& part : read->parts()) {
    if (const auto* literal = std::get_if<std::string>(&part)) {
      result += *literal;
      continue;
    }
    const auto& reference = std::get<Reference>(part);
    const auto value = values.find(reference.path);
    result += value == values.end() ? Text(reference) : value->second;
  }
  return result;
}

namespace text_literal {

void has_a_reference_that_is_not_closed_on_its_line() {
  check_failed(__FILE__, __LINE__, "TextLiteral", "a reference that is not closed on its line");
}
void has_a_reference_that_is_not_made_of_names_with_dots() {
  check_failed(__FILE__, __LINE__, "TextLiteral", "a reference that is no path");
}

}  // namespace text_literal
}  // namespace btsinfra
