// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/output/npy_header.hpp>
#include <bview/formats/output/raw.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/selection.hpp"
#include "tests/support/values.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::bad_split;
using testing::counting_bytes;
using testing::rendered;
using testing::Sample;
using testing::sample;
using testing::to_hex;

std::string raw_of(const Selection& selection) {
  const auto renderer = make_raw(selection, {});
  CHECK(bad_split(*renderer) == -1);
  return rendered(*renderer);
}
std::string npy_of(const Selection& selection) {
  const auto renderer = make_npy(selection, {});
  CHECK(bad_split(*renderer) == -1);
  return rendered(*renderer);
}

TEST_CASE("raw bytes are those of memoryview.tobytes, strided or not") {
  std::size_t count = 0;
  for (const testing::Vector& row : testing::read_vectors("oracle/memoryview_strided.tsv")) {
    CAPTURE(row[0]);
    const Layout layout = parse_format(row[0]);
    const Buffer buffer = Buffer::own(testing::from_hex(row[1]));
    const Lengths shape = testing::numbers(row[2]);
    const Lengths strides = testing::numbers(row[3]);
    std::vector<Axis> axes;
    for (std::size_t k = 0; k < shape.size(); ++k) axes.push_back({shape[k], strides[k]});
    const View view(buffer.bytes(), layout.itemsize, axes, std::stoll(row[4]));
    CHECK(to_hex(raw_of({view, layout})) == row[12]);
    ++count;
  }
  CHECK(count > 100);
}

TEST_CASE("raw holds the padding of an item, and of a projection just its fields") {
  Sample records = sample("<B:a:2xH:b:", counting_bytes(10));
  CHECK(to_hex(raw_of(records.selection)) == "00010203040506070809");
  records.selection.layout = project(records.selection.layout, {"b", "a"});
  CHECK(to_hex(raw_of(records.selection)) ==
        "03040008"
        "0905");
  Selection one = records.selection;
  one.view = one.view.slice(0, {1, {}});
  CHECK(to_hex(raw_of(one)) == "080905");
  records.selection.layout = project(records.selection.layout, {"a"});
  CHECK(to_hex(raw_of(records.selection)) == "0005");
}

TEST_CASE("raw bytes of several chunks") {
  std::vector<std::byte> bytes(1'000'001);
  for (std::size_t k = 0; k < bytes.size(); ++k) bytes[k] = static_cast<std::byte>(k * k >> 5U);
  const Sample whole = sample("B", bytes);
  const std::string_view seen(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  CHECK(rendered(*make_raw(whole.selection, {})) == seen);
  const View odd = whole.selection.view.slice(0, {1, {}, 2});
  std::string want;
  for (std::size_t k = 1; k < seen.size(); k += 2) want += seen[k];
  CHECK(rendered(*make_raw({odd, byte_layout()}, {})) == want);
}

TEST_CASE("nothing selected, nothing written") {
  CHECK(raw_of(sample("B", "").selection).empty());
  CHECK(raw_of(sample("<i", "00000000", {0}).selection).empty());
  CHECK(raw_of(sample("0s", "", {5}).selection).empty());
}

// --- npy --------------------------------------------------------------------------------

TEST_CASE(".npy files are those of numpy.save, byte for byte") {
  std::size_t count = 0;
  for (const testing::Vector& row : testing::read_vectors("oracle/npy_files.tsv")) {
    const Sample array = sample(row[0], row[2], testing::numbers(row[1]));
    const std::string file = npy_of(array.selection);
    if (to_hex(file) != row[3]) FAIL_CHECK(row[0] << ", shape (" << row[1] << "): " << file);
    ++count;
  }
  CHECK(count > 100);
}

/// What stands behind the header.
std::string npy_data(const Selection& selection) {
  const std::string file = npy_of(selection);
  REQUIRE(file.find('\n') != std::string::npos);
  return to_hex(file.substr(file.find('\n') + 1));
}

TEST_CASE(".npy holds the items in C order") {
  const Sample grid = sample("<H", counting_bytes(12), {2, 3});
  const View& view = grid.selection.view;
  const Layout& layout = grid.selection.layout;
  CHECK(npy_data({view.transpose(), layout}) == "000106070203080904050a0b");
  CHECK(npy_data({view.slice(1, {{}, {}, -2}), layout}) == "040500010a0b0607");
  CHECK(npy_data({view.at(0, 1).at(0, 2), layout}) == "0a0b");
}

TEST_CASE(".npy of plain values leaves their padding out, of records keeps it") {
  CHECK(npy_data(sample("x<H2x", counting_bytes(10)).selection) == "01020607");
  CHECK(npy_data(sample("xB:a:2x", counting_bytes(8)).selection) == "0001020304050607");
  Sample wide = sample("<H", counting_bytes(8), {2});
  wide.selection.layout = with_itemsize(wide.selection.layout, 4);
  wide.selection.view = View(wide.buffer.bytes(), 4, {{2, 4}}, 0);
  CHECK(npy_data(wide.selection) == "00010405");
}

TEST_CASE(".npy of a projection holds just its fields") {
  Sample records = sample("<B:a:2xH:b:", counting_bytes(10));
  records.selection.layout = project(records.selection.layout, {"b", "a"});
  CHECK(npy_data(records.selection) == "030400080905");
  CHECK(npy_of(records.selection).find("[('b', '<u2'), ('a', '|u1')]") != std::string::npos);
}

TEST_CASE("what numpy does not have is refused before anything is written") {
  CHECK(testing::code_of([] { return make_npy(sample("<u", "0000").selection, {}); }) ==
        Errc::BadValue);
}

}  // namespace
}  // namespace bview
