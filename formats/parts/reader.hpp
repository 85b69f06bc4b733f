// SPDX-License-Identifier: MIT
// formats/parts/reader.hpp - THE TABLE of containers: files that say what they hold.
//
// A new one is a file beside this one and a line of the table, or, with less work, a catalogue.

#pragma once

#include <span>
#include <string_view>

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

struct ContainerReader {
  std::string_view name;
  std::string_view summary;
  /// Whether a file looks like one. Never throws what a file can cause.
  bool (*recognise)(FileBytes& bytes);
  /// Gives its parts one after another, until one is enough.
  /// \throws Error where it is damaged, behind the parts that stand in front of that.
  void (*list)(FileBytes& bytes, const PartVisitor& visit);
};

/// Of those that recognise a file the first is the one that knows most about it.
[[nodiscard]] std::span<const ContainerReader> container_readers();

}  // namespace bview
