// SPDX-License-Identifier: MIT

#include <limits>
#include <memory>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/formats/arrow/record_batch.hpp>

namespace bview {
namespace {

/// Members of the union MessageHeader.
enum class ArrowHeader : std::int8_t { Schema = 1, DictionaryBatch = 2, RecordBatch = 3 };

/// What stands in front of the body of a message that begins at `position`.
ArrowBlock write_head(ArrowHeader type, FlatTable header, std::int64_t body, std::int64_t position,
                      TextBuffer& out) {
  FlatTable message;
  message.i16(0, kArrowVersion);
  message.i8(1, static_cast<std::int8_t>(type));
  message.table(2, std::move(header));
  message.i64(3, body);
  constexpr std::uint32_t kContinuation = 0xFFFFFFFF;
  constexpr std::size_t kHead = 2 * sizeof(kContinuation);
  std::string bytes = message.buffer();
  while ((static_cast<std::size_t>(position) + kHead + bytes.size()) % kArrowAlignment != 0) {
    bytes += '\0';
  }
  if (bytes.size() > std::numeric_limits<std::int32_t>::max()) {
    throw Error(Errc::BadValue,
                "the description of these columns takes more than 2 GiB in Arrow; "
                "--fields takes some of them");
  }
  const std::uint32_t numbers[] = {kContinuation, static_cast<std::uint32_t>(bytes.size())};
  out.append({reinterpret_cast<const char*>(numbers), sizeof(numbers)});
  out.append(bytes);
  return {static_cast<std::int64_t>(kHead + bytes.size()), body};
}

}  // namespace

ArrowBlock write_arrow_schema(FlatTable schema, std::int64_t position, TextBuffer& out) {
  return write_head(ArrowHeader::Schema, std::move(schema), 0, position, out);
}

ArrowBlock write_arrow_names(const ArrowColumns& columns, std::size_t leaf, TextBuffer& out) {
  const auto& names = columns.leaves[leaf].names;
  const std::shared_ptr<const GatheredValues> texts(names, &names->texts());
  BatchBody body(columns.compression);
  body.node(texts->count, 0);
  body.empty_buffer();
  add_arrow_texts(texts, body);
  FlatTable header;
  header.i64(0, static_cast<std::int64_t>(leaf));
  header.table(1, body.described(texts->count));
  const ArrowBlock block =
      write_head(ArrowHeader::DictionaryBatch, std::move(header), body.size(), 0, out);
  body.write(out);
  return block;
}

ArrowBlock write_arrow_batch(const ArrowColumns& columns, std::int64_t first, std::int64_t rows,
                             TextBuffer& out) {
  BatchBody body(columns.compression);
  add_arrow_columns(columns, first, rows, body);
  const ArrowBlock block =
      write_head(ArrowHeader::RecordBatch, body.described(rows), body.size(), 0, out);
  body.write(out);
  return block;
}

void write_arrow_end(TextBuffer& out) {
  constexpr std::uint32_t kEnd[] = {0xFFFFFFFF, 0};
  out.append({reinterpret_cast<const char*>(kEnd), sizeof(kEnd)});
}

}  // namespace bview
