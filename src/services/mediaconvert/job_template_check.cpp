// What a job template demands beyond types and bounds.
#include <algorithm>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/job_template.h"

#include "diag/ids/media.h"
#include "services/mediaconvert/caption_languages.h"
#include "services/mediaconvert/job_template.h"
#include "services/resolved.h"
#include "services/tags.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

std::string lower_letters(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

std::string upper_letters(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return upper;
}

// One check of one job template.
class JobTemplateCheck {
 public:
  JobTemplateCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        settings_(component.as<MediaJobTemplate>()),
        system_(system),
        diags_(diags) {}

  void run() {
    const bool input = folder("input", settings_.input);
    const bool output = folder("output", settings_.output);
    if (input && output) apart();
    if (settings_.captions) language(settings_.captions->language);
    bucket();
    check_tags(component_.place / "tags", settings_.options.tags, system_, diags_);
  }

 private:
  // The role may touch what begins so: without the slash also what merely begins alike.
  bool folder(std::string_view field, const std::string& path) {
    constexpr std::string_view scheme_end = "://";
    const bool address = path.find(scheme_end) != std::string::npos;
    const bool odd = std::any_of(path.begin(), path.end(), [](char c) {
      return c == '*' || c == '?' || c == '$' || static_cast<unsigned char>(c) <= ' ';
    });
    if (path.ends_with('/') && !path.starts_with('/') && !address && !odd) return true;
    std::string meant;
    for (const char c : path) {
      if (c != '*' && c != '?' && c != '$' && static_cast<unsigned char>(c) > ' ') meant += c;
    }
    // Of an address the bucket is named elsewhere, and what follows it is the folder.
    if (address) {
      meant.erase(0, meant.find(scheme_end) + scheme_end.size());
      meant.erase(0, meant.find('/'));
    }
    meant.erase(0, meant.find_first_not_of('/'));
    if (!meant.empty() && !meant.ends_with('/')) meant += '/';
    diags_
        .report(ids::MediaFolder, system_.at(component_, field), "`{}` is not a folder of a bucket",
                path)
        .help(meant.empty() ? "write the folder alone, with a slash at its end: `" +
                                  std::string(field == "input" ? "videos/`" : "captioned/`")
              : address ? "write the folder alone, with a slash at its end: `" + meant + "`"
                        : "write `" + meant +
                              "`: no slash at the beginning, one at "
                              "the end, and no wildcards");
    return false;
  }

  void apart() {
    const bool inside = settings_.output.starts_with(settings_.input);
    if (!inside && !settings_.input.starts_with(settings_.output)) return;
    const char* what =
        settings_.output == settings_.input
            ? "videos are written to where they are read from: each would overwrite its own source"
        : inside ? "`output` lies inside `input`: what jobs write would be read as more videos to "
                   "convert"
                 : "`input` lies inside `output`: jobs could overwrite the videos that they read";
    diags_.report(ids::MediaOverwrite, system_.at(component_, "output"), "{}", what)
        .note(system_.at(component_, "input"), "they are read from here")
        .help("give the two folders side by side, as `videos/` and `captioned/`");
  }

  void language(const std::string& code) {
    const std::string upper = upper_letters(code);
    const auto known = caption_languages();
    if (std::find(known.begin(), known.end(), upper) != known.end()) return;
    const auto near = nearest(upper, known);
    diags_
        .report(ids::MediaLanguage,
                system_.places().value(component_.place / "captions" / "language"),
                "MediaConvert knows no language `{}`", code)
        .help(near ? did_you_mean(lower_letters(*near))
                   : "three letters of ISO 639-2 name a language, as `eng`, `kor` or `jpn`");
  }

  void bucket() {
    const Component* bucket = system_.target(component_, settings_.bucket.target(), "buckets");
    if (bucket == nullptr || bucket->tainted) return;
    const Region& own = system_.region(component_);
    const Region& other = system_.region(*bucket);
    if (own == other) return;
    diags_
        .report(ids::MediaBucketElsewhere, system_.at(component_, "bucket"),
                "videos would be carried from {} to {} to be converted, and back", other.name(),
                own.name())
        .note(system_.at(*bucket), "the bucket")
        .help("declare the job template in the blueprint of the bucket");
  }

  const Component& component_;
  const MediaJobTemplate& settings_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void MediaJobTemplateKind::check(const Component& component, const ResolvedSystem& system,
                                 Diagnostics& diags) const {
  JobTemplateCheck(component, system, diags).run();
}

}  // namespace btsinfra
