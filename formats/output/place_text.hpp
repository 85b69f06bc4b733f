// SPDX-License-Identifier: MIT
// formats/output/place_text.hpp - where a value stands, as previews and differences say it.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <bview/core/layout.hpp>
#include <bview/core/sink.hpp>

namespace bview {

/// "0x0000001c  [3]  len", without what does not apply. `name` is fit for one line.
[[nodiscard]] std::string place_text(std::int64_t offset, const std::optional<Lengths>& index,
                                     std::string_view name);
/// The same, written.
void append_place(std::int64_t offset, const std::optional<Lengths>& index, std::string_view name,
                  TextBuffer& out);

/// As --where has it: a number, a list of one for each axis, or null.
[[nodiscard]] std::string index_json(const std::optional<Lengths>& index);

}  // namespace bview
