// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>

#include <bview/core/cursor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/item.hpp>
#include <bview/core/memory_view.hpp>
#include <bview/core/narrow.hpp>
#include <bview/core/record_layout.hpp>
#include <bview/core/record_list.hpp>

namespace bview {
namespace {

/// Calls `visit` with each stretch of bytes that a view selects, in C order: one call
/// for a contiguous view.
template <class Visit>
void for_each_stretch(const View& view, const Layout& layout, const Visit& visit) {
  const ByteRuns runs = byte_runs(view, layout);
  const std::byte* start = view.bytes().data;
  Cursor cursor(runs.starts, 0, runs.starts.size());
  for (ItemRun run{}; cursor.next(run);) {
    for (std::int64_t n = 0; n < run.count; ++n) {
      for (const Extent& extent : runs.extents) {
        visit(run.data - start + n * run.step + extent.offset, extent.size);
      }
    }
  }
}

std::int64_t selected_size(const View& view, const Layout& layout) {
  return view.size() * total_size(selected_bytes(layout));
}

std::string gather(const View& view, const Layout& layout) {
  std::string packed(static_cast<std::size_t>(selected_size(view, layout)), '\0');
  char* to = packed.data();
  for_each_stretch(view, layout, [&](std::int64_t offset, std::int64_t size) {
    std::memcpy(to, view.bytes().data + offset, static_cast<std::size_t>(size));
    to += size;
  });
  return packed;
}

void scatter(const std::string& packed, const View& view, const Layout& layout) {
  const char* from = packed.data();
  for_each_stretch(view, layout, [&](std::int64_t offset, std::int64_t size) {
    std::memcpy(view.bytes().data + offset, from, static_cast<std::size_t>(size));
    from += size;
  });
}

/// The values from `axis` on of the items that begin at `offset`.
Value list_from(const View& view, const Layout& layout, std::size_t axis, std::int64_t offset) {
  if (axis == view.ndim()) return get(view.bytes().at(offset), layout);
  const auto [extent, stride] = view.axes()[axis];
  Value::List values;
  values.reserve(static_cast<std::size_t>(extent));
  for (std::int64_t n = 0; n < extent; ++n) {
    // Without items there is nothing at any offset, and strides may be beyond reason.
    const std::int64_t there = view.size() == 0 ? 0 : offset + n * stride;
    values.push_back(list_from(view, layout, axis + 1, there));
  }
  return values;
}

/// Whether equal values of a layout have equal bytes, and the other way round.
bool equal_as_bytes(const Layout& layout) {
  if (!layout.is_bare() || layout.fields.front().record || layout.projected) return false;
  const Field& field = layout.fields.front();
  return info(field.type).kind == Kind::Integer && !field.bits && field.size() == layout.itemsize;
}

std::string joined(const Lengths& lengths) { return fmt::format("{}", fmt::join(lengths, ", ")); }

}  // namespace

Layout scalar_layout(ScalarType type) {
  Layout layout;
  layout.fields.push_back({.name = "", .type = type});
  layout.itemsize = info(type).size;
  layout.alignment = info(type).alignment;
  layout.format = format_code(info(type));
  return layout;
}

MemoryView::MemoryView(Buffer buffer) : MemoryView(std::move(buffer), byte_layout()) {}

MemoryView::MemoryView(Buffer buffer, const Layout& layout)
    : buffer_(std::move(buffer)),
      layout_(std::make_shared<const Layout>(layout)),
      view_(
          View::contiguous(buffer_.bytes(), layout.itemsize, {buffer_.size() / layout.itemsize})) {}

MemoryView::MemoryView(Buffer buffer, Layout layout, View view)
    : buffer_(std::move(buffer)),
      layout_(std::make_shared<const Layout>(std::move(layout))),
      view_(std::move(view)) {
  if (view_.itemsize() != layout_->itemsize) {
    throw Error(Errc::BadShape, fmt::format("a view of {}-byte items does not fit a format of {}",
                                            view_.itemsize(), layout_->itemsize));
  }
}

// --- records of varying size ---------------------------------------------------------------------

MemoryView MemoryView::records(const Buffer& buffer, Layout layout) {
  if (layout.is_fixed()) {
    throw Error(Errc::BadShape,
                "these records are all of one size; as_varying() lets them be walked");
  }
  auto list = std::make_shared<RecordList>();
  list->area = {buffer.bytes(), buffer.size(), true};
  Walker walker(layout, list->area);
  for (std::int64_t at = 0; at < buffer.size();) {
    const Frame* const frame = walker.walk(at, list->end());
    if (frame == nullptr || frame->end == at) {
      throw Error(Errc::BadShape,
                  fmt::format("record {} at offset {} {}", list->end(), at,
                              frame == nullptr ? "is cut short by the end of the bytes"
                                               : "has 0 bytes, and would repeat for ever"));
    }
    list->records.push_back({at, frame->end - at});
    at = frame->end;
  }
  const std::int64_t count = list->end();
  MemoryView view(buffer, std::make_shared<const Layout>(std::move(layout)),
                  View({nullptr, count, buffer.readonly()}, 1, {{count, 1}}, 0));
  view.records_ = std::move(list);
  return view;
}

namespace {

/// What does not stand in a record is a list without values.
void fill_absent(RecordLayout& record, const std::vector<Field>& fields) {
  auto nothing = std::make_shared<Layout>();
  nothing->record = true;
  for (std::size_t k = 0; k < fields.size(); ++k) {
    if (k < record.fields.size() && record.fields[k] == k) continue;
    Field absent;
    absent.name = fields[k].name;
    absent.record = nothing;
    const auto at = static_cast<std::ptrdiff_t>(k);
    record.fields.insert(record.fields.begin() + at, k);
    record.layout.fields.insert(record.layout.fields.begin() + at, std::move(absent));
  }
}

}  // namespace

/// A view of one record, which is an item of constant size.
MemoryView MemoryView::record(std::int64_t number) const {
  Walker walker(layout(), records_->area);
  const Frame* const frame = walker.walk(records_->at(number).offset, number);
  if (frame == nullptr)
    throw Error(Errc::BadShape, "a record is not what it was when it was found");
  RecordLayout found = layout_of_record(walker, *frame);
  fill_absent(found, layout().fields);
  View item(buffer_.bytes(), found.layout.itemsize, {}, found.offset);
  return {buffer_, std::move(found.layout), view_.readonly() ? item.as_readonly() : item};
}

MemoryView MemoryView::part(View view) const {
  if (records_ && view.ndim() == 0) return record(view.offset());
  MemoryView part(buffer_, layout_, std::move(view));
  part.records_ = records_;
  return part;
}

void MemoryView::refuse_records(const char* what) const {
  if (!records_) return;
  throw Error(Errc::BadShape,
              fmt::format("records that vary in size cannot be {}; one of them can", what));
}

const View& MemoryView::view() const {
  static_cast<void>(layout());
  return view_;
}

const Layout& MemoryView::layout() const {
  if (!layout_) throw Error(Errc::Released, "the view was released and cannot be used any more");
  return *layout_;
}

std::int64_t MemoryView::size() const {
  if (ndim() == 0) throw Error(Errc::BadIndex, "a view without axes has no length");
  return view_.axes().front().extent;
}

std::int64_t MemoryView::itemsize() const { return records_ ? kVaries : view().itemsize(); }

Lengths MemoryView::strides() const {
  return records_ ? Lengths(view().ndim(), kVaries) : view().strides();
}

std::int64_t MemoryView::nbytes() const {
  if (!records_) return view().nbytes();
  std::int64_t bytes = 0;
  for (std::int64_t n = 0; n < view().size(); ++n) {
    bytes += records_->at(view_.offset_of(n)).size;
  }
  return bytes;
}

MemoryView MemoryView::operator[](std::int64_t index) const { return part(view().at(0, index)); }

MemoryView MemoryView::slice(std::optional<std::int64_t> start, std::optional<std::int64_t> stop,
                             std::int64_t step) const {
  return part(view().slice(0, {start, stop, step}));
}

MemoryView MemoryView::select(const Index& index) const {
  return part(bview::select(view(), index));
}

MemoryView MemoryView::transpose() const { return part(view().transpose()); }

MemoryView MemoryView::cast(const Layout& layout, const std::optional<Lengths>& shape) const {
  refuse_records("cast");
  return {buffer_, layout, view().cast(layout.itemsize, shape)};
}

MemoryView MemoryView::toreadonly() const { return part(view().as_readonly()); }

void MemoryView::release() {
  buffer_ = Buffer();
  view_ = View();
  layout_.reset();
  records_.reset();
}

MemoryView::Iterator MemoryView::begin() const {
  static_cast<void>(size());  // of a view without a first axis there is nothing to go along
  return {this, 0};
}
MemoryView::Iterator MemoryView::end() const { return {this, size()}; }

std::byte* MemoryView::item_at(const Lengths& index) const {
  if (index.size() != ndim()) {
    throw Error(Errc::BadIndex,
                fmt::format("an item has one index per axis: {}, not {}", ndim(), index.size()));
  }
  const View item = bview::select(view_, Index(index.begin(), index.end()));
  return item.bytes().at(item.offset());
}

Value MemoryView::get(const Lengths& index) const {
  if (records_) return select(Index(index.begin(), index.end())).get();
  return bview::get(item_at(index), layout());
}

void MemoryView::check_writable() const {
  if (readonly()) throw Error(Errc::ReadOnly, "cannot modify read-only memory");
}

void MemoryView::set(const Lengths& index, const Value& value) const {
  check_writable();
  if (records_) return select(Index(index.begin(), index.end())).set(value);
  bview::set(item_at(index), layout(), value);
}

void MemoryView::assign(const MemoryView& source) const {
  refuse_records("assigned");
  check_writable();
  if (source.shape() != shape()) {
    throw Error(Errc::BadShape, fmt::format("items of shape [{}] cannot become those of shape [{}]",
                                            joined(shape()), joined(source.shape())));
  }
  if (!same_format(layout(), source.layout())) {
    throw Error(Errc::BadValue, fmt::format("items of format '{}' cannot become those of '{}'",
                                            format(), source.format()));
  }
  if (view_.overlaps()) {
    throw Error(Errc::ReadOnly, "items that overlap cannot be assigned all at once");
  }
  scatter(gather(source.view_, source.layout()), view_, layout());
}

Value MemoryView::tolist() const {
  if (!records_) return list_from(view(), layout(), 0, view_.offset());
  Value::List values;
  for (std::int64_t n = 0; n < view().size(); ++n) values.push_back(nth(n));
  return values;
}

std::string MemoryView::tobytes(CopyOrder order) const {
  if (records_) {
    std::string bytes;
    for (std::int64_t n = 0; n < view().size(); ++n) {
      const Extent& extent = records_->at(view_.offset_of(n));
      bytes.append(reinterpret_cast<const char*>(buffer_.bytes().at(extent.offset)),
                   static_cast<std::size_t>(extent.size));
    }
    return bytes;
  }
  // Of a view that is contiguous in both orders the bytes are the same in both.
  const bool first_fastest = order == CopyOrder::F || (order == CopyOrder::A && f_contiguous());
  return gather(first_fastest ? view().transpose() : view(), layout());
}

std::string MemoryView::hex() const { return hex(':', 0); }

std::string MemoryView::hex(char separator, std::int64_t bytes_per_separator) const {
  if (static_cast<unsigned char>(separator) > 0x7f) {
    throw Error(Errc::BadValue, "a separator of hexadecimal bytes is an ASCII character");
  }
  const std::string bytes = tobytes();
  // |n| as unsigned, for the n that has no positive twin.
  const auto n = static_cast<std::uint64_t>(bytes_per_separator);
  const std::uint64_t group = bytes_per_separator < 0 ? 0 - n : n;
  std::string text;
  for (std::size_t k = 0; k < bytes.size(); ++k) {
    const std::size_t distance = bytes_per_separator < 0 ? k : bytes.size() - k;
    if (k > 0 && group > 0 && distance % group == 0) text += separator;
    const auto byte = static_cast<unsigned char>(bytes[k]);
    text += "0123456789abcdef"[byte >> 4U];
    text += "0123456789abcdef"[byte & 0xfU];
  }
  return text;
}

Value MemoryView::nth(std::int64_t n) const {
  if (records_) return record(view_.offset_of(n)).get();
  return bview::get(view_.bytes().at(view_.offset_of(n)), layout());
}

bool MemoryView::equals(const MemoryView& other) const {
  if (shape() != other.shape()) return false;
  if (!records_ && !other.records_ && equal_as_bytes(layout()) &&
      same_format(layout(), other.layout())) {
    return tobytes() == other.tobytes();
  }
  for (std::int64_t n = 0; n < view_.size(); ++n) {
    if (!(nth(n) == other.nth(n))) return false;
  }
  return true;
}

std::int64_t MemoryView::count(const Value& value) const {
  std::int64_t count = 0;
  for (std::int64_t n = 0; n < view().size(); ++n) count += nth(n) == value ? 1 : 0;
  return count;
}

std::int64_t MemoryView::find(const Value& value, std::int64_t start, std::int64_t stop) const {
  const auto [first, length] = resolve({start, stop}, view().size());
  for (std::int64_t n = first; n < first + length; ++n) {
    if (nth(n) == value) return n;
  }
  return -1;
}

std::int64_t MemoryView::index(const Value& value, std::int64_t start, std::int64_t stop) const {
  const std::int64_t found = find(value, start, stop);
  if (found < 0) throw Error(Errc::BadValue, fmt::format("{} is not in the view", shown(value)));
  return found;
}

}  // namespace bview
