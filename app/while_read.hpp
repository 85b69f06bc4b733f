// SPDX-License-Identifier: MIT
// app/while_read.hpp - work that ends when nobody reads its results.
//
// Whoever writes hears of it from the system. These are for those who wait for input, or read
// much of it, with nothing to write.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include <bview/core/source.hpp>

namespace bview {

/// Waits until `descriptor` has something to read, or `milliseconds` are over; negative ones
/// never are, and a negative descriptor never has anything. Ends the program, as a write would,
/// when nobody reads standard output any more.
/// \throws Error{Errc::ClosedPipe} in that case, when the program ignores SIGPIPE.
void wait_while_read(int descriptor, int milliseconds);

/// Another source, as long as somebody reads standard output.
class WhileRead : public Source {
 public:
  explicit WhileRead(std::unique_ptr<Source> source) : source_(std::move(source)) {}

  [[nodiscard]] std::size_t read(std::span<char> into) override {
    wait();
    return source_->read(into);
  }
  [[nodiscard]] std::int64_t skip(std::int64_t count) override {
    wait();
    return source_->skip(count);
  }

 private:
  void wait() const {
    const int descriptor = source_->waits_for();
    wait_while_read(descriptor, descriptor < 0 ? 0 : -1);
  }

  std::unique_ptr<Source> source_;
};

}  // namespace bview
