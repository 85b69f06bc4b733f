// SPDX-License-Identifier: MIT

#include <algorithm>

#include <bview/formats/arrow/arrow.hpp>
#include <bview/formats/output/c_array.hpp>
#include <bview/formats/output/flash.hpp>
#include <bview/formats/output/forms.hpp>
#include <bview/formats/output/hex.hpp>
#include <bview/formats/output/plain.hpp>
#include <bview/formats/output/raw.hpp>
#include <bview/formats/output/rows.hpp>
#include <bview/formats/output/table.hpp>
#include <bview/formats/parquet/parquet.hpp>
#include <bview/formats/picture/image.hpp>
#include <bview/formats/picture/plot.hpp>
#include <bview/formats/picture/png.hpp>

namespace bview {
namespace {

constexpr unsigned kArray = kIsBytes | kFixedSizes | kOneFile | kStoredTypes;

constexpr OutputForm kOutputForms[] = {
    {"hex", "the bytes, laid out like hexdump -C", "bytes that one does not know yet", make_hex,
     Streaming::Parts, kFilePlaces},
    {"table", "for reading: a header, offsets, aligned columns, colour by type",
     "a look at values in a terminal, with the offset of each row", make_table, Streaming::Whole,
     kMeasures},
    {"tsv", "a record per line, cells between tabs; escapes as in PostgreSQL's COPY",
     "awk, cut, sort, and databases: no quotes, no tabs or line ends inside a cell", make_tsv,
     Streaming::Lines},
    {"csv", "a record per line, quoted as in RFC 4180",
     "spreadsheets, R and whatever else wants quotes", make_csv, Streaming::Lines},
    {"json", "one document, nested as memoryview.tolist() nests",
     "programs that read one document: jq, Python", make_json, Streaming::Document},
    {"ndjson", "one JSON value per line for each item of the first axis",
     "jq -c, logs, and streams: each line stands for itself", make_ndjson, Streaming::Lines},
    {"raw", "the selected bytes themselves, in C order",
     "other programs that read bytes; cutting a piece out of a file", make_raw, Streaming::Parts,
     kIsBytes | kStoredTypes},
    {"plain", "the selected bytes as hex digits and nothing else, as xxd -p",
     "a few bytes in a message or a script", make_plain, Streaming::Parts, kFilePlaces},
    {"ihex", "the selected bytes as Intel HEX, at their offsets in the file",
     "programmers of flash, and linkers", make_ihex, Streaming::Document, kFilePlaces},
    {"srec", "the same as Motorola S-records", "the same, of other makers", make_srec,
     Streaming::Document, kFilePlaces},
    {"npy", "a numpy .npy file", "numpy.load, with type, shape and field names", make_npy,
     Streaming::Whole, kArray},
    {"parquet", "a Parquet file: a column for each field, in groups of rows",
     "DuckDB, Polars, pandas, Spark, with types and names", make_parquet, Streaming::Document,
     kArray},
    {"arrow", "an Arrow IPC stream: the same columns, in batches as rows come",
     "programs that take it from a pipe, without a copy of it", make_arrow, Streaming::Parts,
     kArray},
    {"feather", "an Arrow IPC file, also called Feather: the same, with a directory",
     "Polars, pandas, R and Julia, which map it", make_feather, Streaming::Whole,
     kArray | kMeasures},
    {"png", "a PNG of a 2-D view, or of (h, w, 3) and (h, w, 4) in colour",
     "a look at images, fields of floats, and whatever has rows", make_png, Streaming::Whole,
     kPicture | kIsBytes | kOneFile | kMeasures | kFixedSizes},
    {"image", "the same as a picture in the terminal: kitty's protocol, sixel, or half blocks",
     "the same look, without leaving the terminal", make_image, Streaming::Whole,
     kPicture | kMeasures | kFixedSizes},
    {"plot", "values along a line, in dots of braille; --histogram: how often each comes",
     "the course of a column, with each of its peaks", make_plot, Streaming::Whole,
     kPicture | kMeasures | kFixedSizes},
    {"c", "a C array definition", "a table of values in C source", make_c, Streaming::Whole,
     kFixedSizes | kOneFile | kStoredTypes},
};

}  // namespace

std::span<const OutputForm> output_forms() { return kOutputForms; }

const OutputForm* find_output_form(std::string_view name) {
  const auto* found = std::find_if(std::begin(kOutputForms), std::end(kOutputForms),
                                   [&](const OutputForm& form) { return form.name == name; });
  return found == std::end(kOutputForms) ? nullptr : found;
}

bool form_is(std::string_view name, FormTrait trait) {
  const OutputForm* const form = find_output_form(name);
  return form != nullptr && form->is(trait);
}

}  // namespace bview
