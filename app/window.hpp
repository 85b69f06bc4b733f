// app/window.hpp - which bytes a view covers: --offset, --length, --shape, --strides.
//
// The rules are those of "Which bytes" in README. All numbers come from users, so
// every sum and product is checked, and the view is proven to lie inside the bytes.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/view.hpp"

namespace bview {

/// What was asked for, in bytes and items. Nothing: not given.
struct WindowRequest {
  std::optional<std::int64_t> offset{};  ///< negative counts from the end
  std::optional<std::int64_t> length{};
  Lengths shape = {-1};  ///< one length may be -1: as many as there are
  std::optional<Lengths> strides{};
  Order order = Order::C;
};

/// The view of `bytes` as items of `itemsize` bytes. `name` is what messages call the
/// bytes: "'fw.bin'".
/// \throws Error{Errc::BadShape} when the numbers do not agree, saying which and how
///         to ask for what was probably meant.
[[nodiscard]] View lay_view(const Bytes& bytes, std::int64_t itemsize, const WindowRequest& request,
                            const std::string& name);

/// How many bytes from the start of a stream lay_view will look at, when that does not
/// depend on where the stream ends.
[[nodiscard]] std::optional<std::int64_t> bytes_needed(std::int64_t itemsize,
                                                       const WindowRequest& request);

}  // namespace bview
