// SPDX-License-Identifier: MIT

#include <algorithm>

#include <bview/core/ascii_number.hpp>
#include <bview/core/integers.hpp>

namespace bview {
namespace {

constexpr std::string_view kPadding(" \0", 2);

unsigned digit_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  return c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A') + 10 : 16;
}

/// GNU tar's way to write what is too large for octal digits: the first bit is set, the others
/// are the number.
std::optional<WideInteger> binary_number(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text.front()) != 0x80) return std::nullopt;
  uint128 value = 0;
  for (const char c : text.substr(1)) {
    if (value >> 120U != 0) return std::nullopt;
    value = value << 8U | static_cast<unsigned char>(c);
  }
  return WideInteger{value, false};
}

}  // namespace

AsciiNumber split_ascii(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
  const std::size_t end = std::min(text.find_first_of(kPadding, first), text.size());
  return {text.substr(0, first), text.substr(first, end - first), text.substr(end)};
}

std::optional<WideInteger> ascii_number(std::string_view text, int base) {
  const AsciiNumber parts = split_ascii(text);
  std::string_view digits = parts.digits;
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  if (base == 8 && digits.starts_with('\x80')) return binary_number(text);
  if (digits.empty() || parts.behind.find_first_not_of(kPadding) != text.npos) return std::nullopt;
  uint128 value = 0;
  for (const char c : digits) {
    const unsigned digit = digit_of(c);
    if (digit >= static_cast<unsigned>(base) || value >> 120U != 0) return std::nullopt;
    value = value * static_cast<unsigned>(base) + digit;
  }
  return WideInteger{value, negative && value != 0};
}

std::optional<WideInteger> packed_decimal(uint128 stored) {
  uint128 value = 0;
  for (unsigned shift = 128; shift > 0;) {
    shift -= 4;
    const auto digit = static_cast<unsigned>(stored >> shift & 15U);
    if (digit > 9) return std::nullopt;
    value = value * 10 + digit;
  }
  return WideInteger{value, false};
}

bool is_written_number(const Field& field) {
  if (!field.reading || field.record) return false;
  const ReadingKind first = field.reading->steps.front().kind;
  return first == ReadingKind::Text || first == ReadingKind::Bcd;
}

std::optional<WideInteger> written_number(const Field& field, const std::byte* from) {
  if (!is_written_number(field)) return std::nullopt;
  const ReadingStep& step = field.reading->steps.front();
  if (info(field.type).kind == Kind::Integer) {
    const WideInteger stored = load_integer(from, field);
    return packed_decimal(twos_complement(stored) & low_bits(width_of(field)));
  }
  const std::string_view bytes(reinterpret_cast<const char*>(from),
                               static_cast<std::size_t>(field.length));
  if (step.kind == ReadingKind::Text) return ascii_number(bytes, step.base);
  constexpr std::size_t kMost = 16;
  uint128 stored = 0;
  if (bytes.size() > kMost) return std::nullopt;
  for (const char c : bytes) stored = stored << 8U | static_cast<unsigned char>(c);
  return packed_decimal(stored);
}

}  // namespace bview
