// SPDX-License-Identifier: MIT
// formats/parts/packing.hpp - parts that lie in a file compressed.
//
// Whoever lists a part says how it is packed; here that becomes a stream of its bytes.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <bview/core/crc32.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/core/source.hpp>
#include <bview/formats/parts/file_bytes.hpp>

namespace BVIEW_PUBLIC bview {

enum class PackMethod : std::uint8_t { Deflate, Zstd };

/// Bytes that are packed, and what the file says of them.
struct Packing {
  Extent packed{0, 0};    ///< which bytes of the file
  std::int64_t size = 0;  ///< unpacked
  /// Of the unpacked bytes; without it, a checksum is the method's own affair.
  std::optional<std::uint32_t> crc32{};
  PackMethod method = PackMethod::Deflate;
};

/// The unpacked bytes, a piece at a time. It never gives more than the file says that there are,
/// and its end only where their number and their checksum are what the file says.
class UnpackingSource : public Source {
 public:
  /// `packing.packed` lies inside of `bytes`, which outlive it; `name` is what messages call it.
  /// \throws Error{Errc::BadShape} where so few bytes cannot be packed ones of so many;
  ///         Error{Errc::File} where what unpacks them is not installed.
  UnpackingSource(FileBytes& bytes, const Packing& packing, std::string name);

  /// \throws Error{Errc::BadShape} where they are damaged.
  [[nodiscard]] std::size_t read(std::span<char> into) override;

 private:
  [[nodiscard]] Error damage(std::string_view why) const;
  [[nodiscard]] std::size_t unpack(std::span<char> into);
  void check_end() const;

  const FileBytes& bytes_;
  Packing packing_;
  std::string name_;
  StretchSource stretch_;
  std::unique_ptr<Source> unpacked_;
  std::int64_t done_ = 0;
  Crc32 crc_{};
};

}  // namespace bview
