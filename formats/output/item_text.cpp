// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <span>
#include <utility>

#include <bview/formats/output/item_text.hpp>
#include <bview/formats/text/reading_cells.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

/// Characters in front of a value that are copied at once, whatever their number: a call for each
/// would cost as much as a value.
constexpr std::size_t kCopiedText = 16;

}  // namespace

bool has_cells(const Field& field) {
  return field.count() > 0 && (!field.record || leaf_count(*field.record) > 0);
}

namespace {

/// Whether the values of a writer are counted in bits.
bool is_stretch(const CellWriter& writer) {
  return writer && writer.style().reading != nullptr &&
         writer.style().reading->field().is_stretch();
}

}  // namespace

/// Turns a layout into steps. Literal text piles up in `pending_` until the next step.
class ItemText::Compiler {
 public:
  Compiler(const Punctuation& punctuation, const std::shared_ptr<const CellStyle>& style)
      : punctuation_(punctuation), style_(style) {}

  std::vector<Step> item(const Layout& layout) && {
    if (layout.is_bare()) {
      const Field& field = layout.fields.front();
      if (punctuation_.keys || has_cells(field)) array(field, field.shape, field.offset);
    } else {
      record(layout, 0);
    }
    return std::move(*this).steps();
  }

 private:
  void add(Step step) {
    step.text = std::exchange(pending_, {});
    steps_.push_back(std::move(step));
  }

  void record(const Layout& layout, std::int64_t base) {
    const bool keys = punctuation_.keys && layout.has_names();
    pending_ += keys ? punctuation_.record_open : punctuation_.array_open;
    const std::vector<std::string> names = shown_names(layout);
    std::int64_t position = 0;
    bool first = true;
    for (std::size_t k = 0; k < layout.fields.size(); ++k) {
      const Field& field = layout.fields[k];
      const bool shown = punctuation_.keys || has_cells(field);
      if (shown && !std::exchange(first, false)) pending_ += punctuation_.separator;
      if (shown && field.spread) {
        spread(field, base + field.offset, keys ? position : -1);
      } else if (shown) {
        if (keys) pending_ += key(names[k]);
        array(field, field.shape, base + field.offset);
      }
      position += field.positions();
    }
    pending_ += keys ? punctuation_.record_close : punctuation_.array_close;
  }

  /// The values of an unnamed count, with a key each if `position` >= 0.
  void spread(const Field& field, std::int64_t offset, std::int64_t position) {
    if (position < 0) return row(field, field.shape.front(), offset);
    Step step = cells(field, field.shape.front(), offset);
    step.numbered_from = position;
    if (field.record) step.body = element(field);
    add(std::move(step));
  }

  /// The sub-array of a field from its axis on where `shape` begins.
  void array(const Field& field, std::span<const std::int64_t> shape, std::int64_t offset) {
    if (shape.empty()) return value(field, offset);
    pending_ += punctuation_.array_open;
    if (shape.size() == 1) {
      row(field, shape.front(), offset);
    } else if (field.is_stretch()) {
      rows_of_stretch(field, offset);
    } else {
      Field inner = field;
      inner.shape.erase(inner.shape.begin());
      if (!inner.strides.empty()) inner.strides.erase(inner.strides.begin());
      Step loop{.offset = offset, .step = field.stride(0), .count = shape.front()};
      Compiler element(punctuation_, style_);
      element.array(inner, inner.shape, 0);
      loop.body = std::move(element).steps();
      add(std::move(loop));
    }
    pending_ += punctuation_.array_close;
  }

  /// Rows that may begin inside of bytes: a few of them take whole bytes, and a loop those.
  void rows_of_stretch(const Field& field, std::int64_t offset) {
    constexpr std::int64_t kByte = 8;
    const std::int64_t stride = field.stride(0);
    const std::int64_t rows = field.shape.front();
    const std::int64_t together = kByte / std::gcd(stride, kByte);
    const std::int64_t loops = rows / together;
    const auto add_rows = [&](Compiler& to, std::int64_t first, std::int64_t count,
                              std::int64_t from) {
      for (std::int64_t n = first; n < first + count; ++n) {
        if (n != first) to.pending_ += punctuation_.separator;
        Field inner = field;
        inner.shape.erase(inner.shape.begin());
        if (!inner.strides.empty()) inner.strides.erase(inner.strides.begin());
        inner.offset = 0;
        inner.bits->offset = 0;
        const std::int64_t bit = field.bits->offset + n * stride;
        // What is left is an array of one axis at least.
        inner = gathered(std::move(inner), bit);
        to.array(inner, inner.shape, from + inner.offset);
      }
    };
    if (loops > 0) {
      Step loop{.offset = offset, .step = together * stride / kByte, .count = loops};
      Compiler body(punctuation_, style_);
      add_rows(body, 0, together, 0);
      loop.body = std::move(body).steps();
      add(std::move(loop));
    }
    const std::int64_t left = rows % together;
    if (loops > 0 && left > 0) pending_ += punctuation_.separator;
    add_rows(*this, rows - left, left, offset);
  }

