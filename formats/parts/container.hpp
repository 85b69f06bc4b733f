// SPDX-License-Identifier: MIT
// formats/parts/container.hpp - a file that says what it holds, and its parts as views.
//
//   const bview::Input file = bview::open_input(path);
//   bview::FileBytes bytes(file);
//   if (const auto container = bview::recognised(bytes)) {
//     container->list([&](const bview::Part& part) { ...; return true; });
//   }

#pragma once

#include <functional>
#include <optional>
#include <string>

#include <bview/core/input.hpp>
#include <bview/core/memory_view.hpp>
#include <bview/core/public.hpp>
#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace BVIEW_PUBLIC bview {

struct ContainerReader;  // formats/parts/reader.hpp

/// A file that says what it holds. One thread at a time asks it.
struct Container {
  std::string kind;  ///< "npy", "zip"
  /// Gives the parts in the order of the file, each with a name of its own: what comes again is
  /// "name#2".
  /// \throws Error where the file is damaged, behind the parts in front of that.
  std::function<void(const PartVisitor& visit)> list;
};

/// What a reader makes of the file. `bytes` outlive it.
[[nodiscard]] Container read_by(const ContainerReader& reader, FileBytes& bytes);

/// What the reader makes of the file that knows most about it; nothing where none knows it. Those
/// that start other programs are not asked. `bytes` outlive it.
[[nodiscard]] std::optional<Container> recognised(FileBytes& bytes);

/// The items of a part, read-only; without a format its bytes. What is packed is unpacked, large
/// parts into a temporary file; all else stays where it is in the file, which is kept open.
/// \throws Error{Errc::BadUsage} for what cannot be read, or has records of different sizes;
///         Error{Errc::BadShape} where the part is damaged.
[[nodiscard]] MemoryView view_of_part(const Part& part, const Input& file);

}  // namespace bview
