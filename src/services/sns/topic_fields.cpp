// The field table of `topics`.
#include "btsinfra/services/topic.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field topic_fields[] = {
    field<&Topic::name>("name",
                        "Name of the topic, unique in its region. Another one means another topic.")
        .unit("characters")
        .within(1, 256)
        .without("chosen by CloudFormation"),
    field<&Topic::display>("display", "As whom its mails come.")
        .unit("characters")
        .within(1, 100)
        .without("none"),
    field<&Topic::email>(
        "email",
        "Who gets mails: a reference to a parameter for each address, since addresses do not stand "
        "in blueprints. Each gets a link that must be followed before anything is delivered.")
        .means(Meaning::MailAddress)
        .within(0, 50),
    field<&Topic::https>(
        "https",
        "Where messages are posted to: a reference to a parameter for each URL, which often holds "
        "a key.")
        .within(0, 50),
    field<&Topic::functions>("functions", "Functions that run with each message.")
        .within(0, 50)
        .no_order(),  // only the subscription needs both
    field<&Topic::key>("key",
                       "ARN of the KMS key that messages are encrypted with while they wait. Only "
                       "with a key of one's own can alarms and rules still publish.")
        .means(Meaning::EncryptionKey)
        .without("messages are not encrypted with a key of KMS"),
    field<&Topic::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Topic>() {
  static const Type type =
      record<Topic>("a topic", "An SNS topic with its subscriptions.", topic_fields);
  return type;
}

}  // namespace btsinfra::fields
