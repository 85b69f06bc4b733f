#include "formats/output/hex.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/cursor.hpp"

namespace bview {
namespace {

constexpr std::int64_t kLineBytes = 16;
constexpr std::size_t kMaxLine = 96;  // 16 digits of offset and 62 characters behind them
constexpr char kHexDigits[] = "0123456789abcdef";

/// "xx " for every byte.
constexpr auto kByteTexts = [] {
  std::array<std::array<char, 4>, 256> texts{};
  for (std::size_t byte = 0; byte < texts.size(); ++byte) {
    texts[byte] = {kHexDigits[byte >> 4U], kHexDigits[byte & 15U], ' ', '\0'};
  }
  return texts;
}();

char* put_offset(char* to, std::int64_t offset) {
  int digits = 8;
  while (digits < 16 && offset >> (4 * digits) != 0) ++digits;
  for (int k = digits; k-- > 0;) *to++ = kHexDigits[offset >> (4 * k) & 15];
  return to;
}

char* put_line(char* to, std::int64_t offset, const std::byte* data, std::int64_t size) {
  to = put_offset(to, offset);
  // Three columns per byte, one more space in front of each half, two behind.
  constexpr std::size_t kColumns = 2 + 3 * 8 + 1 + 3 * 8 + 1;
  std::memset(to, ' ', kColumns);
  char* text = to + kColumns;
  *text++ = '|';
  for (std::int64_t k = 0; k < size; ++k) {
    const auto byte = static_cast<std::uint8_t>(data[k]);
    std::memcpy(to + 2 + 3 * k + (k >= 8 ? 1 : 0), kByteTexts[byte].data(), 3);
    *text++ = byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.';
  }
  *text++ = '|';
  *text++ = '\n';
  return text;
}

class HexRenderer : public Renderer {
 public:
  HexRenderer(ByteRuns runs, bool verbose)
      : lines_(std::move(runs), kLineBytes), verbose_(verbose) {}

  [[nodiscard]] std::int64_t parts() const override { return lines_.count(); }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return 4096; }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    for (std::int64_t n = first; n < first + count; ++n) {
      const Blocks::Block line = lines_.at(n);
      if (!verbose_ && repeats(line)) {
        if (!repeats(lines_.at(n - 1))) out.append("*\n");
        continue;
      }
      out.commit(put_line(out.reserve(kMaxLine), line.offset, lines_.data(line), line.size));
    }
  }

  /// The offset behind the last byte.
  void end(TextBuffer& out) const override {
    if (parts() == 0) return;
    const Blocks::Block last = lines_.at(parts() - 1);
    char* to = put_offset(out.reserve(kMaxLine), last.offset + last.size);
    *to++ = '\n';
    out.commit(to);
  }

 private:
  /// Whether a whole line says the same as the one directly before it.
  [[nodiscard]] bool repeats(const Blocks::Block& line) const {
    if (!line.continues || line.size < kLineBytes) return false;
    const std::byte* data = lines_.data(line);
    return std::memcmp(data, data - kLineBytes, kLineBytes) == 0;
  }

  Blocks lines_;
  bool verbose_;
};

}  // namespace

std::unique_ptr<Renderer> make_hex(Selection selection, const OutputOptions& options) {
  return std::make_unique<HexRenderer>(byte_runs(selection.view, selection.layout),
                                       options.verbose);
}

}  // namespace bview
