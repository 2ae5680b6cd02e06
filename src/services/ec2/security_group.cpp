// AWS facts this rests on:
// - A rule names one protocol, one range of ports and one source; a rule that is a resource of its
//   own takes part in no circle of groups.
// - Without egress rules everything outbound is allowed, which is what these groups want.
// - Ids of rules: two sources may open the same port, one source several ports, so both are in the
// id.
#include "services/ec2/security_group.h"

#include <set>
#include <string>
#include <utility>
#include <variant>

#include "btsinfra/services/common.h"

#include "support/overloaded.h"

namespace btsinfra {
namespace {

std::string port_word(const PortRange& ports) {
  std::string word = std::to_string(ports.first);
  if (ports.last != ports.first) word += "To" + std::to_string(ports.last);
  return word;
}

// Different for different sources: a block, a parameter's name (which has no dots), a component.
std::string source_word(const decltype(Ingress::from)& from) {
  return std::visit(
      Overloaded{[](const Cidr& block) { return block.to_string(); },
                 [](const ParameterBlock& block) { return block.parameter; },
                 [](const GroupOf& group) { return "#" + std::to_string(group.component); }},
      from);
}

}  // namespace

cfn::Value lower_security_group(const Component& component, const std::string& purpose,
                                const Tags& tags, Lowering& lowering) {
  std::string id = component.kind->security_group(component);
  std::string name = lowering.default_name(component) + "-" + purpose;
  lowering.add(component, Layer::Network, id, "AWS::EC2::SecurityGroup").properties =
      cfn::Map{{"GroupDescription", component.label() + ": " + purpose},
               {"VpcId", Lowering::symbol(component, "Vpc")},
               {"Tags", lowering.tags(component, tags, name)}};

  std::string stem = id;
  if (stem.ends_with("SecurityGroup"))
    stem.resize(stem.size() - std::string_view("SecurityGroup").size());
  // EC2 refuses a second rule with the same source and ports, whatever its description and however
  // the source was named: a block may be on-premises and written out as well.
  std::set<std::pair<std::string, PortRange>> written;
  for (const Ingress* ingress : lowering.ingress(component)) {
    std::string rule_id = stem + "From" + ingress->from_name + "On" + port_word(ingress->ports);
    if (!written.emplace(source_word(ingress->from), ingress->ports).second) continue;
    cfn::Map rule{{"GroupId", Lowering::symbol(component, id)},
                  {"IpProtocol", "tcp"},
                  {"FromPort", ingress->ports.first},
                  {"ToPort", ingress->ports.last}};
    std::visit(Overloaded{
                   [&](const Cidr& block) { rule.set("CidrIp", block.to_string()); },
                   [&](const ParameterBlock& block) {
                     rule.set("CidrIp",
                              cfn::ParameterSymbol{static_cast<std::uint32_t>(component.blueprint),
                                                   block.parameter});
                   },
                   [&](const GroupOf& group) {
                     const Component& from = lowering.system().component(group.component);
                     rule.set("SourceSecurityGroupId",
                              Lowering::symbol(from, from.kind->security_group(from)));
                   },
               },
               ingress->from);
    rule.set("Description", ingress->description);
    lowering.add(component, Layer::Network, rule_id, "AWS::EC2::SecurityGroupIngress").properties =
        std::move(rule);
  }
  return Lowering::symbol(component, id);
}

}  // namespace btsinfra
