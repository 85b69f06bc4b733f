// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/arrow/arrow.hpp>
#include <bview/formats/columns/compression.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/flat_buffer.hpp"
#include "tests/support/selection.hpp"

// What engines read of such streams and files, tests/engines.sh compares.

namespace bview {
namespace {

using testing::counting_bytes;
using testing::FlatView;
using testing::rendered;
using testing::Sample;
using testing::sample;
using testing::to_hex;

constexpr int kSchema = 1;
constexpr int kNames = 2;
constexpr int kBatch = 3;

/// A message, and where in the stream it begins.
struct Message {
  int type;
  FlatView header;
  std::string_view body;
  std::size_t at;
  std::size_t metadata;  // bytes in front of the body
};

template <class Number>
Number number_at(std::string_view text, std::size_t at) {
  REQUIRE(at + sizeof(Number) <= text.size());
  Number value;
  std::memcpy(&value, text.data() + at, sizeof(value));
  return value;
}

/// Those up to the end, which has to be there.
std::vector<Message> messages_of(std::string_view stream, std::size_t at = 0) {
  std::vector<Message> all;
  while (true) {
    CHECK(number_at<std::uint32_t>(stream, at) == 0xFFFFFFFF);
    const auto size = number_at<std::uint32_t>(stream, at + 4);
    if (size == 0) return all;
    const FlatView message(stream.substr(at + 8, size));
    CHECK(message.number<std::int16_t>(0) == 4);
    const auto body = static_cast<std::size_t>(message.number<std::int64_t>(3));
    REQUIRE(at + 8 + size + body <= stream.size());
    all.push_back({message.number<std::int8_t>(1), message.table(2),
                   stream.substr(at + 8 + size, body), at, 8 + size});
    at += 8 + size + body;
    CHECK(at % 64 == 0);
  }
}

Selection known(const Sample& given) {
  Selection selection = given.selection;
  selection.ahead = selection.view;
  return selection;
}

std::string arrow_of(const Selection& selection, const OutputOptions& options = {}) {
  return rendered(*make_arrow(selection, options));
}

/// The buffers of a batch, which must begin at multiples of 64 and be apart.
std::vector<std::string_view> buffers_of(const FlatView& batch, std::string_view body) {
  std::vector<std::string_view> all;
  const std::vector<std::int64_t> places = batch.structs(2, 2);
  std::size_t end = 0;
  for (std::size_t k = 0; k < places.size(); k += 2) {
    const auto at = static_cast<std::size_t>(places[k]);
    const auto size = static_cast<std::size_t>(places[k + 1]);
    CHECK(at % 64 == 0);
    CHECK(at >= end);
    end = at + size;
    REQUIRE(end <= body.size());
    all.push_back(body.substr(at, size));
  }
  return all;
}

std::vector<std::string> hex_buffers(const Message& message) {
  std::vector<std::string> all;
  for (const std::string_view buffer : buffers_of(message.header, message.body)) {
    all.push_back(to_hex(std::string(buffer)));
  }
  return all;
}

/// The buffers of the only batch of such items, with marks of missing values.
std::vector<std::string> only_batch(const Selection& selection) {
  const std::string stream = arrow_of(selection);
  const auto messages = messages_of(stream);
  REQUIRE(messages.size() >= 2);
  CHECK(messages.back().type == kBatch);
  return hex_buffers(messages.back());
}
using Buffers = std::vector<std::string>;

struct TypeSeen {
  int type;
  FlatView table;
};
TypeSeen type_of(const FlatView& field) { return {field.number<std::int8_t>(2), field.table(3)}; }
int type_of_first(const std::string& stream) {
  return type_of(messages_of(stream).front().header.tables(1).front()).type;
}

TEST_CASE("a stream is a schema, batches, and an end") {
  const Sample given = sample("<H:a:", "01000200");
  const std::string stream = arrow_of(known(given));
  const auto messages = messages_of(stream);
  REQUIRE(messages.size() == 2);
  CHECK(messages[0].type == kSchema);
  const auto fields = messages[0].header.tables(1);
  REQUIRE(fields.size() == 1);
  CHECK(fields[0].text(0) == "a");
  CHECK(type_of(fields[0]).type == 2);
  CHECK(type_of(fields[0]).table.number<std::int32_t>(0) == 16);
  const auto notes = messages[0].header.tables(2);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].text(0) == "bview.format");
  CHECK(notes[0].text(1) == "<H:a:");
  CHECK(messages[1].header.number<std::int64_t>(0) == 2);
  CHECK(messages[1].header.structs(1, 2) == std::vector<std::int64_t>{2, 0});
  CHECK(hex_buffers(messages[1]) == Buffers{"", "01000200"});
  CHECK(stream.ends_with(std::string_view("\xff\xff\xff\xff\0\0\0\0", 8)));
}

