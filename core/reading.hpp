// SPDX-License-Identifier: MIT
// core/reading.hpp - how people read a value: a name for a number, a time, an address.
//
// A Reading is a plain value, a chain of steps, each with its parameters; formats/syntax makes
// one from text and writes it back. What a step makes of a value, and a value of what it made,
// is a line of the table in formats/text/readings.hpp.

#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/coded_number.hpp>
#include <bview/core/public.hpp>
#include <bview/core/storage.hpp>

namespace BVIEW_PUBLIC bview {

enum class ScalarType : std::uint8_t;  // core/scalar.hpp

enum class ReadingKind : std::uint8_t {
  Hex,
  Oct,
  Bin,
  Dec,
  Enum,
  Flags,
  Bits,  ///< the field is a record of bit fields (BitRange)
  Unix,
  UnixMs,
  UnixUs,
  UnixNs,
  FileTime,
  Dos,
  Hfs,
  Uuid,
  Guid,
  Ip,
  Mac,
  CStr,
  Trim,
  Bcd,
  Is,
  Text,
  Charset,
  Scale,
  At,  ///< the text that stands where the number leads

  // Nobody types these.
  Coded,    ///< a number in as many bytes as it says
  Widened,  ///< an integer as a wider one of its column: what follows pads it to that
  Joined,   ///< a number as the float of its column
};

/// An integer of any type. Zero is not negative.
struct WideInteger {
  uint128 magnitude = 0;
  bool negative = false;

  bool operator==(const WideInteger&) const = default;
  std::strong_ordering operator<=>(const WideInteger& other) const {
    if (negative != other.negative) {
      return negative ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    const uint128 a = negative ? other.magnitude : magnitude;
    const uint128 b = negative ? magnitude : other.magnitude;
    return a < b    ? std::strong_ordering::less
           : a == b ? std::strong_ordering::equal
                    : std::strong_ordering::greater;
  }
};

/// numerator / denominator, which is not 0.
struct Ratio {
  WideInteger numerator{};
  uint128 denominator = 1;

  bool operator==(const Ratio&) const = default;
};

/// What a value may be: of enum and flags a number or text with its name, of is a number, a
/// range or a text that is allowed.
struct ReadingChoice {
  std::string name{};  ///< of is: empty, or what dump prints
  Ratio low{};
  Ratio high{};                      ///< the same as low but in ranges
  std::optional<std::string> key{};  ///< instead of them, the bytes of a text

  bool operator==(const ReadingChoice&) const = default;
};

class PointedTexts;

/// Where at() looks for texts (core/pointed_texts.hpp). Formats do not differ by it.
struct PointedTextsRef {
  std::shared_ptr<PointedTexts> texts{};

  bool operator==(const PointedTextsRef& /*other*/) const { return true; }
};

struct ReadingStep {
  ReadingKind kind;
  std::vector<ReadingChoice> choices{};  ///< enum, flags, is
  std::string text{};                    ///< the charset, the end of cstr, the filling of trim,
                                         ///< the formula of at
  Ratio factor{};                        ///< scale
  Ratio offset{};                        ///< scale
  int base = 10;                         ///< text
  std::int64_t start = 0;                ///< at: where the texts begin in the file
  PointedTextsRef pointed{};             ///< at
  NumberCoding coding{};                 ///< coded
  ScalarType stored{};                   ///< joined: of the value itself
  ScalarType shown{};                    ///< widened, joined: of its column
  bool from_top = false;                 ///< bits>: from the most significant bit on

  bool operator==(const ReadingStep&) const = default;
};

/// One or more steps, each reading what the one before it made.
struct Reading {
  std::vector<ReadingStep> steps;

  bool operator==(const Reading&) const = default;
};

/// The bits that a field stands for.
struct BitRange {
  /// What they are bits of.
  enum class Of : std::uint8_t {
    Integer,  ///< an integer of the field's type that was taken apart: bits(...)
    Packed,   ///< the same integer, which nobody speaks of: [u12]
    Stretch,  ///< packed, too, but of more bytes than integers have, or of several values
  };

  int offset;  ///< from the least significant bit; of a stretch from its first one
  int width;   ///< 1 to 128
  bool is_signed;
  Of of = Of::Integer;

  bool operator==(const BitRange&) const = default;
};

}  // namespace bview
