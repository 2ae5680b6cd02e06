// What CloudWatch demands of alarms, and what an alarm must be to go off at all.
#include <algorithm>

#include <fmt/format.h>

#include "btsinfra/services/compute.h"
#include "btsinfra/services/database.h"
#include "btsinfra/services/dns_health_check.h"
#include "btsinfra/services/event_rule.h"

#include "diag/ids/events.h"
#include "services/cloudwatch/alarm.h"
#include "services/cloudwatch/alarm_parts.h"
#include "services/cloudwatch/metrics.h"
#include "services/cloudwatch/statistics.h"
#include "services/kind.h"
#include "services/sns/topic.h"
#include "services/tags.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

constexpr int minute = 60;
constexpr int hour = 3600;
constexpr long long day = 86'400;
constexpr long long week = 7 * day;

class AlarmCheck {
 public:
  AlarmCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        alarm_(component.as<Alarm>()),
        metric_(alarm_metric(component, system)),
        watched_(watched_by(component, system)),
        system_(system),
        diags_(diags) {}

  void run() {
    if (subject()) {
      metric();
      data();
    }
    bound();
    statistic();
    periods();
    dimensions();
    if (metric_.bound) reach();
    check_notified(component_, "notify", alarm_.notify, system_, diags_);
    check_notified(component_, "notify_ok", alarm_.notify_ok, system_, diags_);
    check_notified(component_, "notify_unknown", alarm_.notify_unknown, system_, diags_);
    heard();
    check_tags(component_.place / "tags", alarm_.options.tags, system_, diags_);
  }

 private:
  [[nodiscard]] Span at(std::string_view field) const { return system_.at(component_, field); }

  // Whether what it is on has metrics that an alarm here can read.
  bool subject() {
    if (!alarm_.on) return true;
    if (watched_ == nullptr || watched_->tainted) return false;
    if (metric_.home == nullptr) {
      std::string known;
      for (const std::string_view name : watched_kinds()) {
        known += (known.empty() ? "`" : ", `") + std::string(name) + "`";
      }
      diags_
          .report(ids::AlarmSubject, at("on"), "`on` does not take {}",
                  with_article(watched_->kind->noun()))
          .note(system_.at(*watched_), "it is declared here")
          .help("alarms go on " + known +
                "; for anything else write `namespace`, `metric` and `dimensions`");
      return false;
    }
    const std::string_view own = system_.region(component_).name();
    const std::string_view reports =
        metric_.home->region.empty() ? system_.region(*watched_).name() : metric_.home->region;
    if (own == reports) return true;
    Report report = diags_.report(
        ids::AlarmRegion, at("on"), "the metrics of `{}` are in `{}`, and an alarm in `{}` {}",
        alarm_.on->target.path, reports, own, "reads those of its own region only");
    report.note(system_.at(*watched_), "it is declared here");
    report.help((metric_.home->region.empty() ? "declare the alarm in a blueprint of `"
                                              : "such metrics are reported there from everywhere: "
                                                "declare the alarm in a blueprint of `") +
                std::string(reports) + "`");
    return false;
  }

  void metric() {
    if (metric_.name.empty()) {
      Report report =
          diags_.report(ids::AlarmWithoutMetric, system_.at(component_), "no metric is watched");
      if (watched_ == nullptr) {
        report.help("name a component in `on` and one of its metrics in `metric`");
      } else {
        report.help("say which in `metric`; " + some_metrics());
      }
      return;
    }
    if (metric_.name_space.empty()) {
      diags_
          .report(ids::AlarmWithoutMetric, at("metric"),
                  "`{}` could be anybody's metric: neither a component nor a namespace is named",
                  metric_.name)
          .help("name a component in `on`, or the namespace in which programs report it");
      return;
    }
    if (watched_ == nullptr || !alarm_.name_space.empty() || metric_.fact != nullptr) return;
    const std::vector<std::string_view> names = metric_names(watched_->kind->key());
    if (const auto near = nearest(metric_.name, std::span<const std::string_view>(names))) {
      diags_
          .report(ids::MisspeltMetric, at("metric"), "{} has no metric `{}`",
                  with_article(watched_->kind->noun()), metric_.name)
          .help(did_you_mean(*near));
    } else {
      diags_
          .report(ids::UnknownMetric, at("metric"),
                  "no metric `{}` of {} is known here; if there is none, the alarm has no data",
                  metric_.name, with_article(watched_->kind->noun()))
          .help(some_metrics());
    }
  }

