// The field table of `buckets`.
#include "btsinfra/services/bucket.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

// A hundred years: S3 takes more, but nobody means more.
constexpr double longest_expiry = 36'500;

constexpr Field bucket_fields[] = {
    field<&Bucket::name>(
        "name",
        "Name of the bucket, unique in the world: 3 to 63 lower-case letters, digits "
        "and hyphens.")
        .without("chosen by CloudFormation"),
    field<&Bucket::key>("key",
                        "ARN of the KMS key that objects are encrypted with. Load balancers and S3 "
                        "deliver no logs to such a bucket.")
        .means(Meaning::EncryptionKey)
        .without("keys of S3's own (AES-256)"),
    field<&Bucket::versioned>("versioned",
                              "Whether replaced and deleted objects stay as old versions."),
    field<&Bucket::expire>("expire", "Age at which objects are deleted.")
        .unit("days")
        .within(1, longest_expiry)
        .without("objects stay"),
    field<&Bucket::expire_old_versions>("expire_old_versions",
                                        "Time after which replaced and deleted versions are gone.")
        .unit("days")
        .within(1, longest_expiry)
        .without("old versions stay"),
    field<&Bucket::events>("events", "Whether EventBridge is told what happens to objects."),
    field<&Bucket::access_logs>("access_logs",
                                "Bucket of this blueprint that receives the records of requests.")
        .no_order()  // a ring of log buckets gets a message of its own
        .without("no access logs"),
    field<&Bucket::access_logs_prefix>(
        "access_logs_prefix", "How the keys of those records begin; a folder ends in a slash.")
        .unit("characters")
        .within(0, 512)
        .without("`buckets/<name>/`"),
    field<&Bucket::replicate_to>("replicate_to",
                                 "Bucket of any blueprint that new objects are copied to, as "
                                 "`virginia.buckets.media`; both are versioned.")
        .no_order()  // a ring gets a message of its own
        .without("not replicated"),
    field<&Bucket::replicate_prefix>("replicate_prefix",
                                     "Only objects whose keys begin so are copied.")
        .unit("characters")
        .within(0, 1024)
        .without("all objects"),
    field<&Bucket::replicate_deletions>("replicate_deletions",
                                        "Whether what is deleted here is deleted there; its "
                                        "versions stay in both."),
    field<&Bucket::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Bucket>() {
  static const Type type = record<Bucket>("a bucket", "An S3 bucket.", bucket_fields);
  return type;
}

}  // namespace btsinfra::fields
