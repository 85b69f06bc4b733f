// SPDX-License-Identifier: MIT
// `bview patch` against numpy: after an assignment through a view the whole file is the
// same, and after an undo it is as before.

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>

#include "app/commands.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/values.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

std::string text_of_hex(std::string_view digits) {
  std::string text;
  for (const std::byte byte : testing::from_hex(digits)) text += static_cast<char>(byte);
  return text;
}

/// The exit code of a command, or what it complains of.
std::string outcome_of(const std::vector<std::string>& arguments) {
  std::vector<const char*> pointers(arguments.size());
  std::transform(arguments.begin(), arguments.end(), pointers.begin(),
                 [](const std::string& argument) { return argument.c_str(); });
  try {
    return std::to_string(run(pointers));
  } catch (const Error& error) {
    return error.what();
  }
}

/// The command of a vector: format, file, shape, offset, strides, order, axes, index,
/// fields, values, file afterwards.
std::vector<std::string> command_of(const testing::Vector& row, const std::string& path) {
  std::vector<std::string> arguments = {
      "patch", path,        "--format", row[0],
      "-q",    "--no-sync", "--shape",  row[2] == "()" ? "" : row[2]};
  constexpr const char* kOptions[] = {"--offset", "--strides", "--order",
                                      "--axes",   "--index",   "--fields"};
  for (std::size_t k = 0; k < std::size(kOptions); ++k) {
    if (row[3 + k].empty()) continue;
    arguments.emplace_back(kOptions[k]);
    arguments.push_back(row[3 + k]);
  }
  arguments.emplace_back("--");
  std::istringstream values(row[9]);
  for (std::string value; values >> value;) arguments.push_back(value);
  return arguments;
}

TEST_CASE("a patch leaves the file that numpy leaves, and undo the one before") {
  const testing::TemporaryFolder folder;
  const auto vectors = testing::read_vectors("oracle/patch.tsv");
  CHECK(vectors.size() >= 400);
  std::size_t changed = 0;
  for (const testing::Vector& row : vectors) {
    REQUIRE(row.size() == 11);
    const std::string before = text_of_hex(row[1]);
    const std::string path = folder.file("data", before);
    const std::vector<std::string> command = command_of(row, path);
    std::string shown;
    for (const std::string& word : command) shown += "'" + word + "' ";
    CAPTURE(shown);
    CHECK(outcome_of(command) == "0");
    const std::string after = testing::content_of(path);
    CHECK(testing::to_hex(after) == row[10]);
    if (after == before) continue;
    ++changed;
    CHECK(outcome_of({"undo", path, "-q", "--no-sync"}) == "0");
    CHECK(testing::to_hex(testing::content_of(path)) == row[1]);
  }
  CHECK(changed >= 400);
}

}  // namespace
}  // namespace bview
