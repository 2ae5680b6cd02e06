#include "services/given_text.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "btsinfra/services/cache.h"

#include "diag/ids/caches.h"
#include "diag/ids/compute.h"
#include "diag/ids/names_and_addresses.h"
#include "services/kind.h"

namespace btsinfra {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '.';
}

// "AKIA" and 16 capitals or digits: a long-lived access key. Empty: there is none.
std::string_view access_key_in(std::string_view text) {
  constexpr std::size_t rest = 16;
  for (std::size_t at = text.find("AKIA"); at != std::string_view::npos;
       at = text.find("AKIA", at + 1)) {
    const std::string_view digits = text.substr(at + 4, rest);
    const bool all = std::all_of(digits.begin(), digits.end(),
                                 [](char c) { return (c >= 'A' && c <= 'Z') || is_digit(c); });
    if (digits.size() == rest && all) return text.substr(at, rest + 4);
  }
  return {};
}

// 40 characters of base64 behind the name that the tools of AWS know them by.
std::string_view secret_key_in(std::string_view text) {
  constexpr std::size_t length = 40;
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::string_view name = "aws_secret_access_key";
  constexpr std::string_view between = " =:\"'";
  for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
    const std::size_t begin = text.find_first_not_of(between, at + name.size());
    if (begin == std::string_view::npos) return {};
    std::size_t end = begin;
    while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 ||
                                 text[end] == '/' || text[end] == '+')) {
      ++end;
    }
    if (end - begin == length) return text.substr(begin, length);
  }
  return {};
}

// The first host that ends so; empty: there is none.
std::string_view host_in(std::string_view text, std::string_view ending) {
  const std::size_t at = text.find(ending);
  if (at == std::string_view::npos) return {};
  std::size_t begin = at;
  while (begin > 0 && is_host_character(text[begin - 1])) --begin;
  // An instance's host has its name, letters that AWS drew and the region before that; a service's
  // own name has not (monitoring.rds.amazonaws.com).
  const std::string_view before = text.substr(begin, at - begin);
  if (std::count(before.begin(), before.end(), '.') < 2) return {};
  return text.substr(begin, at + ending.size() - begin);
}

// "bts-redis-001.…": ElastiCache numbers the nodes of a replication group.
bool is_node(std::string_view host) {
  const std::string_view label = host.substr(0, host.find('.'));
  constexpr std::size_t number = 4;  // "-001"
  if (label.size() <= number) return false;
  const std::string_view end = label.substr(label.size() - number);
  return end[0] == '-' && std::all_of(end.begin() + 1, end.end(), is_digit);
}

