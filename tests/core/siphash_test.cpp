// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include <bview/core/siphash.hpp>

namespace bview {
namespace {

TEST_CASE("hashes are those of the reference implementation") {
  // Of the bytes 0, 1, 2, ... with the key 0, 1, ..., 15: its vectors_sip64, and for 15 bytes
  // appendix A of the paper.
  struct Row {
    std::size_t size;
    std::uint64_t want;
  };
  const Row rows[] = {
      {0, 0x726fdb47dd0e0e31}, {1, 0x74f839c593dc67fd}, {2, 0x0d6c8009d9a94f5a},
      {7, 0xab0200f58b01d137}, {8, 0x93f5f5799a932462}, {15, 0xa129ca6149be45e5},
  };
  const SipKey key{0x0706050403020100, 0x0f0e0d0c0b0a0908};
  std::string bytes;
  for (char each = 0; each < 16; ++each) bytes += each;
  for (const Row& row : rows) {
    CAPTURE(row.size);
    CHECK(siphash(std::string_view(bytes).substr(0, row.size), key) == row.want);
  }
}

}  // namespace
}  // namespace bview
