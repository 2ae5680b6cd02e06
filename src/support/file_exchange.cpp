#include "support/file_exchange.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <random>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/fs.h>
#include <sys/syscall.h>
#endif

namespace btsinfra {
namespace {

namespace fs = std::filesystem;
using Failure = std::optional<std::string>;

constexpr int most_attempts =
    1000;  // against other runs that do the same; each loses to one that won

std::string failure(std::string_view doing, const fs::path& path, int error) {
  return "cannot " + std::string(doing) + " `" + path.string() +
         "`: " + std::generic_category().message(error);
}

// Never used twice: whoever removes a leftover by its name must not meet somebody's next work under
// it.
std::string random_name() {
  std::random_device source;
  std::string name(temporary_prefix);
  for (int digit = 0; digit < 16; ++digit) name += "0123456789abcdef"[source() % 16];
  return name;
}

// Something of ours beside the target: locked while we live, removed when we leave, unless it has
// taken the target's place.
class Temporary {
 public:
  enum class Kind : std::uint8_t { Directory, File };

  Temporary(Kind kind, const fs::path& parent) : kind_(kind) {
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
      path_ = parent / random_name();
      if (create() || error_ != EEXIST) return;
    }
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    std::error_code ignored;
    if (owned_) fs::remove_all(path_, ignored);
  }

  [[nodiscard]] int error() const { return error_; }
  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] int descriptor() const { return handle_.get(); }
  void moved_away() { owned_ = false; }