// "i-" and 17 hexadecimal digits, as a word.
std::string_view instance_id_in(std::string_view text) {
  constexpr std::size_t digits = 17;
  for (std::size_t at = text.find("i-"); at != std::string_view::npos;
       at = text.find("i-", at + 1)) {
    if (at > 0 && is_host_character(text[at - 1])) continue;
    const std::string_view id = text.substr(at, digits + 2);
    const bool hex = std::all_of(id.begin() + 2, id.end(),
                                 [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
    const std::size_t end = at + digits + 2;
    const bool ends = end >= text.size() || !is_host_character(text[end]);
    if (id.size() == digits + 2 && hex && ends) return id;
  }
  return {};
}

class TextCheck {
 public:
  TextCheck(const Component& component, const Text& text, const Place& place,
            const ResolvedSystem& system, Diagnostics& diags)
      : component_(component), text_(text), place_(place), system_(system), diags_(diags) {}

  void run() {
    for (const Text::Part& part : text_.parts()) {
      const auto* words = std::get_if<std::string>(&part);
      if (words == nullptr) continue;
      if (credentials(*words)) return;
      hosts(*words);
      if (const std::string_view id = instance_id_in(*words); !id.empty()) {
        diags_
            .report(ids::InstanceWritten, at(id),
                    "`{}` names one instance, which no other deployment of this has", id)
            .help(
                "find instances by a tag; a function that starts or stops bastions names them in "
                "`starts` or `stops`");
      }
    }
    buckets();
    plain_caches();
    not_granted();
  }

 private:
  [[nodiscard]] Span here() const { return system_.places().value(place_); }
  // Where the words stand in the text; the whole of it where that cannot be told.
  [[nodiscard]] Span at(std::string_view words) const {
    const Span found = system_.places().words(place_, words);
    return found.known() ? found : here();
  }

  bool credentials(const std::string& words) {
    const bool private_key = words.find("PRIVATE KEY-----") != std::string::npos;
    const std::string_view key_id = access_key_in(words);
    const std::string_view secret_key = secret_key_in(words);
    const bool secret_first =
        !secret_key.empty() && (key_id.empty() || secret_key.data() < key_id.data());
    const std::string_view access_key = secret_first ? secret_key : key_id;
    if (!private_key && access_key.empty()) return false;
    diags_
        .report(ids::CredentialInText, at(private_key ? "PRIVATE KEY" : access_key),
                "{} is written out, where everybody who sees the template or gets onto the machine "
                "can read it",
                private_key ? "a private key" : "an AWS access key")
        .help(private_key
                  ? "to go on from a bastion, use `ssh -J` (ProxyJump) or Session Manager: the "
                    "key then stays at home. Replace this key, it is no longer secret"
                  : "there are credentials of the component's role: grant what it needs with "
                    "`reads` and `writes`. Delete this key, it is no longer secret");
    return true;
  }

  void hosts(const std::string& words) {
    const std::string_view cache = host_in(words, ".cache.amazonaws.com");
    const std::string_view database = host_in(words, ".rds.amazonaws.com");
    if (is_node(cache)) {
      diags_
          .report(ids::NodeWritten, at(cache),
                  "`{}` is one node of a cache: once another one is primary it takes no writes",
                  cache)
          .help("use the cache's own address, as `${{ caches.sessions.url }}`");
      return;
    }
    const std::string_view host = cache.empty() ? database : cache;
    if (host.empty()) return;
    diags_
        .report(ids::EndpointWritten, at(host),
                "`{}` is written out: another deployment of this has another host", host)
        .help(cache.empty() ? "use the database's own, as `${{ databases.main.endpoint }}`"
                            : "use the cache's own address, as `${{ caches.sessions.url }}`");
  }

  // A bucket by its name, which the role may not read unless `reads` says so. Those that AWS keeps
  // for everybody are meant.
  void buckets() {
    constexpr std::string_view scheme = "s3://";
    for (const Text::Part& part : text_.parts()) {
      const auto* words = std::get_if<std::string>(&part);
      const std::size_t at = words == nullptr ? std::string::npos : words->find(scheme);
      if (at == std::string::npos) continue;
      std::size_t end = at + scheme.size();
      while (end < words->size() && is_host_character((*words)[end])) ++end;
      const std::string name = words->substr(at + scheme.size(), end - at - scheme.size());
      if (name.empty() || name.starts_with("amazon") || name.starts_with("aws-")) continue;
      diags_
          .report(
              ids::BucketWritten, this->at(name),
              "`{}` is written out: another deployment of this has another bucket, and the role "
              "may read what `reads` names",
              name)
          .help("write `reads: [buckets.code]` and `s3://${{ buckets.code.name }}/…`");
      return;
    }
  }

  // `tcp://` or `redis://` in front of the address of a cache that demands TLS.
  void plain_caches() {
    const std::vector<Text::Part>& parts = text_.parts();
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      const auto* words = std::get_if<std::string>(&parts[i]);
      const auto* reference = std::get_if<Reference>(&parts[i + 1]);
      if (words == nullptr || reference == nullptr) continue;
      const bool plain = words->ends_with("tcp://") || words->ends_with("redis://");
      const Component* cache = plain ? system_.target(component_, *reference) : nullptr;
      if (cache == nullptr || cache->kind->key() != "caches") continue;
      if (cache->as<Cache>().transit_encryption != TransitEncryption::Required) continue;
      diags_
          .report(ids::CachePlain, here(), "`{}` speaks TLS only, and this address says `{}`",
                  cache->label(),
                  words->substr(words->rfind(words->ends_with("tcp://") ? "tcp" : "redis")))
          .note(system_.at(*cache, "transit_encryption"), "connections have to be encrypted")
          .help("use its `url`, which has the scheme that fits (`tls://`)");
    }
  }

  // The name of a bucket or secret to a program whose role may not use it.
  void not_granted() {
    const fields::Type& type = component_.kind->type();
    if (!fields::find_field(type, const_cast<void*>(type.defaults()), "reads").field) return;
    std::set<ComponentId> told;
    for (const Text::Part& part : text_.parts()) {
      const auto* reference = std::get_if<Reference>(&part);
      if (reference == nullptr) continue;
      const auto found = system_.lookup(component_.blueprint, reference->path, "");
      const auto* target = std::get_if<ReferenceTarget>(&found);
      if (target == nullptr || target->component->tainted) continue;
      const Component& named = *target->component;
      const Kind& kind = *named.kind;
      const std::optional<Attribute> attribute = target->described();
      if (!attribute || !attribute->granted || may_use(named)) continue;
      if (!told.insert(named.id).second) continue;
      diags_
          .report(ids::NotGranted, system_.places().reference(place_, reference->path),
                  "`{}` is given `{}`, and its role may not read that {}", component_.label(),
                  reference->path, kind.noun())
          .note(system_.at(named), "it is declared here")
          .help(
              "add it to `reads` of `" + component_.label() +
              (kind.access(named, AccessKind::Write, system_).empty() ? "`" : "`, or to `writes`"));
    }
  }

  [[nodiscard]] bool may_use(const Component& named) const {
    const std::size_t own = component_.place.path.keys().size();
    const std::span<const ComponentUse> uses = system_.uses_by(component_);
    return std::any_of(uses.begin(), uses.end(), [&](const ComponentUse& use) {
      const std::string& field = use.place.path.keys()[own];
      return use.used == named.id && (field == "reads" || field == "writes");
    });
  }

  const Component& component_;
  const Text& text_;
  const Place& place_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void check_given_text(const Component& component, const Text& text, const Place& place,
                      const ResolvedSystem& system, Diagnostics& diags) {
  TextCheck(component, text, place, system, diags).run();
}

}  // namespace btsinfra
