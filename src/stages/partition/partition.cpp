// Two facts shape this pass, beside those in cross_stack.h. An export's name and an import's may
// not depend on a resource, so the exporting stack's name travels as a parameter with the real name
// as its default. And Fn::ImportValue reads the own region alone.
#include "stages/partition/partition.h"

#include <algorithm>
#include <set>
#include <utility>

#include "btsinfra/model/blueprint.h"

#include "cfn/resource_types.h"
#include "diag/ids/names_and_addresses.h"
#include "diag/ids/stacks.h"
#include "services/kind.h"
#include "services/lowering.h"
#include "stages/partition/cross_stack.h"
#include "stages/partition/order.h"
#include "stages/partition/text.h"
#include "support/check.h"

namespace btsinfra {
namespace {

struct LayerFacts {
  std::string_view name;
  std::string_view holds;  // for the template's description
};

constexpr LayerFacts layer_facts[] = {
    {"dns", "hosted zones"},
    {"certificates", "certificates"},
    {"network", "VPC, subnets, routes and security groups"},
    {"peering", "peering connections and their routes"},
    {"storage", "buckets, registries and keys"},
    {"database", "databases with their secrets"},
    {"cache", "caches"},
    {"cdn", "distributions with their web ACLs"},
    {"app", "load balancers and compute"},
    {"edge", "accelerator, records and health checks"},
};

constexpr auto stack_name_parameter = "StackName";

class Partitioner {
 public:
  Partitioner(const ResolvedSystem& system, Lowered& lowered, CrossRegion cross_region,
              Diagnostics& diags)
      : system_(system), lowered_(lowered), cross_region_(cross_region), diags_(diags) {}

  std::optional<Plan> run() {
    assign();
    for (LoweredResource& resource : lowered_.resources) place_resource(resource);
    for (const LoweredOutput& output : lowered_.outputs) expose(output);
    for (const LoweredGate& gate : lowered_.gates) place_gate(gate);
    if (failed_) return std::nullopt;
    add_copies();
    for (Stack& stack : plan_.stacks) finish(stack);
    if (!order_stacks(plan_, edges_, system_, diags_)) return std::nullopt;
    if (!check_resource_cycles(plan_, system_, diags_)) return std::nullopt;
    return std::move(plan_);
  }

 private:
  using Key = std::pair<std::size_t, std::string_view>;  // blueprint, logical id

  // A resource of the lowered system and the stack it goes to.
  struct Placed {
    std::size_t stack = 0;
    const LoweredResource* resource = nullptr;
  };

  // ---- which stack ------------------------------------------------------------------------------

  void assign() {
    std::set<std::pair<std::size_t, Layer>> used;
    for (const LoweredResource& resource : lowered_.resources) {
      used.emplace(resource.blueprint, resource.layer);
    }
    for (const auto& [blueprint, layer] : used) {
      stack_of_layer_[{blueprint, layer}] = plan_.stacks.size();
      plan_.stacks.push_back(new_stack(blueprint, layer));
    }
    for (const LoweredResource& resource : lowered_.resources) {
      placed_[{resource.blueprint, resource.resource.logical_id}] = {
          stack_of_layer_.at({resource.blueprint, resource.layer}), &resource};
    }
  }

  Stack new_stack(std::size_t b, Layer layer) const {
    const Blueprint& blueprint = system_.system().blueprints[b];
    const LayerFacts& facts = layer_facts[static_cast<std::size_t>(layer)];
    Stack stack;
    stack.blueprint = b;
    stack.layer = layer;
    stack.id = blueprint.name + "/" + std::string(facts.name);
    stack.name = blueprint.system + "-" + blueprint.name + "-" + std::string(facts.name);
    stack.region = *blueprint.region;
    std::string about = blueprint.description;
    while (!about.empty() && (about.back() == '\n' || about.back() == ' ')) about.pop_back();
    if (!about.empty()) about += ' ';
    stack.body.description = about + blueprint.system + ", " + blueprint.name + " (" +
                             std::string(blueprint.region->name()) +
                             "): " + std::string(facts.holds);
    for (const auto& [key, value] : blueprint.tags) {
      if (const std::string* literal = value.literal()) stack.tags.emplace(key, *literal);
    }
    return stack;
  }

  // ---- values -----------------------------------------------------------------------------------

  // What is being settled: a value of this resource in this stack.
  struct Context {
    std::size_t stack = 0;
    const LoweredResource* resource = nullptr;
    std::set<std::string>* local = nullptr;  // logical ids of the same stack that it names
  };

