// Which blueprints of a folder are of one system: those that name it. A name mistyped in one of
// them must not make every reference between the files a mistake of its own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "stages/read/document.h"

namespace btsinfra {

struct ReadFile {
  std::string path;
  FileId file = 0;
  Document document;
  std::string system;  // the value of `system:`; empty where it has none
};

// "blueprints/seoul.yaml" -> "seoul".
[[nodiscard]] std::string stem_of(const std::string& path);

// The files of each system, in their order. A group whose files name blueprints that only another
// group of the folder has joins that one, under the name that more of them bear; files without any
// name join the only system there is.
[[nodiscard]] std::map<std::string, std::vector<const ReadFile*>> by_system(
    const std::vector<ReadFile>& files);

}  // namespace btsinfra
