// SPDX-License-Identifier: MIT

#include "app/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/cursor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/pointed_texts.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/questions/assignment.hpp>
#include <bview/formats/questions/question.hpp>
#include <bview/formats/syntax/column_text.hpp>
#include <bview/formats/syntax/field_list.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/index_expression.hpp>
#include <bview/formats/syntax/numbers.hpp>
#include <bview/formats/syntax/other_sizes.hpp>
#include <bview/formats/syntax/project.hpp>
#include <bview/formats/syntax/question_text.hpp>

#include "app/asking.hpp"
#include "app/column_options.hpp"
#include "app/formula_options.hpp"
#include "app/open_axis.hpp"
#include "app/opened_file.hpp"
#include "app/progress.hpp"
#include "app/shard.hpp"
#include "app/terminal.hpp"
#include "app/type_options.hpp"
#include "app/window.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

std::byte parse_byte(std::string_view text) {
  const std::int64_t value = parse_int(text);
  if (value < 0 || value > 255) {
    throw Error(Errc::BadValue, fmt::format("a byte is 0 to 255, not {}", value));
  }
  return static_cast<std::byte>(value);
}

/// What --rest and --pad are no help with.
void check_tail(const WindowRequest& request, const Options& options) {
  const auto refuse = [](const char* reason) { throw Error(Errc::BadUsage, reason); };
  const bool inferred = std::count(request.shape.begin(), request.shape.end(), -1) > 0;
  if (request.rest && !inferred) {
    refuse(
        "--rest is about an axis of length -1, and --shape has none; --offset takes what the "
        "shape needs, and nothing behind it");
  }
  if (!request.pad) return;
  if (request.rest) refuse("--rest leaves what --pad would fill; give one of them");
  if (request.length) {
    refuse("--pad fills what the end of the file cuts short; with --length the end is another");
  }
  if (request.strides) refuse("--pad fills items that follow one another; --strides says others");
  if (options.follow) refuse("--pad needs the end of the file, which --follow waits for");
}

WindowRequest window_request(const Options& options) {
  WindowRequest request;
  if (options.offset) request.offset = parsed("--offset", *options.offset, parse_byte_count);
  if (options.length) request.length = parsed("--length", *options.length, parse_byte_count);
  if (options.shape) request.shape = parsed("--shape", *options.shape, parse_lengths);
  if (options.strides) request.strides = parsed("--strides", *options.strides, parse_byte_counts);
  if (options.order && choose(*options.order, "--order", {"C", "F"}) == 1) request.order = Order::F;
  request.rest = options.rest;
  request.pad = pad_of(options);
  check_tail(request, options);
  return request;
}

/// What is padded is kept in memory.
void refuse_long_padding(std::int64_t bytes) {
  constexpr std::int64_t kMost = std::int64_t{16} << 20;
  if (bytes <= kMost) return;
  throw Error(Errc::BadShape,
              fmt::format("{} bytes are missing behind the end; --pad fills at most "
                          "{}, and --rest leaves the last step out",
                          bytes, kMost));
}

/// Fills the last step along the first axis that the bytes end inside.
void pad(Buffer& bytes, WindowRequest& window, std::int64_t itemsize, const std::string& name) {
  window = from_start(std::move(window), bytes.size(), name);
  const std::int64_t missing = missing_bytes(bytes.size(), itemsize, window);
  refuse_long_padding(missing);
  bytes = padded(bytes, missing, *window.pad);
}

/// -f >H FILE without quotes: the shell writes to a file H, and -f takes FILE.
ReadFormat format_of(const std::string& format, const Options& options,
                     FormulaEnvironment* numbers) {
  try {
    return read_format(format, kHostOrder, numbers, types_of(options));
  } catch (const Error& error) {
    if (!is_file(format)) throw;
    throw Error(Errc::BadUsage, fmt::format("{} is a file and no format; quote < and >, as in "
                                            "-f '>H'",
                                            quoted(format)));
  }
}

/// The layout of --format, with a line on standard error for what may surprise.
Layout told_format(const Options& options, FormulaEnvironment* numbers) {
  ReadFormat read = format_of(*options.format, options, numbers);
  if (!options.quiet) {
    for (const std::string& note : read.notes) tell("bview: " + note);
  }
  return std::move(read.layout);
}

/// Items of no bytes are fine where a shape says how many.
void refuse_empty_format(const Options& options) {
  const bool empty =
      options.format && options.format->find_first_not_of(" \t\n") == std::string::npos;
  if (!empty || options.shape || options.itemsize) return;
  throw Error(Errc::BadFormat,
              "the format is empty; -f '<I' makes items of four bytes, no -f plain bytes");
}

