# Compiles schemas/cloudformation/facts into btsinfra_cfn: a program of the build turns the text into
# one source of constant arrays. Include this after the layers.
#
# The program runs on the machine that builds. Cross-compiling needs CMAKE_CROSSCOMPILING_EMULATOR,
# which add_custom_command uses by itself.

set(facts_folder "${PROJECT_SOURCE_DIR}/schemas/cloudformation/facts")
set(facts_tables "${PROJECT_BINARY_DIR}/generated/cfn/schema/tables.cpp")
file(GLOB facts CONFIGURE_DEPENDS "${facts_folder}/*.txt")
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/generated/cfn/schema")

# A library of its own, so that tests can call it; the layer, which finds all sources below its
# folder, must not need what it is made with.
file(GLOB facts_compiler_sources CONFIGURE_DEPENDS
     "${PROJECT_SOURCE_DIR}/src/cfn/schema/compiler/*.cpp")
get_target_property(cfn_sources btsinfra_cfn SOURCES)
list(REMOVE_ITEM cfn_sources ${facts_compiler_sources})
set_target_properties(btsinfra_cfn PROPERTIES SOURCES "${cfn_sources}")
list(FILTER facts_compiler_sources EXCLUDE REGEX "/compile_facts\\.cpp$")

add_library(btsinfra_facts_compiler STATIC ${facts_compiler_sources})
target_link_libraries(btsinfra_facts_compiler PUBLIC btsinfra_support)
btsinfra_target_warnings(btsinfra_facts_compiler)

add_executable(compile_facts src/cfn/schema/compiler/compile_facts.cpp)
target_link_libraries(compile_facts PRIVATE btsinfra_facts_compiler)
btsinfra_target_warnings(compile_facts)

add_custom_command(
  OUTPUT "${facts_tables}"
  COMMAND compile_facts "${facts_folder}" "${facts_tables}"
  DEPENDS compile_facts ${facts}
  COMMENT "Compiling the facts about CloudFormation resource types"
  VERBATIM)
set_source_files_properties(
  "${facts_tables}"
  PROPERTIES SKIP_PRECOMPILE_HEADERS ON # it includes one header
             SKIP_LINTING ON
             COMPILE_OPTIONS "$<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-w>")
target_sources(btsinfra_cfn PRIVATE "${facts_tables}")
