// SPDX-License-Identifier: MIT
// formats/parts/tiff_types.hpp - types of values, tags, and words for some values of TIFFs.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <bview/formats/parts/part.hpp>

namespace bview {

/// A type of the values of an entry.
struct TiffType {
  std::int64_t number;
  std::string_view name;
  std::int64_t bytes;
  PartKind kind;            ///< of many: Array, Record, Text or Bytes
  std::string_view format;  ///< of one, without its order; empty for letters and bytes
  bool whole = false;       ///< a number without a sign
};
/// Null for a number that is none.
[[nodiscard]] const TiffType* find_tiff_type(std::int64_t number);
[[nodiscard]] std::span<const TiffType> tiff_types();

/// What the tags of a directory mean.
enum class TiffTags : std::uint8_t { Picture, Gps };
/// Empty for a tag that is not well known.
[[nodiscard]] std::string_view tiff_tag_name(std::int64_t tag, TiffTags tags = TiffTags::Picture);

/// A tag whose values are places of directories.
struct TiffBranch {
  std::int64_t tag;
  TiffTags tags;  ///< of those directories
  bool many;      ///< they have numbers
};
/// Null for any other.
[[nodiscard]] const TiffBranch* find_tiff_branch(std::int64_t tag);

/// Samples that bview has a type for.
struct TiffSample {
  std::int64_t format;  ///< as SampleFormat has it
  std::int64_t bits;
  char letter;
};
/// Null where there is none.
[[nodiscard]] const TiffSample* find_tiff_sample(std::int64_t format, std::int64_t bits);

inline constexpr std::int64_t kTiffPlain = 1;  // a compression that is none
/// "LZW", "RGB"; empty where there is no word.
[[nodiscard]] std::string_view tiff_compression(std::int64_t number);
[[nodiscard]] std::string_view tiff_photometric(std::int64_t number);

}  // namespace bview
