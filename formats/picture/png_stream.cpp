// SPDX-License-Identifier: MIT

#include <zlib.h>

#include <memory>
#include <new>

#include <bview/core/error.hpp>
#include <bview/formats/picture/png_stream.hpp>

namespace bview {
namespace {

void append_u32(std::uint32_t value, std::string& to) {
  for (const unsigned shift : {24U, 16U, 8U, 0U}) to += static_cast<char>(value >> shift & 0xffU);
}

/// Length, type and data, and a checksum of the last two.
std::string chunk(std::string_view type, std::string_view data) {
  std::string text;
  text.reserve(data.size() + 12);
  append_u32(static_cast<std::uint32_t>(data.size()), text);
  text += type;
  text += data;
  const auto* from = reinterpret_cast<const Bytef*>(text.data()) + 4;
  append_u32(static_cast<std::uint32_t>(crc32_z(0, from, text.size() - 4)), text);
  return text;
}

/// The data without head and checksum, up to a byte, behind which more may come.
std::string deflated(std::string_view data) {
  constexpr int kWithoutHead = -15;
  constexpr int kMemory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kWithoutHead, kMemory,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  const std::unique_ptr<z_stream, int (*)(z_stream*)> owner(&stream, deflateEnd);
  constexpr std::size_t kMarks = 16;  // that end what is flushed
  std::string packed(deflateBound(&stream, data.size()) + kMarks, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  if (deflate(&stream, Z_FULL_FLUSH) != Z_OK || stream.avail_in != 0) {
    throw Error(Errc::File, "zlib could not compress rows of the picture");
  }
  packed.resize(packed.size() - stream.avail_out);
  return packed;
}

/// Grey is 0, colour 2, and 4 stands for how opaque it is.
char colour_type(const PngKind& kind) {
  return static_cast<char>((kind.colour ? 2 : 0) + (kind.alpha ? 4 : 0));
}

}  // namespace

std::string png_begin(const PngKind& kind) {
  std::string header;
  append_u32(static_cast<std::uint32_t>(kind.width), header);
  append_u32(static_cast<std::uint32_t>(kind.height), header);
  header += static_cast<char>(kind.depth);
  header += colour_type(kind);
  header.append(3, '\0');                         // deflate, the usual filters, not interlaced
  constexpr std::string_view kHead = "\x78\x9c";  // a window of 32 KiB
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("IDAT", kHead);
}

std::string png_rows(std::string_view rows, PngPart& part) {
  const auto* from = reinterpret_cast<const Bytef*>(rows.data());
  part = {static_cast<std::uint32_t>(adler32_z(kAdlerOfNothing, from, rows.size())),
          static_cast<std::int64_t>(rows.size())};
  return chunk("IDAT", deflated(rows));
}

std::uint32_t joined_adler(std::uint32_t before, const PngPart& part) {
  return static_cast<std::uint32_t>(adler32_combine(before, part.adler, part.size));
}

std::string png_end(std::uint32_t adler) {
  std::string last("\x03\0", 2);  // a block of nothing, which is the last
  append_u32(adler, last);
  return chunk("IDAT", last) + chunk("IEND", "");
}

}  // namespace bview
