// What a generated secret holds before its value is put in.
#pragma once

#include <map>
#include <string>

namespace btsinfra {

// {"username":"BTS_admin"}
[[nodiscard]] std::string secret_template(const std::map<std::string, std::string>& values);

}  // namespace btsinfra
