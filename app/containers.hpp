// SPDX-License-Identifier: MIT
// app/containers.hpp - which kind of container a file is, and its parts.

#pragma once

#include <string>

#include <bview/formats/parts/container.hpp>
#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

#include "app/options.hpp"

namespace bview {

/// The kind that --as names, or the one that knows most about the file. `bytes` outlive it.
/// \throws Error{Errc::BadUsage} where there is none.
[[nodiscard]] Container container_of(FileBytes& bytes, const Options& options);

/// Opens the file that the options name.
/// \throws Error{Errc::BadUsage} for a stream: parts lie anywhere.
[[nodiscard]] Input open_container(const Options& options);

/// Whether a name is as a pattern of the shells says: * ? [a-z].
[[nodiscard]] bool fits_glob(const std::string& name, const std::string& glob);

/// The part of that name, or the only one that fits a pattern.
/// \throws Error{Errc::BadUsage} where there is none, or several.
[[nodiscard]] Part find_part(const Container& container, const std::string& name,
                             const FileBytes& bytes);

}  // namespace bview
