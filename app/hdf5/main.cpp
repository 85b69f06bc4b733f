// SPDX-License-Identifier: MIT
// bview-hdf5 FILE - says where the data sets of a file of HDF5 lie; bview starts it for --as hdf5.
//
// It is a program of its own, so that the library's mistakes over a damaged file are not bview's,
// and bview does without the library.

#include <hdf5.h>

#include <cstdio>
#include <exception>
#include <string>

#include "app/hdf5/handle.hpp"
#include "app/hdf5/library_error.hpp"
#include "app/hdf5/lines.hpp"
#include "app/hdf5/rights.hpp"
#include "app/hdf5/walk.hpp"

namespace bview::hdf5 {
namespace {

void put(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void list(const char* path) {
  const Handle file(H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
  for_each_data_set(checked(file.get()), [](const DataSet& set) { put(line_of(set)); });
}

int run(const char* path) {
  drop_rights();
  H5Eset_auto(H5E_DEFAULT, nullptr, nullptr);
  H5PLset_loading_state(0);  // nothing is unpacked, so nobody else's code is needed
  bool done = false;
  try {
    list(path);
    put("true\n");
    done = true;
  } catch (const std::exception& error) {
    put(json_text(error.what()) + '\n');
  }
  return std::fflush(stdout) == 0 && done ? 0 : 1;
}

}  // namespace
}  // namespace bview::hdf5

int main(int count, char** words) {
  constexpr int kUsage = 2;
  if (count == 2) return bview::hdf5::run(words[1]);
  std::fputs("bview-hdf5 FILE says where the data sets of FILE lie, for bview --as hdf5\n", stderr);
  return kUsage;
}
