// SPDX-License-Identifier: MIT
// formats/picture/png_filter.hpp - rows of a PNG as differences to their neighbours.
//
// Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", chapter 9 and
// section 12.7 for the choice: the one whose differences are least, in sum.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bview {

class PngFilter {
 public:
  /// Of rows of so many bytes, where a pixel has so many.
  PngFilter(std::size_t row, std::size_t pixel) : pixel_(pixel), tried_(row), best_(row) {}

  /// Puts the row behind what is in `to`, with the number of its filter in front; `above` is the
  /// row before it, or as many zeros.
  void add(const std::vector<unsigned char>& row, const std::vector<unsigned char>& above,
           std::string& to);

 private:
  std::size_t pixel_;  // bytes
  std::vector<unsigned char> tried_;
  std::vector<unsigned char> best_;
};

}  // namespace bview
