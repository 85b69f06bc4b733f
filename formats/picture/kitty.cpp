// SPDX-License-Identifier: MIT
// A PNG in base64, in pieces that a terminal takes.
//
// Source: kitty's "Terminal graphics protocol": a=T shows what is transmitted, f=100 is a PNG, q=2
// asks for no answer, m=1 says that more comes, in pieces of 4096 characters.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include <bview/formats/picture/png_filter.hpp>
#include <bview/formats/picture/png_stream.hpp>
#include <bview/formats/picture/protocols.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

constexpr std::size_t kSamples = 4;

std::string png_of(const Canvas& canvas) {
  const PngKind kind{static_cast<std::int64_t>(canvas.width()),
                     static_cast<std::int64_t>(canvas.height()), 8, true, true};
  PngFilter filter(canvas.width() * kSamples, kSamples);
  std::vector<unsigned char> above(canvas.width() * kSamples);
  std::vector<unsigned char> row(above.size());
  std::string rows;
  for (std::size_t y = 0; y < canvas.height(); ++y) {
    auto to = row.begin();
    for (std::size_t x = 0; x < canvas.width(); ++x) {
      const CanvasPixel& pixel = canvas.at(x, y);
      to = std::copy(pixel.colour.begin(), pixel.colour.end(), to);
      *to++ = pixel.opacity;
    }
    filter.add(row, above, rows);
    std::swap(row, above);
  }
  PngPart part{};
  const std::string packed = png_rows(rows, part);
  return png_begin(kind) + packed + png_end(joined_adler(kAdlerOfNothing, part));
}

}  // namespace

void draw_kitty(const Canvas& canvas, TextBuffer& out) {
  constexpr std::size_t kPiece = 4096;
  TextBuffer digits;
  append_bytes(png_of(canvas), {.notation = Notation::Tsv, .bytes_as = BytesAs::Base64}, digits);
  const std::string_view text = digits.text();
  for (std::size_t done = 0; done < text.size(); done += kPiece) {
    const bool more = done + kPiece < text.size();
    out.append(fmt::format("\x1b_G{}m={};{}\x1b\\", done == 0 ? "a=T,f=100,q=2," : "", more ? 1 : 0,
                           text.substr(done, kPiece)));
  }
  out.append('\n');
}

}  // namespace bview
