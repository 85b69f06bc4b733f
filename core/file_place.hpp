// SPDX-License-Identifier: MIT
// core/file_place.hpp - a name in a folder that is open.
//
// Whoever works on a file for longer than a moment must not look its path up twice: what a
// path leads to may be exchanged in between. A FilePlace is looked up once, symbolic links and
// all; what is done there afterwards is done in the folder that was found.

#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include <bview/core/descriptor.hpp>

namespace bview {

enum class Links { Follow, Refuse };

class FilePlace {
 public:
  /// The folder of `path` is opened; with Links::Follow the name may be a symbolic link, which
  /// leads on to another place, and so forth.
  /// \throws Error{Errc::File} when the folder cannot be opened or the links lead in a circle.
  [[nodiscard]] static FilePlace of(const std::string& path, Links links);

  /// The name beside this one, in the same folder.
  [[nodiscard]] FilePlace beside(const std::string& name) const;

  [[nodiscard]] int folder() const { return folder_.get(); }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& path() const { return path_; }  ///< for messages

  /// What lies there now, a link being a link; nothing: there is nothing. errno tells why.
  [[nodiscard]] std::optional<struct stat> status() const;
  /// Whether that is the file of which `file` is the state.
  [[nodiscard]] bool leads_to(const struct stat& file) const;

  /// Opens what lies there, but no symbolic link, and without waiting for a fifo or taking a
  /// terminal. A negative one was refused; errno tells why.
  [[nodiscard]] Descriptor open(int flags) const;

  /// \throws Error{Errc::File} when sync_folder() will: the folder may not be read.
  void expect_syncing() const;

  /// Makes sure that the names in the folder are on the disk.
  /// \throws Error{Errc::File} when the system refuses, as it does where the folder cannot be read.
  void sync_folder() const;

 private:
  FilePlace(Descriptor folder, std::string name, std::string path);
  [[nodiscard]] std::string folder_path() const;

  Descriptor folder_;
  std::string name_;
  std::string path_;
};

}  // namespace bview
