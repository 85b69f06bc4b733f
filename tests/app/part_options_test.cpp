// SPDX-License-Identifier: MIT

#include "app/part_options.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include <bview/core/error.hpp>
#include <bview/core/view.hpp>

#include "app/patching.hpp"
#include "app/session.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

/// A tensor "w" of four bytes.
std::string model(std::string_view data) {
  const std::string header = R"({"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})";
  std::string bytes(8, '\0');
  bytes.front() = static_cast<char>(header.size());
  return bytes.append(header).append(data);
}

TEST_CASE("a part is read from the file that it was found in, whatever has its name then") {
  const testing::TemporaryFolder folder;
  Options options;
  options.operands = {folder.file("m", model("abcd"))};
  options.part = "w";
  const Options found = with_part(options, false);
  static_cast<void>(folder.file("other", std::string(4096, 'x')));
  std::filesystem::rename(folder.path("other"), folder.path("m"));
  for (int round = 0; round < 2; ++round) {
    const Session session = open_session(found);
    const Bytes bytes = session.input.buffer.bytes();
    REQUIRE(session.selection.view.size() == 4);
    CHECK(bytes.data[session.selection.view.offset_of(0)] == std::byte{'a'});
  }
  // Nothing is written to another one.
  CHECK_THROWS_WITH_AS(static_cast<void>(open_for_patching(found, {0, 0})),
                       doctest::Contains("was replaced while bview looked for its part"), Error);
}

}  // namespace
}  // namespace bview
