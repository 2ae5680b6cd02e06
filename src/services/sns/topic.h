// The kind `topics`: SNS topics with their subscriptions, and the policy that lets rules of
// EventBridge publish.
#pragma once

#include <string>

#include "btsinfra/services/common.h"
#include "btsinfra/services/topic.h"

#include "services/kind.h"

namespace btsinfra {

class TopicKind : public MapKind<Topic> {
 public:
  static constexpr std::string_view summary =
      "Topics that notify people and programs (Amazon SNS), by name.";

  [[nodiscard]] std::string_view key() const override { return "topics"; }
  [[nodiscard]] std::string_view noun() const override { return "topic"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "arn"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  // Write: publish, and where the topic has a key what that takes.
  [[nodiscard]] std::vector<Statement> access(const Component& component, AccessKind access,
                                              const ResolvedSystem& system) const override;
};

[[nodiscard]] std::string topic_id(std::string_view name);  // "AdminAlertTopic"
// The stack in which a topic stands.
[[nodiscard]] Layer topic_layer(const Component& topic);

// The Sid of the statement for the account's alarms, which the default policy admits as well.
inline constexpr std::string_view alarms_statement = "Alarms";

// Who publishes to a topic by its policy: a service, on behalf of what the ARN names.
struct Publisher {
  std::string sid;        // letters and digits, unique among those of one topic
  std::string principal;  // "events.amazonaws.com"
  cfn::Value source;      // its ARN, or a pattern of ARNs
  bool pattern = false;
  bool names_source = true;  // whether it tells the topic so when it publishes
  Layer layer = Layer::App;
};
// Lets it publish to each of the topics that `from` notifies, and use the topic's key where that is
// one of the system.
void publish_to(const Component& from, std::string_view field,
                const std::vector<Ref<Topic>>& topics, const Publisher& publisher,
                Contributor& contributor);

// Reports each topic of `field` that stands in another region than who notifies it: alarms and
// rules reach those of their own region only.
void check_notified(const Component& from, std::string_view field,
                    const std::vector<Ref<Topic>>& topics, const ResolvedSystem& system,
                    Diagnostics& diags);

// The ARNs of the topics that `from` notifies, as its actions or targets.
[[nodiscard]] cfn::List topic_arns(const Component& from, const std::vector<Ref<Topic>>& topics,
                                   const ResolvedSystem& system);

}  // namespace btsinfra
