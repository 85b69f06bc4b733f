// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/sink.hpp>
#include <bview/core/source.hpp>
#include <bview/formats/input/patch_lines.hpp>
#include <bview/formats/output/patch_lines.hpp>
#include <bview/formats/text/reading_bytes.hpp>

#include "tests/support/errors.hpp"

namespace bview {
namespace {

std::string hex_of(std::span<const std::byte> bytes) {
  return hex_text({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

/// What was read, in one line.
std::string read(const std::string& text, std::size_t step = 1) {
  StringSource source(text, step);
  std::string got;
  read_patch_lines(
      source, [&](std::int64_t size) { got += fmt::format("{}", size); },
      [&](const Edit& edit) {
        got +=
            fmt::format(" {}:{}:{}", edit.offset, hex_of(edit.old_bytes), hex_of(edit.new_bytes));
      });
  return got;
}

TEST_CASE("a patch is read as it was written") {
  CHECK(read("bview-patch 1 16 16\nend 0\n") == "16");
  CHECK(read("bview-patch 1 16 20\n0x00000002 00ff 01fe\n0x4 AA bb\nend 2") ==
        "16 2:00ff:01fe 4:aa:bb");
}

TEST_CASE("what is no patch is refused, and its line named") {
  struct Row {
    const char* text;
    const char* want;
  };
  const std::string head = "bview-patch 1 16 16\n";
  const Row whole[] = {
      {"", "line 1 of the patch: it is empty; 'bview diff -t patch' writes one"},
      {"diff a b\n",
       "line 1 of the patch: it begins with 'diff a b', and a patch with bview-patch"},
      {"bview-patch 2 1 1\n", "line 1 of the patch: this bview reads version 1, not 2"},
      {"bview-patch 1 16\n",
       "line 1 of the patch: behind the first word stand the version and the sizes of two files"},
      {"bview-patch 1 16 99999999999999999999\n",
       "line 1 of the patch: behind the first word stand the version and the sizes of two files"},
      {"bview-patch 1 -1 1\n",
       "line 1 of the patch: behind the first word stand the version and the sizes of two files"},
  };
  for (const Row& row : whole) {
    CAPTURE(row.text);
    CHECK(testing::message_of([&] { return read(row.text); }) == row.want);
  }
  const Row behind[] = {
      {"",
       "line 2 of the patch: it ends before its last line, \"end\": whoever wrote it was "
       "stopped"},
      {"0x0 00 01\n",
       "line 3 of the patch: it ends before its last line, \"end\": whoever wrote it "
       "was stopped"},
      {"end 1\n", "line 2 of the patch: the last line says how many there are, \"end 0\""},
      {"end\n", "line 2 of the patch: the last line says how many there are, \"end 0\""},
      {"end 0\n\n", "line 3 of the patch: nothing comes behind \"end\""},
      {"12 00 01\n", "line 2 of the patch: it begins with no offset as 0x0000001c"},
      {"0x 00 01\n", "line 2 of the patch: it begins with no offset as 0x0000001c"},
      {"0xffffffffffffffff 00 01\n", "line 2 of the patch: it begins with no offset as 0x0000001c"},
      {"0x0 00\n", "line 2 of the patch: behind the offset stand old bytes and as many new ones"},
      {"0x0 00 0102\n",
       "line 2 of the patch: behind the offset stand old bytes and as many new ones"},
      {"0x0 00 01 02\n",
       "line 2 of the patch: behind the offset stand old bytes and as many new ones"},
      {"0x0 0 1\n", "line 2 of the patch: a byte is two hexadecimal digits"},
      {"0x0 0g 01\n", "line 2 of the patch: bytes are hexadecimal digits"},
      {"0xf 0000 0101\n",
       "line 2 of the patch: the bytes at 0x0000000f are not inside a file of 16 bytes"},
      {"0x7fffffffffffffff 00 01\n",
       "line 2 of the patch: the bytes at 0x7fffffffffffffff are not inside a file of 16 bytes"},
      {"0x2 0000 0101\n0x3 00 01\n",
       "line 3 of the patch: the bytes at 0x00000003 stand in front of the end of the line before; "
       "changes stand in the order of offsets"},
  };
  for (const Row& row : behind) {
    CAPTURE(row.text);
    CHECK(testing::message_of([&] { return read(head + row.text); }) == row.want);
  }
}

TEST_CASE("lines are of bounded length, written and read") {
  const std::vector<std::byte> before(100'000);
  const std::vector<std::byte> after(before.size(), std::byte{0xab});
  TextBuffer out;
  append_patch_lines(5, before, after, out);
  const std::string text(out.text());
  const auto lines = std::count(text.begin(), text.end(), '\n');
  CHECK(lines == 4);
  const std::string patch = patch_header(200'000, 200'000) + text + patch_end(lines);
  CHECK(read(patch, 1000).size() > 400'000);
  CHECK(testing::message_of([] {
          return read("bview-patch 1 16 16\n0x0 " + std::string(300'000, '0'), 4096);
        }) == "line 2 of the patch: it is longer than any that bview writes");
}

}  // namespace
}  // namespace bview
