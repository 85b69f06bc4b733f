// SPDX-License-Identifier: MIT

#include <bview/formats/parts/catalogue_reader.hpp>
#include <bview/formats/parts/class_file.hpp>
#include <bview/formats/parts/gguf.hpp>
#include <bview/formats/parts/gzip.hpp>
#include <bview/formats/parts/hdf5.hpp>
#include <bview/formats/parts/mat5.hpp>
#include <bview/formats/parts/netcdf3.hpp>
#include <bview/formats/parts/npy.hpp>
#include <bview/formats/parts/reader.hpp>
#include <bview/formats/parts/safetensors.hpp>
#include <bview/formats/parts/tar.hpp>
#include <bview/formats/parts/tiff.hpp>
#include <bview/formats/parts/zip.hpp>
#include <bview/formats/parts/zstd.hpp>

namespace bview {
namespace {

bool begins_as_npy(FileBytes& bytes) { return is_npy(bytes, 0); }

}  // namespace

const std::vector<ContainerReader>& coded_readers() {
  static const std::vector<ContainerReader> readers = {
      {"npy", "an array of numpy", begins_as_npy, list_npy},
      {"npz", "arrays of numpy in a zip archive", is_npz, list_npz},
      {"safetensors", "tensors of a model", is_safetensors, list_safetensors},
      {"gguf", "metadata and tensors of a model, quantised ones as blocks", is_gguf, list_gguf},
      {"mat5", "variables of MATLAB, since version 5", is_mat5, list_mat5},
      {"netcdf3", "variables of netCDF, classic and of 64 bits", is_netcdf3, list_netcdf3},
      {"class", "constants, fields, methods and attributes of a class of Java", is_class_file,
       list_class_file},
      {"tar", "members of an archive, and their headers", is_tar, list_tar},
      {"tiff", "pictures, their tags and pixels, BigTIFF too", is_tiff, list_tiff},
      {"hdf5", "data sets of HDF5, which netCDF-4 is, that lie in one piece; with --as hdf5 alone",
       is_hdf5, list_hdf5,
       "is HDF5, as files of netCDF-4 and MATLAB 7.3 are; bview-hdf5, another program, reads it"},
      {"zip", "members of an archive", is_zip, list_zip},
      {"gzip", "members that gzip has packed", is_gzip, list_gzip},
      {"zstd", "frames that zstd has packed", is_zstd, list_zstd},
  };
  return readers;
}

const std::vector<ContainerReader>& container_readers() {
  static const std::vector<ContainerReader> readers = [] {
    std::vector<ContainerReader> all = coded_readers();
    for (const auto& catalogue : shipped_catalogues()) all.push_back(reader_of(catalogue));
    return all;
  }();
  return readers;
}

}  // namespace bview
