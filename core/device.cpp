// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <bview/core/device.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>

namespace bview {
namespace {

namespace fs = std::filesystem;

/// The numbers "8:1" of a device and of its partitions.
std::vector<std::string> numbers_of(dev_t device) {
  const std::string own = fmt::format("{}:{}", ::major(device), ::minor(device));
  std::vector<std::string> numbers = {own};
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/sys/dev/block/" + own, ignored)) {
    std::string number;
    if (std::ifstream(entry.path() / "dev") >> number) numbers.push_back(number);
  }
  return numbers;
}

/// Whether another device stands on it.
bool is_held(const std::string& number) {
  std::error_code ignored;
  const fs::path holders = fmt::format("/sys/dev/block/{}/holders", number);
  return fs::exists(holders, ignored) && !fs::is_empty(holders, ignored);
}

bool is_mounted(const std::string& number) {
  std::ifstream mounts("/proc/self/mountinfo");
  for (std::string line; std::getline(mounts, line);) {
    // Of "36 35 98:0 /root /mount ..." the third word.
    if (line.find(fmt::format(" {} ", number)) != std::string::npos) return true;
  }
  return false;
}

bool is_swap(const std::string& number) {
  std::ifstream swaps("/proc/swaps");
  for (std::string line; std::getline(swaps, line);) {
    struct stat status {};
    const std::string path = line.substr(0, line.find_first_of(" \t"));
    if (::stat(path.c_str(), &status) != 0 || !S_ISBLK(status.st_mode)) continue;
    if (number == fmt::format("{}:{}", ::major(status.st_rdev), ::minor(status.st_rdev))) {
      return true;
    }
  }
  return false;
}

/// Whether the system uses the device, or a partition of it.
bool is_in_use(dev_t device) {
  const std::vector<std::string> numbers = numbers_of(device);
  return std::any_of(numbers.begin(), numbers.end(), [](const std::string& number) {
    return is_held(number) || is_mounted(number) || is_swap(number);
  });
}

}  // namespace

Descriptor open_device(const FilePlace& place, WhenLocked when) {
  using namespace std::chrono_literals;
  const std::string name = bview::quoted(place.path());
  // Whoever has it may be no writer that ends: what mounts elsewhere hold cannot be seen.
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  for (;; std::this_thread::sleep_for(20ms)) {
    Descriptor opened = place.open(O_RDWR | O_EXCL);
    if (opened.get() >= 0 || errno != EBUSY) return opened;
    const auto status = place.status();
    if (status && is_in_use(status->st_rdev)) {
      throw Error(Errc::File, fmt::format("{} is in use: what is mounted from it, or stands on it, "
                                          "would not see the patch; unmount it first",
                                          name));
    }
    if (std::chrono::steady_clock::now() > deadline) throw system_error("open", name, EBUSY);
    if (when == WhenLocked::Refuse) {
      throw Error(Errc::File,
                  fmt::format("another process is writing to {}; leave --no-wait out to "
                              "wait for it",
                              name));
    }
  }
}

bool is_in_memory(const FilePlace& place) {
#ifdef __linux__
  constexpr unsigned long kMemory[] = {0x01021994, 0x858458f6};  // tmpfs and devtmpfs, ramfs
  struct statfs system {};
  if (::fstatfs(place.folder(), &system) != 0) return false;
  const auto type = static_cast<unsigned long>(system.f_type);
  return type == kMemory[0] || type == kMemory[1];
#else
  return place.path().starts_with("/dev/");
#endif
}

}  // namespace bview
