// SPDX-License-Identifier: MIT
// formats/parts/netcdf3.hpp - variables and attributes of a netCDF file, classic, with offsets of
// 64 bits (CDF-2), or with sizes of 64 bits (CDF-5).
//
// Variables without the record dimension lie in one piece. Those with it are cut into records, and
// those of one record lie side by side: such a variable is a view with the record as first stride.
//
// Source: Unidata, "The NetCDF Classic Format Specification"; PnetCDF, "CDF-5 file format".

#pragma once

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

[[nodiscard]] bool is_netcdf3(FileBytes& bytes);
/// The dimensions and global attributes, then each variable with its attributes behind it, which
/// have the names that CDL gives to them: ":title", "temperature:units".
void list_netcdf3(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
