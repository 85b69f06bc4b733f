// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/index.hpp>
#include <bview/core/patch.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/index_expression.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::from_hex;

std::string hex(std::span<const std::byte> bytes) {
  std::string text;
  for (const std::byte byte : bytes) text += fmt::format("{:02x}", std::to_integer<int>(byte));
  return text;
}

/// "4:0001>ff01 " for every edit.
std::string edits_of(const PatchPlan& plan) {
  std::string text;
  plan.edits()([&](const Edit& edit) {
    text += fmt::format("{}:{}>{} ", edit.offset, hex(edit.old_bytes), hex(edit.new_bytes));
  });
  return text;
}

std::string changed_items(const PatchPlan& plan) {
  std::string text;
  plan.visit_changed_items([&](std::int64_t n) {
    text += fmt::format("{} ", n);
    return true;
  });
  return text;
}

/// A file, and items to stand in all of it or in a part.
struct Request {
  std::string format;
  std::string file;
  std::string items;
  std::string index{};
  std::vector<std::string> fields{};
  PatchBytes bytes = PatchBytes::Fields;
};

/// A plan and the file that it looks at.
struct Planned {
  std::vector<std::byte> file;
  PatchPlan plan;
};
Planned planned(const Request& request) {
  Layout layout = parse_format(request.format);
  if (!request.fields.empty()) layout = project(layout, request.fields);
  std::vector<std::byte> file = from_hex(request.file);
  const bview::Bytes bytes{file.data(), static_cast<std::int64_t>(file.size()), false};
  const std::int64_t items = layout.itemsize == 0 ? 3 : bytes.size / layout.itemsize;
  const View view =
      select(View::contiguous(bytes, layout.itemsize, {items}), parse_index(request.index));
  PatchPlan plan(view, layout, Buffer::own(from_hex(request.items)), request.bytes);
  return {std::move(file), std::move(plan)};
}

TEST_CASE("values that differ become edits, item by item") {
  struct Row {
    Request request;
    std::string items;  ///< that change
    std::string edits;
  };
  const Row rows[] = {
      {{"B", "00010203", "000102ff"}, "3 ", "3:03>ff "},
      {{"B", "00010203", "00010203"}, "", ""},
      {{"B", "00010203", "ffffffff"}, "0 1 2 3 ", "0:00>ff 1:01>ff 2:02>ff 3:03>ff "},
      // A value is written whole if any of its bytes is another.
      {{"<h", "00010203", "0001ff03"}, "1 ", "2:0203>ff03 "},
      {{"<hh", "0001020304050607", "00010203ff050607"}, "1 ", "4:0405>ff05 "},
      // One for all.
      {{"B", "00010203", "02"}, "0 1 3 ", "0:00>02 1:01>02 3:03>02 "},
      {{"<hB", "000102030405", "000105"}, "0 1 ", "2:02>05 3:0304>0001 "},
      // Parts of the file.
      {{"B", "00010203", "09", "1"}, "0 ", "1:01>09 "},
      {{"B", "00010203", "08,09", "1:3"}, "0 1 ", "1:01>08 2:02>09 "},
      {{"B", "00010203", "08090a0b", "::-1"}, "0 1 2 3 ", "3:03>08 2:02>09 1:01>0a 0:00>0b "},
      {{"B", "00010203", "0809", "::2"}, "0 1 ", "0:00>08 2:02>09 "},
      {{"B", "00010203", "", "4:"}, "", ""},
      {{"B", "00010203", "09", "4:"}, "", ""},
      {{"B", "", "09"}, "", ""},
      // Fields, in any order.
      {{"<hB", "000102030405", "fffffe", "", {"f0"}}, "0 1 ", "0:0001>ffff 3:0304>ffff "},
      {{"<hB", "000102030405", "fffffe", "", {"1", "0"}},
       "0 1 ",
       "2:02>fe 0:0001>ffff 5:05>fe 3:0304>ffff "},
      {{"T{B:a:T{B:x:B:y:}:r:}", "000102", "ff01ff", "", {"r.y"}}, "0 ", "2:02>ff "},
      {{"(2)<h", "00010203", "000102ff"}, "0 ", "2:0203>02ff "},
      {{"3B", "000102", "0001ff"}, "0 ", "2:02>ff "},
      {{"(2)T{Bxh}:r:", "0001020304050607", "00ff020304ff06ff"}, "0 ", "6:0607>06ff "},
      // Holes stay, unless they are what is given.
      {{"Bx", "00010203", "ffee"}, "0 1 ", "0:00>ff 2:02>ff "},
      {{"Bx", "00010203", "00ee02dd"}, "", ""},
      {{"Bx", "00010203", "00ee02dd", "", {}, PatchBytes::All}, "0 1 ", "0:0001>00ee 2:0203>02dd "},
      {{"Bx", "00010203", "0001ff03", "", {}, PatchBytes::All}, "1 ", "2:0203>ff03 "},
      {{"BxB", "000102", "ffeedd", "", {"0"}, PatchBytes::All}, "0 ", "0:00>ff "},
      {{"T{b:a:i:b:}", "0001020304050607", "ff00000004050608"},
       "0 ",
       "0:00>ff 4:04050607>04050608 "},
      {{"T{b:a:i:b:}", "0001020304050607", "00ffffff04050607"}, "", ""},
      {{"x", "0001", "ffff"}, "", ""},
      {{"x", "0001", "ff01", "", {}, PatchBytes::All}, "0 ", "0:00>ff "},
      // Values without bytes.
      {{"0s", "", ""}, "", ""},
      {{"0sB", "0001", "05"}, "0 1 ", "0:00>05 1:01>05 "},
      {{"0sB", "0001", "05", "", {"1", "0"}}, "0 1 ", "0:00>05 1:01>05 "},
      {{"(0)hB", "0001", "05"}, "0 1 ", "0:00>05 1:01>05 "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.request.format);
    CAPTURE(row.request.file);
    CAPTURE(row.request.items);
    Request request = row.request;
    std::erase(request.items, ',');
    const Planned found = planned(request);
    CHECK(changed_items(found.plan) == row.items);
    CHECK(edits_of(found.plan) == row.edits);
    CHECK(hex(found.file) == row.request.file);  // nothing is written
  }
}

