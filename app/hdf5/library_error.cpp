// SPDX-License-Identifier: MIT

#include "app/hdf5/library_error.hpp"

#include <string>

namespace bview::hdf5 {
namespace {

/// The first of them is where it began.
herr_t take_first(unsigned place, const H5E_error_t* error, void* into) {
  auto& text = *static_cast<std::string*>(into);
  if (place == 0 && error->desc != nullptr) text = error->desc;
  return 0;
}

}  // namespace

Error library_error() {
  std::string text = "it does not say why";
  H5Ewalk(H5E_DEFAULT, H5E_WALK_UPWARD, take_first, &text);
  return {Errc::File, text};
}

}  // namespace bview::hdf5
