#include "core/patch_disk.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "core/descriptor.hpp"
#include "core/error.hpp"
#include "core/mapping.hpp"
#include "core/quote.hpp"

namespace bview {
namespace {

[[noreturn]] void refuse(const char* what, const std::string& path, const char* advice = "") {
  const int reason = errno;
  throw system_error(what, bview::quoted(path), reason, advice);
}

class RealPatchDisk : public PatchDisk {
 public:
  RealPatchDisk(const std::string& path, std::string log_path, Durability durability)
      : path_(path),
        log_path_(std::move(log_path)),
        new_log_path_(log_path_ + ".bview-new"),
        synced_(durability == Durability::Synced),
        descriptor_(::open(path.c_str(), O_RDWR | O_CLOEXEC)) {
    if (descriptor_.get() < 0) refuse("open", path);
    if (::fstat(descriptor_.get(), &status_) != 0) refuse("read the state of", path);
    file_ = map_descriptor(descriptor_.get(), Access::ReadWrite, bview::quoted(path));
    const off_t hole = ::lseek(descriptor_.get(), 0, SEEK_HOLE);
    sparse_ = hole >= 0 && hole < file_.size();
    refuse_file_itself(log_path_);
    refuse_file_itself(new_log_path_);
  }

  RealPatchDisk(const RealPatchDisk&) = delete;
  RealPatchDisk& operator=(const RealPatchDisk&) = delete;
  ~RealPatchDisk() override {
    // A log that failed before it was published says nothing about the file.
    if (new_log_.get() >= 0) ::unlink(new_log_path_.c_str());
  }

  [[nodiscard]] FileIdentity identity() const override {
    return {static_cast<std::uint64_t>(status_.st_dev), static_cast<std::uint64_t>(status_.st_ino),
            static_cast<std::uint64_t>(file_.size())};
  }

  [[nodiscard]] Bytes data() const override { return file_.bytes(); }

  void data_write(std::int64_t offset, std::span<const std::byte> bytes) override {
    if (sparse_) return fill(offset, bytes);
    std::memcpy(file_.bytes().data + offset, bytes.data(), bytes.size());
  }

  void data_sync() override {
    if (!synced_ || file_.size() == 0) return;
    const Bytes bytes = file_.bytes();
    if (::msync(bytes.data, static_cast<std::size_t>(bytes.size), MS_SYNC) != 0) {
      refuse("write to", path_);
    }
  }

  void log_create() override {
    constexpr int kFlags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
    ::unlink(new_log_path_.c_str());
    new_log_ = Descriptor(::open(new_log_path_.c_str(), kFlags, 0600));
    constexpr const char* kAdvice = "; --undo-log PATH puts the undo log elsewhere";
    if (new_log_.get() < 0) refuse("create the undo log", new_log_path_, kAdvice);
    // It holds parts of the file, so it is for those who may read the file, and no others.
    mode_t mode = status_.st_mode & 0666U;
    const bool same_group = ::fchown(new_log_.get(), status_.st_uid, status_.st_gid) == 0 ||
                            ::fchown(new_log_.get(), kSameOwner, status_.st_gid) == 0;
    if (!same_group) mode &= 0600U;
    if (::fchmod(new_log_.get(), mode) != 0) refuse("set the mode of", new_log_path_);
  }

  [[nodiscard]] bool new_log_exists() const override {
    return ::access(new_log_path_.c_str(), F_OK) == 0;
  }

  void log_discard() override {
    if (::unlink(new_log_path_.c_str()) != 0) refuse("remove the undo log", new_log_path_);
    new_log_ = Descriptor();
  }

  void log_append(std::span<const std::byte> bytes) override {
    if (write_fully(new_log_.get(), bytes)) return;
    refuse("write the undo log", new_log_path_, "; the file is unchanged");
  }

  void log_publish() override {
    if (::rename(new_log_path_.c_str(), log_path_.c_str()) != 0) refuse("write", log_path_);
    log_ = std::exchange(new_log_, Descriptor());
  }

  [[nodiscard]] std::string log_name() const override { return bview::quoted(log_path_); }

