#include "support/file_system.h"

#include <filesystem>
#include <fstream>
#include <memory>

#include <sys/stat.h>
#include <unistd.h>

#include "support/catch.h"
#include "support/temporary_folder.h"

namespace btsinfra {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

TEST_CASE("both file systems answer alike", "[support][file_system]") {
  const TemporaryFolder folder;
  const bool real = GENERATE(false, true);
  CAPTURE(real);
  const std::string base = real ? folder.path() : "/memory";
  std::unique_ptr<FileSystem> files;
  if (real) {
    files = std::make_unique<RealFileSystem>();
  } else {
    files = std::make_unique<MemoryFileSystem>();
  }
  const std::string out = base + "/a/out";

  CHECK_FALSE(files->exists(out));
  CHECK(files->list(out).error.kind == FileError::Kind::NotFound);
  CHECK(files->read(out + "/x", 10).error.text ==
        "cannot read `" + out + "/x`: No such file or directory");

  REQUIRE(files->replace_directory(out, {{"m.json", "{}"}, {"b/2.yaml", "2"}, {"b/1.yaml", "1"}},
                                   {}) == std::nullopt);
  CHECK(files->is_directory(out));
  CHECK(files->is_directory(out + "/b/"));
  CHECK_FALSE(files->is_directory(out + "/m.json"));
  CHECK(files->exists(out + "/b/1.yaml"));
  CHECK(files->list(out).value == Names{"b", "m.json"});
  CHECK(files->list_tree(out).value == Names{"b/1.yaml", "b/2.yaml", "m.json"});
  CHECK(files->list_tree(out + "/").value == Names{"b/1.yaml", "b/2.yaml", "m.json"});
  CHECK(files->read(out + "/b/2.yaml", 1).value == "2");
  CHECK(files->read(out + "/m.json", 2).value == "{}");
  CHECK(files->read(out + "/m.json", 1).error.kind == FileError::Kind::TooLarge);
  CHECK_FALSE(files->read(out + "/b", 10));
  CHECK(files->list(base + "/a").value == Names{"out"});

  SECTION("a second build replaces the first whole") {
    CHECK(files->replace_directory(out, {{"m.json", "{1}"}}, {"b/1.yaml", "b/2.yaml"}) ==
          std::nullopt);
    CHECK(files->list_tree(out).value == Names{"m.json"});
    CHECK(files->read(out + "/m.json", 10).value == "{1}");
    CHECK(files->list(base + "/a").value == Names{"out"});
  }
  SECTION("a file of somebody else's is not destroyed") {
    REQUIRE_FALSE(files->write_file_atomically(out + "/notes.txt", "mine"));
    const auto error = files->replace_directory(out, {{"m.json", "x"}}, {"b/1.yaml", "b/2.yaml"});
    CHECK(error == "cannot replace `" + out + "`: it holds `notes.txt`, which is not ours");
    CHECK(files->read(out + "/m.json", 10).value == "{}");
    CHECK(files->list(base + "/a").value == Names{"out"});
  }
  SECTION("a file in the folder's place stays") {
    CHECK(files->replace_directory(out + "/m.json", {{"x", "x"}}, {}));
    CHECK(files->read(out + "/m.json", 10).value == "{}");
  }
  SECTION("one file") {
    CHECK_FALSE(files->write_file_atomically(out + "/m.json", "new"));
    CHECK(files->read(out + "/m.json", 10).value == "new");
    CHECK_FALSE(files->write_file_atomically(out + "/other", ""));
    CHECK(files->read(out + "/other", 0).value == "");
    CHECK(files->list(out).value == Names{"b", "m.json", "other"});
  }
  SECTION("inside or not") {
    CHECK(files->inside(out, out + "/b/1.yaml"));
    CHECK(files->inside(out, out));
    CHECK(files->inside(out, out + "/b/../m.json"));
    CHECK(files->inside(out, out + "/not/there"));
    CHECK_FALSE(files->inside(out, out + "/../x"));
    CHECK_FALSE(files->inside(out, base + "/a/outer"));
    CHECK_FALSE(files->inside(out + "/b", out + "/m.json"));
  }
}

TEST_CASE("the memory file system takes relative paths and can fail", "[support][file_system]") {
  MemoryFileSystem files({{"./blueprints/seoul.yaml", "a"}, {"/etc/passwd", "b"}});
  CHECK(files.read("blueprints/../blueprints/seoul.yaml", 9).value == "a");
  CHECK(files.list(".").value == Names{"blueprints"});
  CHECK(files.list("/").value == Names{"etc"});
  CHECK(files.inside(".", "blueprints/seoul.yaml"));
  CHECK_FALSE(files.inside(".", "/etc/passwd"));
  CHECK_FALSE(files.inside(".", "../x"));
  files.fail_writes("disk full");
  CHECK(files.replace_directory("out", {{"a", "b"}}, {}) == "disk full");
  CHECK(files.write_file_atomically("a", "b") == "disk full");
  CHECK(files.files().size() == 2);
}

TEST_CASE("what is no regular file is not read", "[support][file_system]") {
  const TemporaryFolder folder;
  const RealFileSystem files;
  const std::string pipe = folder.path() + "/pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(files.read(pipe, 10).error.text == "cannot read `" + pipe + "`: not a regular file");
  CHECK_FALSE(files.read("/dev/zero", 10));
  CHECK_FALSE(files.read(folder.path(), 10));
}

TEST_CASE("links that leave the folder are seen", "[support][file_system]") {
  const TemporaryFolder folder;
  const RealFileSystem files;
  const std::string in = folder.path() + "/in";
  fs::create_directories(in + "/deep");
  fs::create_directories(folder.path() + "/out");
  std::ofstream(folder.path() + "/out/secret") << "x";
  fs::create_symlink("../out", in + "/door");
  fs::create_symlink("deep", in + "/alias");
  fs::create_symlink(in, folder.path() + "/in_link");
  CHECK_FALSE(files.inside(in, in + "/door/secret"));
  CHECK_FALSE(files.inside(in, in + "/door"));
  CHECK(files.inside(in, in + "/alias/x"));
  CHECK(files.inside(folder.path() + "/in_link", in + "/deep"));
  CHECK(files.inside(in, folder.path() + "/in_link/deep"));
  CHECK(files.list_tree(in).value == Names{"alias", "door"});
}

}  // namespace
}  // namespace btsinfra
