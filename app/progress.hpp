// SPDX-License-Identifier: MIT
// app/progress.hpp - how far long work is, for those who wait for it at a terminal.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <bview/core/source.hpp>

#include "app/options.hpp"

namespace bview {

/// What else may stand on the terminal meanwhile.
enum class Printing { Results, Nothing };

/// The same for a file that is read whole before anything is printed: nothing, unless it is
/// what is typed.
[[nodiscard]] Printing printing_while_reading(const std::string& path);

/// A line on standard error, from the second second on; gone when the work is done. Silent
/// when standard error is no terminal, or is the one that results are printed on.
class Progress {
 public:
  explicit Progress(const Options& options, Printing printing = Printing::Results);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// `done` of the work, 0 to 1.
  void show_part(double done);
  /// So many bytes, where nobody knows of how many.
  void show_bytes(std::int64_t bytes);

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] bool is_due();
  void put(std::string_view text);

  bool enabled_;
  bool shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_ + std::chrono::seconds(1);
};

/// Another source, whose reading is shown.
class WatchedSource : public Source {
 public:
  WatchedSource(std::unique_ptr<Source> source, const Options& options, Printing printing)
      : source_(std::move(source)), progress_(options, printing) {}
  [[nodiscard]] std::size_t read(std::span<char> into) override;
  [[nodiscard]] std::int64_t skip(std::int64_t count) override { return source_->skip(count); }
  [[nodiscard]] int waits_for() const override { return source_->waits_for(); }

 private:
  std::unique_ptr<Source> source_;
  Progress progress_;
  std::int64_t bytes_ = 0;
};

}  // namespace bview