/// Whether items of that size would fit as well as those that are asked for.
bool fits_as_well(const OtherSize& other, const ViewRequest& request,
                  std::optional<std::int64_t> size) {
  if (request.window.strides) return false;
  // Who writes a list writes no letters of struct, and may not know its modes.
  if (!size || is_field_list(request.layout.format)) return true;
  try {
    static_cast<void>(lay_view(Bytes{nullptr, *size}, other.itemsize, request.window, ""));
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// With all fields.
Layout whole_layout(const Options& options, FormulaEnvironment* numbers) {
  refuse_empty_format(options);
  Layout layout = options.format ? told_format(options, numbers) : byte_layout();
  if (options.step || options.until) layout = as_varying(std::move(layout));
  if (options.itemsize && layout.is_fixed()) {
    const std::int64_t itemsize = parsed("--itemsize", *options.itemsize, parse_byte_count);
    if (itemsize < layout.itemsize) {
      throw Error(Errc::BadShape, fmt::format("--itemsize {} is smaller than the {} bytes of the "
                                              "format",
                                              itemsize, layout.itemsize));
    }
    layout = with_itemsize(std::move(layout), itemsize);
  }
  return layout;
}

Layout projected(Layout layout, const Options& options) {
  if (!options.fields) return layout;
  if (parsed("--fields", *options.fields, parse_columns)) {
    throw Error(Errc::BadUsage,
                "--fields works columns out in 'bview dump' alone; here it takes names of fields");
  }
  return project(layout, parsed("--fields", *options.fields, parse_names));
}

void refuse_plain_values(const Options& options) {
  if (!options.plain_values || !options.where.empty() || !options.set.empty()) return;
  throw Error(Errc::BadUsage,
              "--plain-values is about --where and --set; without a reading behind its "
              "type, a value is shown as it is stored");
}

/// All that --set says.
std::shared_ptr<const Assignments> assignments(const Options& options, const Asked& asked) {
  if (options.set.empty()) return nullptr;
  if (options.fields) {
    throw Error(Errc::BadUsage, "--set names the fields that it changes; leave --fields out");
  }
  auto all = std::make_shared<Assignments>();
  for (const std::string& each : options.set) {
    static_cast<void>(parsed("--set", each, [&](const std::string& text) {
      all->add(text, asked);
      return text;
    }));
  }
  return all;
}

/// Only these fields, each called as it is in the whole.
Layout fields_to_set(const Layout& whole, const Assignments& set) {
  Layout layout = project(whole, set.fields());
  if (whole.is_bare()) return layout;
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const std::string& name = set.fields()[k];
    const bool position = name.find_first_not_of("0123456789") == std::string::npos;
    if (layout.fields[k].name.empty()) layout.fields[k].name = (position ? "f" : "") + name;
  }
  return layout;
}

}  // namespace

ViewRequest view_request(const Options& options, FormulaEnvironment* numbers) {
  const Layout whole = whole_layout(options, numbers);
  refuse_plain_values(options);
  const Asked asked{whole, numbers, options.plain_values};
  auto set = assignments(options, asked);
  ViewRequest request{{}, window_request(options)};
  if (options.works_out_columns) take_columns(options, asked, request);
  request.layout = set                       ? fields_to_set(whole, *set)
                   : request.columns         ? whole
                   : request.varying_columns ? request.varying_columns->layout
                                             : projected(whole, options);
  request.set = std::move(set);
  request.where = condition(options, asked);
  request.reach = options.reach;
  const Layout& layout = request.layout;
  if (options.step) {
    request.step = parsed("--step", *options.step, [&](const std::string& text) {
      return record_formula(text, layout, numbers);
    });
  }
  if (options.until) {
    request.until = parsed("--until", *options.until, [&](const std::string& text) {
      return record_formula(text, layout, numbers);
    });
  }
  if (!layout.is_fixed()) return request;
  if (options.format && !options.itemsize) request.window.other_sizes = other_sizes(layout);
  return request;
}

void mention_padding(const ViewRequest& request, const Options& options,
                     std::optional<std::int64_t> size) {
  // Behind one item alone there is nothing that could lie elsewhere.
  const Lengths& shape = request.window.shape;
  const bool alone =
      std::all_of(shape.begin(), shape.end(), [](auto n) { return n == 0 || n == 1; });
  const bool fixed = request.layout.is_fixed();
  if (alone || options.quiet || !options.format || options.itemsize || !fixed) return;
  auto other = size_in_c(request.layout);
  if (!other) {
    other = size_unpadded(request.layout);
    if (other && !fits_as_well(*other, request, size)) return;
  }
  if (other) tell(fmt::format("bview: {}; {}", other->why, other->how));
}

void map_view(Input& input, const View& view) {
  try {
    input.buffer =
        map_part(input.large_file, Access::Read, view.reach(), input.buffer.size(), input.name);
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("{}; raise 'ulimit -v', or take less of it with --offset "
                                          "and --length",
                                          error.what()));
  }
  input.stream = nullptr;
}

