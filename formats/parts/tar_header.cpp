// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include <bview/core/error.hpp>
#include <bview/formats/parts/tar_header.hpp>

namespace bview {
namespace {

using namespace std::string_view_literals;

constexpr TarType kTarTypes[] = {
    {'0', "file", true, false},          {'1', "hardlink", false, true},
    {'2', "symlink", false, true},       {'3', "char", false, false},
    {'4', "block", false, false},        {'5', "dir", false, false},
    {'6', "fifo", false, false},         {'7', "contiguous", true, false},
    {'x', "pax", true, false},           {'g', "pax_global", true, false},
    {'L', "longname", true, false},      {'K', "longlink", true, false},
    {kTarSparse, "sparse", true, false},
};

constexpr std::int64_t kTarMagicAt = 257;
constexpr auto kTarMagic = "ustar"sv;
constexpr auto kPosixMagic = "ustar\0"sv;  // GNU tar has a blank there, and no prefix
constexpr std::size_t kTarSumAt = 148;
constexpr std::size_t kTarSumSize = 8;

std::string_view tar_block(FileBytes& bytes, std::int64_t at) {
  return bytes.text(at, kTarBlock, "a header");
}

std::string up_to_zero(std::string_view field) {
  return std::string(field.substr(0, field.find('\0')));
}

std::string name_with_prefix(std::string_view block) {
  std::string name = up_to_zero(block.substr(0, 100));
  if (block.substr(kTarMagicAt, kPosixMagic.size()) != kPosixMagic) return name;
  const std::string prefix = up_to_zero(block.substr(345, 155));
  return prefix.empty() ? name : prefix + "/" + name;
}

/// Sums of the bytes, with blanks in place of the checksum; some old programs took them for signed.
struct TarSums {
  std::int64_t plain = 0;
  std::int64_t with_signs = 0;

  explicit TarSums(std::string_view block) {
    for (std::size_t k = 0; k < block.size(); ++k) {
      const char c = k - kTarSumAt < kTarSumSize ? ' ' : block[k];
      plain += static_cast<unsigned char>(c);
      with_signs += static_cast<signed char>(c);
    }
  }
};

bool adds_up(std::string_view block) {
  const auto told = tar_number(block.substr(kTarSumAt, kTarSumSize), 8);
  const TarSums sums(block);
  return told && (*told == sums.plain || *told == sums.with_signs);
}

}  // namespace

const TarType* find_tar_type(char letter) {
  const auto* const found =
      std::find_if(std::begin(kTarTypes), std::end(kTarTypes),
                   [&](const TarType& type) { return type.letter == letter; });
  return found == std::end(kTarTypes) ? nullptr : found;
}

bool has_tar_checksum(FileBytes& bytes, std::int64_t at) {
  return bytes.has(at, kTarBlock) && adds_up(tar_block(bytes, at));
}

bool has_tar_magic(FileBytes& bytes, std::int64_t at) {
  return bytes.stands(at + kTarMagicAt, kTarMagic);
}

TarHeader read_tar_header(FileBytes& bytes, std::int64_t at) {
  const std::string_view block = tar_block(bytes, at);
  if (!adds_up(block)) {
    throw bytes.damage(at + std::int64_t{kTarSumAt},
                       fmt::format("the bytes of the header add up to {:06o}, and that is not its "
                                   "checksum",
                                   TarSums(block).plain));
  }
  TarHeader header{at, block[156], {}};
  header.notes.name = name_with_prefix(block);
  header.notes.target = up_to_zero(block.substr(157, 100));
  header.notes.size = tar_number(block.substr(124, 12), 8);
  if (header.type == kTarSparse) header.notes.sparse_size = tar_number(block.substr(483, 12), 8);
  if (header.type == '\0') header.type = header.notes.name->ends_with('/') ? '5' : '0';
  return header;
}

const std::string& tar_header_format() {
  static const std::string format = [] {
    std::string types;
    for (const TarType& type : kTarTypes) {
      types += fmt::format("{}\"{}\"={}", types.empty() ? "" : ",", type.letter, type.name);
    }
    return fmt::format(
        "100s|cstr:name: 8s|text(oct):mode: 8s|text(oct):uid: 8s|text(oct):gid: "
        "12s|text(oct):size: 12s|text(oct):mtime: 8s:checksum: s|enum({}):type: 100s|cstr:target: "
        "8s|cstr:magic: 32s|cstr:user: 32s|cstr:group: 8s:major: 8s:minor: 155s|cstr:prefix: 12x "
        "{{align(size, 512)}}x",
        types);
  }();
  return format;
}

}  // namespace bview
