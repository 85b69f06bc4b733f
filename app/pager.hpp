// SPDX-License-Identifier: MIT
// app/pager.hpp - output that would scroll away on a terminal is shown by a pager.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/child.hpp>
#include <bview/core/descriptor.hpp>
#include <bview/core/sink.hpp>

namespace bview {

/// Standard output. What fits the terminal is written to it; more goes to $PAGER, else to less.
class PagedOutput : public Sink {
 public:
  /// `wanted`: it may be paged. It is not where standard output is no terminal, or there is no
  /// such program.
  explicit PagedOutput(bool wanted);
  ~PagedOutput() override;

  void write(std::string_view chunk) override;

  /// Nothing more comes: shows what was held, and waits until the pager is left.
  void finish();

  /// Whether there is a pager in front of the terminal, which somebody may leave.
  [[nodiscard]] bool is_paged() const { return terminal_.get() >= 0; }

 private:
  [[nodiscard]] bool fills_screen(std::string_view chunk);
  void start_pager();

  FdSink direct_;
  std::vector<std::string> command_{};  // of the pager; empty: there is none, or none is needed
  Child pager_{};
  Descriptor terminal_{};   // once the pager runs: standard output is a pipe to it then
  std::string held_{};      // until it is known whether it fits
  std::int64_t rows_ = 0;   // of the terminal
  std::int64_t lines_ = 0;  // of what is held
};

/// Calls `print` with standard output, or with a pager in front of it. To leave that is no error.
int with_pager(bool wanted, const std::function<int(Sink& sink)>& print);

}  // namespace bview
