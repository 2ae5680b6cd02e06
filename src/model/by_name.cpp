#include "btsinfra/model/by_name.h"

#include <utility>

#include "btsinfra/model/blueprint.h"

namespace btsinfra {

template <class T>
ByName<T>::ByName() = default;
template <class T>
ByName<T>::ByName(std::initializer_list<typename Map::value_type> entries) : Map(entries) {}
template <class T>
ByName<T>::ByName(const Map& entries) : Map(entries) {}
template <class T>
ByName<T>::ByName(Map&& entries) : Map(std::move(entries)) {}
template <class T>
ByName<T>::ByName(const ByName& other) = default;
template <class T>
ByName<T>::ByName(ByName&& other) noexcept = default;
template <class T>
ByName<T>& ByName<T>::operator=(const ByName& other) = default;
template <class T>
ByName<T>& ByName<T>::operator=(ByName&& other) noexcept = default;
template <class T>
ByName<T>::~ByName() = default;

// What blueprints hold.
template class ByName<Override>;
template class ByName<Parameter>;
template class ByName<RawResource>;
template class ByName<Scenario>;
#define BTS_KIND(key, Settings, Behaviour) template class ByName<Settings>;
#include "btsinfra/services/services.def"
#undef BTS_KIND

// What settings hold.
template class ByName<std::string>;
template class ByName<Late<std::string>>;
template class ByName<Text>;
template class ByName<CacheRules>;
template class ByName<Container>;
template class ByName<EndpointGroup>;
template class ByName<ErrorPage>;
template class ByName<HeaderRules>;
template class ByName<Origin>;
template class ByName<RateLimit>;
template class ByName<RuleAction>;
template class ByName<SubnetTier>;

}  // namespace btsinfra
