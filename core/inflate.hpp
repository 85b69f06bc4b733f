// SPDX-License-Identifier: MIT
// core/inflate.hpp - deflated bytes, unpacked while they are read.
//
// Source: RFC 1951, of which zlib knows all.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <bview/core/source.hpp>

namespace bview {

/// A stream of what another one holds deflated, without anything around it. It needs the same
/// memory however many bytes that are.
class InflateSource : public Source {
 public:
  /// `packed` outlives it.
  explicit InflateSource(Source& packed);
  ~InflateSource() override;

  /// \throws Error{Errc::BadValue} where the bytes are no deflated ones, or are cut short.
  [[nodiscard]] std::size_t read(std::span<char> into) override;

  /// How many packed bytes it has come through: at the end, all of them and nothing behind them.
  [[nodiscard]] std::int64_t used() const;

 private:
  struct State;  // zlib's

  [[nodiscard]] bool refill();

  Source& packed_;
  std::unique_ptr<State> state_;
  std::vector<char> taken_;  // of the packed bytes
  bool ended_ = false;
};

}  // namespace bview
