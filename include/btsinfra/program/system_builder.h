// A system as a program writes it: blueprints that name each other's components.
#pragma once

#include <list>
#include <string>

#include "btsinfra/program/blueprint_builder.h"
#include "btsinfra/program/source_line.h"
#include "btsinfra/types/region.h"

namespace btsinfra {

class SystemBuilder {
 public:
  explicit SystemBuilder(std::string name);
  SystemBuilder(SystemBuilder&& other) noexcept;
  SystemBuilder& operator=(SystemBuilder&& other) noexcept;
  ~SystemBuilder();

  // References to blueprints stay good when the system is moved.
  BlueprintBuilder& blueprint(std::string name, Region region,
                              SourceLine at = SourceLine::current());

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::list<BlueprintBuilder>& blueprints() const { return blueprints_; }

 private:
  std::string name_;
  std::list<BlueprintBuilder> blueprints_;
};

}  // namespace btsinfra
