// SPDX-License-Identifier: MIT
// formats/text/datum.hpp - a value on its way through the steps of a reading.
//
// Out, it begins as what the type stores, and every step makes something else of it: of 2 the
// text "exec". Back, it begins as the text that was given, and the steps in reverse make of it
// what the type stores.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <bview/core/public.hpp>
#include <bview/core/reading.hpp>

namespace BVIEW_PUBLIC bview {

struct Datum {
  enum class Is : std::uint8_t {
    Integer,
    Real,   ///< a number as decimal text, which may be nan or inf
    Bytes,  ///< text in UTF-8, but for bytes that are none
    Word,   ///< a text of a reading's own: a name, a time
  };

  Is is = Is::Integer;
  WideInteger integer{};
  std::string text{};
  std::string exact{};                  ///< of a real one, where its text is short for it
  int width = 0;                        ///< bits of the integer that is stored; 0: it is none
  int size = 0;                         ///< bytes of the value
  int base = 0;                         ///< of the integer's text; 0: as it is asked for
  bool padded = false;                  ///< to the width
  bool from_other = false;              ///< back: a program wrote the text, who may write 1.0 for 1
  bool is_signed = false;               ///< the integer that is stored
  Is wanted = Is::Integer;              ///< back: what the step in front of this one made
  std::optional<std::int64_t> start{};  ///< where the texts of at() begin, if a record tells
  bool checks = true;                   ///< a value that is() does not allow is an error

  void become(Is kind, std::string now) {
    is = kind;
    text = std::move(now);
  }
  void become(const WideInteger& now) {
    is = Is::Integer;
    integer = now;
    text.clear();
  }
  [[nodiscard]] bool wants_integer() const { return wanted == Is::Integer; }
  [[nodiscard]] bool is_text() const { return is == Is::Bytes || is == Is::Word; }
};

/// The decimal text of an integer.
[[nodiscard]] std::string decimal_text(const WideInteger& value);

/// In base 2, 8, 10 or 16: with Python's prefix, and zeros to the width of `bits`, if any.
[[nodiscard]] std::string based_text(const WideInteger& value, int base, int bits);

/// Takes the blanks off both ends.
[[nodiscard]] std::string_view without_blanks(std::string_view text);

/// The integer that a text is, in any base; nothing if it is none, or has more than 128 bits.
[[nodiscard]] std::optional<WideInteger> integer_in(std::string_view text);

/// Back: the integer that a datum must be. Real ones are taken where they are whole.
/// \throws Error{Errc::BadValue}
void to_integer(Datum& datum);

// --- exact numbers -------------------------------------------------------------------------------

/// The number that a decimal text is, exactly; nothing if it is none or takes more than 128 bits.
[[nodiscard]] std::optional<Ratio> ratio_in(std::string_view text);

/// a * b, a / b, a + b, in lowest terms; nothing where that takes more than 128 bits.
[[nodiscard]] std::optional<Ratio> multiplied(const Ratio& a, const Ratio& b);
[[nodiscard]] std::optional<Ratio> divided(const Ratio& a, const Ratio& b);
[[nodiscard]] std::optional<Ratio> added(const Ratio& a, const Ratio& b);
[[nodiscard]] Ratio negated(Ratio a);

/// The nearest float.
[[nodiscard]] long double approximate(const Ratio& value);

/// Below, equal or above 0 as a is less than, equal to or greater than b.
[[nodiscard]] int compare(const Ratio& a, const Ratio& b);

/// Exactly where decimals can say it ("23.45"; whole ones "23" or, with `point`, "23.0"), else
/// the shortest text of the nearest double.
[[nodiscard]] std::string ratio_text(const Ratio& value, bool point);

}  // namespace bview
