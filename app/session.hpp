// SPDX-License-Identifier: MIT
// app/session.hpp - what the options mean: a file, a layout on it, a selection of it.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/index.hpp>
#include <bview/core/input.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/input/reader.hpp>
#include <bview/formats/output/renderer.hpp>
#include <bview/formats/questions/assignment.hpp>
#include <bview/formats/questions/computed_columns.hpp>
#include <bview/formats/questions/parts.hpp>
#include <bview/formats/questions/varying_columns.hpp>

#include "app/options.hpp"
#include "app/window.hpp"

namespace bview {

/// What the options say about the view, before any file is looked at.
struct ViewRequest {
  Layout layout;  ///< of what is shown, or, with `columns`, of the items that these are made of
  WindowRequest window;
  std::optional<Formula> step{};   ///< from a record that varies to the next; bound to the layout
  std::optional<Formula> until{};  ///< not 0 for the record that ends them
  std::shared_ptr<const Condition> where{};  ///< for the items that are taken of those selected
  std::shared_ptr<const Assignments> set{};  ///< whose fields are those of the layout
  std::shared_ptr<const ComputedColumns> columns{};         ///< what --fields works out, and keeps
  std::shared_ptr<const VaryingColumns> varying_columns{};  ///< the same of records that vary
  std::int64_t first = 0;  ///< the number of the record at the window's offset, if it varies
  std::shared_ptr<const WalkReach> reach{};  ///< where A of such records may lead
};
/// `numbers` knows the names with an '@' in front.
[[nodiscard]] ViewRequest view_request(const Options& options,
                                       FormulaEnvironment* numbers = nullptr);

/// Notes on standard error how records which follow one another would lie by other habits:
/// behind the padding of C, or without the padding inside where the bytes, of which there are
/// `size` if that is known, would do as well for those. -q silences it.
void mention_padding(const ViewRequest& request, const Options& options,
                     std::optional<std::int64_t> size = std::nullopt);

/// A file and what was selected of it. Keeps the bytes alive.
struct Session {
  Input input;
  Selection selection;
};

/// Opens the file that the options name and lays the view on it.
/// \throws Error for everything that can be wrong with either.
[[nodiscard]] Session open_session(const Options& options, Keep keep = Keep::Bytes);

/// The same with a file that is open already: reads it whole where it is a stream.
[[nodiscard]] Session make_session(Input input, const ViewRequest& asked, const Options& options,
                                   Keep keep = Keep::Bytes);

/// The view of an input whose size is known, as if all its bytes were in memory.
[[nodiscard]] View laid(const Input& input, const ViewRequest& request, const Options& options);

/// Maps the part of a large file (core/input.hpp) that the view looks at.
void map_view(Input& input, const View& view);

/// What a text for --index means.
/// \throws Error{Errc::BadUsage} where it is a file: xxd's -i has no index, and the file behind it.
[[nodiscard]] Index index_of(const std::string& text);

/// What the options select of a view that is laid: --transpose, --axes, --index.
[[nodiscard]] View rearranged(View view, const Options& options);

/// The first operand, or standard input when there is none and it is no terminal.
[[nodiscard]] std::string file_of(const Options& options);

/// The layout that --format, --itemsize and --fields describe.
[[nodiscard]] Layout layout_of(const Options& options, FormulaEnvironment* numbers = nullptr);

/// \throws Error{Errc::BadUsage} when there are more operands than a command takes.
void refuse_more_operands(const Options& options, std::size_t most);

/// The form that --from names.
[[nodiscard]] const InputForm& input_form(const Options& options);

/// The base of integers that --base asks for.
[[nodiscard]] std::optional<int> base_of(const Options& options);

/// What --bytes-as asks for.
[[nodiscard]] BytesAs bytes_as(const Options& options);

/// --pad, if it is given.
[[nodiscard]] std::optional<std::byte> pad_of(const Options& options);

}  // namespace bview
