// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <iterator>

#include <bview/core/checksum.hpp>
#include <bview/core/checksum_makers.hpp>

namespace bview {
namespace {

constexpr std::uint64_t kOnes64 = ~std::uint64_t{0};

// clang-format off
constexpr ChecksumAlgorithm kAlgorithms[] = {
    {"crc32", 32, true, "of zip, gzip, PNG, ethernet, GPT", make_crc32},
    {"crc32c", 32, true, "Castagnoli's: iSCSI, ext4, Btrfs", make_crc32c, {0x1edc6f41, 0xffffffff, true, 0xffffffff}},
    {"crc32c/ext4", 32, true, "crc32c that is not inverted in the end", make_crc, {0x1edc6f41, 0xffffffff, true, 0}},
    {"crc32/bzip2", 32, true, "the same bits, the most significant first", make_crc, {0x04c11db7, 0xffffffff, false, 0xffffffff}},
    {"crc32/mpeg2", 32, true, "of MPEG-2 sections, STM32", make_crc, {0x04c11db7, 0xffffffff, false, 0}},
    {"crc32/cksum", 32, true, "of POSIX cksum, without the length behind", make_crc, {0x04c11db7, 0, false, 0xffffffff}},
    {"crc32/jamcrc", 32, true, "crc32 that is not inverted in the end", make_crc, {0x04c11db7, 0xffffffff, true, 0}},
    {"crc16", 16, true, "ARC's: LHA, many others", make_crc, {0x8005, 0, true, 0}},
    {"crc16/ccitt-false", 16, true, "polynomial 0x1021 from 0xffff", make_crc, {0x1021, 0xffff, false, 0}},
    {"crc16/xmodem", 16, true, "polynomial 0x1021 from 0", make_crc, {0x1021, 0, false, 0}},
    {"crc16/kermit", 16, true, "CCITT's own", make_crc, {0x1021, 0, true, 0}},
    {"crc16/x25", 16, true, "of HDLC, PPP", make_crc, {0x1021, 0xffff, true, 0xffff}},
    {"crc16/aug-ccitt", 16, true, "polynomial 0x1021 from 0x1d0f", make_crc, {0x1021, 0x1d0f, false, 0}},
    {"crc16/genibus", 16, true, "polynomial 0x1021, inverted", make_crc, {0x1021, 0xffff, false, 0xffff}},
    {"crc16/mcrf4xx", 16, true, "polynomial 0x1021, reflected, from 0xffff", make_crc, {0x1021, 0xffff, true, 0}},
    {"crc16/modbus", 16, true, "of Modbus RTU", make_crc, {0x8005, 0xffff, true, 0}},
    {"crc16/usb", 16, true, "of USB's data", make_crc, {0x8005, 0xffff, true, 0xffff}},
    {"crc16/maxim", 16, true, "of 1-Wire", make_crc, {0x8005, 0, true, 0xffff}},
    {"crc16/umts", 16, true, "polynomial 0x8005, the most significant bit first", make_crc, {0x8005, 0, false, 0}},
    {"crc16/dnp", 16, true, "of DNP3", make_crc, {0x3d65, 0, true, 0xffff}},
    {"crc16/t10-dif", 16, true, "of SCSI's data integrity fields", make_crc, {0x8bb7, 0, false, 0}},
    {"crc8", 8, true, "polynomial 0x07 from 0", make_crc, {0x07, 0, false, 0}},
    {"crc8/maxim", 8, true, "of 1-Wire", make_crc, {0x31, 0, true, 0}},
    {"crc24/openpgp", 24, true, "of ASCII armour", make_crc, {0x864cfb, 0xb704ce, false, 0}},
    {"crc64/ecma", 64, true, "of DLT-1 tapes", make_crc, {0x42f0e1eba9ea3693, 0, false, 0}},
    {"crc64/xz", 64, true, "of xz", make_crc, {0x42f0e1eba9ea3693, kOnes64, true, kOnes64}},
    {"adler32", 32, true, "of zlib streams", make_adler32},
    {"fletcher16", 16, true, "of bytes, modulo 255", make_fletcher},
    {"fletcher32", 32, true, "of 16-bit words, the least significant byte first, modulo 65535", make_fletcher},
    {"inet", 16, true, "of IP, TCP, UDP, ICMP (RFC 1071), of big-endian words", make_inet},
    {"sum8", 8, true, "of bytes", make_byte_sum},
    {"sum16", 16, true, "of bytes", make_byte_sum},
    {"sum32", 32, true, "of bytes", make_byte_sum},
    {"neg8", 8, true, "what makes the sum of all bytes 0: Intel HEX, ACPI", make_negated_sum},
    {"sum16le", 16, true, "of 16-bit words, the least significant byte first", make_little_sum},
    {"sum16be", 16, true, "of 16-bit words, the most significant byte first", make_big_sum},
    {"sum32le", 32, true, "of 32-bit words, the least significant byte first", make_little_sum},
    {"sum32be", 32, true, "of 32-bit words, the most significant byte first", make_big_sum},
    {"xor8", 8, true, "all bytes, xor", make_xor},
    {"md5", 128, false, "16 bytes", make_hash},
    {"sha1", 160, false, "20 bytes", make_hash},
    {"sha256", 256, false, "32 bytes", make_hash},
    {"sha512", 512, false, "64 bytes", make_hash},
};
// clang-format on

/// What some of them are called besides.
struct Alias {
  std::string_view alias;
  std::string_view name;
};
constexpr Alias kAliases[] = {
    {"crc16/arc", "crc16"},          {"crc16/ibm-3740", "crc16/ccitt-false"},
    {"crc16/ibm-sdlc", "crc16/x25"}, {"crc16/ccitt", "crc16/kermit"},
    {"crc16/hdlc", "crc16/x25"},     {"crc16/spi-fujitsu", "crc16/aug-ccitt"},
    {"crc16/buypass", "crc16/umts"}, {"crc32/iscsi", "crc32c"},
    {"crc32/mpeg-2", "crc32/mpeg2"}, {"crc32/posix", "crc32/cksum"},
    {"crc64", "crc64/xz"},
};

}  // namespace

void Checksum::add_zeros(std::int64_t count) {
  static constexpr std::array<std::byte, 4096> kZeros{};
  for (; count > 0; count -= std::ssize(kZeros)) {
    const auto piece = std::min<std::int64_t>(count, std::ssize(kZeros));
    add(std::span(kZeros).first(static_cast<std::size_t>(piece)));
  }
}

std::span<const ChecksumAlgorithm> checksum_algorithms() { return kAlgorithms; }

const ChecksumAlgorithm* find_checksum(std::string_view name) {
  for (const Alias& each : kAliases) {
    if (each.alias == name) name = each.name;
  }
  const auto* const found =
      std::find_if(std::begin(kAlgorithms), std::end(kAlgorithms),
                   [&](const ChecksumAlgorithm& each) { return each.name == name; });
  return found == std::end(kAlgorithms) ? nullptr : found;
}

}  // namespace bview
