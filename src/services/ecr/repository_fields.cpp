// The field table of `repositories`.
#include "btsinfra/services/repository.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field repository_fields[] = {
    field<&Repository::name>(
        "name", "Its name in the registry: lower-case words, as `bts-web` or `team/web`.")
        .without("CloudFormation chooses"),
    field<&Repository::immutable>(
        "immutable",
        "Whether a tag stays with the image that was pushed under it first, so that what was "
        "tested is what runs."),
    field<&Repository::scan>("scan",
                             "Whether images are searched for known vulnerabilities when pushed."),
    field<&Repository::key>("key", "KMS key that encrypts images: its ARN, in this region.")
        .means(Meaning::EncryptionKey)
        .without("keys of ECR's own"),
    field<&Repository::keep>(
        "keep",
        "Images that stay, the newest. Older ones are deleted, also those that still run: a task "
        "that starts anew then finds its image no more.")
        .within(1, 100'000)
        .without("all"),
    field<&Repository::expire_untagged>("expire_untagged",
                                        "Time after which images without any tag are deleted.")
        .unit("days")
        .within(1, 3650)
        .without("they stay"),
    field<&Repository::replicate_to>(
        "replicate_to",
        "Regions into which images are copied as they are pushed, by their names or those of "
        "blueprints. ECR copies every repository of the registry whose name begins like this one.")
        .within(0, 25),
    field<&Repository::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Repository>() {
  static const Type type =
      record<Repository>("a repository", "A repository of container images.", repository_fields);
  return type;
}

}  // namespace btsinfra::fields
