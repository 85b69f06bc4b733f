// formats/output/describe.hpp - the view itself: where its items lie and what one is.
//
// The record is told as a list that covers each of its bytes once, in offset order.
// A nested record is told by its own fields, under dotted names; an array of records
// is one field of type T{}; a hole is bytes of type x that no field covers.

#pragma once

#include <cstdint>
#include <string>

#include "formats/output/renderer.hpp"

namespace bview {

struct Description {
  Selection selection;
  std::string file;            ///< its name, as messages show it: quoted
  std::int64_t file_size = 0;  ///< bytes
  bool readonly = true;        ///< the user may not write to the file
};

/// One JSON object on one line: format itemsize ndim shape strides offset nbytes
/// readonly c_contiguous f_contiguous contiguous fields. `offset` is where item
/// [0, ..., 0] lies in the file; `fields` holds objects of name offset size type shape,
/// whose name is null where none was given.
[[nodiscard]] std::string describe_json(const Description& description);

/// The same for a person, and the file; of a very long record the first fields.
[[nodiscard]] std::string describe_text(const Description& description, bool color);

}  // namespace bview
