// SPDX-License-Identifier: MIT
// formats/parts/reader.hpp - THE TABLE of containers: files that say what they hold.
//
// A new one is a catalogue (formats/catalogues/*.toml), or, where a catalogue cannot say it, a file
// beside this one and a line of the table.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

struct ContainerReader {
  std::string name{};
  std::string summary{};
  /// Whether a file looks like one. Never throws what a file can cause.
  std::function<bool(FileBytes& bytes)> recognise{};
  /// Gives its parts one after another, until one is enough.
  /// \throws Error where it is damaged, behind the parts that stand in front of that.
  std::function<void(FileBytes& bytes, const PartVisitor& visit)> list{};
  /// It does more than read, and does so for those only who ask for it by its name: what others
  /// are told of such a file. Empty: it is there for everybody.
  std::string unasked{};
};

/// Those of which a file beside this one tells: they are there without anything being read.
[[nodiscard]] const std::vector<ContainerReader>& coded_readers();

/// Those, and behind them the catalogues that bview comes with, which the first call reads.
/// Of those that recognise a file the first is the one that knows most about it.
[[nodiscard]] const std::vector<ContainerReader>& container_readers();

}  // namespace bview
