// bview pack - values in, bytes out: the inverse of dump.

#include <fmt/format.h>
#include <unistd.h>

#include "app/commands.hpp"
#include "app/progress.hpp"
#include "app/session.hpp"
#include "core/error.hpp"
#include "formats/input/pack_values.hpp"

namespace bview {
namespace {

void append_item(std::span<const std::byte> item, TextBuffer& out) {
  out.append({reinterpret_cast<const char*>(item.data()), item.size()});
}

void pack_from(const Options& options, const Layout& layout, TextBuffer& out) {
  if (options.operands.size() > 1) {
    throw Error(Errc::BadUsage, fmt::format("--from takes one path with the values, or -, not {}",
                                            options.operands.size()));
  }
  WatchedSource source(open_source(file_of(options)), options, Printing::Results);
  input_form(options).read(source, layout, {bytes_as(options), options.header},
                           [&](std::span<const std::byte> item) { append_item(item, out); });
}

}  // namespace

int run_pack(const Options& options) {
  if (!options.format) throw Error(Errc::BadUsage, "pack needs a format: --format FMT");
  const Layout layout = layout_of(options);
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer out(&sink);
  if (options.from) {
    pack_from(options, layout, out);
  } else {
    append_item(pack_values(options.operands, layout, bytes_as(options)), out);
  }
  out.flush();
  return kDone;
}

}  // namespace bview
