// SPDX-License-Identifier: MIT
// app/diff.hpp - what the roads of `bview diff` have in common: two files, and where it goes.
//
// diff_bytes.hpp compares bytes; diff_items.hpp items that are all alike, by position;
// diff_walk.hpp all others, one after another: records that vary in size, and items with a key.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <bview/core/input.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/comparison/item_pair.hpp>
#include <bview/formats/output/differences.hpp>

#include "app/options.hpp"
#include "app/session.hpp"

namespace bview {

/// What is compared, and how it is shown.
struct DiffRequest {
  const DifferenceForm* form = nullptr;  ///< null: a patch
  ComparisonStyle style{};
  std::vector<std::string> ignored{};
  std::vector<std::string> keys{};
  bool align = false;
  int threads = 1;
};
[[nodiscard]] DiffRequest diff_request(const Options& options);

/// One of the files, before the view is laid on it. Options and request have plain numbers.
struct DiffSide {
  Options options;
  ViewRequest request;
  Input input;
};
[[nodiscard]] DiffSide open_side(const Options& options, const std::string& path);

/// Takes differences, and writes them in the form that is asked for.
class DiffOutput {
 public:
  /// The sizes of both files are for the first line of a patch.
  DiffOutput(const DiffRequest& request, const Options& options, std::int64_t size_a,
             std::int64_t size_b);

  [[nodiscard]] Sink& sink() { return sink_; }
  /// Writes what closes the output; the exit code.
  int finish();
  /// The same where an error is to follow: a document stays whole, and a patch is none.
  void give_up();

 private:
  const DiffRequest& request_;
  FdSink out_;
  DifferenceSink sink_;
};

/// The differences of two items, in the form that is asked for. Any thread may write.
class ItemDifferences {
 public:
  /// All of these outlive it.
  ItemDifferences(const DiffRequest& request, const IgnoredFields& ignored, const Layout& a,
                  const Layout& b);

  /// Where an item lies.
  struct Item {
    const std::byte* data;
    std::int64_t offset;  ///< in the file
  };
  /// Room for the cells of a value, kept from one to the next.
  struct Cells {
    TextBuffer a{};
    TextBuffer b{};
  };
  void write(const Item& a, const Item& b, const std::optional<Lengths>& index, Cells& cells,
             TextBuffer& out) const;

 private:
  void write_patch(const Item& a, const Item& b, TextBuffer& out) const;

  const DiffRequest& request_;
  ItemPair pair_;
  Extent span_;  // of an item of A, with all that is compared
  bool bare_;
};

/// An item that one file alone has, whose cell that is.
void write_lone_item(const DiffRequest& request, DifferenceKind kind, std::int64_t offset,
                     const std::optional<Lengths>& index, std::string_view cell, TextBuffer& out);

/// How the forms show an item as a whole, or a field that is no single value.
[[nodiscard]] CellStyle json_style(const DiffRequest& request);

/// What stands instead of a cell of so many bytes that is too long to be shown; "" for others.
/// \throws Error{Errc::BadUsage} in forms for programs.
[[nodiscard]] std::string instead_of_cell(const DiffRequest& request, std::int64_t size);

/// The cell of such an item or field of `size` bytes, whose JSON `write` writes. For people a long
/// one is cut.
[[nodiscard]] std::string json_cell(const DiffRequest& request, std::int64_t size,
                                    const std::function<void(TextBuffer&)>& write);

/// A patch lists changes in the order of the file, each byte once.
/// \throws Error where the selection has bytes twice, or goes another way.
void refuse_patch_of(const Selection& selection);

/// A patch changes no sizes.
[[noreturn]] void refuse_patch_of_sizes(const std::string& what);

}  // namespace bview
