// SPDX-License-Identifier: MIT
// core/coded_number.hpp - numbers that say themselves how many bytes they take.
//
// Sources: LEB128 as in DWARF 5, section 7.6; variable-length quantities of the Standard MIDI Files
// 1.0; data sizes of EBML, RFC 8794, section 4.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

enum class NumberCoding : std::uint8_t {
  Uleb,  ///< LEB128
  Sleb,  ///< the same, signed
  Vlq,   ///< as MIDI has it: 7 bits a byte, most significant first
  Ebml   ///< as Matroska has it: leading zeros tell the number of bytes
};

struct CodedNumber {
  std::uint64_t number;  ///< two's complement where the coding is signed
  std::int64_t size;     ///< bytes
};

/// The number that begins `bytes`; nothing where they end first.
/// \throws Error{Errc::BadValue} when it does not fit 64 bits; its text is what a sentence about
///         the number says.
[[nodiscard]] std::optional<CodedNumber> decode_number(NumberCoding coding,
                                                       std::span<const std::byte> bytes);

/// A number in as few bytes as it takes, but at least `least`.
/// \throws Error{Errc::BadValue} for what EBML has no room for.
[[nodiscard]] std::string encode_number(NumberCoding coding, std::uint64_t number,
                                        std::int64_t least = 1);

}  // namespace bview
