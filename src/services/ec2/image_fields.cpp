// The field table of `images`.
#include "btsinfra/services/compute.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field image_fields[] = {
    field<&Image::ssm>("ssm",
                       "Name of an SSM parameter that holds the image's id, such as those under "
                       "`/aws/service/` that AWS keeps current.")
        .within(1, 2048),
    field<&Image::id>("id", "Id of the image (`ami-…`) in the blueprint's region.")
        .means(Meaning::Image),
    field<&Image::by_region>("by_region", "Ids by region, the blueprint's among them."),
    field<&Image::root_device>("root_device", "Device name of the image's root volume.")
        .without("`/dev/sda1` for public images of Ubuntu and Windows, else `/dev/xvda`"),
};

}  // namespace

template <>
const Type& type_of<Image>() {
  static const Type type = record<Image>(
      "an image", "A machine image, by exactly one of `ssm`, `id` and `by_region`.", image_fields);
  return type;
}

}  // namespace btsinfra::fields
