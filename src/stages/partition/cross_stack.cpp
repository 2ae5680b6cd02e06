#include "stages/partition/cross_stack.h"

#include <algorithm>

namespace btsinfra {
namespace {

constexpr const char* separator = ",";

}  // namespace

cfn::Value joined_list(cfn::Value list) {
  return cfn::intrinsic("Fn::Join", cfn::List{separator, std::move(list)});
}

cfn::Value split_list(cfn::Value text) {
  return cfn::intrinsic("Fn::Split", cfn::List{separator, std::move(text)});
}

cfn::Value stack_output(std::string stack_name, std::string output, const Region& region) {
  return cfn::intrinsic(
      "Fn::Join",
      cfn::List{"", cfn::List{cfn::intrinsic("Fn::GetStackOutput",
                                             cfn::Map{{"StackName", std::move(stack_name)},
                                                      {"OutputName", std::move(output)},
                                                      {"Region", region.name()}})}});
}

cfn::Value arn_of_copy(cfn::Value arn, const Region& copy) {
  // arn:partition:service:region:account:secret:name
  const auto part = [&](std::int64_t index) {
    return cfn::intrinsic("Fn::Select",
                          cfn::List{index, cfn::intrinsic("Fn::Split", cfn::List{":", arn})});
  };
  return cfn::intrinsic(
      "Fn::Join",
      cfn::List{":", cfn::List{"arn", cfn::ref("AWS::Partition"), "secretsmanager", copy.name(),
                               cfn::ref("AWS::AccountId"), "secret", part(6)}});
}

void copy_to(cfn::Resource& secret, const Region& region) {
  cfn::List copies;
  if (const cfn::Value* given = secret.properties.find("ReplicaRegions")) {
    if (const auto* list = given->as<cfn::List>()) copies = *list;
  }
  const cfn::Value wanted = region.name();
  const bool present = std::any_of(copies.begin(), copies.end(), [&](const cfn::Value& copy) {
    const auto* map = copy.as<cfn::Map>();
    const cfn::Value* name = map == nullptr ? nullptr : map->find("Region");
    return name != nullptr && *name == wanted;
  });
  if (present) return;
  copies.emplace_back(cfn::Map{{"Region", wanted}});
  secret.properties.set("ReplicaRegions", std::move(copies));
}

}  // namespace btsinfra
