// SPDX-License-Identifier: MIT
// formats/output/byte_summary_text.hpp - what stat found of bytes, drawn or as JSON.

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/byte_summary.hpp>
#include <bview/core/sink.hpp>

namespace bview {

struct ByteReport {
  const ByteSummary* bytes = nullptr;                         ///< null where only hashes are wanted
  std::int64_t start = 0;                                     ///< of the first byte, in the file
  std::vector<std::pair<std::string, std::string>> hashes{};  ///< name, and result in hex
};

/// Keys: bytes entropy distinct counts blocks hashes.
void append_byte_json(const ByteReport& report, TextBuffer& out);
void append_byte_text(const ByteReport& report, bool color, TextBuffer& out);

}  // namespace bview
