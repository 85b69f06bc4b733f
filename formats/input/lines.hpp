// formats/input/lines.hpp - the lines of a Source, one at a time.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/source.hpp"

namespace bview {

class LineReader {
 public:
  /// Lines of more than `longest` bytes are an error: they would fill the memory.
  explicit LineReader(Source& source, std::size_t longest = std::size_t{1} << 30U)
      : source_(source), longest_(longest) {}

  /// The next line, without the '\n' at its end, into `line`; valid until the next call.
  /// The last one need not have a '\n'. False when there is none.
  [[nodiscard]] bool next(std::string_view& line);

  /// The same line again, made longer by '\n' and the line behind it; views of the
  /// shorter line are void. False when there is no line behind it.
  [[nodiscard]] bool extend(std::string_view& line);

  /// The number of the line that next() gave, from 1.
  [[nodiscard]] std::int64_t number() const { return number_; }

 private:
  bool find_end(std::size_t from);
  bool fill();
  [[nodiscard]] std::string_view line() const { return {buffer_.data() + begin_, size_}; }

  Source& source_;
  std::size_t longest_;
  std::vector<char> buffer_{};
  std::size_t begin_ = 0;  // of the line, in the buffer
  std::size_t end_ = 0;    // of the bytes read
  std::size_t size_ = 0;   // of the line
  std::size_t step_ = 0;   // the same with its '\n'
  std::int64_t number_ = 0;
  std::int64_t extra_ = 0;  // lines that extend() added
};

}  // namespace bview
