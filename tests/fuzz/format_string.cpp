// Any text as a format: a layout whose canonical text means the same, or an error in it.

#include "formats/syntax/format_string.hpp"

#include "tests/formats/syntax/layout_text.hpp"
#include "tests/fuzz/target.hpp"

namespace bview {
namespace {

/// What is true of every layout that a format can make.
void inspect(const Layout& layout, std::string_view text) {
  fuzz::demand(layout.format == text);
  fuzz::demand(layout.itemsize >= 0 && leaf_count(layout) >= 0);
  std::int64_t end = 0;
  for (const Field& field : layout.fields) {
    fuzz::demand(field.offset >= end && field.size() >= 0);
    end = field.offset + field.size();
  }
  fuzz::demand(end <= layout.itemsize);
  fuzz::demand(shown_names(layout).size() == layout.fields.size());
}

void parse_and_print(std::string_view text, ByteOrder host) {
  Layout layout;
  try {
    layout = parse_format(text, host);
  } catch (const Error& error) {
    fuzz::demand(error.where().has_value());
    return fuzz::demand_place(error, text);
  }
  inspect(layout, text);
  const std::string canonical = to_format(layout);
  for (const ByteOrder other : {ByteOrder::Little, ByteOrder::Big}) {
    const Layout again = parse_format(canonical, other);
    fuzz::demand(testing::same(layout, again));
    fuzz::demand(to_format(again) == canonical);
  }
}

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = bview::fuzz::Input(data, size).rest();
  bview::parse_and_print(text, bview::ByteOrder::Little);
  bview::parse_and_print(text, bview::ByteOrder::Big);
  return 0;
}
