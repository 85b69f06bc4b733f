// SPDX-License-Identifier: MIT

#include "app/diff_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

#include <bview/core/compare.hpp>
#include <bview/core/error.hpp>
#include <bview/core/key_table.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/pointed_texts.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/siphash.hpp>
#include <bview/core/spool.hpp>

#include "app/diff_items.hpp"
#include "app/diff_pair.hpp"
#include "app/diff_walk_items.hpp"
#include "app/progress.hpp"
#include "app/record_source.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// The items of both files.
struct Walk {
  std::function<std::unique_ptr<DiffItems>()> a;
  std::function<std::unique_ptr<DiffItems>()> b;
  const Layout& layout;
  const DiffRequest& request;
};

void write_lone(DiffItems& items, DifferenceKind kind, const DiffRequest& request,
                TextBuffer& out) {
  write_lone_item(request, kind, items.offset(), items.index(), items.cell(), out);
}

// --- by position ---------------------------------------------------------------------------------

void compare_by_position(const Walk& walk, const std::function<void(std::int64_t)>& on_offset,
                         TextBuffer& out) {
  const auto a = walk.a();
  const auto b = walk.b();
  DiffPair pair(walk.request, walk.layout);
  for (bool in_a = true, in_b = true;;) {
    in_a = in_a && a->next();
    in_b = in_b && b->next();
    if (!in_a && !in_b) return;
    if (in_a && in_b) {
      pair.write(*a, *b, out);
    } else if (in_a) {
      write_lone(*a, DifferenceKind::Delete, walk.request, out);
    } else {
      write_lone(*b, DifferenceKind::Insert, walk.request, out);
    }
    on_offset((in_a ? a : b)->offset());
  }
}

// --- by key --------------------------------------------------------------------------------------

/// Which items were found; in a temporary file where they are many.
class FoundItems {
 public:
  explicit FoundItems(std::int64_t count) : bits_(scratch_bytes(count / kByte + 1)) {}

  [[nodiscard]] bool has(std::int64_t n) const { return (byte(n) & bit(n)) != std::byte{0}; }
  void add(std::int64_t n) {
    byte(n) |= bit(n);
    ++count_;
  }
  [[nodiscard]] std::int64_t count() const { return count_; }

 private:
  static constexpr std::int64_t kByte = 8;
  [[nodiscard]] std::byte& byte(std::int64_t n) const { return bits_.bytes().data[n / kByte]; }
  [[nodiscard]] static std::byte bit(std::int64_t n) {
    return std::byte{1} << static_cast<int>(n % kByte);
  }

  Buffer bits_;
  std::int64_t count_ = 0;
};

/// Matches the items of A with those of B that have the same key.
class KeyJoin {
 public:
  explicit KeyJoin(const Walk& walk)
      : walk_(walk),
        b_(walk.b()),
        total_(b_->count()),
        table_(total_),
        found_(total_),
        pair_(walk.request, walk.layout) {
    std::random_device random;
    seed_ = {random() | std::uint64_t{random()} << 32U, random() | std::uint64_t{random()} << 32U};
  }

  void run(const std::function<void(std::int64_t)>& on_offset, TextBuffer& out) {
    learn();
    const auto a = walk_.a();
    while (a->next()) {
      match(*a, out);
      on_offset(a->offset());
    }
    if (found_.count() < total_) write_others(out);
  }

 private:
  [[noreturn]] void refuse_twice(const char* file, const std::string& key,
                                 const std::string& which) const {
    throw Error(Errc::BadUsage,
                fmt::format("{} of {} have the key {}; a key names one record: another --key, "
                            "beside it, tells them apart",
                            which, file, quoted(key)));
  }

  [[nodiscard]] bool find(const std::string& key, KeyTable::Place& place) const {
    return table_.find(
        siphash(key, seed_),
        [&](const KeyTable::Place& each) {
          b_->go_to(each.number, each.offset);
          return b_->key() == key;
        },
        place);
  }

  /// Reads the keys of B.
  void learn() {
    const auto items = walk_.b();
    while (items->next()) {
      const std::string key = items->key();
      KeyTable::Place before{};
      if (find(key, before)) {
        refuse_twice("B", key, fmt::format("records {} and {}", before.number, items->number()));
      }
      table_.add(siphash(key, seed_), {items->number(), items->offset()});
    }
  }

