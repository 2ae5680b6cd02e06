// The field tables of the escape hatches. Their keys are CloudFormation's own spelling.
#include "btsinfra/services/raw.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field raw_fields[] = {
    field<&RawResource::type>("Type", "CloudFormation's type, as `AWS::SNS::Topic`.")
        .required()
        .within(1, 255),
    field<&RawResource::stack>("stack", "The stack to stand in.").without("`app`"),
    field<&RawResource::properties>(
        "Properties",
        "CloudFormation properties; its tags (`!Ref`, `!GetAtt`, `!Sub` …) and "
        "`${{ references }}` may stand in them."),
    field<&RawResource::depends_on>("DependsOn",
                                    "Logical ids of the blueprint that must exist first."),
    field<&RawResource::deletion_policy>("DeletionPolicy", "What deleting the stack does to it."),
    field<&RawResource::update_replace_policy>("UpdateReplacePolicy",
                                               "What replacing it does to the old one."),
    field<&RawResource::creation_policy>("CreationPolicy", "When it counts as created."),
    field<&RawResource::update_policy>("UpdatePolicy", "How it is updated."),
    field<&RawResource::metadata>("Metadata", "Anything."),
};

constexpr Field override_fields[] = {
    field<&Override::type>("Type", "Only to be told that a type cannot be changed.").within(0, 255),
    field<&Override::properties>(
        "Properties",
        "Merged over the generated ones: maps merge, lists and single values "
        "replace, null removes."),
    field<&Override::depends_on>("DependsOn",
                                 "More logical ids of the blueprint that must exist first."),
    field<&Override::deletion_policy>("DeletionPolicy", "What deleting the stack does to it."),
    field<&Override::update_replace_policy>("UpdateReplacePolicy",
                                            "What replacing it does to the old one."),
    field<&Override::creation_policy>("CreationPolicy", "When it counts as created."),
    field<&Override::update_policy>("UpdatePolicy", "How it is updated."),
    field<&Override::metadata>("Metadata", "Merged over the generated one."),
};

}  // namespace

template <>
const Type& type_of<RawResource>() {
  static const Type type = record<RawResource>(
      "a resource", "A CloudFormation resource of your own; its name is the logical id.",
      raw_fields);
  return type;
}

template <>
const Type& type_of<Override>() {
  static const Type type = [] {
    Type described = record<Override>(
        "an override", "What to change in a generated resource; its name is the logical id.",
        override_fields);
    described.null_removes = true;
    return described;
  }();
  return type;
}

}  // namespace btsinfra::fields
