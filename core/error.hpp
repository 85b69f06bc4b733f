// SPDX-License-Identifier: MIT
// core/error.hpp - the one exception of the project.
//
// Every failure that a user or a caller can cause is an Error: a code for
// programs, a sentence for people. The sentence names what was wrong, where,
// and the repair; it needs no prefix and no final newline.

#pragma once

#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

enum class Errc {
  BadUsage,    ///< options or arguments that do not fit together
  BadFormat,   ///< a format string, index expression or other notation is malformed
  BadShape,    ///< shape, strides and number of bytes do not agree
  BadIndex,    ///< an index or axis out of range, a slice with step 0
  BadValue,    ///< a value of the wrong kind, out of range, or unreadable
  ReadOnly,    ///< a write through a view of read-only bytes, or through overlapping items
  Released,    ///< a view was used after release()
  File,        ///< the system refused: open, map, read, write, sync
  ClosedPipe,  ///< nobody reads the output any more
};

/// The exception of every floor.
class Error : public std::exception {
 public:
  Error(Errc code, std::string message, std::optional<std::size_t> where = std::nullopt)
      : code_(code), message_(std::move(message)), where_(where) {}

  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  [[nodiscard]] Errc code() const noexcept { return code_; }

  /// Byte position in the notation that was being read; empty where there is none.
  [[nodiscard]] std::optional<std::size_t> where() const noexcept { return where_; }

 private:
  Errc code_;
  std::string message_;
  std::optional<std::size_t> where_;
};

/// The Error for a call that the system refused: "cannot open 'x': No such file or directory".
/// `reason` is errno's; `advice` may follow it.
[[nodiscard]] Error system_error(std::string_view what, std::string_view name, int reason,
                                 std::string_view advice = "");

}  // namespace bview
