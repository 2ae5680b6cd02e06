#include "support/date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace btsinfra {
namespace {

int number(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  for (const char digit : text.substr(at, length)) value = value * 10 + (digit - '0');
  return value;
}

std::chrono::year_month_day parsed(std::string_view text) {
  return {std::chrono::year(number(text, 0, 4)),
          std::chrono::month(static_cast<unsigned>(number(text, 5, 2))),
          std::chrono::day(static_cast<unsigned>(number(text, 8, 2)))};
}

std::string printed(const std::chrono::year_month_day& date) {
  std::array<char, 32> text{};
  const int length =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

bool is_date(std::string_view text) {
  constexpr std::string_view form = "0000-00-00";
  if (text.size() != form.size()) return false;
  const bool formed =
      std::equal(text.begin(), text.end(), form.begin(), [](char given, char wanted) {
        return wanted == '-' ? given == '-' : given >= '0' && given <= '9';
      });
  return formed && parsed(text).ok();
}

std::string months_later(std::string_view date, int months) {
  std::chrono::year_month_day later = parsed(date) + std::chrono::months(months);
  if (!later.ok()) {
    later = std::chrono::year_month_day(later.year() / later.month() / std::chrono::last);
  }
  return printed(later);
}

std::string current_date() {
  return printed(std::chrono::year_month_day(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())));
}

}  // namespace btsinfra
