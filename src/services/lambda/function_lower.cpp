// A function with its role, its log group and the permissions of those who run it.
//
// AWS facts this rests on:
// - Inline code (ZipFile) becomes the file `index.py` or `index.js`.
// - A function writes its logs with its own role; without a log group of the stack's, Lambda makes
//   one that keeps them for ever and outlives the stack.
// - In a VPC the role must be able to make network interfaces.
// - Whoever runs it must be named by a permission, with the ARN it comes from: the service alone
//   would let in everybody's rules and topics.
// - Roles without a name need CAPABILITY_IAM only, and never collide between regions.
#include <fmt/format.h>

#include "btsinfra/services/function.h"

#include "services/ec2/bastion.h"
#include "services/ec2/security_group.h"
#include "services/iam/policy.h"
#include "services/iam/role.h"
#include "services/lambda/function.h"
#include "services/lambda/function_parts.h"
#include "services/lowering.h"
#include "services/s3/bucket.h"

namespace btsinfra {
namespace {

Layer layer_of(const LambdaFunction& function) {
  return function.options.stack.value_or(Layer::App);
}

// Starts or stops what the environment names. A failed call is an error of the function, so Lambda
// tries again and the metric `Errors` shows it.
std::string switching_code(const Switched& switched) {
  return fmt::format(
      "import os\n"
      "\n"
      "import boto3\n"
      "\n"
      "\n"
      "def handler(event, context):\n"
      "    ids = os.environ[\"{}\"].split(\",\")\n"
      "    boto3.client(\"ec2\").{}(InstanceIds=ids)\n"
      "    print(\"{}\", *ids)\n",
      instances_variable, switched.method, switched.method);
}

class FunctionLowering {
 public:
  FunctionLowering(const Component& component, Lowering& lowering)
      : component_(component),
        function_(component.as<LambdaFunction>()),
        switched_(switched_by(function_)),
        layer_(layer_of(function_)),
        id_(function_id(component.name)),
        lowering_(lowering) {}

  void run() {
    lower_logs();
    add_role();
    lower_function();
    if (!function_.bucket.empty()) add_gate();
    lowering_.expose({static_cast<std::uint32_t>(component_.blueprint), id_, ""},
                     "Name of function " + component_.name);
  }

 private:
  [[nodiscard]] cfn::List tags() const {
    const cfn::Value shown = function_.name.empty() ? cfn::Value(lowering_.default_name(component_))
                                                    : lowering_.text(component_, function_.name);
    return lowering_.tags(component_, function_.options.tags, shown);
  }

  // Without a name: one that stays when the stack goes must not be in the way of the next.
  void lower_logs() {
    cfn::Resource& group =
        lowering_.add(component_, layer_, id_ + "LogGroup", "AWS::Logs::LogGroup");
    group.deletion_policy = "RetainExceptOnCreate";
    group.update_replace_policy = "Retain";
    group.properties = cfn::Map{{"RetentionInDays", function_.retention}, {"Tags", tags()}};
  }

  void add_role() {
    Statement write;
    write.sid = "WriteLogs";
    write.actions = {"logs:CreateLogStream", "logs:PutLogEvents"};
    write.resources = {Lowering::symbol(component_, id_ + "LogGroup", "Arn")};
    std::vector<InlinePolicy> policies = granted_policies(component_, lowering_);
    policies.insert(policies.begin(), InlinePolicy{"logs", {std::move(write)}});
    std::vector<std::string> managed;
    if (!function_.subnets.empty()) {
      managed.emplace_back("service-role/AWSLambdaVPCAccessExecutionRole");
    }
    lower_role(component_, layer_,
               {.id = id_ + "Role",
                .description = "What " + component_.label() + " may do",
                .service = "lambda.amazonaws.com",
                .managed_policies = std::move(managed),
                .policies = std::move(policies)},
               function_.options.tags, lowering_);
  }

  [[nodiscard]] cfn::Map code() const {
    if (switched_.targets != nullptr) return {{"ZipFile", switching_code(switched_)}};
    if (function_.bucket.empty()) {
      return {{"ZipFile", lowering_.text(component_, function_.code)}};
    }
    cfn::Map package{{"S3Bucket", bucket()}, {"S3Key", function_.key}};
    if (!function_.version.empty()) package.set("S3ObjectVersion", function_.version);
    return package;
  }

