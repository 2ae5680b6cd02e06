// The field table of `bastions`.
#include "btsinfra/services/compute.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field bastion_fields[] = {
    field<&Bastion::instance>("instance", "Instance class.").means(Meaning::InstanceClass),
    field<&Bastion::subnets>("subnets", "The public tier to stand in, one bastion in each subnet.")
        .required(),
    field<&Bastion::image>("image", "Image to start from, by its name under `images`.")
        .without("the newest Amazon Linux 2023 for the class's processor"),
    field<&Bastion::key>("key", "Name of the key pair in the region that opens SSH.")
        .means(Meaning::KeyPair)
        .without("none"),
    field<&Bastion::allow>(
        "allow", "Who may connect; to SSH (22) unless ports are given. The internet may not.")
        .within(0, 60)
        .no_order(),
    field<&Bastion::elastic_ips>(
        "elastic_ips",
        "Whether addresses stay when a bastion is stopped and started. Each "
        "takes one of the five Elastic IPs that a region grants at first."),
    field<&Bastion::session_manager>(
        "session_manager", "Whether Systems Manager may open sessions, without key or port."),
    field<&Bastion::environment>(
        "environment",
        "Variables that are exported at the top of `user_data`. Names are those of a shell; values "
        "may hold any characters.")
        .within(0, 100),
    field<&Bastion::user_data>("user_data", "Script that runs once, at first boot, as root.")
        .without("none"),
    field<&Bastion::volume>("volume", "The root volume; it is always encrypted.")
        .without("8 GiB of gp3"),
    field<&Bastion::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Bastion>() {
  static const Type type = record<Bastion>(
      "a bastion", "Instances to log in through, one in each subnet of a public tier.",
      bastion_fields);
  return type;
}

}  // namespace btsinfra::fields
