// SPDX-License-Identifier: MIT
// app/hdf5/library_error.hpp - what the library of HDF5 says where it refuses.

#pragma once

#include <hdf5.h>

#include <bview/core/error.hpp>

namespace bview::hdf5 {

/// The reason for the call that failed just now.
[[nodiscard]] Error library_error();

/// What a call gave, which is negative where it failed.
/// \throws Error
template <class Result>
[[nodiscard]] Result checked(Result result) {
  if (result < 0) throw library_error();
  return result;
}

}  // namespace bview::hdf5
