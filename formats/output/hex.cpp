// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include <bview/core/cursor.hpp>
#include <bview/formats/output/hex.hpp>
#include <bview/formats/output/records.hpp>
#include <bview/formats/text/hex_lines.hpp>

namespace bview {
namespace {

class HexRenderer : public Renderer {
 public:
  HexRenderer(ByteRuns runs, bool verbose)
      : lines_(std::move(runs), kHexLineBytes),
        holes_(lines_.runs().starts.bytes()),
        verbose_(verbose) {}

  [[nodiscard]] std::int64_t parts() const override { return lines_.count(); }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return lines_.of_items(items);
  }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return 4096; }
  [[nodiscard]] std::int64_t silent_parts(std::int64_t first) const override {
    return verbose_ ? 0 : lines_in_hole(lines_, kHexLineBytes, holes_, first);
  }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    for (std::int64_t n = first; n < first + count;) {
      const Blocks::Block stretch = lines_.stretch(n, first + count - n);
      const bool squeezed = n > 0 && repeats(lines_.at(n - 1));
      render_stretch(stretch, squeezed, out);
      n += (stretch.size + kHexLineBytes - 1) / kHexLineBytes;
    }
  }

  /// The offset behind the last byte.
  void end(TextBuffer& out) const override {
    if (parts() == 0) return;
    const Blocks::Block last = lines_.at(parts() - 1);
    out.append(fmt::format("{:08x}\n", last.offset + last.size));
  }

 private:
  /// `squeezed`: the line in front was one of those that "*" stands for.
  void render_stretch(const Blocks::Block& stretch, bool squeezed, TextBuffer& out) const {
    const auto repeats_at = [&](std::int64_t at) {
      return repeats({stretch.offset + at, std::min(kHexLineBytes, stretch.size - at),
                      at > 0 || stretch.continues});
    };
    for (std::int64_t at = 0; at < stretch.size;) {
      if (repeats_at(at)) {
        if (!std::exchange(squeezed, true)) out.append("*\n");
        at += kHexLineBytes;
        continue;
      }
      squeezed = false;
      // Lines that all are shown, in one call: whole ones, or the last one, shorter.
      constexpr std::int64_t kMost = 256 * kHexLineBytes;
      std::int64_t end = std::min(at + kHexLineBytes, stretch.size);
      const std::int64_t limit = std::min(at + kMost, stretch.size - kHexLineBytes);
      while (end <= limit && !repeats_at(end)) end += kHexLineBytes;
      append_lines({stretch.offset + at, end - at, true}, out);
      at = end;
    }
  }

  void append_lines(const Blocks::Block& lines, TextBuffer& out) const {
    const std::int64_t whole = lines.size / kHexLineBytes;
    const std::byte* const data = lines_.data(lines);
    char* const to = out.reserve(static_cast<std::size_t>(whole + 1) * kMaxHexLine);
    out.commit(whole > 0 ? write_hex_lines(to, lines.offset, data, whole)
                         : write_short_hex_line(to, lines.offset, data, lines.size));
  }

  /// Whether a line is left out: a whole one that says the same as the one directly before
  /// it.
  [[nodiscard]] bool repeats(const Blocks::Block& line) const {
    if (verbose_ || !line.continues || line.size < kHexLineBytes) return false;
    const std::byte* data = lines_.data(line);
    return std::memcmp(data, data - kHexLineBytes, kHexLineBytes) == 0;
  }

  Blocks lines_;
  Holes holes_;
  bool verbose_;
};

}  // namespace

std::int64_t lines_in_hole(const Blocks& lines, std::int64_t size, const Holes& holes,
                           std::int64_t n) {
  constexpr std::int64_t kInFront = 2;
  if (n < kInFront) return 0;
  const std::int64_t first = n - kInFront;
  const Blocks::Block stretch = lines.stretch(first, lines.count() - first);
  const Holes::Stretch found = holes.at(stretch.offset);
  const std::int64_t zeros = std::min(found.end - stretch.offset, stretch.size);
  return found.zeros ? std::max<std::int64_t>(0, zeros / size - kInFront) : 0;
}

std::unique_ptr<Renderer> make_hex(Selection selection, const OutputOptions& options) {
  if (!selection.layout.is_fixed()) return make_hex_records(std::move(selection), options);
  if (options.hex_look) return make_looked_hex(selection, options);
  return std::make_unique<HexRenderer>(byte_runs(selection.view, selection.layout),
                                       options.verbose);
}

}  // namespace bview
