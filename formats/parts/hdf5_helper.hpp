// SPDX-License-Identifier: MIT
// formats/parts/hdf5_helper.hpp - bview-hdf5, at work on an open file.

#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <bview/core/child.hpp>
#include <bview/core/descriptor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/source.hpp>

namespace bview {

/// What it prints. It ends with its owner, and with bview.
class Hdf5Helper : public Source {
 public:
  /// It is the file that $BVIEW_HDF5 names, or lies beside bview: PATH and the present folder have
  /// no say. It gets `file`, an open descriptor, and no name; `name` is what messages call it.
  /// \throws Error{Errc::File} where it cannot be started.
  Hdf5Helper(int file, std::string name);

  [[nodiscard]] std::size_t read(std::span<char> into) override;

  /// The error for an answer that is none: where it ended early, it says how.
  [[nodiscard]] Error failure();

 private:
  std::string name_;
  std::string program_;
  Child child_{};
  Descriptor output_{};
  bool ended_ = false;
};

}  // namespace bview
