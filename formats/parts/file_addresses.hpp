// SPDX-License-Identifier: MIT
// formats/parts/file_addresses.hpp - the addresses of a file, which is looked at when the first one
// is asked for.

#pragma once

#include <mutex>
#include <string>

#include <bview/core/addresses.hpp>
#include <bview/core/buffer.hpp>
#include <bview/core/input.hpp>
#include <bview/formats/parts/address_map.hpp>
#include <bview/formats/parts/file_bytes.hpp>

namespace bview {

class FileAddresses : public Addresses {
 public:
  /// `input` is no stream, and outlives it.
  explicit FileAddresses(const Input& input);
  /// All the bytes of a file, and what messages call that.
  FileAddresses(Buffer buffer, std::string name);

  [[nodiscard]] std::int64_t offset_of(AddressKind kind, std::int64_t address) override;

 private:
  Input own_{};
  FileBytes bytes_;
  std::once_flag read_{};
  AddressMap map_{};
};

}  // namespace bview
