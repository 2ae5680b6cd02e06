// Paths as they are shown and read: with `/` between their parts.
#pragma once

#include <string>

namespace btsinfra {

// "blueprints" of "blueprints/seoul.yaml", "/" of "/seoul.yaml"; empty where the path has none.
[[nodiscard]] std::string folder_of(const std::string& path);

// The path of what stands in the folder; in none, or in ".", its name.
[[nodiscard]] std::string in_folder(const std::string& folder, const std::string& name);

}  // namespace btsinfra
