#include "cli/views/dump.h"

#include <fmt/format.h>

#include "btsinfra/model/blueprint.h"

#include "services/kind.h"

namespace btsinfra {
namespace {

void dump_components(const CompiledSystem& system, std::string& out) {
  for (const Component& component : system.resolution.system->components()) {
    out += fmt::format("{} {}\n", system.loaded.system.blueprints[component.blueprint].name,
                       component.label());
    for (const SubnetBlock& block : system.resolution.system->blocks(component)) {
      out += fmt::format("  zone {} {}\n", block.zone, block.cidr.to_string());
    }
  }
}

void dump_contributions(const CompiledSystem& system, std::string& out) {
  const ResolvedSystem& resolved = *system.resolution.system;
  for (const Ingress& ingress : system.contributions.ingress) {
    out += fmt::format("ingress {} from {} ports {}-{}\n", resolved.component(ingress.to).label(),
                       ingress.from_name, ingress.ports.first, ingress.ports.last);
  }
  for (const Target& target : system.contributions.targets) {
    out += fmt::format("target {} from {} port {}\n", resolved.component(target.to).label(),
                       resolved.component(target.from).label(), target.port);
  }
  for (const Grant& grant : system.contributions.grants) {
    out += fmt::format("grant {} on {}\n", resolved.component(grant.to).label(), grant.about);
  }
  for (const PolicyStatement& statement : system.contributions.policy_statements) {
    out += fmt::format("policy {} {}\n", resolved.component(statement.to).label(),
                       statement.statement.sid);
  }
}

void dump_lowered(const CompiledSystem& system, std::string& out) {
  for (const LoweredResource& resource : system.lowered->resources) {
    out += fmt::format("{} {} {} {}\n", system.loaded.system.blueprints[resource.blueprint].name,
                       layer_name(resource.layer), resource.resource.logical_id,
                       resource.resource.type);
  }
}

void dump_plan(const CompiledSystem& system, std::string& out) {
  for (const Stack& stack : system.plan->stacks) {
    out +=
        fmt::format("wave {} {} {} resources\n", stack.wave, stack.id, stack.body.resources.size());
    for (std::size_t index : stack.depends_on) {
      out += fmt::format("  needs {}\n", system.plan->stacks[index].id);
    }
  }
}

}  // namespace

std::string dump(const CompileResult& result, Stage stage) {
  std::string out;
  for (const CompiledSystem& system : result.systems) {
    switch (stage) {
      case Stage::Read:
        for (const std::string& file : system.loaded.files) out += file + "\n";
        break;
      case Stage::Resolve:
        dump_components(system, out);
        break;
      case Stage::Contribute:
        dump_contributions(system, out);
        break;
      case Stage::Lower:
        dump_lowered(system, out);
        break;
      case Stage::Partition:
      case Stage::Check:
        dump_plan(system, out);
        break;
      case Stage::Emit:
        for (const auto& [path, content] : system.files)
          out += fmt::format("{} {} bytes\n", path, content.size());
        break;
    }
  }
  return out;
}

}  // namespace btsinfra
