// What S3 demands of buckets beyond types and bounds.
#include "btsinfra/services/bucket.h"

#include "diag/ids/buckets.h"
#include "services/resolved.h"
#include "services/s3/bucket.h"
#include "services/s3/bucket_names.h"
#include "services/s3/replication.h"
#include "services/storage_key.h"
#include "services/tags.h"

namespace btsinfra {
namespace {

// One check of one bucket.
class BucketCheck {
 public:
  BucketCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component), settings_(component.as<Bucket>()), system_(system), diags_(diags) {}

  void run() {
    if (!settings_.name.empty()) name();
    check_granted_key(component_, settings_.key, ids::BucketKey, system_, diags_);
    lifecycle();
    access_logs();
    check_replication(component_, system_, diags_);
    check_tags(component_.place / "tags", settings_.options.tags, system_, diags_);
  }

 private:
  void name() {
    const std::vector<Text::Part>& parts = settings_.name.parts();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto* words = std::get_if<std::string>(&parts[i]);
      if (words == nullptr || words->empty()) continue;
      const NamePiece piece{.text = *words, .first = i == 0, .last = i + 1 == parts.size()};
      if (const std::optional<std::string> fault = bucket_name_fault(piece)) {
        refuse_name(*words, *fault);
        return;
      }
    }
    if (const std::string* whole = settings_.name.literal()) dots(*whole);
  }

  void refuse_name(const std::string& words, const std::string& fault) {
    Report report = diags_.report(ids::BucketName, system_.at(component_, "name"),
                                  "`{}` cannot name a bucket: {}", words, fault);
    if (words.find("${AWS::") != std::string::npos) {
      report.help(
          "CloudFormation's own words are not read here; leave `name` out for a name that is "
          "surely free, or take what makes it unique from a parameter: `media-${{ "
          "parameters.Suffix }}`");
      return;
    }
    const std::string proposed =
        settings_.name.literal() == nullptr ? "" : proposed_bucket_name(words);
    report.help((proposed.empty() ? "" : "write `" + proposed + "`, or ") +
                "leave `name` out: CloudFormation then chooses one that is free");
  }

  void dots(const std::string& name) {
    if (name.find('.') == std::string::npos) return;
    std::string hyphens = name;
    for (char& c : hyphens) c = c == '.' ? '-' : c;
    diags_
        .report(ids::DottedBucketName, system_.at(component_, "name"),
                "no certificate of S3 covers `{}`: its wildcard stands for one word, and a dot "
                "makes two",
                name)
        .help("write `" + hyphens +
              "`; clients that insist on TLS, as the bucket's policy does, then "
              "need no exception");
  }

  void lifecycle() {
    if (settings_.expire_old_versions && !settings_.versioned) {
      diags_
          .report(ids::OldVersionsOfUnversioned, system_.at(component_, "expire_old_versions"),
                  "old versions are to expire in a bucket that keeps none")
          .note(system_.at(component_, "versioned"), "it is not versioned")
          .help("leave out one of the two");
    }
    if (settings_.expire && settings_.versioned && !settings_.expire_old_versions) {
      diags_
          .report(
              ids::ExpiredVersionsStay, system_.at(component_, "expire"),
              "expired objects stay as old versions, and old versions of this bucket never expire")
          .help("add `expire_old_versions: 30`, say, or write `versioned: false`");
    }
  }

  void access_logs() {
    const Component* logs = log_bucket_of(component_, system_);
    if (logs == nullptr || logs->tainted) return;
    const Span here = system_.at(component_, "access_logs");
    if (logs->blueprint != component_.blueprint) {
      diags_
          .report(ids::LogBucketElsewhere, here,
                  "`{}` belongs to another blueprint, and a bucket's logs are delivered within the "
                  "blueprint only",
                  settings_.access_logs.target().path)
          .note(system_.at(*logs), "the bucket")
          .help(
              "name a bucket of this blueprint: the two refer to each other, which stacks of two "
              "blueprints cannot");
      return;
    }
    ring(*logs, here);
    if (logs->as<Bucket>().key) {
      diags_
          .report(ids::LogBucketKey, here,
                  "logs cannot be delivered to `{}`, which encrypts with a key of KMS",
                  settings_.access_logs.target().path)
          .note(system_.at(*logs, "key"), "the bucket's key")
          .help("name a bucket without `key`: the delivery knows only S3's own keys");
    }
  }

  // Each delivery into a bucket that logs is a request to log. A ring is reported once, at the
  // bucket that comes first.
  void ring(const Component& logs, const Span& here) {
    const Component* next = &logs;
    for (std::size_t steps = 0; steps < system_.components().size(); ++steps) {
      if (next->id == component_.id) break;
      if (next->id < component_.id) return;
      next = log_bucket_of(*next, system_);
      if (next == nullptr) return;
    }
    if (next->id != component_.id) return;  // a ring further on, that this bucket only leads to
    Report report =
        diags_.report(ids::BucketLogsItself, here,
                      "the logs of `{}` would be logged themselves, without end", component_.name);
    if (logs.id != component_.id) {
      report.note(system_.at(logs, "access_logs"), "`" + logs.name + "` logs in turn");
    }
    report.help("let one bucket receive the logs of all others, and give it no `access_logs`");
  }

  const Component& component_;
  const Bucket& settings_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void BucketKind::check(const Component& component, const ResolvedSystem& system,
                       Diagnostics& diags) const {
  BucketCheck(component, system, diags).run();
}

}  // namespace btsinfra
