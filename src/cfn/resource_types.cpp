#include "cfn/resource_types.h"

#include <algorithm>
#include <iterator>

namespace btsinfra::cfn {
namespace {

struct TypeFacts {
  std::string_view type;
  std::string_view ref_noun;
  std::string_view name_property;
};

// By type. Source: "Return values" and name property of each type in the CloudFormation reference.
constexpr TypeFacts types[] = {
    {"AWS::AutoScaling::AutoScalingGroup", "Name", "AutoScalingGroupName"},
    {"AWS::AutoScaling::ScalingPolicy", "Arn", ""},
    {"AWS::CertificateManager::Certificate", "Arn", ""},
    {"AWS::CloudFront::CachePolicy", "Id", ""},
    {"AWS::CloudFront::Distribution", "Id", ""},
    {"AWS::CloudFront::Function", "Ref", "Name"},
    {"AWS::CloudFront::OriginAccessControl", "Id", ""},
    {"AWS::CloudFront::ResponseHeadersPolicy", "Id", ""},
    {"AWS::CloudWatch::Alarm", "Name", "AlarmName"},
    {"AWS::DynamoDB::Table", "Ref", "TableName"},
    {"AWS::EC2::EIP", "PublicIp", ""},
    {"AWS::EC2::Instance", "Id", ""},
    {"AWS::EC2::InternetGateway", "Id", ""},
    {"AWS::EC2::LaunchTemplate", "Id", "LaunchTemplateName"},
    {"AWS::EC2::NatGateway", "Id", ""},
    {"AWS::EC2::RouteTable", "Id", ""},
    {"AWS::EC2::SecurityGroup", "Id", "GroupName"},
    {"AWS::EC2::Subnet", "Id", ""},
    {"AWS::EC2::VPC", "Id", ""},
    {"AWS::EC2::VPCEndpoint", "Id", ""},
    {"AWS::EC2::VPCPeeringConnection", "Id", ""},
    {"AWS::ECR::Repository", "Name", "RepositoryName"},
    {"AWS::ECS::CapacityProvider", "Name", "Name"},
    {"AWS::ECS::Cluster", "Name", "ClusterName"},
    {"AWS::ECS::Service", "Arn", ""},
    {"AWS::ECS::TaskDefinition", "Arn", ""},
    {"AWS::ElastiCache::ParameterGroup", "Name", ""},
    {"AWS::ElastiCache::ReplicationGroup", "Id", "ReplicationGroupId"},
    {"AWS::ElastiCache::SubnetGroup", "Name", "CacheSubnetGroupName"},
    {"AWS::ElasticLoadBalancingV2::Listener", "Arn", ""},
    {"AWS::ElasticLoadBalancingV2::LoadBalancer", "Arn", "Name"},
    {"AWS::ElasticLoadBalancingV2::TargetGroup", "Arn", "Name"},
    {"AWS::Events::Rule", "Name", "Name"},
    {"AWS::GlobalAccelerator::Accelerator", "Arn", ""},
    {"AWS::GlobalAccelerator::EndpointGroup", "Arn", ""},
    {"AWS::GlobalAccelerator::Listener", "Arn", ""},
    {"AWS::IAM::Group", "Ref", "GroupName"},
    {"AWS::IAM::InstanceProfile", "Name", "InstanceProfileName"},
    {"AWS::IAM::ManagedPolicy", "Arn", "ManagedPolicyName"},
    {"AWS::IAM::Role", "Name", "RoleName"},
    {"AWS::IAM::User", "Ref", "UserName"},
    {"AWS::KMS::Alias", "Name", "AliasName"},
    {"AWS::KMS::Key", "Id", ""},
    {"AWS::Lambda::Function", "Name", "FunctionName"},
    {"AWS::Logs::Delivery", "Id", ""},
    {"AWS::Logs::DeliveryDestination", "Name", "Name"},
    {"AWS::Logs::DeliverySource", "Name", "Name"},
    {"AWS::Logs::LogGroup", "Name", "LogGroupName"},
    {"AWS::MediaConvert::JobTemplate", "Name", "Name"},
    {"AWS::MediaConvert::Queue", "Name", "Name"},
    {"AWS::RDS::DBCluster", "Ref", "DBClusterIdentifier"},
    {"AWS::RDS::DBInstance", "Identifier", "DBInstanceIdentifier"},
    {"AWS::RDS::DBParameterGroup", "Name", "DBParameterGroupName"},
    {"AWS::RDS::DBSubnetGroup", "Name", "DBSubnetGroupName"},
    {"AWS::Route53::HealthCheck", "Id", ""},
    {"AWS::Route53::HostedZone", "Id", ""},
    {"AWS::Route53::RecordSet", "Name", ""},
    {"AWS::S3::Bucket", "Name", "BucketName"},
    {"AWS::SNS::Topic", "Arn", "TopicName"},
    {"AWS::SQS::Queue", "Url", "QueueName"},
    {"AWS::SSM::Parameter", "Ref", "Name"},
    {"AWS::SecretsManager::Secret", "Arn", "Name"},
    {"AWS::StepFunctions::StateMachine", "Ref", "StateMachineName"},
    {"AWS::WAFv2::IPSet", "Ref", "Name"},
    {"AWS::WAFv2::WebACL", "Ref", "Name"},
};

const TypeFacts* find(std::string_view type) {
  const auto* found = std::lower_bound(
      std::begin(types), std::end(types), type,
      [](const TypeFacts& facts, std::string_view wanted) { return facts.type < wanted; });
  return found != std::end(types) && found->type == type ? found : nullptr;
}

}  // namespace

std::string_view ref_noun(std::string_view type) {
  const TypeFacts* facts = find(type);
  return facts == nullptr ? "Ref" : facts->ref_noun;
}

std::string_view physical_name_property(std::string_view type) {
  const TypeFacts* facts = find(type);
  return facts == nullptr ? "" : facts->name_property;
}

bool is_iam(std::string_view type) {
  constexpr std::string_view kinds[] = {
      "AWS::IAM::AccessKey",     "AWS::IAM::Group",  "AWS::IAM::InstanceProfile",
      "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::Role",
      "AWS::IAM::RolePolicy",    "AWS::IAM::User",   "AWS::IAM::UserToGroupAddition"};
  return std::find(std::begin(kinds), std::end(kinds), type) != std::end(kinds);
}

bool is_list_attribute(std::string_view type, std::string_view attribute) {
  struct Attribute {
    std::string_view type;
    std::string_view name;
  };
  constexpr Attribute lists[] = {{"AWS::ElastiCache::ReplicationGroup", "ReadEndPoint.Addresses"},
                                 {"AWS::ElasticLoadBalancingV2::TargetGroup", "LoadBalancerArns"},
                                 {"AWS::GlobalAccelerator::Accelerator", "Ipv4Addresses"},
                                 {"AWS::GlobalAccelerator::Accelerator", "Ipv6Addresses"},
                                 {"AWS::Route53::HostedZone", "NameServers"}};
  return std::any_of(std::begin(lists), std::end(lists), [&](const Attribute& list) {
    return list.type == type && list.name == attribute;
  });
}

bool is_copied_between_regions(std::string_view type) {
  return type == "AWS::SecretsManager::Secret";
}

std::string_view why_it_names_what_is_lost(std::string_view type, std::string_view property) {
  struct Allowance {
    std::string_view type;
    std::string_view property;
    std::string_view reason;
  };
  constexpr Allowance allowances[] = {
      {"AWS::RDS::DBInstance", "SourceRegion",
       "create-only: without it the promoted replica would be replaced by an empty instance"},
      {"AWS::SecretsManager::Secret", "ReplicaRegions",
       "a copy can be taken back only while its region answers"},
      {"AWS::CloudFront::Distribution", "DistributionConfig.ViewerCertificate.AcmCertificateArn",
       "CloudFront takes certificates of us-east-1 alone, and keeps copies of them elsewhere"},
      {"AWS::CloudFront::Distribution", "DistributionConfig.WebACLId",
       "web ACLs for CloudFront stand in us-east-1 alone, and work everywhere"},
  };
  for (const Allowance& allowance : allowances) {
    if (allowance.type == type && allowance.property == property) return allowance.reason;
  }
  return "";
}

}  // namespace btsinfra::cfn
