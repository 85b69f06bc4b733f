// SPDX-License-Identifier: MIT
// tests/support/records.hpp - records of varying size, walked one after another and shown.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/error.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/output/record_text.hpp>
#include <bview/formats/syntax/format_string.hpp>

namespace bview::testing {

struct Walked {
  std::vector<std::string> lines{};  ///< a record each, as JSON
  std::vector<std::int64_t> ends{};  ///< where it ends
  std::string error{};               ///< why there are no more; "" at the end of the bytes
  Walker::Shortfall shortfall{};     ///< where the bytes end inside a record
};

/// All records of `format`, from the first byte on.
inline Walked walked(std::string_view format, std::string bytes) {
  const Layout layout = as_varying(parse_format(format));
  const Buffer buffer = Buffer::borrow(bytes);
  const WalkArea area{buffer.bytes(), buffer.size(), true};
  CellStyle style;
  style.notation = Notation::Json;
  const RecordText text(layout, kJsonPunctuation, style, style);
  Walker walker(layout, area);
  Walked result;
  try {
    for (std::int64_t at = 0; at < buffer.size() && result.error.empty();) {
      const Frame* frame = walker.walk(at, std::ssize(result.lines));
      if (frame == nullptr) {
        result.error = "cut short";
        result.shortfall = walker.shortfall();
        break;
      }
      at = frame->end;
      TextBuffer line;
      text.write(walker, *frame, line);
      result.lines.emplace_back(line.text());
      result.ends.push_back(at);
      if (frame->end == frame->begin) result.error = "0 bytes";
    }
  } catch (const Error& error) {
    result.error = error.what();
  }
  return result;
}

/// The first of them, or why there is none.
inline std::string first_record(std::string_view format, std::string bytes) {
  const Walked all = walked(format, std::move(bytes));
  return all.lines.empty() ? all.error : all.lines.front();
}

}  // namespace bview::testing
