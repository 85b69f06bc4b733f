// SPDX-License-Identifier: MIT
// app/line_sink.hpp - output whose readers have each line when it is complete.

#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <bview/core/sink.hpp>

namespace bview {

/// Writes what ends an item at once, and not in front of the next item, where renderers
/// write it: whoever reads lines has each when it is complete.
class LineSink : public Sink {
 public:
  explicit LineSink(Sink& sink) : sink_(sink) {}

  void write(std::string_view chunk) override {
    const std::string written = std::exchange(written_, "");
    if (chunk.starts_with(written)) chunk.remove_prefix(written.size());
    if (!chunk.empty()) sink_.write(chunk);
  }
  /// What comes next begins with the ending of the last item, which `out` gets now.
  void end_item(std::string_view ending, TextBuffer& out) {
    out.append(ending);
    out.flush();
    written_ = ending;
  }

 private:
  Sink& sink_;
  std::string written_;  // what the next chunk begins with, which stands there already
};

}  // namespace bview
