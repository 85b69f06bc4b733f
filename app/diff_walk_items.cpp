// SPDX-License-Identifier: MIT

#include "app/diff_walk_items.hpp"

#include <fmt/format.h>

#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/record_layout.hpp>
#include <bview/formats/output/item_text.hpp>
#include <bview/formats/output/record_text.hpp>
#include <bview/formats/syntax/project.hpp>

#include "app/record_source.hpp"

namespace bview {
namespace {

/// How a key is told from others: by all of its text.
CellStyle key_style() {
  CellStyle style;
  style.checks = false;
  return style;
}

/// Without --key the key is not looked at.
Layout key_layout(const Layout& layout, const DiffRequest& request) {
  return request.keys.empty() ? layout : project(layout, request.keys);
}

class FixedItems : public DiffItems {
 public:
  FixedItems(const Session& session, const DiffRequest& request)
      : request_(request),
        view_(session.selection.view),
        layout_(session.selection.layout),
        key_(key_layout(layout_, request), kTsvPunctuation, key_style()),
        json_(layout_, kJsonPunctuation, json_style(request)) {}

  bool next() override {
    if (number_ + 1 >= view_.size()) return false;
    go_to(number_ + 1, view_.offset_of(number_ + 1));
    return true;
  }
  void go_to(std::int64_t number, std::int64_t offset) override {
    number_ = number;
    offset_ = offset;
  }
  std::int64_t count() override { return view_.size(); }
  [[nodiscard]] std::optional<Lengths> index() const override {
    return view_.ndim() == 0 ? std::nullopt : std::optional(view_.index_of(number_));
  }
  const Layout& layout() override { return layout_; }
  ItemDifferences::Item item() override { return {data(), offset_}; }
  [[nodiscard]] std::string key() const override {
    TextBuffer key;
    key_.write(data(), key);
    return std::string(key.text());
  }
  [[nodiscard]] std::string cell() const override {
    return json_cell(request_, view_.itemsize(),
                     [&](TextBuffer& json) { json_.write(data(), json); });
  }

 private:
  [[nodiscard]] const std::byte* data() const { return view_.bytes().at(offset_); }
  const DiffRequest& request_;
  const View& view_;
  const Layout& layout_;
  ItemText key_;
  ItemText json_;
};

class WalkedItems : public DiffItems {
 public:
  WalkedItems(DiffSide& side, const DiffRequest& request)
      : request_(request),
        side_(side),
        source_(side.input, side.request),
        area_(source_.records()->area),
        walker_(side.request.layout, area_),
        key_(key_layout(side.request.layout, request), kTsvPunctuation, key_style(),
             json_style(request)),
        json_(side.request.layout, kJsonPunctuation, json_style(request), json_style(request)) {
    // An index may count from the end.
    if (!side.options.index.empty()) selected_ = selected();
  }

  bool next() override {
    const std::int64_t next = number_ + 1;
    if (selected_ && next >= selected_->size()) return false;
    const std::int64_t record = selected_ ? selected_->offset_of(next) : next;
    if (!source_.reach(record)) {
      if (source_.error()) throw Error(*source_.error());
      return false;
    }
    walk(next, record, source_.records()->at(record).offset);
    return true;
  }
  void go_to(std::int64_t number, std::int64_t offset) override {
    walk(number, selected_ ? selected_->offset_of(number) : number, offset);
  }
  std::int64_t count() override { return selected_ ? selected_->size() : count_all(); }
  [[nodiscard]] std::optional<Lengths> index() const override { return Lengths{record_}; }
  const Layout& layout() override { return found().layout; }
  ItemDifferences::Item item() override {
    const RecordLayout& record = found();
    return {area_.bytes.at(record.offset), record.offset};
  }
  [[nodiscard]] const std::vector<std::size_t>* fields() const override { return &layout_.fields; }
  [[nodiscard]] std::string_view bytes() const override {
    if (looks_elsewhere(side_.request)) return {};
    return {reinterpret_cast<const char*>(area_.bytes.at(frame_->begin)),
            static_cast<std::size_t>(frame_->end - frame_->begin)};
  }
  [[nodiscard]] std::string key() const override {
    TextBuffer key;
    key_.write(walker_, *frame_, key);
    return std::string(key.text());
  }
  [[nodiscard]] std::string cell() const override {
    return json_cell(request_, frame_->end - frame_->begin,
                     [&](TextBuffer& json) { json_.write(walker_, *frame_, json); });
  }

 private:
  [[nodiscard]] View selected() {
    View all = view_of_records(count_all());
    if (side_.request.window.shape.empty()) all = all.at(0, 0);
    return rearranged(all, side_.options);
  }
  [[nodiscard]] std::int64_t count_all() {
    const std::int64_t count = source_.count_all();
    if (source_.error()) throw Error(*source_.error());
    return count;
  }

  void walk(std::int64_t number, std::int64_t record, std::int64_t offset) {
    frame_ = walker_.walk(offset, record);
    if (frame_ == nullptr) {
      throw Error(Errc::File,
                  fmt::format("record {} at offset {} changed while it was read", record, offset));
    }
    number_ = number;
    record_ = record;
    offset_ = offset;
    known_ = false;
  }

  const RecordLayout& found() {
    if (!std::exchange(known_, true)) layout_ = layout_of_record(walker_, *frame_);
    return layout_;
  }

  const DiffRequest& request_;
  DiffSide& side_;
  RecordSource source_;
  WalkArea area_;
  mutable Walker walker_;
  RecordText key_;
  RecordText json_;
  std::optional<View> selected_{};
  const Frame* frame_ = nullptr;
  std::int64_t record_ = 0;  // its number in the file
  RecordLayout layout_{};
  bool known_ = false;  // the layout is that of the record
};

}  // namespace

std::unique_ptr<DiffItems> fixed_items(const Session& session, const DiffRequest& request) {
  return std::make_unique<FixedItems>(session, request);
}

std::unique_ptr<DiffItems> walked_items(DiffSide& side, const DiffRequest& request) {
  return std::make_unique<WalkedItems>(side, request);
}

}  // namespace bview