Index index_of(const std::string& text) {
  try {
    return parse_index(text);
  } catch (const Error&) {
    if (!is_file(text)) throw;
    throw Error(
        Errc::BadUsage,
        fmt::format("{} is a file and no index; what xxd -i prints, -t c does", quoted(text)));
  }
}

View laid(const Input& input, const ViewRequest& request, const Options& options) {
  return rearranged(
      lay_view(input.buffer.bytes(), request.layout.itemsize, request.window, input.name), options);
}

View rearranged(View view, const Options& options) {
  if (options.axes && options.transpose) {
    throw Error(Errc::BadUsage, "--transpose and --axes both order the axes; give one of them");
  }
  if (options.transpose) view = view.transpose();
  if (options.axes) view = view.transpose(parsed("--axes", *options.axes, parse_axes));
  for (const std::string& index : options.index) view = select(view, index_of(index));
  return options.shard ? shard_of(options)->of(view) : view;
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

std::optional<int> base_of(const Options& options) {
  if (!options.base) return std::nullopt;
  constexpr int kBases[] = {2, 8, 10, 16};
  return kBases[choose(*options.base, "--base", {"2", "8", "10", "16"})];
}

BytesAs bytes_as(const Options& options) {
  constexpr BytesAs kWays[] = {BytesAs::Text, BytesAs::Hex, BytesAs::Base64, BytesAs::List};
  return kWays[choose(options.bytes_as.value_or("text"), "--bytes-as",
                      {"text", "hex", "base64", "list"})];
}

std::string file_of(const Options& options) {
  if (!options.operands.empty()) return options.operands.front();
  if (input_is_terminal()) {
    const bool taken = options.format && is_file(*options.format);
    throw Error(Errc::BadUsage,
                fmt::format("which file? Give a path, or - for what is typed{}",
                            taken ? fmt::format("; {} stands behind -f: quote < and >, as in "
                                                "-f '>H'",
                                                quoted(*options.format))
                                  : ""));
  }
  return kStandardInput;
}

Layout layout_of(const Options& options, FormulaEnvironment* numbers) {
  return projected(whole_layout(options, numbers), options);
}

namespace {

/// What of a large file has to be mapped: the view, or all where its numbers lead elsewhere.
View looked_at(const Input& input, const ViewRequest& request, const Options& options) {
  if (!request.layout.pointed) return laid(input, request, options);
  return View::contiguous(input.buffer.bytes(), 1, {input.buffer.size()});
}

}  // namespace

Session make_session(Input input, const ViewRequest& asked, const Options& options, Keep keep) {
  ViewRequest request = asked;
  Session session;
  session.input = std::move(input);
  Input& loaded = session.input;
  if (is_large_file(loaded) && request.window.pad) {
    throw Error(Errc::BadUsage, fmt::format("{} is too large to be padded under this 'ulimit -v'; "
                                            "--rest leaves the last step out",
                                            loaded.name));
  }
  if (is_large_file(loaded)) {
    if (keep == Keep::Bytes) map_view(loaded, looked_at(loaded, request, options));
  } else if (loaded.stream) {
    const Printing printing = printing_while_reading(file_of(options));
    loaded.stream = std::make_unique<WatchedSource>(std::move(loaded.stream), options, printing);
    const bool elsewhere = request.layout.pointed != nullptr;
    const bool from_start =
        elsewhere || request.window.strides || request.window.offset.value_or(0) < 0;
    loaded =
        read_whole(std::move(loaded), elsewhere ? std::nullopt : bytes_needed(request, options),
                   from_start ? 0 : request.window.offset.value_or(0), keep);
  }
  if (request.window.pad) {
    pad(loaded.buffer, request.window, request.layout.itemsize, loaded.name);
  }
  if (request.layout.pointed) request.layout.pointed->look_into(loaded.buffer.bytes());
  session.selection = {laid(loaded, request, options), request.layout};
  session.selection.ahead = session.selection.view;
  mention_padding(request, options, loaded.buffer.size());
  expect_reading(loaded.buffer, byte_runs(session.selection.view, request.layout));
  return session;
}

Session open_session(const Options& options, Keep keep) {
  if (has_formulas(options)) {
    Input input = open_file(options);
    const Numbered plain = with_numbers(options, input);
    return make_session(std::move(input), plain.request, plain.options, keep);
  }
  const ViewRequest request = view_request(options);
  return make_session(open_file(options), request, options, keep);
}

std::optional<std::byte> pad_of(const Options& options) {
  if (!options.pad) return std::nullopt;
  return parsed("--pad", *options.pad, parse_byte);
}

}  // namespace bview
