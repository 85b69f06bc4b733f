// SPDX-License-Identifier: MIT
// Readings that show a number otherwise: hex oct bin dec bcd scale text.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include <bview/core/ascii_number.hpp>
#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/text/parse_float.hpp>
#include <bview/formats/text/parse_integer.hpp>
#include <bview/formats/text/reading_bytes.hpp>
#include <bview/formats/text/readings.hpp>

namespace bview {
namespace {

void show_in_base(Datum& datum, int base) {
  if (datum.is != Datum::Is::Integer) return;
  datum.base = base;
  datum.padded = true;
}

}  // namespace

void show_hex(const ReadingStep& /*step*/, Datum& datum) {
  if (datum.is == Datum::Is::Bytes) datum.become(Datum::Is::Word, hex_text(datum.text));
  show_in_base(datum, 16);
}

void take_hex(const ReadingStep& step, Datum& datum) {
  if (datum.wants_integer()) return take_number(step, datum);
  datum.become(Datum::Is::Bytes, bytes_in_hex(datum.text, datum.size));
}

void show_oct(const ReadingStep& /*step*/, Datum& datum) { show_in_base(datum, 8); }
void show_bin(const ReadingStep& /*step*/, Datum& datum) { show_in_base(datum, 2); }
void show_dec(const ReadingStep& /*step*/, Datum& datum) { show_in_base(datum, 10); }

void take_number(const ReadingStep& /*step*/, Datum& datum) { to_integer(datum); }

// --- packed decimals -----------------------------------------------------------------------------

void show_bcd(const ReadingStep& /*step*/, Datum& datum) {
  if (datum.is == Datum::Is::Bytes) {
    return datum.become(Datum::Is::Word, hex_text(datum.text));
  }
  if (datum.is != Datum::Is::Integer) return;
  const WideInteger stored{twos_complement(datum.integer) & low_bits(datum.width), false};
  if (const auto number = packed_decimal(stored.magnitude)) return datum.become(*number);
  datum.become(Datum::Is::Word, based_text(stored, 16, datum.width));
}

void take_bcd(const ReadingStep& /*step*/, Datum& datum) {
  if (!datum.wants_integer()) {
    return datum.become(Datum::Is::Bytes, bytes_in_hex(datum.text, datum.size));
  }
  std::string digits = datum.is == Datum::Is::Integer ? decimal_text(datum.integer)
                                                      : std::string(without_blanks(datum.text));
  if (!digits.starts_with("0x")) {
    datum.become(Datum::Is::Word, digits);
    to_integer(datum);
    digits = decimal_text(datum.integer);
  } else {
    digits.erase(0, 2);
  }
  const auto most = static_cast<std::size_t>((datum.width + 3) / 4);
  const auto stored = integer_in("0x" + digits);
  if (digits.starts_with('-') || !stored || digits.size() > most) {
    throw Error(Errc::BadValue, fmt::format("bcd takes 0 to {} here, got {}",
                                            std::string(most, '9'), quoted(digits)));
  }
  datum.become(*stored);
}

// --- scale ---------------------------------------------------------------------------------------

namespace {

std::optional<Ratio> scaled(const ReadingStep& step, const Ratio& value) {
  const auto product = multiplied(value, step.factor);
  return product ? added(*product, step.offset) : std::nullopt;
}

std::optional<Ratio> unscaled(const ReadingStep& step, const Ratio& value) {
  const auto difference = added(value, negated(step.offset));
  return difference ? divided(*difference, step.factor) : std::nullopt;
}

/// Whether every scaled integer is whole, and so shown without a point.
bool is_whole(const ReadingStep& step) {
  return step.factor.denominator == 1 && step.offset.denominator == 1;
}

std::optional<Ratio> exact(const Datum& datum) {
  if (datum.is == Datum::Is::Integer) return Ratio{datum.integer, 1};
  return ratio_in(datum.text);
}

/// Where 128 bits are too few, or a float is none of the numbers.
std::string by_floats(const Datum& datum, long double factor, long double offset) {
  long double value = 0;
  const std::string text =
      datum.is == Datum::Is::Integer ? decimal_text(datum.integer) : datum.text;
  if (read_float(text, value) != FloatFault::None) {
    throw Error(Errc::BadValue, fmt::format("{} is no number", quoted(text)));
  }
  return fmt::format("{}", static_cast<double>(value * factor + offset));
}

/// The numbers next to one that no integer stands for.
std::string neighbours(const ReadingStep& step, const Ratio& wanted) {
  const uint128 down = wanted.numerator.magnitude / wanted.denominator;
  const bool negative = wanted.numerator.negative;
  const auto text = [&](uint128 magnitude) {
    const auto value = scaled(step, {{magnitude, negative && magnitude != 0}, 1});
    return value ? ratio_text(*value, !is_whole(step)) : "";
  };
  return fmt::format("{} and {}", text(down), text(down + 1));
}

}  // namespace

void show_scale(const ReadingStep& step, Datum& datum) {
  if (datum.is_text()) return;
  const bool whole = datum.is == Datum::Is::Integer && is_whole(step);
  const auto value = exact(datum);
  const auto result = value ? scaled(step, *value) : std::nullopt;
  datum.become(Datum::Is::Real,
               result ? ratio_text(*result, !whole)
                      : by_floats(datum, approximate(step.factor), approximate(step.offset)));
}

void take_scale(const ReadingStep& step, Datum& datum) {
  const auto value = exact(datum);
  const auto result = value ? unscaled(step, *value) : std::nullopt;
  if (!datum.wants_integer()) {
    const long double factor = approximate(step.factor);
    datum.become(Datum::Is::Real,
                 result ? ratio_text(*result, false)
                        : by_floats(datum, 1 / factor, -approximate(step.offset) / factor));
    return;
  }
  if (!result) {
    throw Error(Errc::BadValue, fmt::format("{} is no number that fits", quoted(datum.text)));
  }
  if (result->denominator == 1) return datum.become(result->numerator);
  // A factor like 1/3 prints rounded numbers.
  const Ratio half{{1, result->numerator.negative}, 2};
  if (const auto rounded = added(*result, half)) {
    const uint128 magnitude = rounded->numerator.magnitude / rounded->denominator;
    const WideInteger nearest{magnitude, rounded->numerator.negative && magnitude != 0};
    const auto shown = scaled(step, {nearest, 1});
    if (shown && ratio_text(*shown, true) == datum.text) return datum.become(nearest);
  }
  throw Error(Errc::BadValue,
              fmt::format("no integer is {} scaled by {}; the nearest are {}", datum.text,
                          ratio_text(step.factor, false), neighbours(step, *result)));
}

// --- numbers in ASCII ----------------------------------------------------------------------------

namespace {

std::string digits_in(const WideInteger& value, int base) {
  const std::string text = based_text({value.magnitude, false}, base, 0);
  return (value.negative ? "-" : "") + (base == 10 ? text : text.substr(2));
}

}  // namespace

void show_text(const ReadingStep& step, Datum& datum) {
  if (datum.is != Datum::Is::Bytes) return;
  const auto number = ascii_number(datum.text, step.base);
  if (number) datum.become(*number);
}

/// Padded as tar, ar and cpio do: octal to a NUL, decimal to the left, hexadecimal full.
void take_text(const ReadingStep& step, Datum& datum) {
  const auto size = static_cast<std::size_t>(datum.size);
  if (datum.is_text() && datum.text.empty()) return datum.become(Datum::Is::Bytes, "");
  if (datum.is == Datum::Is::Bytes || (datum.is == Datum::Is::Word && !integer_in(datum.text))) {
    throw Error(Errc::BadValue, fmt::format("{} is no integer", quoted(datum.text)));
  }
  to_integer(datum);
  std::string digits = digits_in(datum.integer, step.base);
  if (digits.size() > size || (datum.integer.negative && step.base != 10)) {
    throw Error(Errc::BadValue,
                fmt::format("{} takes {} digits in base {}, and there is room for {}",
                            decimal_text(datum.integer), digits.size(), step.base, size));
  }
  if (step.base == 10) {
    digits.resize(size, ' ');
  } else {
    const std::size_t filled = step.base == 8 && digits.size() < size ? size - 1 : size;
    digits.insert(0, filled - std::min(filled, digits.size()), '0');
  }
  datum.become(Datum::Is::Bytes, digits);
}

std::string repadded(std::string_view before, std::string_view after, int base) {
  const auto number = ascii_number(after, base);
  const AsciiNumber old_parts = split_ascii(before);
  if (!number || old_parts.digits.empty() || !ascii_number(before, base)) return std::string(after);
  const std::string digits = digits_in(*number, base);
  const bool zeros = old_parts.digits.size() > 1 && old_parts.digits.starts_with('0');
  const std::size_t end = old_parts.front.size() + old_parts.digits.size();
  std::string text = digits;
  if (zeros && !number->negative) {
    text.insert(0, old_parts.digits.size() - std::min(old_parts.digits.size(), text.size()), '0');
  }
  const bool to_the_right = zeros || !old_parts.front.empty();
  if (to_the_right && text.size() < end) text.insert(0, end - text.size(), ' ');
  const std::string_view behind = old_parts.behind;
  const std::size_t left = before.size() - std::min(before.size(), text.size());
  if (left == 0) return text.size() == before.size() ? text : std::string(after);
  // What ends the number stays at the end; what fills up to there may grow or shrink.
  std::string tail(behind.substr(behind.size() - std::min(behind.size(), left)));
  tail.insert(0, left - tail.size(), behind.empty() ? ' ' : behind.front());
  return text + tail;
}

}  // namespace bview
