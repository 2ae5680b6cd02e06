#include "stages/partition/cross_stack.h"

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

cfn::Value arn_of_copy(cfn::Value arn, const Region& home, const Region& copy) {
  return cfn::intrinsic(
      "Fn::Join",
      cfn::List{copy.name(), cfn::intrinsic("Fn::Split", cfn::List{home.name(), std::move(arn)})});
}

}  // namespace btsinfra
