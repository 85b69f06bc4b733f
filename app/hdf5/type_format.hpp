// SPDX-License-Identifier: MIT
// app/hdf5/type_format.hpp - types of HDF5 in the words of formats.
//
// Source: The HDF Group, "HDF5 Reference Manual", H5T.

#pragma once

#include <hdf5.h>

#include <cstddef>
#include <string>

namespace bview::hdf5 {

struct TypeFormat {
  std::string format{};    ///< of one item; what has no format of its own is shown in hex
  std::string kind{};      ///< for people: "float", "compound"
  std::size_t size = 0;    ///< bytes of an item in the file
  bool elsewhere = false;  ///< the items say where their values are, and hold none
};

/// \throws Error where the library refuses, or the type has no end in sight.
[[nodiscard]] TypeFormat format_of_type(hid_t type);

}  // namespace bview::hdf5
