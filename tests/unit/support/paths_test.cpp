#include "support/paths.h"

#include "support/catch.h"

namespace btsinfra {
namespace {

TEST_CASE("the folder of a path", "[support]") {
  CHECK(folder_of("blueprints/seoul.yaml") == "blueprints");
  CHECK(folder_of("/srv/blueprints/seoul.yaml") == "/srv/blueprints");
  CHECK(folder_of("/seoul.yaml") == "/");
  CHECK(folder_of("seoul.yaml") == "");
}

TEST_CASE("what stands in a folder", "[support]") {
  CHECK(in_folder("blueprints", "seoul.yaml") == "blueprints/seoul.yaml");
  CHECK(in_folder("/", "seoul.yaml") == "/seoul.yaml");
  CHECK(in_folder(".", "seoul.yaml") == "seoul.yaml");
  CHECK(in_folder("", "seoul.yaml") == "seoul.yaml");
}

}  // namespace
}  // namespace btsinfra
