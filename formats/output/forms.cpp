#include "formats/output/forms.hpp"

#include <algorithm>

#include "formats/output/c_array.hpp"
#include "formats/output/hex.hpp"
#include "formats/output/raw.hpp"
#include "formats/output/rows.hpp"
#include "formats/output/table.hpp"

namespace bview {
namespace {

constexpr OutputForm kForms[] = {
    {"hex", "the bytes, laid out like hexdump -C", make_hex, Streaming::Parts},
    {"table", "for reading: a header, offsets, aligned columns, colour by type", make_table,
     Streaming::Whole},
    {"tsv", "a record per line, cells between tabs; escapes as in PostgreSQL's COPY", make_tsv,
     Streaming::Lines},
    {"csv", "a record per line, quoted as in RFC 4180", make_csv, Streaming::Lines},
    {"json", "one document, nested as memoryview.tolist() nests", make_json, Streaming::Document},
    {"ndjson", "one JSON value per line for each item of the first axis", make_ndjson,
     Streaming::Lines},
    {"raw", "the selected bytes themselves, in C order", make_raw, Streaming::Parts},
    {"npy", "a numpy .npy file", make_npy, Streaming::Whole},
    {"c", "a C array definition", make_c, Streaming::Whole},
};

}  // namespace

std::span<const OutputForm> output_forms() { return kForms; }

const OutputForm* find_output_form(std::string_view name) {
  const auto* found = std::find_if(std::begin(kForms), std::end(kForms),
                                   [&](const OutputForm& form) { return form.name == name; });
  return found == std::end(kForms) ? nullptr : found;
}

}  // namespace bview
