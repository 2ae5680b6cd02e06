// What a stage made, as text: for those who work on the compiler.
#pragma once

#include <string>

#include "driver/pipeline.h"

namespace btsinfra {

[[nodiscard]] std::string dump(const CompileResult& result, Stage stage);

}  // namespace btsinfra
