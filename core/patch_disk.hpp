// core/patch_disk.hpp - everything that patch and undo do to the world.
//
// The file being patched and its undo log, behind one small interface: the order of
// these calls is what makes a patch safe (core/journal.hpp), and tests run it on a
// disk that dies at any of them.
//
// Every call throws Error{Errc::File} when the system refuses.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/buffer.hpp"

namespace bview {

/// What tells one file from another, and a file from its later self.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;  ///< bytes
};

class PatchDisk {
 public:
  PatchDisk() = default;
  PatchDisk(const PatchDisk&) = delete;
  PatchDisk& operator=(const PatchDisk&) = delete;
  virtual ~PatchDisk() = default;

  // --- the file ---
  [[nodiscard]] virtual FileIdentity identity() const = 0;
  /// Its bytes as they are now; they change under data_write.
  [[nodiscard]] virtual Bytes data() const = 0;
  virtual void data_write(std::int64_t offset, std::span<const std::byte> bytes) = 0;
  virtual void data_sync() = 0;

  // --- a new log, which does not have the log's name yet and, unless it is given it, is
  //     gone with this object ---
  virtual void log_create() = 0;  ///< empty, in place of what a killed process left
  [[nodiscard]] virtual bool new_log_exists() const = 0;
  virtual void log_discard() = 0;
  virtual void log_append(std::span<const std::byte> bytes) = 0;
  /// Gives the new log the name of the log, in place of an older one, at once.
  virtual void log_publish() = 0;

  // --- the log ---
  [[nodiscard]] virtual std::string log_name() const = 0;  ///< for messages
  [[nodiscard]] virtual bool log_exists() const = 0;
  [[nodiscard]] virtual std::int64_t log_size() const = 0;  ///< bytes
  /// Fills `into` from `offset` on and returns how many bytes there were.
  [[nodiscard]] virtual std::size_t log_read(std::int64_t offset,
                                             std::span<std::byte> into) const = 0;
  virtual void log_write(std::int64_t offset, std::byte byte) = 0;
  virtual void log_remove() = 0;

  // --- for both ---
  virtual void log_sync() = 0;         ///< the log's content
  virtual void log_sync_folder() = 0;  ///< that it is there under its name, or gone
};

enum class Durability { Synced, NotSynced };

/// The real one: `path` is mapped for writing, the log lies at `log_path`.
///
/// `path` must be a regular file or block device, and not the log. A new log is called
/// LOG.bview-new. With Durability::NotSynced the sync calls do nothing.
[[nodiscard]] std::unique_ptr<PatchDisk> open_patch_disk(const std::string& path,
                                                         const std::string& log_path,
                                                         Durability durability);

/// Where the log of a file lies unless somebody says otherwise: beside the file that
/// `path` leads to through symbolic links.
[[nodiscard]] std::string default_log_path(const std::string& path);

}  // namespace bview
