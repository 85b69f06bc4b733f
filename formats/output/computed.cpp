// SPDX-License-Identifier: MIT

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/checked.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/spool.hpp>
#include <bview/formats/output/computed.hpp>
#include <bview/formats/questions/blocks.hpp>

namespace bview {
namespace {

constexpr std::int64_t kBytesAtOnce = std::int64_t{1} << 20;
constexpr std::int64_t kManyBytes = std::int64_t{16} << 20;

class ComputedRenderer : public Renderer {
 public:
  ComputedRenderer(const OutputForm& form, std::shared_ptr<const ComputedColumns> columns,
                   Selection selection, const OutputOptions& options)
      : form_(form),
        columns_(std::move(columns)),
        selection_(std::move(selection)),
        options_(options),
        known_(known_items()),
        all_(renderer(known_)) {}

  [[nodiscard]] std::int64_t parts() const override { return all_->parts(); }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return all_->parts_of_items(items);
  }
  [[nodiscard]] std::int64_t items_kept() const override { return all_->items_kept(); }
  [[nodiscard]] std::string_view item_ending() const override { return all_->item_ending(); }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return all_->parts_per_chunk(); }
  [[nodiscard]] std::string note() const override { return all_->note(); }
  void begin(TextBuffer& out) const override { all_->begin(out); }
  void end(TextBuffer& out) const override { all_->end(out); }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    std::int64_t begin = first_item_of(first);
    std::int64_t end = first_item_behind(first + count);
    if (const auto& list = selection_.view.list()) {
      begin = std::max(begin, list->first);
      end = std::min(end, list->first + std::ssize(list->items));
    }
    if (begin >= known_.begin && end <= known_.end) {
      all_->render(first, count, out);
      if (known_.bytes.size() > kManyBytes) give_back(known_.bytes);
      return;
    }
    renderer(items_between(begin, end))->render(first, count, out);
  }

 private:
  /// Some of the items that are made.
  struct Made {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    Buffer bytes{};
  };

  [[nodiscard]] Made items_between(std::int64_t begin, std::int64_t end) const {
    Made made{begin, end};
    Spool spool;
    std::vector<std::byte> bytes;
    const std::int64_t most = std::max<std::int64_t>(1, kBytesAtOnce / itemsize());
    for_each_block({selection_.view, selection_.layout}, begin, end - begin,
                   [&](const ItemBlock& block) {
                     for (std::int64_t done = 0; done < block.count; done += most) {
                       const ItemBlock part = block.part(done, std::min(most, block.count - done));
                       bytes.resize(static_cast<std::size_t>(part.count * itemsize()));
                       columns_->write(part, bytes.data());
                       spool.add(bytes);
                     }
                   });
    made.bytes = spool.finish();
    return made;
  }

  /// What a form may look at before it is asked for a part, as tables do for their widths: of a
  /// list the items that are in memory.
  [[nodiscard]] Made known_items() const {
    if (!form_.is(kMeasures)) return {};
    const auto& list = selection_.view.list();
    if (!list) return items_between(0, selection_.view.size());
    return items_between(list->first, list->first + std::ssize(list->items));
  }

  [[nodiscard]] std::int64_t itemsize() const { return columns_->layout().itemsize; }
  /// Of a stream the view has more items than will ever arrive, and here their bytes may be too
  /// many to be counted.
  [[nodiscard]] Lengths shape() const {
    Lengths shape = selection_.view.shape();
    if (shape.empty() || selection_.view.size() == 0) return shape;
    const std::int64_t step = selection_.view.size() / shape.front() * itemsize();
    shape.front() = std::min(shape.front(), std::numeric_limits<std::int64_t>::max() / step);
    return shape;
  }

  [[nodiscard]] std::int64_t virtual_size() const {
    const auto items = checked_product(shape());
    return *items * itemsize();
  }

  /// The first item of which a part has something.
  [[nodiscard]] std::int64_t first_item_of(std::int64_t part) const {
    const std::int64_t item = first_item_behind(part);
    return item < selection_.view.size() && all_->parts_of_items(item) == part
               ? item
               : std::max<std::int64_t>(0, item - 1);
  }

  /// The first item with which so many parts are filled; all of them where none does.
  [[nodiscard]] std::int64_t first_item_behind(std::int64_t parts) const {
    std::int64_t least = 0;
    std::int64_t most = selection_.view.size();
    while (least < most) {
      const std::int64_t middle = least + (most - least) / 2;
      if (all_->parts_of_items(middle) >= parts) {
        most = middle;
      } else {
        least = middle + 1;
      }
    }
    return least;
  }

  /// Of a list those items that are looked at, where they stand now.
  [[nodiscard]] std::shared_ptr<const ItemList> list_of(std::int64_t begin,
                                                        std::int64_t end) const {
    const auto& from = selection_.view.list();
    if (!from) return nullptr;
    auto list = std::make_shared<ItemList>();
    list->extent = from->extent;
    list->first = begin;
    for (std::int64_t n = begin; n < end; ++n) {
      list->items.push_back({n * itemsize(), from->at(n).number});
    }
    return list;
  }

  /// Of all items, some of which are made.
  [[nodiscard]] std::unique_ptr<Renderer> renderer(const Made& made) const {
    const Bytes bytes{made.bytes.bytes().data, virtual_size(), true, made.begin * itemsize()};
    const auto list = list_of(made.begin, made.end);
    View view = list ? View::listed(bytes, itemsize(), list, shape().front())
                     : View::contiguous(bytes, itemsize(), shape())
                           .counted_from(selection_.view.first_step());
    Selection items{std::move(view), columns_->layout(), nullptr, selection_.view};
    if (form_.is(kMeasures) && !list) items.ahead = items.view;
    return form_.make(std::move(items), options_);
  }

  const OutputForm& form_;
  std::shared_ptr<const ComputedColumns> columns_;
  Selection selection_;
  OutputOptions options_;
  Made known_;
  std::unique_ptr<Renderer> all_;  // knows how many parts there are, and renders what is known
};

}  // namespace

std::unique_ptr<Renderer> make_computed(const OutputForm& form,
                                        std::shared_ptr<const ComputedColumns> columns,
                                        Selection selection, const OutputOptions& options) {
  return std::make_unique<ComputedRenderer>(form, std::move(columns), std::move(selection),
                                            options);
}

}  // namespace bview