  [[nodiscard]] std::string some_metrics() const {
    constexpr std::size_t most = 6;
    const std::vector<std::string_view> names = metric_names(watched_->kind->key());
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) {
      text += (i == 0 ? "there are `" : ", `") + std::string(names[i]) + "`";
    }
    if (names.size() > most) text += fmt::format(" and {} more", names.size() - most);
    return text;
  }

  void bound() {
    const std::vector<Bound> bounds = given_bounds(alarm_);
    if (bounds.size() > 1) {
      diags_
          .report(ids::AlarmThreshold, at(bounds[1].field),
                  "an alarm has one threshold, and two are given")
          .note(at(bounds[0].field), "the other one")
          .help("keep one of them; two alarms can watch two thresholds");
    } else if (!metric_.bound) {
      diags_
          .report(ids::AlarmThreshold, system_.at(component_),
                  "nothing says when this alarm goes off")
          .help("write one of `above`, `at_least`, `below` and `at_most`");
    }
  }

  void statistic() {
    if (alarm_.statistic.empty() || parse_statistic(alarm_.statistic)) return;
    const std::string near = near_statistic(alarm_.statistic);
    diags_.report(ids::AlarmStatistic, at("statistic"), "`{}` is no statistic", alarm_.statistic)
        .help((near.empty() ? "" : "did you mean `" + near + "`? ") +
              std::string("there are `average`, `sum`, `minimum`, `maximum`, `samples`, "
                          "percentiles as `p99` and trimmed ones as `tm95`"));
  }

  void periods() {
    const int period = alarm_.period;
    const bool fine = period == 10 || period == 20 || period == 30;
    if (!fine && period % minute != 0) {
      const int next = (period / minute + 1) * minute;
      diags_
          .report(ids::AlarmPeriod, at("period"), "CloudWatch knows no period of {} seconds",
                  period)
          .help(fmt::format("write 10, 20, 30 or a multiple of 60, as {}", next));
      return;
    }
    if (alarm_.datapoints && *alarm_.datapoints > alarm_.periods) {
      diags_
          .report(ids::AlarmPeriod, at("datapoints"),
                  "{} periods must breach, but only {} {} looked at", *alarm_.datapoints,
                  alarm_.periods, alarm_.periods == 1 ? "is" : "are")
          .note(at("periods"), "the number of periods")
          .help(fmt::format("write `periods: {}`, or more", *alarm_.datapoints));
      return;
    }
    const long long span = static_cast<long long>(period) * alarm_.periods;
    const long long most = period >= hour ? week : day;
    if (span > most) {
      diags_
          .report(ids::AlarmPeriod, at("periods"),
                  "{} periods of {} seconds are longer than the {} that an alarm looks back",
                  alarm_.periods, period, most == day ? "day" : "week")
          .help(most == day ? "periods of an hour or more may go back a week"
                            : "take fewer or shorter periods");
      return;
    }
    if (fine && metric_.name_space.starts_with("AWS/")) {
      diags_
          .report(ids::FinePeriod, at("period"),
                  "`{}` is reported once a minute at most, so most periods of {} seconds hold no "
                  "data",
                  metric_.name, period)
          .help("write `period: 60`");
    }
  }

  void dimensions() {
    if (metric_.home == nullptr) return;
    for (const auto& [name, value] : alarm_.dimensions) {
      if (name != metric_.home->dimension && name != metric_.home->more) continue;
      diags_
          .report(ids::AlarmDimension,
                  system_.places().value(component_.place / "dimensions" / name),
                  "`{}` is what `on` gives", name)
          .note(at("on"), "the component that is watched")
          .help("leave one of the two out");
    }
  }

  // Metrics that only some components report.
  void data() {
    if (watched_ == nullptr || metric_.fact == nullptr) return;
    std::string_view missing;
    std::string_view help;
    if (watched_->kind->key() == "databases" && metric_.name == "ReplicaLag" &&
        (watched_->as<Database>().replica_of.empty() || watched_->as<Database>().promoted)) {
      missing = "it replicates no other database";
      help =
          "`ReplicaLag` is for a database with `replica_of`, in its own region; how much this one "
          "has to do tell `CPUUtilization` and `DatabaseConnections`";
    } else if (watched_->kind->key() == "health_checks" && is_latency(metric_.name) &&
               !watched_->as<DnsHealthCheck>().measure_latency) {
      missing = "it measures no latency";
      help = "write `measure_latency: true` at the health check";
    }
    if (missing.empty()) return;
    diags_
        .report(ids::AlarmNeverFires, at("metric"), "`{}` never reports `{}`: {}",
                watched_->label(), metric_.name, missing)
        .note(system_.at(*watched_), "it is declared here")
        .help(std::string(help));
  }

  static bool is_latency(std::string_view metric) {
    return metric == "ConnectionTime" || metric == "SSLHandshakeTime" ||
           metric == "TimeToFirstByte";
  }

  // A group never has more instances in service than its maximum, nor fewer than none.
  void reach() {
    if (watched_ == nullptr || metric_.fact == nullptr || watched_->kind->key() != "autoscaling") {
      return;
    }
    if (metric_.name != "GroupInServiceInstances" && metric_.name != "GroupDesiredCapacity") return;
    if (metric_.statistic == "sum" || metric_.statistic == "samples") return;
    const int most = watched_->as<AutoScalingGroup>().size.max;
    const Bound& bound = *metric_.bound;
    bool never = false;
    switch (bound.comparison) {
      case Comparison::Above:
        never = bound.value >= most;
        break;
      case Comparison::AtLeast:
        never = bound.value > most;
        break;
      case Comparison::Below:
        never = bound.value <= 0;
        break;
      case Comparison::AtMost:
        never = bound.value < 0;
        break;
    }
    if (!never) return;
    const bool up =
        bound.comparison == Comparison::Above || bound.comparison == Comparison::AtLeast;
    Report report =
        diags_.report(ids::AlarmNeverFires, at(bound.field), "this alarm can never go off: {}",
                      up ? fmt::format("`{}` has at most {} instances", watched_->label(), most)
                         : std::string("a group never has fewer than no instances"));
    if (up) {
      report.note(system_.places().value(watched_->place / "size" / "max"),
                  "the maximum is given here");
      report.help(fmt::format("write less than {}, or a larger `size.max`", most));
    } else {
      report.help("write a number above 0");
    }
  }

  // Somebody is told, or a rule acts on it.
  void heard() {
    if (!alarm_.notify.empty() || !alarm_.notify_ok.empty() || !alarm_.notify_unknown.empty()) {
      return;
    }
    for (const Component& other : system_.components()) {
      if (other.kind->key() != "event_rules") continue;
      const auto& rule = other.as<EventRule>();
      const Component* alarm = system_.target(other, rule.on_alarm.target(), "alarms");
      if (alarm != nullptr && alarm->id == component_.id) return;
      if (!std::holds_alternative<std::monostate>(rule.pattern.data)) return;  // it may be meant
    }
    diags_
        .report(ids::UnheardAlarm, system_.at(component_),
                "nobody hears this alarm: it notifies no topic, and no rule acts on it")
        .help("name topics in `notify`");
  }

  const Component& component_;
  const Alarm& alarm_;
  const AlarmMetric metric_;
  const Component* watched_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void AlarmKind::check(const Component& component, const ResolvedSystem& system,
                      Diagnostics& diags) const {
  AlarmCheck(component, system, diags).run();
}

}  // namespace btsinfra
