#include "formats/output/raw.hpp"

#include <string>
#include <utility>

#include "core/cursor.hpp"
#include "formats/output/nested.hpp"
#include "formats/output/npy_header.hpp"

namespace bview {
namespace {

class RawRenderer : public Renderer {
 public:
  RawRenderer(ByteRuns runs, std::string header)
      : blocks_(std::move(runs), kBlock), header_(std::move(header)) {}

  [[nodiscard]] std::int64_t parts() const override { return blocks_.count(); }
  /// A short block may become longer.
  [[nodiscard]] std::int64_t complete_parts() const override {
    const bool is_short = parts() > 0 && blocks_.at(parts() - 1).size < kBlock;
    return parts() - (is_short ? 1 : 0);
  }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return 64; }

  void begin(TextBuffer& out) const override { out.append(header_); }

  [[nodiscard]] std::optional<std::string_view> verbatim() const override {
    if (parts() == 0) return std::nullopt;
    const Blocks::Block all = blocks_.stretch(0, parts());
    if ((all.size + kBlock - 1) / kBlock < parts()) return std::nullopt;
    return text_of(all);
  }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    for (std::int64_t n = first; n < first + count; ++n) {
      out.append(text_of(blocks_.at(n)));
    }
  }

 private:
  [[nodiscard]] std::string_view text_of(const Blocks::Block& block) const {
    const auto* data = reinterpret_cast<const char*>(blocks_.data(block));
    return {data, static_cast<std::size_t>(block.size)};
  }

  static constexpr std::int64_t kBlock = 4096;

  Blocks blocks_;
  std::string header_;
};

}  // namespace

std::unique_ptr<Renderer> make_raw(Selection selection, const OutputOptions& /*options*/) {
  return std::make_unique<RawRenderer>(byte_runs(selection.view, selection.layout), "");
}

std::unique_ptr<Renderer> make_npy(Selection selection, const OutputOptions& /*options*/) {
  Selection shown = unfold(selection);
  if (shown.layout.is_bare()) shown.layout.projected = true;  // padding is no value
  return std::make_unique<RawRenderer>(byte_runs(shown.view, shown.layout),
                                       npy_header(shown.layout, shown.view.shape()));
}

}  // namespace bview
