#include "formats/input/item_writer.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/quote.hpp"

namespace bview {

std::vector<std::byte> blank_item(const Layout& layout) {
  constexpr std::int64_t kLargest = std::int64_t{1} << 30;
  if (layout.itemsize > kLargest) {
    throw Error(Errc::BadShape, fmt::format("an item of {} bytes is too large to be made from "
                                            "values; the most is {}",
                                            layout.itemsize, kLargest));
  }
  return std::vector<std::byte>(static_cast<std::size_t>(layout.itemsize));
}

ItemWriter::ItemWriter(const Layout& layout, Notation notation, BytesAs bytes_as)
    : layout_(layout), leaves_(leaf_count(layout)), item_(blank_item(layout)) {
  style_.notation = notation;
  style_.bytes_as = bytes_as;
  compile(layout);
  restart();
}

void ItemWriter::compile(const Layout& layout) {
  for (const Field& field : layout.fields) {
    Step step{Do::Cells, nullptr, field.length, field.offset, field.value_size(), field.count(), 0};
    if (step.count == 0) continue;
    if (!field.record) {
      step.parse = cell_parser(field.type, field.order);
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
}

void ItemWriter::restart() {
  at_ = static_cast<std::size_t>(-1);  // advance() goes on to the first step
  base_ = 0;
  filled_ = 0;
  loops_.clear();
  advance();
}

void ItemWriter::advance() {
  while (++at_ < steps_.size()) {
    const Step& step = steps_[at_];
    if (step.what == Do::BeginLoop) enter(step);
    if (step.what == Do::EndLoop) repeat(step);
    if (step.what != Do::Cells) continue;
    left_ = step.count;
    to_ = item_.data() + base_ + step.offset;
    return;
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
