// SPDX-License-Identifier: MIT
// formats/output/renderer.hpp - a selection on its way to text or bytes.
//
// A Renderer is made once for a selection and then asked for parts of it. render()
// is a pure function of its range: parts may be made on any thread, in any order,
// and put together are the whole output.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <bview/core/layout.hpp>
#include <bview/core/progress.hpp>
#include <bview/core/public.hpp>
#include <bview/core/record_list.hpp>
#include <bview/core/sink.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/output/part_notes.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace BVIEW_PUBLIC bview {

struct Compression;
struct HexLook;
struct PictureOptions;
struct VaryingColumns;

/// What is shown: items of `view`, each of them a `layout`. Of records that vary in size the view
/// is of their numbers (core/record_list.hpp).
struct Selection {
  View view;
  Layout layout;
  std::shared_ptr<const RecordList> records{};
  /// Where the items stand in the file, if the bytes of `view` were made of them; what is in these
  /// behind the size of an item stands nowhere.
  std::optional<View> places{};
  /// Of records that vary: what is shown besides the fields, and between them; null: nothing.
  std::shared_ptr<const VaryingColumns> columns{};
  /// Items like those of `view`, and among them all that are shown, which may be looked at before a
  /// part is asked for. Nothing where they are still to come.
  std::optional<View> ahead{};
};

/// What stands around the cells of a table.
enum class TableStyle : std::uint8_t { Plain, Box, Markdown };

struct OutputOptions {
  std::optional<int> base{};                    ///< of integers in table, tsv, csv, c
  std::optional<int> precision{};               ///< of floats in table, tsv, csv
  bool nan_as_string = false;                   ///< json, ndjson
  bool bigint_as_string = false;                ///< json, ndjson
  BytesAs bytes_as = BytesAs::Text;             ///< s, p and c fields
  bool header = false;                          ///< tsv, csv: a first line with names
  std::shared_ptr<const RowDialect> dialect{};  ///< tsv, csv; null: the usual
  bool verbose = false;                         ///< hex: repeated lines too
  bool color = false;                           ///< table
  std::optional<std::int64_t> width{};          ///< table: columns of the terminal, if there is one
  std::atomic<bool>* cut = nullptr;  ///< table: set where a text is cut; outlives the renderer
  std::string name{};                ///< c: what the array is called
  const Compression* compression = nullptr;    ///< parquet, arrow, feather; null: none
  std::shared_ptr<const HexLook> hex_look{};   ///< hex; null: as hexdump -C has it
  TableStyle table_style = TableStyle::Plain;  ///< table
  bool vertical = false;                       ///< table: a line for each field
  bool footer = false;                         ///< table: how many there are, and what was cut
  bool at_points = false;  ///< table: floats stand with their points below each other
  /// Forms with a directory at their end: of one output at a time.
  std::shared_ptr<PartNotes> notes = std::make_shared<PartNotes>();
  std::shared_ptr<const PictureOptions> picture{};  ///< png, image, plot; null: the usual
};

class Renderer {
 public:
  Renderer() = default;
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;
  virtual ~Renderer() = default;

  /// How many parts there are, each of which can be rendered alone.
  [[nodiscard]] virtual std::int64_t parts() const = 0;

  /// How many parts the first `items` items fill, whatever the others are; 0 in forms that do
  /// not stream.
  [[nodiscard]] virtual std::int64_t parts_of_items(std::int64_t /*items*/) const { return 0; }

  /// How many of those items no part has that parts_of_items() counts, at most: who renders a
  /// stream keeps so many.
  [[nodiscard]] virtual std::int64_t items_kept() const { return 0; }

  /// What ends an item of the first axis, where render() writes it in front of the next one:
  /// a newline, for forms that have one behind every item.
  [[nodiscard]] virtual std::string_view item_ending() const { return ""; }

  /// How many parts make some 100 KiB of output; at least 1.
  [[nodiscard]] virtual std::int64_t parts_per_chunk() const = 0;

  /// How many parts from `first` on render as nothing, as is known without a look at them. Any
  /// thread may ask.
  [[nodiscard]] virtual std::int64_t silent_parts(std::int64_t /*first*/) const { return 0; }

  /// What a reader of the output should know that does not stand in it; for standard error.
  [[nodiscard]] virtual std::string note() const { return ""; }

  /// Text in front of the first part, and behind the last.
  virtual void begin(TextBuffer& /*out*/) const {}
  virtual void end(TextBuffer& /*out*/) const {}

  /// What stands between begin() and end(), where it stands in memory as it is.
  [[nodiscard]] virtual std::optional<std::string_view> verbatim() const { return std::nullopt; }

  /// The parts [first, first + count), with what separates them from the part before.
  virtual void render(std::int64_t first, std::int64_t count, TextBuffer& out) const = 0;
};

/// The parts [first, last), written as write_all writes them, behind what is in `out`.
void write_parts(const Renderer& renderer, std::int64_t first, std::int64_t last, TextBuffer& out,
                 Sink& sink, int threads, const OnProgress& on_progress = {});

/// All of the renderer's output, in order; made on `threads` threads where that pays.
/// The output does not depend on their number. `on_progress` hears of each piece that
/// was written.
void write_all(const Renderer& renderer, Sink& sink, int threads = 1,
               const OnProgress& on_progress = {});

}  // namespace bview
