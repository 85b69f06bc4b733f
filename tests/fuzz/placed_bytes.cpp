// SPDX-License-Identifier: MIT
// Any text as bytes with their places: these lie in order and share none, or there is an error.
// However the input is cut into pieces, the outcome is the same.
//
// The input: which form - '0' hex, '1' ihex, '2' srec - and behind it what is read.

#include <fmt/format.h>

#include <string>

#include <bview/formats/input/placed_bytes.hpp>

#include "tests/fuzz/target.hpp"

namespace bview {
namespace {

constexpr const char* kForms[] = {"hex", "ihex", "srec"};

std::string read(const char* form, const std::string& text, std::size_t step) {
  std::int64_t end = 0;
  std::string shown;
  try {
    StringSource source(text, step);
    find_placed_form(form)->read(source, [&](const PlacedBytes& placed) {
      const auto size = std::ssize(placed.bytes);
      constexpr std::int64_t kMost = std::int64_t{1} << 62;
      fuzz::demand(size > 0 && placed.times > 0 && placed.line > 0);
      fuzz::demand(placed.offset >= end && placed.times <= (kMost + size) / size);
      if (placed.offset != end) shown += fmt::format("{:x}:", placed.offset);
      for (const std::byte each : placed.bytes)
        shown += fmt::format("{:02x}", static_cast<int>(each));
      if (placed.times > 1) shown += fmt::format("*{}", placed.times);
      end = placed.offset + placed.times * size;
    });
  } catch (const Error& error) {
    shown += error.what();
  }
  return shown;
}

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bview;
  fuzz::Input input(data, size);
  const char* const form = kForms[input.choice(std::size(kForms))];
  const std::string text(input.rest());
  fuzz::demand(read(form, text, 1 << 16) == read(form, text, 3));
  return 0;
}
