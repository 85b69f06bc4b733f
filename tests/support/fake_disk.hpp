// SPDX-License-Identifier: MIT
// tests/support/fake_disk.hpp - a PatchDisk in memory that dies, fails and loses power.
//
// It counts the operations that change or sync something, and at the one that a test
// names it stops: the process dies there, or the system refuses. What the next process
// finds is another DiskImage:
//
//   - after a kill, all that was done up to there;
//   - after a power loss, what was synced, and of everything else any part: single
//     bytes of data and log, a log shorter than it was written, and each shortening,
//     renaming and removal on its own. Assumed is what file systems promise: a byte
//     is written whole or not at all, and so is a name changed and a file shortened.
//
// A new log has no name, so nothing is left of it when it was not published.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/patch_disk.hpp>

namespace bview::testing {

/// The files while no process runs: what is patched, and its log.
struct DiskImage {
  std::string data{};
  std::optional<std::string> log{};

  bool operator==(const DiskImage&) const = default;
};

/// Thrown where the process dies. No Error: nobody may catch it and go on.
struct Death {};

enum class Stop {
  Dies,         ///< before the operation
  DiesHalfway,  ///< when half of its bytes are written
  Fails,        ///< throws Error{Errc::File} once, and changes nothing
};

/// What of the things that were not synced survives a power loss.
class Luck {
 public:
  /// 0: nothing, 1: everything, from there on a part by chance.
  explicit Luck(std::uint64_t seed) : seed_(seed), random_(seed) {}

  [[nodiscard]] bool survives() { return seed_ < 2 ? seed_ == 1 : random_() % 2 == 0; }
  [[nodiscard]] std::size_t size_between(std::size_t low, std::size_t high) {
    if (seed_ < 2) return seed_ == 0 ? low : high;
    return low + random_() % (high - low + 1);
  }

 private:
  std::uint64_t seed_;
  std::mt19937_64 random_;
};

class FakeDisk : public PatchDisk {
 public:
  static constexpr FileIdentity kIdentity{1, 2, 0};

  explicit FakeDisk(const DiskImage& image, FileIdentity identity = kIdentity)
      : identity_(identity), data_{image.data, image.data, false} {
    identity_.size = image.data.size();
    if (image.log) names_.log = std::make_shared<File>(File{*image.log, *image.log, false});
    synced_names_ = names_;
  }

  /// The `nth` operation from now on, the first being 1, is the last, or fails.
  void stop_at(int nth, Stop stop) {
    stop_at_ = operations() + nth;
    stop_ = stop;
  }
  [[nodiscard]] int operations() const { return static_cast<int>(done_.size()); }
  /// Their names, in order, the one that was stopped included.
  [[nodiscard]] const std::vector<std::string>& trace() const { return done_; }

  /// What the next process finds when this one has ended, was killed, or lost its power.
  [[nodiscard]] DiskImage after_end() const { return after_kill(); }
  [[nodiscard]] DiskImage after_kill() const {
    return {data_.now, names_.log ? std::optional(names_.log->now) : std::nullopt};
  }
  [[nodiscard]] DiskImage after_power_loss(Luck luck) const {
    Names names = synced_names_;
    for (const auto& change : unsynced_names_) {
      if (luck.survives()) change(names);
    }
    DiskImage image{data_.after_power_loss(luck)};
    if (names.log) image.log = names.log->after_power_loss(luck);
    return image;
  }

  // --- PatchDisk ---

  [[nodiscard]] FileIdentity identity() const override { return identity_; }
  [[nodiscard]] Bytes data() const override {
    void* bytes = const_cast<char*>(data_.now.data());
    return {static_cast<std::byte*>(bytes), static_cast<std::int64_t>(data_.now.size()), false};
  }
  [[nodiscard]] std::string mishap() const override { return mishap_; }
  [[nodiscard]] bool is_truncated() const override {
    return mishap_.find("truncated") != std::string::npos;
  }
  /// What mishap() says from the next data_sync on.
  void meets(std::string mishap) { coming_mishap_ = std::move(mishap); }
  void data_write(std::int64_t offset, std::span<const std::byte> bytes) override {
    operate("data_write", bytes.size(), [&](std::size_t count) {
      data_.now.replace(static_cast<std::size_t>(offset), count, text_of(bytes.first(count)));
    });
  }
  void data_sync() override {
    operate("data_sync", 0, [&](std::size_t) { data_.synced = data_.now; });
    mishap_ = coming_mishap_;
  }

