#include "stages/read/load.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/reading.h"
#include "services/records.h"
#include "stages/read/lock_file.h"
#include "stages/read/one_system.h"
#include "stages/read/read_document.h"
#include "stages/read/reader.h"
#include "support/parallel.h"
#include "support/paths.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

// A blueprint is hand-written: more than this is a mistake, or an attack.
constexpr std::size_t largest_file = std::size_t{4} * 1024 * 1024;
// The same of all blueprints that one run reads: each may be small, and there be thousands of them.
constexpr std::size_t largest_run = std::size_t{8} * 1024 * 1024;
constexpr std::size_t most_values = 200'000;

bool is_yaml(const std::string& name) { return name.ends_with(".yaml") || name.ends_with(".yml"); }

class Loader {
 public:
  Loader(const FileSystem& files, SourceMap& sources, Diagnostics& diags)
      : files_(files), sources_(sources), diags_(diags) {}

  LoadResult run(std::vector<std::string> paths) {
    for (std::string& path : paths) {
      while (path.size() > 1 && path.back() == '/') path.pop_back();
    }
    named_.insert(paths.begin(), paths.end());
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    for (const std::string& path : paths) {
      if (!files_.exists(path)) {
        result_.io_error = "cannot find `" + path + "`";
        return std::move(result_);
      }
      if (files_.is_directory(path)) {
        whole_folder(path);
      } else {
        one_file(path);
      }
      if (!result_.io_error.empty()) return std::move(result_);
    }
    std::sort(
        result_.systems.begin(), result_.systems.end(),
        [](const LoadedSystem& a, const LoadedSystem& b) { return a.system.name < b.system.name; });
    return std::move(result_);
  }

 private:
  using Group = std::vector<const ReadFile*>;

  void whole_folder(const std::string& folder) {
    const std::vector<ReadFile>& read = read_folder(folder, "");
    if (!result_.io_error.empty()) return;
    if (read.empty() && !diags_.has_errors()) {
      diags_.report(ids::NoBlueprints, Span{}, "the folder `{}` holds no blueprint", folder)
          .help("a blueprint is a .yaml file that begins with `blueprint: 1`");
    }
    for (const auto& [name, group] : by_system(read)) load(folder, name, group);
  }

  void one_file(const std::string& path) {
    std::string folder = folder_of(path);
    const std::vector<ReadFile>& read = read_folder(folder, path);
    if (!result_.io_error.empty()) return;
    auto own = std::find_if(read.begin(), read.end(),
                            [&](const ReadFile& file) { return file.path == path; });
    if (own == read.end()) return;  // it could not be read, which is reported
    for (const auto& [name, group] : by_system(read)) {
      if (std::find(group.begin(), group.end(), &*own) == group.end()) continue;
      // Of files that name no system, each stands alone.
      load(folder, name, name.empty() ? Group{&*own} : group);
    }
  }

  // Every blueprint of the folder, read once. `wanted` is read even if it does not look like one.
  const std::vector<ReadFile>& read_folder(const std::string& folder, const std::string& wanted) {
    auto [entry, fresh] = folders_.try_emplace(folder);
    std::vector<ReadFile>& read = entry->second;
    if (!fresh) return read;
    auto names = files_.list(folder.empty() ? "." : folder);
    if (!names) {
      result_.io_error = names.error.text;
      return read;
    }
    std::vector<Opened> opened;
    for (const std::string& name : *names.value) {
      if (exhausted_) break;
      std::string path = in_folder(folder, name);
      bool named = named_.contains(path);
      // Names with a dot in front are editors' and version control's.
      if (!named && (!is_yaml(name) || name.starts_with("."))) continue;
      if (files_.is_directory(path)) continue;
      if (auto file = open(path, named)) opened.push_back(std::move(*file));
      // No more than are parsed at a time, so that bounds are met before much more is read.
      if (opened.size() == parts_at_a_time()) parse(opened, read);
    }
    parse(opened, read);
    // A blueprint may be named through another spelling of its folder: `./seoul.yaml`.
    if (!wanted.empty() &&
        std::none_of(names.value->begin(), names.value->end(),
                     [&](const std::string& name) { return in_folder(folder, name) == wanted; })) {
      if (auto file = open(wanted, true)) {
        opened.push_back(std::move(*file));
        std::vector<ReadFile> named;
        parse(opened, named);
        if (!named.empty()) {
          std::erase_if(
              read, [&](const ReadFile& other) { return stem_of(other.path) == stem_of(wanted); });
          read.push_back(std::move(named.front()));
        }
      }
    }
    return read;
  }

