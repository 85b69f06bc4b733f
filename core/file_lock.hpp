// core/file_lock.hpp - the advisory lock that a writer holds on a file.
//
// It is a POSIX record lock: the system drops it when this process closes ANY
// descriptor of the file. Open the file before taking the lock, and close nothing that was
// opened on it until the lock is to be gone.

#pragma once

#include <memory>
#include <string>

namespace bview {

enum class WhenLocked { Wait, Refuse };

class FileLock {
 public:
  /// Takes the exclusive lock of `path` and holds it until it is destroyed.
  /// \throws Error{Errc::File} when another process has it and `when` says Refuse, or
  ///         the file cannot be opened for writing.
  FileLock(const std::string& path, WhenLocked when);
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};

}  // namespace bview
