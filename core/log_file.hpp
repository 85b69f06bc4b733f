// SPDX-License-Identifier: MIT
// core/log_file.hpp - the undo log as a file that lies in a folder others may write to.
//
// A log tells which bytes to write, so nobody obeys one that a stranger may have put there:
// it is a regular file with one name, of whoever runs this process, of root, or of the owner of
// the patched file. It is opened once and locked. A new one has no name until it is complete.

#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <bview/core/buffer.hpp>
#include <bview/core/descriptor.hpp>
#include <bview/core/file_lock.hpp>
#include <bview/core/file_place.hpp>

namespace bview {

/// What is patched, as far as its log must know.
struct PatchedFile {
  int descriptor;      ///< outlives the log
  struct stat status;  ///< as it was opened
};

class LogFile {
 public:
  /// Opens and locks the log that lies at `place`, if there is one.
  /// \throws Error{Errc::File} when what lies there cannot be obeyed, opened or locked.
  LogFile(FilePlace place, const PatchedFile& patched, WhenLocked when);
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  ~LogFile();

  [[nodiscard]] const std::string& path() const { return place_.path(); }
  // What these do stands in core/patch_disk.hpp, which passes them on.
  [[nodiscard]] bool exists() const { return log_.get() >= 0; }
  [[nodiscard]] bool is_private() const;
  [[nodiscard]] bool can_be_removed() const;
  [[nodiscard]] bool has_its_name() const;
  [[nodiscard]] std::int64_t size() const;
  [[nodiscard]] std::size_t read(std::int64_t offset, std::span<std::byte> into) const;
  void hold(std::int64_t size);

  void create();
  void append(std::span<const std::byte> bytes);
  void write(std::int64_t offset, std::span<const std::byte> bytes);
  void truncate(std::int64_t size);
  void publish();
  void hand_over();
  void remove();
  void sync();
  void sync_folder() const { place_.sync_folder(); }

 private:
  [[nodiscard]] bool open_log(WhenLocked when);
  [[nodiscard]] Descriptor& current() { return new_log_.get() >= 0 ? new_log_ : log_; }
  [[nodiscard]] bool give_name(const std::string& name);

  FilePlace place_;
  PatchedFile patched_;
  Descriptor log_;        // under its name
  Descriptor new_log_;    // not yet
  std::string new_name_;  // of the new one, where it cannot be without; "" otherwise
  bool is_held_ = false;
  Buffer held_;  // a copy that nobody else can change
};

/// Whether who runs this process may obey a log of that state.
[[nodiscard]] bool may_be_obeyed(const struct stat& log, const struct stat& patched);

}  // namespace bview