  [[nodiscard]] bool log_exists() const override { return ::access(log_path_.c_str(), F_OK) == 0; }

  [[nodiscard]] std::int64_t log_size() const override {
    struct stat status {};
    if (::fstat(log(), &status) != 0) refuse("read the state of", log_path_);
    return status.st_size;
  }

  [[nodiscard]] std::size_t log_read(std::int64_t offset,
                                     std::span<std::byte> into) const override {
    std::size_t size = 0;
    while (size < into.size()) {
      const ssize_t got = ::pread(log(), into.data() + size, into.size() - size,
                                  offset + static_cast<std::int64_t>(size));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) refuse("read the undo log", log_path_);
      if (got == 0) break;
      size += static_cast<std::size_t>(got);
    }
    return size;
  }

  void log_write(std::int64_t offset, std::byte byte) override {
    if (::pwrite(log(), &byte, 1, offset) != 1) refuse("write the undo log", log_path_);
  }

  void log_remove() override {
    if (::unlink(log_path_.c_str()) != 0) refuse("remove the undo log", log_path_);
    log_ = Descriptor();
  }

  void log_sync() override {
    if (!synced_) return;
    const bool is_new = new_log_.get() >= 0;
    if (::fsync(is_new ? new_log_.get() : log()) != 0) {
      refuse("write the undo log", is_new ? new_log_path_ : log_path_);
    }
  }

  void log_sync_folder() override {
    if (!synced_) return;
    const std::size_t slash = log_path_.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : log_path_.substr(0, slash + 1);
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.get() < 0 || ::fsync(opened.get()) != 0) refuse("write to the folder", folder);
  }

 private:
  static constexpr uid_t kSameOwner = static_cast<uid_t>(-1);

  /// A log in place of the file would be the end of it.
  void refuse_file_itself(const std::string& log) const {
    struct stat status {};
    if (::stat(log.c_str(), &status) != 0) return;
    if (status.st_dev != status_.st_dev || status.st_ino != status_.st_ino) return;
    throw Error(Errc::BadUsage, fmt::format("{} is the file itself and cannot be its undo log",
                                            bview::quoted(log)));
  }

  /// Writes what differs. Where a hole is filled on a full disk a mapping can only kill the
  /// process, and a write says so; what does not change is to leave holes alone.
  void fill(std::int64_t offset, std::span<const std::byte> bytes) {
    constexpr std::size_t kBlock = 512;  // no file system has smaller holes
    while (!bytes.empty()) {
      const std::size_t left = kBlock - static_cast<std::size_t>(offset) % kBlock;
      const auto block = bytes.first(std::min(bytes.size(), left));
      if (std::memcmp(file_.bytes().data + offset, block.data(), block.size()) != 0) {
        write_at(offset, block);
      }
      offset += std::ssize(block);
      bytes = bytes.subspan(block.size());
    }
  }

  void write_at(std::int64_t offset, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::pwrite(descriptor_.get(), bytes.data(), bytes.size(), offset);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) refuse("write to", path_);
      offset += written;
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }

  int log() const {
    if (log_.get() < 0) log_ = Descriptor(::open(log_path_.c_str(), O_RDWR | O_CLOEXEC));
    if (log_.get() < 0) refuse("open the undo log", log_path_);
    return log_.get();
  }

  std::string path_;
  std::string log_path_;
  std::string new_log_path_;
  bool synced_;
  Descriptor descriptor_;
  Buffer file_;
  bool sparse_ = false;
  struct stat status_ {};
  Descriptor new_log_;
  mutable Descriptor log_;  // opened when first needed
};

}  // namespace

std::unique_ptr<PatchDisk> open_patch_disk(const std::string& path, const std::string& log_path,
                                           Durability durability) {
  return std::make_unique<RealPatchDisk>(path, log_path, durability);
}

std::string default_log_path(const std::string& path) {
  constexpr const char* kSuffix = ".bview-undo";
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISLNK(status.st_mode)) return path + kSuffix;
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  return (real ? std::string(real.get()) : path) + kSuffix;
}

}  // namespace bview
