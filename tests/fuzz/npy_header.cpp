// SPDX-License-Identifier: MIT
// Any format and shape as a .npy header: aligned and of the length that it says, or an error.
//
// The input: a format, a line end, and lengths between commas.

#include <algorithm>

#include <bview/formats/output/npy_header.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/numbers.hpp>

#include "tests/fuzz/target.hpp"

namespace bview {
namespace {

void inspect(std::string_view header) {
  constexpr std::size_t kAlignment = 64;
  fuzz::demand(header.size() % kAlignment == 0 && header.starts_with("\x93NUMPY"));
  fuzz::demand(header.ends_with('\n') && header[7] == 0);
  const auto byte = [&](std::size_t k) { return static_cast<std::uint8_t>(header[k]); };
  fuzz::demand(byte(6) >= 1 && byte(6) <= 3);
  const std::size_t length_bytes = byte(6) == 1 ? 2 : 4;
  std::size_t length = 0;
  for (std::size_t k = length_bytes; k-- > 0;) length = length << 8U | byte(8 + k);
  const std::string_view literal = header.substr(8 + length_bytes);
  fuzz::demand(literal.size() == length && literal.starts_with("{'descr': "));
  fuzz::demand(std::count(literal.begin(), literal.end(), '\n') == 1);
}

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bview;
  fuzz::Input input(data, size);
  try {
    const Layout layout = parse_format(input.line());
    const Lengths shape = parse_lengths(input.rest());
    if (std::all_of(shape.begin(), shape.end(), [](std::int64_t length) { return length >= 0; })) {
      inspect(npy_header(layout, shape));
    }
  } catch (const Error&) {
  }
  return 0;
}
