// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/buffer.hpp>

namespace bview {
namespace {

TEST_CASE("a buffer owns bytes as long as a copy of it lives") {
  Buffer copy;
  {
    const Buffer buffer = Buffer::own({std::byte{1}, std::byte{2}});
    copy = buffer;
    CHECK(copy.bytes().data == buffer.bytes().data);
  }
  CHECK(copy.size() == 2);
  CHECK_FALSE(copy.readonly());
  CHECK(copy.bytes().data[1] == std::byte{2});
}

TEST_CASE("the last copy lets the owner go") {
  const auto owner = std::make_shared<int>(0);
  std::byte byte{};
  {
    std::vector<Buffer> buffers = {Buffer({&byte, 1, false}, owner)};
    buffers.push_back(buffers.front());
    CHECK(owner.use_count() == 3);
  }
  CHECK(owner.use_count() == 1);
}

TEST_CASE("a borrowed range is seen, not copied; const elements are read-only") {
  std::vector<std::int32_t> numbers = {1, 2, 3};
  const auto& const_numbers = numbers;
  std::array<char, 5> array{};
  std::string text = "abc";
  const std::string_view seen = text;
  std::span<const std::int32_t> const_span = numbers;
  struct Row {
    Buffer buffer;
    const void* data;
    std::int64_t size;
    bool readonly;
  };
  const Row rows[] = {
      {Buffer::borrow(numbers), numbers.data(), 12, false},
      {Buffer::borrow(const_numbers), numbers.data(), 12, true},
      {Buffer::borrow(array), array.data(), 5, false},
      {Buffer::borrow(text), text.data(), 3, false},
      {Buffer::borrow(seen), text.data(), 3, true},
      {Buffer::borrow(const_span), numbers.data(), 12, true},
  };
  for (const Row& row : rows) {
    CHECK(row.buffer.bytes().data == row.data);
    CHECK(row.buffer.size() == row.size);
    CHECK(row.buffer.readonly() == row.readonly);
  }
}

TEST_CASE("nothing is a buffer too") {
  CHECK(Buffer().size() == 0);
  CHECK(Buffer().readonly());
  CHECK(Buffer::own({}).size() == 0);
  std::vector<int> none;
  CHECK(Buffer::borrow(none).size() == 0);
}

}  // namespace
}  // namespace bview
