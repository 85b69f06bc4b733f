// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>

#include <bview/formats/output/patch_lines.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

void append_hex(std::span<const std::byte> bytes, TextBuffer& out) {
  CellStyle style;
  style.bytes_as = BytesAs::Hex;
  append_bytes({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, style, out);
}

}  // namespace

std::string patch_header(std::int64_t size, std::int64_t new_size) {
  return fmt::format("{} {} {} {}\n", kPatchWord, kPatchVersion, size, new_size);
}

std::string patch_end(std::int64_t lines) { return fmt::format("end {}\n", lines); }

void append_patch_lines(std::int64_t offset, std::span<const std::byte> before,
                        std::span<const std::byte> after, TextBuffer& out) {
  for (std::size_t at = 0; at < before.size();) {
    const auto size = std::min(before.size() - at, static_cast<std::size_t>(kLongestPatchLine));
    out.append(fmt::format("0x{:08x} ", offset + static_cast<std::int64_t>(at)));
    append_hex(before.subspan(at, size), out);
    out.append(' ');
    append_hex(after.subspan(at, size), out);
    out.append('\n');
    at += size;
  }
}

}  // namespace bview
