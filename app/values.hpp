// SPDX-License-Identifier: MIT
// app/values.hpp - values that are typed or read, and what people mean who mistype them.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/input/given_record.hpp>
#include <bview/formats/input/reader.hpp>

#include "app/options.hpp"
#include "app/progress.hpp"

namespace bview {

/// Gives `sink` the items that operands are values of. A text with a \n or the like in it gets a
/// note on standard error, unless --quiet.
/// \throws Error as pack_values() does, with --from as the repair where a value is a file.
void pack(std::span<const std::string> values, const Layout& layout, const Options& options,
          const ItemSink& sink);

/// The base of the prefix that an integer is written with: 16 for -0x1f; without one, 10.
[[nodiscard]] int written_base(std::string_view value);

/// How values are written, as the options say it.
[[nodiscard]] InputOptions input_options(const Options& options);

/// Reads the items of a file in the form that --from names.
void read_items(const std::string& path, const Layout& layout, const Options& options,
                Printing printing, const ItemSink& sink, const LossSink& on_loss = {});

/// The reader of records that vary in size for the form that --from names.
/// \throws Error{Errc::BadUsage} where `command` cannot read them in that form.
[[nodiscard]] RecordReader record_reader(const Options& options, const char* command);

}  // namespace bview