  // Puts what the stack admits in the place of everything symbolic.
  void settle(cfn::Value& value, const Context& at) {
    if (const auto* symbol = value.as<cfn::Symbol>()) {
      value = settled(*symbol, at);
    } else if (const auto* parameter = value.as<cfn::ParameterSymbol>()) {
      value = settled(*parameter, at);
    } else if (auto* text = value.as<cfn::Text>()) {
      cfn::List parts;
      parts.reserve(text->parts.size());
      settle_text(*text, at, parts);
      value = join_parts(std::move(parts));
    } else if (auto* list = value.as<cfn::List>()) {
      for (cfn::Value& item : *list) settle(item, at);
    } else if (auto* map = value.as<cfn::Map>()) {
      settle(*map, at);
    } else if (auto* function = value.as<cfn::Intrinsic>()) {
      note_mapping(*function, at);
      settle(function->argument.value(), at);
    }
  }

  void settle(cfn::Map& map, const Context& at) {
    for (auto& [key, item] : map) settle(item, at);
  }

  // The parts of the text and of those inside it, one after the other.
  void settle_text(cfn::Text& text, const Context& at, cfn::List& parts) {
    for (cfn::Value& part : text.parts) {
      if (auto* inner = part.as<cfn::Text>()) {
        settle_text(*inner, at, parts);
      } else {
        settle(part, at);
        parts.push_back(std::move(part));
      }
    }
  }

  void note_mapping(const cfn::Intrinsic& function, const Context& at) {
    if (function.name != "Fn::FindInMap") return;
    const auto* arguments = function.argument.value().as<cfn::List>();
    const auto* name =
        arguments == nullptr || arguments->empty() ? nullptr : arguments->front().as<std::string>();
    if (name == nullptr) return;
    auto found = lowered_.mappings.find({at.resource->blueprint, *name});
    if (found != lowered_.mappings.end())
      plan_.stacks[at.stack].body.mappings.emplace(*name, found->second);
  }

  cfn::Value settled(const cfn::ParameterSymbol& symbol, const Context& at) {
    auto found = lowered_.parameters.find({symbol.blueprint, symbol.name});
    BTS_CHECK(found != lowered_.parameters.end(), "a parameter symbol names a declared parameter");
    declare(plan_.stacks[at.stack], symbol.name, found->second);
    return cfn::ref(symbol.name);
  }

  static void declare(Stack& stack, const std::string& name, const cfn::Parameter& parameter) {
    if (!stack.body.parameters.try_emplace(name, parameter).second) return;
    StackParameter given;
    given.no_echo = parameter.no_echo;
    if (parameter.default_value) given.value = *parameter.default_value->as<std::string>();
    stack.parameters.emplace(name, std::move(given));
  }

  cfn::Value settled(const cfn::Symbol& symbol, const Context& at) {
    const auto found = placed_.find({symbol.blueprint(), symbol.logical_id()});
    BTS_CHECK(found != placed_.end(), "a symbol names a lowered resource");
    const Placed& used = found->second;
    if (used.stack == at.stack) {
      if (at.local != nullptr) at.local->emplace(symbol.logical_id());
      return read_at_home(symbol);
    }
    edges_.push_back({at.stack, used.stack, use_of(*used.resource, *at.resource)});
    cfn::Value text = brought(symbol, at.stack, used.stack);
    return cfn::is_list_attribute(used.resource->resource.type, symbol.attribute())
               ? split_list(std::move(text))
               : text;
  }

  // The value as its own stack reads it.
  static cfn::Value read_at_home(const cfn::Symbol& symbol) {
    return cfn::intrinsic(symbol.attribute().empty() ? "Ref" : "Fn::GetAtt", symbol.written());
  }

  // The value as one stack reads it from another.
  cfn::Value brought(const cfn::Symbol& symbol, std::size_t consumer, std::size_t producer) {
    const Stack& to = plan_.stacks[consumer];
    const Stack& from = plan_.stacks[producer];
    if (from.region == to.region) {
      const std::string output = produce(symbol, producer, true);
      plan_.stacks[producer].outputs[output].users.insert(to.id);
      return cfn::intrinsic(
          "Fn::ImportValue",
          cfn::sub("${" + producer_parameter(consumer, producer) + "}-" + output));
    }
    const std::string output = produce_abroad(symbol, producer, to.region);
    plan_.stacks[producer].outputs[output].users.insert(to.id);
    if (cross_region_ == CrossRegion::Native) return stack_output(from.name, output, from.region);
    return cfn::ref(output_parameter(consumer, producer, output));
  }

