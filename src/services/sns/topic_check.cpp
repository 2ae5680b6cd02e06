// What SNS demands of topics beyond types and bounds.
#include <algorithm>

#include "btsinfra/services/topic.h"

#include "diag/ids/events.h"
#include "services/lambda/function.h"
#include "services/resolved.h"
#include "services/sns/topic.h"
#include "services/storage_key.h"
#include "services/tags.h"

namespace btsinfra {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

class TopicCheck {
 public:
  TopicCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component), settings_(component.as<Topic>()), system_(system), diags_(diags) {}

  void run() {
    name();
    endpoints("email", settings_.email, "mail addresses are personal data",
              "`AdminEmail: {type: email, description: Who is told of alarms}`",
              "${{ parameters.AdminEmail }}");
    endpoints("https", settings_.https, "such a URL often holds a key",
              "`PagerUrl: {secret: true, description: Where the pager is called}`",
              "${{ parameters.PagerUrl }}");
    check_run(component_, "functions", settings_.functions, system_, diags_);
    const bool alias = settings_.key && settings_.key->literal() != nullptr &&
                       settings_.key->literal()->starts_with("alias/");
    if (!alias) {
      check_storage_key(component_, settings_.key, true, ids::TopicKey, system_, diags_);
    }
    check_tags(component_.place / "tags", settings_.options.tags, system_, diags_);
  }

 private:
  void name() {
    for (const Text::Part& part : settings_.name.parts()) {
      const auto* words = std::get_if<std::string>(&part);
      if (words == nullptr || std::all_of(words->begin(), words->end(), is_name_character)) {
        continue;
      }
      std::string legal;
      for (const char c : *words) {
        if (is_name_character(c)) {
          legal += c;
        } else if (!legal.ends_with('-')) {
          legal += '-';
        }
      }
      const bool useful = std::any_of(legal.begin(), legal.end(), [](char c) { return c != '-'; });
      diags_
          .report(ids::TopicName, system_.at(component_, "name"), "`{}` cannot name a topic",
                  *words)
          .help("names are made of Latin letters, digits, `-` and `_`" +
                (useful ? ": write `" + legal + "`" : std::string()));
      return;
    }
  }

  // Each must come from a parameter: what is written out would stand in the templates, too, and in
  // the history of both.
  void endpoints(std::string_view field, const std::vector<Late<std::string>>& all,
                 std::string_view reason, std::string_view declaration, std::string_view use) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Span here = system_.places().value(component_.place / field / i);
      const std::string* literal = all[i].literal();
      if (literal == nullptr) {
        const Component* from = system_.target(component_, *all[i].reference());
        if (from == nullptr || from->kind->key() == "parameters") {
          twice(field, all, i);
          continue;
        }
      }
      const std::string what = literal != nullptr
                                   ? "`" + *literal + "` is written out"
                                   : "`" + all[i].reference()->path + "` is no parameter";
      diags_.report(ids::EndpointWrittenOut, here, "{}, and {}", what, reason)
          .help("declare a parameter, " + std::string(declaration) + ", and write `" +
                std::string(use) + "` here; the deployment then asks for it");
    }
  }

  void twice(std::string_view field, const std::vector<Late<std::string>>& all, std::size_t i) {
    for (std::size_t before = 0; before < i; ++before) {
      if (all[before] != all[i]) continue;
      diags_
          .report(ids::SubscribedTwice, system_.places().value(component_.place / field / i),
                  "`{}` is subscribed twice", all[i].reference()->path)
          .note(system_.places().value(component_.place / field / before), "the first time")
          .help("leave one of the two out: SNS knows each subscription once");
      return;
    }
  }

  const Component& component_;
  const Topic& settings_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void TopicKind::check(const Component& component, const ResolvedSystem& system,
                      Diagnostics& diags) const {
  TopicCheck(component, system, diags).run();
}

}  // namespace btsinfra
