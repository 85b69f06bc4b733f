// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>

#include <bview/core/element_type.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/text/parse_cells.hpp>
#include <bview/formats/text/parse_complex.hpp>
#include <bview/formats/text/parse_float.hpp>
#include <bview/formats/text/parse_integer.hpp>
#include <bview/formats/text/parse_text.hpp>

namespace bview {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// --- what is wrong -------------------------------------------------------------------------------

/// A number's own text in a message: short enough to read.
std::string shortened(std::string_view number) {
  constexpr std::size_t kMost = 60;
  if (number.size() <= kMost) return std::string(number);
  return fmt::format("{}... ({} characters)", number.substr(0, kMost), number.size());
}

[[noreturn]] void refuse_as(std::string_view text, std::string_view what) {
  throw Error(Errc::BadValue, fmt::format("{} is no {}", quoted(text), what));
}

template <class Number>
[[noreturn]] void refuse_integer(ScalarType type, const Number& least, const Number& most,
                                 std::string_view text) {
  throw Error(Errc::BadValue, fmt::format("{} takes {}..{}, got {}", quoted_type(type, 1), least,
                                          most, shortened(text)));
}

[[noreturn]] void refuse_no_integer(std::string_view text) {
  double ignored = 0;
  const bool number = read_float(text, ignored) != FloatFault::NoNumber;
  refuse_as(text, number ? "integer" : "number");
}

template <class Number>
[[noreturn]] void refuse_float(FloatFault fault, ScalarType type, Number largest,
                               std::string_view text) {
  if (fault == FloatFault::NoNumber) {
    refuse_as(text, info(type).kind == Kind::Complex ? "complex number" : "number");
  }
  throw Error(Errc::BadValue, fmt::format("{} takes finite values up to {}, got {}",
                                          quoted_type(type, 1), largest, shortened(text)));
}

struct UnitName {
  std::string_view one;
  std::string_view many;
};

[[noreturn]] void refuse_length(ScalarType type, std::int64_t length, std::size_t most,
                                std::size_t got, std::string_view text) {
  const UnitName unit = type == ScalarType::Ucs4   ? UnitName{"character", "characters"}
                        : type == ScalarType::Ucs2 ? UnitName{"UTF-16 unit", "UTF-16 units"}
                                                   : UnitName{"byte", "bytes"};
  const std::string_view at_most = type == ScalarType::Char ? "" : "at most ";
  throw Error(Errc::BadValue,
              fmt::format("{} takes {}{} {}, got {}: {}", quoted_type(type, length), at_most, most,
                          most == 1 ? unit.one : unit.many, got, quoted(text)));
}

// --- numbers -------------------------------------------------------------------------------------

template <class T>
struct IntegerRange {
  static constexpr bool kSigned = info(element_type<T>()).is_signed;
  static constexpr unsigned kBits = 8 * sizeof(T) - (kSigned ? 1 : 0);  // of a magnitude
  static constexpr uint128 kMost = ~uint128{0} >> (128 - kBits);
  static constexpr uint128 kLeast = kSigned ? kMost + 1 : 0;  // the magnitude of the least number
};

/// Whether other tools wrote the text, and not a person: 1.0 and True are theirs.
bool is_written_elsewhere(const CellStyle& style) {
  return style.notation == Notation::Tsv || style.notation == Notation::Csv ||
         style.notation == Notation::Json;
}

/// Of 1.0, which is what tools make of an integer that know only floats, the 1.
std::string_view without_fraction(std::string_view text) {
  const std::size_t point = text.find('.');
  const bool zeros = point != 0 && point + 1 < text.size() &&
                     text.find_first_not_of('0', point + 1) == std::string_view::npos;
  return point != std::string_view::npos && zeros ? text.substr(0, point) : text;
}

template <class T>
T integer_from(std::string_view text, const CellStyle& style) {
  using Range = IntegerRange<T>;
  auto read = read_integer(text);
  if (!read && is_written_elsewhere(style)) read = read_integer(without_fraction(text));
  if (!read) refuse_no_integer(text);
  const uint128 limit = read->negative ? Range::kLeast : Range::kMost;
  if (!read->fits || read->magnitude > limit) {
    if constexpr (Range::kSigned) {
      const auto most = static_cast<int128>(Range::kMost);
      refuse_integer(element_type<T>(), -most - 1, most, text);
    } else {
      refuse_integer(element_type<T>(), uint128{0}, Range::kMost, text);
    }
  }
  return from_bits<T>(read->negative ? 0 - read->magnitude : read->magnitude);
}

template <class Float>
auto largest_number() {
  if constexpr (std::is_floating_point_v<Float>) {
    return largest<Float>();
  } else {
    return largest<Float>().value();
  }
}

/// One float of a value of `type`; `whole` is what the message shows.
template <class Float>
Float float_from(std::string_view text, ScalarType type, std::string_view whole) {
  Float value{};
  const FloatFault fault = read_float(text, value);
  if (fault != FloatFault::None) refuse_float(fault, type, largest_number<Float>(), whole);
  return value;
}

template <class Float>
Complex<Float> complex_from(std::string_view text, ScalarType type) {
  const ComplexText parts = split_complex(text);
  return {float_from<Float>(parts.re, type, text), float_from<Float>(parts.im, type, text)};
}

boolean boolean_from(std::string_view text, const CellStyle& style) {
  if (text == "true" || text == "1") return {1};
  if (text == "false" || text == "0") return {0};
  if (is_written_elsewhere(style)) {
    if (text == "True" || text == "1.0") return {1};
    if (text == "False" || text == "0.0") return {0};
  }
  throw Error(Errc::BadValue, fmt::format("'?' takes true, false, 1 or 0, got {}", quoted(text)));
}

template <class T>
T number_from(std::string_view text, [[maybe_unused]] const CellStyle& style) {
  constexpr Kind kKind = kind_of<T>;
  if constexpr (kKind == Kind::Boolean) {
    return boolean_from(text, style);
  } else if constexpr (kKind == Kind::Integer) {
    return integer_from<T>(text, style);
  } else if constexpr (kKind == Kind::Complex) {
    return complex_from<decltype(T::re)>(text, element_type<T>());
  } else {
    return float_from<T>(text, element_type<T>(), text);
  }
}

// --- texts ---------------------------------------------------------------------------------------

void put_string(ScalarType type, std::string_view text, std::span<std::byte> field,
                const CellStyle& style) {
  const std::size_t size = read_bytes(text, style, field);
  if (size > field.size() || (type == ScalarType::Char && size == 0)) {
    refuse_length(type, static_cast<std::int64_t>(field.size()), field.size(), size, text);
  }
  std::fill(field.begin() + static_cast<std::ptrdiff_t>(size), field.end(), std::byte{0});
}

/// The length byte, its text, NULs. There is no length byte in a field of 0 bytes.
void put_pascal(std::string_view text, std::span<std::byte> field, const CellStyle& style) {
  constexpr std::size_t kLongest = 255;
  const std::span<std::byte> behind = field.subspan(field.empty() ? 0 : 1);
  const std::span<std::byte> room = behind.first(std::min(behind.size(), kLongest));
  std::fill(behind.begin(), behind.end(), std::byte{0});
  const std::size_t size = read_bytes(text, style, room);
  if (size > room.size()) {
    const auto length = static_cast<std::int64_t>(field.size());
    refuse_length(ScalarType::Pascal, length, room.size(), size, text);
  }
  if (!field.empty()) field.front() = static_cast<std::byte>(size);
}

template <class T>
void put_bytes(std::string_view text, std::span<std::byte> field, const CellStyle& style) {
  if constexpr (std::is_same_v<T, PascalByte>) {
    put_pascal(text, field, style);
  } else {
    put_string(element_type<T>(), text, field, style);
  }
}

/// Code units into limited room; counts those that do not fit, too.
template <class Unit, Swap kSwap>
class UnitWriter {
 public:
  UnitWriter(std::byte* to, std::int64_t length) : to_(to), length_(length) {}

