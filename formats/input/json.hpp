// SPDX-License-Identifier: MIT
// formats/input/json.hpp - items from JSON: --from json, ndjson.
//
// Values nest as `dump` nests them: a record with names is an object, in any order of
// its keys, and another record an array; a sub-array is nested arrays; a complex number
// is [re, im]. Around the items there may be any number of arrays, the axes; an item is
// told from an axis by the number of brackets that it begins with itself.
//
// For a float, null is NaN. A number may also be a string, which is then read as on the
// command line: "NaN", "0x10".

#pragma once

#include <bview/formats/input/reader.hpp>

namespace bview {

/// One document.
void read_json(Source& source, const Layout& layout, const InputOptions& options,
               const ItemSink& sink);

/// Any number of documents, one after another.
void read_ndjson(Source& source, const Layout& layout, const InputOptions& options,
                 const ItemSink& sink);

}  // namespace bview
