// SPDX-License-Identifier: MIT
// core/checksum_makers.hpp - the kinds of checksums of which THE TABLE (checksum.cpp) is made.

#pragma once

#include <memory>

#include <bview/core/checksum.hpp>

namespace bview {

/// Any CRC of 8 to 64 bits.
[[nodiscard]] std::unique_ptr<Checksum> make_crc(const ChecksumAlgorithm& self);
/// Those that processors and zlib know.
[[nodiscard]] std::unique_ptr<Checksum> make_crc32(const ChecksumAlgorithm& self);
[[nodiscard]] std::unique_ptr<Checksum> make_crc32c(const ChecksumAlgorithm& self);
[[nodiscard]] std::unique_ptr<Checksum> make_adler32(const ChecksumAlgorithm& self);

/// The sum of bytes, or of words whose last one is filled with zeros; modulo 2 to the `bits`.
[[nodiscard]] std::unique_ptr<Checksum> make_byte_sum(const ChecksumAlgorithm& self);
[[nodiscard]] std::unique_ptr<Checksum> make_negated_sum(const ChecksumAlgorithm& self);
[[nodiscard]] std::unique_ptr<Checksum> make_little_sum(const ChecksumAlgorithm& self);
[[nodiscard]] std::unique_ptr<Checksum> make_big_sum(const ChecksumAlgorithm& self);
[[nodiscard]] std::unique_ptr<Checksum> make_xor(const ChecksumAlgorithm& self);
[[nodiscard]] std::unique_ptr<Checksum> make_inet(const ChecksumAlgorithm& self);
[[nodiscard]] std::unique_ptr<Checksum> make_fletcher(const ChecksumAlgorithm& self);

/// Nettle's hash of that name.
[[nodiscard]] std::unique_ptr<Checksum> make_hash(const ChecksumAlgorithm& self);

}  // namespace bview
