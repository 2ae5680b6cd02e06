#include "btsinfra/services/job_template.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field job_template_fields[] = {
    field<&MediaJobTemplate::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<MediaJobTemplate>() {
  static const Type type = record<MediaJobTemplate>(
      "a job template", "A MediaConvert job template with its queue and role.",
      job_template_fields);
  return type;
}

}  // namespace btsinfra::fields
