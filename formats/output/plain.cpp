// SPDX-License-Identifier: MIT

#include <algorithm>
#include <utility>

#include <bview/formats/output/plain.hpp>
#include <bview/formats/output/raw.hpp>
#include <bview/formats/output/records.hpp>
#include <bview/formats/text/hex_digits.hpp>

namespace bview {
namespace {

constexpr std::int64_t kLineBytes = 30;

/// Its parts are lines of another's bytes.
class PlainRenderer : public Renderer {
 public:
  explicit PlainRenderer(std::unique_ptr<Renderer> raw) : raw_(std::move(raw)) {}

  [[nodiscard]] std::int64_t parts() const override {
    return raw_->parts() / kLineBytes + (raw_->parts() % kLineBytes != 0 ? 1 : 0);
  }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return raw_->parts_of_items(items) / kLineBytes;
  }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return 4096; }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    if (count == 0) return;  // maybe behind the last line, which may be short
    const std::int64_t from = first * kLineBytes;
    TextBuffer bytes;
    raw_->render(from, std::min(count * kLineBytes, raw_->parts() - from), bytes);
    append_plain_lines(std::as_bytes(std::span(bytes.text())), out);
  }

 private:
  std::unique_ptr<Renderer> raw_;
};

}  // namespace

void append_plain_lines(std::span<const std::byte> bytes, TextBuffer& out) {
  while (!bytes.empty()) {
    const auto line = bytes.first(std::min(bytes.size(), std::size_t{kLineBytes}));
    char* const end = put_hex(out.reserve(2 * line.size() + 1), line, kSmallDigits);
    *end = '\n';
    out.commit(end + 1);
    bytes = bytes.subspan(line.size());
  }
}

std::unique_ptr<Renderer> make_plain(Selection selection, const OutputOptions& options) {
  if (!selection.layout.is_fixed()) return make_plain_records(std::move(selection));
  return std::make_unique<PlainRenderer>(make_raw(std::move(selection), options));
}

}  // namespace bview
