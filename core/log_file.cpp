// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/journal_log.hpp>
#include <bview/core/log_file.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/spool.hpp>

namespace bview {
namespace {

constexpr const char* kElsewhere =
    "; a patch needs it while it writes, and --undo-log PATH puts it elsewhere";

[[noreturn]] void refuse(const char* what, const FilePlace& place, const char* advice = "") {
  const int reason = errno;
  throw system_error(what, bview::quoted(place.path()), reason, advice);
}

/// A name that nobody can guess, and no longer than the system takes, whatever the log's is.
std::string unused_name() {
  std::uint64_t random = 0;
  if (::getrandom(&random, sizeof random, 0) < 0) random = static_cast<std::uint64_t>(::getpid());
  return fmt::format(".bview-new.{:016x}", random);
}

/// The most that others may do with the log of a file: no more than with the file as it is now.
/// With an ACL the mode of a file does not tell who may read it.
mode_t mode_for_others(const struct stat& file, int descriptor) {
  const bool acl = ::fgetxattr(descriptor, "system.posix_acl_access", nullptr, 0) > 0;
  return acl ? 0U : file.st_mode & 0066U;
}

/// Gives a file that has a name in the folder another one, if nothing has that.
bool rename_new(int folder, const char* from, const char* to) {
#ifdef RENAME_NOREPLACE
  if (::renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
#endif
  if (::linkat(folder, from, folder, to, 0) == 0) return ::unlinkat(folder, from, 0) == 0;
  // Without hard links: who else would give it the name waits for the lock of the patched file.
  struct stat there {};
  if (errno != EPERM || ::fstatat(folder, to, &there, AT_SYMLINK_NOFOLLOW) == 0) return false;
  return ::renameat(folder, from, folder, to) == 0;
}

/// A file in the folder without a name; a negative one where the file system has none such.
Descriptor open_nameless([[maybe_unused]] const FilePlace& place) {
#ifdef O_TMPFILE
  // Its name is given through this folder.
  if (::access("/proc/self/fd", X_OK) == 0) {
    return Descriptor(::openat(place.folder(), ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  }
#endif
  return Descriptor();
}

/// Takes back what the folder's default ACL lets others do. What is no ACL is no error.
void keep_from_others(int descriptor) {
  ::fremovexattr(descriptor, "system.posix_acl_access");
  static_cast<void>(::fchmod(descriptor, 0600));
}

std::string whose(const struct stat& log) { return fmt::format("user {}", log.st_uid); }

/// Why a log cannot be obeyed; "" if it can.
std::string distrust(const struct stat& log, const struct stat& patched) {
  if (!S_ISREG(log.st_mode)) return "is no regular file, so it is no undo log";
  if (log.st_nlink != 1) return "has several names, so it may be somebody else's file";
  if (log.st_uid == ::geteuid() || log.st_uid == 0 || log.st_uid == patched.st_uid) return "";
  return fmt::format(
      "belongs to {}, who is neither you nor root nor the owner of the file, so it "
      "is not believed",
      whose(log));
}

void refuse_distrusted(const struct stat& log, const struct stat& patched, const FilePlace& place) {
  const std::string reason = distrust(log, patched);
  if (reason.empty()) return;
  throw Error(Errc::File, fmt::format("{} {}; --undo-log PATH names another undo log",
                                      bview::quoted(place.path()), reason));
}

}  // namespace

bool may_be_obeyed(const struct stat& log, const struct stat& patched) {
  return distrust(log, patched).empty();
}

LogFile::LogFile(FilePlace place, const PatchedFile& patched, WhenLocked when)
    : place_(std::move(place)), patched_(patched) {
  // Whoever had it locked may have put another in its place, or none.
  while (!open_log(when)) {
  }
}

LogFile::~LogFile() {
  // A log that failed before it was published says nothing about the file.
  if (new_log_.get() >= 0 && !new_name_.empty()) {
    ::unlinkat(place_.folder(), new_name_.c_str(), 0);
  }
}

/// False: it has changed, look again.
bool LogFile::open_log(WhenLocked when) {
  log_ = Descriptor();
  const auto seen = place_.status();
  if (!seen && errno != ENOENT) refuse("look for the undo log", place_);
  if (!seen) return true;
  refuse_distrusted(*seen, patched_.status, place_);
  Descriptor opened = place_.open(O_RDWR);
  if (opened.get() < 0) refuse("open the undo log", place_);
  struct stat status {};
  if (::fstat(opened.get(), &status) != 0) refuse("read the state of", place_);
  if (!place_.leads_to(status)) return false;
  refuse_distrusted(status, patched_.status, place_);
  log_ = std::move(opened);
  // Nobody waits for the lock of what is no log: it may be of a file that is being patched.
  std::array<std::byte, kLogMagic.size()> start;
  if (read(0, start) != start.size() || !is_log_magic(start)) return true;
  lock_exclusively(log_.get(), "the undo log " + bview::quoted(place_.path()), when);
  return place_.leads_to(status);
}

bool LogFile::is_private() const {
  struct stat log {};
  struct stat file {};
  if (::fstat(log_.get(), &log) != 0 || ::fstat(patched_.descriptor, &file) != 0) return false;
  // With an ACL the group's bits are the most that it lets anybody do.
  const mode_t too_much = 0022U | ~mode_for_others(file, patched_.descriptor);
  const bool same_group = (log.st_mode & 0060U) == 0 || log.st_gid == file.st_gid;
  return log.st_uid == ::geteuid() && (log.st_mode & 0066U & too_much) == 0 && same_group;
}

bool LogFile::can_be_removed() const {
  struct stat folder {};
  struct stat log {};
  if (::fstatat(place_.folder(), ".", &folder, 0) != 0 || ::fstat(log_.get(), &log) != 0) {
    return false;
  }
  const uid_t user = ::geteuid();
  if (user == 0) return true;
  if (::faccessat(place_.folder(), ".", W_OK | X_OK, AT_EACCESS) != 0) return false;
  return (folder.st_mode & S_ISVTX) == 0 || folder.st_uid == user || log.st_uid == user;
}

bool LogFile::has_its_name() const {
  struct stat status {};
  return ::fstat(log_.get(), &status) == 0 && place_.leads_to(status);
}

std::int64_t LogFile::size() const {
  if (is_held_) return held_.size();
  struct stat status {};
  if (::fstat(log_.get(), &status) != 0) refuse("read the state of", place_);
  return status.st_size;
}

std::size_t LogFile::read(std::int64_t offset, std::span<std::byte> into) const {
  if (is_held_) {
    const auto left = std::max<std::int64_t>(0, held_.size() - offset);
    const std::size_t count = std::min(into.size(), static_cast<std::size_t>(left));
    std::copy_n(held_.bytes().data + (count == 0 ? 0 : offset), count, into.begin());
    return count;
  }
  std::size_t size = 0;
  while (size < into.size()) {
    const ssize_t got = ::pread(log_.get(), into.data() + size, into.size() - size,
                                offset + static_cast<std::int64_t>(size));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse("read the undo log", place_);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  return size;
}

void LogFile::hold(std::int64_t size) {
  if (is_private()) return;
  Spool copy;
  std::array<std::byte, std::size_t{1} << 16U> piece;
  while (copy.size() < size) {
    const std::int64_t left = std::min<std::int64_t>(size - copy.size(), std::ssize(piece));
    const std::size_t got =
        read(copy.size(), std::span(piece).first(static_cast<std::size_t>(left)));
    if (got == 0) break;
    copy.add(std::span(piece).first(got));
  }
  held_ = copy.finish();
  is_held_ = true;
}

void LogFile::create() {
  new_log_ = open_nameless(place_);
  new_name_.clear();
  if (new_log_.get() < 0) {
    new_name_ = unused_name();
    constexpr int kFlags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    new_log_ = Descriptor(::openat(place_.folder(), new_name_.c_str(), kFlags, 0600));
  }
  if (new_log_.get() < 0) refuse("create the undo log", place_, kElsewhere);
  // It holds parts of the file.
  keep_from_others(new_log_.get());
  lock_exclusively(new_log_.get(), bview::quoted(place_.path()), WhenLocked::Refuse);
}

void LogFile::append(std::span<const std::byte> bytes) {
  // One that is appended to is for its user alone again.
  if (new_log_.get() < 0) static_cast<void>(::fchmod(log_.get(), 0600));
  if (::lseek(current().get(), 0, SEEK_END) >= 0 && write_fully(current().get(), bytes)) return;
  refuse("write the undo log", place_, "; the file is unchanged");
}

void LogFile::write(std::int64_t offset, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(current().get(), bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refuse("write the undo log", place_);
    offset += written;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void LogFile::truncate(std::int64_t size) {
  if (::ftruncate(current().get(), size) != 0) refuse("shorten the undo log", place_);
}

/// Names the new log, unless the name is taken.
bool LogFile::give_name(const std::string& name) {
  if (!new_name_.empty()) {
    if (!rename_new(place_.folder(), new_name_.c_str(), name.c_str())) return false;
  } else {
    const std::string nameless = fmt::format("/proc/self/fd/{}", new_log_.get());
    if (::linkat(AT_FDCWD, nameless.c_str(), place_.folder(), name.c_str(), AT_SYMLINK_FOLLOW) !=
        0) {
      return false;
    }
  }
  new_name_ = name;
  return true;
}

void LogFile::publish() {
  const bool replaces = exists();
  if (replaces && !has_its_name()) {
    throw Error(Errc::File,
                fmt::format("the undo log {} was replaced meanwhile; nothing was written",
                            bview::quoted(path())));
  }
  if (!replaces) {
    if (!give_name(place_.name())) refuse("create the undo log", place_, kElsewhere);
  } else {
    const bool named = !new_name_.empty() || give_name(unused_name());
    if (!named || ::renameat(place_.folder(), new_name_.c_str(), place_.folder(),
                             place_.name().c_str()) != 0) {
      refuse("replace the undo log", place_, kElsewhere);
    }
  }
  new_name_.clear();
  log_ = std::exchange(new_log_, Descriptor());
}

void LogFile::hand_over() {
  constexpr uid_t kSameOwner = static_cast<uid_t>(-1);
  struct stat file {};
  if (::fstat(patched_.descriptor, &file) != 0) return;
  mode_t mode = 0600U | mode_for_others(file, patched_.descriptor);
  const bool same_group = ::fchown(log_.get(), file.st_uid, file.st_gid) == 0 ||
                          ::fchown(log_.get(), kSameOwner, file.st_gid) == 0;
  if (!same_group) mode = 0600;
  // Where that is refused, it stays with who made it.
  static_cast<void>(::fchmod(log_.get(), mode));
}

void LogFile::remove() {
  if (!has_its_name()) {
    throw Error(Errc::File,
                fmt::format("the undo log {} was replaced meanwhile", bview::quoted(path())));
  }
  if (::unlinkat(place_.folder(), place_.name().c_str(), 0) != 0) {
    refuse("remove the undo log", place_);
  }
  log_ = Descriptor();
}

void LogFile::sync() {
  if (::fsync(current().get()) != 0) refuse("write the undo log", place_);
}

}  // namespace bview
