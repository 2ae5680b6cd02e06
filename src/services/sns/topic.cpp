// What a topic is to others: its attributes, what publishing takes, and who is let in by its
// policy.
//
// AWS facts this rests on:
// - Alarms and rules publish to topics of their own region only.
// - Rules of EventBridge publish only if the topic's policy names them. Alarms are admitted by the
//   default policy, which a policy of one's own replaces.
// - EventBridge tells no topic which rule publishes: a condition on aws:SourceArn would refuse all
//   (Amazon EventBridge User Guide, "Using resource-based policies": no Condition blocks in
//   policies of SNS topics).
// - Who publishes to an encrypted topic needs kms:GenerateDataKey* and kms:Decrypt; the key's
//   policy must say so for services. The policy of `alias/aws/sns` cannot be changed, so they never
//   can.
#include "services/sns/topic.h"

#include <algorithm>

#include "btsinfra/services/encryption_key.h"

#include "diag/ids/events.h"
#include "services/contributor.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

cfn::Value arn_of(const Component& topic) { return Lowering::symbol(topic, topic_id(topic.name)); }

// The key where it is a component of the system; nullptr: none, or one from elsewhere.
const Component* key_of(const Component& topic, const ResolvedSystem& system) {
  const auto& key = topic.as<Topic>().key;
  if (!key || key->reference() == nullptr) return nullptr;
  const Component* named = system.target(topic, *key->reference());
  return named != nullptr && named->kind->key() == "keys" ? named : nullptr;
}

Statement publishing(const Publisher& publisher, const Component& topic) {
  Statement statement;
  statement.sid = publisher.sid;
  statement.principal = cfn::Map{{"Service", publisher.principal}};
  statement.actions = {"sns:Publish"};
  statement.resources = {arn_of(topic)};
  if (publisher.names_source) {
    statement.conditions = cfn::Map{{publisher.pattern ? "ArnLike" : "ArnEquals",
                                     cfn::Map{{"aws:SourceArn", publisher.source}}}};
  }
  return statement;
}

// Of the key's policy. It stands before every topic, so it can name none, nor who publishes to it.
Statement key_use(const Publisher& publisher) {
  Statement statement;
  statement.sid =
      "PublishFrom" + upper_camel(publisher.principal.substr(0, publisher.principal.find('.')));
  statement.principal = cfn::Map{{"Service", publisher.principal}};
  statement.actions = {"kms:GenerateDataKey*", "kms:Decrypt"};
  statement.resources = {"*"};
  if (publisher.names_source) {
    statement.conditions =
        cfn::Map{{"StringEquals", cfn::Map{{"aws:SourceAccount", cfn::ref("AWS::AccountId")}}}};
  }
  return statement;
}

// Whether the key's own `services` let it in already.
bool admits(const Component& key, const Publisher& publisher) {
  const std::vector<KeyService>& services = key.as<EncryptionKey>().services;
  return std::any_of(services.begin(), services.end(), [&](KeyService service) {
    return (service == KeyService::Events && publisher.principal == "events.amazonaws.com") ||
           (service == KeyService::Cloudwatch && publisher.principal == "cloudwatch.amazonaws.com");
  });
}

}  // namespace

std::string topic_id(std::string_view name) { return upper_camel(name) + "Topic"; }

Layer topic_layer(const Component& topic) {
  return topic.as<Topic>().options.stack.value_or(Layer::App);
}

void publish_to(const Component& from, std::string_view field,
                const std::vector<Ref<Topic>>& topics, const Publisher& publisher,
                Contributor& contributor) {
  const ResolvedSystem& system = contributor.system();
  for (std::size_t i = 0; i < topics.size(); ++i) {
    const Component* topic = system.target(from, topics[i].target(), "topics");
    if (topic == nullptr || topic->tainted) continue;
    const Place origin = from.place / field / i;
    contributor.add(PolicyStatement{.to = topic->id,
                                    .statement = publishing(publisher, *topic),
                                    .layer = publisher.layer,
                                    .origin = origin});
    const Component* key = key_of(*topic, system);
    if (key != nullptr && !admits(*key, publisher)) {
      contributor.add(
          PolicyStatement{.to = key->id, .statement = key_use(publisher), .origin = origin});
    }
  }
}

void check_notified(const Component& from, std::string_view field,
                    const std::vector<Ref<Topic>>& topics, const ResolvedSystem& system,
                    Diagnostics& diags) {
  for (std::size_t i = 0; i < topics.size(); ++i) {
    const Component* topic = system.target(from, topics[i].target(), "topics");
    if (topic == nullptr || topic->tainted) continue;
    const Span here = system.places().value(from.place / field / i);
    if (system.region(*topic) != system.region(from)) {
      diags
          .report(ids::NotifiedElsewhere, here,
                  "{} in `{}` cannot notify `{}`, which stands in `{}`",
                  with_article(from.kind->noun()), system.region(from).name(),
                  topics[i].target().path, system.region(*topic).name())
          .note(system.at(*topic), "the topic")
          .help("declare a topic in a blueprint of `" + std::string(system.region(from).name()) +
                "`, with the same addresses");
      continue;
    }
    const auto& key = topic->as<Topic>().key;
    if (key && key->literal() != nullptr && key->literal()->ends_with("alias/aws/sns")) {
      diags
          .report(ids::SilentTopicKey, here,
                  "`{}` is encrypted with the key that AWS manages for SNS, which {} may not use: "
                  "nothing will arrive",
                  topics[i].target().path, with_article(from.kind->noun()))
          .note(system.at(*topic, "key"), "the topic's key")
          .help("name a key of your own: `key: ${{ keys.events.arn }}`, or none");
    }
  }
}

cfn::List topic_arns(const Component& from, const std::vector<Ref<Topic>>& topics,
                     const ResolvedSystem& system) {
  cfn::List arns;
  for (const Ref<Topic>& topic : topics) {
    const Component* found = system.target(from, topic.target(), "topics");
    if (found != nullptr) arns.push_back(arn_of(*found));
  }
  return arns;
}

std::span<const Attribute> TopicKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn},
      {.name = "name", .doc = "Its name."},
  };
  return known;
}

cfn::Value TopicKind::value(const Component& component, std::string_view attribute,
                            const ResolvedSystem& /*system*/) const {
  return Lowering::symbol(component, topic_id(component.name),
                          attribute == "name" ? "TopicName" : "");
}

std::vector<Statement> TopicKind::access(const Component& component, AccessKind access,
                                         const ResolvedSystem& system) const {
  if (access == AccessKind::Read) return {};
  Statement publish;
  publish.sid = "Publish";
  publish.actions = {"sns:Publish"};
  publish.resources = {arn_of(component)};
  std::vector<Statement> statements{std::move(publish)};
  if (const Component* key = key_of(component, system)) {
    Statement use;
    use.sid = "UseKey";
    use.actions = {"kms:GenerateDataKey*", "kms:Decrypt"};
    use.resources = {key->kind->value(*key, "arn", system)};
    statements.push_back(std::move(use));
  }
  return statements;
}

}  // namespace btsinfra
