// SPDX-License-Identifier: MIT
// app/hdf5/rights.hpp - what a program that reads files of strangers can do without.

#pragma once

namespace bview::hdf5 {

/// From now on this process has little memory and time, writes to no file and keeps no core, and
/// ends with the one that started it.
void drop_rights();

}  // namespace bview::hdf5
