#include "support/heap.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#if defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace btsinfra {

void expect_small_allocations() {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  constexpr std::size_t growth = std::size_t{32} * 1024 * 1024;
  constexpr std::size_t large_page = std::size_t{2} * 1024 * 1024;
  // More than is free of what the heap begins with, less than what is mapped by itself.
  constexpr std::size_t piece = std::size_t{120} * 1024;
  mallopt(M_TOP_PAD, static_cast<int>(growth));
  mallopt(M_TRIM_THRESHOLD, static_cast<int>(2 * growth));
  const auto before = reinterpret_cast<std::uintptr_t>(sbrk(0));
  void* volatile first = std::malloc(piece);
  void* volatile second = std::malloc(piece);
  const auto after = reinterpret_cast<std::uintptr_t>(sbrk(0));
  std::free(second);
  std::free(first);
  const std::uintptr_t begin = (before + large_page - 1) / large_page * large_page;
  if (begin < after) madvise(reinterpret_cast<void*>(begin), after - begin, MADV_HUGEPAGE);
#endif
}

}  // namespace btsinfra
