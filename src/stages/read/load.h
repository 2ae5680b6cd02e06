// The first stage: from paths to systems. A path is a blueprint, standing for its system, or a
// folder with one or more systems; all blueprints of one folder that bear the same `system:` are
// one system.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "btsinfra/model/blueprint.h"

#include "diag/diagnostics.h"
#include "model/places.h"
#include "stages/read/document.h"
#include "stages/resolve/lock.h"
#include "support/file_system.h"
#include "support/source.h"

namespace btsinfra {

// Where the places of a system's paths are looked up.
class DocumentPlaces : public Places {
 public:
  DocumentPlaces(std::vector<Document> documents, const SourceMap& sources)
      : documents_(std::move(documents)), sources_(sources) {}

  [[nodiscard]] Span value(const Place& place) const override;
  [[nodiscard]] Span key(const Place& place) const override;
  [[nodiscard]] Span reference(const Place& place, std::string_view path) const override;
  [[nodiscard]] Span words(const Place& place, std::string_view words) const override;
  [[nodiscard]] std::optional<Place> find(std::size_t blueprint,
                                          std::string_view path) const override;
  [[nodiscard]] bool covers(const Place& place, const Span& span) const override;

  // Bytes of a file, from `begin` to in front of `end`.
  struct Part {
    FileId file = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  // Where what stands at the place is written: a scenario lays parts over a value, and anchors
  // repeat them. None lies within another.
  [[nodiscard]] std::vector<Part> parts(const Place& place) const;

  [[nodiscard]] const std::vector<Document>& documents() const { return documents_; }

 private:
  std::vector<Document> documents_;
  const SourceMap& sources_;
};

struct LoadedSystem {
  System system;
  std::unique_ptr<DocumentPlaces> places;
  std::set<Place> tainted;              // what the reader refused
  std::vector<std::string> files;       // per blueprint, as shown to people
  std::vector<std::string> lock_files;  // per blueprint, whether they exist or not
  std::vector<Lock> locks;              // per blueprint
  std::size_t errors = 0;               // reported while it was read
};

struct LoadResult {
  std::vector<LoadedSystem> systems;  // by name, each fit for the next stage
  std::string io_error;               // the outside failed: nothing else is of meaning
  std::size_t unread = 0;             // files that are no YAML, which is reported
};

// A blueprint that was read, of a system that is put together.
struct ReadBlueprint {
  std::string name;  // where the document gives none
  std::string file;  // as shown to people
  Document document;
  std::string lock_file;
};

// The second half of loading, which all front ends share: from the blueprints of one system, in the
// order of their names, to the system.
[[nodiscard]] LoadedSystem load_system(const std::string& name,
                                       std::vector<ReadBlueprint> blueprints,
                                       const FileSystem& files, SourceMap& sources,
                                       Diagnostics& diags);

// Nothing of a blueprint that names files leaves its folder.
[[nodiscard]] LoadResult load_systems(const FileSystem& files,
                                      const std::vector<std::string>& paths, SourceMap& sources,
                                      Diagnostics& diags);

}  // namespace btsinfra
