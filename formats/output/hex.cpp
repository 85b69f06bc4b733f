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

/// "xx  " for every byte: a fixed four characters are one move, and what is written
/// too much is written over by the next.
constexpr auto kByteTexts = [] {
  std::array<std::array<char, 4>, 256> texts{};
  for (std::size_t byte = 0; byte < texts.size(); ++byte) {
    texts[byte] = {kHexDigits[byte >> 4U], kHexDigits[byte & 15U], ' ', ' '};
  }
  return texts;
}();

char* put_offset(char* to, std::int64_t offset) {
  int digits = 8;
  while (digits < 16 && offset >> (4 * digits) != 0) ++digits;
  for (int k = digits; k-- > 0;) *to++ = kHexDigits[offset >> (4 * k) & 15];
  return to;
}

char text_of(std::byte byte) {
  const auto value = static_cast<std::uint8_t>(byte);
  return value >= 0x20 && value < 0x7f ? static_cast<char>(value) : '.';
}

void put_byte(char* to, std::byte byte) {
  std::memcpy(to, kByteTexts[static_cast<std::uint8_t>(byte)].data(), 4);
}

// Where a line has its columns, counted from the end of the offset: two spaces, eight
// bytes, a space, eight bytes, a space, the text between bars.
constexpr std::size_t kFirstHalf = 2;
constexpr std::size_t kSecondHalf = kFirstHalf + 3 * 8 + 1;
constexpr std::size_t kText = kSecondHalf + 3 * 8 + 1;

char* put_text_end(char* to) {
  to[0] = '|';
  to[1] = '\n';
  return to + 2;
}

/// A line of 16 bytes, in loops of fixed length that need no branches.
char* put_whole_line(char* to, std::int64_t offset, const std::byte* data) {
  to = put_offset(to, offset);
  std::memset(to, ' ', kFirstHalf);
  for (std::size_t k = 0; k < 8; ++k) put_byte(to + kFirstHalf + 3 * k, data[k]);
  for (std::size_t k = 0; k < 8; ++k) put_byte(to + kSecondHalf + 3 * k, data[8 + k]);
  to[kSecondHalf - 1] = ' ';
  to[kText] = '|';
  char* const text = to + kText + 1;
  for (std::size_t k = 0; k < kLineBytes; ++k) text[k] = text_of(data[k]);
  return put_text_end(text + kLineBytes);
}

/// The last line of a stretch, which may be shorter.
char* put_line(char* to, std::int64_t offset, const std::byte* data, std::size_t size) {
  to = put_offset(to, offset);
  std::memset(to, ' ', kText);
  to[kText] = '|';
  char* const text = to + kText + 1;
  for (std::size_t k = 0; k < size; ++k) {
    put_byte(to + (k < 8 ? kFirstHalf : kSecondHalf - 8 * 3) + 3 * k, data[k]);
    text[k] = text_of(data[k]);
  }
  return put_text_end(text + size);
}

class HexRenderer : public Renderer {
 public:
  HexRenderer(ByteRuns runs, bool verbose)
      : lines_(std::move(runs), kLineBytes), verbose_(verbose) {}

  [[nodiscard]] std::int64_t parts() const override { return lines_.count(); }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return 4096; }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    for (std::int64_t n = first; n < first + count;) {
      const Blocks::Block stretch = lines_.stretch(n, first + count - n);
      const bool squeezed = !verbose_ && n > 0 && repeats(lines_.at(n - 1));
      render_stretch(stretch, squeezed, out);
      n += (stretch.size + kLineBytes - 1) / kLineBytes;
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
  /// `squeezed`: the line in front was one of those that "*" stands for.
  void render_stretch(const Blocks::Block& stretch, bool squeezed, TextBuffer& out) const {
    const std::byte* data = lines_.data(stretch);
    bool continues = stretch.continues;
    for (std::int64_t at = 0; at < stretch.size; at += kLineBytes, continues = true) {
      const std::int64_t size = std::min(kLineBytes, stretch.size - at);
      const Blocks::Block line{stretch.offset + at, size, continues};
      const bool repeat = !verbose_ && repeats(line);
      if (repeat && !squeezed) out.append("*\n");
      squeezed = repeat;
      if (repeat) continue;
      char* const to = out.reserve(kMaxLine);
      out.commit(size == kLineBytes
                     ? put_whole_line(to, line.offset, data + at)
                     : put_line(to, line.offset, data + at, static_cast<std::size_t>(size)));
    }
  }

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
