// SPDX-License-Identifier: MIT
// formats/text/time_text.hpp - points in time as ISO 8601 writes them, in UTC.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <bview/core/public.hpp>
#include <bview/core/reading.hpp>

namespace BVIEW_PUBLIC bview {

/// "2024-02-29T12:00:00.5Z" for nanoseconds since 1970: exact, and without zeros at the end of
/// the fraction.
[[nodiscard]] std::string utc_text(std::int64_t nanoseconds);

/// How a reading counts time.
struct TimeScale {
  std::uint64_t per_second;  ///< so many units are a second
  std::int64_t epoch;        ///< its 0, in seconds since 1970
  std::string_view unit;
};
[[nodiscard]] TimeScale time_scale(ReadingKind kind);

/// All epochs are later than this many seconds before 1970.
inline constexpr std::int64_t kEpochs = std::int64_t{1} << 60;

/// Seconds since 1970, and the digits behind the point.
struct Instant {
  std::int64_t seconds = 0;
  std::string fraction{};
};

/// Whether a second lies in the years 1 to 9999, which four digits write.
[[nodiscard]] constexpr bool is_shown(std::int64_t seconds) {
  return seconds >= -62'135'596'800 && seconds < 253'402'300'800;
}

/// Characters that write_second() writes.
inline constexpr std::size_t kSecondText = 19;

/// Writes "2024-02-29T12:00:00" and returns the end; the second is_shown().
char* write_second(char* to, std::int64_t seconds);

[[nodiscard]] std::string instant_text(const Instant& instant);

/// Reads "2024-02-29", "2024-02-29T12:00[:00[.5]]", with a blank for the T, and Z, +02:00 or
/// nothing (UTC) behind it. Nothing if the text is none of these, or no such day.
[[nodiscard]] std::optional<Instant> read_instant(std::string_view text);

/// The date (upper half) and time of FAT, or the date alone; empty where they are none.
[[nodiscard]] std::string dos_text(std::uint32_t stored, bool date_only);
[[nodiscard]] std::optional<std::uint32_t> dos_number(const Instant& instant, bool date_only);

}  // namespace bview