  void match(DiffItems& item, TextBuffer& out) {
    const std::string key = item.key();
    KeyTable::Place place{};
    if (!find(key, place)) return write_lone(item, DifferenceKind::Delete, walk_.request, out);
    if (found_.has(place.number)) {
      refuse_twice("A", key, fmt::format("record {} and one in front of it", item.number()));
    }
    found_.add(place.number);
    pair_.write(item, *b_, out);
  }

  /// Those of B that A has not.
  void write_others(TextBuffer& out) {
    const auto items = walk_.b();
    while (items->next()) {
      if (found_.has(items->number())) continue;
      write_lone(*items, DifferenceKind::Insert, walk_.request, out);
    }
  }

  const Walk& walk_;
  std::unique_ptr<DiffItems> b_;
  std::int64_t total_;  // items of B
  KeyTable table_;
  FoundItems found_;
  DiffPair pair_;
  SipKey seed_{};
};

// --- both ----------------------------------------------------------------------------------------

int compare(const Walk& walk, bool equal, const Input& a, const Input& b, const Options& options) {
  DiffOutput output(walk.request, options, a.buffer.size(), b.buffer.size());
  if (equal) return output.finish();
  TextBuffer out(&output.sink());
  Progress progress(options);
  const auto on_offset = [&](std::int64_t offset) {
    progress.show_part(static_cast<double>(offset) / static_cast<double>(a.buffer.size() + 1));
  };
  try {
    walk.request.keys.empty() ? compare_by_position(walk, on_offset, out)
                              : KeyJoin(walk).run(on_offset, out);
  } catch (const Error&) {
    out.flush();  // what was found in front of it
    output.give_up();
    throw;
  }
  out.flush();
  return output.finish();
}

/// Records are gone back to.
void take_whole(Input& input) {
  if (is_large_file(input)) {
    const std::int64_t size = input.buffer.size();
    input.buffer = map_part(input.large_file, Access::Read, {0, size}, size, input.name);
    input.stream = nullptr;
  }
  if (input.stream) input = read_whole(std::move(input), std::nullopt);
}

void open_records(DiffSide& side) {
  refuse_record_options(side.request.window, side.options);
  take_whole(side.input);
  if (side.request.layout.pointed)
    side.request.layout.pointed->look_into(side.input.buffer.bytes());
}

bool are_equal(const View& a, const View& b, const DiffRequest& request) {
  if (a.nbytes() != b.nbytes()) return false;
  if (a.size() == 0) return true;
  return !ByteComparison({a.bytes(), a.offset()}, {b.bytes(), b.offset()}, a.nbytes(),
                         request.threads)
              .next();
}

/// Of files that are equal nothing differs, whatever the records in them are.
bool are_equal(const DiffSide& a, const DiffSide& b, const DiffRequest& request) {
  const auto all = [](const DiffSide& side) {
    const Bytes& bytes = side.input.buffer.bytes();
    return View::contiguous(bytes, 1, {bytes.size});
  };
  return !a.request.window.length && are_equal(all(a), all(b), request);
}

/// The same of what is selected of both.
bool are_equal(const Selection& a, const Selection& b, const DiffRequest& request) {
  const bool in_bytes = a.layout.pointed == nullptr && a.view.c_contiguous() &&
                        b.view.c_contiguous() && a.view.size() == b.view.size();
  return in_bytes && are_equal(a.view, b.view, request);
}

void refuse_records_patch(const DiffSide& side, const DiffRequest& request) {
  if (request.form != nullptr) return;
  if (!looks_elsewhere(side.request) && side.options.index.empty()) return;
  throw Error(Errc::BadUsage,
              "-t patch lists changes in the order of the file, and these records are read in "
              "another; without a format it compares bytes");
}

}  // namespace

int diff_records(DiffSide& a, DiffSide& b, const DiffRequest& request, const Options& options) {
  refuse_records_patch(a, request);
  open_records(a);
  open_records(b);
  const Walk walk{[&] { return walked_items(a, request); },
                  [&] { return walked_items(b, request); }, a.request.layout, request};
  return compare(walk, are_equal(a, b, request), a.input, b.input, options);
}

int diff_by_key(const Session& a, const Session& b, const DiffRequest& request,
                const Options& options) {
  refuse_unlike(a, b);
  if (request.form == nullptr) refuse_patch_of(a.selection);
  const Walk walk{[&] { return fixed_items(a, request); }, [&] { return fixed_items(b, request); },
                  a.selection.layout, request};
  return compare(walk, are_equal(a.selection, b.selection, request), a.input, b.input, options);
}

}  // namespace bview