TEST_CASE("no rows make no batch, and a file all the same") {
  const Sample none = sample("<i:a:", "", {0});
  CHECK(messages_of(arrow_of(known(none))).size() == 1);
  CHECK(rendered(*make_feather(known(none), {})).ends_with("ARROW1"));
}

TEST_CASE("numbers stand little end first, and what is no number keeps its payload") {
  const Sample given = sample(">d:a:", "7ff40000000000018000000000000000");
  CHECK(only_batch(known(given)) == Buffers{"", "010000000000f47f0000000000000080"});
  const Sample singles = sample(">f:a:", "ffa0000180000000");
  CHECK(only_batch(known(singles)) == Buffers{"", "0100a0ff00000080"});
}

TEST_CASE("halves are floats, with their payloads and signs") {
  // 1, -0, a signalling NaN, -infinity, the smallest
  const Sample given = sample("<e:a:", "003c0080017d00fc0100");
  CHECK(only_batch(known(given)) == Buffers{"", "0000803f000000800020a07f000080ff00008033"});
  CHECK(type_of_first(arrow_of(known(given))) == 3);
}

TEST_CASE("truths are bits") {
  const Sample given = sample("?:a:", "00010200000000000701");
  CHECK(only_batch(known(given)) == Buffers{"", "0603"});
}

TEST_CASE("texts have where they end, and are binary where one is not UTF-8 or may not be") {
  const Sample good = sample("3s:a:", "616200c3a900000000");
  CHECK(only_batch(known(good)) == Buffers{"", "00000000020000000400000004000000", "6162c3a9"});
  CHECK(type_of_first(arrow_of(known(good))) == 5);
  CHECK(type_of_first(arrow_of(good.selection)) == 4);
  const Sample bad = sample("3s:a:", "616200c3c300000000");
  const std::string stream = arrow_of(known(bad));
  CHECK(type_of_first(stream) == 4);
  const auto notes = messages_of(stream).front().header.tables(1).front().tables(6);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].text(0) == "bview.note");
  CHECK(notes[0].text(1) == "not all texts are UTF-8");
}

TEST_CASE("integers of 128 bits are decimals where they fit, else bytes") {
  const std::string nines = "ffffffff3f228a097ac4865aa84c3b4b";  // 38 of them
  const Sample good = sample("<[i128]:a:", nines);
  CHECK(type_of_first(arrow_of(known(good))) == 7);
  CHECK(only_batch(known(good)) == Buffers{"", nines});
  const std::string more = "0000000040228a097ac4865aa84c3b4b";
  const Sample bad = sample("<[i128]:a:", more);
  CHECK(type_of_first(arrow_of(known(bad))) == 15);
  CHECK(only_batch(known(bad)) == Buffers{"", more});
  CHECK(type_of_first(arrow_of(good.selection)) == 15);
}

TEST_CASE("names stand in front of the batches once, and are texts where they are to come") {
  const Sample given = sample("B|enum(0=none,1=one):a:", "0100010702");
  const std::string stream = arrow_of(known(given));
  const auto messages = messages_of(stream);
  REQUIRE(messages.size() == 3);
  CHECK(messages[1].type == kNames);
  const FlatView batch = messages[1].header.table(1);
  const auto names = buffers_of(batch, messages[1].body);
  REQUIRE(names.size() == 3);
  CHECK(names[2] == "onenone72");
  CHECK(hex_buffers(messages[2]) == Buffers{"", "0000000001000000000000000200000003000000"});
  const FlatView dictionary = messages[0].header.tables(1)[0].table(4);
  CHECK(dictionary.number<std::int64_t>(0) == messages[1].header.number<std::int64_t>(0));
  CHECK(dictionary.table(1).number<std::int32_t>(0) == 32);
  const std::string coming = arrow_of(given.selection);
  CHECK(messages_of(coming).size() == 2);
  CHECK(type_of_first(coming) == 5);
}

