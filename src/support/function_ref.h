// A function that is called while the call it was handed to lasts, and never kept. Where a walk
// takes its visitor as std::function, every lambda that captures more than two words is copied to
// the heap once per level of the walk; this points at the lambda where it stands.
#pragma once

#include <functional>
#include <memory>
#include <type_traits>

namespace btsinfra {

template <class Signature>
class FunctionRef;

template <class Result, class... Arguments>
class FunctionRef<Result(Arguments...)> {
 public:
  template <class Function>
  requires(!std::is_same_v<std::remove_cvref_t<Function>, FunctionRef> &&
           std::is_invocable_r_v<Result, Function&, Arguments...>)
      FunctionRef(Function&& function)  // NOLINT: a lambda is passed where this is taken
      : function_(const_cast<void*>(static_cast<const void*>(std::addressof(function)))),
        call_([](void* target, Arguments... arguments) -> Result {
          return std::invoke(*static_cast<std::remove_reference_t<Function>*>(target),
                             static_cast<Arguments&&>(arguments)...);
        }) {}

  Result operator()(Arguments... arguments) const {
    return call_(function_, static_cast<Arguments&&>(arguments)...);
  }

 private:
  void* function_;
  Result (*call_)(void*, Arguments...);
};

}  // namespace btsinfra
