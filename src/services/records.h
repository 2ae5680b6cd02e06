// What the field tables say of the settings structs beside their fields: how the names in a map of
// them are formed, and which kind a Ref to one names. Every fields.cpp includes this.
#pragma once

#include "btsinfra/model/scenario.h"
#include "btsinfra/model/suppression.h"
#include "btsinfra/services/common.h"
#include "btsinfra/services/forward.h"
#include "btsinfra/services/network.h"
#include "btsinfra/services/parameters.h"
#include "btsinfra/services/raw.h"
#include "btsinfra/types/date.h"
#include "btsinfra/types/region.h"

#include "model/fields.h"

namespace btsinfra::fields {

#define BTS_KIND(key, Settings, Behaviour)                                \
  template <>                                                             \
  inline constexpr NameForm name_form_of<Settings> = NameForm::Component; \
  template <>                                                             \
  inline constexpr std::string_view kind_key<Settings> = #key;            \
  template <>                                                             \
  const Type& type_of<Settings>();
#include "btsinfra/services/services.def"
#undef BTS_KIND

template <>
inline constexpr NameForm name_form_of<SubnetTier> = NameForm::Component;
template <>
inline constexpr NameForm name_form_of<Parameter> = NameForm::Logical;
template <>
inline constexpr NameForm name_form_of<RawResource> = NameForm::Logical;
template <>
inline constexpr NameForm name_form_of<Override> = NameForm::Logical;
template <>
inline constexpr NameForm name_form_of<Scenario> = NameForm::Stack;
template <>
inline constexpr std::string_view kind_key<SubnetTier> = "subnets";

// Names of all regions, for near names.
[[nodiscard]] std::span<const std::string_view> region_names();

// Records and scalars that several services use (common_fields.cpp, network/, parameters/, raw/).
template <>
const Type& type_of<Blueprint>();
template <>
const Type& type_of<Scenario>();
template <>
const Type& type_of<Suppression>();
template <>
const Type& type_of<Network>();
template <>
const Type& type_of<SubnetTier>();
template <>
const Type& type_of<Parameter>();
template <>
const Type& type_of<RawResource>();
template <>
const Type& type_of<Override>();
template <>
const Type& type_of<ComponentOptions>();
template <>
const Type& type_of<AllowRule>();
template <>
const Type& type_of<Source>();
template <>
const Type& type_of<PortRange>();
template <>
const Type& type_of<Volume>();
template <>
const Type& type_of<Layer>();
template <>
const Type& type_of<Cidr>();
template <>
const Type& type_of<Date>();
template <>
const Type& type_of<Region>();

}  // namespace btsinfra::fields
