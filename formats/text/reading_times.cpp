// SPDX-License-Identifier: MIT
// Readings of points in time: unix unixms unixus unixns filetime dos hfs.

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/text/readings.hpp>
#include <bview/formats/text/time_text.hpp>

namespace bview {
namespace {

/// The time as its reading counts it, split at whole seconds.
std::optional<Instant> instant_of(const TimeScale& scale, const Ratio& value) {
  const auto since = divided(value, {{scale.per_second, false}, 1});
  const auto seconds = since ? added(*since, {{kEpochs, false}, 1}) : std::nullopt;
  if (!seconds || seconds->numerator.negative) return std::nullopt;
  const uint128 whole = seconds->numerator.magnitude / seconds->denominator;
  if (whole > uint128{1} << 62U) return std::nullopt;
  Instant instant;
  instant.seconds = static_cast<std::int64_t>(whole) - kEpochs + scale.epoch;
  const uint128 rest = seconds->numerator.magnitude % seconds->denominator;
  if (rest != 0) {
    const std::string text = ratio_text({{rest, false}, seconds->denominator}, true);
    const std::size_t point = text.find('.');
    if (!text.starts_with("0.") || text.find('e') != text.npos) return std::nullopt;
    instant.fraction = text.substr(point + 1);
  }
  return instant;
}

Ratio count_of(const TimeScale& scale, const Instant& instant, std::string_view text) {
  const std::int64_t seconds = instant.seconds - scale.epoch;
  const bool negative = seconds < 0;
  const Ratio whole{
      {negative ? 0 - static_cast<uint128>(seconds) : static_cast<uint128>(seconds), negative}, 1};
  const auto fraction = ratio_in("0." + (instant.fraction.empty() ? "0" : instant.fraction));
  const auto sum = fraction ? added(whole, *fraction) : std::nullopt;
  const auto count = sum ? multiplied(*sum, {{scale.per_second, false}, 1}) : std::nullopt;
  if (!count) throw Error(Errc::BadValue, fmt::format("{} has too many digits", quoted(text)));
  return *count;
}

}  // namespace

void show_time(const ReadingStep& step, Datum& datum) {
  if (datum.is_text()) return;
  if (step.kind == ReadingKind::Dos) {
    if (datum.integer.negative || datum.integer.magnitude >> 32U != 0) return;
    const auto stored = static_cast<std::uint32_t>(datum.integer.magnitude);
    const std::string text = dos_text(stored, datum.width == 16);
    if (!text.empty()) datum.become(Datum::Is::Word, text);
    return;
  }
  const auto value = datum.is == Datum::Is::Integer ? std::optional(Ratio{datum.integer, 1})
                                                    : ratio_in(datum.text);
  const auto instant = value ? instant_of(time_scale(step.kind), *value) : std::nullopt;
  if (!instant || !is_shown(instant->seconds)) return;
  datum.become(Datum::Is::Word, instant_text(*instant));
}

void take_time(const ReadingStep& step, Datum& datum) {
  const auto instant = datum.is_text() ? read_instant(datum.text) : std::nullopt;
  if (!instant) {
    // What no calendar shows stands as its number.
    const auto number = datum.is == Datum::Is::Integer ? std::optional(Ratio{datum.integer, 1})
                                                       : ratio_in(datum.text);
    if (!datum.wants_integer() && datum.is_text()) return datum.become(Datum::Is::Real, datum.text);
    if (!number || number->denominator != 1) {
      throw Error(Errc::BadValue, fmt::format("{} is no point in time, like 2024-02-29T12:00:00Z, "
                                              "and no integer",
                                              quoted(datum.text)));
    }
    return datum.become(number->numerator);
  }
  if (step.kind == ReadingKind::Dos) {
    const auto stored = dos_number(*instant, datum.width == 16);
    if (!stored) {
      throw Error(Errc::BadValue,
                  fmt::format("dos holds 1980 to 2107 in steps of 2 seconds{}, got {}",
                              datum.width == 16 ? ", here the day alone" : "", quoted(datum.text)));
    }
    return datum.become({*stored, false});
  }
  const TimeScale scale = time_scale(step.kind);
  const Ratio count = count_of(scale, *instant, datum.text);
  if (count.denominator == 1) return datum.become(count.numerator);
  if (!datum.wants_integer()) return datum.become(Datum::Is::Real, ratio_text(count, false));
  throw Error(Errc::BadValue, fmt::format("{} counts whole {}, and {} lies between two",
                                          row_of(step.kind).name, scale.unit, quoted(datum.text)));
}

}  // namespace bview
