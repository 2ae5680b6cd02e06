// What ECS demands of the containers of a task. Templates that break these pass their schema.
#include "services/ecs/container_check.h"

#include <algorithm>
#include <map>

#include "diag/ids/containers.h"
#include "services/ecr/repository.h"
#include "services/ecs/cluster.h"
#include "services/ecs/image_name.h"
#include "services/ecs/secret_source.h"
#include "services/ecs/service.h"
#include "services/given_text.h"
#include "services/kind.h"

namespace btsinfra {
namespace {

// Branches of PHP with the day of their last security fixes (php.net, "Supported Versions" and
// "Unsupported Branches"), judged by `php_facts_date` unless somebody asks about another day.
constexpr std::string_view php_facts_date = "2026-09-30";
struct PhpVersion {
  std::string_view name;
  std::string_view until;
};
constexpr PhpVersion php_versions[] = {
    {"5", "2019-01-10"},   {"7.0", "2019-01-10"}, {"7.1", "2019-12-01"}, {"7.2", "2020-11-30"},
    {"7.3", "2021-12-06"}, {"7.4", "2022-11-28"}, {"8.0", "2023-11-26"}, {"8.1", "2025-12-31"},
    {"8.2", "2026-12-31"}, {"8.3", "2027-12-31"}, {"8.4", "2028-12-31"},
};

// The checks of one container.
class ContainerCheck {
 public:
  ContainerCheck(const Component& component, const std::string& name, const Container& container,
                 const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        service_(component.as<ContainerService>()),
        name_(name),
        container_(container),
        place_(component.place / "containers" / name),
        system_(system),
        diags_(diags) {}

  void run() {
    check_ecs_name(name_, system_.places().key(place_), "container", diags_);
    image();
    shell();
    host_port();
    memory();
    variables();
    secrets();
  }

 private:
  [[nodiscard]] Span at(std::string_view field) const {
    return system_.places().value(place_ / field);
  }

  void image() {
    const ImageName image = image_name(component_, container_.image, system_);
    if (image.ecr) {
      if (!ecr_address(*image.ecr)) return;
    } else if (!image.literal.empty() && !is_image_name(image.literal)) {
      diags_
          .report(ids::ImageAddress, at("image"), "`{}` cannot be the name of an image",
                  image.literal)
          .help("write [host/]name:tag in lower case, as `${{ repositories.web.uri }}:1.0`");
      return;
    }
    if (!repository_address()) return;
    tag(image);
    php();
  }

  // What an image begins with is an address: of a component only a repository has one.
  bool repository_address() {
    const std::vector<Text::Part>& parts = container_.image.parts();
    const auto* reference = parts.empty() ? nullptr : std::get_if<Reference>(&parts.front());
    if (reference == nullptr) return true;
    const auto found = system_.lookup(component_.blueprint, reference->path, "");
    const auto* target = std::get_if<ReferenceTarget>(&found);
    if (target == nullptr) return true;  // reported with the names
    const Kind& kind = *target->component->kind;
    const std::optional<Attribute> attribute = target->described();
    if (!attribute || attribute->meaning != fields::Meaning::Unsaid) return true;
    if (kind.key() == "repositories" && attribute->name.ends_with("uri")) return true;
    diags_
        .report(ids::ImageAddress, at("image"), "`{}` is no address that images are fetched from",
                reference->path)
        .note(system_.at(*target->component), "it is declared here")
        .help(kind.key() == "repositories"
                  ? "write `${{ " + target->component->label() + ".uri }}:<tag>`"
                  : "write the image's name, or the `uri` of one of `repositories`");
    return false;
  }

  // Official images bear the version of PHP in their tags: `php:8.3-fpm`,
  // `wordpress:php7.4-apache`.
  void php() {
    const std::string* image = container_.image.literal();
    if (image == nullptr) return;
    for (std::size_t at = image->find("php"); at != std::string::npos;
         at = image->find("php", at + 1)) {
      std::string_view rest = std::string_view(*image).substr(at + 3);
      if (rest.starts_with(':')) rest.remove_prefix(1);
      for (const PhpVersion& version : php_versions) {
        if (version.until >= system_.judged_on(php_facts_date)) continue;
        if (!rest.starts_with(version.name)) continue;
        const std::string_view after = rest.substr(version.name.size());
        if (!after.empty() && after.front() >= '0' && after.front() <= '9') continue;
        diags_
            .report(ids::ImageOutOfSupport, this->at("image"),
                    "PHP {} has had no security fixes since {}", version.name, version.until)
            .help("take an image of a newer branch, as PHP 8.4");
        return;
      }
    }
  }

  bool ecr_address(const EcrAddress& address) {
    constexpr std::size_t account_digits = 12;
    const bool digits = std::all_of(address.account.begin(), address.account.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
    if (address.account.size() != account_digits || !digits) {
      diags_
          .report(ids::ImageAddress, at("image"),
                  "`{}` is not the number of an AWS account: it has {} {}", address.account,
                  address.account.size(), digits ? "digits" : "characters, not all of them digits")
          .help(
              "account numbers have 12 digits; `${{ repositories.web.uri }}` gives the address of "
              "a repository of this system without any");
      return false;
    }
    if (!Region::parse(address.region)) {
      diags_.report(ids::ImageAddress, at("image"), "`{}` is not an AWS region", address.region)
          .help("such an address reads <account>.dkr.ecr.<region>.amazonaws.com/<name>:<tag>");
      return false;
    }
    if (address.repository.empty() || is_repository_name(address.repository)) return true;
    diags_
        .report(ids::ImageAddress, at("image"), "`{}` cannot be the name of a repository",
                address.repository)
        .help("names of repositories are in lower case");
    return false;
  }

  // A tag that is one parameter, which the deployment fills with `latest` if nobody says otherwise.
  bool latest_by_default(const ImageName& image) {
    const std::vector<Text::Part>& parts = image.tag.parts();
    const auto* reference = parts.size() == 1 ? std::get_if<Reference>(&parts.front()) : nullptr;
    const Component* given =
        reference == nullptr ? nullptr : system_.target(component_, *reference);
    if (given == nullptr || given->tainted) return false;
    const std::vector<std::string> values = given->kind->possible_values(*given);
    if (std::find(values.begin(), values.end(), "latest") == values.end()) return false;
    Span here = system_.places().words(given->place, "latest");
    if (!here.known()) here = system_.at(*given);
    diags_.report(ids::ImageTag, here, "`latest` is another image after each push")
        .note(at("image"), "it is the tag of this image")
        .help("give the parameter a tag of its own, or no default: the deployment then asks");
    return true;
  }

  void tag(const ImageName& image) {
    if (latest_by_default(image)) return;
    if (image.tag_form != ImageTagForm::Latest && image.tag_form != ImageTagForm::Missing) return;
    diags_
        .report(ids::ImageTag, at("image"), "{}",
                image.tag_form == ImageTagForm::Latest
                    ? "`latest` is another image after each push"
                    : "an image without tag is the one that `latest` names")
        .help(
            "name the image by a tag of its own, as `:1.0`, so that a roll-back finds what ran "
            "before and every host runs the same");
  }

  // The agent that opens the shell writes its own files into the container (Amazon ECS Developer
  // Guide, "Monitor Amazon ECS containers with ECS Exec": considerations).
  void shell() {
    if (!service_.exec || !container_.read_only) return;
    diags_
        .report(ids::ShellWithoutFiles, at("read_only"),
                "no shell can be opened in container `{}`: its file system cannot be written",
                name_)
        .note(system_.at(component_, "exec"), "shells are asked for here")
        .help("leave one of the two out");
  }

  void host_port() {
    if (!container_.host_port) return;
    if (service_.network == ContainerNetwork::Bridge) {
      if (container_.port) return;
      diags_
          .report(ids::HostPort, at("host_port"),
                  "port {} of the host leads to no port of the container", *container_.host_port)
          .help("give `port`, on which the container serves");
      return;
    }
    if (container_.host_port == container_.port) return;
    const bool host = service_.network == ContainerNetwork::Host;
    diags_
        .report(ids::HostPort, at("host_port"),
                "port {} of the host cannot lead into the container in the network `{}`",
                *container_.host_port, host ? "host" : "awsvpc")
        .help(host ? "the container uses the host's ports as they are: let it serve on that port, "
                     "or write `network: bridge`"
                   : "leave it out: each task has an address of its own");
  }

  void memory() {
    const std::optional<int>& most = container_.memory;
    const std::optional<int>& kept = container_.memory_reservation;
    if (most && kept && *kept > *most) {
      diags_
          .report(ids::ContainerMemory, at("memory_reservation"),
                  "{} MiB are kept for a container that may use {} MiB at most", *kept, *most)
          .note(at("memory"), "the most is given here")
          .help("write `memory_reservation` no larger than `memory`");
    }
    if (most || kept || service_.memory) return;
    diags_
        .report(ids::ContainerMemory, system_.places().key(place_),
                "nothing says how much memory container `{}` has", name_)
        .help("give it `memory` in MiB, or give the whole task some");
  }

  void variables() {
    for (const char* field : {"environment", "secrets"}) {
      const auto& variables =
          std::string_view(field) == "secrets" ? container_.secrets : container_.environment;
      for (const auto& [name, value] : variables) {
        if (!name.empty() && name.find('=') == std::string::npos) continue;
        diags_
            .report(ids::ContainerName, system_.places().key(place_ / field / name),
                    "`{}` cannot be the name of a variable", name)
            .help("names of variables hold no `=`, as in DB_HOST");
      }
    }
    for (const auto& [name, value] : container_.environment) {
      check_given_text(component_, value, place_ / "environment" / name, system_, diags_);
    }
    for (const auto& [name, source] : container_.secrets) {
      if (!container_.environment.contains(name)) continue;
      diags_
          .report(ids::VariableTwice, system_.places().key(place_ / "secrets" / name),
                  "`{}` is a secret and a plain variable at once", name)
          .note(system_.places().key(place_ / "environment" / name), "the other is here")
          .help("keep the secret, and take the other out");
    }
  }

  void secrets() {
    for (const auto& [name, source] : container_.secrets) {
      const std::optional<SecretFault> fault = secret_fault(component_, source, system_);
      if (!fault) continue;
      diags_
          .report(ids::ContainerSecret, system_.places().value(place_ / "secrets" / name), "{}",
                  fault->message)
          .help(fault->help);
    }
  }

  const Component& component_;
  const ContainerService& service_;
  const std::string& name_;
  const Container& container_;
  Place place_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

void check_essential(const Component& component, const ContainerService& service,
                     const ResolvedSystem& system, Diagnostics& diags) {
  const bool any = std::any_of(service.containers.begin(), service.containers.end(),
                               [](const auto& entry) { return entry.second.essential; });
  if (any || service.containers.empty()) return;
  diags
      .report(ids::NoEssential, system.at(component, "containers"),
              "no container of the task is essential, so it would never be seen to fail")
      .help("leave out `essential: false` at the container that does the work");
}

// The containers of a task share its interface or its host's, and so its ports.
void check_ports(const Component& component, const ContainerService& service,
                 const ResolvedSystem& system, Diagnostics& diags) {
  struct Taker {
    Span at;
    int port = 0;
    std::string name;
  };
  std::vector<Taker> takers;
  const bool bridge = service.network == ContainerNetwork::Bridge;
  const char* field = bridge ? "host_port" : "port";
  for (const auto& [name, container] : service.containers) {
    const std::optional<int> port = bridge ? container.host_port : container.port;
    const Place place = component.place / "containers" / name / field;
    if (port) takers.push_back({system.places().value(place), *port, name});
  }
  // Reported at whatever is written later.
  std::stable_sort(takers.begin(), takers.end(),
                   [](const Taker& a, const Taker& b) { return a.at < b.at; });
  std::map<int, const Taker*> first;
  for (const Taker& taker : takers) {
    const auto [found, fresh] = first.emplace(taker.port, &taker);
    if (fresh) continue;
    diags
        .report(ids::PortTwice, taker.at,
                "containers `{}` and `{}` of one task would both take port {}{}",
                found->second->name, taker.name, taker.port, bridge ? " of the host" : "")
        .note(found->second->at, "the other is here")
        .help(bridge ? "leave `host_port` out at one of them: a free port is taken then"
                     : "let one of them serve on another port");
  }
}

// What is kept for the containers of a task is part of the task's own.
void check_sum(const Component& component, const ContainerService& service,
               const ResolvedSystem& system, Diagnostics& diags) {
  if (!service.memory) return;
  int sum = 0;
  for (const auto& [name, container] : service.containers) {
    sum += container.memory_reservation.value_or(container.memory.value_or(0));
    if (!container.memory || *container.memory <= *service.memory) continue;
    diags
        .report(ids::ContainerMemory,
                system.places().value(component.place / "containers" / name / "memory"),
                "a container of {} MiB has no room in a task of {} MiB", *container.memory,
                *service.memory)
        .note(system.at(component, "memory"), "the task's memory is given here")
        .help("raise the task's `memory`, or lower the container's");
    return;
  }
  if (sum <= *service.memory) return;
  diags
      .report(ids::ContainerMemory, system.at(component, "memory"),
              "{} MiB are kept for the containers of a task of {} MiB", sum, *service.memory)
      .help("raise the task's `memory`, or lower that of its containers");
}

}  // namespace

void check_containers(const Component& component, const ResolvedSystem& system,
                      Diagnostics& diags) {
  const auto& service = component.as<ContainerService>();
  for (const auto& [name, container] : service.containers) {
    ContainerCheck(component, name, container, system, diags).run();
  }
  check_essential(component, service, system, diags);
  check_ports(component, service, system, diags);
  check_sum(component, service, system, diags);
}

}  // namespace btsinfra
