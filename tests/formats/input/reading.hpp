// SPDX-License-Identifier: MIT
// tests/formats/input/reading.hpp - runs a reader on a text and shows what comes out.

#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include <bview/core/error.hpp>
#include <bview/formats/input/reader.hpp>
#include <bview/formats/syntax/format_string.hpp>

namespace bview::testing {

inline std::string hex(std::span<const std::byte> bytes) {
  std::string text;
  for (const std::byte byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned>(byte));
  return text;
}

inline constexpr std::size_t kAllAtOnce = std::numeric_limits<std::size_t>::max();

/// The items in hex, () for an empty one, with a space between, and the error, if there is
/// one, behind them.
inline std::string read_items(std::string_view form, const Layout& layout, const std::string& input,
                              const InputOptions& options = {}, std::size_t step = kAllAtOnce) {
  StringSource source(input, step);
  std::string shown;
  const auto show = [&](const std::string& what) { shown += (shown.empty() ? "" : " ") + what; };
  try {
    find_input_form(form)->read(source, layout, options, [&](std::span<const std::byte> items) {
      if (items.empty()) show("()");
      for (; !items.empty(); items = items.subspan(static_cast<std::size_t>(layout.itemsize))) {
        show(hex(items.first(static_cast<std::size_t>(layout.itemsize))));
      }
    });
  } catch (const Error& error) {
    show(error.what());
  }
  return shown;
}

inline std::string read_items(std::string_view form, std::string_view format,
                              const std::string& input, const InputOptions& options = {},
                              std::size_t step = kAllAtOnce) {
  return read_items(form, parse_format(format), input, options, step);
}

/// One case: what `input` in some form makes as items of `format`.
struct InputCase {
  std::string format;
  std::string input;
  std::string want;
};

}  // namespace bview::testing
