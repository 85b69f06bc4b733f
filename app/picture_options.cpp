// SPDX-License-Identifier: MIT

#include "app/picture_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/output/forms.hpp>
#include <bview/formats/picture/colormap.hpp>
#include <bview/formats/picture/protocols.hpp>
#include <bview/formats/syntax/numbers.hpp>
#include <bview/formats/text/parse_float.hpp>

#include "app/terminal.hpp"
#include "app/terminal_question.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

std::optional<double> finite_number(std::string_view text) {
  double value = 0;
  const bool is_number = read_float(text, value) == FloatFault::None && std::isfinite(value);
  return is_number ? std::optional(value) : std::nullopt;
}

/// "2%" or "-1.5".
std::optional<RangeEnd> end_of(std::string_view text) {
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const auto value = finite_number(text);
  if (!value || (percent && (*value < 0 || *value > 100))) return std::nullopt;
  return RangeEnd{*value, percent};
}

void set_range(const std::string& text, PictureOptions& picture) {
  if (text == "full" || text == "minmax") {
    picture.full_range = text == "full";
    if (!picture.full_range) picture.range = {{0, true}, {100, true}};
    return;
  }
  const std::size_t comma = text.find(',');
  if (comma != std::string::npos) {
    const auto low = end_of(std::string_view(text).substr(0, comma));
    const auto high = end_of(std::string_view(text).substr(comma + 1));
    const bool alike = low && high && low->percent == high->percent && low->value == high->value;
    if (low && high && !alike) {
      picture.range = {*low, *high};
      return;
    }
  }
  throw Error(Errc::BadUsage,
              fmt::format("--range takes two values that differ, 0,4095, or parts of a hundred, "
                          "2%,98%, or full, or minmax, not {}",
                          quoted(text)));
}

const Colormap* colormap_of(const std::string& name) {
  const auto rows = colormaps();
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Colormap& row) { return row.name == name; });
  if (found == rows.end()) refuse_name(name, "colormap", names_of(rows));
  return found == rows.begin() ? nullptr : &*found;
}

std::optional<std::int64_t> side_of(std::string_view text) {
  constexpr std::int64_t kMost = 1'000'000;
  if (text.empty()) return 0;
  const bool digits = text.size() < 8 && std::all_of(text.begin(), text.end(),
                                                     [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return std::nullopt;
  const std::int64_t side = parse_int(text);
  return side >= 1 && side <= kMost ? std::optional(side) : std::nullopt;
}

PictureSize size_of(const std::string& text) {
  constexpr double kMostPercent = 100'000;
  if (text.ends_with('%')) {
    const auto percent = finite_number(std::string_view(text).substr(0, text.size() - 1));
    if (percent && *percent > 0 && *percent <= kMostPercent) return {*percent / 100};
  } else {
    const std::size_t cross = std::min(text.find_first_of("x,"), text.size());
    const auto width = side_of(std::string_view(text).substr(0, cross));
    const auto height = cross < text.size() ? side_of(std::string_view(text).substr(cross + 1)) : 0;
    if (width && height && *width + *height > 0) return {std::nullopt, *width, *height};
  }
  throw Error(Errc::BadUsage,
              fmt::format("--size takes 640x480, 640, x480 or 25%, not {}", quoted(text)));
}

/// What the terminal knows best; where there is none, what the most do.
const TerminalProtocol* best_protocol(const TerminalAnswer& answer) {
  if (!output_is_terminal()) return find_protocol("blocks");
  if (is_dumb_terminal()) {
    throw Error(Errc::BadUsage,
                "a terminal that is dumb ($TERM) shows no pictures; -t png > FILE writes one, and "
                "--protocol blocks sends it all the same");
  }
  if (answer.kitty) return find_protocol("kitty");
  if (answer.sixel) return find_protocol("sixel");
  return find_protocol(has_true_colours() ? "blocks" : "blocks256");
}

const TerminalProtocol* protocol_of(const std::string& name, const TerminalAnswer& answer) {
  if (name == "auto") return best_protocol(answer);
  if (const TerminalProtocol* const found = find_protocol(name)) return found;
  std::vector<std::string> names = names_of(terminal_protocols());
  names.insert(names.begin(), "auto");
  refuse_name(name, "protocol", names);
}

/// Where pictures and plots are seen. A line is left for the prompt.
TerminalCells terminal_cells(const TerminalAnswer& answer) {
  const TerminalSize size = terminal_size();
  TerminalCells cells;
  if (size.columns > 0) cells.columns = size.columns;
  if (size.lines > 1) cells.lines = size.lines - 1;
  const bool known = size.width >= size.columns && size.height >= size.lines;
  if (known && size.columns > 0 && size.lines > 0) {
    cells.width = size.width / size.columns;
    cells.height = size.height / size.lines;
  }
  cells.width = answer.cell_width.value_or(cells.width);
  cells.height = answer.cell_height.value_or(cells.height);
  return cells;
}

void set_protocol(const Options& options, PictureOptions& picture) {
  const std::string name = options.protocol.value_or("auto");
  if (name != "auto") static_cast<void>(protocol_of(name, {}));  // a wrong one is said first
  const bool of_blocks = name.starts_with("blocks");
  const bool asks = output_is_terminal() && !is_dumb_terminal() && !of_blocks;
  const TerminalAnswer answer = asks ? ask_terminal() : TerminalAnswer{};
  picture.protocol = protocol_of(name, answer);
  picture.cells = terminal_cells(answer);
}

}  // namespace

std::shared_ptr<const PictureOptions> picture_options(const Options& options,
                                                      std::string_view form) {
  if (!form_is(form, kPicture)) return nullptr;
  auto picture = std::make_shared<PictureOptions>();
  if (options.range) set_range(*options.range, *picture);
  if (options.colormap) picture->colormap = colormap_of(*options.colormap);
  if (options.size) picture->size = size_of(*options.size);
  picture->histogram = options.histogram;
  picture->cells = terminal_cells({});
  if (form == "image") set_protocol(options, *picture);
  return picture;
}

}  // namespace bview
