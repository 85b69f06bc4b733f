// SPDX-License-Identifier: MIT

#include "app/hdf5/lines.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bview/core/utf8.hpp>

namespace bview::hdf5 {

std::string json_text(std::string_view text) {
  std::string json = "\"";
  while (!text.empty()) {
    const auto [code, size] = utf8::decode(text);
    if (size == 0) {
      json += fmt::format("\\\\x{:02x}", static_cast<unsigned char>(text.front()));
    } else if (code == '"' || code == '\\' || utf8::is_control(code)) {
      json += fmt::format("\\u{:04x}", static_cast<unsigned>(code));
    } else {
      json += text.substr(0, size);
    }
    text.remove_prefix(size == 0 ? 1 : size);
  }
  return json + '"';
}

std::string line_of(const DataSet& set) {
  const std::string offset = set.offset ? fmt::format("{}", *set.offset) : "null";
  return fmt::format("[{}, {}, [{}], {}, {}, {}, {}]\n", json_text(set.path), json_text(set.format),
                     fmt::join(set.shape, ", "), offset, set.size, json_text(set.kind),
                     json_text(set.readonly));
}

}  // namespace bview::hdf5
