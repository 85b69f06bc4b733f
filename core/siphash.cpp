// SPDX-License-Identifier: MIT

#include <bit>
#include <cstddef>

#include <bview/core/siphash.hpp>

namespace bview {
namespace {

struct State {
  std::uint64_t v0;
  std::uint64_t v1;
  std::uint64_t v2;
  std::uint64_t v3;

  void rounds(int count) {
    for (; count > 0; --count) {
      v0 += v1;
      v2 += v3;
      v1 = std::rotl(v1, 13) ^ v0;
      v3 = std::rotl(v3, 16) ^ v2;
      v0 = std::rotl(v0, 32) + v3;
      v2 += v1;
      v1 = std::rotl(v1, 17) ^ v2;
      v3 = std::rotl(v3, 21) ^ v0;
      v2 = std::rotl(v2, 32);
    }
  }

  void add(std::uint64_t word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
};

/// The first `count` bytes as a little-endian number.
std::uint64_t word_of(std::string_view bytes, std::size_t count) {
  std::uint64_t word = 0;
  for (std::size_t k = count; k-- > 0;) word = word << 8U | static_cast<unsigned char>(bytes[k]);
  return word;
}

}  // namespace

std::uint64_t siphash(std::string_view bytes, const SipKey& key) {
  constexpr std::size_t kWord = 8;
  State state{key.first ^ 0x736f6d6570736575, key.second ^ 0x646f72616e646f6d,
              key.first ^ 0x6c7967656e657261, key.second ^ 0x7465646279746573};
  const std::uint64_t size = bytes.size();
  for (; bytes.size() >= kWord; bytes.remove_prefix(kWord)) state.add(word_of(bytes, kWord));
  state.add(word_of(bytes, bytes.size()) | size << 56U);
  state.v2 ^= 0xff;
  state.rounds(4);
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

}  // namespace bview
