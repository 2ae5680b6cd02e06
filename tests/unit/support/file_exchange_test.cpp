#include "support/file_exchange.h"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/catch.h"
#include "support/file_system.h"
#include "support/temporary_folder.h"

namespace btsinfra {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

// A build whose files all say who made it, so that a mixture shows.
FileSet build_of(const std::string& maker) {
  FileSet files;
  for (int i = 0; i < 12; ++i)
    files["part" + std::to_string(i % 3) + "/" + std::to_string(i)] = maker;
  return files;
}

// The maker of all files of a whole build, "" where it is a mixture or not whole.
std::string maker_of(const std::string& path) {
  const RealFileSystem files;
  const auto names = files.list_tree(path);
  if (!names || names.value->size() != 12) return "";
  std::string maker;
  for (const std::string& name : *names.value) {
    const auto content = files.read(path + "/" + name, 100);
    if (!content || (!maker.empty() && *content.value != maker)) return "";
    maker = *content.value;
  }
  return maker;
}

// Runs in a child process, which ends without Catch2 noticing.
template <class Body>
pid_t in_child(Body body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body() ? 0 : 1);
  return child;
}

bool succeeded(pid_t child) {
  int status = 0;
  return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_CASE("runs at the same time leave one whole build", "[support][file_exchange]") {
  const ExchangeMethod method = GENERATE(ExchangeMethod::OneStep, ExchangeMethod::TwoSteps);
  const TemporaryFolder folder;
  const std::string out = folder.path() + "/new/out";
  std::vector<pid_t> children;
  for (int i = 0; i < 6; ++i) {
    children.push_back(in_child([&] {
      for (int round = 0; round < 25; ++round) {
        const FileSet files = build_of("maker" + std::to_string(i));
        if (exchange_directory(out, files, method)) return false;
        if (method == ExchangeMethod::TwoSteps) continue;
        // From the first build on it is always there.
        if (!fs::is_directory(out)) return false;
        if (RealFileSystem().replace_directory(out, files, {})) return false;
      }
      return true;
    }));
  }
  for (const pid_t child : children) CHECK(succeeded(child));
  CHECK(maker_of(out).starts_with("maker"));
  CHECK(RealFileSystem().list(folder.path() + "/new").value == Names{"out"});
}

TEST_CASE("a killed run harms nothing and the next one tidies up", "[support][file_exchange]") {
  const TemporaryFolder folder;
  const std::string out = folder.path() + "/out";
  REQUIRE_FALSE(exchange_directory(out, build_of("first")));
  for (unsigned round = 0; round < 30; ++round) {
    const pid_t child = in_child([&] {
      while (!exchange_directory(out, build_of("killed"))) {
      }
      return false;
    });
    ::usleep(500 + round * 371);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    CAPTURE(round);
    CHECK_FALSE(maker_of(out).empty());
  }
  // One leftover for certain, however the timing was.
  fs::create_directories(folder.path() + "/" + std::string(temporary_prefix) + "left/deep");
  std::ofstream(folder.path() + "/" + std::string(temporary_prefix) + "file") << "x";
  REQUIRE_FALSE(exchange_directory(out, build_of("last")));
  CHECK(maker_of(out) == "last");
  CHECK(RealFileSystem().list(folder.path()).value == Names{"out"});
}

TEST_CASE("the work of a living run is not tidied up", "[support][file_exchange]") {
  const TemporaryFolder folder;
  const std::string living = folder.path() + "/" + std::string(temporary_prefix) + "living";
  fs::create_directories(living);
  {
    const FileHandle owner(::open(living.c_str(), O_RDONLY | O_DIRECTORY));
    REQUIRE(::flock(owner.get(), LOCK_EX | LOCK_NB) == 0);
    REQUIRE_FALSE(exchange_directory(folder.path() + "/out", build_of("a")));
    CHECK(fs::exists(living));
  }
  REQUIRE_FALSE(exchange_directory(folder.path() + "/out", build_of("b")));
  CHECK_FALSE(fs::exists(living));
}

TEST_CASE("a failed write leaves everything as it was", "[support][file_exchange]") {
  const TemporaryFolder folder;
  const std::string out = folder.path() + "/out";
  REQUIRE_FALSE(exchange_directory(out, build_of("good")));

  SECTION("a path that leaves the folder") {
    for (const char* name : {"../x", "/x", "a/../../x", "", "a/", ".", "a/./b"}) {
      CAPTURE(name);
      const auto error = exchange_directory(out, {{"a0", "1"}, {name, "2"}});
      REQUIRE(error);
      CHECK(error->find("Invalid argument") != std::string::npos);
    }
  }
  SECTION("a file that cannot be written whole") {
    const pid_t child = in_child([&] {
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit small{1000, 1000};
      ::setrlimit(RLIMIT_FSIZE, &small);
      const auto error = exchange_directory(out, {{"a", "1"}, {"b/large", std::string(5000, 'x')}});
      return error == "cannot write `" + out + "/b/large`: File too large";
    });
    CHECK(succeeded(child));
  }
  SECTION("a name that is too long") {
    CHECK(exchange_directory(out, {{std::string(300, 'n'), "x"}}) ==
          "cannot write `" + out + "/" + std::string(300, 'n') + "`: File name too long");
  }
  SECTION("a folder where a file stands") {
    std::ofstream(folder.path() + "/file") << "x";
    CHECK(exchange_directory(folder.path() + "/file/out", build_of("x")) ==
          "cannot write to `" + folder.path() + "/file`: Not a directory");
    fs::remove(folder.path() + "/file");
  }
  SECTION("parents made in vain go, too") {
    CHECK(exchange_directory(folder.path() + "/p/q/out", {{"../x", ""}}));
  }
  CHECK(maker_of(out) == "good");
  CHECK(RealFileSystem().list(folder.path()).value == Names{"out"});
}

TEST_CASE("links to the target stay links", "[support][file_exchange]") {
  const TemporaryFolder folder;
  const std::string out = folder.path() + "/real/out";
  REQUIRE_FALSE(exchange_directory(out, build_of("a")));
  fs::create_symlink("real/out", folder.path() + "/link");
  REQUIRE_FALSE(exchange_directory(folder.path() + "/link/", build_of("b")));
  CHECK(fs::is_symlink(folder.path() + "/link"));
  CHECK(maker_of(out) == "b");
  std::ofstream(folder.path() + "/lock") << "old";
  fs::create_symlink("lock", folder.path() + "/lock_link");
  REQUIRE_FALSE(exchange_file(folder.path() + "/lock_link", "new"));
  CHECK(fs::is_symlink(folder.path() + "/lock_link"));
  CHECK(RealFileSystem().read(folder.path() + "/lock", 10).value == "new");
}

TEST_CASE("a file keeps its permissions and is not left half written", "[support][file_exchange]") {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/lock.json";
  REQUIRE_FALSE(exchange_file(path, "one"));
  ::chmod(path.c_str(), 0640);
  REQUIRE_FALSE(exchange_file(path, "two"));
  struct stat facts {};
  REQUIRE(::stat(path.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777U) == 0640);
  CHECK(exchange_file(folder.path(), "x") ==
        "cannot write `" + folder.path() + "`: Is a directory");
  CHECK(exchange_file(folder.path() + "/none/x", "x") ==
        "cannot write `" + folder.path() + "/none/x`: No such file or directory");
  CHECK(RealFileSystem().list(folder.path()).value == Names{"lock.json"});
}

}  // namespace
}  // namespace btsinfra
