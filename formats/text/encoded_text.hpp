// SPDX-License-Identifier: MIT
// formats/text/encoded_text.hpp - bytes shown as numbers: what BytesAs has beside texts.

#pragma once

#include <string_view>

#include <bview/core/sink.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace bview {

/// Writes all bytes, without quotes. Precondition: `as` is not BytesAs::Text.
void append_encoded(std::string_view bytes, BytesAs as, TextBuffer& out);

}  // namespace bview
