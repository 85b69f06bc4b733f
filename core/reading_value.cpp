// SPDX-License-Identifier: MIT

#include <algorithm>
#include <string>

#include <bview/core/ascii_number.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/reading_value.hpp>

namespace bview {
namespace {

const ReadingStep* number_step(const Reading& reading) {
  const auto found =
      std::find_if(reading.steps.begin(), reading.steps.end(), [](const ReadingStep& step) {
        return step.kind == ReadingKind::Text || step.kind == ReadingKind::Bcd;
      });
  return found == reading.steps.end() ? nullptr : &*found;
}

std::string_view trimmed(std::string_view text, std::string_view fill) {
  const std::size_t first = text.find_first_not_of(fill);
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(fill) + 1 - first);
}

/// The decimals packed in bytes, the first of which are the most significant.
std::optional<WideInteger> packed_decimals(std::string_view bytes) {
  constexpr std::size_t kMost = 16;
  if (bytes.size() > kMost) return std::nullopt;
  uint128 stored = 0;
  for (const char byte : bytes) stored = stored << 8U | static_cast<unsigned char>(byte);
  return packed_decimal(stored);
}

std::optional<std::int64_t> narrowed(const std::optional<WideInteger>& number) {
  constexpr uint128 kMost = uint128{1} << 63U;
  if (!number || number->magnitude > kMost - (number->negative ? 0 : 1)) return std::nullopt;
  return static_cast<std::int64_t>(twos_complement(*number));
}

}  // namespace

bool reads_number(const Reading& reading) { return number_step(reading) != nullptr; }

std::optional<std::int64_t> number_read(const Reading& reading, std::string_view bytes) {
  const ReadingStep* step = number_step(reading);
  if (step == nullptr) return std::nullopt;
  if (step->kind == ReadingKind::Bcd) return narrowed(packed_decimals(bytes));
  const bool blank = bytes.find_first_not_of(std::string_view(" \t\0", 3)) == bytes.npos;
  return blank ? 0 : narrowed(ascii_number(bytes, step->base));
}

std::string_view text_read(const Reading& reading, std::string_view bytes) {
  for (const ReadingStep& step : reading.steps) {
    if (step.kind == ReadingKind::CStr) {
      const std::string_view end =
          step.text.empty() ? std::string_view("\0", 1) : std::string_view(step.text);
      bytes = bytes.substr(0, bytes.find(end));
    } else if (step.kind == ReadingKind::Trim) {
      const std::string_view nul = bytes.substr(0, bytes.find_last_not_of('\0') + 1);
      bytes = trimmed(nul, step.text.empty() ? std::string_view(" ") : std::string_view(step.text));
    }
  }
  return bytes;
}

}  // namespace bview
