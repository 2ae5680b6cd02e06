// The typed model: what both front ends (YAML and C++) produce and every later stage reads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "btsinfra/model/by_name.h"
#include "btsinfra/model/scenario.h"
#include "btsinfra/model/suppression.h"
#include "btsinfra/services/accelerator.h"
#include "btsinfra/services/alarm.h"
#include "btsinfra/services/bucket.h"
#include "btsinfra/services/cache.h"
#include "btsinfra/services/certificate.h"
#include "btsinfra/services/cluster.h"
#include "btsinfra/services/compute.h"
#include "btsinfra/services/container_service.h"
#include "btsinfra/services/database.h"
#include "btsinfra/services/distribution.h"
#include "btsinfra/services/dns_health_check.h"
#include "btsinfra/services/dns_record.h"
#include "btsinfra/services/encryption_key.h"
#include "btsinfra/services/event_rule.h"
#include "btsinfra/services/function.h"
#include "btsinfra/services/hosted_zone.h"
#include "btsinfra/services/job_template.h"
#include "btsinfra/services/load_balancer.h"
#include "btsinfra/services/network.h"
#include "btsinfra/services/parameters.h"
#include "btsinfra/services/peering.h"
#include "btsinfra/services/raw.h"
#include "btsinfra/services/repository.h"
#include "btsinfra/services/secret.h"
#include "btsinfra/services/topic.h"
#include "btsinfra/services/web_acl.h"
#include "btsinfra/types/region.h"

namespace btsinfra {

struct Blueprint {
  int version = 0;  // of the language: 1
  std::string system{};
  std::string name{};  // none: the file's stem
  std::optional<Region> region{};
  std::string description{};
  Tags tags{};  // on everything that takes tags
  ByName<Parameter> parameters{};
  std::optional<Network> network{};
#define BTS_KIND(key, Settings, Behaviour) ByName<Settings> key{};
#include "btsinfra/services/services.def"
#undef BTS_KIND
  ByName<RawResource> resources{};
  ByName<Override> overrides{};
  ByName<Scenario> scenarios{};
  std::vector<Suppression> ignore{};

  bool operator==(const Blueprint&) const = default;
};

// All blueprints of one folder that bear the same system name, in the order of their names.
struct System {
  std::string name;
  std::vector<Blueprint> blueprints;
};

}  // namespace btsinfra
