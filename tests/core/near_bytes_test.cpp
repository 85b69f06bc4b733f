// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <bview/core/mapping.hpp>
#include <bview/core/near_bytes.hpp>

#include "tests/support/temporary.hpp"

namespace bview {
namespace {

std::string numbers(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t k = 0; k < size; ++k) text[k] = static_cast<char>(k * 7 + k / 251);
  return text;
}

std::string_view text_at(NearBytes& near, std::int64_t offset, std::int64_t size,
                         std::int64_t limit) {
  const auto* const bytes = reinterpret_cast<const char*>(near.at(offset, size, limit));
  return {bytes, static_cast<std::size_t>(size)};
}

TEST_CASE("bytes that are read are those that are mapped, wherever they are asked for") {
  const testing::TemporaryFolder folder;
  const std::string text = numbers(900'000);
  const auto end = static_cast<std::int64_t>(text.size());
  const Buffer buffer = map_file(folder.file("data", text), Access::Read);
  CHECK(descriptor_of(buffer.bytes()) >= 0);
  NearBytes near(buffer.bytes());
  for (const std::int64_t step : {1009, 65536, 262144, 400'001}) {
    for (std::int64_t offset = 0; offset < end; offset += step) {
      const std::int64_t size = std::min(step, end - offset);
      CHECK(text_at(near, offset, size, end) ==
            std::string_view(text).substr(static_cast<std::size_t>(offset),
                                          static_cast<std::size_t>(size)));
    }
  }
  CHECK(text_at(near, 5, 3, 8) == text.substr(5, 3));
  CHECK(text_at(near, 7, 3, 10) == text.substr(7, 3));
  CHECK(text_at(near, 4, 3, 10) == text.substr(4, 3));
}

TEST_CASE("of a part of a file offsets are those in the file") {
  const testing::TemporaryFolder folder;
  const std::string text = numbers(300'000);
  const std::string path = folder.file("data", text);
  const Buffer whole = map_file(path, Access::Read);
  const Buffer part =
      map_part(descriptor_of(whole.bytes()), Access::Read, {200'000, 1000}, whole.size(), "data");
  NearBytes near(part.bytes());
  CHECK(text_at(near, 200'100, 50, 201'000) == text.substr(200'100, 50));
}

TEST_CASE("what is no file that is mapped for reading is looked at where it is") {
  const testing::TemporaryFolder folder;
  std::string text = "hello";
  const Buffer lent = Buffer::borrow(text);
  const Buffer written = map_file(folder.file("data", text), Access::ReadWrite);
  for (const Buffer& buffer : {lent, written}) {
    CHECK(descriptor_of(buffer.bytes()) < 0);
    NearBytes near(buffer.bytes());
    CHECK(near.at(1, 2, 5) == buffer.bytes().at(1));
  }
}

TEST_CASE("bytes that a file has lost are looked for in the mapping, which says so") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("data", numbers(20'000));
  const Buffer buffer = map_file(path, Access::Read);
  std::filesystem::resize_file(path, 100);
  NearBytes near(buffer.bytes());
  CHECK(near.at(5000, 10, 10'000) == buffer.bytes().at(5000));
}

}  // namespace
}  // namespace bview
