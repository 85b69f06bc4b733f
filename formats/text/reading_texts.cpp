// SPDX-License-Identifier: MIT
// Readings of texts: cstr trim and charsets.

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/text/charset.hpp>
#include <bview/formats/text/readings.hpp>

namespace bview {
namespace {

/// Where a unit of zeros begins, or the end.
std::size_t end_of_units(std::string_view text, std::size_t unit) {
  const std::string_view nul("\0\0\0\0", unit);
  for (std::size_t at = 0; at + unit <= text.size(); at += unit) {
    if (text.substr(at, unit) == nul) return at;
  }
  return text.size();
}

/// Without units of zeros at the end.
std::string_view without_nul_units(std::string_view text, std::size_t unit) {
  const std::string_view nul("\0\0\0\0", unit);
  while (text.size() >= unit && text.size() % unit == 0 && text.ends_with(nul)) {
    text.remove_suffix(unit);
  }
  return text;
}

std::string_view filling(const ReadingStep& step) {
  return step.text.empty() ? std::string_view(" ") : std::string_view(step.text);
}

}  // namespace

void show_cstr(const ReadingStep& step, Datum& datum) {
  if (datum.is != Datum::Is::Bytes) return;
  const auto unit = static_cast<std::size_t>(std::max(step.base, 1));
  const std::size_t end = step.text.empty()
                              ? end_of_units(datum.text, unit)
                              : std::min(datum.text.find(step.text), datum.text.size());
  datum.text.resize(end);
}

/// Its end stands behind it, where there is room; the rest is NULs. What would be lost behind a NUL
/// is refused.
void take_cstr(const ReadingStep& step, Datum& datum) {
  datum.is = Datum::Is::Bytes;
  const auto unit = static_cast<std::size_t>(std::max(step.base, 1));
  const std::size_t end = end_of_units(datum.text, unit);
  if (step.text.empty() && datum.text.find_first_not_of('\0', end) != std::string::npos) {
    throw Error(Errc::BadValue,
                fmt::format("{} would end at its NUL, and what stands behind that be lost; without "
                            "the reading cstr all of it is written",
                            quoted(datum.text)));
  }
  const std::size_t room = static_cast<std::size_t>(datum.size);
  if (!step.text.empty() && datum.text.size() + step.text.size() <= room) datum.text += step.text;
}

void show_trim(const ReadingStep& step, Datum& datum) {
  if (datum.is != Datum::Is::Bytes) return;
  std::string_view text = without_nul_units(datum.text, 1);
  const std::string_view fill = filling(step);
  while (text.starts_with(fill)) text.remove_prefix(fill.size());
  while (text.ends_with(fill)) text.remove_suffix(fill.size());
  datum.text = std::string(text);
}

/// Filled up at the end.
void take_trim(const ReadingStep& step, Datum& datum) {
  datum.is = Datum::Is::Bytes;
  const std::string_view fill = filling(step);
  const auto is_first = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; };
  const auto room = static_cast<std::ptrdiff_t>(datum.size / std::max(step.base, 1));
  auto used = std::count_if(datum.text.begin(), datum.text.end(), is_first);
  const auto each = std::count_if(fill.begin(), fill.end(), is_first);
  for (; each > 0 && used + each <= room; used += each) datum.text += fill;
}

void show_charset(const ReadingStep& step, Datum& datum) {
  if (datum.is != Datum::Is::Bytes) return;
  const auto unit = static_cast<std::size_t>(unit_of_charset(step.text));
  datum.text = from_charset(step.text, without_nul_units(datum.text, unit));
}

void take_charset(const ReadingStep& step, Datum& datum) {
  datum.become(Datum::Is::Bytes, to_charset(step.text, datum.text));
}

}  // namespace bview
