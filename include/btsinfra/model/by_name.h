// A map by name, as settings hold it.
#pragma once

#include <initializer_list>
#include <map>
#include <string>

namespace btsinfra {

// std::map, but what makes, copies and destroys one is compiled once, in src/model/by_name.cpp,
// which lists every T there is: each program would else make it anew for all of them, a twentieth
// of what the headers of the library take to compile.
template <class T>
class ByName : public std::map<std::string, T> {
 public:
  using Map = std::map<std::string, T>;

  ByName();
  ByName(std::initializer_list<typename Map::value_type> entries);
  ByName(const Map& entries);  // NOLINT: the same entries
  ByName(Map&& entries);       // NOLINT
  ByName(const ByName& other);
  ByName(ByName&& other) noexcept;
  ByName& operator=(const ByName& other);
  ByName& operator=(ByName&& other) noexcept;
  ~ByName();
};

}  // namespace btsinfra
