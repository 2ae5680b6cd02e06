// Buckets: 3250-3299.
#include "diag/ids/buckets.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> buckets() {
  static constexpr Entry entries[] = {
      {ids::BucketName, R"(A bucket's name becomes part of a host name, so it has 3 to 63 lower-case
Latin letters, digits, dots and hyphens, begins and ends with a letter or digit, does
not read like an IP address and keeps clear of what AWS reserves, as names beginning
with `xn--` or ending in `-s3alias` (Amazon S3 User Guide, "General purpose bucket
naming rules").

Wrong:

    buckets:
      media: {name: BTS_Media}
      video: {name: 공연영상}

Right:

    buckets:
      media: {name: bts-media-4711}
      video: {}

Names are unique among everybody's buckets in the world: a plain one is probably taken.
Without `name` CloudFormation chooses one that is free; `${{ buckets.video.name }}`
gives it.
)"},
      {ids::DottedBucketName, R"(Objects are fetched from `<bucket>.s3.<region>.amazonaws.com`, and
the wildcard of that host's certificate stands for one word. A dot in the bucket's name
makes two words of it, so clients refuse the certificate (Amazon S3 User Guide, "General
purpose bucket naming rules"), and the bucket's policy refuses requests without TLS.

Wrong:

    buckets:
      media: {name: media.example.com}

Right:

    buckets:
      media: {name: media-example-com}

A domain of your own belongs to the distribution before the bucket, not to the bucket.
)"},
      {ids::BucketKey, R"(`key` is the ARN of a KMS key in the bucket's own region, or a reference
that gives one (Amazon S3 User Guide, "Using server-side encryption with AWS KMS keys").
An alias is not enough: roles that may read or write the bucket are granted the use of
its key, and IAM grants that only by the key's own ARN.

Wrong:

    buckets:
      media: {key: alias/media}

Right:

    buckets:
      media: {key: "arn:aws:kms:ap-northeast-2:123456789012:key/01234567-89ab-…"}

Without `key` objects are encrypted with S3's own keys, which costs nothing.
)"},
      {ids::OldVersionsOfUnversioned, R"(Only a versioned bucket keeps what was replaced or deleted.
In one that is not, nothing old is there to expire; either versions are wanted or the
field is not.

Wrong:

    buckets:
      logs: {versioned: false, expire_old_versions: 30}

Right:

    buckets:
      logs: {versioned: false, expire: 90}
)"},
      {ids::ExpiredVersionsStay,
       R"(In a versioned bucket expiry only hides an object behind a delete
marker: the object stays as an old version, is paid for, and can be read by whoever may
read versions (Amazon S3 User Guide, "Expiring objects"). It goes when old versions
expire.

Wrong:

    buckets:
      uploads: {expire: 90}

Right:

    buckets:
      uploads: {expire: 90, expire_old_versions: 30}
      logs: {expire: 90, versioned: false}
)"},
      {ids::BucketLogsItself, R"(Each record that S3 delivers into a bucket is a request to that
bucket. If the bucket has access logs too, which come back to it by whatever way, every
record makes another one, without end (Amazon S3 User Guide, "Enabling Amazon S3 server
access logging").

Wrong:

    buckets:
      media: {access_logs: logs}
      logs: {access_logs: media}

Right:

    buckets:
      media: {access_logs: logs}
      logs: {versioned: false, expire: 90}
)"},
      {ids::LogBucketElsewhere, R"(S3 delivers access logs within one region and account (Amazon S3
User Guide, "Enabling Amazon S3 server access logging"). Moreover the bucket names the
one that receives its logs, and that one's policy names the bucket whose logs it takes:
between the stacks of two blueprints this would be a circle, so both stand in one
blueprint.

Wrong, in virginia.yaml:

    buckets:
      media: {access_logs: seoul.buckets.logs}

Right:

    buckets:
      media: {access_logs: logs}
      logs: {versioned: false, expire: 90}
)"},
      {ids::LogBucketKey, R"(S3 delivers access logs only to buckets that encrypt with its own keys
(Amazon S3 User Guide, "Enabling Amazon S3 server access logging"). With a key of KMS
the logs are silently not delivered.

Wrong:

    buckets:
      media: {access_logs: logs}
      logs: {key: "${{ parameters.KeyArn }}"}

Right:

    buckets:
      media: {access_logs: logs}
      logs: {}

The bucket is encrypted all the same, by AES-256.
)"},
      {ids::ReplicationUnversioned, R"(Replication copies versions of objects, so both buckets keep
versions (Amazon S3 User Guide, "Requirements and considerations for replication").
Buckets do unless told otherwise.

Wrong:

    buckets:
      media: {versioned: false, replicate_to: virginia.buckets.media}

Right:

    buckets:
      media: {expire_old_versions: 30, replicate_to: virginia.buckets.media}
)"},
      {ids::ReplicationRing,
       R"(A bucket that is replicated names the other one, which therefore exists
before it. Two that are replicated to each other would both have to be first. S3 itself
can replicate both ways, and never copies a copy back; between stacks of two regions it
would take a second deployment of one of them every time. Objects are written on one side
anyway: replicate from there, and turn it round in the scenario in which the other side
takes over.

Wrong:

    # seoul.yaml
    buckets: {media: {replicate_to: virginia.buckets.media}}
    # virginia.yaml
    buckets: {media: {replicate_to: seoul.buckets.media}}

Right:

    # seoul.yaml
    buckets: {media: {replicate_to: virginia.buckets.media}}
    # virginia.yaml
    buckets: {media: {}}
)"},
      {ids::ReplicationKey, R"(Objects that are encrypted with a KMS key are copied only if the rule
names a key to encrypt the copies with, and a key never leaves its region (Amazon S3 User
Guide, "Replicating encrypted objects"). So the other bucket has a key as well.

Wrong:

    # seoul.yaml
    buckets: {media: {key: "${{ keys.media.arn }}", replicate_to: virginia.buckets.media}}
    # virginia.yaml
    buckets: {media: {}}

Right:

    # virginia.yaml
    buckets: {media: {key: "${{ keys.media.arn }}"}}
)"},
      {ids::ReplicationPartition,
       R"(The regions of China, of AWS GovCloud and of the European Sovereign
Cloud are partitions of their own, with own accounts. S3 replicates within one partition.

Wrong, where `beijing` is a blueprint of cn-north-1:

    buckets:
      media: {replicate_to: beijing.buckets.media}

Right:

    buckets:
      media: {replicate_to: virginia.buckets.media}
)"},
      {ids::ReplicationChain,
       R"(S3 replicates what clients write to a bucket. What it replicated there itself it does not
replicate once more (Amazon S3 User Guide, "What isn't replicated with replication
configurations?"), so a chain of buckets ends after one step.

Wrong, if the drafts are to reach Virginia:

    buckets:
      drafts: {replicate_to: media}
      media: {replicate_to: virginia.buckets.media}

Right:

    buckets:
      drafts: {replicate_to: virginia.buckets.media}
      media: {replicate_to: virginia.buckets.media}
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