  static ResourceUse use_of(const LoweredResource& used, const LoweredResource& user) {
    return {user.component, used.component, used.resource.logical_id, &user.origin};
  }

  // ---- exports and imports ---------------------------------------------------------------------

  static std::string output_name(const cfn::Symbol& symbol, std::string_view type) {
    std::string name(symbol.logical_id());
    for (char c : symbol.attribute().empty() ? cfn::ref_noun(type) : symbol.attribute()) {
      // Names of outputs are made of letters and digits; attributes of custom resources need not
      // be.
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) name += c;
    }
    return name;
  }

  [[nodiscard]] const LoweredResource& resource_of(const cfn::Symbol& symbol) const {
    return *placed_.at({symbol.blueprint(), symbol.logical_id()}).resource;
  }

  [[nodiscard]] const std::string& type_of(const cfn::Symbol& symbol) const {
    return resource_of(symbol).resource.type;
  }

  // Makes the symbol an output of its stack and gives the output's name.
  std::string produce(const cfn::Symbol& symbol, std::size_t stack, bool exported) {
    cfn::Value value = read_at_home(symbol);
    if (cfn::is_list_attribute(type_of(symbol), symbol.attribute())) {
      value = joined_list(std::move(value));
    }
    std::string name = output_name(symbol, type_of(symbol));
    add_output(symbol, stack, name, std::move(value), exported);
    return name;
  }

  // The same for a reader in `region`, where what is copied between regions is read as its copy.
  std::string produce_abroad(const cfn::Symbol& symbol, std::size_t stack, const Region& region) {
    if (!symbol.attribute().empty() || !cfn::is_copied_between_regions(type_of(symbol))) {
      return produce(symbol, stack, false);
    }
    copies_[{symbol.blueprint(), resource_of(symbol).resource.logical_id}].insert(region);
    std::string name = output_name(symbol, type_of(symbol)) + upper_camel(region.name());
    add_output(symbol, stack, name, arn_of_copy(read_at_home(symbol), region), false);
    plan_.stacks[stack].outputs[name].copy = region;
    return name;
  }

  void add_output(const cfn::Symbol& symbol, std::size_t stack, const std::string& name,
                  cfn::Value value, bool exported) {
    Stack& producer = plan_.stacks[stack];
    auto [found, fresh] = producer.body.outputs.try_emplace(name);
    cfn::Output& output = found->second;
    if (!fresh && output.value != value && taken_.insert({symbol.blueprint(), name}).second) {
      failed_ = true;
      const LoweredResource& resource = resource_of(symbol);
      diags_
          .report(ids::LogicalIdTaken, system_.at(system_.component(resource.component)),
                  "two values of stack {} would both be its output `{}`", producer.id, name)
          .help("rename the resource, or name one of the two attributes differently");
    }
    output.value = std::move(value);
    StackOutput& listed = producer.outputs[name];
    listed.resource = symbol.logical_id();
    if (exported) {
      output.export_name = cfn::sub("${AWS::StackName}-" + name);
      listed.export_name = producer.name + "-" + name;
    }
  }

  // Secrets that stacks of other regions read are copied there.
  void add_copies() {
    for (const auto& [key, regions] : copies_) {
      Stack& stack = plan_.stacks[placed_.at(key).stack];
      const auto resource = std::find_if(
          stack.body.resources.begin(), stack.body.resources.end(),
          [&id = key.second](const cfn::Resource& each) { return each.logical_id == id; });
      BTS_CHECK(resource != stack.body.resources.end(), "what is copied stands in its stack");
      for (const Region& region : regions) copy_to(*resource, region);
    }
  }

  void expose(const LoweredOutput& output) {
    const auto found = placed_.find({output.value.blueprint(), output.value.logical_id()});
    BTS_CHECK(found != placed_.end(), "an output names a lowered resource");
    const std::size_t stack = found->second.stack;
    std::string name = produce(output.value, stack, false);
    plan_.stacks[stack].body.outputs[name].description = output.description;
  }

  // The consumer's parameter that holds the producing stack's name.
  const std::string& producer_parameter(std::size_t consumer, std::size_t producer) {
    auto [made, fresh] = producer_parameters_.try_emplace({consumer, producer});
    if (fresh) made->second = declare_producer(consumer, producer);
    return made->second;
  }