  // A file that may be a blueprint; parsed or not yet.
  struct Opened {
    std::string path;
    FileId file = 0;
    bool wanted = false;  // to be read whatever it looks like
    std::optional<Document> document{};
    Diagnostics diags{};
  };

  std::optional<Opened> open(const std::string& path, bool wanted) {
    if (first_invalid_utf8(path)) {
      diags_.report(ids::FileNotReadable, Span{}, "the file name `{}` is not UTF-8", path)
          .help("rename the file: the blueprint's name is taken from it");
      return std::nullopt;
    }
    if (!files_.inside(folder_of(path).empty() ? "." : folder_of(path), path)) {
      diags_.report(ids::FileNotReadable, Span{}, "`{}` is a link out of its folder", path)
          .help("a blueprint and all it needs stand in one folder; copy the file there");
      return std::nullopt;
    }
    auto text = files_.read(path, largest_file);
    if (!text) {
      if (text.error.kind == FileError::Kind::TooLarge) {
        diags_.report(ids::FileTooLarge, Span{}, "`{}` is larger than 4 MiB", path)
            .help("a blueprint is far smaller: is this the right file?");
      } else {
        diags_.report(ids::FileNotReadable, Span{}, "{}", text.error.text);
      }
      return std::nullopt;
    }
    std::string content = std::move(*text.value);
    // Other YAML may stand beside blueprints; it is none of ours unless it was named. What could be
    // one holds the key, or, where that is misspelt, the two others that every blueprint has.
    auto holds = [&content](std::string_view key) {
      return content.find(key) != std::string::npos;
    };
    if (!wanted && !holds("blueprint") && !(holds("system:") && holds("region:")))
      return std::nullopt;
    if (has_bom(content)) content.erase(0, utf8_bom.size());
    const std::size_t size = content.size();
    const FileId file = sources_.add(path, std::move(content));
    if (!within_bounds(file, size, 0)) return std::nullopt;
    return Opened{.path = path, .file = file, .wanted = wanted};
  }

  // Parses them and empties `opened`.
  void parse(std::vector<Opened>& opened, std::vector<ReadFile>& read) {
    for_each_part(opened.size(), [&](std::size_t i) {
      opened[i].document = read_document(opened[i].file, sources_, opened[i].diags);
    });
    for (Opened& file : opened) {
      for (const Diagnostic& finding : file.diags.all()) diags_.append(finding);
      if (exhausted_) continue;
      if (auto ours = take(file)) read.push_back(std::move(*ours));
    }
    opened.clear();
  }

  std::optional<ReadFile> take(Opened& opened) {
    if (!opened.document) {
      ++result_.unread;
      return std::nullopt;
    }
    ReadFile read;
    read.path = opened.path;
    read.file = opened.file;
    read.document = std::move(*opened.document);
    const Node* system = read.document.root.find("system");
    if (system != nullptr && system->kind == Node::Kind::Scalar) read.system = system->text;
    const Node& root = read.document.root;
    bool ours = root.find("blueprint") != nullptr ||
                (root.find("system") != nullptr && root.find("region") != nullptr);
    if (!opened.wanted && !ours) return std::nullopt;
    if (!within_bounds(read.file, 0, value_count(root))) return std::nullopt;
    return read;
  }

