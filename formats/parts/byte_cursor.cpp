// SPDX-License-Identifier: MIT

#include <utility>

#include <bview/formats/parts/byte_cursor.hpp>

namespace bview {

std::int64_t ByteCursor::number(int size, const char* what) {
  const std::int64_t number = bytes_.number(at_, size, order_, what);
  at_ += size;
  return number;
}

Extent ByteCursor::skip(std::int64_t count, const char* what) {
  bytes_.require(at_, count, what);
  return {std::exchange(at_, at_ + count), count};
}

Error ByteCursor::damage(std::int64_t size, std::string_view why) const {
  return bytes_.damage(at_ - size, why);
}

}  // namespace bview
