// Media: 3630-3659.
#include "diag/ids/media.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> media() {
  static constexpr Entry entries[] = {
      {ids::MediaFolder, R"(`input` and `output` are folders of the bucket. The role of the jobs may
read what begins with the one and write what begins with the other, so a folder ends in a
slash (without it, `videos` would include `videos-of-others/`); keys begin without one,
and `*` or `?` would stand for anything.

Wrong:

    job_templates:
      captions: {bucket: media, input: /videos, output: "s3://media/captioned"}

Right:

    job_templates:
      captions: {bucket: media, input: videos/, output: captioned/}
)"},
      {ids::MediaOverwrite, R"(MediaConvert names what it writes after what it reads. In the same
folder the result takes the place of its own source; if one folder lies inside the other,
results are taken for sources, or sources can be overwritten.

Wrong:

    job_templates:
      captions: {bucket: media, input: videos/, output: videos/}

Right:

    job_templates:
      captions: {bucket: media, input: videos/, output: captioned/}
)"},
      {ids::MediaLanguage,
       R"(The language of subtitles is told to MediaConvert, and to players, by three
letters of ISO 639-2 (MediaConvert API Reference, LanguageCode): `eng`, `kor`, `jpn`,
`zho`, `spa` and some 180 more.

Wrong:

    captions: {format: srt, language: enu}

Right:

    captions: {format: srt, language: eng}
)"},
      {ids::MediaBucketElsewhere,
       R"(Jobs run in the region of their queue, which is that of the blueprint.
A bucket in another region works, but every video crosses regions twice, which takes time
and is paid for by the gigabyte.

Wrong, in virginia.yaml:

    job_templates:
      captions: {bucket: seoul.buckets.media, input: videos/, output: captioned/}

Right, in seoul.yaml:

    job_templates:
      captions: {bucket: media, input: videos/, output: captioned/}
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
