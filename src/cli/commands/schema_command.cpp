#include "cli/commands/schema_command.h"

#include "stages/read/language_reference.h"
#include "stages/read/schema.h"

namespace btsinfra {

ExitStatus run_schema(SchemaFormat format, const Env& env) {
  env.out << (format == SchemaFormat::Json ? blueprint_schema() : language_reference());
  return ExitStatus::Success;
}

}  // namespace btsinfra
