#include "stages/read/load.h"

#include <filesystem>
#include <fstream>

#include "support/catch.h"
#include "support/temporary_folder.h"

namespace btsinfra {
namespace {

namespace fs = std::filesystem;

std::string blueprint(const std::string& system) {
  return "blueprint: 1\nsystem: " + system + "\nregion: ap-northeast-2\n";
}

// "bts: a.yaml, b.yaml; …" and the ids of all findings, or what failed outside.
std::string loaded(const FileSystem& files, const std::vector<std::string>& paths) {
  SourceMap sources;
  Diagnostics diags;
  LoadResult result = load_systems(files, paths, sources, diags);
  if (!result.io_error.empty()) return result.io_error;
  std::string text;
  for (const LoadedSystem& system : result.systems) {
    text += (text.empty() ? "" : "; ") + system.system.name + ":";
    for (const std::string& file : system.files) text += " " + file;
  }
  for (const Diagnostic& finding : diags.all()) text += " " + id_text(finding.id);
  return text;
}

TEST_CASE("which blueprints make a system", "[stages][load]") {
  MemoryFileSystem disk({{"b/seoul.yaml", blueprint("bts")},
                         {"b/virginia.yml", blueprint("bts")},
                         {"b/shop.yaml", blueprint("shop")},
                         {"b/notes.txt", blueprint("bts")},
                         {"b/other.yaml", "a: 1\n"},
                         {"b/broken.yaml", "a: [\n---\n"},
                         {"b/deeper/tokyo.yaml", blueprint("bts")},
                         {"c/nameless.yaml", "blueprint: 1\nregion: us-east-1\n"},
                         {"d/readme.md", "nothing\n"},
                         {"seoul.yaml", blueprint("top")}});
  struct Row {
    std::vector<std::string> paths;
    const char* loaded;
  };
  const Row rows[] = {
      {{"b"}, "bts: b/seoul.yaml b/virginia.yml; shop: b/shop.yaml"},
      {{"b/"}, "bts: b/seoul.yaml b/virginia.yml; shop: b/shop.yaml"},
      {{"b", "b"}, "bts: b/seoul.yaml b/virginia.yml; shop: b/shop.yaml"},
      {{"b/virginia.yml"}, "bts: b/seoul.yaml b/virginia.yml"},
      {{"b/seoul.yaml", "b/virginia.yml"}, "bts: b/seoul.yaml b/virginia.yml"},
      {{"b/shop.yaml"}, "shop: b/shop.yaml"},
      {{"b/shop.yaml", "b"}, "bts: b/seoul.yaml b/virginia.yml; shop: b/shop.yaml"},
      {{"b/deeper"}, "bts: b/deeper/tokyo.yaml"},
      {{"seoul.yaml"}, "top: seoul.yaml"},
      // What was named is read, whatever it looks like.
      {{"b/other.yaml"}, ": b/other.yaml BTS1020"},
      {{"b/broken.yaml"}, " BTS1004"},
      {{"c"}, ": c/nameless.yaml"},
      {{"d"}, " BTS1041"},
      {{"e"}, "cannot find `e`"},
      {{"b/nothing.yaml"}, "cannot find `b/nothing.yaml`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.paths);
    CHECK(loaded(disk, row.paths) == row.loaded);
  }
}

TEST_CASE("nothing outside the folder is read", "[stages][load]") {
  TemporaryFolder folder;
  const fs::path inside = fs::path(folder.path()) / "in";
  const fs::path outside = fs::path(folder.path()) / "out";
  fs::create_directories(inside);
  fs::create_directories(outside);
  std::ofstream(outside / "secret.yaml") << blueprint("secret");
  std::ofstream(inside / "real.yaml") << blueprint("bts");
  fs::create_symlink("real.yaml", inside / "twin.yaml");
  CHECK(loaded(RealFileSystem{}, {inside.string()}) ==
        "bts: " + (inside / "real.yaml").string() + " " + (inside / "twin.yaml").string());

  fs::create_symlink(outside / "secret.yaml", inside / "link.yaml");
  const std::string found = loaded(RealFileSystem{}, {inside.string()});
  CHECK(found.ends_with(" BTS1040"));
  CHECK(found.find("secret") == std::string::npos);
}

TEST_CASE("a file that cannot be read", "[stages][load]") {
  TemporaryFolder folder;
  fs::create_symlink("nowhere.yaml", fs::path(folder.path()) / "dangling.yaml");
  CHECK(loaded(RealFileSystem{}, {folder.path()}) == " BTS1040");
}

}  // namespace
}  // namespace btsinfra