  [[nodiscard]] cfn::Value bucket() const {
    const Component* bucket =
        lowering_.system().target(component_, function_.bucket.target(), "buckets");
    if (bucket == nullptr) return "";  // reported
    return Lowering::symbol(*bucket, bucket_id(bucket->name));
  }

  [[nodiscard]] cfn::Map environment() const {
    cfn::Map variables;
    if (switched_.targets != nullptr) {
      variables.set(std::string(instances_variable), instance_ids());
    }
    for (const auto& [name, value] : function_.environment) {
      variables.set(name, lowering_.text(component_, value));
    }
    return variables;
  }

  [[nodiscard]] cfn::Value instance_ids() const {
    cfn::Text ids;
    for (const AnyRef& target : *switched_.targets) {
      const Component* bastion = lowering_.system().target(component_, target.target);
      if (bastion == nullptr || bastion->kind->key() != "bastions") continue;
      for (std::string& id : bastion_instances(*bastion, lowering_.system())) {
        if (!ids.parts.empty()) ids.parts.emplace_back(",");
        ids.parts.push_back(Lowering::symbol(*bastion, std::move(id)));
      }
    }
    return ids;
  }

  void lower_function() {
    cfn::Map properties;
    if (!function_.name.empty()) {
      properties.set("FunctionName", lowering_.text(component_, function_.name));
    }
    if (!function_.description.empty()) properties.set("Description", function_.description);
    properties.set("Runtime", std::string(runtime_of(function_)));
    properties.set("Handler", function_.handler.empty() ? "index.handler" : function_.handler);
    properties.set("Code", code());
    properties.set(
        "Architectures",
        cfn::List{function_.architecture == FunctionArchitecture::Arm ? "arm64" : "x86_64"});
    properties.set("Timeout", function_.timeout);
    properties.set("MemorySize", function_.memory);
    if (function_.concurrency) {
      properties.set("ReservedConcurrentExecutions", *function_.concurrency);
    }
    cfn::Map variables = environment();
    if (!variables.empty()) {
      properties.set("Environment", cfn::Map{{"Variables", std::move(variables)}});
    }
    properties.set("Role", Lowering::symbol(component_, id_ + "Role", "Arn"));
    properties.set("LoggingConfig",
                   cfn::Map{{"LogGroup", Lowering::symbol(component_, id_ + "LogGroup")}});
    if (!function_.subnets.empty()) properties.set("VpcConfig", vpc());
    properties.set("Tags", tags());
    lowering_.add(component_, layer_, id_, "AWS::Lambda::Function").properties =
        std::move(properties);
  }

  cfn::Map vpc() {
    cfn::Value group =
        lower_security_group(component_, "function", function_.options.tags, lowering_);
    const Component* tier =
        lowering_.system().target(component_, function_.subnets.target(), "subnets");
    cfn::List subnets = tier == nullptr ? cfn::List{} : lowering_.subnet_ids(*tier);
    return {{"SecurityGroupIds", cfn::List{std::move(group)}}, {"SubnetIds", std::move(subnets)}};
  }

  void add_gate() {
    lowering_.gate(
        component_, layer_, "object", {{"bucket", bucket()}, {"key", function_.key}},
        "put the package of function " + component_.name + " into the bucket as " + function_.key);
  }

  const Component& component_;
  const LambdaFunction& function_;
  const Switched switched_;
  const Layer layer_;
  const std::string id_;
  Lowering& lowering_;
};

}  // namespace

void lower_permission(const Component& from, Layer layer, const std::string& logical_id,
                      const Component& function, std::string principal, cfn::Value source,
                      Lowering& lowering) {
  lowering.add(from, layer, logical_id, "AWS::Lambda::Permission").properties =
      cfn::Map{{"Action", "lambda:InvokeFunction"},
               {"FunctionName", Lowering::symbol(function, function_id(function.name), "Arn")},
               {"Principal", std::move(principal)},
               {"SourceArn", std::move(source)}};
}

void LambdaFunctionKind::lower(const Component& component, Lowering& lowering) const {
  FunctionLowering(component, lowering).run();
}

}  // namespace btsinfra
