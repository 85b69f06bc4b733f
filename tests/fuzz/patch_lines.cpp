// SPDX-License-Identifier: MIT
// Any text as the lines of a patch: edits that lie in order inside a file, or an error. However the
// input is cut into pieces, the outcome is the same; and what was read, written again, is read as
// the same.

#include <fmt/format.h>

#include <string>

#include <bview/core/sink.hpp>
#include <bview/formats/input/patch_lines.hpp>
#include <bview/formats/output/patch_lines.hpp>

#include "tests/fuzz/target.hpp"

namespace bview {
namespace {

/// What was read.
struct Read {
  bool good = false;
  std::string error{};
  std::string written{};  // again
};

Read read(const std::string& text, std::size_t step) {
  Read read;
  std::int64_t size = 0;
  std::int64_t end = 0;
  TextBuffer lines;
  try {
    StringSource source(text, step);
    read_patch_lines(
        source, [&](std::int64_t bytes) { size = bytes; },
        [&](const Edit& edit) {
          const std::int64_t length = std::ssize(edit.old_bytes);
          fuzz::demand(length > 0 && std::ssize(edit.new_bytes) == length);
          fuzz::demand(edit.offset >= end && length <= size && edit.offset <= size - length);
          end = edit.offset + length;
          append_patch_lines(edit.offset, edit.old_bytes, edit.new_bytes, lines);
        });
    read.good = true;
  } catch (const Error& error) {
    read.error = error.what();
  }
  std::int64_t count = 0;
  for (const char each : lines.text()) count += each == '\n' ? 1 : 0;
  read.written = patch_header(size, size) + std::string(lines.text()) + patch_end(count);
  return read;
}

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bview;
  const std::string text(fuzz::Input(data, size).rest());
  const Read whole = read(text, 1 << 16);
  const Read pieces = read(text, 3);
  fuzz::demand(whole.good == pieces.good && whole.error == pieces.error);
  fuzz::demand(whole.written == pieces.written);
  if (!whole.good) return 0;
  const Read again = read(whole.written, 7);
  fuzz::demand(again.good && again.written == whole.written);
  return 0;
}
