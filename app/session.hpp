// app/session.hpp - what the options mean: a file, a layout on it, a selection of it.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/options.hpp"
#include "app/window.hpp"
#include "core/index.hpp"
#include "core/input.hpp"
#include "formats/input/reader.hpp"
#include "formats/output/renderer.hpp"

namespace bview {

/// What the options say about the view, before any file is looked at.
struct ViewRequest {
  Layout layout;
  WindowRequest window;
};
[[nodiscard]] ViewRequest view_request(const Options& options);

/// A file and what was selected of it. Keeps the bytes alive.
struct Session {
  Input input;
  Selection selection;
};

/// Opens the file that the options name and lays the view on it.
/// \throws Error for everything that can be wrong with either.
[[nodiscard]] Session open_session(const Options& options);

/// The same with a file that is open already: reads it whole where it is a stream.
[[nodiscard]] Session make_session(Input input, const ViewRequest& request, const Options& options);

/// What the options select of a view that is laid: --transpose, --axes, --index.
[[nodiscard]] View rearranged(View view, const Options& options);

/// The first operand, or standard input when there is none and it is no terminal.
[[nodiscard]] std::string file_of(const Options& options);

/// The layout that --format, --itemsize and --fields describe.
[[nodiscard]] Layout layout_of(const Options& options);

/// \throws Error{Errc::BadUsage} when there are more operands than a command takes.
void refuse_more_operands(const Options& options, std::size_t most);

/// The form that --from names.
[[nodiscard]] const InputForm& input_form(const Options& options);

/// What --bytes-as asks for.
[[nodiscard]] BytesAs bytes_as(const Options& options);

}  // namespace bview
