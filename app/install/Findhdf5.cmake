# SPDX-License-Identifier: MIT
# Gives hdf5::hdf5, the C library of one process: Debian has others beside it, for many.

find_path(hdf5_INCLUDE_DIR hdf5.h PATH_SUFFIXES hdf5/serial)
find_library(hdf5_LIBRARY NAMES hdf5_serial hdf5)
mark_as_advanced(hdf5_INCLUDE_DIR hdf5_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(hdf5 REQUIRED_VARS hdf5_LIBRARY hdf5_INCLUDE_DIR)

if(hdf5_FOUND AND NOT TARGET hdf5::hdf5)
  add_library(hdf5::hdf5 UNKNOWN IMPORTED)
  set_target_properties(hdf5::hdf5 PROPERTIES IMPORTED_LOCATION "${hdf5_LIBRARY}"
                                              INTERFACE_INCLUDE_DIRECTORIES "${hdf5_INCLUDE_DIR}")
endif()
