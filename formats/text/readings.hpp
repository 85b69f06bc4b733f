// SPDX-License-Identifier: MIT
// formats/text/readings.hpp - THE TABLE of readings: names, what they read, text there and back.
//
// One line of the table and two functions make a reading known everywhere: to the format
// language, to every output and input form, to patch and pack. A function gets one step of a
// reading and the value as the steps before it left it (formats/text/datum.hpp).

#pragma once

#include <span>
#include <string_view>

#include <bview/core/public.hpp>
#include <bview/core/reading.hpp>
#include <bview/core/scalar.hpp>
#include <bview/formats/text/datum.hpp>

namespace BVIEW_PUBLIC bview {

/// What stands in the parentheses behind a reading's name.
enum class ReadingArguments : std::uint8_t {
  None,
  Names,    ///< enum: 0=none, 1=file, or none=0
  Masks,    ///< flags: exec=1
  Bits,     ///< a:3, :2, b:-3
  Values,   ///< is: 1, 3..5, "text", name
  Base,     ///< text: oct, dec, hex
  Charset,  ///< "name"
  Scale,    ///< factor, or factor and offset
  End,      ///< perhaps one character: cstr, cstr(0x40)
  Formula,  ///< at: where something begins
};

/// What a step may be given, as bits.
namespace reads {
inline constexpr unsigned kIntegers = 1;
inline constexpr unsigned kReals = 2;
inline constexpr unsigned kBytes = 4;
inline constexpr unsigned kCharacters = 8;  ///< u, w, and what a charset made of bytes
inline constexpr unsigned kWords = 16;
inline constexpr unsigned kTexts = kBytes | kCharacters;
inline constexpr unsigned kNumbers = kIntegers | kReals;
inline constexpr unsigned kAll = kNumbers | kTexts | kWords;
}  // namespace reads

struct ReadingRow {
  ReadingKind kind;
  std::string_view name;
  ReadingArguments arguments;
  unsigned takes;             ///< of `reads`
  std::string_view reads;     ///< the same in words
  unsigned makes_of_numbers;  ///< what it makes of integers and reals; 0: what it was given
  unsigned makes_of_texts;    ///< and of texts
  void (*show)(const ReadingStep& step, Datum& datum);
  /// \throws Error{Errc::BadValue} that says what would fit.
  void (*take)(const ReadingStep& step, Datum& datum);
};

/// What a step makes of what it is given, both of `reads`.
[[nodiscard]] unsigned made_by(const ReadingRow& row, unsigned given);

/// What the values of a type are to the first step; 0 where none reads them.
[[nodiscard]] unsigned given_by(ScalarType type);

/// Those that can be typed.
[[nodiscard]] std::span<const ReadingRow> reading_rows();
[[nodiscard]] const ReadingRow& row_of(ReadingKind kind);
/// Null for what is no reading's name; charsets have none.
[[nodiscard]] const ReadingRow* find_reading(std::string_view name);

// The functions, by the files they stand in.

// reading_numbers.cpp
void show_hex(const ReadingStep& step, Datum& datum);
void take_hex(const ReadingStep& step, Datum& datum);
void show_oct(const ReadingStep& step, Datum& datum);
void show_bin(const ReadingStep& step, Datum& datum);
void show_dec(const ReadingStep& step, Datum& datum);
void take_number(const ReadingStep& step, Datum& datum);
void show_bcd(const ReadingStep& step, Datum& datum);
void take_bcd(const ReadingStep& step, Datum& datum);
void show_scale(const ReadingStep& step, Datum& datum);
void take_scale(const ReadingStep& step, Datum& datum);
void show_text(const ReadingStep& step, Datum& datum);
void take_text(const ReadingStep& step, Datum& datum);
/// Back: the digits of a number as text() pads it where nothing stands, in `size` bytes.
[[nodiscard]] std::string repadded(std::string_view before, std::string_view after, int base);

// reading_at.cpp
void show_at(const ReadingStep& step, Datum& datum);
void take_at(const ReadingStep& step, Datum& datum);
/// Back: refuses any text but the one that stands where the number in front led.
/// \throws Error{Errc::BadValue}
void refuse_other_text(const ReadingStep& step, std::string_view before, const WideInteger& given);

// reading_coded.cpp
void show_coded(const ReadingStep& step, Datum& datum);
void take_coded(const ReadingStep& step, Datum& datum);

// reading_joined.cpp
void show_widened(const ReadingStep& step, Datum& datum);
void show_joined(const ReadingStep& step, Datum& datum);
void take_joined(const ReadingStep& step, Datum& datum);

// reading_names.cpp
void show_enum(const ReadingStep& step, Datum& datum);
void take_enum(const ReadingStep& step, Datum& datum);
void show_flags(const ReadingStep& step, Datum& datum);
void take_flags(const ReadingStep& step, Datum& datum);
void check_is(const ReadingStep& step, Datum& datum);

// reading_times.cpp
void show_time(const ReadingStep& step, Datum& datum);
void take_time(const ReadingStep& step, Datum& datum);

// reading_ids.cpp
void show_uuid(const ReadingStep& step, Datum& datum);
void show_guid(const ReadingStep& step, Datum& datum);
void show_ip(const ReadingStep& step, Datum& datum);
void show_mac(const ReadingStep& step, Datum& datum);
void take_uuid(const ReadingStep& step, Datum& datum);
void take_guid(const ReadingStep& step, Datum& datum);
void take_ip(const ReadingStep& step, Datum& datum);
void take_mac(const ReadingStep& step, Datum& datum);

// reading_texts.cpp
void show_cstr(const ReadingStep& step, Datum& datum);
void take_cstr(const ReadingStep& step, Datum& datum);
void show_trim(const ReadingStep& step, Datum& datum);
void take_trim(const ReadingStep& step, Datum& datum);
void show_charset(const ReadingStep& step, Datum& datum);
void take_charset(const ReadingStep& step, Datum& datum);

}  // namespace bview
