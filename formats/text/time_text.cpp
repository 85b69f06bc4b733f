// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <array>
#include <chrono>

#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/time_text.hpp>

namespace bview {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t kDay = 86400;

std::int64_t floor_divided(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

struct UnitRow {
  ReadingKind kind;
  TimeScale scale;
};
constexpr UnitRow kScales[] = {
    {ReadingKind::Unix, {1, 0, "seconds"}},
    {ReadingKind::UnixMs, {1'000, 0, "milliseconds"}},
    {ReadingKind::UnixUs, {1'000'000, 0, "microseconds"}},
    {ReadingKind::UnixNs, {1'000'000'000, 0, "nanoseconds"}},
    {ReadingKind::FileTime, {10'000'000, -11'644'473'600, "tenths of microseconds"}},  // 1601
    {ReadingKind::Hfs, {1, -2'082'844'800, "seconds"}},                                // 1904
};

/// Takes exactly `count` digits.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = 10 * value + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == any_of.npos) return false;
  text.remove_prefix(1);
  return true;
}

/// "12:00", "12:00:00", "12:00:00.5": seconds of the day; the fraction's digits go to `instant`.
bool take_time_of_day(std::string_view& text, Instant& instant) {
  const auto hour = take_digits(text, 2);
  const auto minute = hour && take(text, ":") ? take_digits(text, 2) : std::nullopt;
  if (!minute || *hour > 23 || *minute > 59) return false;
  int second = 0;
  if (take(text, ":")) {
    const auto given = take_digits(text, 2);
    if (!given || *given > 59) return false;
    second = *given;
    if (take(text, ".,")) {
      const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
      if (end == 0 || end > 18) return false;
      instant.fraction = text.substr(0, end);
      instant.fraction.erase(instant.fraction.find_last_not_of('0') + 1);
      text.remove_prefix(end);
    }
  }
  instant.seconds += *hour * 3600 + *minute * 60 + second;
  return true;
}

/// "Z", "+02:00", "+0200", "+02": how far it is ahead of UTC, in seconds.
std::optional<int> take_zone(std::string_view& text) {
  if (text.empty() || take(text, "Zz")) return 0;
  const bool behind = text.front() == '-';
  if (!take(text, "+-")) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 23) return std::nullopt;
  int minutes = 0;
  if (!text.empty()) {
    take(text, ":");
    const auto given = take_digits(text, 2);
    if (!given || *given > 59) return std::nullopt;
    minutes = *given;
  }
  return (behind ? -1 : 1) * (*hours * 3600 + minutes * 60);
}

}  // namespace

std::string utc_text(std::int64_t nanoseconds) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  Instant instant{floor_divided(nanoseconds, kSecond), {}};
  const std::int64_t fraction = nanoseconds % kSecond + (nanoseconds % kSecond < 0 ? kSecond : 0);
  if (fraction != 0) {
    instant.fraction = fmt::format("{:09}", fraction);
    instant.fraction.erase(instant.fraction.find_last_not_of('0') + 1);
  }
  return instant_text(instant);
}

TimeScale time_scale(ReadingKind kind) {
  for (const UnitRow& row : kScales) {
    if (row.kind == kind) return row.scale;
  }
  return kScales[0].scale;
}

/// Source: days to a civil date as in H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
char* write_second(char* to, std::int64_t seconds) {
  const std::int64_t day = floor_divided(seconds, kDay);
  const auto rest = static_cast<std::uint32_t>(seconds - day * kDay);
  const auto since_0000_03_01 = static_cast<std::uint32_t>(day + 719'468 + 146'097);
  const std::uint32_t era = since_0000_03_01 / 146'097;
  const std::uint32_t of_era = since_0000_03_01 % 146'097;
  const std::uint32_t year_of_era =
      (of_era - of_era / 1460 + of_era / 36524 - of_era / 146'096) / 365;
  const std::uint32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::uint32_t shifted = (5 * of_year + 2) / 153;
  const std::uint32_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  const std::uint32_t year = year_of_era + era * 400 - 400 + (month <= 2 ? 1 : 0);
  to = detail::write_2_digits(detail::write_2_digits(to, year / 100), year % 100);
  *to++ = '-';
  to = detail::write_2_digits(to, month);
  *to++ = '-';
  to = detail::write_2_digits(to, of_year - (153 * shifted + 2) / 5 + 1);
  *to++ = 'T';
  to = detail::write_2_digits(to, rest / 3600);
  *to++ = ':';
  to = detail::write_2_digits(to, rest / 60 % 60);
  *to++ = ':';
  return detail::write_2_digits(to, rest % 60);
}

std::string instant_text(const Instant& instant) {
  std::array<char, kSecondText> second;
  std::string text(second.data(), write_second(second.data(), instant.seconds));
  if (!instant.fraction.empty()) text += "." + instant.fraction;
  return text + 'Z';
}

std::optional<Instant> read_instant(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const auto year = take_digits(text, 4);
  const auto month = year && take(text, "-") ? take_digits(text, 2) : std::nullopt;
  const auto day = month && take(text, "-") ? take_digits(text, 2) : std::nullopt;
  if (!day) return std::nullopt;
  const year_month_day date{std::chrono::year(*year),
                            std::chrono::month(static_cast<unsigned>(*month)),
                            std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  Instant instant;
  instant.seconds = sys_days(date).time_since_epoch().count() * kDay;
  if (text.empty()) return instant;
  if (!take(text, "Tt ") || !take_time_of_day(text, instant)) return std::nullopt;
  const auto zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  instant.seconds -= *zone;
  return instant;
}

std::string dos_text(std::uint32_t stored, bool date_only) {
  const std::uint32_t date = date_only ? stored : stored >> 16U;
  const std::uint32_t time = date_only ? 0 : stored & 0xffffU;
  const year_month_day day{std::chrono::year(1980 + static_cast<int>(date >> 9U)),
                           std::chrono::month(date >> 5U & 15U), std::chrono::day(date & 31U)};
  const std::uint32_t hour = time >> 11U;
  const std::uint32_t minute = time >> 5U & 63U;
  const std::uint32_t second = 2 * (time & 31U);
  if (!day.ok() || hour > 23 || minute > 59 || second > 58) return "";
  const std::int64_t begin = sys_days(day).time_since_epoch().count() * kDay;
  const std::uint32_t of_day = hour * 3600 + minute * 60 + second;
  std::string text = instant_text({begin + of_day, {}});
  return date_only ? text.substr(0, text.find('T')) : text;
}

std::optional<std::uint32_t> dos_number(const Instant& instant, bool date_only) {
  const std::int64_t days = floor_divided(instant.seconds, kDay);
  const auto rest = static_cast<std::uint32_t>(instant.seconds - days * kDay);
  const year_month_day day{sys_days(std::chrono::days(days))};
  const int year = int{day.year()} - 1980;
  const bool fits = year >= 0 && year < 128 && rest % 2 == 0 && instant.fraction.empty();
  if (!fits || (date_only && rest != 0)) return std::nullopt;
  const std::uint32_t date =
      static_cast<std::uint32_t>(year) << 9U | unsigned{day.month()} << 5U | unsigned{day.day()};
  if (date_only) return date;
  return date << 16U | rest / 3600 << 11U | rest / 60 % 60 << 5U | rest % 60 / 2;
}

}  // namespace bview
