// compile_facts <facts folder> <source file>: run by the build, on the machine that builds.
#include <cstdio>
#include <string>

#include "cfn/schema/compiler/facts_reader.h"
#include "cfn/schema/compiler/table_writer.h"
#include "support/file_system.h"

namespace {

constexpr std::size_t largest_file = 16U << 20U;

int fail(const std::string& text) {
  std::fprintf(stderr, "compile_facts: %s\n", text.c_str());
  return 1;
}

int compile(const std::string& folder, const std::string& out) {
  btsinfra::RealFileSystem files;
  const auto names = files.list(folder);
  if (!names) return fail(names.error.text);
  btsinfra::cfn::schema::Facts facts;
  for (const std::string& name : *names.value) {
    if (!name.ends_with(".txt")) continue;
    std::string path = folder;
    path.append("/").append(name);
    const auto text = files.read(path, largest_file);
    if (!text) return fail(text.error.text);
    if (const auto error = read_facts(path, *text.value, facts)) return fail(*error);
  }
  if (const auto error = find_dangling(facts)) return fail(*error);
  if (const auto error = files.write_file_atomically(out, write_tables(facts))) return fail(*error);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return fail("usage: compile_facts <facts folder> <source file>");
  return compile(arguments[1], arguments[2]);
}
