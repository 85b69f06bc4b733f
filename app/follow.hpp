// SPDX-License-Identifier: MIT
// app/follow.hpp - a file that others write to, printed as it grows.

#pragma once

#include <functional>
#include <optional>
#include <string>

#include <bview/core/followed_file.hpp>
#include <bview/core/view.hpp>

namespace bview {

/// \throws Error{Errc::File} where there is something else of that name: only regular files grow.
void refuse_to_follow_others(const std::string& path);

/// Prints a file as it grows. Gives the item that was not whole when the file was truncated or
/// replaced, of 0 bytes or less where there is none; nothing when all is printed that is wanted.
using PrintFollowed = std::function<std::optional<Extent>(FollowedFile&)>;

/// Calls `print` with the file, and with the file of that name that is next whenever it was
/// truncated or replaced, as `tail -F` does; says so on standard error.
/// \throws Error{Errc::ClosedPipe} when nobody reads standard output any more.
void follow_file(const std::string& path, const PrintFollowed& print);

}  // namespace bview
