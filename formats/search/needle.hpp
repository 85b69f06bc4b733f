// SPDX-License-Identifier: MIT
// formats/search/needle.hpp - what is searched for in bytes: a pattern, a regular expression,
// values.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include <bview/core/byte_pattern.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/formats/questions/parts.hpp>
#include <bview/formats/text/regex.hpp>

namespace BVIEW_PUBLIC bview {

struct Hit {
  std::int64_t offset;  ///< among the bytes that are searched
  std::int32_t size;    ///< bytes, >= 1
  std::int32_t needle;  ///< which of those that are searched for
};

/// Hears of a hit, and says where to go on: behind its offset.
using VisitHit = std::function<std::int64_t(std::int64_t offset, std::int64_t size)>;

/// Where hits may begin.
struct Range {
  std::int64_t from;
  std::int64_t end;
  bool everywhere;  ///< whoever visits goes on inside of hits
};

/// Threads may share one.
class Needle {
 public:
  Needle() = default;
  Needle(const Needle&) = delete;
  Needle& operator=(const Needle&) = delete;
  virtual ~Needle() = default;

  /// Visits what begins in the range, leftmost first. Of what stands in front of the range it looks
  /// at one byte at most, and behind it at reach() bytes.
  virtual void find(std::span<const std::byte> bytes, const Range& range,
                    const VisitHit& visit) const = 0;
  [[nodiscard]] virtual std::int64_t reach() const = 0;
};
using NeedlePtr = std::unique_ptr<const Needle>;

[[nodiscard]] NeedlePtr pattern_needle(BytePattern pattern);

/// Bytes further behind the end of a range than this are not looked at: a longer match may be cut.
inline constexpr std::int64_t kLongestMatch = std::int64_t{64} << 10;
/// The same behind each byte where a match may begin in another: work stays linear.
inline constexpr std::int64_t kLongestInside = std::int64_t{1} << 10;

/// Matches of no bytes are none.
[[nodiscard]] NeedlePtr regex_needle(Regex regex);

/// Items of `itemsize` bytes for which the condition holds, at whatever byte they begin.
[[nodiscard]] NeedlePtr value_needle(ConditionPtr condition, std::int64_t itemsize);

}  // namespace bview
