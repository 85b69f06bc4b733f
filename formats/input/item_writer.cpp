// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/spool.hpp>
#include <bview/formats/input/item_writer.hpp>
#include <bview/formats/text/reading_cells.hpp>

namespace bview {

Buffer blank_item(const Layout& layout) {
  constexpr std::int64_t kLargest = std::int64_t{1} << 30;
  if (layout.itemsize > kLargest) {
    throw Error(Errc::BadShape, fmt::format("an item of {} bytes is too large to be made from "
                                            "values; the most is {}",
                                            layout.itemsize, kLargest));
  }
  return scratch_bytes(layout.itemsize);
}

ItemWriter::ItemWriter(const Layout& layout, Notation notation, BytesAs bytes_as)
    : layout_(layout), leaves_(leaf_count(layout)), item_(blank_item(layout)) {
  CellStyle style;
  style.notation = notation;
  style.bytes_as = bytes_as;
  style_ = std::make_shared<const CellStyle>(style);
  compile(layout);
  restart();
}

void ItemWriter::compile(const Layout& layout) {
  for (const Field& field : layout.fields) {
    if (field.is_stretch() && !field.shape.empty()) {
      compile_stretch(field);
    } else if (field.strides.empty()) {
      compile_row(field, field.offset, field.count());
    } else {
      // A part of a sub-array, which has not many rows.
      const std::int64_t row = field.shape.back();
      for (std::int64_t n = 0; n < field.count(); n += row) {
        compile_row(field, field.offset + field.offset_of(n), row);
      }
    }
  }
}

/// Values that may begin inside of bytes: a few of them take whole bytes, and a loop those.
void ItemWriter::compile_stretch(const Field& field) {
  constexpr std::int64_t kByte = 8;
  const std::int64_t count = field.count();
  const std::int64_t width = field.bits->width;
  const std::int64_t together = kByte / std::gcd(width, kByte);
  const std::int64_t loops = field.strides.empty() ? count / together : 0;
  const auto compile_values = [&](std::int64_t first, std::int64_t end, std::int64_t from) {
    for (std::int64_t n = first; n < end; ++n) {
      const Field value = field.element(n);
      compile_row(value, value.offset - from, 1);
    }
  };
  if (loops > 0) {
    const std::size_t begin = steps_.size();
    const std::int64_t size = together * width / kByte;
    steps_.push_back({Do::BeginLoop, {}, 1, field.offset, size, loops, 0});
    compile_values(0, together, field.offset);
    steps_.push_back({Do::EndLoop, {}, 1, field.offset, size, loops, begin});
  }
  compile_values(loops * together, count, 0);
}

/// Values at equal distances.
void ItemWriter::compile_row(const Field& field, std::int64_t offset, std::int64_t count) {
  const std::int64_t size = field.is_stretch() ? field.value_size() : field.step();
  Step step{Do::Cells, {}, field.cell_length(), offset, size, count, 0};
  if (count == 0) return;
  if (!field.record) {
    const Kind kind = shown_kind(field);
    step.is_text = kind == Kind::Bytes || kind == Kind::Characters;
    step.is_float = kind == Kind::Float || kind == Kind::Complex;
    step.parse = cell_parser(field, style_);
    steps_.push_back(step);
  } else if (leaf_count(*field.record) > 0) {
    const std::size_t begin = steps_.size();
    step.what = Do::BeginLoop;
    steps_.push_back(step);
    compile(*field.record);
    step.what = Do::EndLoop;
    step.partner = begin;
    steps_.push_back(step);
  }
}

void ItemWriter::restart() {
  at_ = static_cast<std::size_t>(-1);  // advance() goes on to the first step
  base_ = 0;
  filled_ = 0;
  given_back_ = 0;
  later_ = 0;
  loops_.clear();
  advance();
}

/// The next values of the step, as many as may be in memory at once.
void ItemWriter::begin_stretch() {
  constexpr std::int64_t kMost = std::int64_t{1} << 20;
  if (filled_ - given_back_ >= kMost) {
    give_back(item_);
    given_back_ = filled_;
  }
  left_ = std::min(later_, kMost);
  later_ -= left_;
}

void ItemWriter::advance() {
  if (later_ > 0) return begin_stretch();
  while (++at_ < steps_.size()) {
    const Step& step = steps_[at_];
    if (step.what == Do::BeginLoop) enter(step);
    if (step.what == Do::EndLoop) repeat(step);
    if (step.what != Do::Cells) continue;
    to_ = item_.bytes().data + base_ + step.offset;
    later_ = step.count;
    return begin_stretch();
  }
}

void ItemWriter::enter(const Step& step) {
  loops_.push_back({step.count, base_});
  base_ += step.offset;
}

void ItemWriter::repeat(const Step& step) {
  Loop& loop = loops_.back();
  if (--loop.left > 0) {
    base_ += step.stride;
    at_ = step.partner;
  } else {
    base_ = loop.base;
    loops_.pop_back();
  }
}

std::string ItemWriter::next_field() const {
  constexpr std::int64_t kNamed = 1'000'000;  // more would take long to walk through
  if (layout_.is_bare()) return "";
  if (leaves_ > kNamed) return fmt::format("value {} of the record", filled_);
  std::string found;
  std::int64_t n = 0;
  for_each_leaf(layout_, [&](const Leaf& leaf) {
    if (n++ == filled_) found = fmt::format("field {}", quoted(leaf.name));
  });
  return found;
}

}  // namespace bview
