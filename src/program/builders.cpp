#include <exception>

#include "btsinfra/program/blueprint_builder.h"
#include "btsinfra/program/system_builder.h"
#include "btsinfra/program/text.h"

#include "model/interpolation.h"
#include "program/recording.h"
#include "support/check.h"

namespace btsinfra {

using program::Mistake;
using program::Recording;

BlueprintBuilder::BlueprintBuilder(Recording&& told) : recording_(new Recording(std::move(told))) {}

BlueprintBuilder::~BlueprintBuilder() { delete recording_; }

const std::string& BlueprintBuilder::name() const { return recording_->blueprint.name; }

void BlueprintBuilder::description(std::string words, SourceLine at) {
  recording_->blueprint.description = std::move(words);
  recording_->lines["description"].push_back(at);
}

void BlueprintBuilder::tags(Tags tags, SourceLine at) {
  recording_->blueprint.tags = std::move(tags);
  recording_->lines["tags"].push_back(at);
}

void BlueprintBuilder::set_network(Network network, SourceLine at) {
  if (recording_->blueprint.network) {
    const program::Lines& lines = recording_->lines;
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
  recording_->blueprint.system = std::move(name);
  recording_->lines["system"].push_back(at);
}

void BlueprintBuilder::region(Region region, SourceLine at) {
  recording_->blueprint.region = region;
  recording_->lines["region"].push_back(at);
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
  Recording copy;
  copy.blueprint = recording_->blueprint;
  copy.at = recording_->at;
  copy.lines = recording_->lines;  // for near names; what they said stays theirs
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
  program::Lines lines;
  for (auto& [path, said] : made.lines) {
    const auto before = recording_->lines.find(path);
    const std::size_t known = before == recording_->lines.end() ? 0 : before->second.size();
    if (said.size() > known) {
      lines[path].assign(said.begin() + static_cast<std::ptrdiff_t>(known), said.end());
    }
  }
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
                                   .before = recording_->blueprint,
                                   .after = std::move(made.blueprint),
                                   .lines = std::move(lines)});
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
