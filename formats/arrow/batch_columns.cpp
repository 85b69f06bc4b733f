// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/byte_order.hpp>
#include <bview/core/error.hpp>
#include <bview/core/small_float.hpp>
#include <bview/formats/arrow/batch_columns.hpp>
#include <bview/formats/arrow/leaf_pieces.hpp>
#include <bview/formats/columns/proof.hpp>

namespace bview {
namespace {

// What is written here stands little end first, as numbers do on the machines that bview is for.
static_assert(kHostOrder == ByteOrder::Little);

std::string_view bytes_of(const GatheredValues& values, std::int64_t width) {
  return {reinterpret_cast<const char*>(values.numbers.data()),
          static_cast<std::size_t>(values.count * width)};
}

template <class Bit>
std::string bits_of(std::int64_t count, const Bit& bit) {
  std::string bits(static_cast<std::size_t>((count + 7) / 8), '\0');
  for (std::int64_t k = 0; k < count; ++k) {
    char& byte = bits[static_cast<std::size_t>(k / 8)];
    const unsigned set = bit(static_cast<std::size_t>(k)) ? 1U : 0U;
    byte = static_cast<char>(static_cast<unsigned char>(byte) | set << (k % 8));
  }
  return bits;
}

void append_bits(const GatheredValues& values, TextBuffer& out) {
  out.append(
      bits_of(values.count, [&](std::size_t k) { return values.numbers[k] != std::byte{}; }));
}

/// A half as a float: what is no number keeps what it says.
std::uint32_t single_of(std::uint16_t half) {
  constexpr unsigned kSign = 0x8000;
  constexpr unsigned kSpecial = 0x7c00;
  const std::uint32_t sign = (half & kSign) << 16U;
  if ((half & kSpecial) == kSpecial) {
    return sign | 0x7f800000U | static_cast<std::uint32_t>(half & 0x3ffU) << 13U;
  }
  const auto value = static_cast<float>(float16{half}.value());
  std::uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

void append_singles(const GatheredValues& values, TextBuffer& out) {
  char* to = out.reserve(static_cast<std::size_t>(values.count) * sizeof(float));
  for (std::int64_t k = 0; k < values.count; ++k) {
    std::uint16_t half;
    std::memcpy(&half, values.numbers.data() + k * std::int64_t{sizeof(half)}, sizeof(half));
    const std::uint32_t single = single_of(half);
    std::memcpy(to, &single, sizeof(single));
    to += sizeof(single);
  }
  out.commit(to);
}

std::string ends_of(const GatheredValues& values) {
  const std::size_t all = values.texts.text().size();
  if (all > std::numeric_limits<std::int32_t>::max()) {
    throw Error(Errc::BadValue,
                "the texts of a column in a batch of Arrow have 2 GiB at most, and those of a row "
                "have more; leave them out with --fields");
  }
  std::vector<std::int32_t> ends(1, 0);
  ends.reserve(static_cast<std::size_t>(values.count) + 1);
  for (std::int64_t k = 0; k < values.count; ++k) {
    ends.push_back(static_cast<std::int32_t>(values.ends[static_cast<std::size_t>(k)]));
  }
  return {reinterpret_cast<const char*>(ends.data()), ends.size() * sizeof(ends.front())};
}

/// The rows of a batch, node by node.
class BatchMaker {
 public:
  BatchMaker(const ArrowColumns& columns, std::int64_t first, BatchBody& body)
      : columns_(columns), first_(first), body_(body) {}

  void add(const ColumnNode& node, std::int64_t values) {
    if (node.fields.empty()) return add_leaf(node.leaf, values);
    body_.node(values, 0);
    body_.empty_buffer();
    for (const ColumnNode& field : node.fields) add(field, values * node.length.value_or(1));
  }

 private:
  void add_leaf(std::size_t number, std::int64_t count) {
    const ColumnLeaf& leaf = columns_.columns.leaves[number];
    const ArrowLeaf& how = columns_.leaves[number];
    const std::int64_t first = first_ * leaf.per_row;
    if (leaf.source.misses) return add_missing(leaf, first, count);
    body_.node(count, 0);
    body_.empty_buffer();
    switch (arrow_buffers(leaf.source.type, how)) {
      case ArrowBuffers::Bits:
        return pieces(leaf, first, count, (count + 7) / 8, append_bits);
      case ArrowBuffers::Singles:
        return pieces(leaf, first, count, count * std::int64_t{sizeof(float)}, append_singles);
      case ArrowBuffers::Texts:
        return add_texts(leaf, how, first, count);
      case ArrowBuffers::Names: {
        const auto write = [&leaf, &names = *how.names, first, count](TextBuffer& out) {
          write_names(leaf, names, first, count, out);
        };
        return body_.buffer(count * std::int64_t{sizeof(std::int32_t)}, write);
      }
      case ArrowBuffers::Numbers:
        return add_numbers(leaf, first, count);
    }
  }

  /// Values that become bytes a few at a time, while they are written.
  template <class Append>
  void pieces(const ColumnLeaf& leaf, std::int64_t first, std::int64_t count, std::int64_t size,
              const Append& append) {
    body_.buffer(size, [&leaf, first, count, append](TextBuffer& out) {
      for_each_piece(leaf, first, count,
                     [&](const GatheredValues& values) { append(values, out); });
    });
  }

  void add_numbers(const ColumnLeaf& leaf, std::int64_t first, std::int64_t count) {
    const std::int64_t width = column_width(leaf.source.type);
    pieces(leaf, first, count, count * width,
           [width](const GatheredValues& values, TextBuffer& out) {
             out.append(bytes_of(values, width));
           });
  }

  static void write_names(const ColumnLeaf& leaf, const TextNumbers& names, std::int64_t first,
                          std::int64_t count, TextBuffer& out) {
    std::vector<std::int32_t> here;
    const bool all = for_each_names(leaf, first, count, [&](const TextDictionary& named) {
      here.clear();
      for (std::int64_t k = 0; k < named.texts.count; ++k) {
        here.push_back(names.at(named.texts.text(k)));
      }
      char* to = out.reserve(named.numbers.size() * sizeof(here.front()));
      for (const std::uint32_t number : named.numbers) {
        std::memcpy(to, &here[number], sizeof(here.front()));
        to += sizeof(here.front());
      }
      out.commit(to);
      return true;
    });
    if (!all) throw Error(Errc::File, "the file changed while it was read: it has more names");
  }

  /// Texts and what may be missing are kept in memory, a batch of them.
  static void refuse_many(std::int64_t count) {
    if (count <= std::numeric_limits<std::int32_t>::max()) return;
    throw Error(Errc::BadValue,
                fmt::format("{} texts or times in a row are too many for Arrow; give the first "
                            "axis more rows with --shape",
                            count));
  }

  static std::shared_ptr<GatheredValues> gathered(const ColumnLeaf& leaf, std::int64_t first,
                                                  std::int64_t count) {
    refuse_many(count);
    auto values = std::make_shared<GatheredValues>();
    if (count > 0) leaf.gather(first / leaf.per_item, count / leaf.per_item, *values);
    return values;
  }

  /// Of names each is worked out once.
  static std::shared_ptr<GatheredValues> gathered_texts(const ColumnLeaf& leaf, std::int64_t first,
                                                        std::int64_t count) {
    if (!leaf.source.names) return gathered(leaf, first, count);
    refuse_many(count);
    auto values = std::make_shared<GatheredValues>();
    const bool all = for_each_names(leaf, first, count, [&](const TextDictionary& named) {
      for (const std::uint32_t number : named.numbers) values->add_text(named.texts.text(number));
      return true;
    });
    return all ? values : gathered(leaf, first, count);
  }

  void add_texts(const ColumnLeaf& leaf, const ArrowLeaf& how, std::int64_t first,
                 std::int64_t count) {
    const auto values = gathered_texts(leaf, first, count);
    if (how.holds && !how.seen && !are_utf8(*values)) {
      throw Error(Errc::BadValue,
                  "a text is not UTF-8, and the schema in front of it said that all are");
    }
    add_arrow_texts(values, body_);
  }

  void add_missing(const ColumnLeaf& leaf, std::int64_t first, std::int64_t count) {
    const auto values = gathered(leaf, first, count);
    std::int64_t missing = 0;
    for (const std::uint8_t mark : values->missing) missing += mark;
    body_.node(count, missing);
    if (missing == 0) {
      body_.empty_buffer();
    } else {
      body_.buffer(bits_of(count, [&](std::size_t k) { return values->missing[k] == 0; }));
    }
    const std::int64_t width = column_width(leaf.source.type);
    body_.buffer(count * width,
                 [values, width](TextBuffer& out) { out.append(bytes_of(*values, width)); });
  }

  const ArrowColumns& columns_;
  std::int64_t first_;  // row
  BatchBody& body_;
};

}  // namespace

void add_arrow_texts(const std::shared_ptr<const GatheredValues>& values, BatchBody& body) {
  body.buffer(ends_of(*values));
  body.buffer(std::ssize(values->texts.text()),
              [values](TextBuffer& out) { out.append(values->texts.text()); });
}

void add_arrow_columns(const ArrowColumns& columns, std::int64_t first, std::int64_t rows,
                       BatchBody& body) {
  BatchMaker maker(columns, first, body);
  for (const ColumnNode& node : columns.columns.nodes) maker.add(node, rows);
}

}  // namespace bview
