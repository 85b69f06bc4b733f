// SPDX-License-Identifier: MIT

#include <algorithm>
#include <iterator>

#include <bview/formats/parts/gguf_types.hpp>

namespace bview {
namespace {

constexpr GgmlType kGgmlTypes[] = {
    {0, "F32", 1, 4, "f"},
    {1, "F16", 1, 2, "e"},
    {2, "Q4_0", 32, 18, "T{e:d: 16s|hex:qs:}"},
    {3, "Q4_1", 32, 20, "T{e:d: e:m: 16s|hex:qs:}"},
    {6, "Q5_0", 32, 22, "T{e:d: 4s|hex:qh: 16s|hex:qs:}"},
    {7, "Q5_1", 32, 24, "T{e:d: e:m: 4s|hex:qh: 16s|hex:qs:}"},
    {8, "Q8_0", 32, 34, "T{e:d: 32b:qs:}"},
    {9, "Q8_1", 32, 36, "T{e:d: e:s: 32b:qs:}"},
    {10, "Q2_K", 256, 84, "T{16s|hex:scales: 64s|hex:qs: e:d: e:dmin:}"},
    {11, "Q3_K", 256, 110, "T{32s|hex:hmask: 64s|hex:qs: 12s|hex:scales: e:d:}"},
    {12, "Q4_K", 256, 144, "T{e:d: e:dmin: 12s|hex:scales: 128s|hex:qs:}"},
    {13, "Q5_K", 256, 176, "T{e:d: e:dmin: 12s|hex:scales: 32s|hex:qh: 128s|hex:qs:}"},
    {14, "Q6_K", 256, 210, "T{128s|hex:ql: 64s|hex:qh: 16b:scales: e:d:}"},
    {15, "Q8_K", 256, 292, "T{f:d: 256b:qs: 16h:bsums:}"},
    {16, "IQ2_XXS", 256, 66, ""},
    {17, "IQ2_XS", 256, 74, ""},
    {18, "IQ3_XXS", 256, 98, ""},
    {19, "IQ1_S", 256, 50, ""},
    {20, "IQ4_NL", 32, 18, "T{e:d: 16s|hex:qs:}"},
    {21, "IQ3_S", 256, 110, ""},
    {22, "IQ2_S", 256, 82, ""},
    {23, "IQ4_XS", 256, 136, ""},
    {24, "I8", 1, 1, "b"},
    {25, "I16", 1, 2, "h"},
    {26, "I32", 1, 4, "i"},
    {27, "I64", 1, 8, "q"},
    {28, "F64", 1, 8, "d"},
    {29, "IQ1_M", 256, 56, ""},
    {30, "BF16", 1, 2, "[bf16]"},
    {34, "TQ1_0", 256, 54, ""},
    {35, "TQ2_0", 256, 66, ""},
    {39, "MXFP4", 32, 17, "T{B:e: 16s|hex:qs:}"},
};

constexpr GgufNumber kGgufNumbers[] = {
    {0, 1, 'B'}, {1, 1, 'b'}, {2, 2, 'H'},  {3, 2, 'h'},  {4, 4, 'I'},  {5, 4, 'i'},
    {6, 4, 'f'}, {7, 1, '?'}, {10, 8, 'Q'}, {11, 8, 'q'}, {12, 8, 'd'},
};

template <class Row, std::size_t kRows>
const Row* find_number(const Row (&rows)[kRows], std::int64_t number) {
  const auto* const found = std::find_if(std::begin(rows), std::end(rows),
                                         [&](const Row& row) { return row.number == number; });
  return found == std::end(rows) ? nullptr : found;
}

}  // namespace

const GgmlType* find_ggml_type(std::int64_t number) { return find_number(kGgmlTypes, number); }

const GgufNumber* find_gguf_number(std::int64_t number) {
  return find_number(kGgufNumbers, number);
}

}  // namespace bview
