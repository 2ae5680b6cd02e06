// Handles: what a program holds of a component. A handle is a Ref<Settings>, so that a field which
// wants another kind does not compile, and gives the component's attributes for texts:
//
//   Handle<Database> main = seoul.databases.add("main", {…});
//   "mysql://" + main.endpoint()
//
// A handle is a name, as `${{ seoul.databases.main.endpoint }}` is one in YAML: it is looked up
// when the system is compiled, and need not be there when it is written.
#pragma once

#include <string>
#include <string_view>

#include "btsinfra/model/text.h"
#include "btsinfra/services/forward.h"

namespace btsinfra {

// The key of a blueprint at which components of that kind stand; empty: no kind is made of it.
template <class Settings>
inline constexpr std::string_view component_key = "";
#define BTS_KIND(key, Settings, Behaviour) \
  template <>                              \
  inline constexpr std::string_view component_key<Settings> = #key;
#include "btsinfra/services/services.def"
#undef BTS_KIND
template <>
inline constexpr std::string_view component_key<Parameter> = "parameters";
template <>
inline constexpr std::string_view component_key<RawResource> = "resources";
template <>
inline constexpr std::string_view component_key<Override> = "overrides";
template <>
inline constexpr std::string_view component_key<SubnetTier> = "subnets";

// Not in the handles, of which there are many: the compiler would make them anew for each kind.
namespace detail {

// "seoul.databases.main" of the component of that name under the blueprint's key "databases".
[[nodiscard]] std::string component_path(std::string_view blueprint, std::string_view key,
                                         std::string_view name);
// The reference to the component's attribute of that name.
[[nodiscard]] Reference attribute_of(const Reference& component, std::string_view attribute);

}  // namespace detail

template <class Settings>
class BasicHandle : public Ref<Settings> {
  static_assert(!component_key<Settings>.empty(), "components are not made of this type");

 public:
  BasicHandle(std::string_view blueprint, std::string_view name)
      : Ref<Settings>(detail::component_path(blueprint, component_key<Settings>, name)) {}

  // The value of an attribute by its name, for kinds whose attributes are open: of a resource of
  // CloudFormation's, what Fn::GetAtt gives.
  [[nodiscard]] Reference attribute(std::string_view name) const {
    return detail::attribute_of(this->target(), name);
  }
};

template <class Settings>
class Handle : public BasicHandle<Settings> {
 public:
  using BasicHandle<Settings>::BasicHandle;
};

#define BTS_ATTRIBUTE(name) \
  [[nodiscard]] Reference name() const { return attribute(#name); }
#define BTS_HANDLE(Settings, attributes_of_kind)          \
  template <>                                             \
  class Handle<Settings> : public BasicHandle<Settings> { \
   public:                                                \
    using BasicHandle<Settings>::BasicHandle;             \
    attributes_of_kind                                    \
  };
#include "btsinfra/program/attributes.def"
#undef BTS_HANDLE
#undef BTS_ATTRIBUTE

// What another blueprint of the system has, or will have: ref<Database>("seoul", "main").
template <class Settings>
[[nodiscard]] Handle<Settings> ref(std::string_view blueprint, std::string_view name) {
  return Handle<Settings>(blueprint, name);
}

}  // namespace btsinfra
