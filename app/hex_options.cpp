// SPDX-License-Identifier: MIT

#include "app/hex_options.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/numbers.hpp>

#include "app/words.hpp"

namespace bview {
namespace {

std::int64_t bytes_of(const char* option, const std::optional<std::string>& text,
                      std::int64_t usual) {
  constexpr std::int64_t kMost = 256;
  if (!text) return usual;
  const std::int64_t bytes = parsed(option, *text, parse_int);
  if (bytes >= 1 && bytes <= kMost) return bytes;
  throw Error(Errc::BadUsage, fmt::format("{} takes 1 to {} bytes, not {}", option, kMost, bytes));
}

/// So many that a line fits 80 columns.
std::int64_t usual_cols(const Options& options) {
  if (options.values_beside) return 8;
  return options.bits ? 6 : 16;
}

}  // namespace

bool asks_for_hex(const Options& options) {
  return options.cols || options.group || options.border || options.bits || options.values_beside;
}

std::shared_ptr<const HexLook> hex_look_of(const Options& options, bool color) {
  if (!asks_for_hex(options) && !color) return nullptr;
  if (options.values_beside && !options.format) {
    throw Error(Errc::BadUsage, "--values needs a format: what shall the bytes be read as? -f FMT");
  }
  HexLook look;
  look.cols = bytes_of("--cols", options.cols, usual_cols(options));
  look.group = bytes_of("--group", options.group, 1);
  look.border = options.border;
  look.bits = options.bits;
  look.color = color;
  look.values = options.values_beside;
  return std::make_shared<const HexLook>(look);
}

}  // namespace bview