  // Whether so many bytes and values more may be read; that they may not is reported.
  bool within_bounds(FileId file, std::size_t bytes, std::size_t values) {
    bytes_ += bytes;
    values_ += values;
    const Span top{file, {1, 1, 0}, {1, 1, 0}};
    constexpr const char* help =
        "name fewer folders in one run, or move systems to folders of their own";
    if (bytes_ > largest_run) {
      diags_
          .report(ids::FileTooLarge, top,
                  "with this file the blueprints of the run are larger than {} MiB together",
                  largest_run / 1024 / 1024)
          .help(help);
    } else if (values_ > most_values) {
      diags_
          .report(ids::TooManyNodes, top,
                  "with this file the blueprints of the run hold more than {} values together",
                  most_values)
          .help(help);
    } else {
      return true;
    }
    exhausted_ = true;
    ++result_.unread;
    return false;
  }

  void load(const std::string& folder, const std::string& name, const Group& group) {
    if (!loaded_.emplace(folder, name).second) return;
    std::vector<ReadBlueprint> blueprints;
    for (const ReadFile* file : group) {
      std::string stem = stem_of(file->path);
      blueprints.push_back({.name = stem,
                            .file = file->path,
                            .document = file->document,
                            .lock_file = in_folder(folder, stem + ".lock.json")});
    }
    result_.systems.push_back(load_system(name, std::move(blueprints), files_, sources_, diags_));
  }

  const FileSystem& files_;
  SourceMap& sources_;
  Diagnostics& diags_;
  LoadResult result_;
  std::size_t bytes_ = 0;        // of all blueprints read so far
  std::size_t values_ = 0;       // likewise
  bool exhausted_ = false;       // a bound of the run was met: the rest is not read
  std::set<std::string> named_;  // by whoever started the run: read whatever they look like
  std::map<std::string, std::vector<ReadFile>> folders_;
  std::set<std::pair<std::string, std::string>> loaded_;  // folder, system
};

}  // namespace

namespace {

void check_duplicate(const LoadedSystem& loaded, const Blueprint& blueprint,
                     const Document& document, const std::vector<Document>& others,
                     Diagnostics& diags) {
  const auto place = [](const Document& of) {
    const Node* name = of.root.find("name");
    return name != nullptr ? name->span : of.root.span;
  };
  for (std::size_t i = 0; i < loaded.system.blueprints.size(); ++i) {
    if (loaded.system.blueprints[i].name != blueprint.name) continue;
    diags
        .report(ids::DuplicateBlueprint, place(document),
                "the system has two blueprints named `{}`", blueprint.name)
        .note(place(others[i]), "the other is here")
        .help("give one of them another `name:`");
  }
}

Lock load_lock(const std::string& path, const FileSystem& files, SourceMap& sources,
               Diagnostics& diags) {
  if (!files.exists(path)) return {};
  auto text = files.read(path, largest_file);
  if (!text) {
    diags.report(ids::LockFile, Span{}, "the lock file cannot be used: {}", text.error.text);
    return {};
  }
  FileId file = sources.add(path, *text.value);
  return read_lock(file, sources.file(file).text(), diags).value_or(Lock{});
}

}  // namespace

LoadedSystem load_system(const std::string& name, std::vector<ReadBlueprint> blueprints,
                         const FileSystem& files, SourceMap& sources, Diagnostics& diags) {
  LoadedSystem loaded;
  loaded.system.name = name;
  const std::size_t before = diags.error_count();
  std::vector<Document> documents;
  for (ReadBlueprint& read : blueprints) {
    Blueprint blueprint;
    read_record(fields::type_of<Blueprint>(), &blueprint, read.document.root,
                Place{documents.size(), Path()}, sources, diags, loaded.tainted);
    if (blueprint.name.empty()) blueprint.name = read.name;
    check_duplicate(loaded, blueprint, read.document, documents, diags);
    loaded.system.blueprints.push_back(std::move(blueprint));
    documents.push_back(std::move(read.document));
    loaded.files.push_back(std::move(read.file));
    loaded.locks.push_back(load_lock(read.lock_file, files, sources, diags));
    loaded.lock_files.push_back(std::move(read.lock_file));
  }
  loaded.places = std::make_unique<DocumentPlaces>(std::move(documents), sources);
  loaded.errors = diags.error_count() - before;
  return loaded;
}

Span DocumentPlaces::value(const Place& place) const {
  const Node& node = documents_[place.blueprint].nearest(place.path);
  return node.kind == Node::Kind::Scalar ? node.span : key(place);
}