  void row(const Field& field, std::int64_t count, std::int64_t offset) {
    Step step = cells(field, count, offset);
    if (field.record) step.body = element(field);
    add(std::move(step));
  }

  void value(const Field& field, std::int64_t offset) {
    if (field.record) return record(*field.record, offset);
    add(cells(field, 1, offset));
  }

  [[nodiscard]] Step cells(const Field& field, std::int64_t count, std::int64_t offset) const {
    Step step{.offset = offset, .step = field.step(), .count = count};
    step.length = field.cell_length();
    if (field.record) return step;
    step.writer = cell_writer(field, style_);
    if (count == 1) step.value = value_writer(field, step.writer);
    return step;
  }

  [[nodiscard]] std::vector<Step> element(const Field& field) const {
    Compiler compiler(punctuation_, style_);
    compiler.record(*field.record, 0);
    return std::move(compiler).steps();
  }

  std::vector<Step> steps() && {
    if (!pending_.empty()) add({});
    std::int64_t values = 0;
    std::size_t room = 0;
    for (std::size_t k = steps_.size(); k-- > 0;) {
      Step& step = steps_[k];
      const bool is_value = step.value.room > 0 && step.numbered_from < 0;
      if (is_value) {
        step.padded = step.text;
        step.padded.resize(std::max(kCopiedText, step.text.size()));
      }
      values = is_value ? values + 1 : 0;
      room = is_value ? room + step.padded.size() + step.value.room : 0;
      step.values = values;
      step.room = room;
    }
    return std::move(steps_);
  }

  [[nodiscard]] std::string key(std::string_view name) const {
    TextBuffer out;
    append_text(name, *style_, out);
    return std::string(out.text()) + ":";
  }

  const Punctuation& punctuation_;
  const std::shared_ptr<const CellStyle>& style_;
  std::vector<Step> steps_;
  std::string pending_;
};

ItemText::ItemText(const Layout& layout, const Punctuation& punctuation, const CellStyle& style)
    : punctuation_(punctuation),
      style_(std::make_shared<const CellStyle>(style)),
      steps_(Compiler(punctuation_, style_).item(layout)) {
  const bool single = steps_.size() == 1 && steps_[0].text.empty() && steps_[0].count == 1 &&
                      steps_[0].writer && steps_[0].numbered_from < 0 &&
                      !is_stretch(steps_[0].writer);
  only_values_ = !steps_.empty() && steps_.front().values == std::ssize(steps_);
  if (single) single_ = {steps_[0].writer, steps_[0].offset, steps_[0].length};
}

void ItemText::write_steps(const std::vector<Step>& steps, const std::byte* base,
                           TextBuffer& out) const {
  for (const Step* next = steps.data(); next != steps.data() + steps.size();) {
    if (next->values > 0) {
      next = write_values(next, base, out);
      continue;
    }
    const Step& step = *next++;
    out.append(step.text);
    if (step.count == 0) continue;
    const std::byte* from = base + step.offset;
    if (step.numbered_from >= 0) {
      write_numbered(step, from, out);
    } else if (step.writer) {
      step.writer.write({from, step.step, step.count, step.length}, punctuation_.separator, out);
    } else {
      for (std::int64_t k = 0; k < step.count; ++k) {
        if (k != 0) out.append(punctuation_.separator);
        write_steps(step.body, from + k * step.step, out);
      }
    }
  }
}

/// Writes the single values from `step` on and returns the step behind them.
const ItemText::Step* ItemText::write_values(const Step* step, const std::byte* base,
                                             TextBuffer& out) const {
  char* to = out.reserve(step->room);
  for (const Step* const end = step + step->values; step != end; ++step) {
    const std::string_view text = step->padded;
    std::memcpy(to, text.data(), kCopiedText);
    if (text.size() > kCopiedText)
      text.copy(to + kCopiedText, text.size() - kCopiedText, kCopiedText);
    to += step->text.size();
    const std::byte* const from = base + step->offset;
    const CellStyle& style = step->writer.style();
    to = step->value.write != nullptr ? step->value.write(from, style, to)
                                      : step->value.write_text(from, step->length, style, to);
  }
  out.commit(to);
  return step;
}

void ItemText::write_numbered(const Step& step, const std::byte* from, TextBuffer& out) const {
  const bool in_bits = is_stretch(step.writer);
  for (std::int64_t k = 0; k < step.count; ++k) {
    if (k != 0) out.append(punctuation_.separator);
    out.append(fmt::format("\"f{}\":", step.numbered_from + k));
    const std::byte* value = from + (in_bits ? 0 : k * step.step);
    if (step.writer) {
      const std::int64_t bit = step.length + k * step.step;
      const CellRun run = in_bits ? CellRun{value + (bit >> 3U), 0, 1, bit & 7U}
                                  : CellRun{value, step.step, 1, step.length};
      step.writer.write(run, punctuation_.separator, out);
    } else {
      write_steps(step.body, value, out);
    }
  }
}

}  // namespace bview
