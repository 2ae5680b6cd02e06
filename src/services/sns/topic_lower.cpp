// A topic, its subscriptions, and its policy where one is needed.
//
// AWS facts this rests on:
// - Endpoint, protocol and topic of a subscription cannot change: each subscription is a resource
// of
//   its own, named after what it comes from, so that taking one out touches no other.
// - A subscription by mail or HTTPS waits for its confirmation, but the stack does not wait for it.
// - A topic has one policy, and one of its own replaces the default, which admits alarms.
// - SNS runs a function only if the function's policy names the topic.
#include <algorithm>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/topic.h"

#include "services/iam/policy.h"
#include "services/lambda/function.h"
#include "services/lowering.h"
#include "services/sns/topic.h"

namespace btsinfra {
namespace {

cfn::Value shown_name(const Component& component, const Lowering& lowering) {
  const Text& name = component.as<Topic>().name;
  return name.empty() ? cfn::Value(lowering.default_name(component))
                      : lowering.text(component, name);
}

void subscribe(const Component& component, std::string protocol, const std::string& id,
               cfn::Value endpoint, Lowering& lowering) {
  lowering.add(component, topic_layer(component), id, "AWS::SNS::Subscription").properties =
      cfn::Map{{"TopicArn", Lowering::symbol(component, topic_id(component.name))},
               {"Protocol", std::move(protocol)},
               {"Endpoint", std::move(endpoint)}};
}

// Of parameters, whose names are unlike.
void subscribe_all(const Component& component, const std::string& protocol,
                   const std::vector<Late<std::string>>& endpoints, Lowering& lowering) {
  for (auto next = endpoints.begin(); next != endpoints.end(); ++next) {
    const Late<std::string>& endpoint = *next;
    const bool again = std::find(endpoints.begin(), next, endpoint) != next;
    if (endpoint.reference() == nullptr || again) continue;  // reported
    const Component* from = lowering.system().target(component, *endpoint.reference());
    if (from == nullptr) continue;
    subscribe(component, protocol,
              topic_id(component.name) + upper_camel(protocol) + "To" + upper_camel(from->name),
              lowering.reference(component, *endpoint.reference()), lowering);
  }
}

void subscribe_functions(const Component& component, Lowering& lowering) {
  for (const Ref<LambdaFunction>& ref : component.as<Topic>().functions) {
    const Component* function = lowering.system().target(component, ref.target(), "functions");
    if (function == nullptr) continue;
    const bool own = function->blueprint == component.blueprint;
    const std::string name = (own ? "" : upper_camel(lowering.system().blueprint(*function).name)) +
                             function_id(function->name);
    const std::string topic = topic_id(component.name);
    lower_permission(component, topic_layer(component), topic + "Runs" + name, *function,
                     "sns.amazonaws.com", Lowering::symbol(component, topic), lowering);
    subscribe(component, "lambda", topic + "LambdaTo" + name,
              Lowering::symbol(*function, function_id(function->name), "Arn"), lowering);
  }
}

void lower_policy(const Component& component, Lowering& lowering) {
  std::vector<Statement> statements;
  Layer layer = topic_layer(component);
  bool needed = false;
  for (const PolicyStatement* contributed : lowering.policy_statements(component)) {
    const Statement& statement = contributed->statement;
    needed = needed || statement.sid != alarms_statement;
    layer = std::max(layer, contributed->layer);
    const bool there =
        std::any_of(statements.begin(), statements.end(),
                    [&](const Statement& before) { return before.sid == statement.sid; });
    if (!there) statements.push_back(statement);
  }
  if (!needed) return;
  lowering.add(component, layer, topic_id(component.name) + "Policy", "AWS::SNS::TopicPolicy")
      .properties =
      cfn::Map{{"Topics", cfn::List{Lowering::symbol(component, topic_id(component.name))}},
               {"PolicyDocument", policy_document(statements)}};
}

}  // namespace

void TopicKind::lower(const Component& component, Lowering& lowering) const {
  const auto& topic = component.as<Topic>();
  const std::string id = topic_id(component.name);
  cfn::Map properties;
  if (!topic.name.empty()) properties.set("TopicName", lowering.text(component, topic.name));
  if (!topic.display.empty()) properties.set("DisplayName", topic.display);
  if (topic.key) properties.set("KmsMasterKeyId", lowering.late(component, *topic.key));
  properties.set("Tags",
                 lowering.tags(component, topic.options.tags, shown_name(component, lowering)));
  lowering.add(component, topic_layer(component), id, "AWS::SNS::Topic").properties =
      std::move(properties);
  subscribe_all(component, "email", topic.email, lowering);
  subscribe_all(component, "https", topic.https, lowering);
  subscribe_functions(component, lowering);
  lower_policy(component, lowering);
  lowering.expose({static_cast<std::uint32_t>(component.blueprint), id, ""},
                  "ARN of topic " + component.name);
}

}  // namespace btsinfra
