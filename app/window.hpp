// SPDX-License-Identifier: MIT
// app/window.hpp - which bytes a view covers: --offset, --length, --shape, --strides.
//
// The rules are those of "bview help index". All numbers come from users, so
// every sum and product is checked, and the view is proven to lie inside the bytes.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/syntax/other_sizes.hpp>

namespace bview {

/// What was asked for, in bytes and items. Nothing: not given.
struct WindowRequest {
  std::optional<std::int64_t> offset{};  ///< negative counts from the end
  std::optional<std::int64_t> length{};
  Lengths shape = {-1};  ///< one length may be -1: as many as there are
  std::optional<Lengths> strides{};
  Order order = Order::C;
  bool rest = false;                     ///< the length that is inferred may leave some bytes
  std::optional<std::byte> pad{};        ///< fills a last step that the bytes end inside
  std::vector<OtherSize> other_sizes{};  ///< what an item may have been meant to take
};

/// The view of `bytes` as items of `itemsize` bytes. `name` is what messages call the
/// bytes: "'fw.bin'".
/// \throws Error{Errc::BadShape} when the numbers do not agree, saying which and how
///         to ask for what was probably meant.
[[nodiscard]] View lay_view(const Bytes& bytes, std::int64_t itemsize, const WindowRequest& request,
                            const std::string& name);

/// Shortens a window that is too long for `size` bytes to what there is, and returns the error
/// that it would have been; nothing, where it fits.
[[nodiscard]] std::optional<Error> cut_to_end(WindowRequest& request, std::int64_t size,
                                              const std::string& name);

/// The same request, without a negative offset, for `size` bytes.
/// \throws Error{Errc::BadShape} when the offset lies outside of them.
[[nodiscard]] WindowRequest from_start(WindowRequest request, std::int64_t size,
                                       const std::string& name);

/// How many bytes are missing behind `size` for a last step along the axis that is inferred, or
/// for the last item of a shape in full; 0 where more than that is missing, which is no matter of
/// padding. For offsets that are not negative.
[[nodiscard]] std::int64_t missing_bytes(std::int64_t size, std::int64_t itemsize,
                                         const WindowRequest& request);

/// How many bytes from the start of a stream lay_view will look at, when that does not
/// depend on where the stream ends.
[[nodiscard]] std::optional<std::int64_t> bytes_needed(std::int64_t itemsize,
                                                       const WindowRequest& request);

}  // namespace bview
