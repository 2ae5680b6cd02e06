# Installs the build into a prefix of its own, then configures, builds and runs an outside project
# against it. Run by ctest; see tests/CMakeLists.txt for the variables.

file(REMOVE_RECURSE "${WORK_DIR}")
set(prefix "${WORK_DIR}/prefix")

function(run what)
  execute_process(
    COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${what} failed (${status}):\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

run("install" "${CMAKE_COMMAND}" --install "${BUILD_DIR}" --config "${CONFIG}" --prefix "${prefix}")

run("the installed program" "${prefix}/bin/btsinfra" --version)
if(NOT output MATCHES "${VERSION}")
  message(FATAL_ERROR "`btsinfra --version` does not say ${VERSION}:\n${output}")
endif()

# A public header that reaches into src/ or names a third party would not compile for others, but
# only if somebody includes it: so the outside project includes each one.
file(GLOB_RECURSE headers RELATIVE "${prefix}/include" "${prefix}/include/btsinfra/*.h")
set(all "")
foreach(header IN LISTS headers)
  string(APPEND all "#include <${header}>\n")
endforeach()
file(WRITE "${WORK_DIR}/all_headers.h" "${all}")

# An outside project of an instrumented library is instrumented the same way.
set(flags "")
if(SANITIZE)
  set(flags "-DCMAKE_CXX_FLAGS=-fsanitize=${SANITIZE}")
endif()

run("configuring the outside project"
    "${CMAKE_COMMAND}" -S "${CONSUMER_DIR}" -B "${WORK_DIR}/build" -G "${GENERATOR}"
    "-DCMAKE_BUILD_TYPE=${CONFIG}" "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}"
    "-DCMAKE_TOOLCHAIN_FILE=${TOOLCHAIN}" "-DCMAKE_PREFIX_PATH=${prefix};${PREFIX_PATH}"
    "-DBTSINFRA_WANTED_VERSION=${VERSION}" "-DALL_HEADERS_DIR=${WORK_DIR}"
    ${flags})
run("building the outside project" "${CMAKE_COMMAND}" --build "${WORK_DIR}/build")
run("the outside program" "${WORK_DIR}/build/consumer" build -o "${WORK_DIR}/templates")
if(NOT EXISTS "${WORK_DIR}/templates/consumer/seoul/network.yaml")
  message(FATAL_ERROR "the outside program wrote no templates")
endif()
