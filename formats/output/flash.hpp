// SPDX-License-Identifier: MIT
// formats/output/flash.hpp - the selected bytes as Intel HEX and as Motorola S-records.
//
// Addresses are offsets in the file. Bytes that follow one another are in lines of 16, as of
// hex.hpp.

#pragma once

#include <memory>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// render() throws Error{Errc::BadValue} for bytes at 4 GiB, and behind.
[[nodiscard]] std::unique_ptr<Renderer> make_ihex(Selection selection,
                                                  const OutputOptions& options);
[[nodiscard]] std::unique_ptr<Renderer> make_srec(Selection selection,
                                                  const OutputOptions& options);

}  // namespace bview