  void log_create() override {
    operate("log_create", 0, [&](std::size_t) { creating_ = std::make_shared<File>(); });
  }
  void log_append(std::span<const std::byte> bytes) override {
    operate("log_append", bytes.size(),
            [&](std::size_t count) { current().now += text_of(bytes.first(count)); });
  }
  void log_publish() override {
    operate("log_publish", 0, [&](std::size_t) {
      rename([file = std::exchange(creating_, nullptr)](Names& names) { names.log = file; });
    });
  }

  [[nodiscard]] bool log_exists() const override { return names_.log != nullptr; }
  [[nodiscard]] std::string log_name() const override { return "'log'"; }
  [[nodiscard]] std::int64_t log_size() const override {
    return static_cast<std::int64_t>(names_.log->now.size());
  }
  [[nodiscard]] std::size_t log_read(std::int64_t offset,
                                     std::span<std::byte> into) const override {
    const std::string& log = names_.log->now;
    const auto start = static_cast<std::size_t>(offset);
    if (start >= log.size()) return 0;
    const std::size_t size = std::min(into.size(), log.size() - start);
    std::copy_n(std::as_bytes(std::span(log)).begin() + offset, size, into.begin());
    return size;
  }
  [[nodiscard]] bool log_is_private() const override { return private_; }
  /// From now on others can change the log.
  void share_log() { private_ = false; }
  [[nodiscard]] bool log_has_its_name() const override { return true; }
  [[nodiscard]] bool log_can_be_removed() const override { return removable_; }
  void forbid_removal() { removable_ = false; }
  void log_hold(std::int64_t /*size*/) override {}
  void log_hand_over() override {}
  void log_write(std::int64_t offset, std::span<const std::byte> bytes) override {
    operate("log_write", bytes.size(), [&](std::size_t count) {
      current().now.replace(static_cast<std::size_t>(offset), count, text_of(bytes.first(count)));
    });
  }
  void log_truncate(std::int64_t size) override {
    operate("log_truncate", 0, [&](std::size_t) {
      File& file = current();
      file.now.resize(static_cast<std::size_t>(size));
      file.shortened = true;
    });
  }
  void log_remove() override {
    operate("log_remove", 0, [&](std::size_t) { rename([](Names& names) { names.log.reset(); }); });
  }

  void log_sync() override {
    operate("log_sync", 0, [&](std::size_t) {
      File& file = current();
      file.synced = file.now;
      file.shortened = false;
    });
  }
  void log_sync_folder() override {
    operate("log_sync_folder", 0, [&](std::size_t) {
      synced_names_ = names_;
      unsynced_names_.clear();
    });
  }

 private:
  struct File {
    std::string synced{};
    std::string now{};
    bool shortened = false;  ///< since it was synced

    [[nodiscard]] std::string after_power_loss(Luck& luck) const {
      std::string left = synced;
      if (shortened) {
        if (!luck.survives()) return left;
        left.resize(std::min(synced.size(), now.size()));
      }
      left.resize(luck.size_between(std::min(left.size(), now.size()), now.size()), '\0');
      for (std::size_t k = 0; k < left.size(); ++k) {
        if (left[k] != now[k] && luck.survives()) left[k] = now[k];
      }
      return left;
    }
  };
  struct Names {
    std::shared_ptr<File> log{};
  };

  static std::string_view text_of(std::span<const std::byte> bytes) {
    const void* data = bytes.data();
    return {static_cast<const char*>(data), bytes.size()};
  }

  /// Does an operation on so many bytes, unless it is the one to stop at.
  void operate(const char* name, std::size_t bytes, const std::function<void(std::size_t)>& run) {
    if (dead_) throw Death{};
    done_.emplace_back(name);
    if (operations() != stop_at_) return run(bytes);
    if (stop_ == Stop::Fails) throw Error(Errc::File, std::string(name) + " was refused");
    if (stop_ == Stop::DiesHalfway && bytes > 0) run(bytes / 2);
    dead_ = true;
    throw Death{};
  }

  void rename(const std::function<void(Names&)>& change) {
    change(names_);
    unsynced_names_.push_back(change);
  }

  [[nodiscard]] File& current() const { return creating_ ? *creating_ : *names_.log; }

  FileIdentity identity_;
  File data_;
  std::shared_ptr<File> creating_{};  // by this process, and not published
  Names names_{};
  Names synced_names_{};
  std::vector<std::function<void(Names&)>> unsynced_names_{};
  std::vector<std::string> done_{};
  int stop_at_ = -1;
  Stop stop_ = Stop::Dies;
  bool dead_ = false;
  bool private_ = true;
  bool removable_ = true;
  std::string mishap_{};
  std::string coming_mishap_{};
};

}  // namespace bview::testing
