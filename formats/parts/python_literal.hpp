// SPDX-License-Identifier: MIT
// formats/parts/python_literal.hpp - values as Python writes them: the header of a .npy file.
//
//     value = string | integer | "True" | "False" | "None" | list | tuple | dict
//
// Source: Python's reference, "Literals", as far as numpy/lib/format.py writes them.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bview {

struct PythonValue {
  enum class Kind : std::uint8_t { None, Truth, Integer, Text, List, Tuple, Dict };

  Kind kind = Kind::None;
  std::size_t where = 0;  ///< byte of the text, for errors
  std::int64_t number = 0;
  std::string text{};
  std::vector<PythonValue> values{};  ///< of a dict: keys and values in turn

  /// The value of a dict behind this key, or null.
  [[nodiscard]] const PythonValue* find(std::string_view key) const;
};

/// The value that `text` is, white space around it aside.
/// \throws Error{Errc::BadValue} with the byte where it is none (Error::where).
[[nodiscard]] PythonValue parse_python(std::string_view text);

}  // namespace bview