 private:
  bool create() {
    const bool directory = kind_ == Kind::Directory;
    if (directory) {
      if (::mkdir(path_.c_str(), 0777) != 0) return fail(errno);
      handle_ = FileHandle(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
      if (!handle_ && errno == ENOENT) return fail(EEXIST);  // somebody tidied up: see below
    } else {
      handle_ = FileHandle(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    }
    if (!handle_) return fail(errno);
    // Another run may have taken it for a leftover before the lock was on it: then try another
    // name. Where the file system has no such locks, nobody cleans up, so that is no danger.
    if (::flock(handle_.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      return fail(EEXIST);
    }
    struct stat mine {};
    struct stat there {};
    const bool still_there = ::fstat(handle_.get(), &mine) == 0 &&
                             ::stat(path_.c_str(), &there) == 0 && mine.st_ino == there.st_ino;
    if (!still_there) return fail(EEXIST);
    owned_ = true;
    error_ = 0;
    return true;
  }

  bool fail(int error) {
    error_ = error;
    return false;
  }

  Kind kind_;
  fs::path path_;
  FileHandle handle_;
  bool owned_ = false;
  int error_ = 0;
};

// What killed runs left: no living process holds a lock on it.
void remove_leftovers(const fs::path& parent) {
  std::error_code error;
  std::vector<fs::path> candidates;
  for (fs::directory_iterator it(parent, error), end; !error && it != end; it.increment(error)) {
    if (it->path().filename().string().starts_with(temporary_prefix)) {
      candidates.push_back(it->path());
    }
  }
  for (const fs::path& path : candidates) {
    const FileHandle handle(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!handle || ::flock(handle.get(), LOCK_EX | LOCK_NB) != 0) continue;
    fs::remove_all(path, error);
  }
}

Failure write_all(int descriptor, const fs::path& shown, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure("write", shown, errno);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return std::nullopt;
}

Failure bring_to_disk(int descriptor, const fs::path& shown) {
  const bool synced =
      ::fsync(descriptor) == 0 || errno == EINVAL;  // EINVAL: nothing to bring there
  if (!synced) return failure("write", shown, errno);
  return std::nullopt;
}

// The names in a folder are on the disk only when the folder is. Some file systems cannot: no
// matter.
void sync_directory(const fs::path& path) {
  const FileHandle handle(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (handle) static_cast<void>(::fsync(handle.get()));
}

bool stays_below(const fs::path& relative) {
  if (relative.empty() || relative.is_absolute() || !relative.has_filename()) return false;
  for (const fs::path& part : relative) {
    if (part == "." || part == "..") return false;
  }
  return true;
}

// `shown` is the folder as the user knows it, for messages.
Failure write_files(const fs::path& folder, const fs::path& shown, const FileSet& files) {
  for (const auto& [name, content] : files) {
    if (!stays_below(name)) return failure("write", shown / name, EINVAL);
    const fs::path file = folder / name;
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error) return failure("create", (shown / name).parent_path(), error.value());
    // What names its interpreter is meant to be run.
    const mode_t mode = content.starts_with("#!") ? 0777 : 0666;
    const FileHandle handle(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
    if (!handle) return failure("write", shown / name, errno);
    if (auto failed = write_all(handle.get(), shown / name, content)) return failed;
  }
  return std::nullopt;
}

int result_of(int returned) { return returned == 0 ? 0 : errno; }

// Swaps two names in one step; ENOSYS where the system cannot.
int swap_names(const fs::path& a, const fs::path& b) {
#if defined(__linux__) && defined(SYS_renameat2)
  const long returned =
      ::syscall(SYS_renameat2, AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE);
  return result_of(static_cast<int>(returned));
#elif defined(__APPLE__) && defined(RENAME_SWAP)
  return result_of(::renamex_np(a.c_str(), b.c_str(), RENAME_SWAP));
#else
  static_cast<void>(a);
  static_cast<void>(b);
  return ENOSYS;
#endif
}

bool cannot_swap(int error) { return error == ENOSYS || error == EINVAL || error == ENOTSUP; }

bool taken(int error) { return error == EEXIST || error == ENOTEMPTY; }

// Two renames instead of one step: a run killed between them leaves no build at the target, which
// only a file system that cannot exchange has to live with.
int swap_in_two_steps(const fs::path& fresh, const fs::path& target) {
  const fs::path aside = target.parent_path() / random_name();
  const int away = result_of(::rename(target.c_str(), aside.c_str()));
  if (away != 0 && away != ENOENT) return away;
  const int in = result_of(::rename(fresh.c_str(), target.c_str()));
  std::error_code ignored;
  if (in != 0 && !taken(in) && away == 0) {
    static_cast<void>(::rename(aside.c_str(), target.c_str()));
  } else if (away == 0) {
    fs::remove_all(aside, ignored);
  }
  return in;
}

// Puts the finished folder in the target's place, whatever other runs do to it meanwhile.
int take_place(Temporary& fresh, const fs::path& target, ExchangeMethod method) {
  const auto moved = [&](int error) {
    if (error == 0) fresh.moved_away();
    return error;
  };
  bool one_step = method == ExchangeMethod::OneStep;
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    int error = 0;
    if (one_step) {
      error = swap_names(fresh.path(), target);
      if (error == 0) return 0;  // the old content bears our name now and goes with it
      if (cannot_swap(error)) {
        one_step = false;
        continue;
      }
      if (error != ENOENT) return error;
      error = result_of(::rename(fresh.path().c_str(), target.c_str()));
    } else {
      error = swap_in_two_steps(fresh.path(), target);
    }
    if (!taken(error)) return moved(error);
  }
  return EBUSY;
}

// Folders above the target that were not there; those of a failed run are removed again.
class CreatedParents {
 public:
  int create(const fs::path& folder) {
    std::vector<fs::path> missing;
    std::error_code error;
    for (fs::path at = folder; !at.empty() && !fs::exists(at, error); at = at.parent_path()) {
      missing.push_back(at);
    }
    std::reverse(missing.begin(), missing.end());
    for (const fs::path& at : missing) {
      if (::mkdir(at.c_str(), 0777) == 0) {
        created_.insert(created_.begin(), at);
      } else if (errno != EEXIST) {
        return errno;
      }
    }
    return 0;
  }
  void keep() { created_.clear(); }

  CreatedParents() = default;
  CreatedParents(const CreatedParents&) = delete;
  CreatedParents& operator=(const CreatedParents&) = delete;
  ~CreatedParents() {
    for (const fs::path& at : created_) ::rmdir(at.c_str());
  }

 private:
  std::vector<fs::path> created_;  // the innermost first
};

// Absolute, without `.`, `..` and a slash at the end; symbolic links followed where it exists.
fs::path place_of(const std::string& path) {
  std::error_code error;
  fs::path place = fs::weakly_canonical(fs::absolute(path, error), error);
  if (error) place = fs::path(path).lexically_normal();
  return place.has_filename() ? place : place.parent_path();
}

}  // namespace

FileHandle::~FileHandle() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Failure exchange_directory(const std::string& path, const FileSet& files, ExchangeMethod method) {
  const fs::path target = place_of(path);
  const fs::path parent = target.parent_path();
  std::error_code error;
  if (target == parent) return failure("replace", path, EINVAL);
  const fs::file_status old = fs::status(target, error);
  if (fs::exists(old) && !fs::is_directory(old)) return failure("replace", path, ENOTDIR);
  CreatedParents parents;
  if (const int failed = parents.create(parent)) return failure("create", parent, failed);
  remove_leftovers(parent);
  Temporary fresh(Temporary::Kind::Directory, parent);
  if (fresh.error() != 0) return failure("write to", parent, fresh.error());
  if (auto failed = write_files(fresh.path(), path, files)) return failed;
  if (const int failed = take_place(fresh, target, method)) return failure("replace", path, failed);
  parents.keep();
  return std::nullopt;
}

Failure exchange_file(const std::string& path, const std::string& content) {
  const fs::path target = place_of(path);
  std::error_code error;
  if (fs::is_directory(target, error)) return failure("write", path, EISDIR);
  remove_leftovers(target.parent_path());
  Temporary fresh(Temporary::Kind::File, target.parent_path());
  if (fresh.error() != 0) return failure("write", path, fresh.error());
  struct stat old {};
  if (::stat(target.c_str(), &old) == 0) {
    static_cast<void>(::fchmod(fresh.descriptor(), old.st_mode & 07777U));
  }
  if (auto failed = write_all(fresh.descriptor(), path, content)) return failed;
  if (auto failed = bring_to_disk(fresh.descriptor(), path)) return failed;
  if (::rename(fresh.path().c_str(), target.c_str()) != 0) return failure("write", path, errno);
  fresh.moved_away();
  sync_directory(target.parent_path());
  return std::nullopt;
}

}  // namespace btsinfra
