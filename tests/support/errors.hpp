// SPDX-License-Identifier: MIT
// tests/support/errors.hpp - what a call throws.

#pragma once

#include <optional>
#include <ostream>
#include <string>

#include <bview/core/error.hpp>

namespace bview {

inline std::ostream& operator<<(std::ostream& out, Errc code) {
  return out << "Errc " << static_cast<int>(code);
}

}  // namespace bview

namespace bview::testing {

/// The code of the Error that `call` throws; nothing if it throws none.
template <class Call>
std::optional<Errc> code_of(const Call& call) {
  try {
    static_cast<void>(call());
    return std::nullopt;
  } catch (const Error& error) {
    return error.code();
  }
}

/// The sentence of the Error that `call` throws; "" if it throws none.
template <class Call>
std::string message_of(const Call& call) {
  try {
    static_cast<void>(call());
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace bview::testing
