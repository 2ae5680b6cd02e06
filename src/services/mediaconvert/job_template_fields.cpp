// The field tables of `job_templates`.
#include "btsinfra/services/job_template.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<CaptionFormat>();
template <>
const Type& type_of<Captions>();

namespace {

struct FormatNames {
  static constexpr std::string_view names[] = {"smi", "srt", "webvtt", "ttml", "scc", "stl"};
};

constexpr Field caption_fields[] = {
    field<&Captions::format>("format", "Format of the file of subtitles that each job names.")
        .required(),
    field<&Captions::language>("language",
                               "Their language: three letters, as `eng` or `kor` (ISO 639-2).")
        .required()
        .within(3, 3),
    field<&Captions::burn_in>("burn_in",
                              "Whether they are drawn into the picture; else they are written "
                              "beside the video, as WebVTT."),
};

// What H.264 at its highest level takes is more; nobody means more for MP4 files on the web.
constexpr double highest_bitrate = 100'000;

constexpr Field job_template_fields[] = {
    field<&MediaJobTemplate::bucket>("bucket", "The bucket of the videos.").required(),
    field<&MediaJobTemplate::input>(
        "input", "Folder in it that jobs read videos and subtitles from, as `videos/`.")
        .required()
        .within(1, 512),
    field<&MediaJobTemplate::output>("output", "Folder in it that they write to, as `captioned/`.")
        .required()
        .within(1, 512),
    field<&MediaJobTemplate::captions>("captions", "Subtitles, from a file beside the video.")
        .without("none"),
    field<&MediaJobTemplate::max_bitrate>("max_bitrate",
                                          "Highest bit rate of the video; quiet scenes take less.")
        .unit("kbit/s")
        .within(100, highest_bitrate),
    field<&MediaJobTemplate::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<CaptionFormat>() {
  static const Type type = describe_choice<CaptionFormat, FormatNames>("format of subtitles");
  return type;
}

template <>
const Type& type_of<Captions>() {
  static const Type type = record<Captions>("captions", "Subtitles of a video.", caption_fields);
  return type;
}

template <>
const Type& type_of<MediaJobTemplate>() {
  static const Type type = record<MediaJobTemplate>(
      "a job template", "A MediaConvert job template with its queue and role.",
      job_template_fields);
  return type;
}

}  // namespace btsinfra::fields
