// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include <bview/formats/text/float_text.hpp>

namespace bview {
namespace {

template <class Small>
std::string all_texts() {
  std::string texts;
  for (unsigned bits = 0; bits < 1U << 16U; ++bits) {
    std::array<char, kMaxFloatText> text{};
    texts.append(text.data(), write_float(text.data(), Small{static_cast<std::uint16_t>(bits)}));
    texts += '\n';
  }
  return texts;
}

// What the texts are, float_text_test.cpp has in vectors of all of them.
template <class Small>
void check_threads() {
  std::array<std::string, 4> found;
  std::vector<std::thread> threads;
  for (std::string& texts : found) {
    threads.emplace_back([&texts] { texts = all_texts<Small>(); });
  }
  for (std::thread& thread : threads) thread.join();
  const std::string again = all_texts<Small>();
  for (const std::string& texts : found) CHECK(texts == again);
}

TEST_CASE("threads that make the texts at the same time make the same") {
  check_threads<float16>();
  check_threads<bfloat16>();
}

}  // namespace
}  // namespace bview
