// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <numeric>

#include <bview/core/error.hpp>
#include <bview/formats/text/flash_lines.hpp>
#include <bview/formats/text/hex_digits.hpp>

namespace bview {
namespace {

constexpr std::int64_t kHalf = std::int64_t{1} << 16;  // addresses that 16 bits tell apart

std::byte byte_of(std::int64_t value) { return static_cast<std::byte>(value & 0xff); }

/// `mark`, then a head and bytes and their checksum as digits.
void append_record(std::string_view mark, std::initializer_list<std::byte> head,
                   std::span<const std::byte> bytes, std::byte (*checksum)(unsigned sum),
                   TextBuffer& out) {
  const auto add = [](unsigned sum, std::byte byte) {
    return sum + std::to_integer<unsigned>(byte);
  };
  const unsigned sum = std::accumulate(bytes.begin(), bytes.end(),
                                       std::accumulate(head.begin(), head.end(), 0U, add), add);
  const std::array<std::byte, 1> last = {checksum(sum)};
  char* to = out.reserve(mark.size() + 2 * (head.size() + bytes.size() + last.size()) + 1);
  to = std::copy(mark.begin(), mark.end(), to);
  to = put_hex(to, {head.begin(), head.size()}, kLargeDigits);
  to = put_hex(to, bytes, kLargeDigits);
  to = put_hex(to, last, kLargeDigits);
  *to = '\n';
  out.commit(to + 1);
}

std::byte twos_complement(unsigned sum) { return static_cast<std::byte>(0U - sum); }
std::byte ones_complement(unsigned sum) { return static_cast<std::byte>(~sum); }

void append_intel_hex(std::int64_t offset, std::span<const std::byte> bytes, std::int64_t& above,
                      TextBuffer& out) {
  constexpr std::byte kData{0};
  constexpr std::byte kExtendedLinear{4};
  while (!bytes.empty()) {
    const std::int64_t upper = offset / kHalf;
    if (above != upper) {
      const std::array<std::byte, 2> address = {byte_of(upper >> 8), byte_of(upper)};
      append_record(":", {std::byte{2}, std::byte{0}, std::byte{0}, kExtendedLinear}, address,
                    twos_complement, out);
      above = upper;
    }
    const auto room = static_cast<std::size_t>(kHalf - offset % kHalf);
    const auto line = bytes.first(std::min(bytes.size(), room));
    append_record(":", {byte_of(std::ssize(line)), byte_of(offset >> 8), byte_of(offset), kData},
                  line, twos_complement, out);
    bytes = bytes.subspan(line.size());
    offset += std::ssize(line);
  }
}

void append_s_record(std::int64_t offset, std::span<const std::byte> bytes, std::int64_t& /*above*/,
                     TextBuffer& out) {
  constexpr std::int64_t kAround = 5;  // the address and the checksum
  append_record("S3",
                {byte_of(std::ssize(bytes) + kAround), byte_of(offset >> 24), byte_of(offset >> 16),
                 byte_of(offset >> 8), byte_of(offset)},
                bytes, ones_complement, out);
}

constexpr FlashNotation kIntelHex = {"Intel HEX", "", ":00000001FF\n", append_intel_hex};
constexpr FlashNotation kSRecords = {"S-records", "S0030000FC\n", "S70500000000FA\n",
                                     append_s_record};

}  // namespace

const FlashNotation& intel_hex() { return kIntelHex; }
const FlashNotation& s_records() { return kSRecords; }

void append_flash_lines(const FlashNotation& notation, std::int64_t offset,
                        std::span<const std::byte> bytes, std::int64_t& above, TextBuffer& out) {
  while (!bytes.empty()) {
    const auto line = bytes.first(std::min(bytes.size(), std::size_t{kFlashLineBytes}));
    if (offset > kFlashEnd - std::ssize(line)) {
      throw Error(Errc::BadValue,
                  fmt::format("addresses of {} end at 4 GiB, and there are bytes at 0x{:x}; hex, "
                              "plain and raw show those",
                              notation.name, offset));
    }
    notation.append(offset, line, above, out);
    bytes = bytes.subspan(line.size());
    offset += std::ssize(line);
  }
}

}  // namespace bview
