// The memory of the process.
#pragma once

namespace btsinfra {

// To be called once, before much is allocated: some ten megabytes in small pieces will be, as a
// compilation does. Then the heap grows in large steps of large pages; with a page fault for every
// 4 KiB, linting took an eighth longer. A hint to glibc and Linux, and elsewhere nothing.
void expect_small_allocations();

}  // namespace btsinfra
