// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include <bview/formats/text/encoded_text.hpp>
#include <bview/formats/text/hex_digits.hpp>

namespace bview {
namespace {

void append_digits(std::string_view bytes, TextBuffer& out) {
  constexpr std::size_t kPiece = 4096;
  for (std::span rest = std::as_bytes(std::span(bytes)); !rest.empty();) {
    const auto piece = rest.first(std::min(rest.size(), kPiece));
    out.commit(put_hex(out.reserve(2 * piece.size()), piece, kSmallDigits));
    rest = rest.subspan(piece.size());
  }
}

void append_base64(std::string_view bytes, TextBuffer& out) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t taken = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8U | (k < taken ? static_cast<std::uint8_t>(bytes[at + k]) : 0U);
    }
    char* to = out.reserve(4);
    for (std::size_t k = 0; k < 4; ++k) {
      *to++ = k <= taken ? kDigits[group >> (18U - 6U * k) & 63U] : '=';
    }
    out.commit(to);
  }
}

void append_list(std::string_view bytes, TextBuffer& out) {
  out.append('[');
  for (std::size_t k = 0; k < bytes.size(); ++k) {
    if (k > 0) out.append(',');
    out.append(fmt::format_int(static_cast<std::uint8_t>(bytes[k])).c_str());
  }
  out.append(']');
}

}  // namespace

void append_encoded(std::string_view bytes, BytesAs as, TextBuffer& out) {
  if (as == BytesAs::Hex) return append_digits(bytes, out);
  if (as == BytesAs::Base64) return append_base64(bytes, out);
  append_list(bytes, out);
}

}  // namespace bview
