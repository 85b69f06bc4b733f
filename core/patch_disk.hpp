// SPDX-License-Identifier: MIT
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
#include <optional>
#include <span>
#include <string>

#include <bview/core/buffer.hpp>
#include <bview/core/file_identity.hpp>
#include <bview/core/file_lock.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// What the name of a log has behind that of its file.
inline constexpr const char* kLogSuffix = ".bview-undo";

class PatchDisk {
 public:
  PatchDisk() = default;
  PatchDisk(const PatchDisk&) = delete;
  PatchDisk& operator=(const PatchDisk&) = delete;
  virtual ~PatchDisk() = default;

  // --- the file ---
  [[nodiscard]] virtual FileIdentity identity() const = 0;
  /// Its bytes as they are now, or those that the request was for; they change under data_write.
  [[nodiscard]] virtual Bytes data() const = 0;
  /// Any of them; valid until others are asked for, or written, that are not in data().
  [[nodiscard]] virtual std::span<const std::byte> data_read(const Extent& part) const {
    return {data().at(part.offset), static_cast<std::size_t>(part.size)};
  }
  /// All its bytes, to be changed as a trial that the file does not see.
  [[nodiscard]] virtual Buffer trial() const {
    const Bytes all = data();
    return Buffer::own({all.data, all.data + all.size});
  }
  /// What became of the file since it was opened: "'x' was truncated to 3 bytes"; "" if nothing
  /// that matters: it may have grown.
  [[nodiscard]] virtual std::string mishap() const = 0;
  [[nodiscard]] virtual bool is_truncated() const = 0;
  /// Writes what differs, inside the file, and never makes it longer.
  virtual void data_write(std::int64_t offset, std::span<const std::byte> bytes) = 0;
  virtual void data_sync() = 0;

  // --- a new log, which does not have the log's name yet and, unless it is given it, is
  //     gone with this object. While there is one, log_append, log_write, log_truncate and
  //     log_sync are about it ---
  virtual void log_create() = 0;
  /// Gives the new log the name of the log, in place of an older one, at once.
  virtual void log_publish() = 0;

  // --- the log ---
  [[nodiscard]] virtual std::string log_name() const = 0;  ///< for messages
  [[nodiscard]] virtual bool log_exists() const = 0;
  /// Whether nobody but who runs this process can change it, or read it who cannot read the file.
  [[nodiscard]] virtual bool log_is_private() const = 0;
  /// Whether log_remove() will be allowed, as far as that can be told.
  [[nodiscard]] virtual bool log_can_be_removed() const = 0;
  /// Whether it still lies where it was found or published.
  [[nodiscard]] virtual bool log_has_its_name() const = 0;
  [[nodiscard]] virtual std::int64_t log_size() const = 0;  ///< bytes
  /// Fills `into` from `offset` on and returns how many bytes there were.
  [[nodiscard]] virtual std::size_t log_read(std::int64_t offset,
                                             std::span<std::byte> into) const = 0;
  /// From now on log_read() gives of the first `size` bytes what they are now, whatever others
  /// do to the log.
  virtual void log_hold(std::int64_t size) = 0;
  virtual void log_append(std::span<const std::byte> bytes) = 0;
  virtual void log_write(std::int64_t offset, std::span<const std::byte> bytes) = 0;
  virtual void log_truncate(std::int64_t size) = 0;
  virtual void log_remove() = 0;
  /// Lets those read the log who may read the file. Until then it is for who runs this process.
  virtual void log_hand_over() = 0;

  // --- for both ---
  virtual void log_sync() = 0;         ///< the log's content
  virtual void log_sync_folder() = 0;  ///< that it is there under its name, or gone
};

enum class Durability { Synced, NotSynced };

struct PatchDiskRequest {
  std::string path;
  std::optional<std::string> log_path = std::nullopt;  ///< without it, default_log_path()
  Durability durability = Durability::Synced;          ///< NotSynced: the sync calls do nothing
  WhenLocked when_locked = WhenLocked::Wait;
  Extent reach{0, 0};  ///< what data() shall have; of a file with room for all its addresses, all
};

/// The real one: a regular file or block device, mapped for writing and locked, and its log,
/// locked too. Paths are looked up here and never again.
/// \throws Error{Errc::File} when something of that is refused, or another process has a lock
///         and that is not waited for; Error{Errc::BadUsage} when the log is the file itself, or
///         a block device is given no log that outlives a loss of power.
[[nodiscard]] std::unique_ptr<PatchDisk> open_patch_disk(const PatchDiskRequest& request);

/// Where the log of a file lies unless somebody says otherwise: beside the file that
/// `path` leads to through symbolic links.
[[nodiscard]] std::string default_log_path(const std::string& path);

}  // namespace bview
