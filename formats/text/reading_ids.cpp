// SPDX-License-Identifier: MIT
// Readings of identifiers: uuid guid ip mac.
//
// Source: RFC 9562 (a GUID has its first three fields little end first), RFC 5952 by way of
// inet_ntop.

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/text/reading_bytes.hpp>
#include <bview/formats/text/readings.hpp>

namespace bview {
namespace {

/// The bytes of a value; those of an integer from the most significant on.
std::optional<std::string> bytes_of(const Datum& datum) {
  if (datum.is == Datum::Is::Bytes) return datum.text;
  if (datum.is != Datum::Is::Integer) return std::nullopt;
  const uint128 value = twos_complement(datum.integer);
  std::string bytes;
  for (int k = datum.size; k-- > 0;) {
    bytes += static_cast<char>(static_cast<unsigned char>(value >> static_cast<unsigned>(8 * k)));
  }
  return bytes;
}

void become_bytes(const std::string& bytes, Datum& datum) {
  if (!datum.wants_integer()) return datum.become(Datum::Is::Bytes, bytes);
  uint128 value = 0;
  for (const char c : bytes) value = value << 8U | static_cast<unsigned char>(c);
  const bool negative = datum.is_signed && value >> static_cast<unsigned>(datum.width - 1) == 1;
  datum.become(negative ? WideInteger{(0 - value) & low_bits(datum.width), true}
                        : WideInteger{value, false});
}

/// Between the bytes of a GUID and the order that its text has; of a number, all are reversed.
std::string reordered(std::string bytes, bool is_number) {
  if (is_number) std::reverse(bytes.begin(), bytes.end());
  if (bytes.size() == 16) {
    std::reverse(bytes.begin(), bytes.begin() + 4);
    std::reverse(bytes.begin() + 4, bytes.begin() + 6);
    std::reverse(bytes.begin() + 6, bytes.begin() + 8);
  }
  return bytes;
}

std::string uuid_text(const std::string& bytes) {
  std::string text = hex_text(bytes);
  for (const std::size_t at : {std::size_t{20}, std::size_t{16}, std::size_t{12}, std::size_t{8}}) {
    if (at < text.size()) text.insert(at, 1, '-');
  }
  return text;
}

std::string bytes_in_uuid(std::string_view text) {
  text = without_blanks(text);
  if (text.starts_with("urn:uuid:")) text.remove_prefix(9);
  if (text.starts_with('{') && text.ends_with('}')) text = text.substr(1, text.size() - 2);
  return bytes_in_hex(text, 16);
}

}  // namespace

void show_uuid(const ReadingStep& /*step*/, Datum& datum) {
  if (const auto bytes = bytes_of(datum)) datum.become(Datum::Is::Word, uuid_text(*bytes));
}

void take_uuid(const ReadingStep& /*step*/, Datum& datum) {
  become_bytes(bytes_in_uuid(datum.text), datum);
}

void show_guid(const ReadingStep& /*step*/, Datum& datum) {
  const auto bytes = bytes_of(datum);
  if (bytes)
    datum.become(Datum::Is::Word, uuid_text(reordered(*bytes, datum.is == Datum::Is::Integer)));
}

void take_guid(const ReadingStep& /*step*/, Datum& datum) {
  std::string bytes = reordered(bytes_in_uuid(datum.text), false);
  if (datum.wants_integer()) std::reverse(bytes.begin(), bytes.end());
  become_bytes(bytes, datum);
}

void show_ip(const ReadingStep& /*step*/, Datum& datum) {
  const auto bytes = bytes_of(datum);
  if (!bytes) return;
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = bytes->size() == 4 ? AF_INET : AF_INET6;
  ::inet_ntop(family, bytes->data(), text.data(), text.size());
  datum.become(Datum::Is::Word, text.data());
}

void take_ip(const ReadingStep& /*step*/, Datum& datum) {
  const std::string text(without_blanks(datum.text));
  std::string bytes(static_cast<std::size_t>(datum.size), '\0');
  if (::inet_pton(datum.size == 4 ? AF_INET : AF_INET6, text.c_str(), bytes.data()) != 1) {
    throw Error(Errc::BadValue, fmt::format("{} is no IPv{} address, like {}", quoted(text),
                                            datum.size == 4 ? 4 : 6,
                                            datum.size == 4 ? "192.0.2.1" : "2001:db8::1"));
  }
  become_bytes(bytes, datum);
}

void show_mac(const ReadingStep& /*step*/, Datum& datum) {
  if (const auto bytes = bytes_of(datum)) datum.become(Datum::Is::Word, hex_text(*bytes, ":"));
}

void take_mac(const ReadingStep& /*step*/, Datum& datum) {
  become_bytes(bytes_in_hex(without_blanks(datum.text), datum.size), datum);
}

}  // namespace bview
