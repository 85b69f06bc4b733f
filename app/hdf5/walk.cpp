// SPDX-License-Identifier: MIT

#include "app/hdf5/walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>

#include "app/hdf5/handle.hpp"
#include "app/hdf5/library_error.hpp"
#include "app/hdf5/type_format.hpp"

namespace bview::hdf5 {
namespace {

constexpr std::int64_t kMostLinks = std::int64_t{1} << 20;
constexpr std::ptrdiff_t kDeepestGroup = 100;
constexpr std::size_t kLongestPath = std::size_t{32} << 10;

std::vector<std::uint64_t> shape_of(hid_t set) {
  const Handle space(H5Dget_space(set), H5Sclose);
  const int axes = checked(H5Sget_simple_extent_ndims(checked(space.get())));
  std::vector<hsize_t> shape(static_cast<std::size_t>(axes));
  static_cast<void>(checked(H5Sget_simple_extent_dims(space.get(), shape.data(), nullptr)));
  return {shape.begin(), shape.end()};
}

bool is_empty_space(hid_t set) {
  const Handle space(H5Dget_space(set), H5Sclose);
  return H5Sget_simple_extent_type(checked(space.get())) == H5S_NULL;
}

/// Why it lies nowhere in one piece; empty: it may.
std::string why_no_piece(hid_t set) {
  const Handle made(H5Dget_create_plist(set), H5Pclose);
  switch (checked(H5Pget_layout(checked(made.get())))) {
    case H5D_CONTIGUOUS:
      break;
    case H5D_COMPACT:
      return "it is compact: its bytes stand in the description of the data set";
    case H5D_CHUNKED:
      return checked(H5Pget_nfilters(made.get())) > 0
                 ? "it is stored in chunks, which pass through filters, as compression"
                 : "it is stored in chunks";
    case H5D_VIRTUAL:
      return "it is virtual: its bytes are those of other data sets";
    default:
      return "it is stored in a way that is not known here";
  }
  return checked(H5Pget_external_count(made.get())) > 0 ? "its bytes are in other files" : "";
}

void describe_space(hid_t set, DataSet& found) {
  found.readonly = why_no_piece(set);
  if (found.readonly.starts_with("it is virtual")) return;  // its shape may stand in other files
  found.shape = shape_of(set);
  if (!found.readonly.empty()) return;
  const haddr_t offset = H5Dget_offset(set);
  if (is_empty_space(set) || std::count(found.shape.begin(), found.shape.end(), 0) > 0) {
    found.readonly = "it has no elements";
  } else if (offset == HADDR_UNDEF) {
    found.readonly = "nothing was written to it yet";
  } else {
    found.offset = offset;
    found.size = H5Dget_storage_size(set);
  }
}

/// Where the library tells sizes in memory that are not those in the file, there are bytes.
void refuse_other_size(std::size_t item, DataSet& found) {
  std::uint64_t count = 1;
  for (const std::uint64_t length : found.shape) count *= length;  // as the library did
  if (!found.offset || count * item == found.size) return;
  found.format = fmt::format("<{}s|hex", found.size / std::max<std::uint64_t>(count, 1));
}

void describe(hid_t set, DataSet& found) {
  const Handle type(H5Dget_type(set), H5Tclose);
  TypeFormat format = format_of_type(checked(type.get()));
  found.format = std::move(format.format);
  found.kind = std::move(format.kind);
  describe_space(set, found);
  refuse_other_size(format.size, found);
  if (format.elsewhere && found.readonly.empty()) {
    found.readonly = "its elements say where in the file their values are";
  }
}

class Walk {
 public:
  Walk(hid_t file, const DataSetVisitor& visit) : file_(file), visit_(visit) {}

  void run() {
    const herr_t result = H5Lvisit(file_, H5_INDEX_NAME, H5_ITER_INC, on_link, this);
    if (failure_) std::rethrow_exception(failure_);
    static_cast<void>(checked(result));
  }

 private:
  /// Called by the library, which knows no exceptions.
  static herr_t on_link(hid_t /*group*/, const char* path, const H5L_info_t* info, void* walk) {
    auto& self = *static_cast<Walk*>(walk);
    try {
      self.take(path, *info);
      return 0;
    } catch (...) {
      self.failure_ = std::current_exception();
      return -1;
    }
  }

  void take(std::string_view path, const H5L_info_t& info) {
    if (++links_ > kMostLinks) throw Error(Errc::BadShape, "it has more names than any file has");
    if (path.size() > kLongestPath || std::count(path.begin(), path.end(), '/') > kDeepestGroup) {
      throw Error(Errc::BadShape, "its groups lie too deep in one another");
    }
    if (info.type == H5L_TYPE_HARD) return take_object(path);
    tell(path, "link",
         info.type == H5L_TYPE_SOFT ? where_to(path, info) : "it is a link into another file");
  }

  void take_object(std::string_view path) {
    const Handle object(H5Oopen(file_, path.data(), H5P_DEFAULT), H5Oclose);
    if (!object.is_open()) return tell_failure(path, library_error());
    if (H5Iget_type(object.get()) != H5I_DATASET) return;
    DataSet found;
    found.path = path;
    try {
      describe(object.get(), found);
    } catch (const Error& error) {
      return tell_failure(path, error);
    }
    visit_(found);
  }

  void tell_failure(std::string_view path, const Error& error) {
    tell(path, "damaged", fmt::format("the library of HDF5 says: {}", error.what()));
  }

  void tell(std::string_view path, const char* kind, std::string why) {
    DataSet found;
    found.path = path;
    found.kind = kind;
    found.readonly = std::move(why);
    visit_(found);
  }

  [[nodiscard]] std::string where_to(std::string_view path, const H5L_info_t& info) const {
    std::string target(std::min(info.u.val_size, kLongestPath), '\0');
    if (H5Lget_val(file_, path.data(), target.data(), target.size(), H5P_DEFAULT) < 0) return "";
    target.resize(std::min(target.size(), target.find('\0')));
    return fmt::format("it is a link to {}", target);
  }

  hid_t file_;
  const DataSetVisitor& visit_;
  std::int64_t links_ = 0;
  std::exception_ptr failure_{};
};

}  // namespace

void for_each_data_set(hid_t file, const DataSetVisitor& visit) { Walk(file, visit).run(); }

}  // namespace bview::hdf5