  std::string declare_producer(std::size_t consumer, std::size_t producer) {
    Stack& stack = plan_.stacks[consumer];
    const Stack& from = plan_.stacks[producer];
    std::string name = upper_camel(layer_name(from.layer)) + stack_name_parameter;
    if (from.blueprint != stack.blueprint) {
      name = upper_camel(system_.system().blueprints[from.blueprint].name) + name;
    }
    cfn::Parameter parameter;
    parameter.description = "Name of the stack that exports what this one imports: " + from.id;
    parameter.default_value = cfn::Value(from.name);
    claim(stack, name, parameter, from);
    declare(stack, name, parameter);
    return name;
  }

  // The consumer's parameter that a deployment fills with an output of a stack of another region.
  std::string output_parameter(std::size_t consumer, std::size_t producer,
                               const std::string& output) {
    Stack& stack = plan_.stacks[consumer];
    const Stack& from = plan_.stacks[producer];
    std::string name = upper_camel(system_.system().blueprints[from.blueprint].name) + output;
    cfn::Parameter parameter;
    parameter.description =
        "Output " + output + " of stack " + from.name + " in " + std::string(from.region.name());
    claim(stack, name, parameter, from);
    stack.body.parameters.emplace(name, parameter);
    StackParameter given;
    given.output = OutputName{from.id, output};
    stack.parameters.emplace(name, std::move(given));
    return name;
  }

  // A parameter of the compiler's own may bear no name that means something else there.
  void claim(const Stack& stack, const std::string& name, const cfn::Parameter& parameter,
             const Stack& from) {
    auto declared = stack.body.parameters.find(name);
    const bool other = declared != stack.body.parameters.end() && declared->second != parameter;
    if (other || lowered_.parameters.contains({stack.blueprint, name}) ||
        placed_.contains({stack.blueprint, name})) {
      name_taken(stack.blueprint, name, from);
    }
  }

  void name_taken(std::size_t blueprint, const std::string& name, const Stack& from) {
    if (!taken_.insert({blueprint, name}).second) return;
    failed_ = true;
    const auto resource = placed_.find({blueprint, name});
    Span here = resource != placed_.end()
                    ? system_.at(system_.component(resource->second.resource->component))
                    : system_.places().key(Place{blueprint, Path({"parameters", name})});
    diags_
        .report(ids::LogicalIdTaken, here,
                "`{}` is the name of the parameter through which stack {} is read", name, from.id)
        .help("choose another name");
  }

  // ---- resources --------------------------------------------------------------------------------

  void place_resource(LoweredResource& lowered) {
    const std::size_t index = placed_.at({lowered.blueprint, lowered.resource.logical_id}).stack;
    std::set<std::string> local;
    Context at{index, &lowered, &local};
    cfn::Resource& from = lowered.resource;
    cfn::Resource resource;
    resource.logical_id = from.logical_id;
    resource.type = from.type;
    resource.deletion_policy = from.deletion_policy;
    resource.update_replace_policy = from.update_replace_policy;
    resource.comment = std::move(from.comment);
    resource.properties = std::move(from.properties);
    resource.metadata = std::move(from.metadata);
    resource.creation_policy = std::exchange(from.creation_policy, std::nullopt);
    resource.update_policy = std::exchange(from.update_policy, std::nullopt);
    settle(resource.properties, at);
    settle(resource.metadata, at);
    if (resource.creation_policy) settle(*resource.creation_policy, at);
    if (resource.update_policy) settle(*resource.update_policy, at);
    for (const std::string& id : from.depends_on) {
      const Placed& needed = placed_.at({lowered.blueprint, id});
      if (needed.stack != index) {
        edges_.push_back({index, needed.stack, use_of(*needed.resource, lowered), true});
      } else if (!local.contains(id) &&
                 std::find(resource.depends_on.begin(), resource.depends_on.end(), id) ==
                     resource.depends_on.end()) {
        resource.depends_on.push_back(id);  // what is referred to is waited for anyway
      }
    }
    for (const ResourceName& awaited : lowered.waits_for) await(awaited, index, lowered, resource);
    Stack& stack = plan_.stacks[index];
    stack.resources.emplace(
        resource.logical_id,
        ResourceOrigin{resource.type, system_.component(lowered.component).label(),
                       system_.component(lowered.component).place});
    stack.body.resources.push_back(std::move(resource));
  }

