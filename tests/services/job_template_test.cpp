// The kind `job_templates`.
#include "services/mediaconvert/job_template.h"

#include <string>
#include <vector>

#include "services/lowering.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::compile_yaml;
using test::Compiled;
using test::rendered;

std::string blueprint(const std::string& lines, const std::string& bucket = "{}") {
  return "blueprint: 1\nsystem: demo\nregion: ap-northeast-2\nbuckets:\n  media: " + bucket +
         "\njob_templates:\n  captions: {bucket: media, input: videos/, output: out/" + lines +
         "}\n";
}

std::string property(const Compiled& compiled, const std::string& id, const std::string& name) {
  const cfn::Resource* resource = find(compiled, id);
  const cfn::Value* value = resource == nullptr ? nullptr : resource->properties.find(name);
  return value == nullptr ? "" : rendered(*value);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a job template with its queue and role", "[job_template]") {
  const Compiled compiled = compile_yaml(blueprint(""));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "CaptionsJobTemplate", "Name") == "\"demo-blueprint-captions\"");
  CHECK(property(compiled, "CaptionsJobTemplate", "Queue") == "<CaptionsJobQueue.Arn>");
  const std::string settings = property(compiled, "CaptionsJobTemplate", "SettingsJson");
  CAPTURE(settings);
  CHECK(holds(settings, R"("Destination": <"s3://", <MediaBucket>, "/out/">)"));
  CHECK(holds(settings, R"("MaxBitrate": 5000000)"));
  CHECK_FALSE(holds(settings, "FileInput"));
  CHECK_FALSE(holds(settings, "Caption"));
  CHECK(property(compiled, "CaptionsJobQueue", "Tags") == R"({"Name": "demo-blueprint-captions"})");
}

TEST_CASE("jobs may read the one folder and write the other", "[job_template]") {
  const Compiled compiled =
      compile_yaml(blueprint("", "{key: \"arn:aws:kms:ap-northeast-2:123456789012:key/0a1b\"}"));
  CHECK(found_ids(compiled).empty());
  CHECK(holds(property(compiled, "CaptionsJobRole", "AssumeRolePolicyDocument"),
              R"({"Service": "mediaconvert.amazonaws.com"})"));
  const std::string policies = property(compiled, "CaptionsJobRole", "Policies");
  CAPTURE(policies);
  CHECK(
      holds(policies, R"("Action": "s3:GetObject", "Resource": <<MediaBucket.Arn>, "/videos/*">)"));
  CHECK(holds(policies, R"("Action": "s3:PutObject", "Resource": <<MediaBucket.Arn>, "/out/*">)"));
  CHECK(holds(policies, R"("Action": ["kms:Decrypt", "kms:GenerateDataKey"])"));
}

TEST_CASE("subtitles in the picture or beside it", "[job_template]") {
  const std::string burnt =
      property(compile_yaml(blueprint(", captions: {format: smi, language: eng}")),
               "CaptionsJobTemplate", "SettingsJson");
  CAPTURE(burnt);
  CHECK(holds(burnt, R"("SourceType": "SMI")"));
  CHECK(holds(burnt, R"("DestinationType": "BURN_IN")"));
  CHECK(holds(burnt, R"("LanguageCode": "ENG")"));
  CHECK_FALSE(holds(burnt, "NameModifier"));
  const std::string beside = property(
      compile_yaml(blueprint(", captions: {format: webvtt, language: KOR, burn_in: false}")),
      "CaptionsJobTemplate", "SettingsJson");
  CAPTURE(beside);
  CHECK(holds(beside, R"("SourceType": "WEBVTT")"));
  CHECK(holds(beside, R"("Container": "RAW")"));
  CHECK(holds(beside, R"("NameModifier": "_video")"));
  CHECK(holds(beside, R"("NameModifier": "_kor")"));
  CHECK_FALSE(holds(beside, "BURN_IN"));
}

struct Refusal {
  std::string lines;
  std::vector<std::string> found;
};

TEST_CASE("what job templates are refused", "[job_template]") {
  const auto given = GENERATE(values<Refusal>({
      {"{bucket: media, input: a/, output: b/}", {}},
      {"{bucket: media, input: a/, output: b/c/}", {}},
      {"{bucket: media, input: a, output: b/}", {"BTS3630"}},
      {"{bucket: media, input: a/, output: /b/}", {"BTS3630"}},
      {"{bucket: media, input: \"a*/\", output: b/}", {"BTS3630"}},
      {"{bucket: media, input: a/, output: a/}", {"BTS3631"}},
      {"{bucket: media, input: a/, output: a/b/}", {"BTS3631"}},
      {"{bucket: media, input: a/b/, output: a/}", {"BTS3631"}},
      {"{bucket: media, input: a/, output: ab/}", {}},
      {"{bucket: media, input: a/, output: b/, captions: {format: srt, language: xyz}}",
       {"BTS3632"}},
      {"{bucket: media, input: a/, output: b/, captions: {language: eng}}", {"BTS1025"}},
      {"{bucket: media, input: a/}", {"BTS1025"}},
  }));
  const Compiled compiled = compile_yaml(
      "blueprint: 1\nsystem: demo\nregion: ap-northeast-2\nbuckets: {media: {}}\njob_templates:\n"
      "  captions: " +
      given.lines + "\n");
  CAPTURE(given.lines);
  INFO(text(compiled));
  CHECK(found_ids(compiled) == given.found);
}

}  // namespace
}  // namespace btsinfra
