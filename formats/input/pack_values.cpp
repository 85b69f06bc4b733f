// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/item_writer.hpp>
#include <bview/formats/input/pack_values.hpp>

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

void pack_values(std::span<const std::string> values, const Layout& layout, BytesAs bytes_as,
                 const ItemSink& sink) {
  check_count(values.size(), layout);
  // Arguments have no notation of their own; a table escapes the least.
  ItemWriter writer(layout, Notation::Table, bytes_as);
  const auto fill = [&](const ItemSink& take) {
    std::size_t at = 0;
    do {
      writer.restart();
      while (!writer.complete()) put(values[at++], writer);
      take(writer.item());
    } while (at < values.size());
  };
  const std::int64_t leaves = leaf_count(layout);
  const bool several = leaves > 0 && std::ssize(values) > leaves;
  if (several) fill([](std::span<const std::byte>) {});
  fill(sink);
}

}  // namespace bview
