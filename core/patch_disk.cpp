// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <bview/core/descriptor.hpp>
#include <bview/core/device.hpp>
#include <bview/core/error.hpp>
#include <bview/core/file_place.hpp>
#include <bview/core/log_file.hpp>
#include <bview/core/lost_bytes.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/patch_disk.hpp>
#include <bview/core/quote.hpp>

namespace bview {
namespace {

/// The file to be patched, open, and where it was found.
struct Target {
  FilePlace place;
  Descriptor descriptor{};
  struct stat status {};

  [[nodiscard]] std::string name() const { return bview::quoted(place.path()); }
  [[noreturn]] void refuse(const char* what) const { throw system_error(what, name(), errno); }
};

Target open_target(const PatchDiskRequest& request) {
  Target target{FilePlace::of(request.path, Links::Follow)};
  const auto seen = target.place.status();
  if (seen && !S_ISREG(seen->st_mode) && !S_ISBLK(seen->st_mode) && !S_ISDIR(seen->st_mode)) {
    // To open some devices is to start something.
    throw Error(Errc::File,
                fmt::format("cannot map {}: it is no regular file or block device", target.name()));
  }
  target.descriptor = seen && S_ISBLK(seen->st_mode)
                          ? open_device(target.place, request.when_locked)
                          : target.place.open(O_RDWR);
  if (target.descriptor.get() < 0) target.refuse("open");
  if (::fstat(target.descriptor.get(), &target.status) != 0) target.refuse("read the state of");
  return target;
}

FilePlace log_place(const PatchDiskRequest& request, const Target& target) {
  if (request.log_path) return FilePlace::of(*request.log_path, Links::Refuse);
  return target.place.beside(target.place.name() + kLogSuffix);
}

void refuse_folder(const FilePlace& log) {
  if (!log.name().empty()) return;
  throw Error(Errc::BadUsage, fmt::format("{} is a folder; --undo-log takes the path of a file",
                                          bview::quoted(log.path())));
}

/// A log in place of the file would be the end of it.
void refuse_file_itself(const FilePlace& log, const struct stat& file) {
  struct stat status {};
  // A link is followed here: its name says no more than the file's own.
  if (::fstatat(log.folder(), log.name().c_str(), &status, 0) != 0) return;
  if (status.st_dev != file.st_dev || status.st_ino != file.st_ino) return;
  throw Error(Errc::BadUsage, fmt::format("{} is the file itself and cannot be its undo log",
                                          bview::quoted(log.path())));
}

/// The nodes of devices lie in memory, and what lies beside them does not outlive the power.
void refuse_log_in_memory(const FilePlace& log, const Target& target) {
  if (!S_ISBLK(target.status.st_mode) || !is_in_memory(log)) return;
  throw Error(
      Errc::BadUsage,
      fmt::format("{} is a device, and its undo log {} would lie in memory and be gone with "
                  "the power; --undo-log PATH puts it on a disk",
                  target.name(), bview::quoted(log.path())));
}

class RealPatchDisk : public PatchDisk {
 public:
  RealPatchDisk(const PatchDiskRequest& request, Target target)
      : target_(std::move(target)),
        size_(mappable_size(descriptor(), target_.name())),
        in_parts_(!leaves_room(size_)),
        part_(in_parts_ ? request.reach : Extent{0, size_}),
        file_(map(part_)),
        synced_(request.durability == Durability::Synced),
        log_(lockable_log(request), {descriptor(), target_.status}, request.when_locked) {
    const off_t hole = ::lseek(descriptor(), 0, SEEK_HOLE);
    sparse_ = hole >= 0 && hole < size_;
  }

  RealPatchDisk(const RealPatchDisk&) = delete;
  RealPatchDisk& operator=(const RealPatchDisk&) = delete;
  ~RealPatchDisk() override { advise_on_lost_bytes(""); }

  [[nodiscard]] FileIdentity identity() const override {
    FileIdentity identity = identity_of(target_.status);
    identity.size = static_cast<std::uint64_t>(size_);
    return identity;
  }

  [[nodiscard]] Bytes data() const override { return file_.bytes(); }
  [[nodiscard]] std::span<const std::byte> data_read(const Extent& part) const override {
    look_at(part);
    return {at(part.offset), static_cast<std::size_t>(part.size)};
  }

  [[nodiscard]] Buffer trial() const override {
    return map_part(descriptor(), Access::Private, {0, size_}, size_, target_.name());
  }

  [[nodiscard]] std::string mishap() const override {
    const struct stat now = status();  // once: the file may shrink while it is asked
    if (is_shorter(now)) {
      return fmt::format("{} was truncated to {} bytes", target_.name(), now.st_size);
    }
    if (S_ISBLK(now.st_mode) || target_.place.leads_to(now)) return "";
    return target_.name() +
           (target_.place.status() ? " was replaced by another file" : " was removed or renamed");
  }
  [[nodiscard]] bool is_truncated() const override { return is_shorter(status()); }

  void data_write(std::int64_t offset, std::span<const std::byte> bytes) override {
    advise_on_lost_bytes("; 'bview undo' brings the old bytes back");
    look_at({offset, std::ssize(bytes)});
    while (!bytes.empty()) {
      const std::size_t left = kPage - static_cast<std::size_t>(offset) % kPage;
      const auto block = bytes.first(std::min(bytes.size(), left));
      if (std::memcmp(at(offset), block.data(), block.size()) != 0) {
        if (sparse_) {
          write_at(offset, block);
        } else {
          std::memcpy(at(offset), block.data(), block.size());
        }
      }
      offset += std::ssize(block);
      bytes = bytes.subspan(block.size());
    }
  }