Span DocumentPlaces::key(const Place& place) const {
  const Document& document = documents_[place.blueprint];
  const Node& node = document.nearest(place.path);
  if (&node != &document.root) return node.place();
  // Of a whole blueprint: its first key.
  return node.items.empty() ? node.span : node.items.front().key_span;
}

Span DocumentPlaces::reference(const Place& place, std::string_view path) const {
  const Document& document = documents_[place.blueprint];
  const Node& node = document.nearest(place.path);
  if (&node == &document.root) return key(place);
  return part_of(node, path, sources_);
}

namespace {

// Where the words stand as whole ones.
std::size_t find_whole(std::string_view text, std::string_view words) {
  auto continues = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  for (std::size_t at = text.find(words); at != std::string_view::npos;
       at = text.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    const bool begins = at == 0 || !continues(text[at - 1]);
    if (begins && (end == text.size() || !continues(text[end]))) return at;
  }
  return std::string_view::npos;
}

Span words_below(const Node& node, std::string_view words, const SourceMap& sources) {
  if (node.kind == Node::Kind::Scalar && find_whole(node.text, words) != std::string_view::npos) {
    const SourceFile& source = sources.file(node.span.file);
    const std::size_t begin = node.span.begin.offset;
    const std::size_t end = node.end_offset > begin ? node.end_offset : source.text().size();
    const std::size_t at = find_whole(source.text().substr(begin, end - begin), words);
    if (at == std::string_view::npos) return node.span;  // written otherwise, by escapes
    return {node.span.file, source.position_at(begin + at),
            source.position_at(begin + at + words.size())};
  }
  for (const Node& item : node.items) {
    if (Span found = words_below(item, words, sources); found.known()) return found;
  }
  return {};
}

}  // namespace

Span DocumentPlaces::words(const Place& place, std::string_view words) const {
  const Document& document = documents_[place.blueprint];
  const Node* node = document.find(place.path);
  if (node == nullptr) return {};
  return words_below(*node, words, sources_);
}

std::optional<Place> DocumentPlaces::find(std::size_t blueprint, std::string_view path) const {
  const std::optional<Path> found = documents_[blueprint].parse_path(path);
  return found ? std::optional(Place{blueprint, *found}) : std::nullopt;
}

namespace {

// Each part stands where it was written.
void add_parts(const Node& node, std::vector<DocumentPlaces::Part>& parts) {
  const std::uint32_t begin = node.place().begin.offset;
  const std::uint32_t end =
      std::max({node.end_offset, node.key_span.end.offset, node.span.end.offset});
  if (begin < end) parts.push_back({node.place().file, begin, end});
  for (const Node& item : node.items) add_parts(item, parts);
  for (const Node& item : node.removed) add_parts(item, parts);
}

}  // namespace

std::vector<DocumentPlaces::Part> DocumentPlaces::parts(const Place& place) const {
  const Document& document = documents_[place.blueprint];
  const Node* node = document.find(place.path);
  std::vector<Part> all;
  if (node != nullptr) add_parts(*node, all);
  std::sort(all.begin(), all.end(), [](const Part& a, const Part& b) {
    return std::tie(a.file, a.begin) < std::tie(b.file, b.begin);
  });
  std::vector<Part> parts;
  for (const Part& part : all) {
    if (parts.empty() || part.file != parts.back().file || part.begin >= parts.back().end) {
      parts.push_back(part);
    } else {
      parts.back().end = std::max(parts.back().end, part.end);
    }
  }
  return parts;
}

bool DocumentPlaces::covers(const Place& place, const Span& span) const {
  if (!span.known()) return false;
  const std::vector<Part> all = parts(place);
  return std::any_of(all.begin(), all.end(), [&](const Part& part) {
    return part.file == span.file && part.begin <= span.begin.offset &&
           span.begin.offset < part.end;
  });
}

LoadResult load_systems(const FileSystem& files, const std::vector<std::string>& paths,
                        SourceMap& sources, Diagnostics& diags) {
  return Loader(files, sources, diags).run(paths);
}

}  // namespace btsinfra
