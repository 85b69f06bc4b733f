// SPDX-License-Identifier: MIT
// bview pack - values in, bytes out: the inverse of dump.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/unions.hpp>
#include <bview/formats/input/record_packer.hpp>

#include "app/commands.hpp"
#include "app/form_options.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "app/values.hpp"

namespace bview {
namespace {

/// A large one in pieces: the buffer makes room for what it is given at once.
void append_items(std::span<const std::byte> items, TextBuffer& out) {
  constexpr std::size_t kPiece = std::size_t{64} << 10;
  std::string_view rest(reinterpret_cast<const char*>(items.data()), items.size());
  for (; !rest.empty(); rest.remove_prefix(std::min(rest.size(), kPiece))) {
    out.append(rest.substr(0, kPiece));
  }
}

void pack_from(const Options& options, const Layout& layout, const ItemSink& sink) {
  if (options.operands.size() > 1) {
    throw Error(Errc::BadUsage, fmt::format("--from takes one path with the values, or -, not {}",
                                            options.operands.size()));
  }
  read_items(file_of(options), layout, options, Printing::Results, sink);
}

/// What takes items with values for the members of unions, which then are the same bytes.
ItemSink joining(const Layout& layout, const Layout& given, const ItemSink& sink) {
  return [&](std::span<const std::byte> values) {
    do {
      std::vector<std::byte> item(static_cast<std::size_t>(layout.itemsize));
      join_unions(layout, given, values.data(), item.data());
      sink(item);
      values = values.subspan(static_cast<std::size_t>(given.itemsize));
    } while (!values.empty());
  };
}

/// Records whose size depends on what they hold.
void pack_records(const Options& options, const Layout& layout, TextBuffer& out) {
  RecordPacker packer(layout);
  const InputOptions input = input_options(options);
  if (options.from) {
    refuse_more_operands(options, 1);
    const auto source = open_source(file_of(options));
    record_reader(options, "pack")(
        *source, layout, input, [&](GivenRecord& given) { append_items(packer.pack(given), out); });
    return;
  }
  std::vector<std::byte> packed;  // nothing is written before all values are known to be right
  GivenArguments given(options.operands, input);
  std::int64_t before = 0;
  do {
    before = given.taken();
    const auto record = packer.pack(given);
    packed.insert(packed.end(), record.begin(), record.end());
  } while (given.left() > 0 && given.taken() > before);
  if (given.left() > 0) {
    throw Error(Errc::BadUsage, fmt::format("{} takes no values, and {} are given",
                                            bview::quoted(layout.format), given.left()));
  }
  append_items(packed, out);
}

}  // namespace

int run_pack(const Options& options) {
  refuse_useless_input(options);
  const Layout layout = layout_of(options);
  refuse_bytes_on_terminal(options);
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer out(&sink);
  if (layout.pointed) {
    throw Error(Errc::BadUsage,
                "at() shows texts that stand elsewhere in a file, and pack makes none; pack the "
                "numbers, without at()");
  }
  const bool bytes = options.from && input_form(options).bytes;
  const bool unions = has_unions(layout) && !bytes;
  const Layout given = unions ? without_unions(layout) : layout;
  const ItemSink write = [&](std::span<const std::byte> items) { append_items(items, out); };
  const ItemSink take = unions ? joining(layout, given, write) : write;
  if (!layout.is_fixed()) {
    pack_records(options, layout, out);
  } else if (options.from) {
    pack_from(options, given, take);
  } else {
    pack(options.operands, given, options, take);
  }
  out.flush();
  return kDone;
}

}  // namespace bview
