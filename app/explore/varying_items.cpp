// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/record_layout.hpp>
#include <bview/formats/questions/choose.hpp>

#include "app/explore/items.hpp"
#include "app/record_source.hpp"

namespace bview {
namespace {

/// Records are found by walking, from the first one on. Where each of them lies is kept, of those
/// that are asked for.
class VaryingItems : public Items {
 public:
  explicit VaryingItems(Document& document)
      : document_(document), source_(document.input(), document.request()) {}

  bool reach(std::int64_t n, const Interrupted& interrupted) override {
    while (n >= known() && !all_ && known() < kMostRecords) {
      all_ = !source_.reach(walked_);
      if (!all_) take_block();
      forget_pages();
      if (n >= known() && interrupted()) return false;
    }
    return n < known();
  }
  std::int64_t known() const override { return std::ssize(records_); }
  bool are_all() const override { return all_; }
  std::string trouble() const override {
    if (known() >= kMostRecords) return fmt::format("only the first {} are listed", kMostRecords);
    return source_.error() ? source_.error()->what() : "";
  }
  std::int64_t offset(std::int64_t n) const override { return record(n).offset; }
  std::string label(std::int64_t n) const override { return fmt::format("{}", record(n).number); }

  std::shared_ptr<const ItemFields> fields(std::int64_t n) override {
    auto fields = std::make_shared<ItemFields>();
    try {
      Walker walker(document_.layout(), source_.records()->area);
      const Frame* const frame = walker.walk(offset(n), record(n).number);
      if (frame == nullptr) return fields;
      const RecordLayout found = layout_of_record(walker, *frame);
      *fields = fields_of(found.layout);
      for (ItemField& field : *fields) field.offset += found.offset - offset(n);
    } catch (const Error&) {
      fields->clear();  // it changed since it was found
    }
    return fields;
  }

 private:
  static constexpr std::int64_t kMostRecords = std::int64_t{1} << 20;

  bool are_in_order() const override { return true; }

  [[nodiscard]] const ItemList::Item& record(std::int64_t n) const {
    return records_[static_cast<std::size_t>(n)];
  }

  /// Of the records in memory those that nobody has taken yet.
  void take_block() {
    const RecordList& list = *source_.records();
    const Condition* const where = document_.request().where.get();
    if (where != nullptr) return choose_from(list, *where);
    for (; walked_ < list.end(); ++walked_) {
      records_.push_back({list.at(walked_).offset, walked_});
    }
  }

  /// What was walked over is in memory as long as nobody takes it out.
  void forget_pages() {
    constexpr std::int64_t kSome = std::int64_t{16} << 20;
    if (source_.at() - forgotten_ < kSome) return;
    forgotten_ = source_.at();
    give_back(document_.input().buffer);
  }

  void choose_from(const RecordList& list, const Condition& where) {
    const View numbers = view_of_records(list.end());
    ItemList chosen;
    choose({where, {numbers, document_.layout(), &list}}, walked_, list.end() - walked_, chosen);
    for (const ItemList::Item& item : chosen.items) {
      records_.push_back({list.at(item.number).offset, item.number});
    }
    walked_ = list.end();
  }

  Document& document_;
  RecordSource source_;
  std::vector<ItemList::Item> records_{};
  std::int64_t walked_ = 0;     // records
  std::int64_t forgotten_ = 0;  // up to where
  bool all_ = false;
};

}  // namespace

std::unique_ptr<Items> varying_items(Document& document) {
  if (is_large_file(document.input())) {
    throw Error(Errc::BadUsage,
                fmt::format("records that vary in size are walked in memory, and {} is too large "
                            "for this 'ulimit -v'",
                            document.name()));
  }
  refuse_record_options(document.request().window, document.plain());
  if (!document.plain().index.empty() || document.plain().shard) {
    throw Error(Errc::BadUsage,
                "explore shows records that vary in size from the first one on; leave --index out");
  }
  return std::make_unique<VaryingItems>(document);
}

}  // namespace bview
