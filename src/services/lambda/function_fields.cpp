// The field table of `functions`.
#include "btsinfra/services/function.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<FunctionArchitecture>();

namespace {

struct ArchitectureNames {
  static constexpr std::string_view names[] = {"x86_64", "arm64"};
};

constexpr Field function_fields[] = {
    field<&LambdaFunction::name>(
        "name", "Name of the function, unique in its region. Another one means another function.")
        .unit("characters")
        .within(1, 64)
        .without("chosen by CloudFormation"),
    field<&LambdaFunction::description>("description", "What it does.")
        .unit("characters")
        .within(0, 256),
    field<&LambdaFunction::runtime>("runtime", "What runs the code, as `python3.14`.")
        .without("the newest Python"),
    field<&LambdaFunction::handler>("handler", "Where the code begins: `<module>.<function>`.")
        .without("`index.handler`"),
    field<&LambdaFunction::code>("code",
                                 "The source itself, for Python and Node.js; it becomes the file "
                                 "of the module `index`.")
        .without("see `bucket`, `starts` and `stops`"),
    field<&LambdaFunction::bucket>("bucket", "The bucket that the package is in.").without("none"),
    field<&LambdaFunction::key>("key", "Key of the package in that bucket.")
        .unit("characters")
        .within(1, 1024)
        .without("none"),
    field<&LambdaFunction::version>(
        "version",
        "Version of that object; another one updates the function, an object that was merely "
        "replaced does not.")
        .without("the newest when the function is made or changed"),
    field<&LambdaFunction::starts>("starts",
                                   "Bastions that it starts: the code is written by the compiler, "
                                   "and it may start these and do nothing else.")
        .within(0, 20),
    field<&LambdaFunction::stops>("stops", "Bastions that it stops, likewise.").within(0, 20),
    field<&LambdaFunction::timeout>("timeout", "Longest time that it may run.")
        .unit("seconds")
        .within(1, 900),
    field<&LambdaFunction::memory>("memory", "Memory, and in proportion processor time.")
        .unit("MiB")
        .within(128, 10'240),
    field<&LambdaFunction::architecture>("architecture", "Processor that it runs on."),
    field<&LambdaFunction::concurrency>(
        "concurrency", "How many may run at a time; taken from what the account has in the region.")
        .within(0, 100'000)
        .without("as many as the account has left"),
    field<&LambdaFunction::environment>("environment", "Environment variables.").within(0, 100),
    field<&LambdaFunction::reads>("reads", "What it may read: buckets, databases' secrets.")
        .within(0, 50),
    field<&LambdaFunction::writes>("writes",
                                   "What it may write: buckets, and topics to publish to.")
        .within(0, 50),
    field<&LambdaFunction::subnets>("subnets",
                                    "A private or isolated tier to stand in, to reach databases "
                                    "and caches.")
        .without("outside every VPC"),
    field<&LambdaFunction::retention>("retention", "How long its logs are kept.").unit("days"),
    field<&LambdaFunction::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<FunctionArchitecture>() {
  static const Type type = describe_choice<FunctionArchitecture, ArchitectureNames>("processor");
  return type;
}

template <>
const Type& type_of<LambdaFunction>() {
  static const Type type =
      record<LambdaFunction>("a function", "A Lambda function.", function_fields);
  return type;
}

}  // namespace btsinfra::fields
