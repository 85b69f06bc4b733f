// SPDX-License-Identifier: MIT

#include <algorithm>

#include <bview/formats/input/hex.hpp>
#include <bview/formats/input/json.hpp>
#include <bview/formats/input/raw.hpp>
#include <bview/formats/input/reader.hpp>
#include <bview/formats/input/rows.hpp>

namespace bview {
namespace {

constexpr InputForm kInputForms[] = {
    {"tsv", read_tsv},         {"csv", read_csv},         {"json", read_json},
    {"ndjson", read_ndjson},   {"raw", read_raw, true},   {"hex", read_hex, true},
    {"ihex", read_ihex, true}, {"srec", read_srec, true},
};

}  // namespace

std::span<const InputForm> input_forms() { return kInputForms; }

const InputForm* find_input_form(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kInputForms), std::end(kInputForms),
                                         [&](const InputForm& form) { return form.name == name; });
  return found == std::end(kInputForms) ? nullptr : found;
}

}  // namespace bview
