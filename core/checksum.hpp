// SPDX-License-Identifier: MIT
// core/checksum.hpp - THE TABLE of checksums and hashes.
//
// A CRC is a line with its parameters, as the usual catalogues have them; what is no CRC has a
// class of its own in checksum_sums.cpp. Hashes are Nettle's, which is loaded when one is asked
// for.
//
// Source: R. Williams, "A Painless Guide to CRC Error Detection Algorithms" (1993), for the model
// of parameters; the CRC RevEng catalogue for their values; RFC 1071 for inet.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// What a checksum is of some bytes.
struct ChecksumValue {
  std::uint64_t number = 0;
  std::vector<std::byte> bytes{};  ///< of a hash, instead of a number
};

/// One that is being worked out, a piece after another.
class Checksum {
 public:
  Checksum() = default;
  Checksum(const Checksum&) = delete;
  Checksum& operator=(const Checksum&) = delete;
  virtual ~Checksum() = default;

  virtual void add(std::span<const std::byte> bytes) = 0;
  /// So many bytes, all of them 0: those of a hole, which may be long. But for hashes it takes no
  /// longer then.
  virtual void add_zeros(std::int64_t count);
  /// Of all that was added; nothing more may be.
  [[nodiscard]] virtual ChecksumValue finish() = 0;
};

/// A CRC in the model of parameters; `poly` and the others are as wide as it.
struct CrcParameters {
  std::uint64_t poly = 0;  ///< without its highest bit, the most significant one first
  std::uint64_t init = 0;
  bool reflected =
      false;  ///< bits are taken from the least significant one up, and so is the result
  std::uint64_t final_xor = 0;
};

/// One line of THE TABLE.
struct ChecksumAlgorithm {
  std::string_view name;
  int bits;  ///< of its value
  bool is_number;
  std::string_view summary;
  std::unique_ptr<Checksum> (*make)(const ChecksumAlgorithm& self);
  CrcParameters crc{};
};

[[nodiscard]] std::span<const ChecksumAlgorithm> checksum_algorithms();

/// The one of that name, or null.
[[nodiscard]] const ChecksumAlgorithm* find_checksum(std::string_view name);

/// Begins one. \throws Error{Errc::File} where the library that has it is not installed.
[[nodiscard]] inline std::unique_ptr<Checksum> make_checksum(const ChecksumAlgorithm& algorithm) {
  return algorithm.make(algorithm);
}

}  // namespace bview
