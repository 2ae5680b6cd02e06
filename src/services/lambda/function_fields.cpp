#include "btsinfra/services/function.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field function_fields[] = {
    field<&LambdaFunction::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<LambdaFunction>() {
  static const Type type =
      record<LambdaFunction>("a function", "A Lambda function with its role.", function_fields);
  return type;
}

}  // namespace btsinfra::fields
