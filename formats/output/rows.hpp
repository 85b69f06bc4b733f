// SPDX-License-Identifier: MIT
// formats/output/rows.hpp - tsv, csv, json, ndjson: items and what stands between them.
//
// All four are one machine: item texts (item_text.hpp), and for every axis a text
// that opens it, separates its members and closes it. What stands in front of an item
// depends only on how many axes begin anew there, so any range can be written alone.

#pragma once

#include <memory>

#include <bview/formats/output/renderer.hpp>

namespace bview {

[[nodiscard]] std::unique_ptr<Renderer> make_tsv(Selection selection, const OutputOptions& options);
[[nodiscard]] std::unique_ptr<Renderer> make_csv(Selection selection, const OutputOptions& options);
[[nodiscard]] std::unique_ptr<Renderer> make_json(Selection selection,
                                                  const OutputOptions& options);
[[nodiscard]] std::unique_ptr<Renderer> make_ndjson(Selection selection,
                                                    const OutputOptions& options);

}  // namespace bview
