#include "formats/input/pack_values.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/quote.hpp"
#include "formats/input/item_writer.hpp"

namespace bview {
namespace {

void check_count(std::size_t values, const Layout& layout) {
  const auto leaves = static_cast<std::size_t>(leaf_count(layout));
  const bool whole = leaves == 0 ? values == 0 : values > 0 && values % leaves == 0;
  if (whole) return;
  throw Error(Errc::BadUsage,
              fmt::format("{} takes {} value{} per {}, got {}", quoted(layout.format), leaves,
                          leaves == 1 ? "" : "s", layout.is_bare() ? "item" : "record", values));
}

void put(const std::string& value, ItemWriter& writer) {
  try {
    writer.put(value);
  } catch (const Error& error) {
    const std::string field = writer.next_field();
    if (field.empty()) throw;
    throw Error(error.code(), fmt::format("{}: {}", field, error.what()));
  }
}

}  // namespace

std::vector<std::byte> pack_values(std::span<const std::string> values, const Layout& layout,
                                   BytesAs bytes_as) {
  check_count(values.size(), layout);
  // Arguments have no notation of their own; a table escapes the least.
  ItemWriter writer(layout, Notation::Table, bytes_as);
  std::vector<std::byte> items;
  for (std::size_t at = 0; at == 0 || at < values.size();) {
    writer.restart();
    while (!writer.complete()) put(values[at++], writer);
    items.insert(items.end(), writer.item().begin(), writer.item().end());
    if (values.empty()) break;
  }
  return items;
}

}  // namespace bview
