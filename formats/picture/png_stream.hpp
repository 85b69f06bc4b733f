// SPDX-License-Identifier: MIT
// formats/picture/png_stream.hpp - the chunks of a PNG, and the compressed stream that those of its
// rows are parts of.
//
// A part is compressed by itself and ends at a byte, so that parts can be made on several threads;
// behind each other, with a head in front and the checksum of all behind, they are one stream.
//
// Source: W3C, PNG (Third Edition), chapters 5, 10 and 11; RFC 1950.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bview {

/// How pixels stand in the file.
struct PngKind {
  std::int64_t width;
  std::int64_t height;
  int depth;    ///< bits of a sample: 8 or 16
  bool colour;  ///< red, green and blue, else grey
  bool alpha;

  [[nodiscard]] int samples() const { return (colour ? 3 : 1) + (alpha ? 1 : 0); }
  [[nodiscard]] int pixel_bytes() const { return samples() * depth / 8; }
};

/// What of a part is needed for the checksum of all.
struct PngPart {
  std::uint32_t adler;
  std::int64_t size;  ///< bytes before they were compressed
};

/// Signature, header, and the head of the stream.
[[nodiscard]] std::string png_begin(const PngKind& kind);
/// A chunk with some rows, each with the number of its filter in front.
[[nodiscard]] std::string png_rows(std::string_view rows, PngPart& part);
/// The checksum of all that was before, and the part behind it.
[[nodiscard]] std::uint32_t joined_adler(std::uint32_t before, const PngPart& part);
inline constexpr std::uint32_t kAdlerOfNothing = 1;
/// The end of the stream, and of the file.
[[nodiscard]] std::string png_end(std::uint32_t adler);

}  // namespace bview
