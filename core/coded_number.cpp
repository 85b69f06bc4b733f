// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include <bview/core/coded_number.hpp>
#include <bview/core/error.hpp>

namespace bview {
namespace {

constexpr unsigned kMore = 0x80;  // set in all bytes of a number but the last
constexpr unsigned kSeven = 0x7f;
constexpr unsigned kSign = 0x40;        // of the last byte of a signed one
constexpr std::size_t kMostBytes = 10;  // in groups of 7 bits
constexpr int kMostEbml = 8;

[[noreturn]] void refuse_large() { throw Error(Errc::BadValue, "does not fit 64 bits"); }

unsigned byte_at(std::span<const std::byte> bytes, std::size_t k) {
  return std::to_integer<unsigned>(bytes[k]);
}

std::optional<CodedNumber> decode_ebml(std::span<const std::byte> bytes) {
  const unsigned first = byte_at(bytes, 0);
  const int zeros = std::countl_zero(static_cast<unsigned char>(first));
  if (zeros == kMostEbml) throw Error(Errc::BadValue, "has more than 8 bytes");
  const auto size = static_cast<std::size_t>(zeros) + 1;
  if (bytes.size() < size) return std::nullopt;
  std::uint64_t number = first & (kSeven >> static_cast<unsigned>(zeros));
  for (std::size_t k = 1; k < size; ++k) number = number << 8U | byte_at(bytes, k);
  return CodedNumber{number, static_cast<std::int64_t>(size)};
}

std::string encode_ebml(std::uint64_t number, std::int64_t least) {
  // All bits of a number set mean that a size is not known; it takes a byte more.
  int size = static_cast<int>(std::max<std::int64_t>(least, 1));
  while (size <= kMostEbml &&
         number >= (std::uint64_t{1} << (7U * static_cast<unsigned>(size))) - 1)
    ++size;
  if (size > kMostEbml) {
    throw Error(Errc::BadValue, fmt::format("{} does not fit the 56 bits of EBML", number));
  }
  std::string bytes;
  for (int k = size; k-- > 0;) {
    bytes += static_cast<char>(number >> (8U * static_cast<unsigned>(k)) & 0xffU);
  }
  bytes[0] = static_cast<char>(static_cast<unsigned char>(bytes[0]) |
                               0x100U >> static_cast<unsigned>(size));
  return bytes;
}

/// What is left of a number without its lowest 7 bits.
std::uint64_t without_seven(NumberCoding coding, std::uint64_t number) {
  const bool negative = coding == NumberCoding::Sleb && number >> 63U != 0;
  return negative ? ~(~number >> 7U) : number >> 7U;
}

std::string encode_groups(NumberCoding coding, std::uint64_t number, std::int64_t least) {
  std::string groups;  // the lowest first
  const bool negative = coding == NumberCoding::Sleb && number >> 63U != 0;
  for (bool done = false; !done;) {
    const auto low = static_cast<unsigned>(number & kSeven);
    groups += static_cast<char>(low);
    number = without_seven(coding, number);
    done = number == (negative ? ~std::uint64_t{0} : 0);
    if (coding == NumberCoding::Sleb) done = done && ((low & kSign) != 0) == negative;
  }
  const auto padding = static_cast<char>(negative ? kSeven : 0);
  while (static_cast<std::int64_t>(groups.size()) < least) groups += padding;
  if (coding == NumberCoding::Vlq) std::reverse(groups.begin(), groups.end());
  for (std::size_t k = 0; k + 1 < groups.size(); ++k) {
    groups[k] = static_cast<char>(static_cast<unsigned char>(groups[k]) | kMore);
  }
  return groups;
}

}  // namespace

std::optional<CodedNumber> decode_number(NumberCoding coding, std::span<const std::byte> bytes) {
  if (bytes.empty()) return std::nullopt;
  if (coding == NumberCoding::Ebml) return decode_ebml(bytes);
  const bool high_first = coding == NumberCoding::Vlq;
  const bool is_signed = coding == NumberCoding::Sleb;
  const std::size_t room = std::min(bytes.size(), kMostBytes);
  std::uint64_t number = 0;
  for (std::size_t k = 0; k < room; ++k) {
    const unsigned byte = byte_at(bytes, k);
    const std::uint64_t bits = byte & kSeven;
    const auto shift = static_cast<unsigned>(k) * 7U;
    const std::uint64_t last = is_signed ? kSeven : 1;
    const bool lost = high_first ? number >> 57U != 0 : shift == 63 && bits != 0 && bits != last;
    if (lost) refuse_large();
    number = high_first ? number << 7U | bits : number | bits << shift;
    if ((byte & kMore) != 0) continue;
    if (is_signed && (bits & kSign) != 0 && shift + 7 < 64)
      number |= ~std::uint64_t{0} << (shift + 7);
    return CodedNumber{number, static_cast<std::int64_t>(k) + 1};
  }
  if (room == kMostBytes) refuse_large();
  return std::nullopt;
}

std::string encode_number(NumberCoding coding, std::uint64_t number, std::int64_t least) {
  return coding == NumberCoding::Ebml ? encode_ebml(number, least)
                                      : encode_groups(coding, number, least);
}

}  // namespace bview
