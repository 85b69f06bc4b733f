// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/parts/npy.hpp>
#include <bview/formats/parts/numpy_type.hpp>
#include <bview/formats/parts/python_literal.hpp>
#include <bview/formats/syntax/format_string.hpp>

namespace bview {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::int64_t kVersionEnd = 8;                           // magic, major and minor version
constexpr std::int64_t kLongestHeader = std::int64_t{256} << 10;  // numpy itself stops at 10 000

/// Where the text of the header lies.
Extent header_of(FileBytes& bytes, const Extent& stretch) {
  constexpr std::int64_t kLeast = kVersionEnd + 4;
  if (stretch.size < kLeast) {
    throw bytes.damage(stretch.offset, fmt::format("{} are too few for a header",
                                                   count_text(stretch.size, "byte")));
  }
  const std::int64_t version = bytes.number(stretch.offset + 6, 1, ByteOrder::Little, "a version");
  if (version < 1 || version > 3) {
    throw bytes.damage(stretch.offset + 6, fmt::format("version {} of .npy is none that is known: "
                                                       "there are 1, 2 and 3",
                                                       version));
  }
  const int width = version == 1 ? 2 : 4;
  const std::int64_t at = stretch.offset + kVersionEnd;
  const std::int64_t length = bytes.number(at, width, ByteOrder::Little, "the header's length");
  if (length > kLongestHeader || length > stretch.size - kVersionEnd - width) {
    throw bytes.damage(
        at, fmt::format("the header has {}, more than can be", count_text(length, "byte")));
  }
  return {at + width, length};
}

const PythonValue& required(const PythonValue& header, std::string_view key) {
  const PythonValue* found = header.find(key);
  if (found == nullptr) {
    throw Error(Errc::BadValue, fmt::format("the header has no {}", quoted(key)), 0);
  }
  return *found;
}

Lengths shape_of(const PythonValue& shape) {
  Lengths lengths;
  for (const PythonValue& length : shape.values) {
    if (length.kind != PythonValue::Kind::Integer || length.number < 0) {
      throw Error(Errc::BadValue, "a length is 0 or more", length.where);
    }
    lengths.push_back(length.number);
  }
  if (shape.kind != PythonValue::Kind::Tuple) {
    throw Error(Errc::BadValue, "the shape is no tuple", shape.where);
  }
  return lengths;
}

/// Bytes of so many items. \throws Error where no file has so many.
std::int64_t bytes_of(const Lengths& shape, std::int64_t itemsize) {
  const auto items = checked_product(shape);
  const auto size = items ? checked_mul(*items, itemsize) : std::nullopt;
  if (!size) throw Error(Errc::BadValue, "no file has so many items", 0);
  return *size;
}

/// What the header says of a part that begins at `offset`.
Part described(std::string_view header, std::int64_t offset) {
  const PythonValue value = parse_python(header);
  Part part;
  part.kind = PartKind::Array;
  part.format = format_of_numpy(required(value, "descr"));
  part.offset = offset;
  part.shape = shape_of(required(value, "shape"));
  const Layout layout = parse_format(part.format);
  part.size = bytes_of(*part.shape, layout.itemsize);
  const bool fortran = required(value, "fortran_order").number != 0;
  if (fortran && part.size > 0) {
    part.strides = contiguous_strides(*part.shape, layout.itemsize, Order::F);
  }
  part.summary = fortran ? "array of numpy, Fortran order" : "array of numpy";
  return part;
}

}  // namespace

bool is_npy(FileBytes& bytes, std::int64_t offset) { return bytes.stands(offset, kMagic); }

Part npy_part(FileBytes& bytes, const Extent& stretch, std::string name) {
  const Extent header = header_of(bytes, stretch);
  const std::int64_t data = header.offset + header.size;
  Part part;
  try {
    part = described(bytes.text(header.offset, header.size, "the header"), data);
  } catch (const Error& error) {
    if (error.code() == Errc::BadShape || error.code() == Errc::ReadOnly) throw;
    throw bytes.damage(header.offset + static_cast<std::int64_t>(error.where().value_or(0)),
                       error.what());
  }
  if (const std::int64_t there = stretch.offset + stretch.size - data; part.size > there) {
    throw bytes.damage(
        data, fmt::format("the array takes {}, and {} there", count_text(part.size, "byte"),
                          there == 1 ? "1 is" : fmt::format("{} are", there)));
  }
  part.name = std::move(name);
  return part;
}

namespace {

/// The array of a file; what holds objects of Python is sound, and bytes.
Part array_or_objects(FileBytes& bytes) {
  const Extent all{0, bytes.size()};
  try {
    return npy_part(bytes, all, "array");
  } catch (const Error& error) {
    if (error.code() != Errc::ReadOnly) throw;
    const Extent header = header_of(bytes, all);
    Part part;
    part.name = "array";
    part.offset = header.offset + header.size;
    part.size = all.size - part.offset;
    part.summary = error.what();
    return part;
  }
}

}  // namespace

void list_npy(FileBytes& bytes, const PartVisitor& visit) { visit(array_or_objects(bytes)); }

}  // namespace bview
