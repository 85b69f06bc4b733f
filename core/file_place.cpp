// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <filesystem>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/file_place.hpp>
#include <bview/core/quote.hpp>

namespace bview {
namespace {

#ifdef O_PATH  // Linux: a folder that cannot be listed can be worked in
constexpr int kWithoutListing = O_PATH;
#else
constexpr int kWithoutListing = O_RDONLY;
#endif

struct Split {
  std::string folder;  // "" is the current one
  std::string name;
};
Split split(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {"", path};
  return {path.substr(0, slash + 1), path.substr(slash + 1)};
}

Descriptor open_folder(int from, const std::string& folder, const std::string& path) {
  const char* const name = folder.empty() ? "." : folder.c_str();
  constexpr int kFlags = O_DIRECTORY | O_CLOEXEC;
  Descriptor opened(::openat(from, name, O_RDONLY | kFlags));
  if (opened.get() < 0 && errno == EACCES) {
    opened = Descriptor(::openat(from, name, kWithoutListing | kFlags));
  }
  if (opened.get() < 0) throw system_error("open", bview::quoted(path), errno);
  return opened;
}

/// Where a symbolic link leads to; nothing when it is none.
std::optional<std::string> link_at(int folder, const std::string& name) {
  std::string target(PATH_MAX, '\0');
  const ssize_t size = ::readlinkat(folder, name.c_str(), target.data(), target.size());
  if (size <= 0) return std::nullopt;
  target.resize(static_cast<std::size_t>(size));
  return target;
}

}  // namespace

FilePlace::FilePlace(Descriptor folder, std::string name, std::string path)
    : folder_(std::move(folder)), name_(std::move(name)), path_(std::move(path)) {}

FilePlace FilePlace::of(const std::string& path, Links links) {
  constexpr int kMostLinks = 40;  // as many as Linux follows
  Split at = split(path);
  FilePlace place(open_folder(AT_FDCWD, at.folder, path), std::move(at.name), path);
  for (int followed = 0; links == Links::Follow; ++followed) {
    const auto target = link_at(place.folder(), place.name_);
    if (!target) break;
    if (followed == kMostLinks) throw system_error("open", bview::quoted(path), ELOOP);
    at = split(*target);
    Descriptor folder = open_folder(place.folder(), at.folder, path);
    const std::string shown = split(place.path_).folder + *target;
    place = FilePlace(std::move(folder), std::move(at.name),
                      std::filesystem::path(target->starts_with('/') ? *target : shown)
                          .lexically_normal()
                          .string());
  }
  return place;
}

FilePlace FilePlace::beside(const std::string& name) const {
  return {Descriptor(::fcntl(folder(), F_DUPFD_CLOEXEC, 0)), name, split(path_).folder + name};
}

std::optional<struct stat> FilePlace::status() const {
  struct stat status {};
  if (::fstatat(folder(), name_.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  return status;
}

bool FilePlace::leads_to(const struct stat& file) const {
  const auto there = status();
  return there && there->st_ino == file.st_ino && there->st_dev == file.st_dev;
}

Descriptor FilePlace::open(int flags) const {
  constexpr int kAlways = O_NOFOLLOW | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
  // A path that ends in a slash names the folder itself.
  const char* const name = name_.empty() ? "." : name_.c_str();
  return Descriptor(::openat(folder(), name, flags | kAlways));
}

void FilePlace::expect_syncing() const {
  if ((::fcntl(folder(), F_GETFL) & kWithoutListing) == 0) return;
  throw system_error("open the folder", bview::quoted(folder_path()), EACCES,
                     "; it must be read to be synced: --undo-log PATH puts the undo log elsewhere, "
                     "and --no-sync does without");
}

void FilePlace::sync_folder() const {
  if (::fsync(folder()) == 0) return;
  throw system_error("write to the folder", bview::quoted(folder_path()), errno);
}

std::string FilePlace::folder_path() const {
  std::string folder = split(path_).folder;
  return folder.empty() ? "." : folder;
}

}  // namespace bview
