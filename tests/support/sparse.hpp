// SPDX-License-Identifier: MIT
// tests/support/sparse.hpp - a file with holes at odd places, beside one with the same bytes and
// none.

#pragma once

#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "tests/support/temporary.hpp"

namespace bview::testing {

class SparseTwins {
 public:
  SparseTwins(std::size_t size, unsigned seed) : text_(size, '\0') {
    std::mt19937 random(seed);
    std::ofstream file(sparse(), std::ios::binary);
    const std::size_t pieces = random() % 12;
    for (std::size_t k = 0; k < pieces; ++k) {
      // Some of zeros that are data, some within a page, some of many.
      std::string piece(1 + random() % (random() % 4 == 0 ? 300'000 : 100), '\0');
      const bool zeros = random() % 4 == 0;
      for (char& each : piece) each = zeros ? '\0' : static_cast<char>(random() % 5);
      const std::size_t at = random() % size;
      piece.resize(std::min(piece.size(), size - at));
      text_.replace(at, piece.size(), piece);
      file.seekp(static_cast<std::streamoff>(at)).write(piece.data(), std::ssize(piece));
    }
    file.close();
    std::filesystem::resize_file(sparse(), size);
    static_cast<void>(folder_.file("dense", text_));
  }

  [[nodiscard]] std::string sparse() const { return folder_.path("sparse"); }
  [[nodiscard]] std::string dense() const { return folder_.path("dense"); }
  /// The bytes of both.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  TemporaryFolder folder_{};
  std::string text_;
};

}  // namespace bview::testing
