// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/pointed_texts.hpp>
#include <bview/formats/parts/catalogue_records.hpp>
#include <bview/formats/parts/file_addresses.hpp>
#include <bview/formats/syntax/format_string.hpp>

namespace bview {

CatalogueRecords::CatalogueRecords(const Layout& layout, const std::string& step, FileBytes& bytes,
                                   std::int64_t offset, std::int64_t end)
    : bytes_(bytes),
      layout_(as_varying(layout)),
      area_{bytes.all(), end, true},
      walker_(layout_, area_),
      begin_(offset),
      at_(offset) {
  if (!step.empty()) {
    step_ = record_formula(step, layout_);
  } else if (layout.is_fixed()) {
    itemsize_ = layout.itemsize;
  }
  if (layout.pointed) layout.pointed->look_into(area_.bytes);
  if (layout_.plan->looks_elsewhere) {
    area_.addresses = std::make_shared<FileAddresses>(Buffer{area_.bytes, nullptr}, bytes.name());
  }
}

/// Goes to the record with that number; false where there cannot be one.
bool CatalogueRecords::jump(std::int64_t k) {
  if (!itemsize_) {
    if (k >= next_) return true;
    next_ = 0;
    at_ = begin_;
    broken_.reset();
    return k >= 0;
  }
  const auto far = checked_mul(k, *itemsize_);
  const auto start = far ? checked_add(begin_, *far) : std::nullopt;
  if (k < 0 || !start || *start >= area_.end) return false;
  next_ = k;
  at_ = *start;
  return true;
}

/// The record is whole, even if what it says of the next one makes no sense.
void CatalogueRecords::go_behind(const Frame& frame) {
  try {
    at_ = behind(frame);
  } catch (const Error& error) {
    broken_ = bytes_.damage(frame.begin, error.what());
  }
}

/// Where the record behind that one begins.
std::int64_t CatalogueRecords::behind(const Frame& frame) {
  if (!step_) return frame.end;
  const std::int64_t step = walker_.value(*step_);
  if (step < 1) {
    throw Error(Errc::BadShape, fmt::format("a step is at least 1 byte, not {}", step));
  }
  return std::min(checked_add(frame.begin, step).value_or(area_.end), area_.end);
}

/// Finds the record that comes next, and where the one behind it begins.
const Frame* CatalogueRecords::walk() {
  if (broken_) throw Error(*broken_);
  ++walked_;
  try {
    const Frame* const frame = walker_.walk(at_, next_);
    if (frame == nullptr || frame->end <= at_) {
      throw Error(Errc::BadShape, fmt::format("record {} {}", next_,
                                              frame == nullptr ? "is cut short" : "has 0 bytes"));
    }
    go_behind(*frame);
    return frame;
  } catch (const Error& error) {
    throw bytes_.damage(at_, error.what());
  }
}

const Frame* CatalogueRecords::at(std::int64_t k) {
  if (k >= 0 && k + 1 == next_) return &walker_.last();
  if (!jump(k)) return nullptr;
  while (at_ < area_.end) {
    const Frame* const frame = walk();
    if (next_++ == k) return frame;
  }
  return nullptr;
}

}  // namespace bview
