// SPDX-License-Identifier: MIT
// app/hdf5/handle.hpp - what the library of HDF5 gives out, closed with its owner.

#pragma once

#include <hdf5.h>

#include <utility>

namespace bview::hdf5 {

class Handle {
 public:
  using Close = herr_t (*)(hid_t id);

  /// Takes `id` over; a negative one is none.
  Handle(hid_t id, Close close) : id_(id), close_(close) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }

  [[nodiscard]] hid_t get() const { return id_; }
  [[nodiscard]] bool is_open() const { return id_ >= 0; }

 private:
  hid_t id_;
  Close close_;
};

}  // namespace bview::hdf5
