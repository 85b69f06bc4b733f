// SPDX-License-Identifier: MIT
// tests/support/vectors.hpp - reads the vector files of tests/oracle.
//
// A file holds one case per line, cells separated by TAB; lines that begin with '#'
// are comments. In a cell \\ \t \n \r \v \f and \xNN stand for single bytes.

#pragma once

#include <cstddef>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bview::testing {

/// The cells of one case.
using Vector = std::vector<std::string>;

/// The bytes that a cell stands for.
inline std::string unescaped(std::string_view cell) {
  constexpr std::string_view kLetters = "\\tnrvf";
  constexpr std::string_view kBytes = "\\\t\n\r\v\f";
  std::string text;
  while (!cell.empty()) {
    std::size_t taken = 1;
    if (cell.starts_with("\\x")) {
      text += static_cast<char>(std::stoi(std::string(cell.substr(2, 2)), nullptr, 16));
      taken = 4;
    } else if (cell.front() == '\\') {
      text += kBytes.at(kLetters.find(cell.at(1)));
      taken = 2;
    } else {
      text += cell.front();
    }
    cell.remove_prefix(taken);
  }
  return text;
}

/// All cases of a file, such as "oracle/struct_calcsize.tsv"; every cell unescaped.
inline std::vector<Vector> read_vectors(const std::string& name) {
  std::ifstream file(std::string(BVIEW_TEST_DATA) + "/" + name);
  if (!file) throw std::runtime_error("there is no vector file " + name);
  std::vector<Vector> vectors;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    Vector& cells = vectors.emplace_back();
    for (std::string_view rest = line;;) {
      const std::size_t tab = rest.find('\t');
      cells.push_back(unescaped(rest.substr(0, tab)));
      if (tab == std::string_view::npos) break;
      rest.remove_prefix(tab + 1);
    }
  }
  return vectors;
}

}  // namespace bview::testing
