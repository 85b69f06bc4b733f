// formats/input/unmarked.hpp - text without the byte order mark that some editors put first.

#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "core/source.hpp"

namespace bview {

/// Another source, without a mark of UTF-8 at its beginning. What dump prints never begins
/// with one: there it is escaped.
class Unmarked : public Source {
 public:
  explicit Unmarked(Source& source) : source_(source) {}
  [[nodiscard]] std::size_t read(std::span<char> into) override;

 private:
  void read_start();

  Source& source_;
  bool begun_ = false;
  bool ended_ = false;           // in the start; who types the end need not do so twice
  std::array<char, 3> start_{};  // of the text, where it is no mark
  std::span<const char> held_;   // of it, what was not given yet
};

}  // namespace bview
