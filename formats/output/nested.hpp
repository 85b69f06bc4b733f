// SPDX-License-Identifier: MIT
// formats/output/nested.hpp - the machine behind rows.hpp and c_array.hpp.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include <bview/core/cursor.hpp>
#include <bview/formats/output/item_text.hpp>
#include <bview/formats/output/renderer.hpp>

namespace bview {

/// What stands around and between the members of one axis.
struct Level {
  std::string open;
  std::string separator;
  std::string close;
};

/// How a whole selection is written: one level per axis of its view, outermost first.
struct NestedText {
  std::function<void(TextBuffer& out)> begin = [](TextBuffer&) {};  ///< may be long
  std::vector<Level> levels;
  std::string end;
  std::int64_t wrap = 0;       ///< cells along the innermost axis in one line; 0: any number
  std::string wrap_separator;  ///< between the last cell of a line and the next
  std::int64_t per_item = 1;   ///< items of the view that one of the selection was unfolded to
  std::string note{};          ///< Renderer::note()
};

/// A view whose items, written by an ItemText, stand inside levels of text.
class NestedRenderer : public Renderer {
 public:
  NestedRenderer(View view, ItemText item, NestedText text);

  [[nodiscard]] std::int64_t parts() const override { return view_.size(); }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return items * text_.per_item;
  }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return chunk_; }
  [[nodiscard]] std::string_view item_ending() const override { return item_ending_; }
  [[nodiscard]] std::string note() const override { return text_.note; }
  void begin(TextBuffer& out) const override { text_.begin(out); }
  void end(TextBuffer& out) const override { out.append(text_.end); }
  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override;

 private:
  void write_run(const ItemRun& run, TextBuffer& out) const;
  void write_cells(const ItemRun& run, TextBuffer& out) const;

  View view_;
  ItemText item_;
  NestedText text_;
  std::int64_t copied_;  // bytes of an item that may be looked at elsewhere; 0: none
  std::int64_t chunk_;
  // What stands in front of an item where k axes begin anew: k closed, the one
  // outside them separated, k opened. The last is the very first item's.
  std::vector<std::string> before_;
  std::string after_last_;
  std::string item_ending_;
};

/// A format of one unnamed sub-array, (2,3)h, as a view with that many axes more. The
/// items of (2,3)T{...} are then the records. A stretch, (3)[u12], stays one.
[[nodiscard]] Selection unfold(const Selection& selection);

}  // namespace bview
