// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/byte_items.hpp>
#include <bview/formats/input/flash_text.hpp>
#include <bview/formats/input/hex.hpp>
#include <bview/formats/input/hex_text.hpp>

namespace bview {
namespace {

constexpr std::int64_t kMiB = std::int64_t{1} << 20;
constexpr std::int64_t kMostGap = 16 * kMiB;
/// Of a "*", which dumps of files with many zeros have.
constexpr std::int64_t kMostRepeated = 1024 * kMiB;

/// Bytes one behind the other, made of those that are placed.
class Filler {
 public:
  Filler(ByteItems& items, const InputOptions& options)
      : items_(items),
        asked_(options.pad.has_value()),
        pad_(kPiece, options.pad.value_or(std::byte{0})) {}

  void put(const PlacedBytes& placed) {
    fill(placed);
    const std::int64_t size = std::ssize(placed.bytes);
    if (placed.times > 1 && !asked_ && placed.times > kMostRepeated / size) {
      throw Error(
          Errc::BadValue,
          fmt::format("line {}: * stands for {} lines of {}, which is more than {} MiB; "
                      "--pad 0 says that it is meant",
                      placed.line, placed.times, count_text(size, "byte"), kMostRepeated / kMiB));
    }
    for (std::int64_t k = 0; k < placed.times; ++k) items_.add(placed.bytes);
    end_ = placed.offset + placed.times * size;
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{64} << 10;

  void fill(const PlacedBytes& placed) {
    std::int64_t gap = placed.offset - end_;
    if (gap > kMostGap && !asked_) {
      throw Error(Errc::BadValue,
                  fmt::format("line {}: between 0x{:08x} and its bytes at 0x{:08x} there are none, "
                              "and that is more than {} MiB; --pad BYTE fills what is between",
                              placed.line, end_, placed.offset, kMostGap / kMiB));
    }
    while (gap > 0) {
      const auto size = std::min(static_cast<std::size_t>(gap), pad_.size());
      items_.add(std::span(pad_).first(size));
      gap -= static_cast<std::int64_t>(size);
    }
  }

  ByteItems& items_;
  bool asked_;  // for any number of them
  std::vector<std::byte> pad_;
  std::int64_t end_ = 0;
};

void read_placed(const PlacedForm& form, Source& source, const Layout& layout,
                 const InputOptions& options, const ItemSink& sink) {
  ByteItems items(layout, sink);
  Filler filler(items, options);
  form.read(source, [&](const PlacedBytes& placed) { filler.put(placed); });
  items.finish();
}

constexpr PlacedForm kHex = {"hex", read_hex_text};
constexpr PlacedForm kIntelHexText = {"ihex", read_ihex_text};
constexpr PlacedForm kSRecordText = {"srec", read_srec_text};
constexpr const PlacedForm* kPlacedForms[] = {&kHex, &kIntelHexText, &kSRecordText};

}  // namespace

const PlacedForm* find_placed_form(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(kPlacedForms), std::end(kPlacedForms),
                   [&](const PlacedForm* form) { return form->name == name; });
  return found == std::end(kPlacedForms) ? nullptr : *found;
}

void read_hex(Source& source, const Layout& layout, const InputOptions& options,
              const ItemSink& sink) {
  read_placed(kHex, source, layout, options, sink);
}

void read_ihex(Source& source, const Layout& layout, const InputOptions& options,
               const ItemSink& sink) {
  read_placed(kIntelHexText, source, layout, options, sink);
}

void read_srec(Source& source, const Layout& layout, const InputOptions& options,
               const ItemSink& sink) {
  read_placed(kSRecordText, source, layout, options, sink);
}

}  // namespace bview
