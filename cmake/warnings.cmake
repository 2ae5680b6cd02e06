# Warnings for our own targets. They are PRIVATE, so whoever embeds us keeps their own, and they are
# errors only for developers (BTSINFRA_DEVELOPER): a new compiler must not break a user's build.
function(btsinfra_target_warnings target)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    return()
  endif()
  target_compile_options(
    ${target}
    PRIVATE -Wall
            -Wextra
            -Wpedantic
            -Wcast-align
            -Wcast-qual
            -Wconversion
            -Wextra-semi
            -Wformat=2
            -Wnon-virtual-dtor
            -Wold-style-cast
            -Woverloaded-virtual
            -Wredundant-decls
            -Wundef)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Plain -Wshadow of GCC objects to a parameter named like a public member, too.
    target_compile_options(
      ${target} PRIVATE -Wshadow=local -Wduplicated-branches -Wduplicated-cond -Wlogical-op)
    if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      # GCC 12 sees overlapping copies in `"x" + string` (its bug 105329).
      target_compile_options(${target} PRIVATE -Wno-restrict)
    endif()
    if(BTSINFRA_SANITIZE)
      # The checks that sanitizers insert hide initialisations from this warning.
      target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
    endif()
  else()
    target_compile_options(${target} PRIVATE -Wshadow)
  endif()
  if(BTSINFRA_DEVELOPER)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
