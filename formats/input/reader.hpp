// SPDX-License-Identifier: MIT
// formats/input/reader.hpp - items from the forms that `dump` writes.
//
// A reader takes text or bytes from a Source, makes one item after another of them,
// and hands each on as soon as it is complete. It keeps one item and one line or
// token, however much there is to read. What `dump` prints in a form, the reader of
// that form gives back as the same bytes; bytes that no field covers are zero.
//
// How many items there should be is the caller's business.

#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/core/source.hpp>
#include <bview/formats/text/cell_style.hpp>
#include <bview/formats/text/row_dialect.hpp>

namespace BVIEW_PUBLIC bview {

/// Takes one or more items, one behind the other: layout.itemsize bytes each, valid during the
/// call. One of 0 bytes comes alone.
using ItemSink = std::function<void(std::span<const std::byte> items)>;

/// Hears of a value whose text may have lost what it was, by its offset in the item that comes
/// next: JSON's null for a NaN, and a number past 2^53, which a tool may have rounded.
using LossSink = std::function<void(std::int64_t offset)>;

struct InputOptions {
  BytesAs bytes_as = BytesAs::Text;  ///< s, p and c fields; not raw
  bool header = false;               ///< tsv, csv: the first line names the columns
  LossSink on_loss{};                ///< may be empty
  RowDialect dialect{};              ///< tsv, csv
  std::optional<std::byte> pad{};    ///< hex, ihex, srec: what gaps are filled with
};

/// A form of input.
///
/// `read` gives `sink` every item, in order.
/// \throws Error{Errc::BadValue} naming the line, and in JSON the item (from 0), and the
///         field; items before it have been handed on already. What the source and the
///         sink throw passes through.
struct InputForm {
  std::string_view name;
  void (*read)(Source& source, const Layout& layout, const InputOptions& options,
               const ItemSink& sink);
  bool bytes = false;  ///< of the items as they are, padding and all, and not their values
};

/// All of them. A new form is a line of the table in reader.cpp.
[[nodiscard]] std::span<const InputForm> input_forms();

/// The form of that name; null if there is none.
[[nodiscard]] const InputForm* find_input_form(std::string_view name);

}  // namespace bview
