// The job template, its queue and the role that its jobs run with.
//
// AWS facts this rests on:
// - There is no resource for a job: whoever has a video calls CreateJob with the template, the role
//   and the files. A template holds no addresses of files, only how they are read.
// - The service checks the settings, CloudFormation does not look into them.
// - Captions are read through a selector of the input, and put out by a description that names it.
//   Those of files beside the video can be drawn into the picture; as a file of their own they are
//   an output without picture (container RAW), and then every output needs a modifier of its name.
// - QVBR needs the highest bit rate; sources without sound are fine with an audio selector.
// - Names are unique in the region and given by us: what calls CreateJob names the template.
#include "btsinfra/services/bucket.h"
#include "btsinfra/services/job_template.h"

#include "services/iam/policy.h"
#include "services/lowering.h"
#include "services/mediaconvert/job_template.h"
#include "services/s3/bucket.h"

namespace btsinfra {
namespace {

constexpr const char* audio_selector = "Audio Selector 1";
constexpr const char* caption_selector = "Captions Selector 1";

std::string stem_of(std::string_view name) { return upper_camel(name); }
std::string template_id(std::string_view name) { return stem_of(name) + "JobTemplate"; }
std::string queue_id(std::string_view name) { return stem_of(name) + "JobQueue"; }
std::string role_id(std::string_view name) { return stem_of(name) + "JobRole"; }

std::string_view source_type(CaptionFormat format) {
  switch (format) {
    case CaptionFormat::Smi:
      return "SMI";
    case CaptionFormat::Srt:
      return "SRT";
    case CaptionFormat::WebVtt:
      return "WEBVTT";
    case CaptionFormat::Ttml:
      return "TTML";
    case CaptionFormat::Scc:
      return "SCC";
    case CaptionFormat::Stl:
      return "STL";
  }
  return "";
}

// "ENG", as the service names it, for whichever way it was written.
std::string language_code(const Captions& captions) {
  std::string code = captions.language;
  for (char& c : code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return code;
}

// "_eng", at the end of a file's name.
std::string language_modifier(const Captions& captions) {
  std::string modifier = "_" + captions.language;
  for (char& c : modifier) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return modifier;
}

// How a video and its subtitles are read.
cfn::Map input(const MediaJobTemplate& settings) {
  cfn::Map read{
      {"AudioSelectors", cfn::Map{{audio_selector, cfn::Map{{"DefaultSelection", "DEFAULT"}}}}}};
  if (settings.captions) {
    read.set("CaptionSelectors",
             cfn::Map{{caption_selector,
                       cfn::Map{{"SourceSettings",
                                 cfn::Map{{"SourceType", source_type(*settings.captions->format)},
                                          {"FileSourceSettings", cfn::Map{}}}}}}});
  }
  read.set("TimecodeSource", "ZEROBASED").set("VideoSelector", cfn::Map{{"Rotate", "AUTO"}});
  return read;
}

cfn::List caption_descriptions(const Captions& captions, cfn::Map destination) {
  return {cfn::Map{{"CaptionSelectorName", caption_selector},
                   {"DestinationSettings", std::move(destination)},
                   {"LanguageCode", language_code(captions)}}};
}

// H.264 and AAC in MP4, which every browser plays while it loads.
cfn::Map video_output(const MediaJobTemplate& settings) {
  constexpr int kilo = 1000;
  cfn::Map video{
      {"CodecSettings",
       cfn::Map{{"Codec", "H_264"},
                {"H264Settings", cfn::Map{{"RateControlMode", "QVBR"},
                                          {"MaxBitrate", settings.max_bitrate * kilo},
                                          {"QualityTuningLevel", "SINGLE_PASS_HQ"},
                                          {"SceneChangeDetect", "TRANSITION_DETECTION"}}}}}};
  cfn::Map audio{
      {"AudioSourceName", audio_selector},
      {"CodecSettings", cfn::Map{{"Codec", "AAC"},
                                 {"AacSettings", cfn::Map{{"Bitrate", 128'000},
                                                          {"CodingMode", "CODING_MODE_2_0"},
                                                          {"SampleRate", 48'000}}}}}};
  cfn::Map output{{"ContainerSettings",
                   cfn::Map{{"Container", "MP4"},
                            {"Mp4Settings", cfn::Map{{"MoovPlacement", "PROGRESSIVE_DOWNLOAD"}}}}},
                  {"VideoDescription", std::move(video)},
                  {"AudioDescriptions", cfn::List{std::move(audio)}}};
  if (settings.captions && settings.captions->burn_in) {
    output.set(
        "CaptionDescriptions",
        caption_descriptions(*settings.captions,
                             cfn::Map{{"DestinationType", "BURN_IN"},
                                      {"BurninDestinationSettings",
                                       cfn::Map{{"OutlineColor", "BLACK"}, {"OutlineSize", 2}}}}));
  } else if (settings.captions) {
    output.set("NameModifier", "_video");
  }
  return output;
}

cfn::Map caption_output(const Captions& captions) {
  return {{"ContainerSettings", cfn::Map{{"Container", "RAW"}}},
          {"CaptionDescriptions",
           caption_descriptions(captions, cfn::Map{{"DestinationType", "WEBVTT"}})},
          {"NameModifier", language_modifier(captions)}};
}

cfn::Map job_settings(const MediaJobTemplate& settings, const Component& bucket) {
  cfn::List outputs{video_output(settings)};
  if (settings.captions && !settings.captions->burn_in) {
    outputs.emplace_back(caption_output(*settings.captions));
  }
  cfn::Value destination =
      cfn::Text{{"s3://", Lowering::symbol(bucket, bucket_id(bucket.name)), "/" + settings.output}};
  cfn::Map group{
      {"Name", "File Group"},
      {"OutputGroupSettings",
       cfn::Map{{"Type", "FILE_GROUP_SETTINGS"},
                {"FileGroupSettings", cfn::Map{{"Destination", std::move(destination)}}}}},
      {"Outputs", std::move(outputs)}};
  return {{"Inputs", cfn::List{input(settings)}},
          {"OutputGroups", cfn::List{std::move(group)}},
          {"TimecodeConfig", cfn::Map{{"Source", "ZEROBASED"}}}};
}

Statement allowing(std::string sid, std::vector<std::string> actions, cfn::Value resource) {
  Statement statement;
  statement.sid = std::move(sid);
  statement.actions = std::move(actions);
  statement.resources = {std::move(resource)};
  return statement;
}

std::vector<Statement> permissions(const MediaJobTemplate& settings, const Component& bucket,
                                   const ResolvedSystem& system) {
  std::vector<Statement> statements{
      allowing("ReadVideos", {"s3:GetObject"}, bucket_objects(bucket, settings.input)),
      allowing("WriteVideos", {"s3:PutObject"}, bucket_objects(bucket, settings.output))};
  if (cfn::Value key = bucket_key(bucket, system); key.as<cfn::Null>() == nullptr) {
    statements.push_back(
        allowing("UseKey", {"kms:Decrypt", "kms:GenerateDataKey"}, std::move(key)));
  }
  return statements;
}

// MediaConvert takes tags as a map.
cfn::Map tag_map(const cfn::List& tags) {
  cfn::Map map;
  for (const cfn::Value& tag : tags) {
    const auto& pair = *tag.as<cfn::Map>();
    map.set(*pair.find("Key")->as<std::string>(), *pair.find("Value"));
  }
  return map;
}

}  // namespace

std::span<const Attribute> MediaJobTemplateKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "name", .doc = "Name of the template, as CreateJob takes it."},
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn},
      {.name = "queue_arn", .doc = "ARN of the queue of its jobs.", .type = fields::ValueType::Arn},
      {.name = "role_arn",
       .doc = "ARN of the role that its jobs run with.",
       .type = fields::ValueType::Arn},
  };
  return known;
}

cfn::Value MediaJobTemplateKind::value(const Component& component, std::string_view attribute,
                                       const ResolvedSystem& /*system*/) const {
  if (attribute == "queue_arn") return Lowering::symbol(component, queue_id(component.name), "Arn");
  if (attribute == "role_arn") return Lowering::symbol(component, role_id(component.name), "Arn");
  return Lowering::symbol(component, template_id(component.name),
                          attribute == "arn" ? "Arn" : "Name");
}

void MediaJobTemplateKind::lower(const Component& component, Lowering& lowering) const {
  const auto& settings = component.as<MediaJobTemplate>();
  const ResolvedSystem& system = lowering.system();
  const Component* bucket = system.target(component, settings.bucket.target(), "buckets");
  if (bucket == nullptr || bucket->tainted) return;
  if (settings.captions && !settings.captions->format) return;  // reported as missing

  const Layer layer = settings.options.stack.value_or(Layer::App);
  const std::string name = lowering.default_name(component);
  const cfn::List tags = lowering.tags(component, settings.options.tags, name);
  const auto number = static_cast<std::uint32_t>(component.blueprint);

  lowering.add(component, layer, role_id(component.name), "AWS::IAM::Role").properties = cfn::Map{
      {"Description", "What jobs of " + component.label() + " may do"},
      {"AssumeRolePolicyDocument", trust_policy("mediaconvert.amazonaws.com")},
      {"Policies", cfn::List{cfn::Map{{"PolicyName", bucket->label()},
                                      {"PolicyDocument",
                                       policy_document(permissions(settings, *bucket, system))}}}},
      {"Tags", tags}};
  lowering.expose({number, role_id(component.name), "Arn"}, "Role of jobs of " + component.label());

  lowering.add(component, layer, queue_id(component.name), "AWS::MediaConvert::Queue").properties =
      cfn::Map{{"Name", name},
               {"PricingPlan", "ON_DEMAND"},
               {"Status", "ACTIVE"},
               {"Tags", tag_map(tags)}};

  lowering.add(component, layer, template_id(component.name), "AWS::MediaConvert::JobTemplate")
      .properties =
      cfn::Map{{"Name", name},
               {"Queue", Lowering::symbol(component, queue_id(component.name), "Arn")},
               {"StatusUpdateInterval", "SECONDS_60"},
               {"AccelerationSettings", cfn::Map{{"Mode", "DISABLED"}}},
               {"SettingsJson", job_settings(settings, *bucket)},
               {"Tags", tag_map(tags)}};
  lowering.expose({number, template_id(component.name), "Name"}, "Name of " + component.label());
}

}  // namespace btsinfra
