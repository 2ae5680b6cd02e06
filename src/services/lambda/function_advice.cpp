// What would be better in a function that works.
#include "btsinfra/services/function.h"

#include "services/advising.h"
#include "services/lambda/function.h"

namespace btsinfra {

void LambdaFunctionKind::advise(const Component& component, const Advising& advising) const {
  advise_retention(component.place / "retention", component.as<LambdaFunction>().retention,
                   advising);
  advise_far_data(component, advising);
}

}  // namespace btsinfra
