// SPDX-License-Identifier: MIT
// app/hdf5/walk.hpp - the data sets of a file of HDF5, by all of their names.

#pragma once

#include <hdf5.h>

#include <functional>

#include "app/hdf5/lines.hpp"

namespace bview::hdf5 {

/// Takes one after the other.
using DataSetVisitor = std::function<void(const DataSet& set)>;

/// Goes through the groups of an open file, through each once, and into no other file. What a link
/// leads to is not looked at; it is told with where it leads.
/// \throws Error where the library refuses to go on, or there is no end in sight.
void for_each_data_set(hid_t file, const DataSetVisitor& visit);

}  // namespace bview::hdf5
