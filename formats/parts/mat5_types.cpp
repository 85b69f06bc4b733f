// SPDX-License-Identifier: MIT

#include <algorithm>
#include <iterator>

#include <bview/formats/parts/mat5_types.hpp>

namespace bview {
namespace {

constexpr MatType kMatTypes[] = {
    {kMatInt8, 1, 'b', "latin1"},
    {2, 1, 'B', "latin1"},
    {3, 2, 'h', "utf16"},
    {4, 2, 'H', "utf16"},
    {5, 4, 'i', "utf32"},
    {6, 4, 'I', "utf32"},
    {7, 4, 'f', ""},
    {9, 8, 'd', ""},
    {12, 8, 'q', ""},
    {13, 8, 'Q', ""},
    {16, 1, 'B', "utf8"},
    {17, 2, 'H', "utf16"},
    {18, 4, 'I', "utf32"},
};

constexpr MatClass kMatClasses[] = {
    {1, "cell", MatContent::Cells},      {2, "struct", MatContent::Fields},
    {3, "object", MatContent::Object},   {4, "char", MatContent::Letters},
    {5, "sparse", MatContent::Sparse},   {6, "double", MatContent::Numbers},
    {7, "single", MatContent::Numbers},  {8, "int8", MatContent::Numbers},
    {9, "uint8", MatContent::Numbers},   {10, "int16", MatContent::Numbers},
    {11, "uint16", MatContent::Numbers}, {12, "int32", MatContent::Numbers},
    {13, "uint32", MatContent::Numbers}, {14, "int64", MatContent::Numbers},
    {15, "uint64", MatContent::Numbers}, {16, "function", MatContent::Function},
    {17, "opaque", MatContent::Opaque},
};

template <class Row, std::size_t kRows>
const Row* find_mat_row(const Row (&rows)[kRows], std::int64_t number) {
  const auto* const found = std::find_if(std::begin(rows), std::end(rows),
                                         [&](const Row& row) { return row.number == number; });
  return found == std::end(rows) ? nullptr : found;
}

}  // namespace

const MatType* find_mat_type(std::int64_t number) { return find_mat_row(kMatTypes, number); }

const MatClass* find_mat_class(std::int64_t number) { return find_mat_row(kMatClasses, number); }

}  // namespace bview
