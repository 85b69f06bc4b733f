// SPDX-License-Identifier: MIT
// formats/parts/hdf5_helper.hpp - bview-hdf5, at work on an open file.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <bview/core/child.hpp>
#include <bview/core/descriptor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/source.hpp>

namespace bview {

/// Where its owner has enough of it. It may take a minute of the processor for itself.
struct Hdf5Patience {
  std::chrono::milliseconds silence = std::chrono::seconds(90);
  std::int64_t bytes = std::int64_t{64} << 20;
};

/// What it prints. It ends with its owner, and with bview.
class Hdf5Helper : public Source {
 public:
  /// It is the file that $BVIEW_HDF5 names, or lies beside bview: PATH and the present folder have
  /// no say. It gets `file`, an open descriptor, and no name; `name` is what messages call it.
  /// \throws Error{Errc::File} where it cannot be started.
  Hdf5Helper(int file, std::string name, const Hdf5Patience& patience = {});

  /// Ends, too, where there is no patience left.
  [[nodiscard]] std::size_t read(std::span<char> into) override;

  /// The error for an answer that is none, which says why it is none.
  [[nodiscard]] Error failure();

 private:
  std::string name_;
  std::string program_;
  Hdf5Patience patience_;
  Child child_{};
  Descriptor output_{};
  std::int64_t said_ = 0;  // bytes
  bool ended_ = false;
  std::string fault_{};  // what it did, where no more of it is read
};

}  // namespace bview