  void data_sync() override {
    if (!synced_ || size_ == 0) return;
    // What was mapped and is no more is the file's all the same.
    const int failed = in_parts_
                           ? ::fdatasync(descriptor())
                           : ::msync(file_.bytes().data, static_cast<std::size_t>(size_), MS_SYNC);
    if (failed != 0) target_.refuse("write to");
  }

  void log_create() override { log_.create(); }
  void log_publish() override { log_.publish(); }
  [[nodiscard]] std::string log_name() const override { return bview::quoted(log_.path()); }
  [[nodiscard]] bool log_exists() const override { return log_.exists(); }
  [[nodiscard]] bool log_is_private() const override { return log_.is_private(); }
  [[nodiscard]] bool log_can_be_removed() const override { return log_.can_be_removed(); }
  [[nodiscard]] bool log_has_its_name() const override { return log_.has_its_name(); }
  [[nodiscard]] std::int64_t log_size() const override { return log_.size(); }
  [[nodiscard]] std::size_t log_read(std::int64_t offset,
                                     std::span<std::byte> into) const override {
    return log_.read(offset, into);
  }
  void log_hold(std::int64_t size) override { log_.hold(size); }
  void log_append(std::span<const std::byte> bytes) override { log_.append(bytes); }
  void log_write(std::int64_t offset, std::span<const std::byte> bytes) override {
    log_.write(offset, bytes);
  }
  void log_truncate(std::int64_t size) override { log_.truncate(size); }
  void log_remove() override { log_.remove(); }
  void log_hand_over() override { log_.hand_over(); }
  void log_sync() override {
    if (synced_) log_.sync();
  }
  void log_sync_folder() override {
    if (synced_) log_.sync_folder();
  }

 private:
  [[nodiscard]] int descriptor() const { return target_.descriptor.get(); }
  [[nodiscard]] struct stat status() const {
    struct stat now {};
    if (::fstat(descriptor(), &now) != 0) target_.refuse("read the state of");
    return now;
  }
  [[nodiscard]] bool is_shorter(const struct stat& now) const {
    return S_ISREG(now.st_mode) && now.st_size < size_;
  }
  [[nodiscard]] std::byte* at(std::int64_t offset) const { return file_.bytes().at(offset); }

  [[nodiscard]] Buffer map(const Extent& part) const {
    if (in_parts_ && !leaves_room(part.size)) {
      throw Error(Errc::File,
                  fmt::format("{} bytes of {} are more than 'ulimit -v' leaves room for; "
                              "raise it, or patch less of the file at once",
                              part.size, target_.name()));
    }
    return map_part(descriptor(), Access::ReadWrite, part, size_, target_.name());
  }

  /// Maps another part, where the process may not use addresses for all of them.
  void look_at(const Extent& part) const {
    constexpr std::int64_t kMore = std::int64_t{16} << 20;  // what is wanted next lies near
    const bool inside =
        part.offset >= part_.offset && part.offset + part.size <= part_.offset + part_.size;
    if (inside) return;
    part_ = {part.offset, std::max(part.size, std::min(kMore, size_ - part.offset))};
    file_ = Buffer();
    file_ = map(part_);
  }

  /// The file is locked before its log is looked at.
  FilePlace lockable_log(const PatchDiskRequest& request) {
    FilePlace log = log_place(request, target_);
    refuse_folder(log);
    refuse_file_itself(log, target_.status);
    refuse_log_in_memory(log, target_);
    // What cannot be synced must be known before the first byte changes.
    if (synced_) log.expect_syncing();
    if (!S_ISBLK(target_.status.st_mode)) {
      lock_exclusively(descriptor(), target_.name(), request.when_locked);
    }
    return log;
  }

  /// Where a hole is filled on a full disk a mapping can only kill the process, and a write says
  /// so. But a write makes a file that was truncated meanwhile long again, so it is asked before.
  void write_at(std::int64_t offset, std::span<const std::byte> bytes) const {
    while (!bytes.empty()) {
      if (is_truncated()) throw Error(Errc::File, mishap());
      const ssize_t written = ::pwrite(descriptor(), bytes.data(), bytes.size(), offset);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) target_.refuse("write to");
      offset += written;
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }

  static constexpr std::size_t kPage = 4096;  // what the system fills of a hole at once

  Target target_;
  std::int64_t size_;    // of the file, in bytes
  bool in_parts_;        // there are not enough addresses for all of them
  mutable Extent part_;  // that is mapped
  mutable Buffer file_;
  bool synced_;
  bool sparse_ = false;
  LogFile log_;
};

}  // namespace

std::unique_ptr<PatchDisk> open_patch_disk(const PatchDiskRequest& request) {
  return std::make_unique<RealPatchDisk>(request, open_target(request));
}

std::string default_log_path(const std::string& path) try {
  return FilePlace::of(path, Links::Follow).path() + kLogSuffix;
} catch (const Error&) {
  return path + kLogSuffix;  // opening it will say why
}

}  // namespace bview
