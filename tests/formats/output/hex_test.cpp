// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/mapping.hpp>
#include <bview/formats/output/hex.hpp>
#include <bview/formats/output/hex_look.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/descriptors.hpp"
#include "tests/support/selection.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::bad_split;
using testing::content_of;
using testing::rendered;
using testing::Sample;
using testing::sample;

std::string hex_of(const Selection& selection, bool verbose = false) {
  const auto renderer = make_hex(selection, {.verbose = verbose});
  CHECK(bad_split(*renderer) == -1);
  // Who asks for the usual look has the same lines.
  const auto looked =
      make_hex(selection, {.verbose = verbose, .hex_look = std::make_shared<HexLook>()});
  CHECK(bad_split(*looked) == -1);
  CHECK(rendered(*looked) == rendered(*renderer));
  return rendered(*renderer);
}

TEST_CASE("every line is that of hexdump -C") {
  const std::string folder = std::string(BVIEW_TEST_DATA) + "/oracle/hexdump/";
  std::size_t count = 0;
  for (const testing::Vector& row : testing::read_vectors("oracle/hexdump.tsv")) {
    std::string bytes = content_of(folder + row[0] + ".bin");
    const Buffer buffer = Buffer::borrow(bytes);
    const std::int64_t offset = row[1].empty() ? 0 : std::stoll(row[1]);
    const std::int64_t length = row[2].empty() ? buffer.size() - offset : std::stoll(row[2]);
    const View view = View::contiguous(buffer.bytes(), 1, {length}, offset);
    const std::string want = content_of(folder + row[4]);
    if (hex_of({view, byte_layout()}, row[3] == "1") != want) FAIL_CHECK(row[4]);
    ++count;
  }
  CHECK(count > 100);
}

TEST_CASE("bytes without gaps are shown the same whatever the items are") {
  std::vector<std::byte> bytes(96);
  for (std::size_t k = 0; k < bytes.size(); ++k) bytes[k] = static_cast<std::byte>(k / 40);
  const std::string want = hex_of(sample("B", bytes).selection);
  for (const char* format : {"<i", "<ih", "3s", "T{<i:a:2x}", "48s", "(2,3)<h"}) {
    CAPTURE(format);
    CHECK(hex_of(sample(format, bytes).selection) == want);
  }
  CHECK(hex_of(sample("<h", bytes, {2, 3, 8}).selection) == want);
}

/// The bytes 0x00 to 0x7f, as items of a format.
Selection some_of(const Sample& given, const Slice& slice) {
  return {given.selection.view.slice(0, slice), given.selection.layout};
}

TEST_CASE("scattered items stand on lines of their own, in selection order") {
  const Sample items = sample("20s", testing::counting_bytes(128));
  CHECK(hex_of(some_of(items, {0, 6, 3})) ==
        "00000000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  |................|\n"
        "00000010  10 11 12 13                                       |....|\n"
        "0000003c  3c 3d 3e 3f 40 41 42 43  44 45 46 47 48 49 4a 4b  |<=>?@ABCDEFGHIJK|\n"
        "0000004c  4c 4d 4e 4f                                       |LMNO|\n"
        "00000050\n");
  CHECK(hex_of(some_of(sample("2s", testing::counting_bytes(8)), {{}, {}, -1})) ==
        "00000006  06 07                                             |..|\n"
        "00000004  04 05                                             |..|\n"
        "00000002  02 03                                             |..|\n"
        "00000000  00 01                                             |..|\n"
        "00000002\n");
}

TEST_CASE("a repeat counts only where one line follows another in the file") {
  const Sample zeros = sample("16s", std::vector<std::byte>(128));
  const std::string_view line =
      "00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n";
  const std::string apart = hex_of(some_of(zeros, {0, 8, 3}));
  std::string want;
  for (const char* offset : {"00000000", "00000030", "00000060"}) {
    want += std::string(offset) + "  " + std::string(line);
  }
  CHECK(apart == want + "00000070\n");
  const Sample long_items = sample("48s", std::vector<std::byte>(192));
  const std::string squeezed = hex_of(some_of(long_items, {0, 4, 2}));
  CHECK(squeezed ==
        "00000000  " + std::string(line) + "*\n00000060  " + std::string(line) + "*\n00000090\n");
}

TEST_CASE("of a projection only the fields are shown") {
  Sample records = sample("<B:a:2xH:b:I:c:", testing::counting_bytes(18));
  records.selection.layout = project(records.selection.layout, {"c", "a"});
  CHECK(hex_of(records.selection) ==
        "00000005  05 06 07 08                                       |....|\n"
        "00000000  00                                                |.|\n"
        "0000000e  0e 0f 10 11                                       |....|\n"
        "00000009  09                                                |.|\n"
        "0000000a\n");
}

TEST_CASE("nothing selected, nothing shown") {
  CHECK(hex_of(sample("B", "").selection).empty());
  CHECK(hex_of(sample("<i", "0102030405060708", {0}).selection).empty());
  CHECK(hex_of(sample("<i", "0102030405060708", {2, 0}).selection).empty());
}

TEST_CASE("offsets past 4 GiB take more digits") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("sparse", "");
  constexpr std::int64_t kSize = (std::int64_t{1} << 32) + 24;
  {
    const testing::Descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (::ftruncate(file.get(), kSize) != 0) return;  // not on this file system
    REQUIRE(::pwrite(file.get(), "0123456789abcdef", 16, kSize - 32) == 16);
    REQUIRE(::pwrite(file.get(), "the end!", 8, kSize - 8) == 8);
  }
  const Buffer buffer = map_file(path, Access::Read);
  const View view = View::contiguous(buffer.bytes(), 1, {kSize});
  CHECK(hex_of({view.slice(0, {-40, {}, 1}), byte_layout()}) ==
        "fffffff0  00 00 00 00 00 00 00 00  30 31 32 33 34 35 36 37  |........01234567|\n"
        "100000000  38 39 61 62 63 64 65 66  00 00 00 00 00 00 00 00  |89abcdef........|\n"
        "100000010  74 68 65 20 65 6e 64 21                           |the end!|\n"
        "100000018\n");
}

}  // namespace
}  // namespace bview