  void put(std::uint32_t unit) {
    if (count_ < length_) put_at(count_, unit);
    ++count_;
  }
  void pad() {
    for (std::int64_t k = count_; k < length_; ++k) put_at(k, 0);
  }
  [[nodiscard]] std::int64_t count() const { return count_; }

 private:
  void put_at(std::int64_t at, std::uint32_t unit) {
    const Unit item{static_cast<decltype(Unit::unit)>(unit)};
    store<Unit, kSwap>(item, to_ + at * std::int64_t{sizeof(Unit)});
  }

  std::byte* to_;
  std::int64_t length_;
  std::int64_t count_ = 0;
};

template <class Writer>
void put_utf16(std::uint32_t code, std::string_view text, Writer& units) {
  if (code > 0x10ffff) refuse_as(text, "text of Unicode characters");
  if (code <= 0xffff) return units.put(code);
  units.put(0xd800 + ((code - 0x10000) >> 10U));
  units.put(0xdc00 + (code & 0x3ffU));
}

template <class Unit, Swap kSwap>
void put_characters(std::string_view text, std::int64_t length, const CellStyle& style,
                    std::byte* to) {
  UnitWriter<Unit, kSwap> units(to, length);
  CharacterReader characters(text, style.notation);
  for (std::uint32_t code = 0; characters.next(code);) {
    if constexpr (std::is_same_v<Unit, Ucs2Unit>) {
      put_utf16(code, text, units);
    } else {
      units.put(code);
    }
  }
  if (units.count() > length) {
    refuse_length(element_type<Unit>(), length, static_cast<std::size_t>(length),
                  static_cast<std::size_t>(units.count()), text);
  }
  units.pad();
}

// --- the kernels ---------------------------------------------------------------------------------

template <class T, Swap kSwap>
struct ParseKernel {
  static void run(std::string_view text, std::int64_t length, const CellStyle& style,
                  std::byte* to) {
    if constexpr (kind_of<T> == Kind::Bytes) {
      put_bytes<T>(text, {to, static_cast<std::size_t>(length)}, style);
    } else if constexpr (kind_of<T> == Kind::Characters) {
      put_characters<T, kSwap>(text, length, style, to);
    } else {
      store<T, kSwap>(number_from<T>(trimmed(text), style), to);
    }
  }
};

template <class T, Swap kSwap>
struct PartKernel {
  static void run(std::string_view text, std::int64_t length, const CellStyle& style,
                  std::byte* to) {
    if constexpr (kind_of<T> == Kind::Complex) {
      using Part = decltype(T::re);
      const std::string_view part = trimmed(text);
      store<Part, kSwap>(float_from<Part>(part, element_type<T>(), part), to);
    } else {
      ParseKernel<T, kSwap>::run(text, length, style, to);
    }
  }
};

}  // namespace

ParseCell cell_parser(ScalarType type, ByteOrder order) {
  return kernel_for<ParseKernel>(type, order);
}

ParseCell part_parser(ScalarType type, ByteOrder order) {
  return kernel_for<PartKernel>(type, order);
}

std::string quoted_type(ScalarType type, std::int64_t length) {
  const ScalarInfo& scalar = info(type);
  if (scalar.standard_letters.empty()) return fmt::format("'[{}]'", scalar.stem());
  const std::string count = scalar.count_is_length() ? fmt::format("{}", length) : "";
  return fmt::format("'{}{}'", count, scalar.standard_letters.front());
}

}  // namespace bview
