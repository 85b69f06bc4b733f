// SPDX-License-Identifier: MIT
// Hits as people look at them: lines of `hexdump -C`, in which they stand out.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <string>

#include <bview/core/layout.hpp>
#include <bview/formats/output/hits.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/hex_lines.hpp>

namespace bview {
namespace {

class HitLines : public HitWriter {
 public:
  explicit HitLines(const HitOutput& output)
      : output_(output), end_(output.offset + std::ssize(output.bytes)) {}

  void write(const FoundHit& hit, TextBuffer& out) override {
    output_.context ? write_around(hit, out) : write_line_of(hit, out);
  }

  void end(TextBuffer& out) override {
    if (output_.context) print_to(until_, out);
  }

 private:
  void write_line_of(const FoundHit& hit, TextBuffer& out) {
    hits_.assign(1, {hit.offset, std::ssize(hit.bytes)});
    const std::string label = output_.labels ? label_of(hit) : "";
    print_line(hit.offset, std::min(end_, hit.offset + kHexLineBytes), label, out);
  }

  // --- lines around it ---------------------------------------------------------------------------

  [[nodiscard]] static std::int64_t line_of(std::int64_t offset) {
    return offset - offset % kHexLineBytes;
  }

  void write_around(const FoundHit& hit, TextBuffer& out) {
    const std::int64_t lines = *output_.context * kHexLineBytes;
    const std::int64_t line = line_of(hit.offset);
    const std::int64_t from = std::max(output_.offset, line - std::min(line, lines));
    const std::int64_t last = line_of(hit.offset + std::ssize(hit.bytes) - 1);
    const std::int64_t to =
        end_ - last <= lines + kHexLineBytes ? end_ : last + lines + kHexLineBytes;
    if (any_ && from <= until_) {
      print_to(std::max(at_, line), out);  // all hits in these are known
    } else {
      print_to(until_, out);
      if (any_) out.append("--\n");
      at_ = from;
    }
    any_ = true;
    until_ = std::max(until_, to);
    hits_.push_back({hit.offset, std::ssize(hit.bytes)});
  }

  void print_to(std::int64_t end, TextBuffer& out) {
    while (at_ < end) {
      const std::int64_t next = std::min(end, line_of(at_) + kHexLineBytes);
      print_line(at_, next, "", out);
      at_ = next;
    }
    const auto is_done = [&](const Extent& hit) { return hit.offset + hit.size <= at_; };
    hits_.erase(std::remove_if(hits_.begin(), hits_.end(), is_done), hits_.end());
  }

  // --- one line ----------------------------------------------------------------------------------

  void print_line(std::int64_t from, std::int64_t to, std::string_view label, TextBuffer& out) {
    std::array<char, kMaxHexLine> room;
    const std::byte* const data = output_.bytes.data() + (from - output_.offset);
    const std::int64_t size = to - from;
    const char* const end = size == kHexLineBytes
                                ? write_hex_lines(room.data(), from, data, 1)
                                : write_short_hex_line(room.data(), from, data, size);
    const std::string_view line(room.data(), static_cast<std::size_t>(end - room.data()) - 1);
    Painter painter(out, output_.color);
    paint(line, from, size, painter);
    if (!label.empty()) {
      painter.space(kHexLineBytes - size + 2);
      painter.write(label);
    }
    painter.end_line();
  }

  /// The bytes of hits stand out, as digits and as text.
  void paint(std::string_view line, std::int64_t from, std::int64_t size, Painter& painter) const {
    if (!output_.color) return painter.write(line);
    std::array<Paint, kMaxHexLine> paints;
    paints.fill(Paint::Plain);
    const std::size_t digits = line.find(' ') + 2;
    const std::size_t text = line.find('|') + 1;
    for (std::int64_t k = 0; k < size; ++k) {
      const bool hit = std::any_of(hits_.begin(), hits_.end(), [&](const Extent& each) {
        return from + k >= each.offset && from + k < each.offset + each.size;
      });
      if (!hit) continue;
      const auto n = static_cast<std::size_t>(k);
      const std::size_t at = digits + 3 * n + (n < kHexLineBytes / 2 ? 0 : 1);
      paints[at] = paints[at + 1] = paints[text + n] = Paint::Strong;
    }
    for (std::size_t at = 0; at < line.size(); ++at) painter.write(line.substr(at, 1), paints[at]);
  }

  HitOutput output_;
  std::int64_t end_;           // of all bytes
  std::deque<Extent> hits_{};  // that lie in lines which are not printed yet
  bool any_ = false;
  std::int64_t at_ = 0;     // the next line
  std::int64_t until_ = 0;  // behind the last that shall be printed
};

}  // namespace

std::unique_ptr<HitWriter> make_hit_lines(const HitOutput& output) {
  return std::make_unique<HitLines>(output);
}

}  // namespace bview