  void await(const ResourceName& awaited, std::size_t stack, const LoweredResource& waiting,
             cfn::Resource& resource) {
    const auto found = placed_.find({awaited.blueprint, awaited.logical_id});
    if (found == placed_.end()) return;  // of what the state being built has lost
    const Placed& needed = found->second;
    if (needed.stack == stack) {
      if (std::find(resource.depends_on.begin(), resource.depends_on.end(), awaited.logical_id) ==
          resource.depends_on.end()) {
        resource.depends_on.push_back(awaited.logical_id);
      }
      return;
    }
    edges_.push_back({stack, needed.stack, use_of(*needed.resource, waiting), true});
  }

  // ---- gates ------------------------------------------------------------------------------------

  void place_gate(const LoweredGate& lowered) {
    const auto found = stack_of_layer_.find({lowered.blueprint, lowered.layer});
    if (found == stack_of_layer_.end()) return;
    Gate gate;
    gate.type = lowered.type;
    gate.remedy = lowered.remedy;
    for (const auto& [name, value] : lowered.facts) {
      std::vector<FactPart> parts;
      // A fact about a resource of the gated stack itself cannot be checked before it exists.
      if (!fact_parts(value, found->second, parts)) return;
      gate.facts.emplace_back(name, std::move(parts));
    }
    plan_.stacks[found->second].gates.push_back(std::move(gate));
  }

  bool fact_parts(const cfn::Value& value, std::size_t stack, std::vector<FactPart>& parts) {
    if (const auto* words = value.as<std::string>()) {
      parts.emplace_back(*words);
    } else if (const auto* parameter = value.as<cfn::ParameterSymbol>()) {
      const auto& declared = lowered_.parameters.at({parameter->blueprint, parameter->name});
      declare(plan_.stacks[stack], parameter->name, declared);
      parts.emplace_back(ParameterName{parameter->name});
    } else if (const auto* symbol = value.as<cfn::Symbol>()) {
      const auto found = placed_.find({symbol->blueprint(), symbol->logical_id()});
      if (found == placed_.end() || found->second.stack == stack) return false;
      const std::size_t producer = found->second.stack;
      parts.emplace_back(OutputName{plan_.stacks[producer].id, produce(*symbol, producer, false)});
    } else if (const auto* text = value.as<cfn::Text>()) {
      for (const cfn::Value& part : text->parts) {
        if (!fact_parts(part, stack, parts)) return false;
      }
    } else if (const auto* number = value.as<std::int64_t>()) {
      parts.emplace_back(std::to_string(*number));
    } else {
      BTS_CHECK(false, "a gate's fact is words, a parameter or an attribute");
    }
    return true;
  }

  static void finish(Stack& stack) {
    bool iam = false;
    bool named = false;
    for (const cfn::Resource& resource : stack.body.resources) {
      std::string_view name = cfn::physical_name_property(resource.type);
      if (cfn::is_iam(resource.type)) {
        iam = true;
        named = named || (!name.empty() && resource.properties.find(name) != nullptr);
      }
      stack.termination_protection =
          stack.termination_protection ||
          (!resource.deletion_policy.empty() && resource.deletion_policy != "Delete");
    }
    if (named) {
      stack.capabilities = {"CAPABILITY_NAMED_IAM"};
    } else if (iam) {
      stack.capabilities = {"CAPABILITY_IAM"};
    }
  }

  const ResolvedSystem& system_;
  Lowered& lowered_;
  CrossRegion cross_region_;
  Diagnostics& diags_;
  Plan plan_;
  std::map<std::pair<std::size_t, Layer>, std::size_t> stack_of_layer_;
  std::map<Key, Placed> placed_;
  std::vector<StackEdge> edges_;
  std::map<std::pair<std::size_t, std::size_t>, std::string> producer_parameters_;
  std::map<Key, std::set<Region>> copies_;               // of secrets, by the secret
  std::set<std::pair<std::size_t, std::string>> taken_;  // reported already
  bool failed_ = false;
};

}  // namespace

std::string_view layer_name(Layer layer) {
  return layer_facts[static_cast<std::size_t>(layer)].name;
}

std::optional<Plan> partition(const ResolvedSystem& system, Lowered& lowered,
                              CrossRegion cross_region, Diagnostics& diags) {
  return Partitioner(system, lowered, cross_region, diags).run();
}

}  // namespace btsinfra
