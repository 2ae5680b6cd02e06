// The kind `buckets`: S3 buckets, each with the one policy in which all that others asked of it
// stands.
#pragma once

#include "btsinfra/services/bucket.h"
#include "btsinfra/services/common.h"

#include "services/kind.h"

namespace btsinfra {

class BucketKind : public MapKind<Bucket> {
 public:
  static constexpr std::string_view summary =
      "S3 buckets, by name: closed to the public, encrypted, and kept when their stack goes.";

  [[nodiscard]] std::string_view key() const override { return "buckets"; }
  [[nodiscard]] std::string_view noun() const override { return "bucket"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "name"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void contribute(const Component& component, Contributor& contributor) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  // Read: fetch objects and list them. Write: put objects, abort uploads, delete objects, of which
  // a versioned bucket keeps the old versions. Where the bucket has a key, also what that takes.
  [[nodiscard]] std::vector<Statement> access(const Component& component, AccessKind access,
                                              const ResolvedSystem& system) const override;
};

// Logical ids, for what names them from outside: who needs the policy to stand waits for it.
[[nodiscard]] std::string bucket_id(std::string_view name);         // "MediaBucket"
[[nodiscard]] std::string bucket_policy_id(std::string_view name);  // "MediaBucketPolicy"

// The Sid of the statement that lets logs of `source` (its logical id) into `bucket`: unique in
// that bucket's policy, of whatever blueprint the source is.
[[nodiscard]] std::string logs_statement_id(const Component& source, const std::string& logical_id,
                                            const Component& bucket, const ResolvedSystem& system);

// The bucket that receives a bucket's access logs; nullptr: none does.
[[nodiscard]] const Component* log_bucket_of(const Component& bucket, const ResolvedSystem& system);
// Where in it a bucket's access logs begin.
[[nodiscard]] std::string bucket_logs_prefix(const Component& bucket);

// The bucket that a bucket's objects are copied to; nullptr: none is.
[[nodiscard]] const Component* replica_of_bucket(const Component& bucket,
                                                 const ResolvedSystem& system);

// The ARN of the key that a bucket encrypts with; Null where it has none, or one that names
// nothing.
[[nodiscard]] cfn::Value bucket_key(const Component& bucket, const ResolvedSystem& system);
// The ARN of everything in it whose key begins so.
[[nodiscard]] cfn::Value bucket_objects(const Component& bucket, const std::string& prefix);

// The stack in which a bucket stands.
[[nodiscard]] Layer bucket_layer(const Component& bucket);

}  // namespace btsinfra
