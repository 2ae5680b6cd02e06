// The field table of `alarms`.
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "btsinfra/services/alarm.h"

#include "diag/ids/reading.h"
#include "services/records.h"

namespace btsinfra {

Threshold::Threshold(double number) : value(number) {
  constexpr double exact = 9007199254740992.0;  // 2^53: whole numbers below it are exact
  std::array<char, 32> buffer{};
  const bool whole = std::trunc(number) == number && std::abs(number) < exact;
  const auto [end, error] =
      whole ? std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                            static_cast<std::int64_t>(number))
            : std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  if (error == std::errc{}) text.assign(buffer.data(), end);
}

}  // namespace btsinfra

namespace btsinfra::fields {

template <>
const Type& type_of<Threshold>();
template <>
const Type& type_of<MissingData>();

namespace {

struct MissingNames {
  static constexpr std::string_view names[] = {"missing", "ignore", "breaching", "not_breaching"};
};

constexpr double one_day = 86'400;

constexpr Field alarm_fields[] = {
    field<&Alarm::name>("name", "Name of the alarm. Another one means another alarm.")
        .unit("characters")
        .within(1, 255)
        .without("chosen by CloudFormation"),
    field<&Alarm::description>("description", "What it means and what to do then.")
        .unit("characters")
        .within(0, 1024),
    field<&Alarm::on>("on",
                      "The component whose metric is watched, as `autoscaling.web`; it stands in "
                      "the alarm's region. Of a component with several instances any may breach.")
        .without("none: `namespace` and `dimensions` say it"),
    field<&Alarm::metric>("metric", "Name of the metric, as CloudWatch has it.")
        .unit("characters")
        .within(1, 255)
        .without("the usual one of `on`; only health checks have one"),
    field<&Alarm::name_space>("namespace",
                              "Namespace of the metric, for metrics that programs report.")
        .unit("characters")
        .within(1, 255)
        .without("that of `on`"),
    field<&Alarm::dimensions>("dimensions", "Dimensions of the metric, beside those of `on`.")
        .within(0, 30),
    field<&Alarm::statistic>("statistic",
                             "What is made of the data of one period: `average`, `sum`, `minimum`, "
                             "`maximum`, `samples`, a percentile as `p99`, or a trimmed one as "
                             "`tm95`.")
        .without("the metric's usual one, else `average`"),
    field<&Alarm::above>("above", "It breaches above this.").without("none"),
    field<&Alarm::at_least>("at_least", "It breaches at this and above.").without("none"),
    field<&Alarm::below>("below", "It breaches below this.").without("none"),
    field<&Alarm::at_most>("at_most", "It breaches at this and below.").without("none"),
    field<&Alarm::period>("period", "Length of one period: 10, 20, 30 or a multiple of 60.")
        .unit("seconds")
        .within(10, one_day),
    field<&Alarm::periods>("periods", "How many periods are looked at.").within(1, 8640),
    field<&Alarm::datapoints>("datapoints", "How many of them must breach.")
        .within(1, 8640)
        .without("all"),
    field<&Alarm::missing>("missing", "What periods without data count as.")
        .without("`missing`, and `breaching` for health checks"),
    field<&Alarm::notify>("notify", "Topics that are told when it goes off.").within(0, 5),
    field<&Alarm::notify_ok>("notify_ok", "Topics that are told when all is well again.")
        .within(0, 5),
    field<&Alarm::notify_unknown>("notify_unknown", "Topics that are told when data is missing.")
        .within(0, 5),
    field<&Alarm::options>("options", "").among_own(),
};

std::optional<Fault> parse_threshold(Threshold& out, const ScalarInput& input) {
  if (input.text.find("${{") != std::string_view::npos) {
    return Fault{ids::ReferenceNotAllowed, "a reference where a number must be known at once",
                 "write the value itself"};
  }
  if (input.quoted) {
    return Fault{ids::WrongScalar,
                 "expected a number, found the text `" + std::string(input.text) + "`",
                 "remove the quotes"};
  }
  const char* begin = input.text.data();
  const char* end = begin + input.text.size();
  const auto [last, error] = std::from_chars(begin, end, out.value);
  if (error != std::errc{} || last != end || !std::isfinite(out.value)) {
    return Fault{ids::WrongScalar, "expected a number, found `" + std::string(input.text) + "`",
                 "write decimal digits, with a point where needed, and no unit"};
  }
  out.text = input.text;
  return std::nullopt;
}

}  // namespace

template <>
const Type& type_of<Threshold>() {
  static const Type type = [] {
    Type described;
    described.name = "number";
    described.json_type = "number";
    described.parse = [](void* out, const ScalarInput& input) {
      return parse_threshold(*static_cast<Threshold*>(out), input);
    };
    described.print = [](const void* value) { return static_cast<const Threshold*>(value)->text; };
    described.is_set = [](const void*) { return true; };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<MissingData>() {
  static const Type type = describe_choice<MissingData, MissingNames>("meaning of missing data");
  return type;
}

template <>
const Type& type_of<Alarm>() {
  static const Type type = record<Alarm>("an alarm", "A CloudWatch alarm.", alarm_fields);
  return type;
}

}  // namespace btsinfra::fields
