// SPDX-License-Identifier: MIT

#include "app/record_trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/record_layout.hpp>

#include "app/record_source.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

constexpr const char* kRefusal = "a patch changes values and no sizes, and nothing was written";

/// Of a record that ended early the first field that is longer or shorter than it was.
std::string first_resized(const Frame& before, const Frame& after) {
  const std::vector<Field>& columns = before.layout->plan->columns;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const Place& was = before.places[k];
    const Place& is = after.places[k];
    if (was.is_absent() || is.is_absent() || was.size == is.size) continue;
    return fmt::format("{} has {} at offset {}, and would have {}", was.node->label,
                       count_text(was.size, "byte"), was.offset, is.size);
  }
  return "";
}

}  // namespace

void RecordTrial::begin(const WalkArea& area) {
  area_ = area;
  area_.bytes = bytes_.bytes();
  walker_ = std::make_unique<Walker>(request_.layout, area_);
}

void RecordTrial::put(const Edit& edit) {
  std::memcpy(area_.bytes.at(edit.offset), edit.new_bytes.data(), edit.new_bytes.size());
}

void RecordTrial::check_texts(const std::vector<EndedText>& texts, std::int64_t number,
                              const Bytes& before) const {
  const auto is_filled = [](const Bytes& bytes, const EndedText& text) {
    const std::byte* const last = bytes.at(text.extent.offset + text.extent.size - text.unit);
    return std::all_of(last, last + text.unit, [](std::byte b) { return b == std::byte{0}; });
  };
  for (const EndedText& text : texts) {
    if (text.extent.size < text.unit) continue;
    if (!is_filled(area_.bytes, text) || is_filled(before, text)) continue;
    throw Error(
        Errc::BadShape,
        fmt::format("record {}: the text at offset {} has {}, and would have fewer; {}", number,
                    text.extent.offset, count_text(text.extent.size, "byte"), kRefusal));
  }
}

void RecordTrial::check_others(Input& original) {
  Input changed;
  changed.buffer = bytes_;
  changed.name = original.name;
  RecordSource before(original, request_);
  RecordSource after(changed, request_);
  for (std::int64_t n = 0;; ++n) {
    const bool was = before.reach(n);
    const bool is = after.reach(n);
    const auto same = [&] {
      const Extent& one = before.records()->at(n);
      const Extent& other = after.records()->at(n);
      return one.offset == other.offset && one.size == other.size;
    };
    if (was != is || (was && !same())) {
      throw Error(Errc::BadShape,
                  fmt::format("with these values record {} would be another one; {}", n, kRefusal));
    }
    if (!was) return;
  }
}

void RecordTrial::check(Walker& walker, const Frame& frame, std::int64_t number) {
  const std::string why = what_changes(walker, frame, number);
  if (!why.empty()) {
    throw Error(Errc::BadShape,
                fmt::format("record {} at offset {}: {}; {}", number, frame.begin, why, kRefusal));
  }
  forget(frame.begin);
}

std::string RecordTrial::what_changes(Walker& walker, const Frame& frame, std::int64_t number) {
  const Frame* tried = nullptr;
  try {
    tried = walker_->walk(frame.begin, number);
  } catch (const Error& error) {
    std::string why = first_resized(frame, walker_->last());
    if (!why.empty()) return why;
    throw Error(error.code(), fmt::format("with these values, {}; {}", error.what(), kRefusal));
  }
  if (tried == nullptr) {
    std::string why = first_resized(frame, walker_->last());
    if (!why.empty()) return why;
    return fmt::format("with these values {} would go on behind the end",
                       walker_->shortfall().field);
  }
  std::string why = first_difference(walker, frame, *walker_, *tried);
  if (!why.empty()) return why;
  for (const auto& formula : {request_.step, request_.until}) {
    if (formula && walker.value(*formula) != walker_->value(*formula)) {
      return "another record would come behind it";
    }
  }
  return "";
}

/// What was tried takes memory, and is not needed again.
void RecordTrial::forget(std::int64_t offset) {
  constexpr std::int64_t kMost = std::int64_t{16} << 20;
  if (keeps_all_ || std::abs(offset - forgotten_) < kMost) return;
  forgotten_ = offset;
  give_back(bytes_);
}

}  // namespace bview
