// For std::visit: one lambda per alternative, and a missing one does not compile.
#pragma once

namespace btsinfra {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace btsinfra
