// Templates of video jobs: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

// Of the file of subtitles beside a video.
enum class CaptionFormat : std::uint8_t { Smi, Srt, WebVtt, Ttml, Scc, Stl };

struct Captions {
  std::optional<CaptionFormat> format{};
  std::string language{};  // three letters
  bool burn_in = true;     // into the picture; else beside the video, as WebVTT

  bool operator==(const Captions&) const = default;
};

struct MediaJobTemplate {
  Ref<Bucket> bucket{};
  std::string input{};   // folder of the bucket that videos and subtitles are read from
  std::string output{};  // folder that videos are written to
  std::optional<Captions> captions{};
  int max_bitrate = 5000;  // kbit/s
  ComponentOptions options{};

  bool operator==(const MediaJobTemplate&) const = default;
};

}  // namespace btsinfra