TEST_CASE("times that nobody writes are missing") {
  const Sample given = sample("<q|unixms:a:", "0100000000000000ffffffffffffff7f");
  const std::string stream = arrow_of(known(given));
  const auto messages = messages_of(stream);
  const auto field = messages[0].header.tables(1)[0];
  CHECK(field.number<std::uint8_t>(1) == 1);
  CHECK(type_of(field).type == 10);
  CHECK(type_of(field).table.number<std::int16_t>(0) == 1);
  CHECK(type_of(field).table.text(1) == "UTC");
  CHECK(messages[1].header.structs(1, 2) == std::vector<std::int64_t>{2, 1});
  CHECK(hex_buffers(messages[1]) == Buffers{"01", "01000000000000000000000000000000"});
}

TEST_CASE("lists and records nest as fields do") {
  const Sample given = sample("<(2)T{B:x:(3)H:y:}:p:", counting_bytes(14 * 3));
  const std::string stream = arrow_of(known(given));
  const auto messages = messages_of(stream);
  const FlatView list = messages[0].header.tables(1)[0];
  CHECK(type_of(list).type == 16);
  CHECK(type_of(list).table.number<std::int32_t>(0) == 2);
  const FlatView record = list.tables(5)[0];
  CHECK(record.text(0) == "item");
  CHECK(type_of(record).type == 13);
  REQUIRE(record.tables(5).size() == 2);
  CHECK(record.tables(5)[1].text(0) == "y");
  using Numbers = std::vector<std::int64_t>;
  CHECK(messages[1].header.structs(1, 2) == Numbers{3, 0, 6, 0, 6, 0, 6, 0, 18, 0});
  CHECK(hex_buffers(messages[1])[3] == "00070e151c23");
}

TEST_CASE("a file has a directory that finds every message") {
  const Sample given = sample("<Q:a: B|enum(0=none,1=one):b:", counting_bytes(9 << 20));
  OutputOptions options;
  const auto renderer = make_feather(known(given), options);
  const std::string file = rendered(*renderer);
  REQUIRE(file.size() > 64);
  CHECK(file.starts_with(std::string_view("ARROW1\0\0", 8)));
  CHECK(file.ends_with("ARROW1"));
  const auto size = number_at<std::uint32_t>(file, file.size() - 10);
  const std::size_t begin = file.size() - 10 - size;
  const FlatView footer(std::string_view(file).substr(begin, size));
  CHECK(footer.number<std::int16_t>(0) == 4);
  CHECK(footer.table(1).tables(1).size() == 2);
  auto messages = messages_of(file, 8);
  std::vector<std::int64_t> blocks;
  for (const int slot : {2, 3}) {
    for (const std::int64_t number : footer.structs(slot, 3)) blocks.push_back(number);
  }
  REQUIRE(messages.size() > 3);
  REQUIRE(blocks.size() == 3 * (messages.size() - 1));
  std::int64_t rows = 0;
  for (std::size_t k = 1; k < messages.size(); ++k) {
    const Message& message = messages[k];
    CHECK(blocks[3 * k - 3] == static_cast<std::int64_t>(message.at));
    CHECK(blocks[3 * k - 2] == static_cast<std::int64_t>(message.metadata));
    CHECK(blocks[3 * k - 1] == std::ssize(message.body));
    if (message.type == kBatch) rows += message.header.number<std::int64_t>(0);
  }
  CHECK(rows == 1 << 20);
  CHECK(footer.structs(2, 3).size() == 3);
  for (const int threads : {2, 5}) {
    StringSink sink;
    write_all(*renderer, sink, threads);
    CHECK((sink.text() == file));
  }
}

TEST_CASE("buffers are compressed one by one, behind their sizes") {
  const Sample given = sample("<Q:a: 4s:b:", std::vector<std::byte>(1 << 16));
  for (const Compression& row : compressions()) {
    OutputOptions options;
    options.compression = &row;
    CAPTURE(row.name);
    if (row.name != "none" && row.arrow_id < 0) {
      CHECK(testing::message_of([&] {
              return make_arrow(given.selection, options)->parts();
            }).ends_with("--compression takes zstd or none there"));
      continue;
    }
    const std::string stream = arrow_of(known(given), options);
    CHECK((stream.size() < (1U << 15U)) == (row.name != "none"));
    const Message batch = messages_of(stream).back();
    CHECK(batch.header.has(3) == (row.name != "none"));
    if (row.name == "none") continue;
    CHECK(batch.header.table(3).number<std::int8_t>(0) == 1);
    const auto buffers = buffers_of(batch.header, batch.body);
    CHECK(number_at<std::int64_t>(buffers[1], 0) == 5461 * 8);
  }
}

}  // namespace
}  // namespace bview
