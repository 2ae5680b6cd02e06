// Catch2, whichever of its two generations is installed (as far as we use them they differ in their
// include paths only). Tests include this, never catch2 itself.
#pragma once

#if BTSINFRA_CATCH2_V3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