TEST_CASE("a value that is there already keeps its bytes, if that is asked for") {
  struct Row {
    std::string name;
    std::string format;
    std::string file;
    std::string items;
    std::string edits;
  };
  const Row rows[] = {
      {"0.0 is not -0.0", "<f", "00000000", "00000080", "0:00000000>00000080 "},
      {"a NaN is a NaN", "<f", "0000c07f", "0100c07f", ""},
      {"even a signalling one", ">f", "7f800001", "7fc00001", ""},
      {"in any width", "[f8e5m2]", "7d", "fe", ""},
      {"but no infinity", "[f8e5m2]", "7d", "7c", "0:7d>7c "},
      {"all but 0 is true", "?", "02", "01", ""},
      {"0 is not", "?", "02", "00", "0:02>00 "},
      {"what lies behind a text does not count", "4p", "01612121", "01610000", ""},
      {"nor does how much longer it says it is", "3p", "096162", "026162", ""},
      {"its length counts", "4p", "01616200", "02616200", "0:01616200>02616200 "},
      {"what x87 leaves unused does not count", "<g", "0000000000000080ff3f777777777777",
       "0000000000000080ff3f000000000000", ""},
      {"one part of a complex is the whole", "<F", "0000000000000000", "0000000000000080",
       "0:0000000000000000>0000000000000080 "},
      {"each part counts alone", "<F", "0000c07f00000000", "0100c07f00000000", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Request request{row.format, row.file, row.items};
    request.bytes = PatchBytes::Values;
    CHECK(edits_of(planned(request).plan) == row.edits);
    for (const PatchBytes exactly : {PatchBytes::Fields, PatchBytes::All}) {
      request.bytes = exactly;
      CHECK(edits_of(planned(request).plan) == fmt::format("0:{}>{} ", row.file, row.items));
    }
  }
}

/// Every byte that changes, in order, and how many values that is: "0>ff 1>fe: 2".
std::string bytes_of(const EditSource& source) {
  std::string text;
  std::int64_t values = 0;
  source([&](const Edit& edit) {
    values += edit.values;
    for (std::size_t k = 0; k < edit.new_bytes.size(); ++k) {
      text += fmt::format("{}:{:02x}>{:02x} ", edit.offset + static_cast<std::int64_t>(k),
                          std::to_integer<int>(edit.old_bytes[k]),
                          std::to_integer<int>(edit.new_bytes[k]));
    }
  });
  return text + fmt::format(": {}", values);
}

TEST_CASE("values that lie side by side may be one edit, of the same bytes") {
  const char* const formats[] = {"B",
                                 "<i",
                                 "<f",
                                 "?",
                                 "3h",
                                 "5s",
                                 "<hB",
                                 "Bx",
                                 "d",
                                 "[i24]",
                                 "T{b:a:(2)h:b:}",
                                 "<H|bits(a:4, :4, b:8):w:",
                                 "<g"};
  const PatchBytes kinds[] = {PatchBytes::Fields, PatchBytes::Values, PatchBytes::All};
  const Slice slices[] = {{}, {{}, {}, 2}, {{}, {}, -1}, {3, 90}};
  std::mt19937_64 random(3);
  for (const char* const format : formats) {
    CAPTURE(format);
    const Layout layout = parse_format(format);
    std::vector<std::byte> file(static_cast<std::size_t>(100 * layout.itemsize));
    for (std::byte& byte : file) byte = static_cast<std::byte>(random() % 3);
    const bview::Bytes bytes{file.data(), std::ssize(file), false};
    for (const Slice& slice : slices) {
      const View view = View::contiguous(bytes, layout.itemsize, {100}).slice(0, slice);
      for (const bool one_for_all : {false, true}) {
        const std::int64_t given = one_for_all ? layout.itemsize : view.nbytes();
        std::vector<std::byte> items(static_cast<std::size_t>(given));
        for (std::byte& byte : items) byte = static_cast<std::byte>(random() % 3);
        for (const PatchBytes kind : kinds) {
          const PatchPlan plan(view, layout, Buffer::own(items), kind);
          CHECK(bytes_of(plan.joined_edits()) == bytes_of(plan.edits()));
        }
      }
    }
  }
}

TEST_CASE("old and new items are told by number") {
  const Planned all = planned({"<h", "000102030405", "a0a1b0b1c0c1", "::-1"});
  CHECK(hex({all.plan.old_item(0), 2}) == "0405");
  CHECK(hex({all.plan.new_item(0), 2}) == "a0a1");
  CHECK(hex({all.plan.old_item(2), 2}) == "0001");
  CHECK(hex({all.plan.new_item(2), 2}) == "c0c1");
  const Planned one = planned({"<h", "000102030405", "a0a1"});
  CHECK(hex({one.plan.new_item(2), 2}) == "a0a1");
}

TEST_CASE("items of views with several axes come in C order") {
  std::vector<std::byte> file = from_hex("000102030405");
  const bview::Bytes bytes{file.data(), 6, false};
  const View view = View::contiguous(bytes, 1, {2, 3}).transpose();
  const PatchPlan plan(view, parse_format("B"), Buffer::own(from_hex("a0a1b0b1c0c1")),
                       PatchBytes::Fields);
  CHECK(edits_of(plan) == "0:00>a0 3:03>a1 1:01>b0 4:04>b1 2:02>c0 5:05>c1 ");
}

TEST_CASE("items are visited as long as the visitor wants more") {
  const Planned all = planned({"B", "00000000", "00010101"});
  std::string visited;
  const auto visit_two = [&](std::int64_t n) {
    visited += fmt::format("{} ", n);
    return n < 2;
  };
  CHECK_FALSE(all.plan.visit_changed_items(visit_two));
  CHECK(visited == "1 2 ");
}

TEST_CASE("a comparison tells how far it is, whatever it finds") {
  std::vector<std::byte> file(200'000);
  const bview::Bytes bytes{file.data(), std::ssize(file), false};
  const View view = View::contiguous(bytes, 1, {1000, 200}).transpose();
  std::vector<std::byte> items = file;
  items[100'000] = std::byte{1};
  const PatchPlan plan(view, parse_format("B"), Buffer::own(items), PatchBytes::Fields);
  std::string told;
  std::string edits;
  plan.edits([&](double done) { told += fmt::format("{:.2f} ", done); })(
      [&](const Edit& edit) { edits += fmt::format("{} ", edit.offset); });
  CHECK(told == "0.33 0.66 0.98 1.00 ");
  CHECK(edits == "100 ");
}

TEST_CASE("holes between very many values stay, too") {
  // More values than are worth a list.
  constexpr std::size_t kRecords = 100'000;
  const Layout layout = parse_format("(100000)T{B:a:x}:r:");
  std::vector<std::byte> file(2 * kRecords, std::byte{1});
  std::vector<std::byte> items(2 * kRecords, std::byte{1});
  for (std::size_t k = 1; k < items.size(); k += 2) items[k] = std::byte{0};
  items[155'554] = std::byte{5};
  const bview::Bytes bytes{file.data(), static_cast<std::int64_t>(file.size()), false};
  const View view = View::contiguous(bytes, layout.itemsize, {1});
  const PatchPlan plan(view, layout, Buffer::own(items), PatchBytes::Fields);
  CHECK(edits_of(plan) == "155554:01>05 ");
}

std::string refusal(const View& view, const std::string& format, std::size_t given, Errc expected,
                    const std::vector<std::string>& fields = {}) {
  Layout layout = parse_format(format);
  if (!fields.empty()) layout = project(layout, fields);
  const auto make = [&] {
    const PatchPlan plan(view, layout, Buffer::own(std::vector<std::byte>(given)),
                         PatchBytes::Fields);
  };
  const auto attempt = [&] { return make(), 0; };
  CHECK(testing::code_of(attempt) == expected);
  return testing::message_of(attempt);
}

TEST_CASE("items that share bytes are refused, whatever stands there") {
  std::vector<std::byte> file(16);
  const bview::Bytes bytes{file.data(), 16, false};
  const std::vector<std::vector<Axis>> overlapping = {
      {{2, 0}}, {{3, 1}}, {{2, -1}}, {{2, 2}, {2, 2}}, {{2, 3}, {2, 2}}};
  for (const auto& axes : overlapping) {
    const View view(bytes, 2, axes, 4);
    CHECK(refusal(view, "<h", 2, Errc::ReadOnly) ==
          "items of this view share bytes, so it cannot be written through");
  }
  const std::vector<std::vector<Axis>> apart = {{{1, 0}}, {{0, 0}},         {{2, 2}}, {{2, -2}},
                                                {{1, 1}}, {{2, 4}, {2, 2}}, {{2, 3}}};
  for (const auto& axes : apart) {
    const View view(bytes, 2, axes, 4);
    CHECK_NOTHROW(PatchPlan(view, parse_format("<h"), Buffer::own(std::vector<std::byte>(2)),
                            PatchBytes::Fields));
  }
}

TEST_CASE("fields that share bytes are refused") {
  std::vector<std::byte> file(8);
  const View view = View::contiguous({file.data(), 8, false}, 4, {2});
  const std::string nested = "T{<B:a:T{B:x:H:y:}:r:}";
  CHECK(refusal(view, nested, 4, Errc::ReadOnly, {"r", "r.y"}) ==
        "two of the fields share the byte at offset 2 of the record, so they cannot both be "
        "written");
  CHECK(refusal(view, nested, 4, Errc::ReadOnly, {"r.y", "a", "r"}) ==
        "two of the fields share the byte at offset 2 of the record, so they cannot both be "
        "written");
  CHECK_NOTHROW(PatchPlan(view, project(parse_format(nested), {"r.y", "a", "r.x"}),
                          Buffer::own(std::vector<std::byte>(4)), PatchBytes::Fields));
}

TEST_CASE("another number of items is refused") {
  std::vector<std::byte> file(8);
  const bview::Bytes bytes{file.data(), 8, false};
  const View four = View::contiguous(bytes, 2, {4});
  CHECK(refusal(four, "<h", 0, Errc::BadShape) == "the selection holds 4 items, and 0 were given");
  CHECK(refusal(four, "<h", 6, Errc::BadShape) == "the selection holds 4 items, and 3 were given");
  CHECK(refusal(four, "<h", 10, Errc::BadShape) == "the selection holds 4 items, and 5 were given");
  const View none = View::contiguous(bytes, 2, {0});
  CHECK(refusal(none, "<h", 4, Errc::BadShape) == "the selection holds 0 items, and 2 were given");
}

}  // namespace
}  // namespace bview
