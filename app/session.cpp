#include "app/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/progress.hpp"
#include "app/terminal.hpp"
#include "app/window.hpp"
#include "app/words.hpp"
#include "core/cursor.hpp"
#include "core/error.hpp"
#include "core/mapping.hpp"
#include "core/quote.hpp"
#include "formats/syntax/format_string.hpp"
#include "formats/syntax/index_expression.hpp"
#include "formats/syntax/numbers.hpp"

namespace bview {
namespace {

WindowRequest window_request(const Options& options) {
  WindowRequest request;
  if (options.offset) request.offset = parsed("--offset", *options.offset, parse_byte_count);
  if (options.length) request.length = parsed("--length", *options.length, parse_byte_count);
  if (options.shape) request.shape = parsed("--shape", *options.shape, parse_lengths);
  if (options.strides) request.strides = parsed("--strides", *options.strides, parse_byte_counts);
  if (options.order && choose(*options.order, "--order", {"C", "F"}) == 1) request.order = Order::F;
  return request;
}

}  // namespace

ViewRequest view_request(const Options& options) {
  return {layout_of(options), window_request(options)};
}

View rearranged(View view, const Options& options) {
  if (options.axes && options.transpose) {
    throw Error(Errc::BadUsage, "--transpose and --axes both order the axes; give one of them");
  }
  if (options.transpose) view = view.transpose();
  if (options.axes) view = view.transpose(parsed("--axes", *options.axes, parse_axes));
  if (options.index) view = select(view, parse_index(*options.index));
  return view;
}

void refuse_more_operands(const Options& options, std::size_t most) {
  if (options.operands.size() <= most) return;
  throw Error(Errc::BadUsage,
              fmt::format("one file at a time: what is {} for?", quoted(options.operands[most])));
}

const InputForm& input_form(const Options& options) {
  if (const InputForm* form = find_input_form(*options.from)) return *form;
  refuse_name(*options.from, "input form", names_of(input_forms()));
}

BytesAs bytes_as(const Options& options) {
  constexpr BytesAs kWays[] = {BytesAs::Text, BytesAs::Hex, BytesAs::Base64, BytesAs::List};
  return kWays[choose(options.bytes_as.value_or("text"), "--bytes-as",
                      {"text", "hex", "base64", "list"})];
}

std::string file_of(const Options& options) {
  if (!options.operands.empty()) return options.operands.front();
  if (input_is_terminal()) {
    throw Error(Errc::BadUsage, "which file? Give a path, or - for what is typed");
  }
  return kStandardInput;
}

Layout layout_of(const Options& options) {
  Layout layout = options.format ? parse_format(*options.format) : byte_layout();
  if (options.itemsize) {
    const std::int64_t itemsize = parsed("--itemsize", *options.itemsize, parse_byte_count);
    if (itemsize < layout.itemsize) {
      throw Error(Errc::BadShape, fmt::format("--itemsize {} is smaller than the {} bytes of the "
                                              "format",
                                              itemsize, layout.itemsize));
    }
    layout = with_itemsize(std::move(layout), itemsize);
  }
  if (options.fields) layout = project(layout, parsed("--fields", *options.fields, parse_names));
  return layout;
}

Session make_session(Input input, const ViewRequest& request, const Options& options) {
  const auto& [layout, window] = request;
  if (input.stream) {
    input.stream = std::make_unique<WatchedSource>(std::move(input.stream), options,
                                                   printing_while_reading(file_of(options)));
  }
  Session session;
  session.input = read_whole(std::move(input), bytes_needed(layout.itemsize, window));
  const Buffer& buffer = session.input.buffer;
  View view = lay_view(buffer.bytes(), layout.itemsize, window, session.input.name);
  session.selection = {rearranged(std::move(view), options), layout};
  expect_reading(buffer, byte_runs(session.selection.view, layout));
  return session;
}

Session open_session(const Options& options) {
  const ViewRequest request = view_request(options);
  return make_session(open_input(file_of(options)), request, options);
}

}  // namespace bview
