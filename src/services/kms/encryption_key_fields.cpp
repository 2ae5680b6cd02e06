// The field table of keys. Bounds are of the KMS API reference (CreateKey, EnableKeyRotation,
// ScheduleKeyDeletion).
#include "btsinfra/services/encryption_key.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<KeyService>();

namespace {

struct ServiceNames {
  static constexpr std::string_view names[] = {"cloudfront", "cloudwatch", "events", "logs"};
};

constexpr Field encryption_key_fields[] = {
    field<&EncryptionKey::description>("description", "What it is for.")
        .within(1, 8192)
        .without("says which component it is"),
    field<&EncryptionKey::alias>("alias",
                                 "Its name in the region, as `alias/data`. It can be changed; the "
                                 "key stays the same.")
        .without("`alias/<system>-<blueprint>-<component>`"),
    field<&EncryptionKey::rotation>(
        "rotation", "Whether KMS renews its material. What was encrypted before stays readable."),
    field<&EncryptionKey::rotation_period>("rotation_period", "How often it does.")
        .unit("days")
        .within(90, 2560),
    field<&EncryptionKey::deletion_wait>("deletion_wait",
                                         "How long a deletion waits, in which it can be taken "
                                         "back.")
        .unit("days")
        .within(7, 30),
    field<&EncryptionKey::services>("services",
                                    "Services that use it by themselves: `cloudwatch` for alarms "
                                    "and `events` for event rules that notify an encrypted topic, "
                                    "`cloudfront` for distributions of an encrypted bucket, `logs` "
                                    "for log groups. Others act for whoever asks them, whose IAM "
                                    "policies decide."),
    field<&EncryptionKey::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<KeyService>() {
  static const Type type = describe_choice<KeyService, ServiceNames>("service");
  return type;
}

template <>
const Type& type_of<EncryptionKey>() {
  static const Type type = record<EncryptionKey>("a key", "A KMS key of your own, with an alias.",
                                                 encryption_key_fields);
  return type;
}

}  // namespace btsinfra::fields
