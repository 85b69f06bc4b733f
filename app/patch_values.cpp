// SPDX-License-Identifier: MIT

#include "app/patch_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/spool.hpp>
#include <bview/core/unions.hpp>

#include "app/progress.hpp"
#include "app/room.hpp"
#include "app/values.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// How many values so many items have; as many as can be counted, where there are more.
std::int64_t values_of(std::int64_t items, const Layout& layout) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  return checked_mul(items, leaf_count(layout)).value_or(kMost);
}

/// The option that makes room for `items` items, where they were meant to stand in a row.
std::string repair(std::int64_t items, const Options& options) {
  if (items < 1 || !options.index.empty() || !options.where.empty() || options.length ||
      options.strides)
    return "";
  return fmt::format("; -s {} is room for them", items);
}

/// Refuses a number of values that does not fit; `got` is what a message calls it.
[[noreturn]] void refuse_count(const Selection& selection, const std::string& got,
                               const char* option, const std::string& repair) {
  const std::int64_t selected = selection.view.size();
  const std::int64_t leaves = leaf_count(selection.layout);
  const std::string needed =
      selected == 1 ? count_text(leaves, "value")
                    : fmt::format("{} (all get the same) or {}", count_text(leaves, "value"),
                                  values_of(selected, selection.layout));
  throw Error(Errc::BadUsage, fmt::format("{} takes {} for a selection of {}, got {}{}", option,
                                          needed, count_text(selected, "item"), got, repair));
}

void check_count(const Selection& selection, std::int64_t given, const char* option,
                 const std::string& repair) {
  if (given == 1 || given == selection.view.size()) return;
  refuse_count(selection, fmt::format("{}", values_of(given, selection.layout)), option, repair);
}

/// How many items operands are values of.
std::int64_t items_of(const std::vector<std::string>& values, const Layout& layout) {
  const std::int64_t leaves = leaf_count(layout);
  return leaves == 0 ? 1 : static_cast<std::int64_t>(values.size()) / leaves;
}

Buffer packed(std::span<const std::string> values, const Layout& layout, const Options& options) {
  Spool spool;
  pack(values, layout, options, [&](std::span<const std::byte> item) { spool.add(item); });
  return spool.finish();
}

/// Notes for each item which of its values text may have lost.
class Losses {
 public:
  explicit Losses(std::int64_t itemsize) : itemsize_(itemsize) {}

  void note(std::int64_t offset) {
    if (mask_.empty()) mask_.resize(static_cast<std::size_t>(loss_mask_size(itemsize_)));
    mask_[static_cast<std::size_t>(offset / 8)] |= std::byte{1} << static_cast<int>(offset % 8);
  }
  /// What was noted is lost of the first of so many. Mostly nothing is, and then nothing is kept.
  void end_items(std::int64_t count) {
    const bool any =
        std::any_of(mask_.begin(), mask_.end(), [](auto bits) { return bits != std::byte{0}; });
    if (!any && masks_.size() == 0) {
      unmarked_ += count;
      return;
    }
    const std::vector<std::byte> none(mask_.size());
    for (; unmarked_ > 0; --unmarked_) masks_.add(none);
    masks_.add(mask_);
    std::fill(mask_.begin(), mask_.end(), std::byte{0});
    for (; count > 1; --count) masks_.add(none);
  }
  [[nodiscard]] Buffer finish() { return masks_.finish(); }

 private:
  std::int64_t itemsize_;
  std::vector<std::byte> mask_{};  // of the item; nothing before the first has lost something
  std::int64_t unmarked_ = 0;      // items in front of the first that has lost something
  Spool masks_{};
};

[[noreturn]] void refuse_more(const Session& room, const Options& options) {
  if (names_extent(options)) refuse_count(room.selection, "more", "--from", "");
  throw Error(Errc::BadUsage,
              fmt::format("{} has room for {}, and --from has values for more", room.input.name,
                          count_text(room.selection.view.size(), "item")));
}

void read_values(const Options& options, const std::string& path, const Session& room,
                 NewValues& values) {
  const Selection& selection = room.selection;
  const std::int64_t most = std::max<std::int64_t>(selection.view.size(), 1);
  Spool spool;
  const bool raw = values.bytes == PatchBytes::All;
  const Layout layout = raw ? selection.layout : given_layout(selection.layout);
  Losses losses(layout.itemsize);
  const auto add = [&](std::span<const std::byte> items) {
    const std::int64_t count = items.empty() ? 1 : std::ssize(items) / layout.itemsize;
    values.count += count;
    // There may be no end of them.
    if (values.count > most) refuse_more(room, options);
    spool.add(items);
    losses.end_items(count);
  };
  read_items(path, layout, options, printing_while_reading(path), add,
             [&](std::int64_t offset) { losses.note(offset); });
  values.items = spool.finish();
  values.lost = losses.finish();
}

}  // namespace

std::vector<std::string> value_operands(const Options& options) {
  return {options.operands.begin() + 1, options.operands.end()};
}

std::string path_of_values(const Options& options) {
  if (options.operands.size() == 2) return options.operands.back();
  throw Error(Errc::BadUsage, "--from takes one path with the values (or -) behind the file");
}

std::optional<Buffer> expected_values(const Options& options, const Layout& layout) {
  if (options.expect.empty()) return std::nullopt;
  return packed(options.expect, given_layout(layout), options);
}

void refuse_values_beside_set(const Options& options) {
  if (options.set.empty()) return;
  if (options.from) {
    throw Error(Errc::BadUsage, "--set says what fields shall be, and so does --from; give one");
  }
  const std::vector<std::string> values = value_operands(options);
  if (values.empty()) return;
  throw Error(Errc::BadUsage, fmt::format("--set says what fields shall be: what is {} for?",
                                          bview::quoted(values.front())));
}

NewValues new_values(const Options& options, const Session& room) {
  const std::vector<std::string> values = value_operands(options);
  NewValues result;
  result.expected = expected_values(options, room.selection.layout);
  if (!options.from) {
    if (values.empty())
      throw Error(Errc::BadUsage,
                  "patch needs values behind the file, or --from FORM PATH, which reads them (- "
                  "for standard input)");
    const Layout layout = given_layout(room.selection.layout);
    result.items = packed(values, layout, options);
    result.count = items_of(values, layout);
    result.bytes = PatchBytes::Fields;
    return result;
  }
  const std::string path = path_of_values(options);
  result.bytes = input_form(options).bytes ? PatchBytes::All : PatchBytes::Values;
  read_values(options, path, room, result);
  return result;
}

void check_counts(const NewValues& values, const Selection& selection, const Options& options) {
  const std::int64_t items = values.count;
  check_count(selection, items, options.from ? "--from" : "the patch", repair(items, options));
  if (values.expected) {
    check_count(selection, items_of(options.expect, selection.layout), "--expect", "");
  }
}

}  // namespace bview
